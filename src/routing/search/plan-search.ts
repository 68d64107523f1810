/** Which search is carried out: for cost or for fewest couriers, of the whole day or part by part. */
import { fewestCouriers } from './fewest-couriers.ts'
import type { Neighbours } from '../neighbours.ts'
import type { Whole } from './part-ground.ts'
import { isWorthParting, searchInParts } from './parts-search.ts'
import { search } from './search.ts'
import type { SearchResult, SearchTask } from './search.ts'
import type { RouteSlabs } from '../slabs.ts'

/** What is lowered: the cost; or the number of couriers on the road, and the cost among plans with as few. Each shift counts. */
export type Objective = 'cost' | 'couriers-first'

/** Searches with all that a day may ask for. Days of up to a few hundred stops are searched as a whole. */
export function searchPlan(
  whole: Whole, start: RouteSlabs, neighbours: Neighbours, task: SearchTask, objective: Objective,
): SearchResult {
  const lower = (from: SearchTask): SearchResult =>
    (isWorthParting(start, from) ? searchInParts(whole, start, from) : search(whole.ground, start, neighbours, from))
  return objective === 'cost' ? lower(task) : fewestCouriers(whole.ground, start, neighbours, task, lower)
}
