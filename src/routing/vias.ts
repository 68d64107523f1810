/** Places that are only driven through. */
import type { Place } from '../travel/place.ts'
import type { Neighbours } from './neighbours.ts'
import type { Places } from './places.ts'
import type { RouteSlabs } from './slabs.ts'
import type { StopTable } from './stops.ts'

/** The stops that stand for them, in a route or not. */
export class Vias {
  readonly stops = new Set<number>()
  private readonly table: StopTable
  private readonly slabs: RouteSlabs
  private readonly places: Places

  constructor(table: StopTable, slabs: RouteSlabs, places: Places) {
    this.table = table
    this.slabs = slabs
    this.places = places
  }

  /** The stop is driven through from now on. */
  add(stop: number): void {
    this.stops.add(stop)
  }

  /** A stop at the place that is in no route and not taken: the lowest that there is, or a new one. */
  at(where: Place, taken: readonly number[]): number {
    const place = this.places.enter(where)
    for (const via of [...this.stops].sort((a, b) => a - b)) {
      if (this.table.place[via] !== place || this.slabs.routeOf[via]! >= 0 || taken.includes(via)) continue
      this.places.leave(place)
      return via
    }
    const via = this.table.addVia(place)
    this.stops.add(via)
    this.slabs.fitStops(this.table.rows)
    return via
  }

  /** Gives back those that are in no route. */
  forgetUnused(neighbours: Neighbours): void {
    for (const via of this.stops) {
      if (this.slabs.routeOf[via]! >= 0) continue
      this.stops.delete(via)
      neighbours.remove(via)
      const place = this.table.place[via]!
      this.table.free(via)
      this.places.leave(place)
    }
  }
}
