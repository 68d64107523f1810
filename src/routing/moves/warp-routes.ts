/** Routes that may be late or overloaded at a price: linked nodes in one flat array, with what lies before and after each of them. */
import { NEVER } from '../../time/seconds.ts'
import type { Ground } from '../ground.ts'
import { finenessOf } from './can-move.ts'

/**
 * A node is the offset of its row in {@link WarpRoutes.nodes}. Orders come first, then start and end of each route.
 * NEXT and PREV are nodes, PRICE and TIME are those of the leg to the next node. What lies before and at a node is described by four
 * numbers: service is over between DONE and DONE_LATE, depending on when the courier leaves, without more warp or waiting than WARP_TO and
 * WAIT_TO. What lies at and after a node: started between START and START_LATE it takes no more warp or waiting than WARP_ON and WAIT_ON.
 */
export const NEXT = 0
export const PREV = 1
export const ROUTE = 2
export const POSITION = 3
export const PRICE = 4
export const TIME = 5
export const DONE = 6
export const DONE_LATE = 7
export const WARP_TO = 8
export const WAIT_TO = 9
export const START = 10
export const START_LATE = 11
export const WARP_ON = 12
export const WAIT_ON = 13
/** Where the row of the node begins in the matrices, and its column. */
export const ROW = 14
export const COLUMN = 15
/** Fields per node are 16: a node is its number shifted by 4. */
export const SHIFT = 4

/** Facts of a node, at a quarter of its offset. */
export const OPEN = 0
export const CLOSE = 1
export const SERVICE = 2
export const KIND = 3

/** No node, no route. */
export const NONE = -1

/** Prices of legs below that can be added a few at a time within 31 bits. */
const MOST_PRICE = 2 ** 27

/**
 * Routes as a search may see them: every order that is in one is served, perhaps late or from a van that is too full. Routes have numbers
 * of their own here, 0 up to the number of them. Prices are whole numbers of parts of a cost unit, see {@link fineness}.
 */
export class WarpRoutes {
  /** How many there are, and their handles. */
  readonly routes: number
  readonly handles: Int32Array
  /** Orders, and their stop handles. */
  readonly count: number
  readonly stopOf: Int32Array
  /** The first node that is a start; orders are lower. */
  readonly firstStart: number
  readonly nodes: Int32Array
  readonly facts: Int32Array
  /**
   * Price and seconds of legs: `[row + column]`. Prices hold the fixed cost of the courier on the first leg, and what travel costs by the
   * paid hour. Task hours and paid service are the same in every route, and left out.
   */
  readonly price: Int32Array
  readonly time: Int32Array
  /** Whether all prices fit; else these routes must not be used. */
  readonly fits: boolean
  /** Dimensions of loads; the last one counts orders where a courier may serve only so many. */
  readonly dims: number
  /** `[number of node * dims + d]`: the load of an order, and that of all up to it. */
  readonly load: Float64Array
  readonly loadTo: Float64Array
  /** `[route * dims + d]` */
  readonly capacity: Float64Array
  readonly loads: Float64Array
  /** By route: seconds of warp and of waiting, price of the legs, what it costs beside them, and orders. */
  readonly warp: Int32Array
  readonly wait: Int32Array
  readonly legs: Float64Array
  readonly toll: Float64Array
  readonly size: Int32Array
  /** Routes whose ends may change places: they end alike, and their couriers suit the same orders. */
  readonly tailClass: Int32Array
  /** The first empty route of each kind, `empties` of them. */
  readonly empty: Int32Array
  empties = 0
  /** Whether empty routes may be used. */
  opens = true
  /** Parts of a cost unit that prices are given in. */
  readonly fineness: number
  /** Price of a second of waiting, 0 where hours are not paid. */
  readonly waitRate: number
  /** Price of a second of warp, and of a unit of load too much. */
  warpRate = 1
  loadRate = 1
  private readonly twin: Int32Array
  private readonly isTwinSeen: Uint8Array
  /** Whether some courier does not suit some order; then `[kind * routes + route]`. */
  private readonly choosy: boolean
  private readonly suits: Uint8Array

