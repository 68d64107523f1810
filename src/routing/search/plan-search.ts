/** Which search is carried out: for cost or for fewest couriers, of the whole day or part by part. */
import { fewestCouriers } from './fewest-couriers.ts'
import type { Neighbours } from '../neighbours.ts'
import { isForMoves, lowerCost } from './lower-cost.ts'
import type { Whole } from './part-ground.ts'
import { isWorthParting, searchInParts } from './parts-search.ts'
import type { SearchResult, SearchTask } from './search.ts'
import type { RouteSlabs } from '../slabs.ts'

/** What is lowered: the cost; or the number of couriers on the road, and the cost among plans with as few. Each shift counts. */
export type Objective = 'cost' | 'couriers-first'

/**
 * Searches with all that a day may ask for. Days are searched part by part where they are too large for moves, or where moves do
 * not describe them.
 */
export function searchPlan(
  whole: Whole, start: RouteSlabs, neighbours: Neighbours, task: SearchTask, objective: Objective,
): SearchResult {
  const lower = (from: SearchTask): SearchResult => {
    const isParted = isWorthParting(start, from) && !from.from?.moves && !isForMoves(whole.ground, start, from)
    return isParted ? searchInParts(whole, start, from) : lowerCost(whole.ground, start, neighbours, from)
  }
  return objective === 'cost' ? lower(task) : fewestCouriers(whole.ground, start, neighbours, task, lower)
}
