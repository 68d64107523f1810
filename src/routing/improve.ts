/** Cheaper routes by search: begun, stopped, and gone on with. */
import type { Random } from '../base/random.ts'
import type { Insides } from './insides.ts'
import type { Improvement, SearchBudget } from './outcome.ts'
import { routesDiffer } from './plan-routes.ts'
import { leaveOut } from './search/leave-out.ts'
import { searchPlan } from './search/plan-search.ts'
import { beginAgain } from './search/search.ts'
import type { SearchState } from './search/search.ts'
import { couriersOf } from './slabs.ts'

/** A search that stopped, the routes that it stopped at, by their version, and its generator. It can be gone on with once. */
export interface StoppedSearch {
  readonly state: SearchState
  readonly version: number
  readonly chance: Random
}

/** What a piece of a search did, and how to go on. */
export interface SearchPiece {
  readonly improvement: Improvement
  readonly stopped: StoppedSearch
}

/**
 * Searches from the routes as they are, or goes on with a search. Where the routes are not those that it stopped at, it goes on from them
 * with its cooling and its chance, and forgets the routes that it was at.
 */
export function improveRoutes(inside: Insides, budget: SearchBudget, from: StoppedSearch | undefined): SearchPiece {
  const { ground, slabs, neighbours, vias, stopOf } = inside
  const before = slabs.totalCost()
  const couriersBefore = couriersOf(slabs)
  const isExact = from?.version === inside.version()
  if (!isExact) {
    if (leaveOut(ground, slabs, vias.stops)) inside.changed([])
    vias.forgetUnused(neighbours)
  }
  const absent = [...stopOf].filter(([, stop]) => slabs.routeOf[stop]! < 0)
  const task = { ...budget, absent: absent.map(([, stop]) => stop) }
  const state = isExact ? from!.state : from && beginAgain(ground, slabs, task, from.state)
  const { objective = 'cost' } = budget
  const result = searchPlan(inside, slabs, neighbours, state ? { ...task, from: state } : task, objective)
  const changed = [...slabs.len.keys()].filter((r) => routesDiffer(result.best, slabs, r))
  for (const r of changed) slabs.takeRoute(result.best, r)
  if (changed.length > 0) inside.changed(changed)
  const served = absent.filter(([, stop]) => slabs.routeOf[stop]! >= 0).map(([id]) => id)
  const evaluations = result.evaluations - (from?.state.evaluations ?? 0)
  const rounds = result.rounds - (from?.state.rounds ?? 0)
  return {
    improvement: { before, after: slabs.totalCost(), couriersBefore, couriers: couriersOf(slabs), evaluations, rounds, served },
    stopped: { state: result.state, version: inside.version(), chance: budget.chance },
  }
}
