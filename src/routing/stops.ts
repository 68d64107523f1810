/** The stop table: what the routes need to know of each order, by integer handle. */
import { assert } from '../base/assert.ts'
import { blocks } from '../model/area.ts'
import type { Area, Order } from '../model/nouns.ts'
import type { Day } from '../model/day.ts'
import { NEVER } from '../time/seconds.ts'
import type { Window } from '../time/window.ts'
import { StopTimes } from './stop-times.ts'

/** What a stop is: an order's own visit, a place driven through, a reload, or the other end of an order. */
export const OWN = 0
export const VIA = 1
export const RELOAD = 2
export const OTHER = 3

/** No other end. */
export const ALONE = -1

/** Where in a route an order's visit wants to be: ranks never fall along it. Neither reloads nor places driven through have one. */
export const FIRST = 0
export const ANYWHERE = 1
export const LAST = 2

/**
 * One row per stop handle. Handles are reused after `free`, the lowest first.
 * `open` and `close` are the first and last moment of all the windows of a stop; where it has several, `windows` holds them.
 */
export class StopTable {
  private readonly day: Day
  readonly dims: number
  /** Rows allocated. */
  rows = 0
  /** Grid handle of the place. */
  place: Int32Array
  open: Int32Array
  close: Int32Array
  /** Service and setup. */
  readonly times: StopTimes
  /** Which routes may serve the stop: row of {@link suits}. */
  kind: Int32Array
  /** 1 where nobody is served: a place that is only driven through, or a reload. */
  via: Uint8Array
  /** {@link OWN}, {@link VIA}, {@link RELOAD} or {@link OTHER}. */
  role: Uint8Array
  /** The stop of the other end of the same order, or {@link ALONE}. */
  other: Int32Array
  /** 1 where the other end comes before this stop. */
  otherFirst: Uint8Array
  /** {@link FIRST}, {@link ANYWHERE} or {@link LAST}. */
  rank: Uint8Array
  /** The trip that brings the order starts no earlier; `-NEVER` where it may start at any time. */
  release: Int32Array
  /** Load brought from the start of the trip: `[stop * dims + d]`. */
  delivery: Int32Array
  /** Load carried on to the end of the trip: `[stop * dims + d]`. */
  pickup: Int32Array
  /** Load taken aboard here and put down at the other end, less what comes from there: `[stop * dims + d]`. */
  gain: Int32Array
  /** Of stops that are equally near, the one with the lowest comes first: whoever was there first, whatever its handle. */
  turn: Float64Array
  /** Priority of an order that need not be served, 0 otherwise. */
  priority: Int32Array
  /** What serving an order is worth that is not promised yet, in cost units; `Infinity` where it is served wherever that is possible. */
  value: Float64Array
  /** Start and end of each window in turn where there are several, else `null`. */
  readonly windows: (Int32Array | null)[] = []
  readonly orders: (Order | null)[] = []
  /** `suits[kind * routes + route]` is 1 where the courier may serve stops of the kind. */
  suits: Uint8Array
  /** By route: the first of its reloads, `Fleet.reloadMost` rows in all. */
  readonly reloadFirst: Int32Array
  /** Whether any order ever carried something back or between two ends: only then do loads depend on the order of the stops. */
  carriesBack = false
  /**
   * Whether any order here must be first or last, has another end, or is not ready from the start: else nobody asks. One that has left does
   * not count: how a search goes must follow from who is here.
   */
  hasRanks = false
  hasEnds = false
  hasReleases = false
  private readonly kindOf = new Map<string, number>()
  /** How many rows must be first or last, have another end, and are not ready from the start. */
  private ranked = 0
  private ended = 0
  private released = 0
  /** Free rows, the lowest last. */
  private readonly vacant: number[] = []
  /** Different lists of areas that couriers do not serve, by their text. */
  private readonly blockedAreas: readonly (readonly [string, readonly Area[]])[]

