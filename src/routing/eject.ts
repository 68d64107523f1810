/** Ejection chains: a newcomer takes somebody's place, who takes somebody's place, and so on until one has a gap of its own. */
import { BestFirst } from './best-first.ts'
import { refresh } from './bounds.ts'
import { insertStop } from './edit.ts'
import { GapScan, NO_GAP } from './gaps.ts'
import type { Ground } from './ground.ts'
import type { Neighbours } from './neighbours.ts'
import { scanGaps, scanGapsOf } from './scan.ts'
import { RouteSlabs } from './slabs.ts'
import { ALONE, OTHER } from './stops.ts'
import { BoundsWithout } from './without.ts'

/** Windows of one search: they are the bits of a mask. */
export const MOST_WINDOWS = 30

/** Ejections remembered in one search, and the longest chain of them. */
const MOST_LINKS = 1 << 14
const LONGEST_CHAIN = 24

/** How many positions apart two stops may be that make way for the newcomer together. */
const PAIR_SPAN = 4

/** More routes than this are not all looked at: only those of the stops nearby. */
const MANY_ROUTES = 64

/** How many links longer a chain may get to leave somebody out who is easier to load by as much as the newcomer brings. */
const LOAD_WEIGHT = 16

/** What trying a chain out is charged besides the gaps that it looks at, per route. */
const TRIAL_CHARGE = 16

/** What looking for a gap in all routes is charged besides. */
const LOOK_CHARGE = 4

const UNKNOWN = -2
const NOWHERE = -1

/** What is asked of a search. */
export interface EjectTask {
  /** The routes to begin from; they stay as they are. */
  readonly slabs: RouteSlabs
  /** The newcomer, in the table and in no route. */
  readonly stop: number
  /** Its windows, {@link MOST_WINDOWS} at most: `open[w]` to `close[w]` for w below `windows`. */
  readonly windows: number
  readonly open: Int32Array
  readonly close: Int32Array
  /** Gaps that may be looked at, asked again and again: it may change when something is found. The last chain may look at some more. */
  readonly evaluations: () => number
  /**
   * Called with slabs in which the named routes serve the newcomer in a window that had no answer, and everybody else of these routes.
   * Other routes of these slabs mean nothing. @returns the windows answered by this, as a mask
   */
  readonly found: (slabs: RouteSlabs, routes: readonly number[]) => number
}

/**
 * Breadth first, but whoever is easier to load comes first: a chain leaves every route as full as it can, until what is left over fits
 * somewhere. All windows are asked at once: where in a route the newcomer could be without somebody is one interval, as in the gap kernel.
 * Each route changes once in a chain, so every link is exact where bounds decide. Whatever is found has been tried out.
 *
 * Relocation chains as in Glover's ejection chains (1996), with the bounds of Savelsbergh (1992) and the search order of this library.
 */
export class EjectSearch {
  private readonly ground: Ground
  private readonly neighbours: Neighbours
  private readonly without: BoundsWithout
  /** Asks for the stop that looks for a place, and for homes and trials. */
  private readonly asker: GapScan
  private readonly scan: GapScan
  private looked = 0

  /** Links by number; link 0 is the newcomer. Who is left out, of which route and position, and who takes its place: the one before. */
  private readonly stop = new Int32Array(MOST_LINKS)
  private readonly route = new Int32Array(MOST_LINKS)
  private readonly before = new Int32Array(MOST_LINKS)
  private readonly depth = new Int32Array(MOST_LINKS)
  private readonly mask = new Int32Array(MOST_LINKS)
  private readonly cost = new Float64Array(MOST_LINKS)
  /** Who is left out besides and goes to its home, or NOWHERE. */
  private readonly second = new Int32Array(MOST_LINKS)
  private links = 0
  private readonly queue = new BestFirst(MOST_LINKS)

  /** By stop: in which search it was left out last, for which windows, and in the shortest chain how deep. */
  private seenIn = new Int32Array(64)
  private seenMask = new Int32Array(64)
  private seenDepth = new Int32Array(64)
  private searches = 0
  /** By stop: the cheapest route with a gap besides its own, NOWHERE, or UNKNOWN. */
  private home = new Int32Array(64).fill(UNKNOWN)
  /** What it took to find out, and the search that was charged for it last. */
  private homePrice = new Int32Array(64)
  private homeIn = new Int32Array(64)
  /** Routes of the chain that is being looked at: 1 each. */
  private readonly used: Uint8Array
  private readonly nobody: Uint8Array
  /** Routes being tried out; others are stale. */
  private readonly trial: RouteSlabs
  private readonly touched: number[] = []
  /** What the last look at a route without somebody found. */
  private lookMask = 0
  private lookCost = 0

