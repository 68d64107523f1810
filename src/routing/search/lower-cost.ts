/** Which search lowers the cost of a day or of a part: by moves where they describe it, else by ruin and recreate. */
import type { Ground } from '../ground.ts'
import { canMove } from '../moves/can-move.ts'
import { searchByMoves } from '../moves/move-search.ts'
import type { Neighbours } from '../neighbours.ts'
import type { RouteSlabs } from '../slabs.ts'
import { begin, resultOf, search } from './search.ts'
import type { SearchResult, SearchState, SearchTask } from './search.ts'

/** Evaluations for each pair of orders from which on the tables that moves need are worth their time. Measured, see decision 21. */
const LEAST_PER_PAIR = 0.25

/**
 * Ruin and recreate until nobody is absent, and moves from then on. Ruin and recreate all the way where moves do not describe the day,
 * where an order may stay out for a price, and where there are few evaluations for so many orders.
 */
export function lowerCost(ground: Ground, start: RouteSlabs, neighbours: Neighbours, task: SearchTask): SearchResult {
  if (!task.from?.moves && !isForMoves(ground, task.from?.best ?? start, task)) return search(ground, start, neighbours, task)
  const state = task.from ?? begin(ground, start, task)
  if (state.bestAbsent.length === 0) return byMoves(ground, neighbours, task, state)
  const served = search(ground, start, neighbours, { ...task, from: state, untilAllServed: true })
  if (served.absent.length > 0 || task.untilAllServed) return served
  return byMoves(ground, neighbours, task, served.state)
}

/** Whether moves describe the day, and the task leaves them time for their tables. */
export function isForMoves(ground: Ground, slabs: RouteSlabs, { absent, among, mayDrop, evaluations, done }: SearchTask): boolean {
  const { stops } = ground
  const routes = among ?? [...slabs.len.keys()]
  const count = routes.reduce((sum, r) => sum + slabs.len[r]!, absent.length)
  // By the clock nobody knows how many evaluations there will be.
  if (!done && evaluations < LEAST_PER_PAIR * count * count) return false
  const isWanted = (stop: number) => stops.value[stop] === Infinity
  if (!absent.every(isWanted)) return false
  const stopsOf = (r: number) => slabs.stopAt.subarray(r * slabs.width + 1, r * slabs.width + 1 + slabs.len[r]!)
  if (mayDrop && !routes.every((r) => stopsOf(r).every(isWanted))) return false
  return canMove(ground, slabs, routes, absent)
}

/** Moves from the best routes of a state; what they do not describe after all goes on as it was. */
function byMoves(ground: Ground, neighbours: Neighbours, task: SearchTask, state: SearchState): SearchResult {
  const { chance, evaluations, pauseAt, warmest, coldest, done, interrupted } = task
  const among = state.moves?.routes ?? task.among
  const result = searchByMoves(ground, state.best, {
    absent: [], evaluations, chance, before: state, tables: state.tables,
    ...(among && { among }), ...(state.moves && { from: state.moves }), ...(pauseAt !== undefined && { pauseAt }),
    ...(warmest !== undefined && { warmest }), ...(coldest !== undefined && { coldest }),
    ...(done && { done }), ...(interrupted && { interrupted }),
  })
  if (!result) return search(ground, state.best, neighbours, { ...task, from: { ...state, moves: undefined } })
  const { best, state: moves, tables } = result
  return resultOf({
    ...state, current: best, best, absent: [], bestAbsent: [], planned: moves.stops, unplanned: [],
    evaluations: result.evaluations, rounds: result.rounds, untilBlink: undefined, layout: undefined, moves, tables,
  })
}