  constructor(day: Day) {
    this.day = day
    const blocked = new Map(day.couriers.map((courier) => [JSON.stringify(courier.blocked), courier.blocked]))
    this.blockedAreas = [...blocked].filter(([, areas]) => areas.length > 0)
    this.dims = day.dimensions
    this.place = new Int32Array(64)
    this.open = new Int32Array(64)
    this.close = new Int32Array(64)
    this.times = new StopTimes(day, 64)
    this.kind = new Int32Array(64)
    this.via = new Uint8Array(64)
    this.role = new Uint8Array(64)
    this.other = new Int32Array(64)
    this.otherFirst = new Uint8Array(64)
    this.rank = new Uint8Array(64)
    this.release = new Int32Array(64)
    this.turn = new Float64Array(64)
    this.priority = new Int32Array(64)
    this.value = new Float64Array(64)
    this.delivery = new Int32Array(64 * this.dims)
    this.pickup = new Int32Array(64 * this.dims)
    this.gain = new Int32Array(64 * this.dims)
    this.suits = new Uint8Array(day.routes.length).fill(1)
    this.kindOf.set('', 0)
    this.reloadFirst = new Int32Array(day.routes.length)
    for (const { handle, shift, reloadPlace } of day.routes) {
      this.reloadFirst[handle] = this.rows
      for (let i = 0; i < (shift.reload?.most ?? 0); i++) this.addReload(reloadPlace, shift.reload!.service)
    }
  }

  /**
   * Adds an order; its places must be in the grid. An order with another end takes two rows, of the same turn.
   * @returns the row of the visit that the slot is about
   */
  add(order: Order, place: number, otherPlace: number, turn: number): number {
    const { dims } = this
    const stop = this.vacate()
    this.reset(stop, OWN, place)
    this.orders[stop] = order
    this.times.enter(stop, order)
    this.kind[stop] = this.kindFor(order)
    this.priority[stop] = order.priority
    this.value[stop] = order.value ?? Infinity
    this.rank[stop] = rankOf(order)
    this.turn[stop] = turn
    this.release[stop] = releaseOf(order)
    if (order.release !== undefined) this.hasReleases = true
    const { collectAt, bringTo } = order
    for (let d = 0; d < dims; d++) {
      const [brought, taken] = [order.delivery[d]!, order.pickup[d]!]
      this.delivery[stop * dims + d] = collectAt ? 0 : brought
      this.pickup[stop * dims + d] = bringTo ? 0 : taken
      this.gain[stop * dims + d] = collectAt ? -brought : bringTo ? taken : 0
      if (taken > 0 || collectAt) this.carriesBack = true
    }
    this.setWindows(stop, order)
    if (collectAt ?? bringTo) this.addOther(order, stop, otherPlace)
    this.tally(stop, 1)
    return stop
  }

  private addOther(order: Order, own: number, place: number): void {
    const { dims } = this
    const end = order.collectAt ?? order.bringTo!
    const stop = this.vacate()
    this.reset(stop, OTHER, place)
    this.orders[stop] = order
    this.times.enter(stop, end)
    this.kind[stop] = this.kind[own]!
    this.turn[stop] = this.turn[own]!
    this.other[stop] = own
    this.other[own] = stop
    this.otherFirst[own] = order.collectAt ? 1 : 0
    this.otherFirst[stop] = order.collectAt ? 0 : 1
    for (let d = 0; d < dims; d++) this.gain[stop * dims + d] = -this.gain[own * dims + d]!
    this.rank[stop] = rankOf(end)
    this.writeWindows(stop, end.windows)
    this.tally(stop, 1)
  }

  /** Adds a place to drive through: no service, no load, no window. */
  addVia(place: number): number {
    const stop = this.vacate()
    this.reset(stop, VIA, place)
    return stop
  }

  /** Adds a place to reload at: no window, and no load of its own. */
  private addReload(place: number, service: number): number {
    const stop = this.vacate()
    this.reset(stop, RELOAD, place)
    this.times.enterAlike(stop, service)
    return stop
  }