  /** Empty routes, and orders that are in none of them. */
  constructor(ground: Ground, handles: readonly number[], stopsOf: readonly number[]) {
    const { fleet, stops, legs } = ground
    this.handles = Int32Array.from(handles)
    this.routes = handles.length
    this.stopOf = Int32Array.from(stopsOf)
    this.count = stopsOf.length
    this.firstStart = this.count << SHIFT
    const all = this.count + 2 * this.routes
    this.nodes = new Int32Array(all << SHIFT)
    this.facts = new Int32Array(all << 2)
    this.fineness = finenessOf(ground, handles[0]!)
    this.waitRate = (fleet.paidRate[handles[0]!]! * this.fineness) / 3600

    const counted = handles.some((r) => fleet.maxTasks[r]! < this.count)
    this.dims = fleet.dims + (counted ? 1 : 0)
    this.load = new Float64Array(all * this.dims)
    this.loadTo = new Float64Array(all * this.dims)
    this.capacity = new Float64Array(this.routes * this.dims)
    this.loads = new Float64Array(this.routes * this.dims)
    this.warp = new Int32Array(this.routes)
    this.wait = new Int32Array(this.routes)
    this.legs = new Float64Array(this.routes)
    this.toll = new Float64Array(this.routes)
    this.size = new Int32Array(this.routes)
    this.empty = new Int32Array(this.routes)
    const kinds = 1 + stopsOf.reduce((most, stop) => Math.max(most, stops.kind[stop]!), 0)
    this.suits = new Uint8Array(kinds * this.routes)
    for (let i = 0; i < this.suits.length; i++) {
      this.suits[i] = stops.suits[Math.floor(i / this.routes) * fleet.routes + handles[i % this.routes]!]!
    }
    this.choosy = this.suits.includes(0)
    this.twin = classesOf(handles, (r) => fleet.twin[r]!)
    this.isTwinSeen = new Uint8Array(this.routes)
    const suitsOf = (i: number) => this.suits.filter((_, at) => at % this.routes === i).join('')
    this.tailClass = classesOf(handles, (r, i) => `${fleet.toPlace[r]} ${fleet.end[r]} ${suitsOf(i)}`)

    const starts = classesOf(handles, (r) => `${fleet.fromPlace[r]} ${fleet.fixedCost[r]}`)
    const ends = classesOf(handles, (r) => fleet.toPlace[r]!)
    const firstEnd = this.count + Math.max(...starts) + 1
    const places = firstEnd + Math.max(...ends) + 1
    const placeOf = new Int32Array(places)
    const fixed = new Float64Array(places)
    handles.forEach((r, i) => {
      placeOf[this.count + starts[i]!] = fleet.fromPlace[r]!
      fixed[this.count + starts[i]!] = fleet.fixedCost[r]!
      placeOf[firstEnd + ends[i]!] = fleet.toPlace[r]!
      for (let d = 0; d < fleet.dims; d++) this.capacity[i * this.dims + d] = fleet.capacity[r * fleet.dims + d]!
      if (counted) this.capacity[(i + 1) * this.dims - 1] = fleet.maxTasks[r]!
      this.addEnd(this.startOf(i), i, this.count + starts[i]!, places, fleet.start[r]!, fleet.end[r]!)
      this.addEnd(this.endOf(i), i, firstEnd + ends[i]!, places, fleet.start[r]!, fleet.end[r]!)
    })
    const services = stops.times.services[fleet.type[handles[0]!]!]!
    stopsOf.forEach((stop, i) => {
      placeOf[i] = stops.place[stop]!
      const node = i << SHIFT
      this.nodes[node + ROUTE] = NONE
      this.nodes[node + ROW] = i * places
      this.nodes[node + COLUMN] = i
      this.facts[(node >> 2) + OPEN] = stops.open[stop]!
      this.facts[(node >> 2) + CLOSE] = stops.close[stop]!
      this.facts[(node >> 2) + SERVICE] = services[stop]!
      this.facts[(node >> 2) + KIND] = stops.kind[stop]!
      for (let d = 0; d < fleet.dims; d++) this.load[i * this.dims + d] = stops.delivery[stop * fleet.dims + d]!
      if (counted) this.load[(i + 1) * this.dims - 1] = 1
    })

    const { fineness, waitRate } = this
    const time = new Int32Array(places * places)
    const isTime = fineness === 1 && waitRate === 0 && legs.cost[fleet.tariff[handles[0]!]!] === legs.seconds[fleet.variant[handles[0]!]!]
    const price = isTime && fixed.every((cost) => cost === 0) ? time : new Int32Array(places * places)
    let most = 0
    for (let i = 0; i < places; i++) {
      for (let j = 0; j < places; j++) {
        // A route without orders is not driven.
        if (i >= this.count && j >= this.count) continue
        const seconds = legs.secondsOf(fleet.variant[handles[0]!]!, placeOf[i]!, placeOf[j]!)
        time[i * places + j] = seconds
        if (price === time) continue
        const cost = legs.costOf(fleet.tariff[handles[0]!]!, placeOf[i]!, placeOf[j]!) + fixed[i]!
        const fine = cost * fineness + seconds * waitRate
        if (fine > most) most = fine
        price[i * places + j] = fine
      }
    }
    this.time = time
    this.price = price
    this.fits = most < MOST_PRICE
    for (let r = 0; r < this.routes; r++) {
      this.link(this.startOf(r), this.endOf(r))
      this.refresh(r)
    }
    this.noteEmpty()
  }

