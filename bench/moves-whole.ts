/** The same moves as they are first written: for every gap the route with the newcomer in it, evaluated as a whole. */
import type { MovesDay } from './moves-day.ts'
import type { MovesRoutes } from './moves-rounds.ts'

interface Customer {
  readonly id: number
  readonly demand: number
  readonly open: number
  readonly close: number
  readonly service: number
}

/** Customers in order, without the depot. */
type Route = readonly Customer[]

export class WholeRoutes implements MovesRoutes {
  gaps = 0
  private readonly customers: readonly Customer[]
  private readonly seconds: readonly (readonly number[])[]
  private readonly capacity: number
  private routes: Route[]
  private marked: Route[] = []

  constructor({ nodes, seconds, vehicles, capacity }: MovesDay) {
    this.customers = nodes.map(({ demand, window, service }, id) => ({ id, demand, open: window.start, close: window.end, service }))
    this.seconds = seconds
    this.capacity = capacity
    this.routes = Array.from({ length: vehicles }, () => [])
  }

  insert(id: number): boolean {
    const customer = this.customers[id]!
    const { routes } = this
    let best: { r: number; route: Route; added: number } | undefined
    // Empty routes are alike, so one of them is enough.
    const firstEmpty = routes.findIndex((route) => route.length === 0)
    for (const [r, route] of routes.entries()) {
      if (route.length === 0 && r !== firstEmpty) continue
      const now = this.costOf(route)!
      for (let at = 0; at <= route.length; at++) {
        this.gaps++
        const longer = [...route.slice(0, at), customer, ...route.slice(at)]
        const cost = this.costOf(longer)
        if (cost !== undefined && (best === undefined || cost - now < best.added)) best = { r, route: longer, added: cost - now }
      }
    }
    if (best === undefined) return false
    routes[best.r] = best.route
    return true
  }

  /** Seconds of travel, or undefined where the route is illegal. */
  private costOf(route: Route): number | undefined {
    const depot = this.customers[0]!
    let load = 0
    let cost = 0
    let now = depot.open
    let before = depot
    for (const customer of [...route, depot]) {
      const drive = this.seconds[before.id]![customer.id]!
      load += customer.demand
      cost += drive
      now = Math.max(now + drive, customer.open)
      if (now > customer.close || load > this.capacity) return undefined
      now += customer.service
      before = customer
    }
    return cost
  }

  remove(r: number, from: number, count: number): void {
    this.routes[r] = this.routes[r]!.toSpliced(from, count)
  }

  routeOf(id: number): number {
    return this.routes.findIndex((route) => route.some((customer) => customer.id === id))
  }

  placeOf(id: number): number {
    return this.routes[this.routeOf(id)]!.findIndex((customer) => customer.id === id)
  }

  customersOf(r: number): number[] {
    return this.routes[r]!.map(({ id }) => id)
  }

  cost(): number {
    return this.routes.reduce((sum, route) => sum + this.costOf(route)!, 0)
  }

  mark(): void {
    this.marked = [...this.routes]
  }

  undo(): void {
    this.routes = this.marked
  }
}
