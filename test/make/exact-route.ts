/** The exact answer for one route: which sets of orders its courier could serve, in any order and with any trips and breaks. */
import type { Day, RouteSpec } from '../../src/model/day.ts'
import { UNLIMITED } from '../../src/model/limits.ts'
import type { Order, PlanStep, VisitTimes } from '../../src/model/nouns.ts'
import type { Seconds } from '../../src/time/seconds.ts'
import type { Window } from '../../src/time/window.ts'
import { atSpeed } from '../../src/travel/leg.ts'
import type { LonLat, Place } from '../../src/travel/place.ts'
import { lonLatOf, rowOf } from '../../src/travel/place.ts'
import { UNITS_PER_SECOND } from '../../src/travel/profile.ts'

/** One door to stop at. An order with another end has two, and the second is visited after the first in the same trip. */
interface Door {
  readonly type: 'order' | 'collect' | 'bring'
  /** Index of the order. */
  readonly order: number
  readonly place: Place
  readonly service: Seconds
  /** Due where the courier comes from another place. */
  readonly setup: Seconds
  readonly windows: readonly Window[]
  /** The door that must come before it, as a bit; 0 where there is none. */
  before: number
  /** Loaded at the start of the trip; and what the load changes by at the door. */
  readonly fromStart: readonly number[]
  readonly change: readonly number[]
  readonly rank: 0 | 1 | 2
  readonly release: Seconds
  /** The doors that may only come later, as bits. */
  later: number
}

/** A way to have visited a set of doors; those that another way beats in everything are dropped. */
interface Way {
  /** Doors visited, and orders whose doors they are, as bits. */
  readonly mask: number
  readonly set: number
  /** The door last left, or `START`, or `RELOAD`. */
  readonly last: number
  /** Breaks taken, of them on the leg that led here. */
  readonly breaks: number
  readonly pauses: number
  readonly reloads: number
  /** Orders released later than this are not for this trip. */
  readonly released: Seconds
  readonly depart: Seconds
  readonly travel: Seconds
  readonly metres: number
  /** Per scarce dimension: the most that was aboard since the start of the trip, and what is aboard of what was taken since. */
  readonly peak: readonly number[]
  readonly aboard: readonly number[]
  /** Likewise: how much more may be brought from the start of the trip by later doors, for no break of the trip to be taken with too much. */
  readonly room: readonly number[]
  readonly parent: Way | undefined
}

/** A set of orders that the courier could serve: bit i stands for order i. */
export interface Served {
  readonly set: number
  readonly reloads: number
  readonly steps: () => PlanStep[]
}

type Layer = Map<number, Way[]>

const START = 14
const RELOAD = 15
/** Doors are bits of one number and digits of a key. */
const MOST_DOORS = 14
const ALWAYS: Seconds = -(2 ** 30)

/**
 * Labels over sets of doors. Travel is first in, first out and waiting is free, so that of two ways to the same set and door the earlier
 * one is as good as the later one, unless that has travelled less or has more room: then both are kept.
 */
export class RouteTable {
  readonly spec: RouteSpec
  private readonly day: Day
  private readonly orders: readonly Order[]
  private readonly doors: Door[] = []
  private readonly allowed: number[] = []
  private readonly seconds: number[][]
  private readonly travel: number[][]
  private readonly metres: number[][]
  private readonly releases: Seconds[]
  /** Dimensions in which not everything fits at once. */
  private readonly scarce: number[]
  /** Pairs of doors, as bits: who has visited the first of a pair has to visit the second. */
  private readonly pairs: { readonly first: number; readonly second: number }[] = []
  /** Ways without the asked door, by the number of doors visited. */
  private readonly layers: Layer[]
  private readonly asked: number
  /** Sets that the courier could serve without the asked order. */
  readonly served = new Map<number, Served>()

