/** The kernel: one pass over the gaps of all routes answers all windows of a newcomer. */
import type { Random } from '../base/random.ts'
import { paidCost } from '../model/cost.ts'
import { UNLIMITED } from '../model/limits.ts'
import type { Ground } from './ground.ts'
import { arriveWithBreaks, departByWithBreaks } from './leg-time.ts'
import type { LegColumns } from './legs.ts'
import { paidWith } from './paid-hours.ts'
import type { RouteSlabs } from './slabs.ts'

/** No gap takes the window. */
export const NO_GAP = -1

/**
 * The newcomer, its windows, and per window the cheapest gap that takes it.
 *
 * In the gap between p and q the newcomer x may start its service at any moment of
 * `lo = depart[p] + t(p, x)` to `hi = latest[q] − t(x, q) − service(x)`, so a window [a, b] fits when `max(lo, a) ≤ min(hi, b)`
 * (bounds of Savelsbergh 1992). Windows do not appear in `lo` and `hi`: one interval answers them all.
 */
export class GapScan implements LegColumns {
  /** Number of windows asked for. */
  windows = 0
  open = new Int32Array(16)
  close = new Int32Array(16)

  /** Kind (row of `StopTable.suits`), service seconds and loads of the newcomer. */
  kind = 0
  service = 0
  tasks = 1
  readonly delivery: Int32Array
  readonly pickup: Int32Array
  /** Legs of the newcomer, see {@link LegColumns}. */
  offset = 0
  toSeconds: Int32Array[] = []
  fromSeconds: Int32Array[] = []
  toCost: Int32Array[] = []
  fromCost: Int32Array[] = []
  toMetres: Int32Array[] = []
  fromMetres: Int32Array[] = []

  /**
   * The answer per window: added cost, route (or NO_GAP), position before the newcomer, breaks of that leg taken before it, and the
   * interval of the gap.
   */
  cost = new Float64Array(16)
  route = new Int32Array(16)
  position = new Int32Array(16)
  breaksFirst = new Int32Array(16)
  lo = new Int32Array(16)
  hi = new Int32Array(16)

  /** Gaps looked at since the scan was made: the unit of every search budget. */
  evaluations = 0

  private blinkRate = 0
  private chance: Random | undefined
  /** Gaps until the next one is passed over. */
  private untilBlink = 2 ** 30

  private firstOpen = 0
  private lastClose = 0
  private dearest = -1
  private unreached = 0
  private unreachedOpen = 0
  private unreachedClose = 0
  private readonly twinSeen: Int32Array
  private round = 0

  constructor(ground: Ground) {
    this.delivery = new Int32Array(ground.fleet.dims)
    this.pickup = new Int32Array(ground.fleet.dims)
    this.twinSeen = new Int32Array(ground.fleet.routes)
  }

  /** Makes room for that many windows and forgets the last answer. */
  ask(windows: number): void {
    this.windows = windows
    if (windows <= this.open.length) return
    const room = Math.max(windows, this.open.length * 2)
    this.open = new Int32Array(room)
    this.close = new Int32Array(room)
    this.cost = new Float64Array(room)
    this.route = new Int32Array(room)
    this.position = new Int32Array(room)
    this.breaksFirst = new Int32Array(room)
    this.lo = new Int32Array(room)
    this.hi = new Int32Array(room)
  }

  /** Asks for a stop of the table, with its own windows. */
  askStop(ground: Ground, stop: number): void {
    const { stops, legs } = ground
    const windows = stops.windows[stop]
    if (windows) {
      this.ask(windows.length / 2)
      for (let w = 0; w < windows.length / 2; w++) {
        this.open[w] = windows[2 * w]!
        this.close[w] = windows[2 * w + 1]!
      }
    } else {
      this.windows = 1
      this.open[0] = stops.open[stop]!
      this.close[0] = stops.close[stop]!
    }
    this.kind = stops.kind[stop]!
    this.service = stops.service[stop]!
    this.tasks = 1 - stops.via[stop]!
    for (let d = 0; d < this.delivery.length; d++) {
      this.delivery[d] = stops.delivery[stop * this.delivery.length + d]!
      this.pickup[d] = stops.pickup[stop * this.delivery.length + d]!
    }
    legs.askHandle(this, stops.place[stop]!)
  }

