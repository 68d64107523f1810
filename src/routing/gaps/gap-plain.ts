/** The kernel: one pass over the gaps of a route answers all windows. It runs where nothing but time and the detour decides. */
import type { GapScan } from './gaps.ts'
import type { Ground } from '../ground.ts'
import type { RouteSlabs } from '../slabs.ts'

/** Cheap test first: added cost, then the interval, then the windows. */
export function scanPlain(scan: GapScan, { fleet }: Ground, slabs: RouteSlabs, r: number): void {
  const { placeAt, depart, latest, legCost } = slabs
  const { offset, service, lastClose } = scan
  const toSeconds = scan.toSeconds[fleet.variant[r]!]!
  const fromSeconds = scan.fromSeconds[fleet.variant[r]!]!
  const toCost = scan.toCost[fleet.tariff[r]!]!
  const fromCost = scan.fromCost[fleet.tariff[r]!]!
  const base = r * slabs.width
  const last = base + slabs.len[r]!
  const earliestEnd = scan.firstOpen + service
  // Bounds rise along a route: gaps that close before the first window and gaps that open after the last one lie at its two ends.
  let at = base
  while (at <= last && latest[at + 1]! < earliestEnd) at++
  const first = at
  let limit = scan.unreached === 0 ? scan.dearest : Infinity
  let p = placeAt[at]!
  for (; at <= last && depart[at]! <= lastClose; at++) {
    const q = placeAt[at + 1]!
    const before = offset + p
    p = q
    const added = toCost[before]! + fromCost[offset + q]! - legCost[at]!
    if (added >= limit) continue
    if (--scan.untilBlink <= 0) {
      scan.drawBlink()
      continue
    }
    const lo = depart[at]! + toSeconds[before]!
    const hi = latest[at + 1]! - fromSeconds[offset + q]! - service
    if (lo > hi) continue
    if (added >= scan.dearest && (hi < scan.unreachedOpen || lo > scan.unreachedClose)) continue
    if (scan.offerGap(r, at - base, 0, added, lo, hi)) limit = scan.unreached === 0 ? scan.dearest : Infinity
  }
  scan.evaluations += at - first
}
