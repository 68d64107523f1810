/** Which routes are looked at for a stop. */
import type { Ground } from '../ground.ts'
import type { Neighbours } from '../neighbours.ts'
import type { RouteSlabs } from '../slabs.ts'

/** More routes than this are not all looked at: only those of the stops nearby. */
const MANY_ROUTES = 64

/** All routes, or those of a stop's neighbours where there are many. */
export class NearbyRoutes {
  private readonly neighbours: Neighbours
  private readonly all: readonly number[]
  private readonly seen: Uint8Array
  /** Whether all routes are always looked at. */
  readonly areAll: boolean

  constructor(ground: Ground, neighbours: Neighbours) {
    const { routes } = ground.fleet
    this.neighbours = neighbours
    this.all = Array.from({ length: routes }, (_, r) => r)
    this.seen = new Uint8Array(routes)
    this.areAll = routes <= MANY_ROUTES
  }

  /** Routes that a stop could enter, nearest first where not all are looked at. */
  of(slabs: RouteSlabs, stop: number): readonly number[] {
    if (this.areAll) return this.all
    const near: number[] = []
    for (const other of this.neighbours.of(stop)) {
      const r = slabs.routeOf[other]!
      if (r < 0 || this.seen[r] === 1) continue
      this.seen[r] = 1
      near.push(r)
    }
    for (const r of near) this.seen[r] = 0
    return near
  }
}