  startOf(r: number): number {
    return (this.count + 2 * r) << SHIFT
  }

  endOf(r: number): number {
    return (this.count + 2 * r + 1) << SHIFT
  }

  /** The node is followed by the other one. */
  link(node: number, next: number): void {
    this.nodes[node + NEXT] = next
    this.nodes[next + PREV] = node
  }

  /** Makes a route these orders, by their numbers, which were in no other one. */
  lay(r: number, numbers: Iterable<number>): void {
    let last = this.startOf(r)
    for (const number of numbers) {
      this.link(last, number << SHIFT)
      last = number << SHIFT
    }
    this.link(last, this.endOf(r))
    this.refresh(r)
  }

  /** Numbers of the orders of a route, one after another. */
  numbersIn(r: number): number[] {
    const found: number[] = []
    for (let node = this.nodes[this.startOf(r) + NEXT]!; node < this.firstStart; node = this.nodes[node + NEXT]!) found.push(node >> SHIFT)
    return found
  }

  /** Whether the courier of the route suits the order. */
  suitsOne(r: number, node: number): boolean {
    return !this.choosy || this.suits[this.facts[(node >> 2) + KIND]! * this.routes + r] === 1
  }

  /** Whether the courier of the route suits the orders from `first` on, up to but without `until`. */
  suitsAll(r: number, first: number, until: number): boolean {
    if (!this.choosy) return true
    for (let node = first; node !== until; node = this.nodes[node + NEXT]!) if (!this.suitsOne(r, node)) return false
    return true
  }

  /** What a route costs beside its legs. */
  tollOf(r: number, warp: number, wait: number): number {
    let over = 0
    for (let i = r * this.dims; i < (r + 1) * this.dims; i++) {
      if (this.loads[i]! > this.capacity[i]!) over += this.loads[i]! - this.capacity[i]!
    }
    return this.warpRate * warp + this.waitRate * wait + this.loadRate * over
  }

  /** Load too much, over all dimensions. */
  overload(r: number): number {
    let over = 0
    for (let i = r * this.dims; i < (r + 1) * this.dims; i++) over += Math.max(0, this.loads[i]! - this.capacity[i]!)
    return over
  }

  /** Price of all routes, warp and load too much included; without what visits cost in whatever route they are. */
  total(): number {
    let sum = 0
    for (let r = 0; r < this.routes; r++) sum += this.legs[r]! + this.toll[r]!
    return sum
  }

