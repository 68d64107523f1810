/** Leaving out places that are only driven through, and reloads that nobody needs. */
import { refresh } from '../bounds.ts'
import { removeStop } from '../gaps/edit.ts'
import type { Ground } from '../ground.ts'
import { dropReloads } from '../reloads.ts'
import type { RouteSlabs } from '../slabs.ts'

/** Leaves the places out wherever that is legal and not dearer. @returns whether any was left out */
export function leaveOut(ground: Ground, slabs: RouteSlabs, vias: Iterable<number>): boolean {
  let changed = false
  for (let r = 0; r < ground.fleet.routes; r++) {
    if (slabs.tasks[r]! > 0 && dropReloads(ground, slabs, r)) changed = true
    if (slabs.len[r] === 0 || slabs.tasks[r]! > 0) continue
    slabs.unsplice(r, 1, slabs.len[r]!)
    refresh(ground, slabs, r)
    changed = true
  }
  // In the order of the routes, whatever the handles.
  const inRoutes = [...vias].filter((via) => slabs.routeOf[via]! >= 0)
  const rest = new Set(inRoutes.sort((a, b) => slabs.routeOf[a]! - slabs.routeOf[b]! || slabs.posOf[a]! - slabs.posOf[b]!))
  // One that must stay may become needless when another goes.
  for (let found = leaveOutOne(ground, slabs, rest); found !== undefined; found = leaveOutOne(ground, slabs, rest)) {
    rest.delete(found)
    changed = true
  }
  return changed
}

function leaveOutOne(ground: Ground, slabs: RouteSlabs, vias: ReadonlySet<number>): number | undefined {
  const before = slabs.copy()
  for (const via of vias) {
    const r = slabs.routeOf[via]!
    if (!removeStop(ground, slabs, via)) continue
    if (slabs.cost[r]! <= before.cost[r]!) return via
    slabs.takeRoute(before, r)
  }
  return undefined
}
