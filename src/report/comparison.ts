/** Several regimes side by side, measure by measure, whoever comes out better. */
import type { DayMeasures } from './measures.ts'
import { shareOf } from './measures.ts'
import type { Unit } from './words.ts'

/** One measure under several regimes. */
export interface ComparisonRow {
  readonly measure: string
  /** What it means, in a sentence. */
  readonly meaning?: string
  readonly unit: Unit
  /** Which direction is better, if any. */
  readonly better?: 'higher' | 'lower'
  /** One value per regime, in the order of `regimes`; `undefined` where a regime has none. */
  readonly values: readonly (number | undefined)[]
}

/** A table of measures for several regimes. */
export interface Comparison {
  readonly regimes: readonly string[]
  readonly rows: readonly ComparisonRow[]
  /** What was alike for all, in a sentence or two: customers, couriers, budget. */
  readonly note?: string
}

/** A regime and the measures of its day. */
export interface RegimeMeasures {
  readonly name: string
  readonly measures: DayMeasures
}

/** The customers' and the firm's measures of the same day under several regimes. */
export function compareRegimes(regimes: readonly RegimeMeasures[], note?: string): Comparison {
  const rows = comparedMeasures.map(({ of, ...row }) => ({ ...row, values: regimes.map(({ measures }) => of(measures)) }))
  return { regimes: regimes.map(({ name }) => name), rows, ...(note === undefined ? {} : { note }) }
}

/** Indices of the regimes with the best value; none where all are alike, or no direction is better. */
export function bestOf({ better, values }: ComparisonRow): number[] {
  const known = values.filter((value) => value !== undefined)
  if (better === undefined || known.length < 2) return []
  const best = better === 'higher' ? Math.max(...known) : Math.min(...known)
  if (known.every((value) => value === best)) return []
  return [...values.keys()].filter((i) => values[i] === best)
}

type Compared = Omit<ComparisonRow, 'values'> & { readonly of: (measures: DayMeasures) => number | undefined }

const comparedMeasures: readonly Compared[] = [
  {
    measure: 'Customers served', unit: 'count', better: 'higher', of: ({ orders }) => orders,
    meaning: 'Orders in the routes.',
  },
  {
    measure: 'Accepted', unit: 'share', better: 'higher', of: ({ accepted, requests }) => shareOf(accepted, requests),
    meaning: 'Requests whose customer took a slot.',
  },
  {
    measure: 'Offered at least one slot', unit: 'share', better: 'higher', of: ({ offeredOne, requests }) => shareOf(offeredOne, requests),
  },
  {
    measure: 'Offered at least three slots', unit: 'share', better: 'higher',
    of: ({ offeredThree, requests }) => shareOf(offeredThree, requests),
  },
  {
    measure: 'Promises kept in the plan', unit: 'share', better: 'higher', of: ({ kept, promised }) => shareOf(kept, promised),
    meaning: 'Confirmed orders that one route serves inside the promised window.',
  },
  {
    measure: 'Time a customer keeps free', unit: 'duration', better: 'lower', of: ({ meanWidth }) => meanWidth,
    meaning: 'Mean width of the promised window.',
  },
  {
    measure: 'Kept free by all customers', unit: 'duration', better: 'lower', of: ({ keptFree }) => keptFree,
  },
  {
    measure: 'Gini of time kept free', unit: 'index', better: 'lower', of: ({ giniKeptFree }) => giniKeptFree,
    meaning: '0: everybody keeps the same time free.',
  },
  {
    measure: 'Jain’s index of time kept free', unit: 'index', better: 'higher', of: ({ jainKeptFree }) => jainKeptFree,
    meaning: '1: everybody keeps the same time free.',
  },
  {
    measure: 'Paid hours', unit: 'duration', better: 'lower', of: ({ paid }) => paid,
    meaning: 'From each route’s start to its end.',
  },
  { measure: 'Driving', unit: 'duration', better: 'lower', of: ({ travel }) => travel },
  { measure: 'Waiting at doors', unit: 'duration', better: 'lower', of: ({ waiting }) => waiting },
  { measure: 'Distance per order', unit: 'distance', better: 'lower', of: ({ metresPerOrder }) => metresPerOrder },
  { measure: 'Orders per paid hour', unit: 'ratio', better: 'higher', of: ({ ordersPerPaidHour }) => ordersPerPaidHour },
  { measure: 'Cost of the routes', unit: 'cost', better: 'lower', of: ({ cost }) => cost },
  { measure: 'Couriers used', unit: 'count', better: 'lower', of: ({ couriersUsed }) => couriersUsed },
]
