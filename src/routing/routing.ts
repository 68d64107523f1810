/** The room's face: the fast plan of one day, by order id. */
import { assert } from '../base/assert.ts'
import type { Day } from '../model/day.ts'
import type { Order, Plan, PlanRoute } from '../model/nouns.ts'
import type { Window } from '../time/window.ts'
import { TravelGrid } from '../travel/grid.ts'
import type { Place } from '../travel/place.ts'
import { adoptRoutes } from './adopt.ts'
import { freeInterval, refresh } from './bounds.ts'
import { insertStop } from './gaps/edit.ts'
import { makeFleet } from './fleet.ts'
import { GapScan, NO_GAP } from './gaps/gaps.ts'
import type { Ground } from './ground.ts'
import { Legs } from './legs.ts'
import { Neighbours } from './neighbours.ts'
import { Places } from './places.ts'
import { drivenSeconds, insertionOf, planRoute, routesDiffer, withInsertion } from './plan-routes.ts'
import { Reach } from './gaps/reach.ts'
import { improveRoutes } from './improve.ts'
import type { SearchPiece, StoppedSearch } from './improve.ts'
import type { Insides } from './insides.ts'
import type { Improvement, RearrangeBudget, Rearrangement, SearchBudget } from './outcome.ts'
import { scanGaps } from './gaps/scan.ts'
import { pauseSearch, resumeSearch } from './search/paused.ts'
import type { PausedSearch } from './search/paused.ts'
import { Repair } from './repair/repair.ts'
import { RouteSlabs, couriersOf } from './slabs.ts'
import { StopTable } from './stops.ts'
import { canBeLeftOut } from './taking-out.ts'
import { Vias } from './vias.ts'

