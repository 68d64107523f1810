/** The routes as arrays: who is where, how early they are there, and how late they may be. */
import { assert } from '../base/assert.ts'
import { InputError } from '../base/errors.ts'
import type { Fleet } from './fleet.ts'
import { MOST_POSITIONS } from './fleet.ts'
import type { Legs } from './legs.ts'

/** Whoever must know which routes changed. */
export interface RouteWatcher {
  touch(route: number): void
}

/**
 * Route `r` owns the positions `r * width` up to `r * width + len[r] + 1`. Position 0 is the start, `len[r] + 1` the end,
 * what lies between are stops in order. Position `p` is followed by leg `p`, which leads to position `p + 1`.
 */
export class RouteSlabs {
  readonly fleet: Fleet
  private readonly legs: Legs
  /** Positions per route. */
  width: number
  /** Stops in the route, without start and end. */
  readonly len: Int32Array
  /** Stop handle; -1 at the start and the end. */
  stopAt: Int32Array
  /** Grid handle of the place. */
  placeAt: Int32Array
  /** Earliest moment at which the courier can leave the position; at the end position, earliest arrival. */
  depart: Int32Array
  /** Latest service start at the position that keeps the rest of the route legal; at the start, latest departure. */
  latest: Int32Array
  /** Of the leg after the position: seconds of travel, cost, and, where the fleet limits them, metres. */
  legSeconds: Int32Array
  legCost: Int32Array
  legMetres: Int32Array
  /** Highest load on any leg up to and including the one after the position: `[position * dims + d]`. */
  peakBefore: Int32Array
  /** Highest load on any leg from the one after the position on: `[position * dims + d]`. */
  peakAfter: Int32Array
  /** Breaks taken on the leg after the position. */
  breaksOn: Uint8Array
  /** By break row of the fleet: the position whose leg the break is on. */
  readonly breakAt: Int32Array
  /**
   * Where the fleet pays for hours: least seconds of the run of stops up to the position, and the latest start that takes just that; least
   * seconds of the run from the position on, and the earliest start that takes just that.
   */
  preSpan: Int32Array
  preLast: Int32Array
  sufSpan: Int32Array
  sufFirst: Int32Array
  /** By route: seconds from leaving to returning, where the fleet pays for them. */
  readonly paid: Int32Array
  /** By route: the same as the segments see it, which is the same where they describe the route exactly. */
  readonly span: Int32Array
  /** Driving seconds, metres, integer cost and number of orders per route. */
  readonly travel: Int32Array
  readonly metres: Float64Array
  readonly cost: Float64Array
  readonly tasks: Int32Array
  /** By stop handle: the route, -1 when in none, and the position in it. */
  routeOf: Int32Array
  posOf: Int32Array
  /** Hears of every change of a route; set where somebody listens. */
  watcher: RouteWatcher | undefined = undefined

  constructor(fleet: Fleet, legs: Legs, width = 32, stops = 64) {
    checkPositions(fleet, width)
    const positions = fleet.routes * width
    this.fleet = fleet
    this.legs = legs
    this.width = width
    this.len = new Int32Array(fleet.routes)
    this.stopAt = new Int32Array(positions).fill(-1)
    this.placeAt = new Int32Array(positions)
    this.depart = new Int32Array(positions)
    this.latest = new Int32Array(positions)
    this.legSeconds = new Int32Array(positions)
    this.legCost = new Int32Array(positions)
    this.legMetres = new Int32Array(fleet.limitsMetres ? positions : 0)
    this.peakBefore = new Int32Array(positions * fleet.dims)
    this.peakAfter = new Int32Array(positions * fleet.dims)
    this.breaksOn = new Uint8Array(positions)
    const segments = fleet.paysHours ? positions : 0
    this.preSpan = new Int32Array(segments)
    this.preLast = new Int32Array(segments)
    this.sufSpan = new Int32Array(segments)
    this.sufFirst = new Int32Array(segments)
    this.paid = new Int32Array(fleet.routes)
    this.span = new Int32Array(fleet.routes)
    this.breakAt = new Int32Array(fleet.breakFirst[fleet.routes]!)
    this.travel = new Int32Array(fleet.routes)
    this.metres = new Float64Array(fleet.routes)
    this.cost = new Float64Array(fleet.routes)
    this.tasks = new Int32Array(fleet.routes)
    this.routeOf = new Int32Array(stops).fill(-1)
    this.posOf = new Int32Array(stops)
    for (let r = 0; r < fleet.routes; r++) {
      this.placeAt[r * width] = fleet.fromPlace[r]!
      this.placeAt[r * width + 1] = fleet.toPlace[r]!
      this.breaksOn[r * width] = fleet.breakFirst[r + 1]! - fleet.breakFirst[r]!
      this.setLeg(r, r * width)
    }
  }

