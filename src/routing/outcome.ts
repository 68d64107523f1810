/** What searches are given, and what they give back. */
import type { Random } from '../base/random.ts'
import type { PlanRoute } from '../model/nouns.ts'
import type { Objective } from './search/plan-search.ts'
import type { SearchStanding } from './search/search.ts'

/** What `improve` did. Costs are integer cost units. */
export interface Improvement {
  readonly before: number
  readonly after: number
  /** Shifts in which somebody is served, before and after. */
  readonly couriersBefore: number
  readonly couriers: number
  readonly evaluations: number
  readonly rounds: number
  /** Orders that were in no route and now are. */
  readonly served: readonly string[]
}

/** How long and how to search. */
export interface SearchBudget {
  /** Gaps that may be looked at in all. */
  readonly evaluations: number
  /** Evaluations in all after which the search stops for now; the cooling follows `evaluations`. */
  readonly pauseAt?: number
  readonly chance: Random
  /** `cost` by default. */
  readonly objective?: Objective
  /** Whether orders are not promised yet: then more priority may take the place of less. */
  readonly mayDrop?: boolean
  /** How much of the search is done, 0 to 1; the share of the evaluations by default. */
  readonly done?: () => number
  /** Asked every 16 to 64 rounds; true stops the search. */
  readonly interrupted?: (standing: SearchStanding) => boolean
}

/** How long to search for rearrangements, for all windows together. */
export interface RearrangeBudget {
  /** Gaps that may be looked at. */
  readonly evaluations: number
  /** The same as long as nothing is found, where nothing is offered otherwise; left out where something is. */
  readonly lastResort?: number | undefined
  readonly chance: Random
}

/** Routes that would serve a newcomer. Nothing has been changed yet. */
export interface Rearrangement {
  /** The routes that change, as they would be. */
  readonly routes: readonly PlanRoute[]
  /** Cost and driving seconds of the whole plan afterwards minus now. */
  readonly addedCost: number
  readonly addedTravel: number
  /** The newcomer's route, and when it could start service there, whatever window it was given. */
  readonly route: number
  readonly lo: number
  readonly hi: number
}