  constructor(ground: Ground, neighbours: Neighbours) {
    this.ground = ground
    this.neighbours = neighbours
    this.without = new BoundsWithout(ground)
    this.asker = new GapScan(ground)
    this.scan = new GapScan(ground)
    this.used = new Uint8Array(ground.fleet.routes)
    this.nobody = new Uint8Array(ground.fleet.routes)
    this.trial = new RouteSlabs(ground.fleet, ground.legs)
  }

  /** Gaps looked at since this was made. */
  get evaluations(): number {
    return this.looked + this.without.evaluations
  }

  /** Forgets what is known of the routes: they have changed. */
  forget(): void {
    this.without.forget()
    this.home.fill(UNKNOWN)
  }

  /** Looks for chains. @returns the windows answered, as a mask */
  run(task: EjectTask): number {
    const before = this.evaluations
    const isSpent = () => this.evaluations - before >= task.evaluations()
    this.begin(task)
    const all = 2 ** task.windows - 1
    let missing = all
    this.leaveOneOut(task, 0, isSpent)
    let paired = false
    while (missing !== 0 && !isSpent()) {
      if (this.queue.size === 0) {
        if (paired) break
        paired = true
        this.leaveTwoOut(task, missing, isSpent)
        continue
      }
      const link = this.queue.pop()
      if ((this.mask[link]! & missing) === 0) continue
      this.mark(link, 1)
      missing &= ~this.settle(task, link, missing)
      if ((this.mask[link]! & missing) !== 0 && this.depth[link]! < LONGEST_CHAIN) this.leaveOneOut(task, link, isSpent)
      this.mark(link, 0)
    }
    return all & ~missing
  }

  private begin({ slabs, stop }: EjectTask): void {
    const { rows } = this.ground.stops
    if (rows > this.seenIn.length) {
      this.seenIn = new Int32Array(2 * rows)
      this.seenMask = new Int32Array(2 * rows)
      this.seenDepth = new Int32Array(2 * rows)
      this.home = new Int32Array(2 * rows).fill(UNKNOWN)
      this.homePrice = new Int32Array(2 * rows)
      this.homeIn = new Int32Array(2 * rows)
    }
    this.trial.fitStops(slabs.routeOf.length)
    this.searches++
    this.without.beginSearch()
    this.queue.clear()
    this.links = 1
    this.stop[0] = stop
    this.before[0] = NOWHERE
    this.depth[0] = 0
    this.cost[0] = 0
    this.second[0] = NOWHERE
  }

  /** Marks the routes of the chain, and those that take a second stop in, as used or not. */
  private mark(link: number, used: number): void {
    for (let at = link; at > 0; at = this.before[at]!) {
      this.used[this.route[at]!] = used
      if (this.second[at]! !== NOWHERE) this.used[this.home[this.second[at]!]!] = used
    }
  }

  /** Asks for the stop of a link: the newcomer in all windows of the task, anybody else in its own. */
  private askFor({ windows, open, close }: EjectTask, link: number): void {
    const { asker, ground } = this
    if (link > 0) {
      asker.askStop(ground, this.stop[link]!)
      return
    }
    asker.ask(windows)
    for (let w = 0; w < windows; w++) {
      asker.open[w] = open[w]!
      asker.close[w] = close[w]!
    }
    asker.askRow(ground, this.stop[0]!)
  }

  /** Routes that the stop could enter: all, or those of its neighbours where there are many. */
  private routesFor(slabs: RouteSlabs, stop: number): readonly number[] {
    const { routes } = this.ground.fleet
    if (routes <= MANY_ROUTES) return this.allRoutes
    const near: number[] = []
    const { nobody } = this
    for (const other of this.neighbours.of(stop)) {
      const r = slabs.routeOf[other]!
      if (r < 0 || nobody[r] === 1) continue
      nobody[r] = 1
      near.push(r)
    }
    for (const r of near) nobody[r] = 0
    return near
  }

  private get allRoutes(): readonly number[] {
    return (this.every ??= Array.from({ length: this.ground.fleet.routes }, (_, r) => r))
  }

  private every: readonly number[] | undefined

