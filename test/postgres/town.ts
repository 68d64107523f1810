/** A day that several processes book: couriers, slots and orders that are the same in every process. */
import { Random } from '../../src/base/random.ts'
import type { Desk } from '../../src/live/desk.ts'
import { openDay } from '../../src/live/open-day.ts'
import type { OpenDayInput } from '../../src/live/open-day.ts'
import type { OfferRequest } from '../../src/live/request.ts'
import type { DeskSnapshot } from '../../src/live/snapshot.ts'
import type { Clock } from '../../src/time/clock.ts'
import { manualClock } from '../../src/time/clock.ts'
import { estimateTravel } from '../../src/travel/estimate.ts'
import type { LonLat } from '../../src/travel/place.ts'

/** So many couriers with room for `capacity` orders each, and six slots of two hours. */
export function cityDay(couriers: number, capacity: number, clock: Clock = manualClock('2026-11-30T12:00:00+01:00')): OpenDayInput {
  return {
    date: '2026-12-01',
    zone: 'Europe/Berlin',
    clock,
    depots: [{ id: 'hub', place: [13.38, 52.51] }],
    couriers: Array.from({ length: couriers }, (_, i) => ({ id: `k${i}`, shift: { start: '08:00', end: '20:00' }, capacity: [capacity] })),
    slots: [8, 10, 12, 14, 16, 18].map((hour) => ({ id: `${hour}h`, start: hour * 3600, end: (hour + 2) * 3600 })),
    travel: estimateTravel({ kilometresPerHour: 25 }),
    reliability: false,
    repairEvaluations: 2000,
  }
}

/** Opens such a day, empty or from a snapshot. */
export function opener(input: OpenDayInput): (snapshot: DeskSnapshot | undefined) => Desk {
  return (snapshot) => openDay({ ...input, snapshot })
}

/** An order of the city, the same for the same number. */
export function cityOrder(number: number): OfferRequest & { id: string } {
  const random = new Random(1).fork(`order ${number}`)
  const at: LonLat = [13.3 + random.below(200) / 1000, 52.46 + random.below(100) / 1000]
  return { id: `order-${number}`, place: at, load: [1], service: 180 }
}
