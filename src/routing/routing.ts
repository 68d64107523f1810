/** The room's face: the fast plan of one day, by order id. */
import { assert } from '../base/assert.ts'
import type { Random } from '../base/random.ts'
import type { Day } from '../model/day.ts'
import type { Order, Plan, PlanRoute, PlanStep } from '../model/nouns.ts'
import type { TravelGrid } from '../travel/grid.ts'
import type { Place } from '../travel/place.ts'
import { refresh } from './bounds.ts'
import { insertStop, removeStop } from './edit.ts'
import { makeFleet } from './fleet.ts'
import { GapScan } from './gaps.ts'
import type { Ground } from './ground.ts'
import { Legs } from './legs.ts'
import { Neighbours } from './neighbours.ts'
import { search } from './search.ts'
import type { SearchResult } from './search.ts'
import { RouteSlabs } from './slabs.ts'
import { StopTable } from './stops.ts'

/** What `improve` did. Costs are integer cost units. */
export interface Improvement {
  readonly before: number
  readonly after: number
  readonly evaluations: number
  readonly rounds: number
  /** Orders that were in no route and now are. */
  readonly served: readonly string[]
}

/** How long and how to search. */
export interface SearchBudget {
  /** Gaps that may be looked at. */
  readonly evaluations: number
  readonly chance: Random
  readonly interrupted?: () => boolean
}

/** Routes that would serve a newcomer in a window, and what they would cost. Nothing has been changed yet. */
export interface Rearrangement {
  readonly routes: readonly PlanRoute[]
  /** Cost of the whole plan afterwards minus its cost now. */
  readonly addedCost: number
  readonly evaluations: number
}

/** The routes of a day. Orders enter the table first and are placed in a route then; what is not placed is absent. */
export class Routing {
  readonly day: Day
  readonly ground: Ground
  /** The routes as they are. Others may read them; only this class writes. */
  readonly slabs: RouteSlabs
  /** Changes with every change of the routes. */
  version = 0
  private readonly grid: TravelGrid
  private readonly legs: Legs
  private readonly stops: StopTable
  private readonly neighbours: Neighbours
  private readonly scan: GapScan
  private readonly stopOf = new Map<string, number>()
  private readonly vias = new Set<number>()
  private readonly users = new Map<number, number>()

  constructor(day: Day) {
    const fleet = makeFleet(day)
    this.day = day
    this.grid = day.grid.copy()
    this.legs = new Legs(this.grid, fleet)
    this.stops = new StopTable(day)
    this.ground = { fleet, legs: this.legs, stops: this.stops, profile: day.profile }
    this.slabs = new RouteSlabs(fleet)
    this.neighbours = new Neighbours(this.stops, this.legs)
    this.scan = new GapScan(this.ground)
    for (let r = 0; r < fleet.routes; r++) {
      this.hold(fleet.fromPlace[r]!)
      this.hold(fleet.toPlace[r]!)
      if (!refresh(this.ground, this.slabs, r)) this.slabs.close(r)
    }
  }

  /** Integer cost of all routes. */
  cost(): number {
    return this.slabs.totalCost()
  }

  /** Whether the order is in a route. */
  serves(id: string): boolean {
    const stop = this.stopOf.get(id)
    return stop !== undefined && this.slabs.routeOf[stop]! >= 0
  }

  /** Handle of an order in the table. */
  handle(id: string): number {
    const stop = this.stopOf.get(id)
    assert(stop !== undefined, `order ${id} is in the stop table`)
    return stop
  }

  /** Enters an order, in no route yet. */
  enter(order: Order): void {
    assert(!this.stopOf.has(order.id), `order ${order.id} is entered once`)
    const place = this.legs.handleOf(order.place)
    this.hold(place)
    const stop = this.stops.add(order, place)
    this.stopOf.set(order.id, stop)
    this.slabs.fitStops(this.stops.rows)
  }

  /** Takes an order that is in no route out of the table. */
  leave(id: string): void {
    const stop = this.handle(id)
    assert(this.slabs.routeOf[stop]! < 0, `order ${id} is in no route when it leaves`)
    this.stopOf.delete(id)
    this.forget(stop)
  }

  /** Puts an absent order into its cheapest gap. @returns false where it has none */
  place(id: string): boolean {
    const stop = this.handle(id)
    this.scan.askStop(this.ground, stop)
    this.scan.run(this.ground, this.slabs)
    const best = this.scan.best()
    if (best < 0 || !insertStop(this.ground, this.slabs, stop, this.scan, best)) return false
    this.neighbours.add(stop)
    this.version++
    return true
  }