  /** Makes room for stop handles below `stops`, and for some more unless told how many. */
  fitStops(stops: number, room = Math.max(stops, this.routeOf.length * 2)): void {
    if (stops <= this.routeOf.length) return
    const routeOf = new Int32Array(room).fill(-1)
    const posOf = new Int32Array(room)
    routeOf.set(this.routeOf)
    posOf.set(this.posOf)
    this.routeOf = routeOf
    this.posOf = posOf
  }

  /**
   * Makes room for routes of that many positions, likewise.
   * @throws {InputError} `too-many`, with nothing changed, where that would be more than {@link MOST_POSITIONS} in all
   */
  fitWidth(width: number, wide = Math.max(width, Math.min(this.width * 2, Math.floor(MOST_POSITIONS / this.fleet.routes)))): void {
    if (width <= this.width) return
    const { fleet, width: old } = this
    checkPositions(fleet, wide)
    const spread = <T extends Int32Array | Uint8Array>(array: T, each: number, empty: number): T => {
      const grown = new (array.constructor as new (length: number) => T)(fleet.routes * wide * each).fill(empty) as T
      for (let r = 0; r < fleet.routes; r++) grown.set(array.subarray(r * old * each, (r + 1) * old * each), r * wide * each)
      return grown
    }
    this.stopAt = spread(this.stopAt, 1, -1)
    this.placeAt = spread(this.placeAt, 1, 0)
    this.depart = spread(this.depart, 1, 0)
    this.latest = spread(this.latest, 1, 0)
    this.legSeconds = spread(this.legSeconds, 1, 0)
    this.legCost = spread(this.legCost, 1, 0)
    this.legMetres = spread(this.legMetres, fleet.limitsMetres ? 1 : 0, 0)
    this.peakBefore = spread(this.peakBefore, fleet.dims, 0)
    this.peakAfter = spread(this.peakAfter, fleet.dims, 0)
    this.breaksOn = spread(this.breaksOn, 1, 0)
    const segment = fleet.paysHours ? 1 : 0
    this.preSpan = spread(this.preSpan, segment, 0)
    this.preLast = spread(this.preLast, segment, 0)
    this.sufSpan = spread(this.sufSpan, segment, 0)
    this.sufFirst = spread(this.sufFirst, segment, 0)
    this.width = wide
  }

