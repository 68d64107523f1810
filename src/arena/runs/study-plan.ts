/** What a study is made of: scenarios under every regime, and sweeps in which one thing is varied. */
import type { Backtest } from '../backtest/past-world.ts'
import type { SweepResult } from '../measures/study-result.ts'
import type { Effort } from '../regimes/regime.ts'
import type { Doors } from '../world/doors.ts'
import type { Scenario } from '../world/scenario.ts'

/** How the doors are set: as given, or so that this share of first visits fails under legacy. */
export type DoorsWanted =
  | { readonly doors: Doors }
  /** `of`: the scenario in which it is to be so, where another one than that which is run. */
  | { readonly failure: number; readonly of?: Scenario }

/** One scenario under every regime of the study. */
export interface PlannedScenario {
  readonly scenario: Scenario
  readonly seeds: readonly number[]
  readonly effort: Effort
  readonly wanted: DoorsWanted
  /** Past days, which the scenario then only describes. */
  readonly backtest?: Backtest
  /** In place of a description made from the scenario. */
  readonly about?: string
  /** Which hub of the published experiment it rebuilds. */
  readonly published?: 'city' | 'town'
}

/** What a sweep varies. */
export type Varied = SweepResult['over']

/** One scenario with one thing varied, under some regimes. */
export interface PlannedSweep {
  readonly over: Varied
  /** As it is named and described in tables. */
  readonly scenario: Scenario
  readonly seeds: readonly number[]
  readonly effort: Effort
  /** By name. */
  readonly regimes: readonly string[]
  /** Ascending. */
  readonly points: readonly PlannedPoint[]
}

/** One point of a sweep. */
export interface PlannedPoint {
  readonly at: number
  readonly scenario: Scenario
  readonly wanted: DoorsWanted
  /** What some of the regimes run instead: those that sell no slots need not be run anew for every width of slots. */
  readonly instead?: { readonly regimes: readonly string[]; readonly scenario: Scenario }
}

/** Scenarios that are made for self-checks, see `checks.ts`. */
export interface PlannedChecks {
  /** Everybody is always at home, with demand below capacity: under every regime. */
  readonly alwaysHome: PlannedScenario
  /** The same with one slot as wide as the day: ours and the baseline. */
  readonly oneSlot: PlannedScenario
}

/** A study, before anything is run. */
export interface StudyPlan {
  readonly title: string
  /** In the order of all tables. Their rules are the worker's. */
  readonly regimes: readonly { readonly name: string; readonly title: string }[]
  /** Pilot worlds in which the doors are set; none of them should be measured. */
  readonly pilots: readonly number[]
  /** The regime whose break-even is asked for, and the one it is held against. */
  readonly ours: string
  readonly baseline: string
  /** Other regimes of plus-or-minus eight hours that the break-even is asked against, too. */
  readonly alsoAgainst?: readonly string[]
  readonly scenarios: readonly PlannedScenario[]
  readonly sweeps: readonly PlannedSweep[]
  /** Left out where nothing is to be checked but what was run anyway. */
  readonly checks?: PlannedChecks
  /** Limits beside those that hold for every study, a sentence each. */
  readonly notes?: readonly string[]
}