  /** A row of which nothing is known but what it is and where. */
  private reset(stop: number, role: number, place: number): void {
    const { dims } = this
    this.orders[stop] = null
    this.windows[stop] = null
    this.role[stop] = role
    this.place[stop] = place
    this.kind[stop] = 0
    this.via[stop] = role === VIA || role === RELOAD ? 1 : 0
    this.other[stop] = ALONE
    this.otherFirst[stop] = 0
    this.rank[stop] = ANYWHERE
    this.release[stop] = -NEVER
    this.priority[stop] = 0
    this.value[stop] = Infinity
    this.open[stop] = -NEVER
    this.close[stop] = NEVER
    this.times.enterAlike(stop, 0)
    this.delivery.fill(0, stop * dims, (stop + 1) * dims)
    this.pickup.fill(0, stop * dims, (stop + 1) * dims)
    this.gain.fill(0, stop * dims, (stop + 1) * dims)
  }

  /** Turns a stop into a place that is only driven through. @returns what undoes it */
  mute(stop: number): () => void {
    const { dims } = this
    const order = this.orders[stop] ?? null
    const [open, close, windows, times] = [this.open[stop]!, this.close[stop]!, this.windows[stop] ?? null, this.times.rowOf(stop)]
    const [role, kind, other, otherFirst] = [this.role[stop]!, this.kind[stop]!, this.other[stop]!, this.otherFirst[stop]!]
    const [rank, release, priority, value] = [this.rank[stop]!, this.release[stop]!, this.priority[stop]!, this.value[stop]!]
    const delivery = this.delivery.slice(stop * dims, (stop + 1) * dims)
    const pickup = this.pickup.slice(stop * dims, (stop + 1) * dims)
    const gain = this.gain.slice(stop * dims, (stop + 1) * dims)
    this.tally(stop, -1)
    this.reset(stop, VIA, this.place[stop]!)
    return () => {
      this.reset(stop, role, this.place[stop]!)
      this.orders[stop] = order
      this.open[stop] = open
      this.close[stop] = close
      this.times.putBack(stop, times)
      this.windows[stop] = windows
      this.kind[stop] = kind
      this.other[stop] = other
      this.otherFirst[stop] = otherFirst
      this.rank[stop] = rank
      this.release[stop] = release
      this.priority[stop] = priority
      this.value[stop] = value
      this.delivery.set(delivery, stop * dims)
      this.pickup.set(pickup, stop * dims)
      this.gain.set(gain, stop * dims)
      this.tally(stop, 1)
    }
  }

  /** The stop, and the stop of the other end of its order. */
  endsOf(stop: number): number[] {
    const other = this.other[stop]!
    return other === ALONE ? [stop] : [stop, other]
  }

  /** Gives the handle back, and that of the other end. Neither may be in a route. */
  free(stop: number): void {
    for (const end of this.endsOf(stop)) this.vacateRow(end)
  }

  private vacateRow(stop: number): void {
    this.tally(stop, -1)
    this.orders[stop] = null
    this.windows[stop] = null
    this.other[stop] = ALONE
    // The lowest goes out first: in which order stops left, which may depend on their names, must not change what comes after.
    let at = this.vacant.length
    while (at > 0 && this.vacant[at - 1]! < stop) at--
    this.vacant.splice(at, 0, stop)
  }

  /** The row comes or goes. */
  private tally(stop: number, by: number): void {
    this.times.tally(stop, by)
    if (this.rank[stop] !== ANYWHERE) this.ranked += by
    if (this.other[stop] !== ALONE) this.ended += by
    if (this.release[stop]! > -NEVER) this.released += by
    this.hasRanks = this.ranked > 0
    this.hasEnds = this.ended > 0
    this.hasReleases = this.released > 0
  }

  /** Replaces the windows of a stop, as when a customer moves to another slot. */
  setWindows(stop: number, order: Order): void {
    this.orders[stop] = order
    this.writeWindows(stop, order.windows)
  }

  private writeWindows(stop: number, windows: readonly Window[]): void {
    this.open[stop] = windows[0]!.start
    this.close[stop] = windows[windows.length - 1]!.end
    this.windows[stop] = windows.length === 1 ? null : Int32Array.from(windows.flatMap((window) => [window.start, window.end]))
  }