  /**
   * Takes over one route from another set of slabs. `routeOf` and `posOf` are set for the stops of the route taken over;
   * stops that leave are marked as unplanned only if they were still in this route.
   */
  takeRoute(from: RouteSlabs, r: number): void {
    this.watcher?.touch(r)
    // Just as much: two slabs that take from each other in turn would outgrow each other for ever.
    this.fitWidth(from.width, from.width)
    this.fitStops(from.routeOf.length, from.routeOf.length)
    const dims = this.fleet.dims
    const here = r * this.width
    const there = r * from.width
    for (let p = 1; p <= this.len[r]!; p++) {
      const stop = this.stopAt[here + p]!
      if (this.routeOf[stop] === r) this.routeOf[stop] = -1
    }
    const count = from.len[r]! + 2
    for (let p = 0; p < count; p++) {
      this.stopAt[here + p] = from.stopAt[there + p]!
      this.placeAt[here + p] = from.placeAt[there + p]!
      this.depart[here + p] = from.depart[there + p]!
      this.latest[here + p] = from.latest[there + p]!
      this.legSeconds[here + p] = from.legSeconds[there + p]!
      this.legCost[here + p] = from.legCost[there + p]!
      this.breaksOn[here + p] = from.breaksOn[there + p]!
    }
    if (this.fleet.limitsMetres) for (let p = 0; p < count; p++) this.legMetres[here + p] = from.legMetres[there + p]!
    if (this.fleet.paysHours) this.takeSegments(from, here, there, count)
    for (let i = 0; i < count * dims; i++) {
      this.peakBefore[here * dims + i] = from.peakBefore[there * dims + i]!
      this.peakAfter[here * dims + i] = from.peakAfter[there * dims + i]!
    }
    for (let p = 1; p < count - 1; p++) {
      const stop = this.stopAt[here + p]!
      this.routeOf[stop] = r
      this.posOf[stop] = p
    }
    for (let b = this.fleet.breakFirst[r]!; b < this.fleet.breakFirst[r + 1]!; b++) this.breakAt[b] = from.breakAt[b]!
    this.len[r] = from.len[r]!
    this.travel[r] = from.travel[r]!
    this.paid[r] = from.paid[r]!
    this.span[r] = from.span[r]!
    this.metres[r] = from.metres[r]!
    this.cost[r] = from.cost[r]!
    this.tasks[r] = from.tasks[r]!
  }

  private takeSegments(from: RouteSlabs, here: number, there: number, count: number): void {
    for (let p = 0; p < count; p++) {
      this.preSpan[here + p] = from.preSpan[there + p]!
      this.preLast[here + p] = from.preLast[there + p]!
      this.sufSpan[here + p] = from.sufSpan[there + p]!
      this.sufFirst[here + p] = from.sufFirst[there + p]!
    }
  }

  /** A copy that shares nothing but the fleet and its legs. */
  copy(): RouteSlabs {
    const twin = new RouteSlabs(this.fleet, this.legs, this.width, this.routeOf.length)
    for (let r = 0; r < this.fleet.routes; r++) twin.takeRoute(this, r)
    return twin
  }

  /** Cost of all routes together. */
  totalCost(): number {
    let sum = 0
    for (let r = 0; r < this.fleet.routes; r++) sum += this.cost[r]!
    return sum
  }

  /** Opens a gap after `position` and puts the stop there. Its bounds are stale until the route is refreshed; the others move along. */
  splice(r: number, position: number, stop: number, place: number, breaksFirst: number): void {
    this.fitWidth(this.len[r]! + 3)
    const base = r * this.width
    const end = this.len[r]! + 1
    assert(position >= 0 && position < end, 'a stop goes between start and end')
    for (let p = end; p > position; p--) {
      const moved = this.stopAt[base + p]!
      this.stopAt[base + p + 1] = moved
      this.placeAt[base + p + 1] = this.placeAt[base + p]!
      this.breaksOn[base + p + 1] = this.breaksOn[base + p]!
      this.depart[base + p + 1] = this.depart[base + p]!
      this.latest[base + p + 1] = this.latest[base + p]!
      this.moveLeg(base + p, base + p + 1)
      if (moved >= 0) this.posOf[moved] = p + 1
    }
    const { dims } = this.fleet
    const from = (base + position) * dims
    const to = (base + end + 1) * dims
    for (let i = to - 1; i >= from; i--) {
      this.peakBefore[i + dims] = this.peakBefore[i]!
      this.peakAfter[i + dims] = this.peakAfter[i]!
    }
    const on = this.breaksOn[base + position]!
    this.breaksOn[base + position] = breaksFirst
    this.breaksOn[base + position + 1] = on - breaksFirst
    this.stopAt[base + position + 1] = stop
    this.placeAt[base + position + 1] = place
    this.routeOf[stop] = r
    this.posOf[stop] = position + 1
    this.len[r] = this.len[r]! + 1
    this.setLeg(r, base + position)
    this.setLeg(r, base + position + 1)
  }

