/** The same moves written plainly, with the kernel's bounds in objects: every visit knows when it is left and how late it may begin. */
import { assert } from '../src/base/assert.ts'
import type { MovesDay } from './moves-day.ts'
import type { MovesRoutes } from './moves-rounds.ts'

interface Customer {
  readonly id: number
  readonly demand: number
  readonly open: number
  readonly close: number
  readonly service: number
  /** Seconds to every other, by id. */
  readonly secondsTo: readonly number[]
}

/** A customer in a route: earliest departure, and latest start of service that leaves the rest of the route on time. */
interface Visit {
  readonly customer: Customer
  departure: number
  latest: number
}

/** Visits in order, with the depot at both ends. */
interface Route {
  readonly id: number
  visits: Visit[]
  load: number
  cost: number
}

interface Gap {
  readonly route: Route
  readonly at: number
  readonly added: number
}

export class SlackRoutes implements MovesRoutes {
  gaps = 0
  private readonly customers: readonly Customer[]
  private readonly capacity: number
  private readonly routes: readonly Route[]
  private readonly routeOfCustomer = new Map<Customer, Route>()
  private readonly kept = new Map<Route, Customer[]>()

  constructor({ nodes, seconds, vehicles, capacity }: MovesDay) {
    this.customers = nodes.map(({ demand, window, service }, id) => {
      return { id, demand, open: window.start, close: window.end, service, secondsTo: seconds[id]! }
    })
    this.capacity = capacity
    this.routes = Array.from({ length: vehicles }, (_, id) => {
      const route: Route = { id, visits: [visitOf(this.customers[0]!), visitOf(this.customers[0]!)], load: 0, cost: 0 }
      refresh(route)
      return route
    })
  }

  insert(id: number): boolean {
    const customer = this.customers[id]!
    const gap = this.cheapestGap(customer)
    if (gap === undefined) return false
    this.keep(gap.route)
    gap.route.visits.splice(gap.at, 0, visitOf(customer))
    this.routeOfCustomer.set(customer, gap.route)
    refresh(gap.route)
    return true
  }

  /** Empty routes are alike, so one of them is enough. */
  private cheapestGap(customer: Customer): Gap | undefined {
    let best: Gap | undefined
    let empties = 0
    for (const route of this.routes) {
      if (route.load + customer.demand > this.capacity) continue
      if (route.visits.length === 2 && empties++ > 0) continue
      for (let at = 1; at < route.visits.length; at++) {
        const before = route.visits[at - 1]!
        const after = route.visits[at]!
        if (before.departure > customer.close) break
        this.gaps++
        const to = before.customer.secondsTo[customer.id]!
        const from = customer.secondsTo[after.customer.id]!
        const added = to + from - before.customer.secondsTo[after.customer.id]!
        if (best !== undefined && added >= best.added) continue
        const earliest = Math.max(customer.open, before.departure + to)
        const latest = Math.min(customer.close, after.latest - from - customer.service)
        if (earliest <= latest) best = { route, at, added }
      }
    }
    return best
  }

  remove(routeId: number, from: number, count: number): void {
    const route = this.routes[routeId]!
    this.keep(route)
    for (const { customer } of route.visits.splice(from + 1, count)) this.routeOfCustomer.delete(customer)
    refresh(route)
  }

  routeOf(id: number): number {
    return this.routeOfCustomer.get(this.customers[id]!)?.id ?? -1
  }

  placeOf(id: number): number {
    const customer = this.customers[id]!
    const route = this.routeOfCustomer.get(customer)
    assert(route !== undefined, 'the customer is in a route')
    return route.visits.findIndex((visit) => visit.customer === customer) - 1
  }

  customersOf(routeId: number): number[] {
    return this.routes[routeId]!.visits.slice(1, -1).map(({ customer }) => customer.id)
  }

  cost(): number {
    return this.routes.reduce((sum, { cost }) => sum + cost, 0)
  }

  mark(): void {
    this.kept.clear()
  }

  undo(): void {
    for (const route of this.kept.keys()) for (const { customer } of route.visits) this.routeOfCustomer.delete(customer)
    for (const [route, customers] of this.kept) {
      route.visits = customers.map(visitOf)
      refresh(route)
      for (const customer of customers.slice(1, -1)) this.routeOfCustomer.set(customer, route)
    }
  }

  private keep(route: Route): void {
    if (!this.kept.has(route)) this.kept.set(route, route.visits.map(({ customer }) => customer))
  }
}

function visitOf(customer: Customer): Visit {
  return { customer, departure: 0, latest: 0 }
}

/** Departures forward, latest starts backward, load and cost of a legal route. */
function refresh(route: Route): void {
  const { visits } = route
  const last = visits.length - 1
  route.load = 0
  route.cost = 0
  visits[0]!.departure = visits[0]!.customer.open
  for (let i = 1; i <= last; i++) {
    const visit = visits[i]!
    const before = visits[i - 1]!
    const drive = before.customer.secondsTo[visit.customer.id]!
    route.cost += drive
    route.load += visit.customer.demand
    visit.departure = Math.max(visit.customer.open, before.departure + drive) + visit.customer.service
  }
  visits[last]!.latest = visits[last]!.customer.close
  for (let i = last - 1; i >= 0; i--) {
    const { customer } = visits[i]!
    const after = visits[i + 1]!
    visits[i]!.latest = Math.min(customer.close, after.latest - customer.secondsTo[after.customer.id]! - customer.service)
  }
}
