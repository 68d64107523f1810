/** Reload stops: rows of the stop table that belong to one route each, in it or not. */
import { refresh } from './bounds.ts'
import type { Ground } from './ground.ts'
import type { RouteSlabs } from './slabs.ts'
import { RELOAD } from './stops.ts'

/** A reload of the route that is not in it yet; `undefined` where the shift allows no more. */
export function spareReload({ fleet, stops }: Ground, slabs: RouteSlabs, r: number): number | undefined {
  const first = stops.reloadFirst[r]!
  for (let stop = first; stop < first + fleet.reloadMost[r]!; stop++) if (slabs.routeOf[stop]! < 0) return stop
  return undefined
}

/**
 * Leaves out the reloads that the route can do without, those nearest to its end first. Its bounds must be fresh, and are fresh then.
 * @returns whether any was left out
 */
export function dropReloads(ground: Ground, slabs: RouteSlabs, r: number): boolean {
  if (ground.fleet.reloadMost[r] === 0) return false
  let changed = false
  for (let position = slabs.len[r]!; position >= 1; position--) {
    const at = r * slabs.width + position
    const stop = slabs.stopAt[at]!
    if (ground.stops.role[stop] !== RELOAD) continue
    const breaksAfter = slabs.breaksOn[at]!
    const cost = slabs.cost[r]!
    slabs.unsplice(r, position, 1)
    if (refresh(ground, slabs, r) && slabs.cost[r]! <= cost) {
      changed = true
      continue
    }
    slabs.splice(r, position - 1, stop, ground.stops.place[stop]!, slabs.breaksOn[at - 1]! - breaksAfter)
    refresh(ground, slabs, r)
  }
  return changed
}