  /** Every way for the stop of the link to take somebody's place in a route that the chain has not changed. */
  private leaveOneOut(task: EjectTask, link: number, isSpent: () => boolean): void {
    const { asker, ground, without } = this
    const { fleet, stops } = ground
    const { slabs } = task
    const alone = stops.other[this.stop[link]!] === ALONE
    this.askFor(task, link)
    this.measure()
    for (const r of this.routesFor(slabs, this.stop[link]!)) {
      if (this.used[r] === 1 || slabs.tasks[r] === 0 || stops.suits[asker.kind * fleet.routes + r] === 0) continue
      if (isSpent()) return
      this.looked++
      const base = r * slabs.width
      if (!alone || !without.suits(slabs, r)) {
        for (let i = 1; i <= slabs.len[r]!; i++) {
          const other = slabs.stopAt[base + i]!
          if (this.mayGo(link, other) && this.lookClosely(task, r, other)) this.add(task, link, r, other)
        }
        continue
      }
      without.know(slabs, r)
      if (asker.lazy !== undefined) this.prepare(slabs, r)
      const full = this.lacksRoom(slabs, r, NOWHERE, NOWHERE)
      this.reach(slabs, r)
      for (let i = 1; i <= slabs.len[r]!; i++) {
        if (!full && this.isOutOfReach(slabs, r, i)) continue
        const other = slabs.stopAt[base + i]!
        if (without.legal[r]![i] === 0 || !this.mayGo(link, other) || (full && this.lacksRoom(slabs, r, other, NOWHERE))) continue
        if (this.lookWithout(slabs, r, i, full)) this.add(task, link, r, other)
      }
    }
  }

  private prepare(slabs: RouteSlabs, r: number): void {
    const { fleet, legs } = this.ground
    const base = r * slabs.width
    legs.prepare(this.asker, slabs.placeAt, base, base + slabs.len[r]! + 1, fleet.variant[r]!, fleet.tariff[r]!)
  }

  /** Whether the stop may be left out here: not by every chain again, only for new windows or by a shorter chain. */
  private mayGo(link: number, other: number): boolean {
    const { stops } = this.ground
    if (stops.via[other] === 1 || stops.role[other] === OTHER) return false
    if (link === 0 || this.seenIn[other] !== this.searches) return true
    return (this.mask[link]! & ~this.seenMask[other]!) !== 0 || this.depth[link]! < this.seenDepth[other]!
  }

  private add(task: EjectTask, link: number, r: number, other: number): void {
    const { slabs } = task
    const { fleet, legs } = this.ground
    if (this.links === MOST_LINKS) return
    const at = r * slabs.width + slabs.posOf[other]!
    const saved = slabs.legCost[at - 1]! + slabs.legCost[at]! - legs.costOf(fleet.tariff[r]!, slabs.placeAt[at - 1]!, slabs.placeAt[at + 1]!)
    const mask = link === 0 ? this.lookMask : this.mask[link]!
    if (link > 0) {
      const again = this.seenIn[other] === this.searches
      this.seenMask[other] = again ? this.seenMask[other]! | mask : mask
      this.seenDepth[other] = again ? Math.min(this.seenDepth[other]!, this.depth[link]!) : this.depth[link]!
      this.seenIn[other] = this.searches
    }
    this.enqueue(slabs, link, r, other, NOWHERE, mask, this.cost[link]! + this.lookCost - saved)
  }

  private enqueue(slabs: RouteSlabs, link: number, r: number, other: number, second: number, mask: number, cost: number): void {
    const next = this.links++
    this.stop[next] = other
    this.route[next] = r
    this.before[next] = link
    this.depth[next] = this.depth[link]! + 1
    this.mask[next] = mask
    this.cost[next] = cost
    this.second[next] = second
    // Cost decides between chains of the same length only.
    this.queue.push(next, this.depth[next]! + LOAD_WEIGHT * this.loadMissing(slabs, other) + 0.5 + Math.atan(cost / 1e5) / 4)
  }

  /** By how much the stop is too large for every other route, in loads of the newcomer. */
  private loadMissing(slabs: RouteSlabs, other: number): number {
    const { fleet, stops } = this.ground
    const { dims } = fleet
    let least = dims === 0 ? 0 : Infinity
    for (let r = 0; r < fleet.routes && least > 0; r++) {
      if (r === slabs.routeOf[other] || stops.suits[stops.kind[other]! * fleet.routes + r] === 0) continue
      let lack = 0
      for (let d = 0; d < dims && fleet.reloadMost[r] === 0; d++) {
        const aboard = slabs.len[r] === 0 ? 0 : slabs.peakBefore[r * slabs.width * dims + d]!
        const over = aboard + stops.delivery[other * dims + d]! - fleet.capacity[r * dims + d]!
        if (over > 0) lack += over / Math.max(1, stops.delivery[this.stop[0]! * dims + d]!)
      }
      if (lack < least) least = lack
    }
    return least === Infinity ? 0 : least
  }