  /** Row of {@link suits} for orders with the same required skills that are blocked for the same couriers; 0 suits everybody. */
  kindFor({ skills, place, collectAt, bringTo }: Pick<Order, 'skills' | 'place' | 'collectAt' | 'bringTo'>): number {
    if (skills.length === 0 && this.blockedAreas.length === 0) return 0
    const { routes } = this.day
    const places = [place, ...(collectAt ? [collectAt.place] : []), ...(bringTo ? [bringTo.place] : [])]
    const barred = this.blockedAreas.filter(([, areas]) => places.some((at) => blocks(areas, at))).map(([text]) => text)
    const key = skills.length === 0 && barred.length === 0 ? '' : JSON.stringify([[...skills].sort(), barred])
    const known = this.kindOf.get(key)
    if (known !== undefined) return known
    const kind = this.kindOf.size
    const grown = new Uint8Array((kind + 1) * routes.length)
    grown.set(this.suits)
    for (const { handle, courier } of routes) {
      const able = new Set(courier.skills)
      const suits = skills.every((skill) => able.has(skill)) && !barred.includes(JSON.stringify(courier.blocked))
      grown[kind * routes.length + handle] = suits ? 1 : 0
    }
    this.suits = grown
    this.kindOf.set(key, kind)
    return kind
  }

  /** Whether the courier of the route may serve the stop. */
  isSuited(stop: number, r: number): boolean {
    return this.suits[this.kind[stop]! * this.day.routes.length + r] === 1
  }

  /** Earliest service start at or after the moment, or NEVER. */
  earliest(stop: number, at: number): number {
    if (at <= this.open[stop]!) return this.open[stop]!
    if (at > this.close[stop]!) return NEVER
    const windows = this.windows[stop]
    if (!windows) return at
    for (let w = 0; w < windows.length; w += 2) if (at <= windows[w + 1]!) return Math.max(at, windows[w]!)
    return NEVER
  }

  /** Latest service start at or before the moment, or -NEVER. */
  latest(stop: number, at: number): number {
    if (at >= this.close[stop]!) return this.close[stop]!
    if (at < this.open[stop]!) return -NEVER
    const windows = this.windows[stop]
    if (!windows) return at
    for (let w = windows.length - 2; w >= 0; w -= 2) if (at >= windows[w]!) return Math.min(at, windows[w + 1]!)
    return -NEVER
  }

  private vacate(): number {
    const reused = this.vacant.pop()
    if (reused !== undefined) return reused
    if (this.rows === this.place.length) this.grow()
    assert(this.rows < this.place.length, 'the stop table has room')
    return this.rows++
  }

  private grow(): void {
    const wider = <T extends Int32Array | Uint8Array | Float64Array>(array: T, width: number): T => {
      const grown = new (array.constructor as new (length: number) => T)(this.rows * 2 * width)
      grown.set(array)
      return grown
    }
    this.place = wider(this.place, 1)
    this.open = wider(this.open, 1)
    this.close = wider(this.close, 1)
    this.times.grow(this.rows * 2)
    this.kind = wider(this.kind, 1)
    this.via = wider(this.via, 1)
    this.role = wider(this.role, 1)
    this.other = wider(this.other, 1)
    this.otherFirst = wider(this.otherFirst, 1)
    this.rank = wider(this.rank, 1)
    this.release = wider(this.release, 1)
    this.turn = wider(this.turn, 1)
    this.priority = wider(this.priority, 1)
    this.value = wider(this.value, 1)
    this.delivery = wider(this.delivery, this.dims)
    this.pickup = wider(this.pickup, this.dims)
    this.gain = wider(this.gain, this.dims)
  }
}

/** Where in a route an order wants to be. */
export function rankOf({ position }: Pick<Order, 'position'>): number {
  return position === 'first' ? FIRST : position === 'last' ? LAST : ANYWHERE
}

/** When its trip may start. */
export function releaseOf({ release }: Pick<Order, 'release'>): number {
  return release ?? -NEVER
}
