/** The two edits: put a stop in a gap, take a stop out. Both keep the bounds, and neither leaves an illegal route behind. */
import { refresh, refreshInserted } from '../bounds.ts'
import { NOBODY } from './gaps.ts'
import type { GapScan } from './gaps.ts'
import type { Ground } from '../ground.ts'
import { putBoth } from './put-both.ts'
import type { Reach } from './reach.ts'
import { scanGaps } from './scan.ts'
import type { RouteSlabs } from '../slabs.ts'
import { ALONE } from '../stops.ts'

/**
 * Puts the stop where the scan found window `w` to fit. The cost of the route rises by exactly `scan.cost[w]`.
 * @returns false, with nothing changed, where the route would be illegal after all
 */
export function insertStop(ground: Ground, slabs: RouteSlabs, stop: number, scan: GapScan, w: number): boolean {
  const r = scan.route[w]!
  const position = scan.position[w]!
  if (scan.companion[w] !== NOBODY) return insertBoth(ground, slabs, stop, scan, w)
  slabs.splice(r, position, stop, ground.stops.place[stop]!, scan.breaksFirst[w]!)
  if (refreshInserted(ground, slabs, r, position + 1)) return true
  slabs.unsplice(r, position + 1, 1)
  refresh(ground, slabs, r)
  return false
}

function insertBoth(ground: Ground, slabs: RouteSlabs, stop: number, scan: GapScan, w: number): boolean {
  const r = scan.route[w]!
  // The order may have been asked for in a row of its own, and be in another one now.
  const mate = ground.stops.other[stop] === ALONE ? scan.companionStop[w]! : ground.stops.other[stop]!
  const [breaks, mateBreaks] = [scan.breaksFirst[w]!, scan.companionBreaks[w]!]
  putBoth(ground, slabs, r, stop, scan.position[w]!, breaks, mate, scan.companionPosition[w]!, mateBreaks, scan.companion[w]!)
  if (refresh(ground, slabs, r)) return true
  slabs.unsplice(r, slabs.posOf[stop]!, 1)
  slabs.unsplice(r, slabs.posOf[mate]!, 1)
  refresh(ground, slabs, r)
  return false
}

/**
 * Takes the stop out of its route.
 * @returns false, with nothing changed, where the route would be illegal without it: real matrices break the triangle inequality
 */
export function removeStop(ground: Ground, slabs: RouteSlabs, stop: number): boolean {
  const r = slabs.routeOf[stop]!
  const position = slabs.posOf[stop]!
  const breaksAfter = slabs.breaksOn[r * slabs.width + position]!
  slabs.unsplice(r, position, 1)
  if (refresh(ground, slabs, r)) return true
  const breaksBefore = slabs.breaksOn[r * slabs.width + position - 1]! - breaksAfter
  slabs.splice(r, position - 1, stop, ground.stops.place[stop]!, breaksBefore)
  refresh(ground, slabs, r)
  return false
}

/**
 * Puts the stop in its cheapest gap, if that costs less than `most`. `touch` hears of the route before it is changed.
 * @returns false where the stop has no such gap
 */
export function insertCheapest(
  ground: Ground, slabs: RouteSlabs, scan: GapScan, stop: number, touch: (route: number) => void, reach?: Reach,
  most = Infinity,
): boolean {
  scan.askStop(ground, stop)
  scanGaps(scan, ground, slabs, reach)
  const best = scan.best()
  if (best < 0 || scan.cost[best]! >= most) return false
  touch(scan.route[best]!)
  return insertStop(ground, slabs, stop, scan, best)
}