  /** Of `orders` the one at index `asked`, if any, is left out until `servedWith` asks for it. */
  constructor(day: Day, spec: RouteSpec, orders: readonly Order[], asked = -1) {
    this.day = day
    this.spec = spec
    this.orders = orders
    for (const [i, order] of orders.entries()) this.addDoors(order, i)
    if (this.doors.length > MOST_DOORS) throw new Error(`at most ${MOST_DOORS} doors, got ${this.doors.length}`)
    this.asked = this.doors.findIndex(({ type, order }) => type === 'order' && order === asked)
    this.doors.forEach(({ order }, i) => {
      if (isFor(spec, orders[order]!)) this.allowed.push(i)
    })
    for (const door of this.doors) this.doors.forEach(({ rank }, i) => (door.later |= rank > door.rank ? 1 << i : 0))
    const total = (d: number) => orders.reduce((sum, { delivery, pickup }) => sum + delivery[d]! + pickup[d]!, 0)
    const isLight = spec.shift.breaks.some(({ maxLoad }) => maxLoad !== undefined)
    this.scarce = spec.courier.capacity.flatMap((room, d) => (isLight || total(d) > room ? [d] : []))
    const source = day.travel.get(spec.courier.profile)!
    const ends = Array.from<Place | undefined>({ length: MOST_DOORS + 2 })
    for (const i of this.allowed) ends[i] = this.doors[i]!.place
    ends[START] = spec.shift.from ?? undefined
    ends[RELOAD] = spec.shift.reload?.place
    // The way to START is the way home.
    const legs = (measure: (from: Place, to: Place) => number) =>
      ends.map((from) => ends.map((to, j) => {
        const goal = j === START ? (spec.shift.to ?? undefined) : to
        return from === undefined || goal === undefined ? 0 : measure(from, goal)
      }))
    this.seconds = legs((from, to) => atSpeed(source.seconds(from, to), spec.courier.speed))
    // Where nothing limits them, seconds of travel and metres tell no two ways apart.
    const { maxTravelTime, maxDistance } = spec.courier
    this.travel = maxTravelTime < UNLIMITED ? this.seconds : legs(() => 0)
    this.metres = maxDistance < UNLIMITED ? legs((from, to) => source.metres(from, to)) : legs(() => 0)
    const later = this.allowed.map((i) => this.doors[i]!.release).filter((release) => release > spec.shift.start)
    this.releases = [...new Set(later)].sort((a, b) => a - b)
    this.layers = this.grow(this.starts(), undefined, undefined, () => true, (found) => {
      // Nobody reloads for nothing.
      const known = this.served.get(found.set)
      if (known === undefined || found.reloads < known.reloads) this.served.set(found.set, found)
      return false
    })
  }

  /**
   * Calls `found` for sets that the courier could serve with the asked order in the window, until it returns true. Only sets whose parts
   * are all `useful` are looked for.
   */
  servedWith(window: Window, useful: (set: number) => boolean, found: (served: Served) => boolean): void {
    if (this.asked >= 0 && this.allowed.includes(this.asked)) this.grow([], [window], this.layers, useful, found)
  }

  private addDoors(order: Order, index: number): void {
    const { collectAt, bringTo, position, release } = order
    const none = this.spec.courier.capacity.map(() => 0)
    const rank = position === 'first' ? 0 : position === 'last' ? 2 : 1
    const common = { order: index, before: 0, later: 0, release: release ?? ALWAYS }
    const timesOf = (visit: VisitTimes) => {
      const own = visit.perType?.find(({ type }) => type === this.spec.courier.type)
      return { service: own?.service ?? visit.service, setup: own?.setup ?? visit.setup ?? 0 }
    }
    if (collectAt) this.doors.push({ ...common, ...collectAt, ...timesOf(collectAt), type: 'collect', fromStart: none, change: order.delivery, rank: 1 })
    const brought = collectAt ? order.delivery : none
    const change = order.pickup.map((taken, d) => taken - brought[d]!)
    const { place, windows } = order
    const fromStart = collectAt ? none : order.delivery
    const at = this.doors.push({ ...common, type: 'order', place, ...timesOf(order), windows, fromStart, change, rank }) - 1
    if (collectAt) this.pair(at - 1, at)
    if (!bringTo) return
    this.doors.push({ ...common, ...bringTo, ...timesOf(bringTo), type: 'bring', fromStart: none, change: order.pickup.map((taken) => -taken), rank: 1 })
    this.pair(at, at + 1)
  }

  private pair(first: number, second: number): void {
    this.doors[second]!.before = 1 << first
    this.pairs.push({ first: 1 << first, second: 1 << second })
  }

  private starts(): Way[] {
    const none = this.scarce.map(() => 0)
    const nothing = { mask: 0, set: 0, breaks: 0, pauses: 0, reloads: 0, travel: 0, metres: 0, peak: none, aboard: none, room: this.scarce.map(() => Infinity) }
    const common = { ...nothing, last: START, parent: undefined }
    const { start } = this.spec.shift
    return [
      { ...common, depart: start, released: start },
      ...this.releases.map((release) => ({ ...common, depart: release, released: release })),
    ]
  }

