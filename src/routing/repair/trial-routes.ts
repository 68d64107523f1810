/** Routes tried out on the side. */
import { refresh } from '../bounds.ts'
import { insertStop } from '../gaps/edit.ts'
import { GapScan } from '../gaps/gaps.ts'
import type { Ground } from '../ground.ts'
import { scanGapsOf } from '../gaps/scan.ts'
import { RouteSlabs } from '../slabs.ts'

/** What taking a route over is charged: so many gaps. */
const TAKE_CHARGE = 16

/** Some routes of a plan, to be changed without changing the plan. Routes that were not taken over mean nothing. */
export class TrialRoutes {
  readonly slabs: RouteSlabs
  /** Those taken over since the last `clear`. */
  readonly taken: number[] = []
  /** Gaps looked at since this was made. */
  evaluations = 0
  private readonly ground: Ground
  private readonly scan: GapScan

  constructor(ground: Ground) {
    this.ground = ground
    this.scan = new GapScan(ground)
    this.slabs = new RouteSlabs(ground.fleet, ground.legs)
  }

  /** Forgets all routes. */
  clear(): void {
    this.taken.length = 0
    this.slabs.fitStops(this.ground.stops.rows)
  }

  /** Takes a route of a plan over. */
  take(plan: RouteSlabs, r: number): void {
    this.evaluations += TAKE_CHARGE
    this.slabs.takeRoute(plan, r)
    this.taken.push(r)
  }

  /** Takes a stop and its other end out. The route is stale then. */
  takeOut(r: number, stop: number): void {
    for (const end of this.ground.stops.endsOf(stop)) this.slabs.unsplice(r, this.slabs.posOf[end]!, 1)
  }

  /** Brings the bounds up to date. @returns whether the route is legal */
  refresh(r: number): boolean {
    this.evaluations += this.slabs.len[r]!
    return refresh(this.ground, this.slabs, r)
  }

  /** Looks for gaps of the route for what the scan was asked. */
  look(scan: GapScan, r: number): void {
    const looked = scan.evaluations
    scanGapsOf(scan, this.ground, this.slabs, r)
    this.evaluations += scan.evaluations - looked
  }

  /** Puts a stop into its cheapest gap of the route. @returns false where it has none */
  insert(stop: number, r: number): boolean {
    const { scan, ground } = this
    scan.askStop(ground, stop)
    this.look(scan, r)
    const best = scan.best()
    return best >= 0 && insertStop(ground, this.slabs, stop, scan, best)
  }
}