  /** Whether the route lacks room for the asker, though one or two stops are left out. */
  private lacksRoom(slabs: RouteSlabs, r: number, one: number, two: number): boolean {
    const { asker } = this
    const { fleet, stops } = this.ground
    const { dims } = fleet
    const start = r * slabs.width * dims
    const end = (r * slabs.width + slabs.len[r]!) * dims
    for (let d = 0; d < dims; d++) {
      let brought = slabs.peakBefore[start + d]! + asker.delivery[d]!
      let taken = slabs.peakAfter[end + d]! + asker.pickup[d]!
      if (one !== NOWHERE) {
        brought -= stops.delivery[one * dims + d]!
        taken -= stops.pickup[one * dims + d]!
      }
      if (two !== NOWHERE) {
        brought -= stops.delivery[two * dims + d]!
        taken -= stops.pickup[two * dims + d]!
      }
      if (brought > fleet.capacity[r * dims + d]! || taken > fleet.capacity[r * dims + d]!) return true
    }
    return false
  }

  /** First opening and last closing of the asker's windows. */
  private firstOpen = 0
  private lastClose = 0
  /** First and last gap of the route as it is that the windows can reach. */
  private lowest = 0
  private highest = 0

  private measure(): void {
    const { asker } = this
    this.firstOpen = 2 ** 30
    this.lastClose = -(2 ** 30)
    for (let w = 0; w < asker.windows; w++) {
      this.firstOpen = Math.min(this.firstOpen, asker.open[w]!)
      this.lastClose = Math.max(this.lastClose, asker.close[w]!)
    }
  }

  private reach(slabs: RouteSlabs, r: number): void {
    const base = r * slabs.width
    const last = slabs.len[r]!
    let low = 0
    while (low <= last && slabs.latest[base + low + 1]! - this.asker.service < this.firstOpen) low++
    let high = last
    while (high >= 0 && slabs.depart[base + high]! > this.lastClose) high--
    this.looked += low + last - high
    this.lowest = low
    this.highest = high
  }

  /** Whether leaving position i out moves no bound that the windows can reach. */
  private isOutOfReach(slabs: RouteSlabs, r: number, i: number): boolean {
    const base = r * slabs.width
    const row = i * this.without.span[r]!
    const bounds = this.without.bounds[r]!
    const { lowest, highest } = this
    if (i < lowest - 1) return lowest > slabs.len[r]! || bounds[row + lowest]! === slabs.depart[base + lowest]!
    if (i > highest + 1) return highest < 0 || bounds[row + highest + 1]! === slabs.latest[base + highest + 1]!
    return false
  }

  /**
   * The gaps of a route without position i: the one that is left behind, then those before it, then those behind it, as far as bounds have
   * moved; all of them where the route is full as it is.
   */
  private lookWithout(slabs: RouteSlabs, r: number, i: number, full: boolean): boolean {
    const { depart, latest } = slabs
    const base = r * slabs.width
    const bounds = this.without.bounds[r]!
    const row = i * this.without.span[r]!
    const { service } = this.asker
    this.lookMask = 0
    this.lookCost = Infinity
    for (let j = i - 1; j >= 0; j--) {
      const next = j === i - 1 ? i + 1 : j + 1
      const by = next < i ? bounds[row + next]! : latest[base + next]!
      if (by - service < this.firstOpen || (!full && next < i && by === latest[base + next]!)) break
      if (depart[base + j]! <= this.lastClose) this.lookAt(slabs, r, base + j, base + next, depart[base + j]!, by)
    }
    for (let j = i + 1; j <= slabs.len[r]!; j++) {
      const now = bounds[row + j]!
      if (now > this.lastClose || (!full && now === depart[base + j]!)) break
      if (latest[base + j + 1]! - service >= this.firstOpen) this.lookAt(slabs, r, base + j, base + j + 1, now, latest[base + j + 1]!)
    }
    return this.lookMask !== 0
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
    this.lookMask |= fits
    const added = asker.toCost[fleet.tariff[r]!]![p]! + asker.fromCost[fleet.tariff[r]!]![q]! - (next === at + 1 ? slabs.legCost[at]! : 0)
    if (added < this.lookCost) this.lookCost = added
  }