  /** Looks at every gap of every route that may take the newcomer. */
  run(ground: Ground, slabs: RouteSlabs): void {
    const { fleet, stops } = ground
    this.round++
    this.cost.fill(Infinity, 0, this.windows)
    this.route.fill(NO_GAP, 0, this.windows)
    this.measureSpan()
    this.measureWorst()
    if (this.blinkRate === 0) this.untilBlink = 2 ** 30
    const suits = this.kind * fleet.routes
    for (let r = 0; r < fleet.routes; r++) {
      if (stops.suits[suits + r] === 0 || !this.hasRoom(ground, slabs, r)) continue
      if (slabs.len[r] === 0) {
        if (this.twinSeen[fleet.twin[r]!] === this.round) continue
        this.twinSeen[fleet.twin[r]!] = this.round
      }
      this.scanRoute(ground, slabs, r)
    }
  }

  /** From now on each gap is passed over with the chance `rate`, above 0 [blinks: Christiaens & Vanden Berghe 2020]. */
  blink(rate: number, chance: Random): void {
    this.blinkRate = rate
    this.chance = chance
    this.drawBlink()
  }

  /** The window answered most cheaply, or -1. */
  best(): number {
    let best = -1
    for (let w = 0; w < this.windows; w++) {
      if (this.route[w] !== NO_GAP && (best < 0 || this.cost[w]! < this.cost[best]!)) best = w
    }
    return best
  }

  /** Whether the newcomer can be loaded and counted at all: what it brings is aboard from the start, what it takes to the end. */
  private hasRoom(ground: Ground, slabs: RouteSlabs, r: number): boolean {
    const { fleet } = ground
    const dims = fleet.dims
    const start = r * slabs.width * dims
    const end = (r * slabs.width + slabs.len[r]!) * dims
    for (let d = 0; d < dims; d++) {
      if (slabs.peakBefore[start + d]! + this.delivery[d]! > fleet.capacity[r * dims + d]!) return false
      if (slabs.peakAfter[end + d]! + this.pickup[d]! > fleet.capacity[r * dims + d]!) return false
    }
    return slabs.tasks[r]! + this.tasks <= fleet.maxTasks[r]!
  }

  /** Cheap test first: added cost, then the interval, then loads and limits, then the windows. */
  private scanRoute(ground: Ground, slabs: RouteSlabs, r: number): void {
    const { fleet, profile } = ground
    const { placeAt, depart, latest, legCost, breaksOn } = slabs
    const { offset, service, lastClose } = this
    const toSeconds = this.toSeconds[fleet.variant[r]!]!
    const fromSeconds = this.fromSeconds[fleet.variant[r]!]!
    const toCost = this.toCost[fleet.tariff[r]!]!
    const fromCost = this.fromCost[fleet.tariff[r]!]!
    const base = r * slabs.width
    const last = base + slabs.len[r]!
    const idle = slabs.tasks[r] === 0
    const opening = idle ? this.openingCost(ground, slabs, r) : 0
    const direct = slabs.len[r] === 0 ? 0 : 1
    // Another place to drive through does not send anybody out.
    const free = idle && this.tasks === 0
    const checked = this.needsCheck(ground, slabs, r)
    const hasBreaks = fleet.breakFirst[r + 1]! > fleet.breakFirst[r]!
    const earliestEnd = this.firstOpen + service
    const paysHours = fleet.paidRate[r]! > 0 && !free
    // Bounds rise along a route: gaps that close before the first window and gaps that open after the last one lie at its two ends.
    let at = base
    while (at <= last && latest[at + 1]! < earliestEnd) at++
    const first = at
    for (; at <= last && depart[at]! <= lastClose; at++) {
      const p = placeAt[at]!
      const q = placeAt[at + 1]!
      const added = free ? 0 : toCost[offset + p]! + fromCost[offset + q]! - legCost[at]! * direct + opening
      if (added >= this.dearest && this.unreached === 0) continue
      if (--this.untilBlink <= 0) {
        this.drawBlink()
        continue
      }
      if (hasBreaks && breaksOn[at]! > 0) {
        this.scanBrokenLeg(ground, slabs, r, at - base, added, checked, paysHours)
        continue
      }
      let lo = depart[at]!
      let hi = latest[at + 1]!
      if (profile === undefined) {
        lo += toSeconds[offset + p]!
        hi -= fromSeconds[offset + q]! + service
      } else {
        lo = profile.arrive(lo, toSeconds[offset + p]!)
        hi = profile.departBy(hi, fromSeconds[offset + q]!) - service
      }
      if (lo > hi) continue
      if (added >= this.dearest && (hi < this.unreachedOpen || lo > this.unreachedClose)) continue
      if (checked && !this.fits(ground, slabs, r, at - base)) continue
      if (paysHours) this.offerPricedGap(ground, slabs, r, at - base, 0, added, lo, hi)
      else this.offerGap(r, at - base, 0, added, lo, hi)
    }
    this.evaluations += at - first
  }