  /**
   * Layer by layer, one door more each time. With a base, the asked door is visited once on top of the base's ways.
   */
  private grow(
    starts: Way[], asked: readonly Window[] | undefined, base: readonly Layer[] | undefined,
    useful: (set: number) => boolean, found: (served: Served) => boolean,
  ): Layer[] {
    const layers: Layer[] = []
    let layer: Layer = new Map()
    for (const way of starts) keep(layer, way)
    const others = this.allowed.filter((door) => door !== this.asked)
    for (let count = 0; count <= this.allowed.length; count++) {
      for (const way of ways(layer)) for (const next of this.reloaded(way)) keep(layer, next)
      layers.push(layer)
      for (const way of ways(layer)) {
        const served = this.finished(way)
        if (served && found(served)) return layers
      }
      const next: Layer = new Map()
      for (const way of ways(layer)) for (const door of others) this.visit(way, door, this.doors[door]!.windows, useful, next)
      if (asked) for (const way of ways(base![count] ?? new Map())) this.visit(way, this.asked, asked, useful, next)
      layer = next
    }
    return layers
  }

  /** Drives on to a door, with any number of breaks on the leg. */
  private visit(way: Way, door: number, windows: readonly Window[], useful: (set: number) => boolean, into: Layer): void {
    const bit = 1 << door
    const { before, later, release, service, setup, fromStart, change, order } = this.doors[door]!
    if (way.mask & (bit | later) || release > way.released || (before !== 0 && !(way.mask & before))) return
    const set = way.set | (1 << order)
    const { capacity, maxTasks, maxTravelTime, maxDistance } = this.spec.courier
    if (bits(way.mask) >= maxTasks || !useful(set)) return
    const travel = way.travel + this.travel[way.last]![door]!
    const metres = way.metres + this.metres[way.last]![door]!
    if (travel > maxTravelTime || metres > maxDistance) return
    const aboard = way.aboard.map((load, i) => load + change[this.scarce[i]!]!)
    const peak = way.peak.map((load, i) => Math.max(load + fromStart[this.scarce[i]!]!, aboard[i]!))
    if (peak.some((load, i) => load > capacity[this.scarce[i]!]!)) return
    const mask = way.mask | bit
    for (const { pauses, arrival } of this.arrivals(way, door)) {
      const start = firstStart(windows, arrival)
      if (start === undefined) continue
      const { reloads, released } = way
      const room = this.roomAfter(way, pauses).map((left, i) => left - fromStart[this.scarce[i]!]!)
      if (room.some((left) => left < 0)) continue
      const depart = start + service + (this.isAt(way.last, door) ? 0 : setup)
      keep(into, {
        mask, set, last: door, breaks: way.breaks + pauses, pauses, reloads, released, depart, travel, metres, peak, aboard, room,
        parent: way,
      })
    }
  }

  /** Ends the trip, of which there may be nothing but the way to the reload, and starts the next, now or when more is released. */
  private *reloaded(way: Way): Generator<Way> {
    const { reload } = this.spec.shift
    if (!reload || way.last === RELOAD || way.reloads >= reload.most || this.isOpen(way.mask)) return
    const travel = way.travel + this.travel[way.last]![RELOAD]!
    const metres = way.metres + this.metres[way.last]![RELOAD]!
    const none = way.peak.map(() => 0)
    for (const { pauses, arrival } of this.arrivals(way, RELOAD)) {
      const common = {
        mask: way.mask, set: way.set, last: RELOAD, breaks: way.breaks + pauses, pauses, reloads: way.reloads + 1, travel, metres, peak: none,
        aboard: none, room: none.map(() => Infinity), parent: way,
      }
      yield { ...common, released: arrival, depart: arrival + reload.service }
      for (const release of this.releases) {
        if (release > arrival) yield { ...common, released: release, depart: release + reload.service }
      }
    }
  }

  /** Goes home, with all breaks that are left on the leg. */
  private finished(way: Way): Served | undefined {
    const { shift, courier } = this.spec
    if (way.mask === 0 || this.isOpen(way.mask)) return undefined
    if (way.travel + this.travel[way.last]![START]! > courier.maxTravelTime) return undefined
    if (way.metres + this.metres[way.last]![START]! > courier.maxDistance) return undefined
    const left = shift.breaks.length - way.breaks
    for (const { pauses, arrival } of this.arrivals(way, START)) {
      if (pauses === left && arrival <= shift.end) return { set: way.set, reloads: way.reloads, steps: () => this.stepsOf(way) }
    }
    return undefined
  }

  /** Whether somebody who was last at that place is already at the door. */
  private isAt(last: number, door: number): boolean {
    const { from, reload } = this.spec.shift
    const place = last === START ? from : last === RELOAD ? reload!.place : this.doors[last]!.place
    return place !== null && keyOf(place) === keyOf(this.doors[door]!.place)
  }

