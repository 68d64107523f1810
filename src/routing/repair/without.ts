/** What the bounds of a route would be without one or two of its stops. */
import type { Ground } from '../ground.ts'
import type { RouteSlabs } from '../slabs.ts'
import { ALONE } from '../stops.ts'

/**
 * For every stop of a route, as if it were not there: the earliest departure from each position behind it, and the latest start at each
 * position before it. What lies on the other side of it is as it is. Worked out once for each route and kept until it is forgotten.
 *
 * Only for routes with neither breaks, reloads, releases, positions, setups nor orders with two ends.
 */
export class BoundsWithout {
  private readonly ground: Ground
  /** By route: `[i * span + j]` for the stop at position i left out and position j, where `span` is the number of positions. */
  readonly bounds: Int32Array[] = []
  readonly span: Int32Array
  /** By route: `[i]` is 1 where all others of the route can still be kept. */
  readonly legal: Uint8Array[] = []
  /** Without two stops, by position: departures before, between and behind them; latest starts likewise. Only the last two asked for. */
  fore = new Int32Array(64)
  back = new Int32Array(64)
  /**
   * Positions computed since this was made, each route anew for each search, though it may have been known: a part of every budget, and
   * what was asked before must not change how far a budget goes.
   */
  evaluations = 0
  private readonly known: Uint8Array
  /** By route: positions that had to be computed, and the search that was charged for them last. */
  private readonly price: Int32Array
  private readonly charged: Int32Array
  private searches = 0

  constructor(ground: Ground) {
    this.ground = ground
    this.span = new Int32Array(ground.fleet.routes)
    this.known = new Uint8Array(ground.fleet.routes)
    this.price = new Int32Array(ground.fleet.routes)
    this.charged = new Int32Array(ground.fleet.routes)
  }

  /** From now on routes are charged for again. */
  beginSearch(): void {
    this.searches++
  }

  /** Forgets all routes: they have changed. */
  forget(): void {
    this.known.fill(0)
  }

  /** Whether the bounds of the route can be known here. */
  suits(slabs: RouteSlabs, r: number): boolean {
    const { fleet, stops } = this.ground
    if (fleet.breakFirst[r + 1]! > fleet.breakFirst[r]! || fleet.reloadMost[r]! > 0 || stops.hasReleases || stops.hasRanks) return false
    if (stops.times.hasSetups) return false
    if (!stops.hasEnds) return true
    const base = r * slabs.width
    for (let at = base + 1; at <= base + slabs.len[r]!; at++) if (stops.other[slabs.stopAt[at]!] !== ALONE) return false
    return true
  }

  /** Makes sure that the bounds of the route are known. */
  know(slabs: RouteSlabs, r: number): void {
    if (this.known[r] === 0) this.learn(slabs, r)
    if (this.charged[r] === this.searches) return
    this.charged[r] = this.searches
    this.evaluations += this.price[r]!
  }

  private learn(slabs: RouteSlabs, r: number): void {
    this.known[r] = 1
    this.price[r] = 0
    const span = slabs.len[r]! + 2
    if ((this.legal[r]?.length ?? 0) < span) {
      this.legal[r] = new Uint8Array(span + 8)
      this.bounds[r] = new Int32Array((span + 8) * (span + 8))
    }
    this.span[r] = span
    for (let i = 1; i < span - 1; i++) this.leaveOut(slabs, r, i)
  }

  private leaveOut(slabs: RouteSlabs, r: number, i: number): void {
    const { fleet, legs, stops, profile } = this.ground
    const { depart, latest, legSeconds, stopAt, placeAt } = slabs
    const service = stops.times.services[fleet.type[r]!]!
    const base = r * slabs.width
    const end = this.span[r]! - 1
    const bounds = this.bounds[r]!
    const row = i * this.span[r]!
    const bridge = legs.secondsOf(fleet.variant[r]!, placeAt[base + i - 1]!, placeAt[base + i + 1]!)
    let legal = 1

    let now = depart[base + i - 1]!
    let drive = bridge
    let j = i + 1
    for (; j <= end; j++) {
      now = profile ? profile.arrive(now, drive) : now + drive
      const stop = stopAt[base + j]!
      if (now > (j === end ? fleet.end[r]! : stops.close[stop]!)) legal = 0
      if (j === end || legal === 0) break
      now = stops.earliest(stop, now) + service[stop]!
      bounds[row + j] = now
      if (now === depart[base + j]!) break
      drive = legSeconds[base + j]!
    }
    this.price[r] = this.price[r]! + j - i
    for (j++; j < end; j++) bounds[row + j] = depart[base + j]!

    let by = latest[base + i + 1]!
    drive = bridge
    for (j = i - 1; j >= 1; j--) {
      by = profile ? profile.departBy(by, drive) : by - drive
      const stop = stopAt[base + j]!
      by = stops.latest(stop, by - service[stop]!)
      bounds[row + j] = by
      if (by === latest[base + j]!) break
      drive = legSeconds[base + j - 1]!
    }
    this.price[r] = this.price[r]! + i - j
    for (j--; j >= 1; j--) bounds[row + j] = latest[base + j]!
    this.legal[r]![i] = legal
  }

  /** Works out `fore` and `back` without the stops at positions i < k of a known route. @returns false where the others cannot be kept */
  leaveOutTwo(slabs: RouteSlabs, r: number, i: number, k: number): boolean {
    const { fleet, legs, stops, profile } = this.ground
    const { depart, latest, legSeconds, stopAt, placeAt } = slabs
    const service = stops.times.services[fleet.type[r]!]!
    const base = r * slabs.width
    const span = this.span[r]!
    const end = span - 1
    const bounds = this.bounds[r]!
    if (this.fore.length < span) {
      this.fore = new Int32Array(2 * span)
      this.back = new Int32Array(2 * span)
    }
    const { fore, back } = this
    const variant = fleet.variant[r]!

    for (let j = 0; j < i; j++) fore[j] = depart[base + j]!
    for (let j = i + 1; j < k; j++) fore[j] = bounds[i * span + j]!
    const before = k === i + 1 ? i - 1 : k - 1
    let now = fore[before]!
    let drive = legs.secondsOf(variant, placeAt[base + before]!, placeAt[base + k + 1]!)
    let j = k + 1
    for (; j <= end; j++) {
      now = profile ? profile.arrive(now, drive) : now + drive
      const stop = stopAt[base + j]!
      if (now > (j === end ? fleet.end[r]! : stops.close[stop]!)) return false
      if (j === end) break
      now = stops.earliest(stop, now) + service[stop]!
      fore[j] = now
      if (now === bounds[i * span + j]!) break
      drive = legSeconds[base + j]!
    }
    this.evaluations += j - k
    for (j++; j < end; j++) fore[j] = bounds[i * span + j]!

    for (j = end; j > k; j--) back[j] = latest[base + j]!
    for (j = k - 1; j > i; j--) back[j] = bounds[k * span + j]!
    const after = k === i + 1 ? k + 1 : i + 1
    let by = back[after]!
    drive = legs.secondsOf(variant, placeAt[base + i - 1]!, placeAt[base + after]!)
    for (j = i - 1; j >= 1; j--) {
      by = profile ? profile.departBy(by, drive) : by - drive
      const stop = stopAt[base + j]!
      by = stops.latest(stop, by - service[stop]!)
      back[j] = by
      if (by === bounds[k * span + j]!) break
      drive = legSeconds[base + j - 1]!
    }
    this.evaluations += i - j
    for (j--; j >= 1; j--) back[j] = bounds[k * span + j]!
    return true
  }
}
