/** Some of the routes of a day with tables of their own: small, and independent of all others. */
import { assert } from '../../base/assert.ts'
import type { Day } from '../../model/day.ts'
import { TravelGrid } from '../../travel/grid.ts'
import type { TravelVariant } from '../../travel/grid.ts'
import { refresh } from '../bounds.ts'
import { makeFleet } from '../fleet.ts'
import type { Ground } from '../ground.ts'
import { Legs } from '../legs.ts'
import { Neighbours } from '../neighbours.ts'
import type { Part } from './parts.ts'
import { RouteSlabs } from '../slabs.ts'
import { ALONE, OTHER, RELOAD, StopTable, VIA } from '../stops.ts'

/** What a part is taken from. */
export interface Whole {
  readonly day: Day
  readonly grid: TravelGrid
  readonly ground: Ground
}

/** The part's own tables. Its route `i` is route `part.routes[i]` of the whole. */
export class PartGround {
  readonly ground: Ground
  readonly slabs: RouteSlabs
  readonly neighbours: Neighbours
  readonly absent: readonly number[]
  private readonly whole: Whole
  private readonly part: Part
  private readonly stops: StopTable
  private readonly legs: Legs
  /** From rows of the whole to our own, and back. */
  private readonly own = new Map<number, number>()
  private readonly theirs = new Map<number, number>()

  constructor(whole: Whole, slabs: RouteSlabs, part: Part) {
    this.whole = whole
    this.part = part
    const day = dayOf(whole.day, part.routes)
    const fleet = makeFleet(day)
    this.legs = new Legs(day.grid, fleet)
    this.stops = new StopTable(day)
    this.ground = { fleet, legs: this.legs, stops: this.stops, profile: day.profile }
    part.routes.forEach((r, i) => {
      fleet.maxTasks[i] = whole.ground.fleet.maxTasks[r]!
      for (let n = 0; n < fleet.reloadMost[i]!; n++) this.pair(whole.ground.stops.reloadFirst[r]! + n, this.stops.reloadFirst[i]! + n)
    })
    part.routes.forEach((r) => {
      for (let p = 1; p <= slabs.len[r]!; p++) this.enter(slabs.stopAt[r * slabs.width + p]!)
    })
    this.absent = part.absent.map((stop) => this.enter(stop))
    this.slabs = new RouteSlabs(fleet, this.legs, slabs.width, this.stops.rows)
    this.neighbours = new Neighbours(this.stops, this.legs)
    part.routes.forEach((r, i) => {
      copyRoute(slabs, r, this.slabs, i, this.own, this.stops.place)
      assert(refresh(this.ground, this.slabs, i) && this.slabs.cost[i] === slabs.cost[r], 'a route costs the same in a part of the day')
      for (let p = 1; p <= this.slabs.len[i]!; p++) {
        const stop = this.slabs.stopAt[i * this.slabs.width + p]!
        if (this.stops.via[stop] === 0) this.neighbours.add(stop)
      }
    })
  }

  /** Writes routes of the part over those of the whole. */
  giveBack(routes: RouteSlabs, to: RouteSlabs): void {
    const { ground } = this.whole
    // Stops change places between routes: all must be out before any is in.
    for (const r of this.part.routes) if (to.len[r]! > 0) to.unsplice(r, 1, to.len[r]!)
    this.part.routes.forEach((r, i) => {
      copyRoute(routes, i, to, r, this.theirs, ground.stops.place)
      assert(refresh(ground, to, r), 'a route that is legal in a part is legal in the whole')
    })
  }

  /** The stops under their rows in the whole. */
  inWhole(stops: readonly number[]): number[] {
    return stops.map((stop) => this.theirs.get(stop)!)
  }

  private pair(theirs: number, own: number): void {
    this.own.set(theirs, own)
    this.theirs.set(own, theirs)
  }

  /** The row of a stop of the whole, entered if need be. */
  private enter(stop: number): number {
    const known = this.own.get(stop)
    if (known !== undefined) return known
    const { stops } = this.whole.ground
    assert(stops.role[stop] !== RELOAD, 'reloads are there from the start')
    if (stops.role[stop] === VIA) {
      const row = this.stops.addVia(this.legs.handleOf(this.whole.grid.placeOf(stops.place[stop]!)!))
      this.pair(stop, row)
      return row
    }
    const own = stops.role[stop] === OTHER ? stops.other[stop]! : stop
    const order = stops.orders[own]!
    const other = (order.collectAt ?? order.bringTo)?.place
    const place = this.legs.handleOf(order.place)
    const row = this.stops.add(order, place, other === undefined ? TravelGrid.NOWHERE : this.legs.handleOf(other), stops.turn[own]!)
    this.pair(own, row)
    if (stops.other[own] !== ALONE) this.pair(stops.other[own]!, this.stops.other[row]!)
    return this.own.get(stop)!
  }
}

function copyRoute(
  from: RouteSlabs, r: number, to: RouteSlabs, at: number, rows: ReadonlyMap<number, number>, places: Int32Array,
): void {
  const base = r * from.width
  const stops = Array.from({ length: from.len[r]! }, (_, i) => rows.get(from.stopAt[base + i + 1]!)!)
  to.fitStops(Math.max(0, ...stops) + 1)
  to.write(at, stops, places, [...from.breaksOn.subarray(base, base + stops.length + 1)])
}

/** The day with these of its routes only, and with a grid of its own. */
function dayOf(day: Day, routes: readonly number[]): Day {
  const grid = new TravelGrid(variantsOf(day))
  const handleOf = (place: Parameters<TravelGrid['handleOf']>[0] | null | undefined) =>
    (place === null || place === undefined ? TravelGrid.NOWHERE : grid.handleOf(place))
  const specs = routes.map((r, handle) => {
    const spec = day.routes[r]!
    const { from, to, reload } = spec.shift
    return { ...spec, handle, fromPlace: handleOf(from), toPlace: handleOf(to), reloadPlace: handleOf(reload?.place) }
  })
  return { ...day, grid, routes: specs, couriers: [...new Set(specs.map(({ courier }) => courier))] }
}

/** The day's sources and speeds, under the same numbers. */
function variantsOf({ routes, travel }: Day): TravelVariant[] {
  const variants: TravelVariant[] = []
  for (const { variant, courier } of routes) variants[variant] ??= { source: travel.get(courier.profile)!, speed: courier.speed }
  return variants
}
