/** The library's descent written plainly: stops and routes as objects, routes as arrays of stops. Variants say how a move is evaluated. */
import { assert } from '../src/base/assert.ts'
import type { AnyDescent, DescentDay, NearLists } from './descent-day.ts'

/** As in `src/routing/moves/descent.ts`. */
const LONGEST = 3
const LONGEST_BACK = 2
const LONGEST_TURN = 12

/** A customer, or the depot at one end of a route. */
export class PlainStop<S> {
  /** 0 for the depot. */
  readonly id: number
  readonly demand: number
  readonly open: number
  readonly close: number
  readonly service: number
  /** To every other, by id. */
  readonly secondsTo: readonly number[]
  readonly priceTo: readonly number[]
  route: PlainRoute<S> | undefined = undefined
  position = 0
  /** Of the leg to the next stop. */
  priceOn = 0
  isQueued = false

  constructor(id: number, { nodes, seconds }: DescentDay, prices: readonly (readonly number[])[]) {
    const { demand, window, service } = nodes[id]!
    this.id = id
    this.demand = demand
    this.open = window.start
    this.close = window.end
    this.service = service
    this.secondsTo = seconds[id]!
    this.priceTo = prices[id]!
  }
}

export interface PlainRoute<S> {
  readonly id: number
  readonly start: S
  readonly end: S
  /** With the depot at both ends. */
  stops: S[]
  load: number
  legs: number
  /** What it costs beside its legs. */
  toll: number
}

/**
 * What is strictly between `a` and `b` changes places with what is strictly between `c` and `d`; or `b` and its tail come after `a`, and
 * what came before `b` is followed by what came after `a`; or all after `a` up to `b` are turned round.
 */
type Move<S> = { kind: 'exchange'; a: S; b: S; c: S; d: S } | { kind: 'tails'; a: S; b: S } | { kind: 'turn'; a: S; b: S }

/** A route, and its stops after a move. */
export type Change<S> = readonly [route: PlainRoute<S>, stops: S[]]

export abstract class PlainDescent<S extends PlainStop<S>> implements AnyDescent {
  moves = 0
  pairs = 0
  protected readonly day: DescentDay
  protected readonly routes: readonly PlainRoute<S>[]
  private readonly legsFirst: boolean
  private readonly stops: readonly S[]
  private readonly before: readonly (readonly S[])[]
  private readonly after: readonly (readonly S[])[]
  private queue: S[] = []
  /** Delta of the best move so far. */
  protected best = 0
  private bestMove: Move<S> | undefined

  /** @param legsFirst whether a move is left off whose legs alone leave no room for a gain */
  constructor(day: DescentDay, near: NearLists, legsFirst: boolean, makeStop: (id: number, prices: readonly (readonly number[])[]) => S) {
    this.legsFirst = legsFirst
    // Travel, and the paid hours that it takes.
    const prices = day.waitRate === 0 ? day.seconds : day.seconds.map((row) => row.map((seconds) => seconds * (1 + day.waitRate)))
    this.day = day
    this.stops = day.nodes.map((_, id) => makeStop(id, prices))
    this.routes = Array.from({ length: day.vehicles }, (_, id) => {
      const [start, end] = [makeStop(0, prices), makeStop(0, prices)]
      return { id, start, end, stops: [start, end], load: 0, legs: 0, toll: 0 }
    })
    this.before = near.before.map((list) => list.map((id) => this.stops[id]!))
    this.after = near.after.map((list) => list.map((id) => this.stops[id]!))
    for (const { id } of this.routes) this.lay(id, [])
  }

  /** Load, legs and toll of a route from its stops, and what the variant keeps besides. */
  protected abstract refresh(route: PlainRoute<S>): void
  protected abstract tryExchange(a: S, b: S, c: S, d: S, legs: number): void
  protected abstract tryTails(v: S, u: S, legs: number): void
  /** Legs of what is turned round are not known yet. */
  protected abstract tryTurn(v: S, u: S): void

  lay(route: number, customers: readonly number[]): void {
    const { start, end } = this.routes[route]!
    this.change(this.routes[route]!, [start, ...customers.map((id) => this.stops[id]!), end])
  }

  customersOf(route: number): number[] {
    return this.routes[route]!.stops.slice(1, -1).map(({ id }) => id)
  }

  total(): number {
    return this.routes.reduce((sum, { legs, toll }) => sum + legs + toll, 0)
  }

  push(customer: number): void {
    this.enqueue(this.stops[customer]!)
  }

  run(): void {
    // The queue grows while it is walked.
    for (const stop of this.queue) {
      stop.isQueued = false
      while (this.improveStop(stop) < 0);
    }
    this.queue = []
  }

  improve(customer: number): number {
    const gain = this.improveStop(this.stops[customer]!)
    for (const stop of this.queue) stop.isQueued = false
    this.queue = []
    return gain
  }

  deltasOf(customer: number): number[] {
    const deltas: number[] = []
    this.note = (_, delta) => void deltas.push(delta)
    this.best = Infinity
    this.lookAround(this.stops[customer]!)
    return deltas
  }

  private enqueue(stop: S): void {
    if (stop.id === 0 || stop.isQueued) return
    stop.isQueued = true
    this.queue.push(stop)
  }

  private improveStop(stop: S): number {
    this.best = 0
    this.bestMove = undefined
    this.lookAround(stop)
    if (this.bestMove !== undefined) this.apply(this.bestMove)
    return this.best
  }

