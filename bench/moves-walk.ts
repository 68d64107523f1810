/** The same moves written plainly: customers and routes as objects, a walk to the end of the route for every gap cheap enough. */
import { assert } from '../src/base/assert.ts'
import type { MovesDay } from './moves-day.ts'
import type { MovesRoutes } from './moves-rounds.ts'

class Customer {
  readonly id: number
  readonly demand: number
  readonly open: number
  readonly close: number
  readonly service: number
  /** Seconds to every other, by id. */
  readonly secondsTo: readonly number[]

  constructor(id: number, day: MovesDay) {
    const { demand, window, service } = day.nodes[id]!
    this.id = id
    this.demand = demand
    this.open = window.start
    this.close = window.end
    this.service = service
    this.secondsTo = day.seconds[id]!
  }
}

/** Customers in order, with the depot at both ends. */
class Route {
  readonly id: number
  readonly depot: Customer
  stops: Customer[]
  load = 0
  cost = 0

  constructor(id: number, depot: Customer) {
    this.id = id
    this.depot = depot
    this.stops = [depot, depot]
  }

  get isEmpty(): boolean {
    return this.stops.length === 2
  }
}

export class WalkRoutes implements MovesRoutes {
  gaps = 0
  private readonly customers: readonly Customer[]
  private readonly capacity: number
  private readonly routes: readonly Route[]
  private readonly routeOfCustomer = new Map<Customer, Route>()
  private readonly kept = new Map<Route, { stops: Customer[]; load: number; cost: number }>()

  constructor(day: MovesDay) {
    this.customers = day.nodes.map((_, id) => new Customer(id, day))
    this.capacity = day.capacity
    this.routes = Array.from({ length: day.vehicles }, (_, id) => new Route(id, this.customers[0]!))
  }

  insert(id: number): boolean {
    const customer = this.customers[id]!
    const best = this.cheapestGap(customer)
    if (best === undefined) return false
    const { route, at, added } = best
    this.keep(route)
    route.stops.splice(at, 0, customer)
    route.load += customer.demand
    route.cost += added
    this.routeOfCustomer.set(customer, route)
    return true
  }

  /** Empty routes are alike, so one of them is enough. */
  private cheapestGap(customer: Customer): { route: Route; at: number; added: number } | undefined {
    let best: { route: Route; at: number; added: number } | undefined
    let empties = 0
    for (const route of this.routes) {
      if (route.load + customer.demand > this.capacity) continue
      if (route.isEmpty && empties++ > 0) continue
      const { stops } = route
      let departure = route.depot.open
      for (let at = 1; at < stops.length; at++) {
        const before = stops[at - 1]!
        const after = stops[at]!
        if (departure > customer.close) break
        this.gaps++
        const added = before.secondsTo[customer.id]! + customer.secondsTo[after.id]! - before.secondsTo[after.id]!
        if ((best === undefined || added < best.added) && this.isLegal(route, at, customer, departure)) best = { route, at, added }
        departure = Math.max(after.open, departure + before.secondsTo[after.id]!) + after.service
      }
    }
    return best
  }

  /** Whether everybody from the newcomer on is on time when it comes before position `at`. */
  private isLegal({ stops }: Route, at: number, customer: Customer, departure: number): boolean {
    let before = stops[at - 1]!
    let now = departure + before.secondsTo[customer.id]!
    if (now > customer.close) return false
    now = Math.max(now, customer.open) + customer.service
    before = customer
    for (let i = at; i < stops.length; i++) {
      const stop = stops[i]!
      now += before.secondsTo[stop.id]!
      if (now > stop.close) return false
      now = Math.max(now, stop.open) + stop.service
      before = stop
    }
    return true
  }

  remove(routeId: number, from: number, count: number): void {
    const route = this.routes[routeId]!
    this.keep(route)
    for (const customer of route.stops.splice(from + 1, count)) {
      this.routeOfCustomer.delete(customer)
      route.load -= customer.demand
    }
    route.cost = 0
    for (let i = 1; i < route.stops.length; i++) route.cost += route.stops[i - 1]!.secondsTo[route.stops[i]!.id]!
  }

  routeOf(id: number): number {
    return this.routeOfCustomer.get(this.customers[id]!)?.id ?? -1
  }

  placeOf(id: number): number {
    const customer = this.customers[id]!
    const route = this.routeOfCustomer.get(customer)
    assert(route !== undefined, 'the customer is in a route')
    return route.stops.indexOf(customer) - 1
  }

  customersOf(routeId: number): number[] {
    return this.routes[routeId]!.stops.slice(1, -1).map(({ id }) => id)
  }

  cost(): number {
    return this.routes.reduce((sum, { cost }) => sum + cost, 0)
  }

  mark(): void {
    this.kept.clear()
  }

  undo(): void {
    for (const route of this.kept.keys()) for (const customer of route.stops) this.routeOfCustomer.delete(customer)
    for (const [route, { stops, load, cost }] of this.kept) {
      route.stops = stops
      route.load = load
      route.cost = cost
      for (const customer of stops.slice(1, -1)) this.routeOfCustomer.set(customer, route)
    }
  }

  private keep(route: Route): void {
    if (!this.kept.has(route)) this.kept.set(route, { stops: [...route.stops], load: route.load, cost: route.cost })
  }
}