  /** What it costs to send the courier of a route without orders out: what is fixed, and the places to drive through. */
  private openingCost({ fleet }: Ground, slabs: RouteSlabs, r: number): number {
    let cost = fleet.fixedCost[r]!
    if (slabs.len[r] === 0) return cost
    for (let at = r * slabs.width; at <= r * slabs.width + slabs.len[r]!; at++) cost += slabs.legCost[at]!
    return cost
  }

  /** A leg with breaks on it: the newcomer may come before, between or after them. */
  private scanBrokenLeg(
    ground: Ground, slabs: RouteSlabs, r: number, position: number, added: number, checked: boolean, paysHours: boolean,
  ): void {
    const { fleet, profile } = ground
    const at = r * slabs.width + position
    const toNewcomer = this.toSeconds[fleet.variant[r]!]![this.offset + slabs.placeAt[at]!]!
    const fromNewcomer = this.fromSeconds[fleet.variant[r]!]![this.offset + slabs.placeAt[at + 1]!]!
    const count = slabs.breaksOn[at]!
    let first = fleet.breakFirst[r]!
    while (slabs.breakAt[first] !== position) first++
    if (checked && !this.fits(ground, slabs, r, position)) return
    for (let before = 0; before <= count; before++) {
      const lo = arriveWithBreaks(fleet, profile, first, first + before, slabs.depart[at]!, toNewcomer)
      const hi = departByWithBreaks(fleet, profile, first + before, first + count, slabs.latest[at + 1]!, fromNewcomer) - this.service
      if (lo > hi) continue
      if (paysHours) this.offerPricedGap(ground, slabs, r, position, before, added, lo, hi)
      else this.offerGap(r, position, before, added, lo, hi)
    }
  }

  /** Enters the gap wherever it takes a window more cheaply than any before. */
  private offerGap(r: number, position: number, breaksFirst: number, added: number, lo: number, hi: number): void {
    let better = false
    for (let w = 0; w < this.windows; w++) {
      if (added >= this.cost[w]! || lo > this.close[w]! || hi < this.open[w]!) continue
      this.enter(w, r, position, breaksFirst, added, lo, hi)
      better = true
    }
    if (better) this.measureWorst()
  }

  /** The same where hours are paid: what the newcomer adds to them depends on its window. They never get fewer where travel is metric. */
  private offerPricedGap(
    ground: Ground, slabs: RouteSlabs, r: number, position: number, breaksFirst: number, added: number, lo: number, hi: number,
  ): void {
    const { fleet } = ground
    const at = r * slabs.width + position
    const costs = { perPaidHour: fleet.paidRate[r]! }
    const now = paidCost(costs, slabs.span[r]!)
    const to = this.toSeconds[fleet.variant[r]!]![this.offset + slabs.placeAt[at]!]!
    let from = this.fromSeconds[fleet.variant[r]!]![this.offset + slabs.placeAt[at + 1]!]!
    for (let b = fleet.breakFirst[r]!, left = slabs.breaksOn[at]!; left > 0; b++) {
      if (slabs.breakAt[b] !== position) continue
      from += fleet.breakService[b]!
      left--
    }
    let better = false
    for (let w = 0; w < this.windows; w++) {
      if (added >= this.cost[w]! || lo > this.close[w]! || hi < this.open[w]!) continue
      const total = added + paidCost(costs, paidWith(slabs, at, to, from, this.service, this.open[w]!, this.close[w]!)) - now
      if (total >= this.cost[w]!) continue
      this.enter(w, r, position, breaksFirst, total, lo, hi)
      better = true
    }
    if (better) this.measureWorst()
  }

