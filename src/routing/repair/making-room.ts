/** Where in a route a newcomer could be if one or two of its stops made way. */
import { GapScan, NO_GAP } from '../gaps/gaps.ts'
import type { Ground } from '../ground.ts'
import type { RouteSlabs } from '../slabs.ts'
import { ALONE } from '../stops.ts'
import type { TrialRoutes } from './trial-routes.ts'
import { BoundsWithout } from './without.ts'

/** Windows of one question: they are the bits of a mask. */
export const MOST_WINDOWS = 30

const NOBODY = -1

/**
 * Asked for a newcomer and its windows first, then for a route, then for who makes way. Where only bounds and loads decide, the newcomer
 * could start from lo to hi in each gap that is left, as in the gap kernel: one look answers all windows. In other routes whoever makes way
 * is taken out in earnest, and the kernel asked.
 */
export class MakingRoom {
  /** The windows that the last look answered, and the cost of the cheapest gap. */
  mask = 0
  cost = 0
  private readonly ground: Ground
  private readonly without: BoundsWithout
  private readonly trial: TrialRoutes
  private readonly asker: GapScan
  private looked = 0
  private alone = true
  /** First opening and last closing of all windows. */
  private firstOpen = 0
  private lastClose = 0
  /** Of the route: whether bounds decide, whether it lacks room as it is, and the first and last of its gaps that the windows can reach. */
  private byBounds = false
  private full = false
  private lowest = 0
  private highest = 0

  constructor(ground: Ground, trial: TrialRoutes) {
    this.ground = ground
    this.trial = trial
    this.without = new BoundsWithout(ground)
    this.asker = new GapScan(ground)
  }

  /** Gaps looked at since this was made, apart from those of the trial. */
  get evaluations(): number {
    return this.looked + this.without.evaluations
  }

  /** Forgets everything: the routes have changed. */
  forget(): void {
    this.without.forget()
  }

  /** From now on routes are charged for again. */
  beginSearch(): void {
    this.without.beginSearch()
  }

  /** Asks for a stop in its own windows. */
  askStop(stop: number): void {
    this.asker.askStop(this.ground, stop)
    this.measure(stop)
  }

  /** Asks for a stop in other windows. */
  ask(stop: number, windows: number, open: Int32Array, close: Int32Array): void {
    const { asker } = this
    asker.ask(windows)
    for (let w = 0; w < windows; w++) {
      asker.open[w] = open[w]!
      asker.close[w] = close[w]!
    }
    asker.askRow(this.ground, stop)
    this.measure(stop)
  }

  private measure(stop: number): void {
    const { asker } = this
    this.alone = this.ground.stops.other[stop] === ALONE
    this.firstOpen = 2 ** 30
    this.lastClose = -(2 ** 30)
    for (let w = 0; w < asker.windows; w++) {
      this.firstOpen = Math.min(this.firstOpen, asker.open[w]!)
      this.lastClose = Math.max(this.lastClose, asker.close[w]!)
    }
  }

  /** Turns to a route. @returns false where the newcomer may not go there */
  enter(slabs: RouteSlabs, r: number): boolean {
    const { ground, asker } = this
    const { fleet, stops } = ground
    this.looked++
    if (slabs.tasks[r] === 0 || stops.suits[asker.kind * fleet.routes + r] === 0) return false
    if (fleet.types > 1) asker.turnTo(fleet.type[r]!)
    this.byBounds = this.alone && this.without.suits(slabs, r)
    if (!this.byBounds) return true
    this.without.know(slabs, r)
    const base = r * slabs.width
    const last = slabs.len[r]!
    if (asker.lazy !== undefined) {
      ground.legs.prepare(asker, slabs.placeAt, base, base + last + 1, fleet.variant[r]!, fleet.tariff[r]!)
    }
    this.full = this.lacksRoom(slabs, r, NOBODY, NOBODY)
    let low = 0
    while (low <= last && slabs.latest[base + low + 1]! - asker.service < this.firstOpen) low++
    let high = last
    while (high >= 0 && slabs.depart[base + high]! > this.lastClose) high--
    this.looked += low + last - high
    this.lowest = low
    this.highest = high
    return true
  }

  /** Whether two stops of the route may make way together: only where bounds decide. */
  get takesTwo(): boolean {
    return this.byBounds
  }

  /** Looks at the route without the stop at position i. @returns whether any window is answered */
  withoutOne(slabs: RouteSlabs, r: number, i: number): boolean {
    const stop = slabs.stopAt[r * slabs.width + i]!
    if (!this.byBounds) return this.lookInEarnest(slabs, r, stop)
    if (this.without.legal[r]![i] === 0) return false
    if (this.full ? this.lacksRoom(slabs, r, stop, NOBODY) : this.isOutOfReach(slabs, r, i)) return false
    return this.lookByBounds(slabs, r, i)
  }

