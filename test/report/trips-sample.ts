/** A day with reloads, shops on the way, things that are fetched, positions and a release: what the report of such a day shows. */
import { openDesk } from '../../src/live/open-day.ts'
import { makeDay } from '../../src/model/day.ts'
import type { Plan, PlanStep } from '../../src/model/nouns.ts'
import type { OrderInput } from '../../src/model/order.ts'
import type { DayReport } from '../../src/report/day-report.ts'
import { dayReportOf } from '../../src/report/day-report.ts'
import { openCalendar } from '../../src/time/calendar.ts'
import { manualClock } from '../../src/time/clock.ts'
import { estimateTravel } from '../../src/travel/estimate.ts'

const HUB: [number, number] = [13.4, 52.52]
const BAKER: [number, number] = [13.43, 52.49]
const TIP: [number, number] = [13.33, 52.54]

/** Anna drives three trips and loads at the hub, Ben calls at the baker's and brings old things to the tip, Cleo has a first and a last. */
export function tripsReport(spice = ''): DayReport {
  const calendar = openCalendar('2026-12-01', 'Europe/Berlin')
  const shift = { start: '08:00', end: '16:00' }
  const day = makeDay({
    depots: [{ id: 'hub', place: HUB }],
    couriers: [
      { id: `${spice}anna`, shift, capacity: [3], reload: { service: 'PT10M', most: 3 }, breaks: [{ id: 'rest', windows: [{ start: '11:00', end: '13:00' }], service: 'PT20M' }] },
      { id: `${spice}ben`, shift, capacity: [4] },
      { id: `${spice}cleo`, shift, capacity: [9] },
    ],
    travel: estimateTravel({ kilometresPerHour: 22 }),
  }, calendar)
  const around = (i: number, wide: number): [number, number] => [HUB[0] + wide * Math.cos(i * 1.7), HUB[1] + 0.6 * wide * Math.sin(i * 1.7)]
  const window = (from: string, to: string) => [{ start: from, end: to }]
  const common = { service: 'PT5M' } as const
  const inputs: OrderInput[] = [
    ...[1, 2, 3].map((i): OrderInput => ({ id: `${spice}a${i}`, ...common, place: around(i, 0.05), load: [1], windows: window('08:30', '10:30') })),
    ...[4, 5, 6].map((i): OrderInput => ({ id: `${spice}a${i}`, ...common, place: around(i, 0.06), load: [1], windows: window('10:00', '12:30'), release: '10:15' })),
    ...[7, 8].map((i): OrderInput => ({ id: `${spice}a${i}`, ...common, place: around(i, 0.05), load: [1], pickup: [1], windows: window('12:00', '15:00') })),
    ...[1, 2].map((i): OrderInput => ({
      id: `${spice}bread-${i}`, ...common, place: [13.46 + i / 100, 52.48 + i / 60], load: [2], windows: window('09:00', `${10 + i}:00`),
      collectAt: { place: BAKER, service: 'PT4M', windows: window('08:30', '09:30') },
    })),
    ...[1, 2].map((i): OrderInput => ({
      id: `${spice}sofa-${i}`, ...common, service: 'PT15M', place: [13.37 - i / 100, 52.5 + i / 50], pickup: [2], windows: window('11:00', '14:00'),
      bringTo: { place: TIP, service: 'PT10M', windows: window('08:00', '15:00') },
    })),
    ...[1, 2, 3].map((i): OrderInput => ({
      id: `${spice}c${i}`, ...common, place: around(i, 0.03), load: [2], windows: window('09:00', '12:00'),
      ...(i === 2 ? {} : { position: i === 1 ? 'first' : 'last' } as const),
    })),
  ]
  const visit = (...ids: string[]): PlanStep[] => ids.map((id) => ({ type: 'order', id: `${spice}${id}` }))
  const collect = (id: string): PlanStep => ({ type: 'collect', id: `${spice}${id}` })
  const bring = (id: string): PlanStep => ({ type: 'bring', id: `${spice}${id}` })
  const reload: PlanStep = { type: 'reload' }
  const plan: Plan = {
    routes: [
      { courier: `${spice}anna`, shift: 0, steps: [...visit('a1', 'a2', 'a3'), reload, ...visit('a4', 'a5'), { type: 'break', id: 'rest' }, ...visit('a6'), reload, ...visit('a7', 'a8')] },
      {
        courier: `${spice}ben`, shift: 0, steps: [
          collect('bread-1'), collect('bread-2'), ...visit('bread-1', 'bread-2', 'sofa-1', 'sofa-2'), bring('sofa-2'), bring('sofa-1'),
        ],
      },
      { courier: `${spice}cleo`, shift: 0, steps: visit('c1', 'c2', 'c3') },
    ],
  }
  const clock = manualClock('2026-11-30T12:00:00Z')
  const desk = openDesk(day, calendar, { clock, promised: { orders: inputs, plan } })
  return dayReportOf(desk, { title: `${spice}Trips`, log: [] })
}