  /** Everything that follows from the links of a route. */
  refresh(r: number): void {
    const { nodes, facts, price, time, dims, load, loadTo, loads } = this
    const start = this.startOf(r)
    const end = this.endOf(r)
    let done = nodes[start + DONE]!
    let late = nodes[start + DONE_LATE]!
    let warp = 0
    let wait = 0
    let legs = 0
    let position = 0
    for (let d = 0; d < dims; d++) loads[r * dims + d] = 0
    let node = start
    for (;;) {
      const next = nodes[node + NEXT]!
      const leg = nodes[node + ROW]! + nodes[next + COLUMN]!
      const t = time[leg]!
      nodes[node + PRICE] = price[leg]!
      nodes[node + TIME] = t
      legs += price[leg]!
      node = next
      position++
      nodes[node + POSITION] = position
      if (node === end) break
      nodes[node + ROUTE] = r
      const f = node >> 2
      const open = facts[f + OPEN]!
      const close = facts[f + CLOSE]!
      const service = facts[f + SERVICE]!
      done += t
      late += t
      if (late < open) {
        wait += open - late
        done = late = open
      } else if (done > close) {
        warp += done - close
        done = late = close
      } else {
        if (done < open) done = open
        if (late > close) late = close
      }
      done += service
      late += service
      nodes[node + DONE] = done
      nodes[node + DONE_LATE] = late
      nodes[node + WARP_TO] = warp
      nodes[node + WAIT_TO] = wait
      const n = (node >> SHIFT) * dims
      for (let d = 0; d < dims; d++) {
        const sum = loads[r * dims + d]! + load[n + d]!
        loads[r * dims + d] = sum
        loadTo[n + d] = sum
      }
    }
    let first = nodes[end + START]!
    let last = nodes[end + START_LATE]!
    warp = 0
    wait = 0
    node = nodes[end + PREV]!
    while (node !== start) {
      const f = node >> 2
      const open = facts[f + OPEN]!
      const close = facts[f + CLOSE]!
      const lag = nodes[node + TIME]! + facts[f + SERVICE]!
      first -= lag
      last -= lag
      if (last < open) {
        warp += open - last
        first = last = open
      } else if (first > close) {
        wait += first - close
        first = last = close
      } else {
        if (first < open) first = open
        if (last > close) last = close
      }
      nodes[node + START] = first
      nodes[node + START_LATE] = last
      nodes[node + WARP_ON] = warp
      nodes[node + WAIT_ON] = wait
      node = nodes[node + PREV]!
    }
    if (position > 1) {
      const lag = nodes[start + TIME]!
      if (nodes[start + DONE]! > last - lag) warp += nodes[start + DONE]! - last + lag
      else if (nodes[start + DONE_LATE]! < first - lag) wait += first - lag - nodes[start + DONE_LATE]!
    }
    this.warp[r] = warp
    this.wait[r] = wait
    this.legs[r] = legs
    const wasEmpty = this.size[r] === 0
    this.size[r] = position - 1
    if (wasEmpty !== (position === 1)) this.noteEmpty()
    this.toll[r] = this.tollOf(r, warp, wait)
  }

  /** The rates have changed. */
  reprice(): void {
    for (let r = 0; r < this.routes; r++) this.toll[r] = this.tollOf(r, this.warp[r]!, this.wait[r]!)
  }

  private noteEmpty(): void {
    this.isTwinSeen.fill(0)
    this.empties = 0
    for (let r = 0; r < this.routes; r++) {
      if (this.size[r] !== 0 || this.isTwinSeen[this.twin[r]!] === 1) continue
      this.isTwinSeen[this.twin[r]!] = 1
      this.empty[this.empties++] = r
    }
  }

  private addEnd(node: number, r: number, column: number, places: number, start: number, end: number): void {
    const { nodes } = this
    nodes[node + ROUTE] = r
    nodes[node + ROW] = column * places
    nodes[node + COLUMN] = column
    nodes[node + DONE] = start
    // Who is back in time never waits there, even where warp took the courier back to before the shift.
    nodes[node + START] = -NEVER
    nodes[node + DONE_LATE] = nodes[node + START_LATE] = end
  }
}

/** The same number for those with the same key, counted from 0. */
function classesOf(handles: readonly number[], key: (handle: number, i: number) => number | string): Int32Array {
  const known = new Map<number | string, number>()
  return Int32Array.from(handles, (handle, i) => {
    const one = key(handle, i)
    if (!known.has(one)) known.set(one, known.size)
    return known.get(one)!
  })
}