/** The turn of an order that is only asked for: nobody comes after it. */
const NEWCOMER = Infinity

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
  /** For one question at a time. It is kept because it has columns as long as the day has places. */
  readonly scan: GapScan
  private readonly reach: Reach
  private readonly stopOf = new Map<string, number>()
  private readonly places: Places
  private readonly vias: Vias
  private readonly insides: Insides
  private lifted: { id: string; ends: readonly number[]; putBack: () => void } | undefined
  private spare: RouteSlabs | undefined
  /** An order that is asked for and takes more than a gap: in the table until the next is asked for. */
  private repair: Repair | undefined
  /** Version of the routes that the repair knows. */
  private repairedAt = -1
  private guest: number | undefined
  private entered = 0

  constructor(day: Day) {
    const fleet = makeFleet(day)
    this.day = day
    this.grid = day.grid.copy()
    this.legs = new Legs(this.grid, fleet)
    this.stops = new StopTable(day)
    this.ground = { fleet, legs: this.legs, stops: this.stops, profile: day.profile }
    this.slabs = new RouteSlabs(fleet, this.legs)
    this.slabs.fitStops(this.stops.rows)
    this.reach = new Reach(this.ground, this.slabs)
    this.slabs.watcher = this.reach
    this.neighbours = new Neighbours(this.stops, this.legs)
    this.scan = new GapScan(this.ground)
    this.places = new Places(this.grid, this.legs)
    this.vias = new Vias(this.stops, this.slabs, this.places)
    const { ground, slabs, neighbours, vias, stopOf, grid } = this
    const changed = (routes: readonly number[]) => this.noteRoutes(routes)
    this.insides = { day, grid, ground, slabs, neighbours, vias, stopOf, version: () => this.version, changed }
    for (let r = 0; r < fleet.routes; r++) assert(refresh(this.ground, this.slabs, r), 'the breaks of a shift can be taken')
  }

  /** Integer cost of all routes. */
  cost(): number {
    return this.slabs.totalCost()
  }

  /** Shifts in which somebody is served. */
  couriers(): number {
    return couriersOf(this.slabs)
  }

  /** Whether the order is in the table, in a route or not. */
  knows(id: string): boolean {
    return this.stopOf.has(id)
  }

  /** Whether the order is in a route. */
  serves(id: string): boolean {
    const stop = this.stopOf.get(id)
    return stop !== undefined && this.slabs.routeOf[stop]! >= 0
  }

  /** An order of the table. */
  order(id: string): Order {
    const order = this.stops.orders[this.handle(id)]
    assert(order, `the stop of ${id} is an order`)
    return order
  }

  /** Orders in the table that are in no route. */
  absent(): string[] {
    return [...this.stopOf].filter(([, stop]) => this.slabs.routeOf[stop]! < 0).map(([id]) => id)
  }

  /** The route of a planned order, and when its service could start there whatever its window says. */
  whereabouts(id: string): { route: number; lo: number; hi: number } {
    const stop = this.handle(id)
    return { route: this.slabs.routeOf[stop]!, ...freeInterval(this.ground, this.slabs, stop) }
  }

  /** The routes as plain data. */
  plan(): Plan {
    const routes: PlanRoute[] = []
    for (let r = 0; r < this.ground.fleet.routes; r++) {
      if (this.slabs.len[r]! > 0) routes.push(planRoute(this.day, this.grid, this.stops, this.slabs, r))
    }
    return { routes }
  }

  /** Seconds of a leg for the courier of a route; 0 from or to an open end. */
  legSeconds(route: number, from: Place | null, to: Place | null): number {
    return from === null || to === null ? 0 : this.grid.secondsBetween(from, to, this.ground.fleet.variant[route]!)
  }

  /** The route that a scan found for its window `w`, as it would be with the order in it. To be asked before the routes change. */
  routeWith(scan: GapScan, w: number, order: Order): () => PlanRoute {
    const now = () => planRoute(this.day, this.grid, this.stops, this.slabs, route)
    const route = scan.route[w]!
    const insertion = insertionOf(scan, w)
    return () => withInsertion(now(), insertion, order)
  }

  /** Enters an order, in no route yet. Of orders that are equally near a third, the one with the lower turn comes first. */
  enter(order: Order, turn: number = ++this.entered): void {
    this.dismissGuest()
    assert(!this.stopOf.has(order.id), `order ${order.id} is entered once`)
    this.stopOf.set(order.id, this.addStop(order, turn))
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
    this.answer(this.scan)
    const best = this.scan.best()
    return best >= 0 && this.insert(stop, this.scan, best)
  }

  /** Puts an absent order where a scan of the present routes found its window `w` to fit. @returns false where that is illegal after all */
  placeAt(id: string, scan: GapScan, w: number): boolean {
    assert(scan.route[w] !== NO_GAP, 'the scan found a gap')
    return this.insert(this.handle(id), scan, w)
  }

  /**
   * Takes an order out of its route and of the table. Where leaving the place out could make the route later or close a gap that was open,
   * as where travel is not metric, the courier still drives through it until the next `improve`.
   */
  remove(id: string): void {
    this.lift(id)
    this.discardLifted()
  }

  /**
   * Takes a planned order out of its route for a moment, to see what the routes could do without it. What follows is
   * `putBackLifted` or `discardLifted`; no other change of the routes comes between.
   */
  lift(id: string): void {
    assert(this.lifted === undefined, 'one order is lifted at a time')
    const stop = this.handle(id)
    const r = this.slabs.routeOf[stop]!
    assert(r >= 0, `order ${id} is in a route`)
    const before = this.spareSlabs()
    before.takeRoute(this.slabs, r)
    const ends = this.stops.endsOf(stop)
    const unmutes = canBeLeftOut(this.ground, this.slabs, r, ends) ? [] : ends.map((end) => this.stops.mute(end))
    if (unmutes.length === 0) for (const end of ends) this.slabs.unsplice(r, this.slabs.posOf[end]!, 1)
    const legal = refresh(this.ground, this.slabs, r)
    assert(legal, 'a route stays legal when a place is only driven through, or left out where that makes nothing later')
    this.lifted = {
      id,
      ends,
      putBack: () => {
        for (const unmute of unmutes) unmute()
        this.slabs.takeRoute(before, r)
      },
    }
  }

  /** Undoes `lift`. */
  putBackLifted(): void {
    assert(this.lifted !== undefined, 'an order is lifted')
    this.lifted.putBack()
    this.lifted = undefined
  }

  /** Makes `lift` final: the order leaves the table. */
  discardLifted(): void {
    assert(this.lifted !== undefined, 'an order is lifted')
    const { id, ends } = this.lifted
    const stop = this.handle(id)
    this.lifted = undefined
    this.stopOf.delete(id)
    if (this.slabs.routeOf[stop]! < 0) this.forget(stop)
    else for (const end of ends) this.driveThrough(end)
    this.version++
  }

  /** Asks the scan for an order that need not be in the table. The windows are the caller's to set. */
  ask(scan: GapScan, order: Order): void {
    this.dismissGuest()
    if (this.ground.fleet.reloads || order.collectAt || order.bringTo) {
      this.guest = this.addStop(order, NEWCOMER)
      scan.askRow(this.ground, this.guest)
      return
    }
    scan.askOrder(order)
    scan.kind = this.stops.kindFor(order)
    this.legs.askPlace(scan, order.place)
  }

  /** Answers what the scan was asked, for the routes as they are. */
  answer(scan: GapScan): void {
    scanGaps(scan, this.ground, this.slabs, this.reach)
  }

  private dismissGuest(): void {
    if (this.guest !== undefined) this.forget(this.guest)
    this.guest = undefined
  }

  /**
   * Searches for routes that serve the newcomer in each of the windows, as well as everybody else. Changes nothing.
   * @returns what was found, by window
   */
  rearrange(
    order: Order, windows: readonly Window[], budget: RearrangeBudget,
  ): { found: (Rearrangement | undefined)[]; evaluations: number } {
    this.dismissGuest()
    const stop = this.addStop({ ...order, windows: [windows[0]!] }, NEWCOMER)
    this.repair ??= new Repair(this.ground, this.neighbours)
    if (this.lifted !== undefined || this.repairedAt !== this.version) this.repair.forget()
    this.repairedAt = this.lifted === undefined ? this.version : -1
    const found: (Rearrangement | undefined)[] = windows.map(() => undefined)
    const evaluations = this.repair.run({
      ...budget, slabs: this.slabs, stop, windows,
      found: (slabs, routes, answered, lo, hi) => {
        const one = { ...this.rearrangement(slabs, stop, routes), lo, hi }
        for (const w of answered) found[w] = one
      },
    })
    this.forget(stop)
    return { found, evaluations }
  }

  /**
   * Makes the named routes what they are in the list.
   * @returns false, with nothing changed, where that is illegal or leaves somebody out
   */
  adopt(routes: readonly PlanRoute[]): boolean {
    this.dismissGuest()
    return adoptRoutes(this.insides, routes, this.spareSlabs())
  }

  /**
   * Lowers the cost, and places absent orders where it can. No window is broken, and nobody who is in a route loses that, unless
   * `mayDrop` says that orders are not promised yet: then more priority may take the place of less.
   */
  improve(budget: SearchBudget): Improvement {
    return this.search(budget).improvement
  }

  /** The same for who goes on later, or goes on with a search. */
  search(budget: SearchBudget, from?: StoppedSearch): SearchPiece {
    this.dismissGuest()
    return improveRoutes(this.insides, budget, from)
  }

  /** A search that stopped, as JSON data; it can still be gone on with. */
  pause(stopped: StoppedSearch): PausedSearch {
    return pauseSearch(this.insides, stopped)
  }

  /** The other way round. Throws {@link InputError} where the data is damaged, at this path. */
  resume(paused: PausedSearch, path: string): StoppedSearch {
    return resumeSearch(this.insides, paused, path)
  }

  private handle(id: string): number {
    const stop = this.stopOf.get(id)
    assert(stop !== undefined, `order ${id} is in the stop table`)
    return stop
  }

  private addStop(order: Order, turn: number): number {
    const place = this.places.enter(order.place)
    const there = (order.collectAt ?? order.bringTo)?.place
    const otherPlace = there === undefined ? TravelGrid.NOWHERE : this.places.enter(there)
    const stop = this.stops.add(order, place, otherPlace, turn)
    this.slabs.fitStops(this.stops.rows)
    return stop
  }

  /** Room to remember routes as they were. */
  private spareSlabs(): RouteSlabs {
    this.spare ??= new RouteSlabs(this.ground.fleet, this.legs, this.slabs.width, this.stops.rows)
    return this.spare
  }

  private insert(stop: number, scan: GapScan, w: number): boolean {
    if (!insertStop(this.ground, this.slabs, stop, scan, w)) return false
    for (const end of this.stops.endsOf(stop)) this.neighbours.add(end)
    this.version++
    return true
  }

  private rearrangement(best: RouteSlabs, stop: number, among: readonly number[]): Omit<Rearrangement, 'lo' | 'hi'> {
    const routes: PlanRoute[] = []
    let addedCost = 0
    let addedTravel = 0
    for (const r of [...among].sort((a, b) => a - b)) {
      if (!routesDiffer(best, this.slabs, r)) continue
      routes.push(planRoute(this.day, this.grid, this.stops, best, r))
      addedCost += best.cost[r]! - this.slabs.cost[r]!
      addedTravel += drivenSeconds(best, r) - drivenSeconds(this.slabs, r)
    }
    return { routes, addedCost, addedTravel, route: best.routeOf[stop]! }
  }

  /** These routes have changed. */
  private noteRoutes(routes: readonly number[]): void {
    const { slabs, stops } = this
    for (const r of routes) {
      for (let at = r * slabs.width + 1; at <= r * slabs.width + slabs.len[r]!; at++) {
        if (stops.via[slabs.stopAt[at]!] === 0) this.neighbours.add(slabs.stopAt[at]!)
      }
    }
    this.version++
  }

  /** Nobody is served there any more, and nobody looks for it among the neighbours: its turn is not known to who reads the routes. */
  private driveThrough(stop: number): void {
    this.neighbours.remove(stop)
    this.vias.add(stop)
  }

  /** Gives the stop's row back, and its place where nobody else uses it; likewise its other end. */
  private forget(stop: number): void {
    const places = this.stops.endsOf(stop).map((end) => this.stops.place[end]!)
    for (const end of this.stops.endsOf(stop)) this.neighbours.remove(end)
    this.stops.free(stop)
    for (const place of places) this.places.leave(place)
  }
}
