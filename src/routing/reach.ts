/** Which routes can matter to a newcomer: a tree of boxes over the routes, near ones first, far ones never looked at. */
import type { GapScan } from './gaps.ts'
import type { Ground } from './ground.ts'
import { hilbertOrder } from './hilbert.ts'
import type { RouteSlabs } from './slabs.ts'
import { RELOAD } from './stops.ts'

/** Branches of a node. */
const FAN = 8

/** Bounds of an entry on the stack. */
const BOUNDS = 5

/** Numbers that describe a gap at the end of a route: x and y of both ends, cost of its leg, earliest departure, latest start. */
const GAP = 7

/** Parts of the day for each of which the widest gap is known. */
const PARTS = 16

/** Routes that have moved, as a multiple of all, before the tree is laid out anew. */
const WORN = 1

/** Fewer routes than this are looked at one by one. */
export const FEWEST_ROUTES = 24

/**
 * For each route, and for each node the same over its branches: boxes on the plane around the stops, around the hubs (start, end, and
 * reloads), and around the stops next to a hub; the longest leg between two stops, and to or from a hub; the least cost and seconds per
 * metre; and by part of the day the widest gap, from the earliest departure to the latest start.
 *
 * A newcomer at distance d from the box adds at least 2 × d × least − longest to a route, and takes at least 2 × d × seconds, and its
 * service, from a gap: no leg falls below `leastPerMetre`, straight lines on the plane are never too long, and so whoever is skipped
 * could not have won. Next to a hub, where legs cross the map, it is one way from the box of hubs and one from their neighbours'.
 */
export class Reach {
  private readonly ground: Ground
  private readonly slabs: RouteSlabs
  /** Whether the triangle inequality holds, so that another stop on the way, or elsewhere, never makes a route cheaper. */
  private readonly metric: boolean
  /** Whether paid hours, as gaps are priced by them, never get fewer: breaks between legs are only estimated. */
  private readonly paysForMore: boolean
  private readonly routes: number
  /** First entry of each level; the routes are level 0, in the order of `routeAt`. */
  private readonly levels: number[] = []
  private readonly routeAt: Int32Array
  private readonly entryOf: Int32Array
  /** Per entry: x and y of the least and greatest corner of the stops, of the hubs' neighbours, and of the hubs. */
  private readonly boxes: Float64Array
  /** Per entry: least cost and least seconds per metre. */
  private readonly rates: Float64Array
  /** Per entry: cost of the longest leg between stops, and next to a hub. */
  private readonly longest: Float64Array
  /** Per entry: earliest departure and latest start of all gaps between stops, then next to a hub. */
  private readonly spans: Float64Array
  /** Per entry: widest gap between stops in each part of the day, then next to a hub. */
  private readonly widest: Int32Array
  /** Per route in the order of the tree: its first and its last gap; a departure of NaN where hubs lie in between. */
  private readonly ends: Float64Array
  /** Per tariff. */
  private readonly costPerMetre: Float64Array
  private readonly secondsPerMetre: Float64Array
  private readonly dayStart: number
  private readonly partLength: number
  /** Idle routes of the same kind: only the first of them is ever looked at. */
  private readonly firstIdle: Int32Array
  private readonly twins: readonly (readonly number[])[]
  private readonly wasIdle: Uint8Array
  private readonly touched: number[] = []
  private readonly isTouched: Uint8Array
  private moved = Infinity
  /** Whether the route that `next` has just told of matters at most in its gaps next to a hub. */
  hubsOnly = false
  /** Where the newcomer is on the plane, x and y. */
  private readonly at = new Float64Array(2)
  private service = 0
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