  /**
   * Takes an order out of its route and of the table. Where travel is not metric, leaving the place out could make the route later or
   * close a gap that was open; then the courier still drives through it until the next `improve`.
   */
  remove(id: string): void {
    const stop = this.handle(id)
    const r = this.slabs.routeOf[stop]!
    assert(r >= 0, `order ${id} is in a route`)
    const lonely = this.slabs.len[r] === 1
    if (this.day.metric || lonely) {
      const legal = removeStop(this.ground, this.slabs, stop)
      assert(legal, 'leaving a stop out of a metric route keeps it legal')
    } else {
      this.driveThrough(stop)
    }
    this.neighbours.remove(stop)
    this.stopOf.delete(id)
    this.forget(stop)
    this.version++
  }

  /** Replaces the windows of an order in the table. The caller makes sure that the routes stay legal. */
  rewindow(order: Order): void {
    const stop = this.handle(order.id)
    this.stops.setWindows(stop, order)
    const r = this.slabs.routeOf[stop]!
    if (r < 0) return
    const legal = refresh(this.ground, this.slabs, r)
    assert(legal, 'the new windows of a planned order hold the start that is planned')
    this.version++
  }

  /** Searches for routes that serve the absent order as well as everybody else. Changes nothing. */
  rearrange(id: string, budget: SearchBudget): { found: Rearrangement | undefined; evaluations: number } {
    const stop = this.handle(id)
    const before = this.cost()
    const result = search(this.ground, this.slabs, this.neighbours, { ...budget, absent: [stop], untilAllServed: true })
    if (result.absent.length > 0) return { found: undefined, evaluations: result.evaluations }
    const routes: PlanRoute[] = []
    for (let r = 0; r < this.ground.fleet.routes; r++) if (this.differs(result.best, r)) routes.push(this.planRoute(result.best, r))
    return {
      found: { routes, addedCost: result.best.totalCost() - before, evaluations: result.evaluations },
      evaluations: result.evaluations,
    }
  }

  /** Makes the named routes what they are in the list. All their orders are in the table. @returns false, with nothing changed, where they are not legal */
  adopt(routes: readonly PlanRoute[]): boolean {
    const trial = this.slabs.copy()
    const handles = routes.map((route) => this.routeHandle(route))
    for (const r of handles) trial.unsplice(r, 1, trial.len[r]!)
    routes.forEach((route, i) => this.lay(trial, handles[i]!, route))
    const complete = [...this.stopOf.values()].every((stop) => !(this.slabs.routeOf[stop]! >= 0) || trial.routeOf[stop]! >= 0)
    if (!complete || !handles.every((r) => refresh(this.ground, trial, r))) return false
    this.takeOver(trial, handles)
    this.forgetUnusedVias()
    return true
  }

  /** Lowers the cost, and places absent orders where it can. Nobody who is in a route loses that, and no window is broken. */
  improve(budget: SearchBudget): Improvement {
    const before = this.cost()
    this.dropVias()
    const absent = this.absent()
    const result = search(this.ground, this.slabs, this.neighbours, { ...budget, absent: absent.map((id) => this.handle(id)) })
    if (this.isNoWorse(result, absent.length)) this.takeOver(result.best, [...this.slabs.len.keys()])
    const served = absent.filter((id) => this.serves(id))
    return { before, after: this.cost(), evaluations: result.evaluations, rounds: result.rounds, served }
  }

  /** Orders in the table that are in no route. */
  absent(): string[] {
    return [...this.stopOf].filter(([, stop]) => this.slabs.routeOf[stop]! < 0).map(([id]) => id)
  }

  /** The routes as plain data. */
  plan(): Plan {
    const routes: PlanRoute[] = []
    for (let r = 0; r < this.ground.fleet.routes; r++) if (this.slabs.len[r]! > 0) routes.push(this.planRoute(this.slabs, r))
    return { routes }
  }

  /** Asks the scan for an order that need not be in the table. The leg columns are computed into scratch space. */
  askOrder(scan: GapScan, order: Order): void {
    const { fleet } = this.ground
    scan.kind = this.stops.kindFor(order.skills)
    scan.service = order.service
    scan.tasks = 1
    scan.delivery.set(order.delivery)
    scan.pickup.set(order.pickup)
    this.legs.askPlace(scan, order.place, fleet.limitsMetres)
  }

  private isNoWorse(result: SearchResult, absentBefore: number): boolean {
    if (result.absent.length > absentBefore) return false
    return result.absent.length < absentBefore || result.best.totalCost() < this.cost()
  }

