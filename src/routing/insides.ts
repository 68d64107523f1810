/** What the routing shares with those of its files that change all of its routes. */
import type { Day } from '../model/day.ts'
import type { TravelGrid } from '../travel/grid.ts'
import type { Ground } from './ground.ts'
import type { Neighbours } from './neighbours.ts'
import type { RouteSlabs } from './slabs.ts'
import type { Vias } from './vias.ts'

/** The parts of a routing. */
export interface Insides {
  readonly day: Day
  readonly grid: TravelGrid
  readonly ground: Ground
  readonly slabs: RouteSlabs
  readonly neighbours: Neighbours
  readonly vias: Vias
  /** The stop of each order, in a route or not. */
  readonly stopOf: ReadonlyMap<string, number>
  /** Changes with every change of the routes. */
  version(): number
  /** To be told when these routes have changed. */
  changed(routes: readonly number[]): void
}
