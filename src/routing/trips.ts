/** Trips: the parts of a route between its start, its reloads and its end. */
import { NEVER } from '../time/seconds.ts'
import type { Ground } from './ground.ts'
import type { RouteSlabs } from './slabs.ts'
import { ALONE, RELOAD } from './stops.ts'

/** The last position of the trip that leaves position `from`: the leg after it leads to a reload or to the end. */
export function tripEnd({ fleet, stops }: Ground, slabs: RouteSlabs, r: number, from: number): number {
  const last = r * slabs.width + slabs.len[r]!
  if (fleet.reloadMost[r] === 0) return last
  let to = from
  while (to < last && stops.role[slabs.stopAt[to + 1]!] !== RELOAD) to++
  return to
}

/** The position that the trip of `at` leaves: a reload, or the start. */
export function tripStart({ fleet, stops }: Ground, slabs: RouteSlabs, r: number, at: number): number {
  const base = r * slabs.width
  if (fleet.reloadMost[r] === 0) return base
  let from = at
  while (from > base && stops.role[slabs.stopAt[from]!] !== RELOAD) from--
  return from
}

/** When all that the stops from `first` up to `last` are brought is ready; `-NEVER` where it always is. */
export function releaseOfRun({ stops }: Ground, slabs: RouteSlabs, first: number, last: number): number {
  let release = -NEVER
  if (!stops.hasReleases) return release
  for (let at = first; at <= last; at++) release = Math.max(release, stops.release[slabs.stopAt[at]!]!)
  return release
}

/** Whether both ends of every order of the route are in it, the one that collects before the one that brings, in the same trip. */
export function endsMeet({ stops }: Ground, slabs: RouteSlabs, r: number): boolean {
  const base = r * slabs.width
  for (let at = base + 1, trip = base; at <= base + slabs.len[r]!; at++) {
    const stop = slabs.stopAt[at]!
    if (stops.role[stop] === RELOAD) trip = at
    const other = stops.other[stop]!
    if (other === ALONE) continue
    if (slabs.routeOf[other] !== r) return false
    const there = base + slabs.posOf[other]!
    if (stops.otherFirst[stop] === 1 ? there >= at || there <= trip : there <= at) return false
  }
  return true
}

/** Whether the ranks of the visits never fall along the route. */
export function ranksRise({ stops }: Ground, slabs: RouteSlabs, r: number): boolean {
  const base = r * slabs.width
  let highest = 0
  for (let at = base + 1; at <= base + slabs.len[r]!; at++) {
    const stop = slabs.stopAt[at]!
    if (stops.via[stop] === 1) continue
    if (stops.rank[stop]! < highest) return false
    highest = stops.rank[stop]!
  }
  return true
}
