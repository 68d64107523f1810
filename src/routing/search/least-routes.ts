/** How many routes there must be at least. */
import type { Ground } from '../ground.ts'
import type { RouteSlabs } from '../slabs.ts'

/** Fewer routes could not carry what the plan's do, in one of the load dimensions or by their most visits. */
export function leastRoutes({ fleet, stops }: Ground, plan: RouteSlabs): number {
  const { dims } = fleet
  const brought = new Float64Array(dims)
  const taken = new Float64Array(dims)
  let visits = 0
  for (let r = 0; r < fleet.routes; r++) {
    visits += plan.tasks[r]!
    for (let p = 1; p <= plan.len[r]!; p++) {
      const stop = plan.stopAt[r * plan.width + p]!
      for (let d = 0; d < dims; d++) {
        brought[d] = brought[d]! + stops.delivery[stop * dims + d]!
        taken[d] = taken[d]! + stops.pickup[stop * dims + d]!
      }
    }
  }
  const all = Array.from({ length: fleet.routes }, (_, r) => r)
  let least = fewest(visits, all.map((r) => fleet.maxTasks[r]!))
  for (let d = 0; d < dims; d++) {
    // A route may carry its capacity once more after each reload.
    const most = all.map((r) => fleet.capacity[r * dims + d]! * (1 + fleet.reloadMost[r]!))
    least = Math.max(least, fewest(brought[d]!, most), fewest(taken[d]!, most))
  }
  return least
}

/** How many of the numbers, the greatest first, sum up to the amount. */
function fewest(amount: number, most: readonly number[]): number {
  let count = 0
  let sum = 0
  for (const one of most.toSorted((a, b) => b - a)) {
    if (sum >= amount) break
    sum += one
    count++
  }
  return count
}
