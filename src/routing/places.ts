/** Places of the day that something uses: the others are given back. */
import type { TravelGrid } from '../travel/grid.ts'
import type { Place } from '../travel/place.ts'
import type { Legs } from './legs.ts'

/** How many stops and shifts use each place of the grid. */
export class Places {
  private readonly grid: TravelGrid
  private readonly legs: Legs
  private readonly users = new Map<number, number>()

  constructor(grid: TravelGrid, legs: Legs) {
    this.grid = grid
    this.legs = legs
    for (let handle = 0; handle < grid.size; handle++) this.users.set(handle, 1)
  }

  /** The handle of a place that one more uses now. */
  enter(place: Place): number {
    const handle = this.legs.handleOf(place)
    this.users.set(handle, (this.users.get(handle) ?? 0) + 1)
    return handle
  }

  /** One fewer uses the place. */
  leave(handle: number): void {
    const users = this.users.get(handle)! - 1
    this.users.set(handle, users)
    if (users > 0) return
    this.users.delete(handle)
    this.grid.free(handle)
  }
}