  constructor(ground: Ground, slabs: RouteSlabs) {
    const { fleet, legs, profile } = ground
    this.metric = legs.metric
    this.paysForMore = legs.metric && fleet.breakFirst[fleet.routes] === 0
    this.ground = ground
    this.slabs = slabs
    this.routes = fleet.routes
    let entries = 0
    for (let count = fleet.routes; ; count = Math.ceil(count / FAN)) {
      this.levels.push(entries)
      entries += count
      if (count <= 1) break
    }
    this.levels.push(entries)
    this.routeAt = new Int32Array(fleet.routes)
    this.entryOf = new Int32Array(fleet.routes)
    this.boxes = new Float64Array(entries * 12)
    this.rates = new Float64Array(entries * 2)
    this.longest = new Float64Array(entries * 2)
    this.spans = new Float64Array(entries * 4)
    this.widest = new Int32Array(entries * 2 * PARTS)
    this.ends = new Float64Array(fleet.routes * 2 * GAP)
    // The hour may make travel quicker, not cheaper.
    const quickest = profile ? 1000 / profile.speeds.reduce((most, speed) => Math.max(most, speed), 1) : 1
    this.secondsPerMetre = Float64Array.from(fleet.tariffs, (t) => legs.leastPerMetre(t.variant).seconds * quickest)
    this.costPerMetre = Float64Array.from(fleet.tariffs, (t) => {
      const least = legs.leastPerMetre(t.variant)
      return (t.perHour * least.seconds) / 3600 + (t.perKm * least.metres) / 1000
    })
    this.dayStart = fleet.start.reduce((least, at) => Math.min(least, at), Infinity)
    const dayEnd = fleet.end.reduce((most, at) => Math.max(most, at), -Infinity)
    this.partLength = Math.max(1, (dayEnd - this.dayStart) / PARTS)
    const twins: number[][] = []
    for (let r = 0; r < fleet.routes; r++) (twins[fleet.twin[r]!] ??= []).push(r)
    this.twins = twins
    this.firstIdle = new Int32Array(twins.length)
    this.wasIdle = new Uint8Array(fleet.routes)
    this.isTouched = new Uint8Array(fleet.routes)
    this.stack = new Int32Array(FAN * (this.levels.length + 1))
    this.bounds = new Float64Array(BOUNDS * this.stack.length)
  }

  /** The route is not what it was. */
  touch(r: number): void {
    if (this.isTouched[r] === 1) return
    this.isTouched[r] = 1
    this.touched.push(r)
  }