  /** Takes out `count` stops from `position` on; breaks on the legs between stay, on the leg before. Bounds are stale then. */
  unsplice(r: number, position: number, count: number): void {
    const base = r * this.width
    const end = this.len[r]! + 1
    assert(position >= 1 && position + count <= end, 'only stops can be taken out')
    let breaks = 0
    for (let p = position; p < position + count; p++) {
      this.routeOf[this.stopAt[base + p]!] = -1
      breaks += this.breaksOn[base + p]!
    }
    this.breaksOn[base + position - 1] = this.breaksOn[base + position - 1]! + breaks
    for (let p = position + count; p <= end; p++) {
      const moved = this.stopAt[base + p]!
      this.stopAt[base + p - count] = moved
      this.placeAt[base + p - count] = this.placeAt[base + p]!
      this.breaksOn[base + p - count] = this.breaksOn[base + p]!
      this.moveLeg(base + p, base + p - count)
      if (moved >= 0) this.posOf[moved] = p - count
    }
    this.len[r] = this.len[r]! - count
    this.setLeg(r, base + position - 1)
  }

  /** Makes the route these stops in this order; `breaks[i]` breaks follow stop i − 1, `breaks[0]` the start. Bounds are stale then. */
  write(r: number, stops: readonly number[], places: Int32Array, breaks: readonly number[]): void {
    this.fitWidth(stops.length + 3)
    if (this.len[r]! > 0) this.unsplice(r, 1, this.len[r]!)
    const base = r * this.width
    stops.forEach((stop, i) => {
      this.stopAt[base + i + 1] = stop
      this.placeAt[base + i + 1] = places[stop]!
      this.routeOf[stop] = r
      this.posOf[stop] = i + 1
    })
    const end = base + stops.length + 1
    this.stopAt[end] = -1
    this.placeAt[end] = this.fleet.toPlace[r]!
    for (let i = 0; i <= stops.length; i++) {
      this.breaksOn[base + i] = breaks[i]!
      this.setLeg(r, base + i)
    }
    this.len[r] = stops.length
  }

  /** Looks up the leg after a position anew. */
  private setLeg(r: number, at: number): void {
    const { fleet, legs } = this
    const from = this.placeAt[at]!
    const to = this.placeAt[at + 1]!
    this.legSeconds[at] = legs.secondsOf(fleet.variant[r]!, from, to)
    this.legCost[at] = legs.costOf(fleet.tariff[r]!, from, to)
    if (fleet.limitsMetres) this.legMetres[at] = legs.metresOf(fleet.variant[r]!, from, to)
  }

  private moveLeg(at: number, to: number): void {
    this.legSeconds[to] = this.legSeconds[at]!
    this.legCost[to] = this.legCost[at]!
    if (this.fleet.limitsMetres) this.legMetres[to] = this.legMetres[at]!
  }
}

function checkPositions({ routes }: Fleet, width: number): void {
  if (routes * width <= MOST_POSITIONS) return
  const remedy = `use at most ${Math.floor(MOST_POSITIONS / width)} shifts of up to ${width - 2} stops`
  throw new InputError({ code: 'too-many', path: 'couriers', got: `${routes} shifts`, remedy })
}

/** Routes in which somebody is served. */
export function couriersOf({ tasks }: Pick<RouteSlabs, 'tasks'>): number {
  let used = 0
  for (const orders of tasks) if (orders > 0) used++
  return used
}
