/** One day in a generated city, booked and driven twice: in narrow slots, and by the plus-or-minus-eight-hour rule. */
import { runRegime } from '../days/run.ts'
import type { Figures } from '../measures/run-figures.ts'
import { measureRun } from '../measures/run-figures.ts'
import type { DeskRegime } from '../regimes/desk-regime.ts'
import { legacy } from '../regimes/legacy.ts'
import type { Effort } from '../regimes/regime.ts'
import { slotsmith } from '../regimes/slotsmith.ts'
import type { World } from '../world/world.ts'
import { makeWorld } from '../world/world.ts'
import { demoDoors, demoScenario } from './demo-scenario.ts'
import { Witness } from './witness.ts'

/** What a demonstration is made from. */
export interface DemoOptions {
  /** Seeds the city, the customers, the roads and every search. */
  readonly seed: number
  /** How many customers ask. */
  readonly orders: number
  readonly couriers: number
  readonly effort?: Effort
  /** Called after each answer of each regime, with the customers who have asked until then. */
  readonly onAnswer?: (regime: string, asked: number, customers: number) => void
}

/** A day under one rule. */
export interface DemoDay {
  readonly regime: string
  /** In words. */
  readonly title: string
  /** By the names of `measures`; `null` where a figure would divide by nothing. */
  readonly figures: Figures
  readonly seen: Witness
}

/** The same day under two rules. One day proves nothing: it shows how things work and what is counted. */
export interface DemoResult {
  readonly seed: number
  readonly world: World
  readonly narrow: DemoDay
  readonly wide: DemoDay
  readonly effort: Effort
  /**
   * The share of failing first visits at which the wide window would deliver as much per paid hour; above it narrow slots deliver more.
   * Below 0: they deliver more even if no visit failed. `undefined` where nobody was visited.
   */
  readonly breakEven: number | undefined
}

/** Enough for good routes in a few seconds. */
export function usualEffort(orders: number): Effort {
  return { perChange: 50_000, perRepair: 20_000, perDay: 75_000 * orders }
}

/** Runs the day under both rules. */
export function runDemo({ seed, orders, couriers, effort = usualEffort(orders), onAnswer }: DemoOptions): DemoResult {
  const world = makeWorld(demoScenario(orders, couriers), seed)
  const dayOf = (regime: DeskRegime): DemoDay => {
    const seen = new Witness()
    const { name, title } = regime
    const watched = seen.watching(regime, (asked) => onAnswer?.(title, asked, world.customers.length))
    const { values } = measureRun(runRegime(world, watched, demoDoors, effort))
    return { regime: name, title, figures: values, seen }
  }
  const [narrow, wide] = [dayOf(slotsmith), dayOf(legacy)]
  return { seed, world, narrow, wide, effort, breakEven: breakEven(narrow.figures, wide.figures) }
}

/** All visits of a single day are first ones, so a share of them is a share of what could be delivered. */
function breakEven(narrow: Figures, wide: Figures): number | undefined {
  const delivered = narrow['delivered-per-paid-hour'] ?? undefined
  const secondsPerVisit = wide['paid-per-visit'] ?? undefined
  return delivered === undefined || secondsPerVisit === undefined ? undefined : 1 - (delivered * secondsPerVisit) / 3600
}
