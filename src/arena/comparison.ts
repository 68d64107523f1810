/** Two regimes side by side, measure by measure: one list for the console and the report. */
import type { Comparison, ComparisonRow } from '../report/comparison.ts'
import type { Measures } from './measures.ts'
import { SHARES } from './shoppers.ts'

type Compared = Omit<ComparisonRow, 'values'> & { readonly of: (measures: Measures) => number }

const rows: readonly Compared[] = [
  { measure: 'Shoppers', unit: 'count', of: ({ shoppers }) => shoppers },
  {
    measure: 'Offered a slot that suits', unit: 'share', better: 'higher', of: ({ offeredOneThatSuits }) => offeredOneThatSuits,
    meaning: 'Shoppers with at least one offer that lies within their hours at home.',
  },
  { measure: 'Offered at least three', unit: 'share', better: 'higher', of: ({ offeredThreeThatSuit }) => offeredThreeThatSuit },
  { measure: 'Lost sales: nothing free', unit: 'count', better: 'lower', of: ({ lostFull }) => lostFull },
  {
    measure: 'Lost sales: nothing suited', unit: 'count', better: 'lower', of: ({ lostUnsuited }) => lostUnsuited,
    meaning: 'Nobody is taken to leave because of sixteen hours, which favours the wide window.',
  },
  { measure: 'Holds that lapsed', unit: 'count', of: ({ lapsed }) => lapsed },
  { measure: 'Cancelled', unit: 'count', of: ({ cancelled }) => cancelled },
  { measure: 'Moved to another slot', unit: 'count', of: ({ moved }) => moved },
  { measure: 'First attempts', unit: 'count', of: ({ attempts }) => attempts },
  { measure: 'Delivered at the first attempt', unit: 'count', better: 'higher', of: ({ delivered }) => delivered },
  {
    measure: 'Failed attempts', unit: 'count', better: 'lower', of: ({ failed }) => failed,
    meaning: 'Nobody in, and no neighbour. They must be driven again another day, which is not counted here.',
  },
  { measure: 'Share that failed', unit: 'share', better: 'lower', of: ({ failedShare }) => failedShare },
  { measure: 'Routes', unit: 'count', of: ({ routes }) => routes },
  {
    measure: 'Paid hours', unit: 'duration', better: 'lower', of: ({ paid }) => paid,
    meaning: 'From leaving the depot to being back, breaks and waiting included.',
  },
  { measure: 'Driving', unit: 'duration', better: 'lower', of: ({ driving }) => driving },
  { measure: 'Waiting for a window to open', unit: 'duration', better: 'lower', of: ({ waiting }) => waiting },
  { measure: 'Distance', unit: 'distance', better: 'lower', of: ({ metres }) => metres },
  { measure: 'Delivered per paid hour', unit: 'ratio', better: 'higher', of: ({ deliveredPerPaidHour }) => deliveredPerPaidHour },
  {
    measure: 'Window told to a customer', unit: 'duration', better: 'lower', of: ({ told }) => told.mean,
    meaning: 'Mean width of the window in which the courier may come.',
  },
  { measure: 'The same, 95th percentile', unit: 'duration', better: 'lower', of: ({ told }) => told.p95 },
  { measure: 'Customers who stayed in for it', unit: 'share', of: ({ stayedIn }) => stayedIn },
  {
    measure: 'How long they waited', unit: 'duration', better: 'lower', of: ({ waited }) => waited.mean,
    meaning: 'From the opening of the window until the courier came, over those who stayed in; the mean.',
  },
  { measure: 'The same, 95th percentile', unit: 'duration', better: 'lower', of: ({ waited }) => waited.p95 },
  { measure: 'Gaps looked at', unit: 'count', of: ({ evaluations }) => evaluations, meaning: 'The effort of all searches.' },
]

const percent = (share: number) => `${Math.round(100 * share)} %`

/** The table, with what was alike for both. */
export function compare(measures: readonly Measures[]): Comparison {
  return {
    regimes: measures.map(({ regime }) => regime),
    rows: rows.map(({ of, ...row }) => ({ ...row, values: measures.map(of) })),
    note: 'The same shoppers, households, streets, couriers and search, and as many gaps looked at. Of the shoppers '
      + `${percent(SHARES.waits)} stay in on purpose for whatever they are told, ${percent(SHARES.neighbour)} have a neighbour `
      + `who takes it, and ${percent(SHARES.absent)} are out after all, under either rule. Couriers drive as planned. `
      + 'This is one day of one city, and no proof.',
  }
}