  /** The same by leaving the stop out in earnest, for routes where more than bounds decides. */
  private lookClosely(task: EjectTask, r: number, other: number): boolean {
    const { trial, asker, ground } = this
    const { slabs } = task
    trial.takeRoute(slabs, r)
    this.takeOut(r, other)
    this.lookMask = 0
    this.lookCost = Infinity
    this.looked += TRIAL_CHARGE + trial.len[r]!
    if (!refresh(ground, trial, r)) return false
    const looked = asker.evaluations
    scanGapsOf(asker, ground, trial, r)
    this.looked += asker.evaluations - looked
    for (let w = 0; w < asker.windows; w++) {
      if (asker.route[w] === NO_GAP) continue
      this.lookMask |= 1 << (w % MOST_WINDOWS)
      this.lookCost = Math.min(this.lookCost, asker.cost[w]!)
    }
    return this.lookMask !== 0
  }

  /** Takes a stop and its other end out of the route that is being tried out. */
  private takeOut(r: number, other: number): void {
    for (const end of this.ground.stops.endsOf(other)) this.trial.unsplice(r, this.trial.posOf[end]!, 1)
  }

  /** Two stops of a route make way for the newcomer together; one of them has a gap elsewhere, and the chain goes on with the other. */
  private leaveTwoOut(task: EjectTask, missing: number, isSpent: () => boolean): void {
    const { asker, without } = this
    const { fleet, stops } = this.ground
    const { slabs } = task
    if (stops.other[this.stop[0]!] !== ALONE) return
    this.askFor(task, 0)
    this.measure()
    for (const r of this.routesFor(slabs, this.stop[0]!)) {
      if (slabs.tasks[r] === 0 || stops.suits[stops.kind[this.stop[0]!]! * fleet.routes + r] === 0 || !without.suits(slabs, r)) continue
      if (isSpent()) return
      without.know(slabs, r)
      const base = r * slabs.width
      if (asker.lazy !== undefined) this.prepare(slabs, r)
      for (let i = 1; i < slabs.len[r]!; i++) {
        const one = slabs.stopAt[base + i]!
        if (stops.via[one] === 1) continue
        for (let k = i + 1; k <= Math.min(slabs.len[r]!, i + PAIR_SPAN); k++) {
          const two = slabs.stopAt[base + k]!
          if (stops.via[two] === 1 || this.isFarFrom(task, r, i, k, missing)) continue
          const hasHome = [this.homeOf(slabs, one) !== NOWHERE, this.homeOf(slabs, two) !== NOWHERE]
          if (!hasHome[0] && !hasHome[1]) continue
          if (this.lacksRoom(slabs, r, one, two) || !without.leaveOutTwo(slabs, r, i, k)) continue
          this.lookWithoutTwo(slabs, r, i, k)
          const mask = this.lookMask & missing
          if (mask === 0) continue
          if (hasHome[0] && this.links < MOST_LINKS) this.enqueue(slabs, 0, r, two, one, mask, this.lookCost)
          if (hasHome[1] && this.links < MOST_LINKS) this.enqueue(slabs, 0, r, one, two, mask, this.lookCost)
        }
      }
    }
  }

  /** Whether the stretch around two positions lies before or after all windows that are missing. */
  private isFarFrom({ slabs, windows, open, close }: EjectTask, r: number, i: number, k: number, missing: number): boolean {
    const base = r * slabs.width
    const from = slabs.depart[base + i - 1]!
    const to = slabs.latest[base + k + 1]!
    for (let w = 0; w < windows; w++) {
      if (((missing >> w) & 1) === 1 && from <= close[w]! && to >= open[w]!) return false
    }
    return true
  }

  private lookWithoutTwo(slabs: RouteSlabs, r: number, i: number, k: number): void {
    const { fore, back } = this.without
    const base = r * slabs.width
    const { service } = this.asker
    this.lookMask = 0
    this.lookCost = Infinity
    for (let j = 0; j <= slabs.len[r]!; j++) {
      if (j === i || j === k) continue
      let next = j + 1
      if (next === i) next++
      if (next === k) next++
      if (next === i) next++
      if (fore[j]! > this.lastClose) break
      if (back[next]! - service >= this.firstOpen) this.lookAt(slabs, r, base + j, base + next, fore[j]!, back[next]!)
    }
  }

