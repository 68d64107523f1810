/** One day in a generated city, booked twice by the same shoppers: in narrow slots, and by the plus-or-minus-eight-hour rule. */
import type { BookedDay, Effort, OnEvent } from './booking-day.ts'
import { bookDay } from './booking-day.ts'
import type { City } from './city.ts'
import { makeCity } from './city.ts'
import { legacyDay } from './legacy.ts'
import type { Measures } from './measures.ts'
import { breakEven, measure } from './measures.ts'
import { narrowSlots } from './narrow.ts'
import type { Shopper } from './shoppers.ts'
import { makeShoppers } from './shoppers.ts'

/** What a demonstration is made from. */
export interface DemoOptions {
  /** Seeds the city, the shoppers and every search. */
  readonly seed: number
  /** How many shoppers come. */
  readonly orders: number
  readonly couriers: number
  readonly effort?: Effort
  /** Called after each event of each regime. */
  readonly onEvent?: (regime: string, done: number, total: number) => void
}

/** The same day under two regimes. One day proves nothing: it shows how things work and what is counted. */
export interface DemoResult {
  readonly seed: number
  readonly city: City
  readonly shoppers: readonly Shopper[]
  readonly narrow: BookedDay
  readonly legacy: BookedDay
  readonly measures: { readonly narrow: Measures; readonly legacy: Measures }
  /** See {@link breakEven}. */
  readonly breakEven: number | undefined
}

/** Enough for good routes in a few seconds. */
export const usualEffort: Effort = { perChange: 50_000, perRepair: 20_000, atTheEnd: 5_000_000 }

/**
 * Runs the day. Wide windows need fewer repairs, so the legacy regime is given what the narrow one looked at beyond it: its last
 * search before dispatch goes on until both have looked at as many gaps.
 */
export function runDemo({ seed, orders, couriers, effort = usualEffort, onEvent }: DemoOptions): DemoResult {
  const city = makeCity({ seed, couriers })
  const shoppers = makeShoppers(city, seed, orders)
  const reporting = (regime: string): OnEvent => (done, total) => onEvent?.(regime, done, total)
  const narrow = bookDay(city, shoppers, narrowSlots, effort, seed, reporting(narrowSlots.name))
  const begun = bookDay(city, shoppers, legacyDay, effort, seed, reporting(legacyDay.name))
  const left = narrow.evaluations - begun.evaluations
  const more = left > 0 ? begun.desk.improve({ evaluations: left }).evaluations : 0
  const legacy = { ...begun, evaluations: begun.evaluations + more }
  const measures = { narrow: measure(narrow), legacy: measure(legacy) }
  return { seed, city, shoppers, narrow, legacy, measures, breakEven: breakEven(measures.narrow, measures.legacy) }
}