  /** Whether the route lacks room though one or two stops make way. */
  private lacksRoom(slabs: RouteSlabs, r: number, one: number, two: number): boolean {
    const { asker } = this
    const { fleet, stops } = this.ground
    const { dims } = fleet
    const start = r * slabs.width * dims
    const end = (r * slabs.width + slabs.len[r]!) * dims
    for (let d = 0; d < dims; d++) {
      let brought = slabs.peakBefore[start + d]! + asker.delivery[d]!
      let taken = slabs.peakAfter[end + d]! + asker.pickup[d]!
      if (one !== NOBODY) {
        brought -= stops.delivery[one * dims + d]!
        taken -= stops.pickup[one * dims + d]!
      }
      if (two !== NOBODY) {
        brought -= stops.delivery[two * dims + d]!
        taken -= stops.pickup[two * dims + d]!
      }
      if (brought > fleet.capacity[r * dims + d]! || taken > fleet.capacity[r * dims + d]!) return true
    }
    return false
  }

  /** Whether leaving position i out moves no bound that the windows can reach. */
  private isOutOfReach(slabs: RouteSlabs, r: number, i: number): boolean {
    const base = r * slabs.width
    const row = i * this.without.span[r]!
    const bounds = this.without.bounds[r]!
    const { lowest, highest } = this
    if (i < lowest - 1) return lowest > slabs.len[r]! || slabs.depart[base + lowest] === bounds[row + lowest]
    if (i > highest + 1) return highest < 0 || slabs.latest[base + highest + 1] === bounds[row + highest + 1]
    return false
  }

  /**
   * The gap that is left behind, then those before it, then those behind it, as far as bounds have moved; all of them where the route is
   * full as it is.
   */
  private lookByBounds(slabs: RouteSlabs, r: number, i: number): boolean {
    const { full } = this
    const { depart, latest } = slabs
    const base = r * slabs.width
    const bounds = this.without.bounds[r]!
    const row = i * this.without.span[r]!
    const { service } = this.asker
    this.mask = 0
    this.cost = Infinity
    for (let j = i - 1; j >= 0; j--) {
      const next = j === i - 1 ? i + 1 : j + 1
      const by = next < i ? bounds[row + next]! : latest[base + next]!
      if (by - service < this.firstOpen || (!full && next < i && latest[base + next] === by)) break
      if (depart[base + j]! <= this.lastClose) this.lookAt(slabs, r, base + j, base + next, depart[base + j]!, by)
    }
    for (let j = i + 1; j <= slabs.len[r]!; j++) {
      const now = bounds[row + j]!
      if (now > this.lastClose || (!full && depart[base + j] === now)) break
      if (latest[base + j + 1]! - service >= this.firstOpen) this.lookAt(slabs, r, base + j, base + j + 1, now, latest[base + j + 1]!)
    }
    return this.mask !== 0
  }

  /** Looks at the route without the stops at positions i < k. @returns whether any window is answered */
  withoutTwo(slabs: RouteSlabs, r: number, i: number, k: number): boolean {
    const base = r * slabs.width
    if (this.lacksRoom(slabs, r, slabs.stopAt[base + i]!, slabs.stopAt[base + k]!)) return false
    if (!this.without.leaveOutTwo(slabs, r, i, k)) return false
    const { fore, back } = this.without
    this.mask = 0
    this.cost = Infinity
    for (let j = 0; j <= slabs.len[r]!; j++) {
      if (j === i || j === k) continue
      if (fore[j]! > this.lastClose) break
      let next = j + 1
      if (next === i) next++
      if (next === k) next++
      if (back[next]! - this.asker.service >= this.firstOpen) this.lookAt(slabs, r, base + j, base + next, fore[j]!, back[next]!)
    }
    return this.mask !== 0
  }

  /** The gap between two positions that are left at `now` at the earliest and served at `by` at the latest. */
  private lookAt(slabs: RouteSlabs, r: number, at: number, next: number, now: number, by: number): void {
    const { asker } = this
    const { fleet, profile } = this.ground
    this.looked++
    const p = asker.offset + slabs.placeAt[at]!
    const q = asker.offset + slabs.placeAt[next]!
    const to = asker.toSeconds[fleet.variant[r]!]![p]!
    const from = asker.fromSeconds[fleet.variant[r]!]![q]!
    const lo = profile ? profile.arrive(now, to) : now + to
    const hi = (profile ? profile.departBy(by, from) : by - from) - asker.service
    if (lo > hi) return
    let fits = 0
    for (let w = 0; w < asker.windows; w++) if (lo <= asker.close[w]! && hi >= asker.open[w]!) fits |= 1 << (w % MOST_WINDOWS)
    if (fits === 0) return
    this.mask |= fits
    const added = asker.toCost[fleet.tariff[r]!]![p]! + asker.fromCost[fleet.tariff[r]!]![q]! - (next === at + 1 ? slabs.legCost[at]! : 0)
    if (added < this.cost) this.cost = added
  }

  /** The same by leaving the stop out in earnest. */
  private lookInEarnest(slabs: RouteSlabs, r: number, stop: number): boolean {
    const { trial, asker } = this
    this.mask = 0
    this.cost = Infinity
    trial.take(slabs, r)
    trial.takeOut(r, stop)
    if (!trial.refresh(r)) return false
    trial.look(asker, r)
    for (let w = 0; w < asker.windows; w++) {
      if (asker.route[w] === NO_GAP) continue
      this.mask |= 1 << (w % MOST_WINDOWS)
      this.cost = Math.min(this.cost, asker.cost[w]!)
    }
    return this.mask !== 0
  }
}
