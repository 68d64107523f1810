/** Ejection chains: a newcomer takes somebody's place, who takes somebody's place, and so on until one has a gap of its own. */
import { BestFirst } from './best-first.ts'
import type { Ground } from '../ground.ts'
import { Homes, NOWHERE } from './homes.ts'
import { MakingRoom } from './making-room.ts'
import { NearbyRoutes } from './nearby-routes.ts'
import type { Neighbours } from '../neighbours.ts'
import type { RouteSlabs } from '../slabs.ts'
import { OTHER } from '../stops.ts'
import { TrialRoutes } from './trial-routes.ts'

/** Ejections remembered in one search, and the longest chain of them. */
const MOST_LINKS = 1 << 14
const LONGEST_CHAIN = 24

/** How many positions apart two stops may be that make way for the newcomer together. */
const PAIR_SPAN = 4

/** How many links longer a chain may get to leave somebody out who is easier to load by as much as the newcomer brings. */
const LOAD_WEIGHT = 16

/** Costs of that size decide between chains of the same length; they never outweigh a link. */
const USUAL_COST = 1e5

/** What is asked of a search. */
export interface EjectTask {
  /** The routes to begin from; they stay as they are. */
  readonly slabs: RouteSlabs
  /** The newcomer: in the table, in no route. Its windows are changed meanwhile. */
  readonly stop: number
  /** What is asked for: `open[w]` to `close[w]` for w below `windows`, which is `MOST_WINDOWS` at most. */
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
 * Shortest chains first, but whoever is easier to load comes before all: a chain leaves every route as full as it can, until what is left
 * over fits somewhere. All windows are asked at once. Each route changes once in a chain, so links do not depend on each other; whatever is
 * found has been tried out. A stop is left out again only for windows that no chain before it was for, or by a shorter chain.
 *
 * Ejection chains as in Glover, Ejection chains, reference structures and alternating path methods for traveling salesman problems (1996).
 */
export class EjectSearch {
  private readonly ground: Ground
  private readonly nearby: NearbyRoutes
  private readonly homes: Homes
  private readonly trial: TrialRoutes
  private readonly room: MakingRoom

  /** Links by number; link 0 is the newcomer. Who is left out of which route, and which link takes its place. */
  private readonly stop = new Int32Array(MOST_LINKS)
  private readonly route = new Int32Array(MOST_LINKS)
  private readonly before = new Int32Array(MOST_LINKS)
  private readonly depth = new Int32Array(MOST_LINKS)
  /** Windows that the chain is for, and what it costs so far. */
  private readonly mask = new Int32Array(MOST_LINKS)
  private readonly cost = new Float64Array(MOST_LINKS)
  /** Who is left out besides and goes to its home, or NOWHERE. */
  private readonly second = new Int32Array(MOST_LINKS)
  private links = 0
  private readonly queue = new BestFirst(MOST_LINKS)

  /** By stop: the search that left it out last, for which windows, and how deep at the least. */
  private seenIn = new Int32Array(64)
  private seenMask = new Int32Array(64)
  private seenDepth = new Int32Array(64)
  private searches = 0
  /** Routes of the chain that is being looked at: 1 each. */
  private readonly used: Uint8Array

  constructor(ground: Ground, neighbours: Neighbours) {
    this.ground = ground
    this.nearby = new NearbyRoutes(ground, neighbours)
    this.homes = new Homes(ground, this.nearby)
    this.trial = new TrialRoutes(ground)
    this.room = new MakingRoom(ground, this.trial)
    this.used = new Uint8Array(ground.fleet.routes)
  }

  /** Gaps looked at since this was made. What was known before a search is charged to it all the same, so that answers repeat. */
  get evaluations(): number {
    return this.room.evaluations + this.homes.evaluations + this.trial.evaluations
  }

  /** Forgets what is known of the routes: they have changed. */
  forget(): void {
    this.room.forget()
    this.homes.forget()
  }

