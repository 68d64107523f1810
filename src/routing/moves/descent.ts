/** Local search: the best move around one order after another, until none of them gains. */
import type { Near } from './near.ts'
import { Ride, rideToll } from './ride.ts'
import type { WarpRoutes } from './warp-routes.ts'
import { COLUMN, NEXT, NONE, POSITION, PREV, PRICE, ROUTE, ROW, SHIFT } from './warp-routes.ts'

const EXCHANGE = 1
const TAILS = 2
const TURN = 3

/** Hears of a route before it changes. */
export type Touch = (route: number) => void

/** Most orders of one string that moves, and of the one that comes back for it. */
const LONGEST = 3
const LONGEST_BACK = 2

/** Most orders that are turned round. */
const LONGEST_TURN = 12

/**
 * Moves [Vidal, Crainic, Gendreau & Prins 2013, section 4.5]: up to three orders go elsewhere, or change places with up to two others
 * (relocate, or-opt, swap and cross-exchange); the ends of two routes change places (2-opt*); a few orders are turned round (2-opt).
 * In each of them an order gets one of its neighbours just before or after it. Deltas are exact: price of legs first, then load, then one
 * route's warp and waiting after the other, left off as soon as no gain can come any more.
 */
export class Descent {
  private readonly routes: WarpRoutes
  private readonly near: Near
  private readonly touch: Touch
  private readonly ride: Ride
  /** Orders to look at, first in, first out. */
  private readonly queue: Int32Array
  private readonly isQueued: Uint8Array
  private head = 0
  private queued = 0
  /** The best move so far. */
  private best = 0
  private kind = 0
  private a = 0
  private b = 0
  private c = 0
  private d = 0
  evaluations = 0

  constructor(routes: WarpRoutes, near: Near, touch: Touch) {
    this.routes = routes
    this.near = near
    this.touch = touch
    this.ride = new Ride(routes)
    this.queue = new Int32Array(routes.count)
    this.isQueued = new Uint8Array(routes.count)
  }

  /** The order is to be looked at. */
  push(node: number): void {
    if (node >= this.routes.firstStart || this.isQueued[node >> SHIFT] === 1) return
    this.isQueued[node >> SHIFT] = 1
    let at = this.head + this.queued++
    if (at >= this.queue.length) at -= this.queue.length
    this.queue[at] = node
  }

  /** Until nothing gains any more, or until `most` evaluations in all; then nobody is to be looked at any more. */
  run(most = Infinity): void {
    while (this.queued > 0 && this.evaluations < most) {
      const node = this.queue[this.head]!
      if (++this.head === this.queue.length) this.head = 0
      this.queued--
      this.isQueued[node >> SHIFT] = 0
      if (this.routes.nodes[node + ROUTE] === NONE) continue
      while (this.improve(node) < 0 && this.evaluations < most);
    }
    if (this.queued > 0) this.isQueued.fill(0)
    this.queued = 0
  }

  /** Makes the best move around an order. @returns by how much that changes the price; 0 where there is none */
  improve(u: number): number {
    const { near, routes } = this
    this.best = 0
    this.kind = 0
    const from = (u >> SHIFT) * near.most
    for (let i = from; i < from + near.most; i++) {
      const v = near.before[i]!
      if (routes.nodes[v + ROUTE] !== NONE) this.pair(v, u)
      const w = near.after[i]!
      if (routes.nodes[w + ROUTE] !== NONE) this.pair(u, w)
    }
    this.intoEmpty(u)
    if (this.best < 0) this.apply()
    return this.best
  }

  /** The order, alone or with those after it, in a route of its own. */
  private intoEmpty(u: number): void {
    const { routes } = this
    if (routes.opens) for (let i = 0; i < routes.empties; i++) this.pair(routes.startOf(routes.empty[i]!), u)
  }

