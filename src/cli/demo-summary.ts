/** The demonstration in words: one table, both regimes side by side, nothing left out. */
import type { DemoResult } from '../arena/demo.ts'
import type { Measures, Spread } from '../arena/measures.ts'
import { SHARES } from '../arena/shoppers.ts'

type Row = readonly [what: string, of: (measures: Measures) => string]

const whole = (value: number) => String(Math.round(value))
const tenth = (value: number) => value.toFixed(1)
const percent = (value: number) => `${(100 * value).toFixed(1)} %`
const meanAndP95 = ({ mean, p95 }: Spread) => `${tenth(mean)} (${tenth(p95)})`

const rows: readonly Row[] = [
  ['shoppers', ({ shoppers }) => whole(shoppers)],
  ['  offered a slot within their hours at home', ({ offeredOneThatSuits }) => percent(offeredOneThatSuits)],
  ['  offered at least three', ({ offeredThreeThatSuit }) => percent(offeredThreeThatSuit)],
  ['lost sales: nothing was free', ({ lostFull }) => whole(lostFull)],
  ['lost sales: nothing suited', ({ lostUnsuited }) => whole(lostUnsuited)],
  ['let the hold lapse', ({ lapsed }) => whole(lapsed)],
  ['cancelled', ({ cancelled }) => whole(cancelled)],
  ['moved to another slot', ({ moved }) => whole(moved)],
  ['first attempts', ({ attempts }) => whole(attempts)],
  ['  delivered', ({ delivered }) => whole(delivered)],
  ['  failed: to be driven again another day', ({ failed, failedShare }) => `${failed} (${percent(failedShare)})`],
  ['routes', ({ routes }) => whole(routes)],
  ['paid hours', ({ paidHours }) => tenth(paidHours)],
  ['  of them driving', ({ drivingHours }) => tenth(drivingHours)],
  ['  of them waiting for a window to open', ({ waitingHours }) => tenth(waitingHours)],
  ['kilometres', ({ kilometres }) => whole(kilometres)],
  ['delivered per paid hour', ({ deliveredPerPaidHour }) => deliveredPerPaidHour.toFixed(2)],
  ['hours of the window a customer was told: mean (p95)', ({ hoursTold }) => meanAndP95(hoursTold)],
  ['customers who stayed in for it', ({ stayedIn }) => percent(stayedIn)],
  ['  hours they waited: mean (p95)', ({ hoursWaited }) => meanAndP95(hoursWaited)],
  ['gaps that all searches looked at', ({ evaluations }) => whole(evaluations)],
]

/** The summary as lines of plain text. */
export function demoSummary({ seed, city, measures, breakEven }: DemoResult): string {
  const { narrow, legacy } = measures
  const cells = [['', narrow.regime, legacy.regime], ...rows.map(([what, of]) => [what, of(narrow), of(legacy)])]
  const width = (column: number) => Math.max(...cells.map((row) => row[column]!.length))
  const [first, second, third] = [width(0), width(1), width(2)]
  const line = ([what, one, other]: readonly string[]) => `${what!.padEnd(first)}  ${one!.padStart(second)}  ${other!.padStart(third)}`
  return [
    `A day of ${narrow.shoppers} shoppers and ${city.couriers.length} couriers in a generated city, seed ${seed}`,
    '',
    ...cells.map((row) => line(row).trimEnd()),
    '',
    ...verdict(narrow, legacy, breakEven),
    '',
  ].join('\n')
}

function verdict(narrow: Measures, legacy: Measures, breakEven: number): string[] {
  const ratio = narrow.deliveredPerPaidHour / legacy.deliveredPerPaidHour - 1
  const who = ratio >= 0 ? 'more' : 'fewer'
  const compared = Number.isFinite(ratio) ? `Per paid hour ${narrow.regime} delivered ${percent(Math.abs(ratio))} ${who}.` : 'Nothing was delivered.'
  const even = breakEven > 0
    ? `It would deliver more where over ${percent(breakEven)} of first attempts fail without an agreed time; here ${percent(legacy.failedShare)} did.`
    : 'It would deliver more even if no first attempt failed without an agreed time.'
  return [
    `${compared} ${even}`,
    'The same shoppers, households, couriers, streets, search and number of gaps for both. Of those told sixteen hours',
    `${percent(SHARES.waits)} wait on purpose and ${percent(SHARES.neighbour)} have a neighbour who takes it; nobody leaves because of the width. ${percent(SHARES.absent)} are`,
    'out in either regime. Couriers drive as planned. This is one day of one city: it shows how it works and proves nothing.',
  ]
}