  /** Leaves out the places that are only driven through, wherever that is legal and not dearer. */
  private dropVias(): void {
    for (const stop of [...this.vias]) {
      const r = this.slabs.routeOf[stop]!
      const before = this.slabs.copy()
      if (!removeStop(this.ground, this.slabs, stop)) continue
      if (this.slabs.cost[r]! > before.cost[r]!) {
        this.slabs.takeRoute(before, r)
        continue
      }
      this.vias.delete(stop)
      this.neighbours.remove(stop)
      this.forget(stop)
      this.version++
    }
  }

  /** Leaves the place of a stop in the route, without its service, load and window. */
  private driveThrough(stop: number): void {
    const { slabs } = this
    const r = slabs.routeOf[stop]!
    const position = slabs.posOf[stop]!
    const via = this.addVia(this.stops.place[stop]!)
    const base = r * slabs.width
    slabs.stopAt[base + position] = via
    slabs.routeOf[via] = r
    slabs.posOf[via] = position
    slabs.routeOf[stop] = -1
    this.neighbours.add(via)
    const legal = refresh(this.ground, slabs, r)
    assert(legal, 'driving through a place without stopping is never later')
  }

  private forgetUnusedVias(): void {
    for (const via of [...this.vias]) {
      if (this.slabs.routeOf[via]! >= 0) continue
      this.vias.delete(via)
      this.neighbours.remove(via)
      this.forget(via)
    }
  }

  private addVia(place: number): number {
    const via = this.stops.addVia(place)
    this.hold(place)
    this.vias.add(via)
    this.slabs.fitStops(this.stops.rows)
    return via
  }

  /** Writes the routes of `source` over our own and brings everything that depends on them up to date. */
  private takeOver(source: RouteSlabs, routes: readonly number[]): void {
    for (const r of routes) this.slabs.takeRoute(source, r)
    for (const [, stop] of this.stopOf) if (this.slabs.routeOf[stop]! >= 0) this.neighbours.add(stop)
    this.version++
  }

  /** Writes the steps of a plain route into a slab. Places driven through reuse a free handle of the same place. */
  private lay(slabs: RouteSlabs, r: number, route: PlanRoute): void {
    const stops: number[] = []
    const breaks: number[] = [0]
    for (const step of route.steps) {
      if (step.type === 'break') {
        breaks[stops.length] = breaks[stops.length]! + 1
        continue
      }
      stops.push(step.type === 'order' ? this.handle(step.id) : this.viaAt(slabs, step.place, stops))
      breaks.push(0)
    }
    slabs.fitStops(this.stops.rows)
    slabs.write(r, stops, this.stops.place, breaks)
  }

  private viaAt(slabs: RouteSlabs, where: Place, taken: readonly number[]): number {
    const place = this.legs.handleOf(where)
    for (const via of this.vias) {
      if (this.stops.place[via] === place && !(slabs.routeOf[via]! >= 0) && !taken.includes(via)) return via
    }
    return this.addVia(place)
  }

  private planRoute(slabs: RouteSlabs, r: number): PlanRoute {
    const { courier, shiftIndex, shift } = this.day.routes[r]!
    const base = r * slabs.width
    const steps: PlanStep[] = []
    let nextBreak = 0
    for (let at = base; at <= base + slabs.len[r]!; at++) {
      const stop = slabs.stopAt[at]!
      if (at > base) {
        const order = this.stops.orders[stop]
        steps.push(order ? { type: 'order', id: order.id } : { type: 'via', place: this.grid.placeOf(this.stops.place[stop]!)! })
      }
      for (let i = 0; i < slabs.breaksOn[at]!; i++) steps.push({ type: 'break', id: shift.breaks[nextBreak++]!.id })
    }
    return { courier: courier.id, shift: shiftIndex, steps }
  }

  private differs(other: RouteSlabs, r: number): boolean {
    if (other.len[r] !== this.slabs.len[r]) return true
    for (let p = 0; p <= other.len[r]!; p++) {
      const here = r * this.slabs.width + p
      const there = r * other.width + p
      if (this.slabs.stopAt[here] !== other.stopAt[there] || this.slabs.breaksOn[here] !== other.breaksOn[there]) return true
    }
    return false
  }

  private routeHandle(route: PlanRoute): number {
    const spec = this.day.routes.find((candidate) => candidate.courier.id === route.courier && candidate.shiftIndex === route.shift)
    assert(spec !== undefined, `courier ${route.courier} has a shift ${route.shift}`)
    return spec.handle
  }

  private hold(place: number): void {
    this.users.set(place, (this.users.get(place) ?? 0) + 1)
  }

  private forget(stop: number): void {
    const place = this.stops.place[stop]!
    this.stops.free(stop)
    const users = this.users.get(place)! - 1
    this.users.set(place, users)
    if (users === 0) {
      this.users.delete(place)
      this.grid.free(place)
    }
  }
}
