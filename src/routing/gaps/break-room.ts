/** What a newcomer may add to the load without any break being taken with too much aboard. */
import type { Ground } from '../ground.ts'
import { eachLoad } from '../loads.ts'
import type { RouteSlabs } from '../slabs.ts'
import { tripStart } from '../trips.ts'

/** Of one route at a time: by how much its breaks stay below their limits. */
export class BreakRoom {
  private readonly ground: Ground
  private readonly slabs: RouteSlabs
  private readonly r: number
  /** By break row, counted from the first of the route, and dimension. */
  private readonly room: Float64Array
  /** By break row, counted likewise: the position whose leg it is on, and where its trip starts. */
  private readonly position: Int32Array
  private readonly trip: Int32Array

  constructor(ground: Ground, slabs: RouteSlabs, r: number) {
    const { dims, breakFirst, breakLoad } = ground.fleet
    const first = breakFirst[r]!
    const count = breakFirst[r + 1]! - first
    this.ground = ground
    this.slabs = slabs
    this.r = r
    this.room = new Float64Array(count * dims)
    this.position = new Int32Array(count)
    this.trip = new Int32Array(count)
    let row = 0
    eachLoad(ground, slabs, r, (at, load) => {
      for (let left = slabs.breaksOn[at]!; left > 0; left--, row++) {
        for (let d = 0; d < dims; d++) this.room[row * dims + d] = breakLoad[(first + row) * dims + d]! - load[d]!
        this.position[row] = at
        this.trip[row] = tripStart(ground, slabs, r, at)
      }
      return true
    })
  }

  /**
   * By how much a break would be overloaded if somebody were added behind position `at` and so many breaks of the leg that follows, who
   * brings and takes that much in the dimension; 0 or less where none would.
   */
  over(at: number, breaksBefore: number, d: number, delivery: number, pickup: number): number {
    const { room, position, trip } = this
    const { dims } = this.ground.fleet
    const own = tripStart(this.ground, this.slabs, this.r, at)
    let most = 0
    let passed = 0
    for (let row = 0; row < position.length; row++) {
      if (trip[row] !== own) continue
      // What is brought is aboard until then, what is taken from then on.
      const isBefore = position[row]! < at || (position[row] === at && passed++ < breaksBefore)
      most = Math.max(most, (isBefore ? delivery : pickup) - room[row * dims + d]!)
    }
    return most
  }
}
