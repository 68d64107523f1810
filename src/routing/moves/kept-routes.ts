/** The routes that a search stands at, so that it can come back to them. */
import type { WarpRoutes } from './warp-routes.ts'
import { NEXT, SHIFT } from './warp-routes.ts'

/** Which node follows which, what each route costs, and how many routes are late or too full. */
export class KeptRoutes {
  private readonly routes: WarpRoutes
  /** By number of node: the next node. */
  private readonly next: Int32Array
  private readonly best: Int32Array
  private readonly price: Float64Array
  private readonly isLate: Uint8Array
  private readonly isFull: Uint8Array
  /** Price of all routes. */
  total = 0
  late = 0
  full = 0

  /** Keeps the routes as they are. */
  constructor(routes: WarpRoutes) {
    this.routes = routes
    this.next = new Int32Array(routes.count + 2 * routes.routes)
    this.best = new Int32Array(this.next.length)
    this.price = new Float64Array(routes.routes)
    this.isLate = new Uint8Array(routes.routes)
    this.isFull = new Uint8Array(routes.routes)
    for (let r = 0; r < routes.routes; r++) this.keep(r)
  }

  /** By how much the price of a route is off what it was. */
  change(r: number): number {
    return this.routes.legs[r]! + this.routes.toll[r]! - this.price[r]!
  }

  /** 1 where the route has become late, −1 where it is not late any more. */
  lateChange(r: number): number {
    return (this.routes.warp[r]! > 0 ? 1 : 0) - this.isLate[r]!
  }

  /** The same for loads. */
  fullChange(r: number): number {
    return (this.routes.overload(r) > 0 ? 1 : 0) - this.isFull[r]!
  }

  /** The route is to be kept as it is now. */
  keep(r: number): void {
    const { nodes } = this.routes
    const end = this.routes.endOf(r)
    for (let node = this.routes.startOf(r); node !== end; node = nodes[node + NEXT]!) this.next[node >> SHIFT] = nodes[node + NEXT]!
    this.total += this.change(r)
    this.price[r] = this.routes.legs[r]! + this.routes.toll[r]!
    this.late += this.lateChange(r)
    this.full += this.fullChange(r)
    this.isLate[r] = this.routes.warp[r]! > 0 ? 1 : 0
    this.isFull[r] = this.routes.overload(r) > 0 ? 1 : 0
  }

  /** The route as it was kept. All routes that gave and took its orders come back together. */
  bringBack(r: number): void {
    const end = this.routes.endOf(r)
    for (let node = this.routes.startOf(r); node !== end; ) {
      const next = this.next[node >> SHIFT]!
      this.routes.link(node, next)
      node = next
    }
    this.routes.refresh(r)
  }

  /** Prices have changed, the routes have not. */
  reprice(): void {
    this.total = 0
    for (let r = 0; r < this.routes.routes; r++) {
      this.price[r] = this.routes.legs[r]! + this.routes.toll[r]!
      this.total += this.price[r]!
    }
  }

  /** What is kept is the best so far. */
  noteBest(): void {
    this.best.set(this.next)
  }

  /** Numbers of the orders of a route of the best, one after another. */
  bestIn(r: number): number[] {
    const { best, routes } = this
    const found: number[] = []
    for (let node = best[routes.startOf(r) >> SHIFT]!; node < routes.firstStart; node = best[node >> SHIFT]!) found.push(node >> SHIFT)
    return found
  }
}
