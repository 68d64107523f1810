/** The moves on the library's own plan in typed arrays. */
import { assert } from '../src/base/assert.ts'
import { benchmarkDay } from '../src/formats/benchmark.ts'
import { refresh } from '../src/routing/bounds.ts'
import { insertCheapest } from '../src/routing/gaps/edit.ts'
import { GapScan } from '../src/routing/gaps/gaps.ts'
import type { Ground } from '../src/routing/ground.ts'
import { Routing } from '../src/routing/routing.ts'
import type { RouteSlabs } from '../src/routing/slabs.ts'
import type { MovesDay } from './moves-day.ts'
import type { MovesRoutes } from './moves-rounds.ts'

export class TypedRoutes implements MovesRoutes {
  private readonly ground: Ground
  private readonly slabs: RouteSlabs
  private readonly kept: RouteSlabs
  private readonly scan: GapScan
  private readonly touched = new Set<number>()

  constructor({ nodes, seconds, vehicles, capacity }: MovesDay) {
    const file = { name: 'drawn', scale: 1, vehicles, capacity, nodes, seconds, losses: [] }
    const { day, orders } = benchmarkDay(file, {})
    const routing = new Routing(day)
    for (const order of orders) routing.enter(order)
    this.ground = routing.ground
    this.slabs = routing.slabs.copy()
    this.kept = routing.slabs.copy()
    this.scan = new GapScan(this.ground)
    // Customer i is order i, and orders take rows in turn.
    assert(orders.every(({ id }, i) => Number(id) === i + 1 && this.ground.stops.orders[i]?.id === id), 'rows follow the customers')
  }

  get gaps(): number {
    return this.scan.evaluations
  }

  insert(customer: number): boolean {
    return insertCheapest(this.ground, this.slabs, this.scan, customer - 1, (r) => this.keep(r))
  }

  remove(route: number, from: number, count: number): void {
    this.keep(route)
    this.slabs.unsplice(route, from + 1, count)
    const legal = refresh(this.ground, this.slabs, route)
    assert(legal, 'leaving out keeps a route legal where travel is metric')
  }

  routeOf(customer: number): number {
    return this.slabs.routeOf[customer - 1]!
  }

  placeOf(customer: number): number {
    return this.slabs.posOf[customer - 1]! - 1
  }

  customersOf(route: number): number[] {
    const { stopAt, len, width } = this.slabs
    const customers: number[] = []
    for (let at = route * width + 1; at <= route * width + len[route]!; at++) customers.push(stopAt[at]! + 1)
    return customers
  }

  cost(): number {
    return this.slabs.totalCost()
  }

  mark(): void {
    this.touched.clear()
  }

  undo(): void {
    for (const r of this.touched) this.slabs.takeRoute(this.kept, r)
  }

  private keep(route: number): void {
    if (this.touched.has(route)) return
    this.touched.add(route)
    this.kept.takeRoute(this.slabs, route)
  }
}
