/** Which routes can matter to a newcomer: near ones first, far ones never looked at. */
import type { GapScan } from './gaps.ts'
import type { Ground } from '../ground.ts'
import { FAN, GAP, PARTS, RouteBoxes } from './route-boxes.ts'
import type { TreeLayout } from './route-boxes.ts'
import type { RouteSlabs } from '../slabs.ts'

/** Bounds of an entry on the stack. */
const BOUNDS = 5

/** Fewer routes than this are looked at one by one. */
export const FEWEST_ROUTES = 24

/**
 * A newcomer at distance d from the box of a route's stops, or of those of all routes below a node, adds at least 2 × d × least − longest,
 * and takes at least 2 × d × seconds, and its service, from a gap: no leg falls below `leastPerMetre`, straight lines on the plane are
 * never too long, and so whoever is skipped could not have won. Next to a hub, where legs cross the map, it is one way from the box of
 * hubs and one from their neighbours'.
 */
export class Reach {
  private readonly ground: Ground
  private readonly tree: RouteBoxes
  /** Whether the triangle inequality holds, so that another stop on the way, or elsewhere, never makes a route cheaper. */
  private readonly metric: boolean
  /** Whether paid hours, as gaps are priced by them, never get fewer: breaks between legs are only estimated. */
  private readonly paysForMore: boolean
  /** Whether the route that `next` has just told of matters at most in its gaps next to a hub. */
  hubsOnly = false
  /** Where the newcomer is on the plane, x and y. */
  private readonly at = new Float64Array(2)
  private service = 0
  /** By how much rounding may make the legs of a newcomer cheaper than their least rate: half a unit each. */
  private rounding = 1
  /** First and last part of each window. */
  private firstPart = new Uint8Array(16)
  private lastPart = new Uint8Array(16)
  /**
   * Entries still to be looked at, those with the nearest stops on top: least added cost and seconds, between stops and next to a hub, and
   * the least seconds of one way next to a hub.
   */
  private depth = 0
  private readonly stack: Int32Array
  private readonly bounds: Float64Array

  /** @param layout of another tree over the same routes, which this one goes on from */
  constructor(ground: Ground, slabs: RouteSlabs, layout?: TreeLayout) {
    const { fleet, legs } = ground
    this.ground = ground
    this.tree = new RouteBoxes(ground, slabs)
    if (layout) this.tree.restore(layout)
    this.metric = legs.metric
    this.paysForMore = legs.metric && fleet.breakFirst[fleet.routes] === 0
    this.stack = new Int32Array(FAN * (this.tree.levels.length + 1))
    this.bounds = new Float64Array(BOUNDS * this.stack.length)
  }

  /** The route is not what it was. */
  touch(r: number): void {
    this.tree.touch(r)
  }

  /** Brings a tree that is in use up to date: what comes next follows from the routes and the {@link layout}. */
  settle(): void {
    if (this.tree.isLaidOut) this.tree.catchUp()
  }

  /** How the tree lies when it is settled; `undefined` where it was never needed. */
  layout(): TreeLayout | undefined {
    return this.tree.isLaidOut ? this.tree.layout() : undefined
  }

  /**
   * Starts the search for the newcomer and the windows of a scan. @returns false where nothing can be said: few routes, travel without a
   * map, a newcomer without coordinates or tasks, setups, which a stop may save the next one, or another end or paid hours where a detour
   * may be a short cut
   */
  begin(scan: GapScan, hasOther: boolean): boolean {
    const { legs, fleet } = this.ground
    if (fleet.routes < FEWEST_ROUTES || scan.tasks === 0) return false
    if (scan.hasSetup || this.ground.stops.times.hasSetups) return false
    if ((hasOther && !this.metric) || (fleet.paysHours && !this.paysForMore)) return false
    if (!legs.locateInto(scan, this.at)) return false
    this.tree.catchUp()
    this.service = scan.leastService
    // Two legs; five, one of them left out, with another end.
    this.rounding = hasOther ? 3 : 1
    if (scan.windows > this.firstPart.length) {
      this.firstPart = new Uint8Array(2 * scan.windows)
      this.lastPart = new Uint8Array(2 * scan.windows)
    }
    for (let w = 0; w < scan.windows; w++) {
      this.firstPart[w] = this.tree.partOf(scan.open[w]!)
      this.lastPart[w] = this.tree.partOf(scan.close[w]!)
    }
    this.depth = 0
    this.push(this.tree.levels.at(-1)! - 1)
    return true
  }

  /**
   * The next route that may answer a window of the scan better than before, or not at all so far; −1 where there is none any more. Where
   * that is said of its gaps next to a hub only, `hubsOnly` is set.
   */
  next(scan: GapScan): number {
    while (this.depth > 0) {
      const top = --this.depth
      const entry = this.stack[top]!
      if (!this.mayMatter(scan, entry, top)) continue
      if (entry < this.tree.routes) return this.tree.routeAt[entry]!
      this.expand(entry)
    }
    return -1
  }