  private lookAround(stop: S): void {
    const before = this.before[stop.id]!
    const after = this.after[stop.id]!
    for (let i = 0; i < before.length; i++) {
      this.pair(before[i]!, stop)
      this.pair(stop, after[i]!)
    }
    // Empty routes are alike, so one of them is enough.
    const empty = this.routes.find(({ stops }) => stops.length === 2)
    if (empty !== undefined) this.pair(empty.start, stop)
  }

  /** All moves that put stop `u` right after stop `v`. */
  private pair(v: S, u: S): void {
    const rv = v.route!
    const ru = u.route!
    const vs = rv.stops
    const us = ru.stops
    const atV = v.position
    const atU = u.position
    const x = vs[atV + 1]!
    if (x === u) return
    const p = us[atU - 1]!
    const same = rv === ru
    const limit = (same ? rv.toll : rv.toll + ru.toll) + this.best
    const leg = v.priceTo[u.id]!
    if (leg >= limit + Math.max(v.priceOn, p.priceOn)) return
    const base = leg - v.priceOn - p.priceOn
    const across = p.priceTo[x.id]!
    const room = this.legsFirst ? limit : Infinity
    this.pairs++
    let moves = 0
    if (!same) {
      moves++
      if (base + across < room) this.tryTails(v, u, base + across)
    } else if (atV < atU && atU - atV <= LONGEST_TURN) {
      moves++
      this.tryTurn(v, u)
    }

    // u and some after it against some after v.
    for (let i = 0, last = u; i < LONGEST && last.id !== 0 && last !== v; i++) {
      const n = us[atU + i + 1]!
      const part = base - last.priceOn
      const delta = part + last.priceTo[x.id]! + p.priceTo[n.id]!
      moves++
      if (delta < room) this.tryExchange(p, n, v, x, delta)
      for (let j = 0, end = x; j < LONGEST_BACK && end.id !== 0 && end !== p; j++) {
        const y = vs[atV + j + 2]!
        const both = part - end.priceOn + last.priceTo[y.id]! + across + end.priceTo[n.id]!
        moves++
        if (both < room) this.tryExchange(p, n, v, y, both)
        end = y
      }
      last = n
    }

    // v and some before it against some before u.
    for (let i = 0, first = v; i < LONGEST && first.id !== 0 && first !== u; i++) {
      const f = vs[atV - i - 1]!
      const part = base - f.priceOn
      const delta = part + p.priceTo[first.id]! + f.priceTo[x.id]!
      moves++
      if (delta < room) this.tryExchange(f, x, p, u, delta)
      for (let j = 0, start = p; j < LONGEST_BACK && start.id !== 0 && start !== x && start !== v; j++) {
        const g = us[atU - j - 2]!
        const both = part - g.priceOn + g.priceTo[first.id]! + f.priceTo[start.id]! + across
        moves++
        if (both < room) this.tryExchange(f, x, g, u, both)
        start = g
      }
      first = f
    }
    this.moves += moves
  }

  protected note(move: Move<S>, delta: number): void {
    this.best = delta
    this.bestMove = move
  }

  private apply(move: Move<S>): void {
    const { a, b } = move
    const afterA = a.route!.stops[a.position + 1]!
    const beforeB = b.route!.stops[b.position - 1]!
    const around = [a, b]
    if (move.kind === 'turn') around.push(afterA, b.route!.stops[b.position + 1]!)
    else if (move.kind === 'tails') around.push(beforeB, afterA)
    else {
      const { c, d } = move
      around.push(c, d, afterA, beforeB, c.route!.stops[c.position + 1]!, d.route!.stops[d.position - 1]!)
    }
    for (const stop of around) this.enqueue(stop)
    for (const [route, stops] of this.changes(move)) this.change(route, stops)
  }

  private change(route: PlainRoute<S>, stops: S[]): void {
    route.stops = stops
    stops.forEach((stop, position) => {
      stop.route = route
      stop.position = position
      stop.priceOn = stop.priceTo[stops[position + 1]?.id ?? 0]!
    })
    this.refresh(route)
  }

  private changes(move: Move<S>): Change<S>[] {
    if (move.kind === 'exchange') return this.exchanged(move.a, move.b, move.c, move.d)
    return move.kind === 'tails' ? this.tailed(move.a, move.b) : this.turned(move.a, move.b)
  }

  /** In one route, the piece after `a` comes first. */
  protected exchanged(a: S, b: S, c: S, d: S): Change<S>[] {
    const rx = a.route!
    const ry = c.route!
    const xs = rx.stops
    const ys = ry.stops
    const piece = xs.slice(a.position + 1, b.position)
    const other = ys.slice(c.position + 1, d.position)
    if (rx !== ry) {
      return [
        [rx, [...xs.slice(0, a.position + 1), ...other, ...xs.slice(b.position)]],
        [ry, [...ys.slice(0, c.position + 1), ...piece, ...ys.slice(d.position)]],
      ]
    }
    return [[rx, [...xs.slice(0, a.position + 1), ...other, ...xs.slice(b.position, c.position + 1), ...piece, ...xs.slice(d.position)]]]
  }

  protected tailed(v: S, u: S): Change<S>[] {
    const rv = v.route!
    const ru = u.route!
    assert(rv !== ru, 'tails are of two routes')
    return [
      [rv, [...rv.stops.slice(0, v.position + 1), ...ru.stops.slice(u.position, -1), rv.end]],
      [ru, [...ru.stops.slice(0, u.position), ...rv.stops.slice(v.position + 1, -1), ru.end]],
    ]
  }

  protected turned(v: S, u: S): Change<S>[] {
    const { stops } = v.route!
    const turned = stops.slice(v.position + 1, u.position + 1).reverse()
    return [[v.route!, [...stops.slice(0, v.position + 1), ...turned, ...stops.slice(u.position + 1)]]]
  }
}