  /** The cheapest route besides its own with a gap for the stop; charged once in each search, though it may be known. */
  private homeOf(slabs: RouteSlabs, stop: number): number {
    if (this.home[stop] === UNKNOWN) {
      const own = slabs.routeOf[stop]!
      const looked = this.looked
      this.nobody[own] = 1
      this.home[stop] = this.cheapestRoute(slabs, stop, this.nobody)
      this.nobody[own] = 0
      this.homePrice[stop] = this.looked - looked
    } else if (this.homeIn[stop] !== this.searches) {
      this.looked += this.homePrice[stop]!
    }
    this.homeIn[stop] = this.searches
    return this.home[stop]!
  }

  private cheapestRoute(slabs: RouteSlabs, stop: number, except: Uint8Array): number {
    const { scan, ground } = this
    const looked = scan.evaluations
    let route = NOWHERE
    if (ground.fleet.routes <= MANY_ROUTES) {
      scan.skip = except
      scan.askStop(ground, stop)
      scanGaps(scan, ground, slabs)
      scan.skip = undefined
      const best = scan.best()
      if (best >= 0) route = scan.route[best]!
    } else {
      let least = Infinity
      for (const r of this.routesFor(slabs, stop)) {
        if (except[r] === 1) continue
        scan.askStop(ground, stop)
        scanGapsOf(scan, ground, slabs, r)
        const best = scan.best()
        if (best < 0 || scan.cost[best]! >= least) continue
        least = scan.cost[best]!
        route = r
      }
    }
    this.looked += LOOK_CHARGE + scan.evaluations - looked
    return route
  }

  /** Tries the chain out in every window that it may answer, if whom it leaves out has a gap somewhere. @returns the windows answered */
  private settle(task: EjectTask, link: number, missing: number): number {
    const { slabs } = task
    const stop = this.stop[link]!
    let home = this.homeOf(slabs, stop)
    if (home !== NOWHERE && this.used[home] === 1) home = this.cheapestRoute(slabs, stop, this.used)
    // Whoever makes way for the newcomer may also stay in the same route, in another place.
    if (home === NOWHERE && this.depth[link]! > 1) return 0
    let answered = 0
    for (let w = 0; w < task.windows; w++) {
      if (((this.mask[link]! & missing & ~answered) >> w) & 1) answered |= this.tryOut(task, link, w, home)
    }
    return answered
  }

  private tryOut(task: EjectTask, link: number, w: number, home: number): number {
    const { trial, touched, ground } = this
    const { slabs } = task
    touched.length = 0
    for (let at = link; at > 0; at = this.before[at]!) {
      const r = this.route[at]!
      this.take(slabs, r)
      this.takeOut(r, this.stop[at]!)
      if (this.second[at]! !== NOWHERE) this.takeOut(r, this.second[at]!)
    }
    ground.stops.windows[this.stop[0]!] = null
    ground.stops.open[this.stop[0]!] = task.open[w]!
    ground.stops.close[this.stop[0]!] = task.close[w]!
    let legal = true
    for (let at = link; at > 0 && legal; at = this.before[at]!) {
      const r = this.route[at]!
      legal = refresh(ground, trial, r) && this.insert(this.stop[this.before[at]!]!, r)
      if (legal && this.second[at]! !== NOWHERE) {
        const other = this.home[this.second[at]!]!
        this.take(slabs, other)
        legal = this.insert(this.second[at]!, other)
      }
    }
    if (!legal) return 0
    if (home !== NOWHERE) this.take(slabs, home)
    if (!this.insert(this.stop[link]!, home === NOWHERE ? this.route[link]! : home)) return 0
    return task.found(trial, touched)
  }

  /** Brings a route of the trial up to date. */
  private take(slabs: RouteSlabs, r: number): void {
    this.looked += TRIAL_CHARGE
    this.trial.takeRoute(slabs, r)
    this.touched.push(r)
  }

  /** Puts a stop into its cheapest gap of one route of the trial. */
  private insert(stop: number, r: number): boolean {
    const { scan, ground } = this
    scan.askStop(ground, stop)
    const looked = scan.evaluations
    scanGapsOf(scan, ground, this.trial, r)
    this.looked += scan.evaluations - looked
    const best = scan.best()
    return best >= 0 && insertStop(ground, this.trial, stop, scan, best)
  }
}
