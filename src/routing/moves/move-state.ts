/** Where a search by moves stands. */
import type { PenaltyState } from './penalties.ts'

/** A search between two rounds: with its task and its chance, all that it needs to go on as if it had never stopped. */
export interface MoveState {
  /** Handles of the routes, and of the stops: first those in routes when it began, route by route, then those in none. */
  readonly routes: readonly number[]
  readonly stops: readonly number[]
  /** By route: indices in `stops`; where it is, perhaps late or too full, and the best, `null` while somebody is absent. */
  readonly current: readonly (readonly number[])[]
  readonly best: readonly (readonly number[])[] | null
  readonly warpRate: number
  readonly loadRate: number
  readonly penalties: PenaltyState
  readonly meanLeg: number
  readonly meanRouteLength: number
  readonly evaluations: number
  readonly rounds: number
}