  /** Whether the entry on the stack can still answer any window as cheaply as what is known, where it has the time. */
  private mayMatter(scan: GapScan, entry: number, at: number): boolean {
    const { bounds, firstPart, lastPart } = this
    const { spans, widest, ends } = this.tree
    const between = bounds[BOUNDS * at]!
    const hub = bounds[BOUNDS * at + 1]!
    if (scan.unreached === 0 && between > scan.dearest && hub > scan.dearest) return false
    const betweenSeconds = bounds[BOUNDS * at + 2]! + this.service
    const hubSeconds = bounds[BOUNDS * at + 3]! + this.service
    const way = bounds[BOUNDS * at + 2]! / 2
    const hubWay = bounds[BOUNDS * at + 4]!
    const lo = spans[4 * entry]! + way
    const hi = spans[4 * entry + 1]! - way - this.service
    const hubLo = spans[4 * entry + 2]! + hubWay
    const hubHi = spans[4 * entry + 3]! - hubWay - this.service
    const row = entry * 2 * PARTS
    let hubs = false
    this.hubsOnly = false
    for (let w = 0; w < scan.windows; w++) {
      const cost = scan.cost[w]!
      const open = scan.open[w]!
      const close = scan.close[w]!
      const mayBetween = between <= cost && lo <= close && hi >= open
      const mayHub = !hubs && hub <= cost && hubLo <= close && hubHi >= open
      if (!mayBetween && !mayHub) continue
      for (let part = row + firstPart[w]!; part <= row + lastPart[w]!; part++) {
        if (mayBetween && betweenSeconds <= widest[part]!) return true
        if (mayHub && hubSeconds <= widest[part + PARTS]!) {
          if (entry >= this.tree.routes) return true
          hubs = true
        }
      }
    }
    if (!hubs) return false
    this.hubsOnly = true
    const first = entry * 2 * GAP
    return Number.isNaN(ends[first + 5]!) || this.endMatters(scan, entry, first) || this.endMatters(scan, entry, first + GAP)
  }

  /** The same for one gap next to the start or the end, as exactly as a lower bound of travel can tell. */
  private endMatters(scan: GapScan, entry: number, gap: number): boolean {
    const { ends, rates } = this.tree
    const from = this.metresTo(ends[gap]!, ends[gap + 1]!)
    const to = this.metresTo(ends[gap + 2]!, ends[gap + 3]!)
    const lo = ends[gap + 5]! + from * rates[2 * entry + 1]!
    const hi = ends[gap + 6]! - to * rates[2 * entry + 1]! - this.service
    if (lo > hi) return false
    const added = (from + to) * rates[2 * entry]! - this.rounding - ends[gap + 4]!
    for (let w = 0; w < scan.windows; w++) {
      if (added <= scan.cost[w]! && lo <= scan.close[w]! && hi >= scan.open[w]!) return true
    }
    return false
  }

  /** Metres from the newcomer, less a millimetre for floating error; an open end, at `Infinity`, is never far. */
  private metresTo(x: number, y: number): number {
    if (x === Infinity) return 0
    const dx = x - this.at[0]!
    const dy = y - this.at[1]!
    const metres = Math.sqrt(dx * dx + dy * dy)
    return metres < 0.001 ? 0 : metres - 0.001
  }

  /** Puts the branches on the stack, those with the nearest stops last: what they answer cheaply, nobody on the way past need better. */
  private expand(node: number): void {
    const { levels } = this.tree
    let level = 1
    while (levels[level + 1]! <= node) level++
    const first = levels[level - 1]! + (node - levels[level]!) * FAN
    const end = Math.min(first + FAN, levels[level]!)
    const bottom = this.depth
    const { bounds } = this
    for (let entry = first; entry < end; entry++) {
      this.push(entry)
      const seconds = bounds[BOUNDS * (this.depth - 1) + 2]!
      for (let at = this.depth - 1; at > bottom && bounds[BOUNDS * (at - 1) + 2]! < seconds; at--) this.swap(at, at - 1)
    }
  }

  private swap(a: number, b: number): void {
    const { stack, bounds } = this
    const entry = stack[a]!
    stack[a] = stack[b]!
    stack[b] = entry
    for (let i = 0; i < BOUNDS; i++) {
      const bound = bounds[BOUNDS * a + i]!
      bounds[BOUNDS * a + i] = bounds[BOUNDS * b + i]!
      bounds[BOUNDS * b + i] = bound
    }
  }

  private push(entry: number): void {
    const { bounds, rounding, depth } = this
    const { rates, longest } = this.tree
    const stops = this.distance(12 * entry)
    const ends = this.distance(12 * entry + 4)
    const hubs = this.distance(12 * entry + 8)
    const at = BOUNDS * depth
    this.stack[depth] = entry
    bounds[at] = 2 * stops * rates[2 * entry]! - rounding - longest[2 * entry]!
    bounds[at + 1] = (ends + hubs) * rates[2 * entry]! - rounding - longest[2 * entry + 1]!
    bounds[at + 2] = 2 * stops * rates[2 * entry + 1]!
    bounds[at + 3] = (ends + hubs) * rates[2 * entry + 1]!
    bounds[at + 4] = Math.min(ends, hubs) * rates[2 * entry + 1]!
    this.depth++
  }

  /** Metres from the newcomer to a box, less a millimetre for floating error; a large number where the box is empty. */
  private distance(box: number): number {
    const { boxes } = this.tree
    const x = this.at[0]!
    const y = this.at[1]!
    const left = boxes[box]! - x
    const below = boxes[box + 1]! - y
    const right = x - boxes[box + 2]!
    const above = y - boxes[box + 3]!
    const dx = left > right ? left : right
    const dy = below > above ? below : above
    if (dx <= 0) return dy <= 0.001 ? 0 : dy - 0.001
    if (dy <= 0) return dx <= 0.001 ? 0 : dx - 0.001
    return Math.max(0, Math.sqrt(dx * dx + dy * dy) - 0.001)
  }
}
