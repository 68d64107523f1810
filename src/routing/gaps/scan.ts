/** The question asked of all routes that may matter. */
import { scanWithOther, scanWithReload } from './companion.ts'
import { scanEnds } from './gap-ends.ts'
import { noteForBands, scanBands } from './gap-bands.ts'
import { scanPlain } from './gap-plain.ts'
import { hasRoom, isPlain, scanSpecial } from './gap-special.ts'
import type { GapScan } from './gaps.ts'
import { NO_ROW } from './gaps.ts'
import type { Ground } from '../ground.ts'
import type { Reach } from './reach.ts'
import { spareReload } from '../reloads.ts'
import type { RouteSlabs } from '../slabs.ts'
import { ALONE } from '../stops.ts'

/**
 * Looks at every gap of every route that may take the newcomer, alone or with its other end; for windows that no route takes as it is,
 * also at every way to reload once more. Per window the cheapest gap wins; of equal ones that in the route with the lowest handle, then
 * the first. Routes that cannot matter are skipped where the reach of the slabs is known.
 */
export function scanGaps(scan: GapScan, ground: Ground, slabs: RouteSlabs, reach?: Reach): void {
  const { fleet, stops } = ground
  const suits = scan.kind * fleet.routes
  const hasOther = scan.row !== NO_ROW && stops.other[scan.row] !== ALONE
  if (reach !== undefined && reach.begin(scan, hasOther)) {
    scan.begin(1)
    for (let r = reach.next(scan); r >= 0; r = reach.next(scan)) {
      if (stops.suits[suits + r] === 0) continue
      if (fleet.types > 1) scan.turnTo(fleet.type[r]!)
      const ends = reach.hubsOnly && !hasOther && hasRoom(scan, ground, slabs, r) && isPlain(scan, ground, slabs, r)
      if (ends) scanEnds(scan, ground, slabs, r)
      else scanRoute(scan, ground, slabs, r, hasOther, false)
    }
  } else {
    const banded = scan.windows > 1 && !scan.isBlinking && !hasOther
    scan.begin(banded ? 1 : 0)
    if (banded) scan.notes.clear(slabs.placeAt.length)
    for (let r = 0; r < fleet.routes; r++) if (stops.suits[suits + r] === 1) scanRoute(scan, ground, slabs, r, hasOther, banded)
    if (banded) scanBands(scan, ground, slabs)
  }
  if (fleet.reloads && scan.unreached > 0 && scan.row !== NO_ROW && !hasOther) scanReloads(scan, ground, slabs)
}

/** Looks at the gaps of one route only. */
export function scanGapsOf(scan: GapScan, ground: Ground, slabs: RouteSlabs, r: number): void {
  const { fleet, stops } = ground
  const hasOther = scan.row !== NO_ROW && stops.other[scan.row] !== ALONE
  scan.begin(0)
  if (stops.suits[scan.kind * fleet.routes + r] === 0) return
  scanRoute(scan, ground, slabs, r, hasOther, false)
  if (fleet.reloads && scan.unreached > 0 && scan.row !== NO_ROW && !hasOther) scanReload(scan, ground, slabs, r)
}

function scanRoute(scan: GapScan, ground: Ground, slabs: RouteSlabs, r: number, hasOther: boolean, banded: boolean): void {
  if (scan.skip?.[r] === 1) return
  if (ground.fleet.types > 1) scan.turnTo(ground.fleet.type[r]!)
  const plain = !hasOther && isPlain(scan, ground, slabs, r)
  if (!plain && !hasRoom(scan, ground, slabs, r)) return
  if (slabs.len[r] === 0 && scan.hasSeen(ground.fleet.twin[r]!)) return
  if (scan.lazy !== undefined) prepare(scan, ground, slabs, r)
  if (hasOther) scanWithOther(scan, ground, slabs, r)
  else if (!plain) scanSpecial(scan, ground, slabs, r)
  else if (banded) noteForBands(scan, ground, slabs, r)
  else scanPlain(scan, ground, slabs, r)
}

/** The same with one more reload, before or after the newcomer. */
function scanReloads(scan: GapScan, ground: Ground, slabs: RouteSlabs): void {
  const { fleet, stops } = ground
  scan.allowTies()
  for (let r = 0; r < fleet.routes; r++) {
    if (stops.suits[scan.kind * fleet.routes + r] === 1 && scan.skip?.[r] !== 1) scanReload(scan, ground, slabs, r)
  }
}

function scanReload(scan: GapScan, ground: Ground, slabs: RouteSlabs, r: number): void {
  if (slabs.tasks[r]! + scan.tasks > ground.fleet.maxTasks[r]!) return
  if (ground.fleet.types > 1) scan.turnTo(ground.fleet.type[r]!)
  const reload = spareReload(ground, slabs, r)
  if (reload !== undefined) scanWithReload(scan, ground, slabs, r, reload)
}

function prepare(scan: GapScan, { legs, fleet }: Ground, slabs: RouteSlabs, r: number): void {
  const base = r * slabs.width
  legs.prepare(scan, slabs.placeAt, base, base + slabs.len[r]! + 1, fleet.variant[r]!, fleet.tariff[r]!)
}