  /** All moves that put order `u` right after node `v`, which is an order or the start of an empty route. */
  private pair(v: number, u: number): void {
    const { routes } = this
    const { nodes, price, firstStart } = routes
    const x = nodes[v + NEXT]!
    if (x === u) return
    const p = nodes[u + PREV]!
    const rv = nodes[v + ROUTE]!
    const ru = nodes[u + ROUTE]!
    const rowV = nodes[v + ROW]!
    const rowP = nodes[p + ROW]!
    const columnX = nodes[x + COLUMN]!
    const columnU = nodes[u + COLUMN]!
    const same = rv === ru
    const limit = (same ? routes.toll[rv]! : routes.toll[rv]! + routes.toll[ru]!) + this.best
    const leg = price[rowV + columnU]!
    if (leg >= limit + (nodes[v + PRICE]! > nodes[p + PRICE]! ? nodes[v + PRICE]! : nodes[p + PRICE]!)) return
    // In every move v comes before u, and p and v get a new next.
    const base = leg - nodes[v + PRICE]! - nodes[p + PRICE]!
    const across = price[rowP + columnX]!
    this.evaluations++
    if (!same) {
      if (base + across < limit) this.tryTails(v, u, base + across)
    } else if (nodes[v + POSITION]! < nodes[u + POSITION]!) {
      this.tryTurn(v, u)
    }

    // u and some after it against some after v.
    let last = u
    for (let i = 0; i < LONGEST && last < firstStart; i++) {
      if (last === v) break
      const n = nodes[last + NEXT]!
      const columnN = nodes[n + COLUMN]!
      const rowLast = nodes[last + ROW]!
      const part = base - nodes[last + PRICE]!
      const delta = part + price[rowLast + columnX]! + price[rowP + columnN]!
      if (delta < limit) this.tryExchange(p, n, v, x, delta)
      let end = x
      for (let j = 0; j < LONGEST_BACK && end < firstStart; j++) {
        const y = nodes[end + NEXT]!
        if (end === p) break
        const both = part - nodes[end + PRICE]! + price[rowLast + nodes[y + COLUMN]!]! + across + price[nodes[end + ROW]! + columnN]!
        if (both < limit) this.tryExchange(p, n, v, y, both)
        end = y
      }
      last = n
    }

    if (v >= firstStart) return
    // v and some before it against some before u.
    let first = v
    for (let i = 0; i < LONGEST && first < firstStart; i++) {
      if (first === u) break
      const f = nodes[first + PREV]!
      const rowF = nodes[f + ROW]!
      const columnFirst = nodes[first + COLUMN]!
      const part = base - nodes[f + PRICE]!
      const delta = part + price[rowP + columnFirst]! + price[rowF + columnX]!
      if (delta < limit) this.tryExchange(f, x, p, u, delta)
      let start = p
      for (let j = 0; j < LONGEST_BACK && start < firstStart; j++) {
        const g = nodes[start + PREV]!
        if (start === x || start === v) break
        const both = part - nodes[g + PRICE]! + price[nodes[g + ROW]! + columnFirst]! + price[rowF + nodes[start + COLUMN]!]! + across
        if (both < limit) this.tryExchange(f, x, g, u, both)
        start = g
      }
      first = f
    }
  }

  /** What is strictly between `a` and `b` changes places with what is strictly between `c` and `d`; either may be nothing. */
  private tryExchange(a: number, b: number, c: number, d: number, legs: number): void {
    const { routes } = this
    const { nodes } = routes
    const rx = nodes[a + ROUTE]!
    const ry = nodes[c + ROUTE]!
    const x1 = nodes[a + NEXT]!
    const xk = nodes[b + PREV]!
    const y1 = nodes[c + NEXT]!
    const yk = nodes[d + PREV]!
    if (rx === ry) {
      if (nodes[a + POSITION]! < nodes[c + POSITION]!) this.tryWithin(a, x1, b, c, y1, d, legs)
      else this.tryWithin(c, y1, d, a, x1, b, legs)
      return
    }
    if (!routes.suitsAll(ry, x1, b) || !routes.suitsAll(rx, y1, d)) return
    let delta = legs - routes.toll[rx]! - routes.toll[ry]! + this.loadToll(rx, ry, a, xk, c, yk)
    if (delta >= this.best) return
    delta += rideToll(routes, a, y1 === d ? NONE : y1, yk, b)
    if (delta >= this.best) return
    delta += rideToll(routes, c, x1 === b ? NONE : x1, xk, d)
    if (delta < this.best) this.note(EXCHANGE, a, b, c, d, delta)
  }

  /** The same in one route, where the piece after `a` comes first. Between the pieces there is at least one order, from `b` to `c`. */
  private tryWithin(a: number, x1: number, b: number, c: number, y1: number, d: number, legs: number): void {
    const { routes, ride } = this
    const { nodes } = routes
    const r = nodes[a + ROUTE]!
    ride.leave(a)
    if (y1 !== d) ride.along(y1, nodes[d + PREV]!)
    ride.along(b, c)
    if (x1 !== b) ride.along(x1, nodes[b + PREV]!)
    const toll = ride.join(d) + routes.loadRate * routes.overload(r)
    const delta = legs - routes.toll[r]! + toll
    if (delta < this.best) this.note(EXCHANGE, a, b, c, d, delta)
  }