  /** What may still be brought after so many more breaks with what is aboard. */
  private roomAfter(way: Way, pauses: number): number[] {
    const taken = this.spec.shift.breaks.slice(way.breaks, way.breaks + pauses)
    return way.room.map((left, i) => Math.min(left, ...taken.map(({ maxLoad }) => (maxLoad?.[this.scarce[i]!] ?? Infinity) - way.aboard[i]!)))
  }

  /** When the courier is there with 0, 1, 2, … of the breaks that are left on the leg; ends where a break would come too late. */
  private *arrivals(way: Way, to: number): Generator<{ pauses: number; arrival: Seconds }> {
    const { profile } = this.day
    const { breaks } = this.spec.shift
    let now = way.depart
    let rest = this.seconds[way.last]![to]! * (profile === undefined ? 1 : UNITS_PER_SECOND)
    for (let pauses = 0; ; pauses++) {
      yield { pauses, arrival: profile === undefined ? now + rest : profile.firstAt(profile.unitsAt(now) + rest) }
      const pause = breaks[way.breaks + pauses]
      const start = pause && firstStart(pause.windows, now)
      if (start === undefined || this.roomAfter(way, pauses + 1).some((left) => left < 0)) return
      rest = Math.max(0, rest - (profile === undefined ? start - now : profile.unitsAt(start) - profile.unitsAt(now)))
      now = start + pause!.service
    }
  }

  private isOpen(mask: number): boolean {
    return this.pairs.some(({ first, second }) => mask & first && !(mask & second))
  }

  private stepsOf(way: Way): PlanStep[] {
    const { breaks } = this.spec.shift
    const steps: PlanStep[] = breaks.slice(way.breaks).map(({ id }) => ({ type: 'break', id }))
    for (let at: Way | undefined = way; at?.parent; at = at.parent) {
      const door = this.doors[at.last]
      steps.unshift(door === undefined ? { type: 'reload' } : { type: door.type, id: this.orders[door.order]!.id })
      const taken = breaks.slice(at.breaks - at.pauses, at.breaks)
      steps.unshift(...taken.map(({ id }): PlanStep => ({ type: 'break', id })))
    }
    return steps
  }
}

/** Places with the same row, or the same coordinates, are one. */
function keyOf(place: Place): string {
  return String(rowOf(place) ?? lonLatOf(place))
}

/** Skills, and areas that the courier does not serve. */
function isFor({ courier }: RouteSpec, order: Order): boolean {
  const places = [order.place, ...(order.collectAt ? [order.collectAt.place] : []), ...(order.bringTo ? [order.bringTo.place] : [])]
  return order.skills.every((skill) => courier.skills.includes(skill))
    && !(courier.blocked ?? []).some((area) => places.some((place) => {
      if ('rows' in area) return area.rows.includes(rowOf(place) ?? -1)
      const at = lonLatOf(place)
      return at !== undefined && isInside(area.polygon, at)
    }))
}

/** By the number of edges to the right of the point; a point on an edge is inside. */
function isInside(polygon: readonly LonLat[], [x, y]: LonLat): boolean {
  let inside = false
  for (const [i, [ax, ay]] of polygon.entries()) {
    const [bx, by] = polygon[(i + 1) % polygon.length]!
    const side = (bx - ax) * (y - ay) - (by - ay) * (x - ax)
    if (side === 0 && (x - ax) * (x - bx) <= 0 && (y - ay) * (y - by) <= 0) return true
    if (ay > y !== by > y && (by > ay ? side > 0 : side < 0)) inside = !inside
  }
  return inside
}

function firstStart(windows: readonly Window[], ready: Seconds): Seconds | undefined {
  for (const { start, end } of windows) if (end >= ready) return Math.max(ready, start)
  return undefined
}

function ways(layer: Layer): Way[] {
  return [...layer.values()].flat()
}

/** Keeps the way unless another beats it, and drops those that it beats. */
function keep(layer: Layer, way: Way): void {
  const key = (way.mask * 16 + way.last) * 128 + way.breaks
  const rivals = layer.get(key)
  if (rivals === undefined) {
    layer.set(key, [way])
    return
  }
  if (rivals.some((rival) => beats(rival, way))) return
  const left = rivals.filter((rival) => !beats(way, rival))
  left.push(way)
  layer.set(key, left)
}

function beats(one: Way, other: Way): boolean {
  if (one.depart > other.depart || one.travel > other.travel || one.metres > other.metres || one.reloads > other.reloads) return false
  if (one.released < other.released) return false
  if (!one.room.every((left, i) => left >= other.room[i]!)) return false
  return one.peak.every((load, i) => load <= other.peak[i]!) && one.aboard.every((load, i) => load <= other.aboard[i]!)
}

function bits(mask: number): number {
  let count = 0
  for (let left = mask; left > 0; left &= left - 1) count++
  return count
}
