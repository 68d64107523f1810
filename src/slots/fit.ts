/** A slot that the routes can keep, and how. */
import type { PlanRoute, Slot } from '../model/nouns.ts'
import type { Reason } from './reason.ts'

/** What it would take to keep the slot. Nothing is reserved yet. */
export interface Fit {
  readonly slot: Slot
  /** Route handle of the courier's shift. */
  readonly route: number
  /** Integer cost units and driving seconds that the plan would grow by. */
  readonly addedCost: number
  readonly addedTravel: number
  /** Earliest and latest start of service inside the slot, in the routes as they would be. */
  readonly earliest: number
  readonly latest: number
  /** The newcomer's route as it would be. To be asked before the routes change. */
  readonly touched: () => PlanRoute
  /** The routes to adopt where the slot has no direct gap; absent where it has one. */
  readonly rearranged?: readonly PlanRoute[]
}

/** A slot that is refused. */
export interface Miss {
  readonly slot: Slot
  readonly reason: Reason
}

/** All slots of one request, answered against the same routes. */
export interface SlotAnswers {
  readonly fits: readonly Fit[]
  readonly misses: readonly Miss[]
  /** Gaps looked at. */
  readonly evaluations: number
}