  /** Looks for chains. @returns the windows answered, as a mask */
  run(task: EjectTask): number {
    const before = this.evaluations
    const isSpent = () => this.evaluations - before >= task.evaluations()
    const all = 2 ** task.windows - 1
    let missing = all
    this.begin(task.stop)
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

  private begin(stop: number): void {
    const { rows } = this.ground.stops
    if (rows > this.seenIn.length) {
      this.seenIn = new Int32Array(2 * rows)
      this.seenMask = new Int32Array(2 * rows)
      this.seenDepth = new Int32Array(2 * rows)
    }
    this.searches++
    this.room.beginSearch()
    this.homes.beginSearch()
    this.trial.clear()
    this.queue.clear()
    this.links = 1
    this.stop[0] = stop
    this.before[0] = NOWHERE
    this.second[0] = NOWHERE
    this.depth[0] = 0
    this.cost[0] = 0
  }

  /** Marks the routes of the chain, and those that take a second stop in, as used or not. */
  private mark(link: number, used: number): void {
    for (let at = link; at > 0; at = this.before[at]!) {
      this.used[this.route[at]!] = used
      if (this.second[at]! !== NOWHERE) this.used[this.homeOfSecond(at)] = used
    }
  }

  /** Known since the link was made, so it takes no look at any route. */
  private homeOfSecond(link: number): number {
    return this.homes.known(this.second[link]!)
  }

  /** Every way for the stop of the link to take somebody's place in a route that the chain has not changed. */
  private leaveOneOut(task: EjectTask, link: number, isSpent: () => boolean): void {
    const { room } = this
    const { slabs } = task
    if (link === 0) room.ask(task.stop, task.windows, task.open, task.close)
    else room.askStop(this.stop[link]!)
    for (const r of this.nearby.of(slabs, this.stop[link]!)) {
      if (isSpent()) return
      if (this.used[r] === 1 || !room.enter(slabs, r)) continue
      for (let i = 1; i <= slabs.len[r]!; i++) {
        const other = slabs.stopAt[r * slabs.width + i]!
        if (!this.mayGo(link, other) || !room.withoutOne(slabs, r, i)) continue
        const mask = link === 0 ? room.mask : this.mask[link]!
        if (link > 0) this.see(other, mask, this.depth[link]!)
        this.add(slabs, link, r, other, NOWHERE, mask, this.cost[link]! + room.cost - savedWithout(this.ground, slabs, r, i))
      }
    }
  }

  /** Whether the stop may be left out here: not by every chain again. */
  private mayGo(link: number, other: number): boolean {
    const { stops } = this.ground
    if (stops.via[other] === 1 || stops.role[other] === OTHER) return false
    if (link === 0 || this.seenIn[other] !== this.searches) return true
    return (this.mask[link]! & ~this.seenMask[other]!) !== 0 || this.depth[link]! < this.seenDepth[other]!
  }

  private see(other: number, mask: number, depth: number): void {
    const again = this.seenIn[other] === this.searches
    this.seenMask[other] = again ? this.seenMask[other]! | mask : mask
    this.seenDepth[other] = again ? Math.min(this.seenDepth[other]!, depth) : depth
    this.seenIn[other] = this.searches
  }

  private add(slabs: RouteSlabs, link: number, r: number, other: number, second: number, mask: number, cost: number): void {
    if (this.links === MOST_LINKS) return
    const next = this.links++
    this.stop[next] = other
    this.route[next] = r
    this.before[next] = link
    this.depth[next] = this.depth[link]! + 1
    this.mask[next] = mask
    this.cost[next] = cost
    this.second[next] = second
    const price = 0.5 + Math.atan(cost / USUAL_COST) / Math.PI
    this.queue.push(next, this.depth[next]! + LOAD_WEIGHT * this.loadMissing(slabs, other) + price)
  }

  /** By how much the stop is too large for every other route, in loads of the newcomer. */
  private loadMissing(slabs: RouteSlabs, other: number): number {
    const { fleet, stops } = this.ground
    const { dims } = fleet
    let least = Infinity
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

  /** Two stops of a route make way for the newcomer together; one of them has a gap elsewhere, and the chain goes on with the other. */
  private leaveTwoOut(task: EjectTask, missing: number, isSpent: () => boolean): void {
    const { room } = this
    const { slabs } = task
    room.ask(task.stop, task.windows, task.open, task.close)
    for (const r of this.nearby.of(slabs, task.stop)) {
      if (isSpent()) return
      if (!room.enter(slabs, r) || !room.takesTwo) continue
      for (let i = 1; i < slabs.len[r]!; i++) {
        for (let k = i + 1; k <= Math.min(slabs.len[r]!, i + PAIR_SPAN); k++) {
          if (!isFarFrom(task, r, i, k, missing)) this.leavePairOut(slabs, r, i, k, missing)
        }
      }
    }
  }

  private leavePairOut(slabs: RouteSlabs, r: number, i: number, k: number, missing: number): void {
    const { room, homes } = this
    const one = slabs.stopAt[r * slabs.width + i]!
    const two = slabs.stopAt[r * slabs.width + k]!
    if (!this.mayGo(0, one) || !this.mayGo(0, two)) return
    const oneGoes = homes.of(slabs, one) !== NOWHERE
    const twoGoes = homes.of(slabs, two) !== NOWHERE
    if ((!oneGoes && !twoGoes) || !room.withoutTwo(slabs, r, i, k)) return
    const mask = room.mask & missing
    if (mask === 0) return
    if (oneGoes) this.add(slabs, 0, r, two, one, mask, room.cost)
    if (twoGoes) this.add(slabs, 0, r, one, two, mask, room.cost)
  }

  /** Tries the chain out in every window that it may answer, if whom it leaves out has a gap somewhere. @returns the windows answered */
  private settle(task: EjectTask, link: number, missing: number): number {
    const { slabs } = task
    const stop = this.stop[link]!
    let home = this.homes.of(slabs, stop)
    if (home !== NOWHERE && this.used[home] === 1) home = this.homes.cheapest(slabs, stop, this.used)
    // Whoever makes way for the newcomer may also stay in the same route, in another place.
    if (home === NOWHERE && this.depth[link]! > 1) return 0
    let answered = 0
    for (let w = 0; w < task.windows; w++) {
      if (((this.mask[link]! & missing & ~answered) >> w) & 1) answered |= this.tryOut(task, link, w, home)
    }
    return answered
  }

  private tryOut(task: EjectTask, link: number, w: number, home: number): number {
    const { trial, ground } = this
    const { slabs } = task
    trial.clear()
    for (let at = link; at > 0; at = this.before[at]!) {
      const r = this.route[at]!
      trial.take(slabs, r)
      trial.takeOut(r, this.stop[at]!)
      if (this.second[at]! !== NOWHERE) trial.takeOut(r, this.second[at]!)
    }
    ground.stops.windows[task.stop] = null
    ground.stops.open[task.stop] = task.open[w]!
    ground.stops.close[task.stop] = task.close[w]!
    for (let at = link; at > 0; at = this.before[at]!) {
      const r = this.route[at]!
      if (!trial.refresh(r) || !trial.insert(this.stop[this.before[at]!]!, r)) return 0
      if (NOWHERE === this.second[at]) continue
      trial.take(slabs, this.homeOfSecond(at))
      if (!trial.insert(this.second[at]!, this.homeOfSecond(at))) return 0
    }
    if (home !== NOWHERE) trial.take(slabs, home)
    if (!trial.insert(this.stop[link]!, home === NOWHERE ? this.route[link]! : home)) return 0
    return task.found(trial.slabs, trial.taken)
  }
}

/** Cost of the legs around a position that are not driven without it. */
function savedWithout({ fleet, legs }: Ground, slabs: RouteSlabs, r: number, i: number): number {
  const at = r * slabs.width + i
  return slabs.legCost[at - 1]! + slabs.legCost[at]! - legs.costOf(fleet.tariff[r]!, slabs.placeAt[at - 1]!, slabs.placeAt[at + 1]!)
}

/** Whether the stretch around two positions lies before or after all windows that are missing. */
function isFarFrom({ slabs, windows, open, close }: EjectTask, r: number, i: number, k: number, missing: number): boolean {
  const from = slabs.depart[r * slabs.width + i - 1]!
  const to = slabs.latest[r * slabs.width + k + 1]!
  for (let w = 0; w < windows; w++) if (((missing >> w) & 1) === 1 && from <= close[w]! && to >= open[w]!) return false
  return true
}
