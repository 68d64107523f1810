/** A small day that has everything a report shows: every state of a booking, refusals, waiting, breaks, two shifts. */
import { openDay } from '../../src/live/open-day.ts'
import type { DayReport, DayStory } from '../../src/report/day-report.ts'
import { dayReportOf } from '../../src/report/day-report.ts'
import type { RequestRecord } from '../../src/report/request-log.ts'
import { recordOf } from '../../src/report/request-log.ts'
import { manualClock } from '../../src/time/clock.ts'
import { estimateTravel } from '../../src/travel/estimate.ts'
import { matrixTravel } from '../../src/travel/matrix.ts'

export interface SampleOptions {
  /** Put around every id, title and description. */
  readonly spice?: string
  readonly date?: string
  readonly zone?: string
  /** Rows of a matrix in place of coordinates. */
  readonly placeless?: boolean
  readonly shift?: { readonly start: string; readonly end: string }
  readonly slots?: readonly { readonly id: string; readonly start: string; readonly end: string }[]
}

const places: readonly [number, number][] = [[13.4, 52.52], [13.38, 52.51], [13.42, 52.5], [13.36, 52.54], [13.45, 52.53], [13.41, 52.49], [13.39, 52.55]]

/** Books six orders: two confirmed, one each held, released, cancelled and lapsed; a seventh is refused every slot. */
export function sampleReport(options: SampleOptions = {}, story: Partial<DayStory> = {}): DayReport {
  const { spice = '', date = '2026-12-01', zone = 'Europe/Berlin', placeless = false } = options
  const clock = manualClock(Date.parse(`${date}T00:00:00Z`) - 20 * 3_600_000)
  const shift = options.shift ?? { start: '08:00', end: '16:00' }
  const placeOf = (i: number) => (placeless ? i : places[i]!)
  const seconds = places.map((_, i) => places.map((_, j) => (i === j ? 0 : 600)))
  const desk = openDay({
    date, zone, clock, seed: 1,
    depots: [{ id: `${spice}hub`, place: placeOf(0) }],
    couriers: ['anna', 'ben'].map((name) => ({
      id: `${spice}${name}`, depot: `${spice}hub`, shift, capacity: [9],
      breaks: name === 'anna' ? [{ id: `${spice}rest`, windows: [shift], service: 'PT20M' }] : [],
    })),
    slots: options.slots ?? [
      { id: `${spice}early`, start: '09:00', end: '10:00' }, { id: '11:00-13:00', start: '11:00', end: '13:00' },
      { id: 'night', start: '22:00', end: '23:00' },
    ],
    travel: placeless ? matrixTravel({ seconds }) : estimateTravel({ kilometresPerHour: 30 }),
  })
  const log: RequestRecord[] = []
  for (let i = 1; i <= 6; i++) {
    const description = i === 1 ? { description: `${spice}ring twice` } : {}
    const answer = desk.offer({ id: `${spice}order-${i}`, place: placeOf(i), load: [1], service: 'PT5M', ...description })
    const offer = answer.offered[i % 2]!
    log.push(recordOf(answer, offer.slot))
    const hold = desk.hold(offer, { by: 'shop', for: i === 4 ? 'PT1M' : 'PT12H' })
    if (!hold.ok) throw new Error(hold.refusal.code)
    if (i === 1 || i === 2 || i === 6) desk.confirm(hold.id, { by: 'shop' })
    if (i === 5) desk.release(hold.id, { by: 'shop' })
    if (i === 6) desk.cancel(hold.id, { by: 'shop' })
  }
  clock.advance('PT2M')
  log.push(recordOf(desk.offer({ id: `${spice}order-7`, place: placeOf(1), load: [10], service: 'PT5M' })))
  return dayReportOf(desk, {
    title: `${spice}A day`, subtitle: `${spice}of a few orders`, log,
    history: [
      { requests: 1, orders: 1, cost: 900, after: 'customer' }, { requests: 3, orders: 3, cost: 2400, after: 'customer' },
      { requests: 3, orders: 3, cost: 2000, after: 'improvement' },
    ],
    comparison: {
      regimes: [`${spice}narrow`, `${spice}wide`],
      rows: [
        { measure: `${spice}Driving`, unit: 'duration', better: 'lower', values: [3600, 3000] },
        { measure: 'Kept free', unit: 'duration', better: 'lower', values: [7200, 57600] },
        { measure: 'Served', unit: 'count', better: 'higher', values: [3, 3] },
      ],
    },
    facts: [{ name: `${spice}Seed`, value: 1 }, { name: 'Version', value: `${spice}0.1.0` }],
    ...story,
  })
}