  private enter(w: number, r: number, position: number, breaksFirst: number, cost: number, lo: number, hi: number): void {
    this.cost[w] = cost
    this.route[w] = r
    this.position[w] = position
    this.breaksFirst[w] = breaksFirst
    this.lo[w] = lo
    this.hi[w] = hi
  }

  /** Whether gaps of the route must be checked one by one for load, travel and metres. */
  private needsCheck(ground: Ground, slabs: RouteSlabs, r: number): boolean {
    const { fleet } = ground
    if (fleet.maxTravel[r]! < UNLIMITED || fleet.maxMetres[r]! < UNLIMITED) return true
    const dims = fleet.dims
    const end = (r * slabs.width + slabs.len[r]!) * dims
    for (let d = 0; d < dims; d++) {
      const most = Math.max(this.delivery[d]!, this.pickup[d]!)
      if (slabs.peakBefore[end + d]! + most > fleet.capacity[r * dims + d]!) return true
    }
    return false
  }

  /** Load on the legs before and after the newcomer, and the route's limits of travel and metres. */
  private fits(ground: Ground, slabs: RouteSlabs, r: number, position: number): boolean {
    const { fleet } = ground
    const dims = fleet.dims
    const at = r * slabs.width + position
    for (let d = 0; d < dims; d++) {
      const capacity = fleet.capacity[r * dims + d]!
      if (slabs.peakBefore[at * dims + d]! + this.delivery[d]! > capacity) return false
      if (slabs.peakAfter[at * dims + d]! + this.pickup[d]! > capacity) return false
    }
    const variant = fleet.variant[r]!
    const to = this.offset + slabs.placeAt[at]!
    const from = this.offset + slabs.placeAt[at + 1]!
    const travel = this.toSeconds[variant]![to]! + this.fromSeconds[variant]![from]! - slabs.legSeconds[at]!
    if (slabs.travel[r]! + travel > fleet.maxTravel[r]!) return false
    if (!fleet.limitsMetres) return true
    const metres = this.toMetres[variant]![to]! + this.fromMetres[variant]![from]! - slabs.legMetres[at]!
    return slabs.metres[r]! + metres <= fleet.maxMetres[r]!
  }

  /** First opening and last closing of all windows. */
  private measureSpan(): void {
    this.firstOpen = 2 ** 30
    this.lastClose = -(2 ** 30)
    for (let w = 0; w < this.windows; w++) {
      if (this.open[w]! < this.firstOpen) this.firstOpen = this.open[w]!
      if (this.close[w]! > this.lastClose) this.lastClose = this.close[w]!
    }
  }

  /** The dearest answer so far, and the span of the windows that have none: what a dear gap must reach to matter. */
  private measureWorst(): void {
    this.dearest = -Infinity
    this.unreached = 0
    this.unreachedOpen = 2 ** 30
    this.unreachedClose = -(2 ** 30)
    for (let w = 0; w < this.windows; w++) {
      if (this.route[w] !== NO_GAP) {
        if (this.cost[w]! > this.dearest) this.dearest = this.cost[w]!
        continue
      }
      this.unreached++
      if (this.open[w]! < this.unreachedOpen) this.unreachedOpen = this.open[w]!
      if (this.close[w]! > this.unreachedClose) this.unreachedClose = this.close[w]!
    }
  }

  private drawBlink(): void {
    this.untilBlink = 1 + Math.floor(Math.log(1 - this.chance!.unit()) / Math.log(1 - this.blinkRate))
  }
}
