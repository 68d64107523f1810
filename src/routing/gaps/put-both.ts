/** A stop and its companion, spliced into a route together. */
import { BEFORE } from './gaps.ts'
import type { Ground } from '../ground.ts'
import type { RouteSlabs } from '../slabs.ts'

/**
 * Splices a stop and its companion into a route, each behind a position of the route as it is and a number of breaks of the leg that
 * follows. Where both go into the same gap, `when` says whether the companion comes before the stop. Bounds are stale then.
 */
export function putBoth(
  ground: Ground, slabs: RouteSlabs, r: number,
  stop: number, position: number, breaks: number, mate: number, matePosition: number, mateBreaks: number, when: number,
): void {
  const { place } = ground.stops
  const mateFirst = position === matePosition ? when === BEFORE : matePosition < position
  // The later one first: the earlier does not move it then, and takes its breaks from what is left of the leg.
  if (mateFirst) {
    slabs.splice(r, position, stop, place[stop]!, breaks)
    slabs.splice(r, matePosition, mate, place[mate]!, mateBreaks)
  } else {
    slabs.splice(r, matePosition, mate, place[mate]!, mateBreaks)
    slabs.splice(r, position, stop, place[stop]!, breaks)
  }
}
