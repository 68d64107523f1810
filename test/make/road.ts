/** One straight road: days whose arithmetic fits in the head. */
import type { Desk } from '../../src/live/desk.ts'
import type { OpenDayInput } from '../../src/live/open-day.ts'
import { openDay } from '../../src/live/open-day.ts'
import type { OfferRequest } from '../../src/live/request.ts'
import type { CourierInput } from '../../src/model/courier.ts'
import type { Reason } from '../../src/slots/reason.ts'
import { manualClock } from '../../src/time/clock.ts'
import { matrixTravel } from '../../src/travel/matrix.ts'
import type { TravelSource } from '../../src/travel/source.ts'

/** Places 0 to 5 along a road, ten minutes and five kilometres apart. */
export function roadTravel(): TravelSource {
  const rows = [0, 1, 2, 3, 4, 5]
  const way = (per: number) => rows.map((from) => rows.map((to) => Math.abs(from - to) * per))
  return matrixTravel({ seconds: way(600), metres: way(5000) })
}

/** Works from 8 to 12, starts and ends at place 0, and carries five parcels. */
export const ann: CourierInput = { id: 'ann', start: 0, end: 0, shift: { start: '08:00', end: '12:00' }, capacity: [5] }

/** Noon of the day before. */
export const EVENING = '2026-11-30T12:00:00+01:00'

/** A desk on the road; direct gaps only unless said otherwise. */
export function roadDesk(change: Partial<OpenDayInput> = {}): Desk {
  return openDay({
    date: '2026-12-01', zone: 'Europe/Berlin', clock: manualClock(EVENING), couriers: [ann], travel: roadTravel(), repairEvaluations: 0,
    slots: [{ id: 'nine', start: '09:00', end: '10:00' }, { id: 'ten', start: '10:00', end: '11:00' }],
    ...change,
  })
}

/** Promises an order at one exact moment. */
export function promise(desk: Desk, order: OfferRequest, at: string): void {
  const hold = desk.hold({ order, slot: { start: at, end: at } })
  if (!hold.ok) throw new Error(`${order.id} at ${at}: ${hold.refusal.code}`)
  desk.confirm(hold.id)
}

/** Why the window is refused; what would work instead is left out. */
export function reasonFor(desk: Desk, order: Omit<OfferRequest, 'id'>, start: string, end: string): Partial<Reason> {
  const { offered, refused } = desk.offer({ ...order, id: 'newcomer', slots: [{ id: 'mine', start, end }] })
  if (offered.length > 0) throw new Error('offered')
  const { remedy: _, nearest: __, ...reason } = refused[0]!.reason
  return reason
}