  /** v is followed by u and its tail, and what came before u by what came after v. */
  private tryTails(v: number, u: number, legs: number): void {
    const { routes } = this
    const { nodes, dims, loads, loadTo, capacity } = routes
    const rv = nodes[v + ROUTE]!
    const ru = nodes[u + ROUTE]!
    if (routes.tailClass[rv] !== routes.tailClass[ru]) return
    const p = nodes[u + PREV]!
    const x = nodes[v + NEXT]!
    let over = 0
    for (let d = 0; d < dims; d++) {
      const moved = loads[ru * dims + d]! - loadTo[(p >> SHIFT) * dims + d]!
      const back = loads[rv * dims + d]! - loadTo[(v >> SHIFT) * dims + d]!
      const there = loads[rv * dims + d]! + moved - back - capacity[rv * dims + d]!
      const here = loads[ru * dims + d]! - moved + back - capacity[ru * dims + d]!
      if (there > 0) over += there
      if (here > 0) over += here
    }
    let delta = legs - routes.toll[rv]! - routes.toll[ru]! + routes.loadRate * over
    if (delta >= this.best) return
    delta += rideToll(routes, v, NONE, NONE, u)
    if (delta >= this.best) return
    const empties = p >= routes.firstStart && x >= routes.firstStart
    if (!empties) delta += rideToll(routes, p, NONE, NONE, x)
    if (delta < this.best) this.note(TAILS, v, u, 0, 0, delta)
  }

  /** The orders after v up to and with u the other way round. */
  private tryTurn(v: number, u: number): void {
    const { routes, ride } = this
    const { nodes, price } = routes
    if (nodes[u + POSITION]! - nodes[v + POSITION]! > LONGEST_TURN) return
    const x = nodes[v + NEXT]!
    const n = nodes[u + NEXT]!
    const r = nodes[v + ROUTE]!
    let delta = price[nodes[v + ROW]! + nodes[u + COLUMN]!]! - nodes[v + PRICE]! + price[nodes[x + ROW]! + nodes[n + COLUMN]!]!
    delta -= nodes[u + PRICE]!
    for (let node = u; node !== x; node = nodes[node + PREV]!) {
      const before = nodes[node + PREV]!
      delta += price[nodes[node + ROW]! + nodes[before + COLUMN]!]! - nodes[before + PRICE]!
    }
    if (delta - routes.toll[r]! >= this.best) return
    ride.leave(v)
    ride.back(u, x)
    delta += ride.join(n) + routes.loadRate * routes.overload(r) - routes.toll[r]!
    if (delta < this.best) this.note(TURN, v, u, 0, 0, delta)
  }

  private note(kind: number, a: number, b: number, c: number, d: number, delta: number): void {
    this.kind = kind
    this.a = a
    this.b = b
    this.c = c
    this.d = d
    this.best = delta
  }

  /** Price of too much load when what follows `a` up to `xk` goes to route `ry`, and what follows `c` up to `yk` to route `rx`. */
  private loadToll(rx: number, ry: number, a: number, xk: number, c: number, yk: number): number {
    const { dims, loads, loadTo, capacity, loadRate } = this.routes
    let over = 0
    for (let d = 0; d < dims; d++) {
      const gone = loadTo[(xk >> SHIFT) * dims + d]! - loadTo[(a >> SHIFT) * dims + d]!
      const come = loadTo[(yk >> SHIFT) * dims + d]! - loadTo[(c >> SHIFT) * dims + d]!
      const overX = loads[rx * dims + d]! - gone + come - capacity[rx * dims + d]!
      const overY = loads[ry * dims + d]! + gone - come - capacity[ry * dims + d]!
      if (overX > 0) over += overX
      if (overY > 0) over += overY
    }
    return loadRate * over
  }

  private apply(): void {
    const { routes, kind, a, b, c, d } = this
    const { nodes } = routes
    const rx = nodes[a + ROUTE]!
    const ry = kind === EXCHANGE ? nodes[c + ROUTE]! : nodes[b + ROUTE]!
    this.touch(rx)
    if (ry !== rx) this.touch(ry)
    this.push(a)
    this.push(b)
    if (kind === EXCHANGE) {
      const x1 = nodes[a + NEXT]!
      const xk = nodes[b + PREV]!
      const y1 = nodes[c + NEXT]!
      const yk = nodes[d + PREV]!
      for (const node of [c, d, x1, xk, y1, yk]) this.push(node)
      routes.link(a, y1 === d ? b : y1)
      if (y1 !== d) routes.link(yk, b)
      routes.link(c, x1 === b ? d : x1)
      if (x1 !== b) routes.link(xk, d)
    } else if (kind === TAILS) {
      const p = nodes[b + PREV]!
      const x = nodes[a + NEXT]!
      this.push(p)
      this.push(x)
      const lastX = nodes[routes.endOf(rx) + PREV]!
      const lastY = nodes[routes.endOf(ry) + PREV]!
      routes.link(a, b)
      routes.link(lastY, routes.endOf(rx))
      if (x >= routes.firstStart) routes.link(p, routes.endOf(ry))
      else {
        routes.link(p, x)
        routes.link(lastX, routes.endOf(ry))
      }
    } else {
      const x = nodes[a + NEXT]!
      const n = nodes[b + NEXT]!
      this.push(x)
      this.push(n)
      let from = a
      for (let node = b; ; ) {
        const before = nodes[node + PREV]!
        routes.link(from, node)
        from = node
        if (node === x) break
        node = before
      }
      routes.link(from, n)
    }
    routes.refresh(rx)
    if (ry !== rx) routes.refresh(ry)
  }
}
