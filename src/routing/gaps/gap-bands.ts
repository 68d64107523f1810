/** The kernel for many windows: all ordinary routes at once, cheap gaps first, so that few of the dear ones need a second look. */
import type { GapScan } from './gaps.ts'
import type { Ground } from '../ground.ts'
import type { RouteSlabs } from '../slabs.ts'

/** Bands end at these shares of the way from the cheapest gap to the mean one; the last, 0, takes the rest. */
const BAND_ENDS = [1 / 16, 1 / 4, 0]

/** Notes what each gap of the route would cost. Bounds rise along a route: gaps outside the span of the windows lie at its two ends. */
export function noteForBands(scan: GapScan, { fleet }: Ground, slabs: RouteSlabs, r: number): void {
  const { notes } = scan
  const { depart, latest } = slabs
  const base = r * slabs.width
  const end = base + slabs.len[r]!
  const earliestEnd = scan.firstOpen + scan.service
  const { lastClose } = scan
  let first = base
  while (first <= end && latest[first + 1]! < earliestEnd) first++
  let last = end
  while (last >= first && depart[last]! > lastClose) last--
  if (last < first) return
  const tariff = fleet.tariff[r]!
  price(slabs.placeAt, slabs.legCost, scan.toCost[tariff]!, scan.fromCost[tariff]!, scan.offset, first, last, notes.added, notes.stats)
  notes.gaps += last - first + 1
  notes.routes[notes.count] = r
  notes.first[notes.count] = first
  notes.last[notes.count] = last
  notes.count++
}

/** Looks at the gaps of all routes noted, band by band. */
export function scanBands(scan: GapScan, { fleet }: Ground, slabs: RouteSlabs): void {
  const { notes } = scan
  const { added, routes, first, last, count } = notes
  scan.evaluations += notes.gaps
  const least = notes.stats[0]!
  const beyond = notes.stats[1]! / Math.max(1, notes.gaps) - least
  let from = -(2 ** 30)
  for (const share of BAND_ENDS) {
    // Whole numbers, so that nothing is boxed on the way into the loop.
    const upTo = share === 0 ? 2 ** 30 : Math.ceil(least + beyond * share) | 0
    for (let i = 0; i < count; i++) {
      const r = routes[i]!
      if (fleet.types > 1) scan.turnTo(fleet.type[r]!)
      scanBand(scan, slabs, added, r, fleet.variant[r]!, first[i]!, last[i]!, from, upTo)
    }
    if (scan.unreached === 0 && scan.dearest <= upTo) return
    from = upTo
  }
}

/** Enters the added cost of the gaps after the positions from `first` to `last`, and their least and their sum. */
function price(
  placeAt: Int32Array, legCost: Int32Array, toCost: Int32Array, fromCost: Int32Array, offset: number, first: number, last: number,
  added: Int32Array, stats: Float64Array,
): void {
  let sum = 0
  let least = 2 ** 30
  let p = placeAt[first]!
  for (let at = first; at <= last; at++) {
    const q = placeAt[at + 1]!
    const cost = toCost[offset + p]! + fromCost[offset + q]! - legCost[at]!
    p = q
    added[at] = cost
    sum += cost
    if (cost < least) least = cost
  }
  stats[0] = Math.min(stats[0]!, least)
  stats[1] = stats[1]! + sum
}

/** The intervals of the gaps that cost from `from` up to, not including, `upTo`, and the windows that they answer. */
function scanBand(
  scan: GapScan, slabs: RouteSlabs, addedAt: Int32Array, r: number, variant: number, first: number, last: number,
  from: number, upTo: number,
): void {
  const { placeAt, depart, latest } = slabs
  const { offset, service } = scan
  const toSeconds = scan.toSeconds[variant]!
  const fromSeconds = scan.fromSeconds[variant]!
  let limit = scan.unreached === 0 ? Math.min(scan.dearest, upTo) : upTo
  for (let at = first; at <= last; at++) {
    const added = addedAt[at]!
    if (added >= limit || added < from) continue
    const lo = depart[at]! + toSeconds[offset + placeAt[at]!]!
    const hi = latest[at + 1]! - fromSeconds[offset + placeAt[at + 1]!]! - service
    if (lo > hi || (added >= scan.dearest && (hi < scan.unreachedOpen || lo > scan.unreachedClose))) continue
    if (scan.offerGap(r, at - r * slabs.width, 0, added, lo, hi) && scan.unreached === 0) limit = Math.min(scan.dearest, upTo)
  }
}
