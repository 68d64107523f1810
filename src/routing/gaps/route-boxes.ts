/** What a tree over the routes knows of each of them, and of all below a node, to tell who can matter to a newcomer. */
import type { Ground } from '../ground.ts'
import { hilbertOrder } from './hilbert.ts'
import type { RouteSlabs } from '../slabs.ts'
import { RELOAD } from '../stops.ts'

/** Branches of a node. */
export const FAN = 8

/** Numbers that describe a gap at the end of a route: x and y of both ends, cost of its leg, earliest departure, latest start. */
export const GAP = 7

/** Parts of the day for each of which the widest gap is known. */
export const PARTS = 16

/** Routes that have moved, as a multiple of all, before the tree is laid out anew. */
const WORN = 1

/** How a tree lies that is up to date: with the routes, all that it follows from. */
export interface TreeLayout {
  readonly routeAt: readonly number[]
  /** Routes that have moved since it was laid out. */
  readonly moved: number
}

/**
 * For each route, and for each node the same over its branches: boxes on the plane around the stops, around the hubs (start, end, and
 * reloads), and around the stops next to a hub; the longest leg between two stops, and next to a hub; the least cost and seconds per
 * metre; the earliest departure and the latest start; and by part of the day the widest gap between the two.
 */
export class RouteBoxes {
  private readonly ground: Ground
  private readonly slabs: RouteSlabs
  readonly routes: number
  /** First entry of each level, and the number of entries; the routes are level 0, in the order of `routeAt`. */
  readonly levels: number[] = []
  readonly routeAt: Int32Array
  private readonly entryOf: Int32Array
  /** Per entry: x and y of the least and greatest corner of the stops, of the hubs' neighbours, and of the hubs. */
  readonly boxes: Float64Array
  /** Per entry: least cost and least seconds per metre. */
  readonly rates: Float64Array
  /** Per entry: cost of the longest leg between stops, and next to a hub. */
  readonly longest: Float64Array
  /** Per entry: earliest departure and latest start of all gaps between stops, then next to a hub. */
  readonly spans: Float64Array
  /** Per entry: widest gap between stops in each part of the day, then next to a hub. */
  readonly widest: Int32Array
  /** Per route in the order of the tree: its first and its last gap; a departure of NaN where hubs lie in between. */
  readonly ends: Float64Array
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

  constructor(ground: Ground, slabs: RouteSlabs) {
    const { fleet, legs, profile } = ground
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
    this.firstIdle = Int32Array.from(twins, ([first]) => first!)
    this.wasIdle = new Uint8Array(fleet.routes)
    this.isTouched = new Uint8Array(fleet.routes)
  }

  /** The route is not what it was. */
  touch(r: number): void {
    if (this.isTouched[r] === 1) return
    this.isTouched[r] = 1
    this.touched.push(r)
  }

  /** The part of the day in which a moment lies; moments outside are in the first or the last. */
  partOf(at: number): number {
    return Math.max(0, Math.min(PARTS - 1, Math.floor((at - this.dayStart) / this.partLength)))
  }

  /** Whether the tree has ever been needed. */
  get isLaidOut(): boolean {
    return this.moved < Infinity
  }

  /** How the tree lies, which must be up to date. */
  layout(): TreeLayout {
    return { routeAt: [...this.routeAt], moved: this.moved }
  }

  /** Lays the tree out as another one over the same routes lay. */
  restore({ routeAt, moved }: TreeLayout): void {
    this.twins.forEach((twin, i) => (this.firstIdle[i] = twin.find((r) => this.slabs.len[r] === 0) ?? twin[0]!))
    for (let r = 0; r < this.routes; r++) this.wasIdle[r] = this.slabs.len[r] === 0 ? 1 : 0
    this.arrange(Int32Array.from(routeAt))
    this.moved = moved
  }

  /** Brings the tree up to date with the routes touched since. */
  catchUp(): void {
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
    const middle = (corner: number) =>
      Float64Array.from(this.routeAt, (_, r) => (boxes[12 * r + corner]! + boxes[12 * r + corner + 2]!) / 2)
    this.arrange(hilbertOrder(middle(4), middle(5)))
  }

  /** Puts the routes at the leaves in this order, and measures everything. */
  private arrange(routeAt: Int32Array): void {
    this.routeAt.set(routeAt)
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
