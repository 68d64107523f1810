/** The stop table: what the routes need to know of each order, by integer handle. */
import { assert } from '../base/assert.ts'
import type { Order } from '../model/nouns.ts'
import type { Day } from '../model/day.ts'
import { NEVER } from '../time/seconds.ts'

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
  service: Int32Array
  /** Which routes may serve the stop: row of {@link suits}. */
  kind: Int32Array
  /** 1 for a place that is only driven through. */
  via: Uint8Array
  /** Load brought from the start: `[stop * dims + d]`. */
  delivery: Int32Array
  /** Load carried on to the end: `[stop * dims + d]`. */
  pickup: Int32Array
  /** Priority of an order that need not be served, 0 otherwise. */
  priority: Int32Array
  /** Start and end of each window in turn where there are several, else `null`. */
  readonly windows: (Int32Array | null)[] = []
  readonly orders: (Order | null)[] = []
  /** `suits[kind * routes + route]` is 1 where the courier may serve stops of the kind. */
  suits: Uint8Array
  /** Whether any order ever carried something back: only then do loads depend on the order of the stops. */
  carriesBack = false
  private readonly kindOf = new Map<string, number>()
  /** Free rows, the lowest last. */
  private readonly vacant: number[] = []

  constructor(day: Day) {
    this.day = day
    this.dims = day.dimensions
    this.place = new Int32Array(64)
    this.open = new Int32Array(64)
    this.close = new Int32Array(64)
    this.service = new Int32Array(64)
    this.kind = new Int32Array(64)
    this.via = new Uint8Array(64)
    this.priority = new Int32Array(64)
    this.delivery = new Int32Array(64 * this.dims)
    this.pickup = new Int32Array(64 * this.dims)
    this.suits = new Uint8Array(0)
  }

  /** Adds an order; its place must be in the grid. */
  add(order: Order, place: number): number {
    const stop = this.vacate()
    this.orders[stop] = order
    this.place[stop] = place
    this.service[stop] = order.service
    this.kind[stop] = this.kindFor(order.skills)
    this.via[stop] = 0
    this.priority[stop] = order.priority
    for (let d = 0; d < this.dims; d++) {
      this.delivery[stop * this.dims + d] = order.delivery[d]!
      this.pickup[stop * this.dims + d] = order.pickup[d]!
      if (order.pickup[d]! > 0) this.carriesBack = true
    }
    this.setWindows(stop, order)
    return stop
  }

  /** Adds a place to drive through: no service, no load, no window. */
  addVia(place: number): number {
    const stop = this.vacate()
    this.orders[stop] = null
    this.place[stop] = place
    this.kind[stop] = this.kindFor([])
    this.priority[stop] = 0
    this.mute(stop)
    return stop
  }

  /** Turns a stop into a place that is only driven through. @returns what undoes it */
  mute(stop: number): () => void {
    const { dims } = this
    const open = this.open[stop]!
    const close = this.close[stop]!
    const service = this.service[stop]!
    const windows = this.windows[stop] ?? null
    const delivery = this.delivery.slice(stop * dims, (stop + 1) * dims)
    const pickup = this.pickup.slice(stop * dims, (stop + 1) * dims)
    this.open[stop] = -NEVER
    this.close[stop] = NEVER
    this.service[stop] = 0
    this.windows[stop] = null
    this.via[stop] = 1
    this.delivery.fill(0, stop * dims, (stop + 1) * dims)
    this.pickup.fill(0, stop * dims, (stop + 1) * dims)
    return () => {
      this.open[stop] = open
      this.close[stop] = close
      this.service[stop] = service
      this.windows[stop] = windows
      this.via[stop] = 0
      this.delivery.set(delivery, stop * dims)
      this.pickup.set(pickup, stop * dims)
    }
  }

  /** Gives the handle back. The stop must not be in a route. */
  free(stop: number): void {
    this.orders[stop] = null
    this.windows[stop] = null
    // The lowest goes out first: in which order stops left, which may depend on their names, must not change what comes after.
    let at = this.vacant.length
    while (at > 0 && this.vacant[at - 1]! < stop) at--
    this.vacant.splice(at, 0, stop)
  }

  /** Replaces the windows of a stop, as when a customer moves to another slot. */
  setWindows(stop: number, order: Order): void {
    this.orders[stop] = order
    const windows = order.windows
    this.open[stop] = windows[0]!.start
    this.close[stop] = windows[windows.length - 1]!.end
    this.windows[stop] = windows.length === 1 ? null : Int32Array.from(windows.flatMap((window) => [window.start, window.end]))
  }

  /** Row of {@link suits} for a set of required skills. */
  kindFor(skills: readonly string[]): number {
    const key = JSON.stringify([...skills].sort())
    const known = this.kindOf.get(key)
    if (known !== undefined) return known
    const kind = this.kindOf.size
    const routes = this.day.routes
    const grown = new Uint8Array((kind + 1) * routes.length)
    grown.set(this.suits)
    for (const route of routes) {
      const able = new Set(route.courier.skills)
      grown[kind * routes.length + route.handle] = skills.every((skill) => able.has(skill)) ? 1 : 0
    }
    this.suits = grown
    this.kindOf.set(key, kind)
    return kind
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
    const wider = <T extends Int32Array | Uint8Array>(array: T, width: number): T => {
      const grown = new (array.constructor as new (length: number) => T)(this.rows * 2 * width)
      grown.set(array)
      return grown
    }
    this.place = wider(this.place, 1)
    this.open = wider(this.open, 1)
    this.close = wider(this.close, 1)
    this.service = wider(this.service, 1)
    this.kind = wider(this.kind, 1)
    this.via = wider(this.via, 1)
    this.priority = wider(this.priority, 1)
    this.delivery = wider(this.delivery, this.dims)
    this.pickup = wider(this.pickup, this.dims)
  }
}
