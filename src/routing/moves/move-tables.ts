/** What takes a search by moves longest to make, kept between its pieces: prices and times of all pairs of orders, and which are near. */
import type { Ground } from '../ground.ts'
import { makeNear } from './near.ts'
import type { Near } from './near.ts'
import { WarpRoutes } from './warp-routes.ts'

/** Neighbours before and after each order that moves are tried with. */
const NEAR = 25

/** The routes are laid anew by whoever takes them over. */
export interface MoveTables {
  readonly routes: WarpRoutes
  readonly near: Near
}

/** @param among handles of the routes, and `stops` those of the orders, in the order in which the search numbers them */
export function makeMoveTables(ground: Ground, among: readonly number[], stops: readonly number[]): MoveTables {
  const routes = new WarpRoutes(ground, among, stops)
  return { routes, near: makeNear(routes, NEAR) }
}
