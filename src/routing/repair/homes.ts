/** Where planned stops could go besides their own routes. */
import { GapScan } from '../gaps/gaps.ts'
import type { Ground } from '../ground.ts'
import type { NearbyRoutes } from './nearby-routes.ts'
import { scanGaps, scanGapsOf } from '../gaps/scan.ts'
import type { RouteSlabs } from '../slabs.ts'

/** No route. */
export const NOWHERE = -1

const UNKNOWN = -2

/** What looking for a gap in all routes is charged besides the gaps. */
const LOOK_CHARGE = 4

/** The cheapest route with a gap for a stop, its own apart: remembered until the routes change. */
export class Homes {
  private readonly ground: Ground
  private readonly nearby: NearbyRoutes
  private readonly scan: GapScan
  /** By stop: the route, {@link NOWHERE}, or UNKNOWN. */
  private home = new Int32Array(64).fill(UNKNOWN)
  /** By stop: what it took to find out, and the search that was charged for it last. */
  private price = new Int32Array(64)
  private charged = new Int32Array(64)
  private searches = 0
  private readonly own: Uint8Array
  /** Gaps looked at since this was made; for each stop anew in each search, though it may have been known. */
  evaluations = 0

  constructor(ground: Ground, nearby: NearbyRoutes) {
    this.ground = ground
    this.nearby = nearby
    this.scan = new GapScan(ground)
    this.own = new Uint8Array(ground.fleet.routes)
  }

  /** Forgets everything: the routes have changed. */
  forget(): void {
    this.home.fill(UNKNOWN)
  }

  /** From now on stops are charged for again. */
  beginSearch(): void {
    this.searches++
    const { rows } = this.ground.stops
    if (rows <= this.home.length) return
    this.home = new Int32Array(2 * rows).fill(UNKNOWN)
    this.price = new Int32Array(2 * rows)
    this.charged = new Int32Array(2 * rows)
  }

  /** The home of a planned stop. */
  of(slabs: RouteSlabs, stop: number): number {
    if (this.home[stop] === UNKNOWN) {
      const own = slabs.routeOf[stop]!
      const before = this.evaluations
      this.own[own] = 1
      this.home[stop] = this.cheapest(slabs, stop, this.own)
      this.own[own] = 0
      this.price[stop] = this.evaluations - before
    } else if (this.charged[stop] !== this.searches) {
      this.evaluations += this.price[stop]!
    }
    this.charged[stop] = this.searches
    return this.home[stop]!
  }

  /** The home of a stop that was asked for since the routes changed. */
  known(stop: number): number {
    return this.home[stop]!
  }

  /** The cheapest route with a gap for the stop among those without a mark. */
  cheapest(slabs: RouteSlabs, stop: number, except: Uint8Array): number {
    const { scan, ground, nearby } = this
    const looked = scan.evaluations
    let route = NOWHERE
    if (nearby.areAll) {
      scan.skip = except
      scan.askStop(ground, stop)
      scanGaps(scan, ground, slabs)
      const best = scan.best()
      if (best >= 0) route = scan.route[best]!
    } else {
      let least = Infinity
      for (const r of nearby.of(slabs, stop)) {
        if (except[r] === 1) continue
        scan.askStop(ground, stop)
        scanGapsOf(scan, ground, slabs, r)
        const best = scan.best()
        if (best < 0 || scan.cost[best]! >= least) continue
        least = scan.cost[best]!
        route = r
      }
    }
    this.evaluations += LOOK_CHARGE + scan.evaluations - looked
    return route
  }
}
