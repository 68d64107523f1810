/** The library's own descent. */
import { assert } from '../src/base/assert.ts'
import { makeDay } from '../src/model/day.ts'
import { makeOrder } from '../src/model/order.ts'
import { Descent } from '../src/routing/moves/descent.ts'
import type { Near } from '../src/routing/moves/near.ts'
import { makeNear } from '../src/routing/moves/near.ts'
import { NONE, ROUTE, SHIFT, WarpRoutes } from '../src/routing/moves/warp-routes.ts'
import { Routing } from '../src/routing/routing.ts'
import { matrixTravel } from '../src/travel/matrix.ts'
import type { AnyDescent, DescentDay, NearLists } from './descent-day.ts'

/** Neighbours before and after each order, as in `src/routing/moves/move-search.ts`. */
const NEAR = 25

export class TypedDescent implements AnyDescent {
  /** The library counts pairs only. */
  readonly moves = undefined
  readonly nearLists: NearLists
  private readonly routes: WarpRoutes
  private readonly near: Near
  private readonly descent: Descent

  constructor({ nodes, seconds, vehicles, capacity, waitRate, warpRate, loadRate }: DescentDay) {
    const costs = { perHour: 3600, perPaidHour: 3600 * waitRate }
    const courier = { start: 0, end: 0, shift: nodes[0]!.window, capacity: [capacity], costs }
    const day = makeDay({
      couriers: Array.from({ length: vehicles }, (_, i) => ({ id: String(i), ...courier })),
      travel: matrixTravel({ seconds: seconds.map((row) => [...row]) }),
      dimensions: 1,
    })
    const routing = new Routing(day)
    nodes.forEach(({ demand, window, service }, id) => {
      if (id > 0) routing.enter(makeOrder({ id: String(id), place: id, service, delivery: [demand], windows: [window] }, day))
    })
    const handles = day.routes.map(({ handle }) => handle)
    // Customer i is order i, and orders take rows in turn.
    const stops = nodes.slice(1).map((_, stop) => stop)
    assert(stops.every((stop) => routing.ground.stops.orders[stop]?.id === String(stop + 1)), 'rows follow the customers')
    this.routes = new WarpRoutes(routing.ground, handles, stops)
    assert(this.routes.fits && this.routes.fineness === 1 && this.routes.waitRate === waitRate, 'prices are those of the day')
    this.routes.warpRate = warpRate
    this.routes.loadRate = loadRate
    this.routes.reprice()
    this.near = makeNear(this.routes, NEAR)
    this.descent = new Descent(this.routes, this.near, () => {})
    const { before, after, most } = this.near
    const rowOf = (of: Int32Array, i: number) => Array.from(of.subarray(i * most, (i + 1) * most), (node) => (node >> SHIFT) + 1)
    const listsOf = (of: Int32Array) => [[], ...stops.map((i) => rowOf(of, i))]
    this.nearLists = { before: listsOf(before), after: listsOf(after) }
  }

  get pairs(): number {
    return this.descent.evaluations
  }

  lay(route: number, customers: readonly number[]): void {
    this.routes.lay(route, customers.map((customer) => customer - 1))
  }

  customersOf(route: number): number[] {
    return this.routes.numbersIn(route).map((number) => number + 1)
  }

  total(): number {
    return this.routes.total()
  }

  push(customer: number): void {
    this.descent.push((customer - 1) << SHIFT)
  }

  run(): void {
    this.descent.run()
  }

  improve(customer: number): number {
    const gain = this.descent.improve((customer - 1) << SHIFT)
    this.descent.run(0)
    return gain
  }

  /** From the inside: the best move is infinitely bad and stays so, so that no move is left off. */
  deltasOf(customer: number): number[] {
    const { routes, near, descent } = this
    const deltas: number[] = []
    descent['note'] = (_kind, _a, _b, _c, _d, delta) => void deltas.push(delta)
    descent['best'] = Infinity
    const u = (customer - 1) << SHIFT
    for (let i = (customer - 1) * near.most; i < customer * near.most; i++) {
      assert(routes.nodes[near.before[i]! + ROUTE] !== NONE, 'everybody is in a route')
      descent['pair'](near.before[i]!, u)
      descent['pair'](u, near.after[i]!)
    }
    descent['intoEmpty'](u)
    return deltas
  }
}
