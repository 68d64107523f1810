/** The first and the last gap of a route, where those in between are known not to matter. */
import type { GapScan } from './gaps.ts'
import type { Ground } from '../ground.ts'
import type { RouteSlabs } from '../slabs.ts'

/** Looks at the two gaps next to start and end of an ordinary route, and asks for no other legs. */
export function scanEnds(scan: GapScan, ground: Ground, slabs: RouteSlabs, r: number): void {
  const base = r * slabs.width
  const last = base + slabs.len[r]!
  scanGap(scan, ground, slabs, r, base)
  if (last > base) scanGap(scan, ground, slabs, r, last)
}

function scanGap(scan: GapScan, { fleet, legs }: Ground, slabs: RouteSlabs, r: number, at: number): void {
  const variant = fleet.variant[r]!
  const tariff = fleet.tariff[r]!
  if (scan.lazy !== undefined) legs.prepare(scan, slabs.placeAt, at, at + 1, variant, tariff)
  scan.evaluations++
  if (scan.isBlinking && scan.blinks()) return
  const p = scan.offset + slabs.placeAt[at]!
  const q = scan.offset + slabs.placeAt[at + 1]!
  const added = scan.toCost[tariff]![p]! + scan.fromCost[tariff]![q]! - slabs.legCost[at]!
  const lo = slabs.depart[at]! + scan.toSeconds[variant]![p]!
  const hi = slabs.latest[at + 1]! - scan.fromSeconds[variant]![q]! - scan.service
  if (scan.mattersFor(added, lo, hi)) scan.offerGap(r, at - r * slabs.width, 0, added, lo, hi)
}