  /**
   * Starts the search for the newcomer and the windows of a scan. @returns false where nothing can be said: few routes, travel without a
   * map, a newcomer without coordinates or tasks, or one with another end or paid hours where a detour may be a short cut
   */
  begin(scan: GapScan, hasOther: boolean): boolean {
    const { legs, fleet } = this.ground
    if (fleet.routes < FEWEST_ROUTES || scan.tasks === 0 || (hasOther && !this.metric) || (fleet.paysHours && !this.paysForMore)) return false
    if (!legs.locateInto(scan, this.at)) return false
    this.catchUp()
    this.service = scan.service
    if (scan.windows > this.firstPart.length) {
      this.firstPart = new Uint8Array(2 * scan.windows)
      this.lastPart = new Uint8Array(2 * scan.windows)
    }
    for (let w = 0; w < scan.windows; w++) {
      this.firstPart[w] = this.partOf(scan.open[w]!)
      this.lastPart[w] = this.partOf(scan.close[w]!)
    }
    this.depth = 0
    this.push(this.levels.at(-1)! - 1)
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
      if (entry < this.routes) return this.routeAt[entry]!
      this.expand(entry)
    }
    return -1
  }

  private partOf(at: number): number {
    return Math.max(0, Math.min(PARTS - 1, Math.floor((at - this.dayStart) / this.partLength)))
  }

  /** Whether the entry on the stack can still answer any window as cheaply as what is known, where it has the time. */
  private mayMatter(scan: GapScan, entry: number, at: number): boolean {
    const { bounds, spans, widest, firstPart, lastPart } = this
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
          if (entry >= this.routes) return true
          hubs = true
        }
      }
    }
    if (!hubs) return false
    this.hubsOnly = true
    const first = entry * 2 * GAP
    return Number.isNaN(this.ends[first + 5]!) || this.endMatters(scan, entry, first) || this.endMatters(scan, entry, first + GAP)
  }

  /** The same for one gap next to the start or the end, as exactly as a lower bound of travel can tell. */
  private endMatters(scan: GapScan, entry: number, gap: number): boolean {
    const { ends, rates } = this
    const from = this.metresTo(ends[gap]!, ends[gap + 1]!)
    const to = this.metresTo(ends[gap + 2]!, ends[gap + 3]!)
    const lo = ends[gap + 5]! + from * rates[2 * entry + 1]!
    const hi = ends[gap + 6]! - to * rates[2 * entry + 1]! - this.service
    if (lo > hi) return false
    const added = (from + to) * rates[2 * entry]! - 1 - ends[gap + 4]!
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
    let level = 1
    while (this.levels[level + 1]! <= node) level++
    const first = this.levels[level - 1]! + (node - this.levels[level]!) * FAN
    const end = Math.min(first + FAN, this.levels[level]!)
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
    const { bounds, rates, longest, depth } = this
    const stops = this.distance(12 * entry)
    const ends = this.distance(12 * entry + 4)
    const hubs = this.distance(12 * entry + 8)
    const at = BOUNDS * depth
    this.stack[depth] = entry
    // a unit for rounding: each of two legs costs at most half a unit less than the exact rate
    bounds[at] = 2 * stops * rates[2 * entry]! - 1 - longest[2 * entry]!
    bounds[at + 1] = (ends + hubs) * rates[2 * entry]! - 1 - longest[2 * entry + 1]!
    bounds[at + 2] = 2 * stops * rates[2 * entry + 1]!
    bounds[at + 3] = (ends + hubs) * rates[2 * entry + 1]!
    bounds[at + 4] = Math.min(ends, hubs) * rates[2 * entry + 1]!
    this.depth++
  }

  /** Metres from the newcomer to a box, less a millimetre for floating error; a large number where the box is empty. */
  private distance(box: number): number {
    const { boxes } = this
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

  /** Brings the tree up to date with the routes touched since. */
  private catchUp(): void {
    const { touched, isTouched, slabs } = this
    if (touched.length === 0 && this.moved < Infinity) return
    if (this.moved === Infinity) for (let r = 0; r < this.routes; r++) this.touch(r)
    const idle = new Set<number>()
    for (const r of touched) if (this.wasIdle[r] !== (slabs.len[r] === 0 ? 1 : 0)) idle.add(this.ground.fleet.twin[r]!)
    for (const twin of idle) {
      // Only the first of them is in the tree: it comes, goes, or gives its place to another.
      this.touch(this.firstIdle[twin]!)
      const first = this.twins[twin]!.find((r) => slabs.len[r] === 0)
      this.firstIdle[twin] = first ?? this.twins[twin]![0]!
      this.touch(this.firstIdle[twin]!)
    }
    this.moved += touched.length
    const all = this.moved > WORN * this.routes
    if (all) this.layOut()
    for (const r of touched) {
      isTouched[r] = 0
      this.wasIdle[r] = slabs.len[r] === 0 ? 1 : 0
      if (!all) this.measureUpwards(r)
    }
    touched.length = 0
  }

  /** Near routes become branches of the same node. */
  private layOut(): void {
    this.moved = 0
    const { boxes } = this
    for (let r = 0; r < this.routes; r++) this.measure(r, r)
    const middle = (corner: number) => Float64Array.from(this.routeAt, (_, r) => (boxes[12 * r + corner]! + boxes[12 * r + corner + 2]!) / 2)
    this.routeAt.set(hilbertOrder(middle(4), middle(5)))
    this.routeAt.forEach((r, entry) => (this.entryOf[r] = entry))
    for (let r = 0; r < this.routes; r++) this.measure(r, this.entryOf[r]!)
    for (let level = 1; level < this.levels.length - 1; level++) {
      for (let node = this.levels[level]!; node < this.levels[level + 1]!; node++) this.gather(level, node)
    }
  }

  private measureUpwards(r: number): void {
    let entry = this.entryOf[r]!
    this.measure(r, entry)
    for (let level = 1; level < this.levels.length - 1; level++) {
      entry = this.levels[level]! + Math.floor((entry - this.levels[level - 1]!) / FAN)
      this.gather(level, entry)
    }
  }

  private clear(entry: number): void {
    for (let box = 12 * entry; box < 12 * entry + 12; box += 4) {
      this.boxes.fill(Infinity, box, box + 2)
      this.boxes.fill(-Infinity, box + 2, box + 4)
    }
    this.rates.fill(Infinity, 2 * entry, 2 * entry + 2)
    this.longest.fill(-Infinity, 2 * entry, 2 * entry + 2)
    for (let i = 0; i < 4; i++) this.spans[4 * entry + i] = i % 2 === 0 ? Infinity : -Infinity
    this.widest.fill(-(2 ** 30), 2 * PARTS * entry, 2 * PARTS * (entry + 1))
  }

  /** A node's entry from those of its branches. */
  private gather(level: number, node: number): void {
    this.clear(node)
    const { boxes, rates, longest, spans, widest } = this
    const first = this.levels[level - 1]! + (node - this.levels[level]!) * FAN
    const end = Math.min(first + FAN, this.levels[level]!)
    for (let entry = first; entry < end; entry++) {
      for (let i = 0; i < 12; i++) {
        const value = boxes[12 * entry + i]!
        const least = (i & 2) === 0
        if (least ? value < boxes[12 * node + i]! : value > boxes[12 * node + i]!) boxes[12 * node + i] = value
      }
      for (let i = 0; i < 4; i += 2) {
        if (spans[4 * entry + i]! < spans[4 * node + i]!) spans[4 * node + i] = spans[4 * entry + i]!
        if (spans[4 * entry + i + 1]! > spans[4 * node + i + 1]!) spans[4 * node + i + 1] = spans[4 * entry + i + 1]!
      }
      for (let i = 0; i < 2; i++) {
        if (rates[2 * entry + i]! < rates[2 * node + i]!) rates[2 * node + i] = rates[2 * entry + i]!
        if (longest[2 * entry + i]! > longest[2 * node + i]!) longest[2 * node + i] = longest[2 * entry + i]!
      }
      for (let i = 0; i < 2 * PARTS; i++) {
        const value = widest[2 * PARTS * entry + i]!
        if (value > widest[2 * PARTS * node + i]!) widest[2 * PARTS * node + i] = value
      }
    }
  }

  /** A route's entry from its gaps. */
  private measure(r: number, entry: number): void {
    this.clear(entry)
    const { ground, slabs, rates, longest, spans, widest } = this
    const { fleet, stops } = ground
    const { stopAt, placeAt, depart, latest, legCost } = slabs
    const idle = slabs.len[r] === 0
    rates[2 * entry] = this.costPerMetre[fleet.tariff[r]!]!
    rates[2 * entry + 1] = this.secondsPerMetre[fleet.tariff[r]!]!
    if (idle && this.firstIdle[fleet.twin[r]!] !== r) return
    const base = r * slabs.width
    const last = base + slabs.len[r]!
    this.measureEnd(r, base, entry * 2 * GAP)
    this.measureEnd(r, last, (entry * 2 + 1) * GAP)
    const isHub = (at: number): boolean => at === base || at > last || stops.role[stopAt[at]!] === RELOAD
    for (let at = base; at <= last; at++) {
      const from = isHub(at)
      const to = isHub(at + 1)
      if (from || to) {
        this.include(entry, 2, from ? placeAt[at]! : placeAt[at + 1]!)
        this.include(entry, 1, from ? placeAt[at + 1]! : placeAt[at]!)
      } else {
        this.include(entry, 0, placeAt[at]!)
        this.include(entry, 0, placeAt[at + 1]!)
      }
      const kind = from || to ? 1 : 0
      // A courier who is not needed yet does not drive from start to end, and costs what is fixed.
      longest[2 * entry + kind] = Math.max(longest[2 * entry + kind]!, idle ? -fleet.fixedCost[r]! : legCost[at]!)
      const span = 4 * entry + 2 * kind
      spans[span] = Math.min(spans[span]!, depart[at]!)
      spans[span + 1] = Math.max(spans[span + 1]!, latest[at + 1]!)
      const gap = latest[at + 1]! - depart[at]!
      const row = (2 * entry + kind) * PARTS
      for (let part = this.partOf(depart[at]!); part <= this.partOf(latest[at + 1]!); part++) {
        if (gap > widest[row + part]!) widest[row + part] = gap
      }
    }
  }

  private measureEnd(r: number, at: number, gap: number): void {
    const { ends, slabs } = this
    const { placeAt, depart, latest, legCost } = slabs
    const { x, y } = this.ground.legs.plane!
    const from = placeAt[at]!
    const to = placeAt[at + 1]!
    ends[gap] = from === 0 ? Infinity : x[from]!
    ends[gap + 1] = from === 0 ? Infinity : y[from]!
    ends[gap + 2] = to === 0 ? Infinity : x[to]!
    ends[gap + 3] = to === 0 ? Infinity : y[to]!
    // A courier who is not needed yet does not drive from start to end, and costs what is fixed.
    ends[gap + 4] = slabs.len[r] === 0 ? -this.ground.fleet.fixedCost[r]! : legCost[at]!
    ends[gap + 5] = this.ground.fleet.reloadMost[r]! > 0 ? NaN : depart[at]!
    ends[gap + 6] = latest[at + 1]!
  }

  /** Widens a box of an entry so that it holds the place; an open end is everywhere. */
  private include(entry: number, box: number, place: number): void {
    const { boxes } = this
    const at = 12 * entry + 4 * box
    if (place === 0) {
      boxes.fill(-Infinity, at, at + 2)
      boxes.fill(Infinity, at + 2, at + 4)
      return
    }
    const { x, y } = this.ground.legs.plane!
    boxes[at] = Math.min(boxes[at]!, x[place]!)
    boxes[at + 1] = Math.min(boxes[at + 1]!, y[place]!)
    boxes[at + 2] = Math.max(boxes[at + 2]!, x[place]!)
    boxes[at + 3] = Math.max(boxes[at + 3]!, y[place]!)
  }
}
