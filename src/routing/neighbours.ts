/** The nearest planned stops of each stop, kept while stops come and go. */
import { Cells } from './cells.ts'
import type { Legs } from './legs.ts'
import type { StopTable } from './stops.ts'
import { OTHER } from './stops.ts'

/** Neighbours kept per stop. Ruins rarely look farther. */
const MOST = 120

/** Lists kept. More stops than that are hardly asked for again before something changes around them. */
const MOST_LISTS = 4096

/** Neighbours, nearest first, and the seconds to the last of them. */
interface Ranked {
  readonly stops: number[]
  farthest: number
}

/**
 * Per stop up to 120 others, nearest first, by the shorter of the two ways. A list is made when it is first asked for; after that,
 * newcomers are put in at their place and leavers are taken out. Ties go to the lower turn, so lists repeat, whatever the handles.
 */
export class Neighbours {
  private readonly stops: StopTable
  private readonly legs: Legs
  private readonly planned = new Set<number>()
  /** The planned stops on the map, where there is one. */
  private readonly cells = new Cells()
  private readonly lists = new Map<number, Ranked>()

  constructor(stops: StopTable, legs: Legs) {
    this.stops = stops
    this.legs = legs
  }

  /** The stop may be a neighbour from now on. */
  add(stop: number): void {
    if (this.planned.has(stop)) return
    this.planned.add(stop)
    const { plane } = this.legs
    const place = this.stops.place[stop]!
    if (plane !== undefined) this.cells.add(stop, plane.x[place]!, plane.y[place]!)
    this.lists.delete(stop)
    for (const [other, list] of this.lists) {
      const { stops } = list
      if (stops.length >= MOST && this.isBeyond(list, other, stop)) continue
      const distance = this.distance(other, stop)
      let at = stops.length
      for (; at > 0; at--) {
        const before = this.distance(other, stops[at - 1]!)
        if (before < distance || (before === distance && this.isBefore(stops[at - 1]!, stop))) break
      }
      if (at === stops.length && stops.length >= MOST) continue
      stops.splice(at, 0, stop)
      if (stops.length > MOST) stops.pop()
      list.farthest = this.distance(other, stops.at(-1)!)
    }
  }

  /** The stop is no neighbour any more. */
  remove(stop: number): void {
    this.lists.delete(stop)
    if (!this.planned.delete(stop)) return
    this.cells.remove(stop)
    for (const [other, list] of this.lists) {
      if (this.isBeyond(list, other, stop)) continue
      const at = list.stops.indexOf(stop)
      if (at < 0) continue
      // A list cut to its length no longer knows who comes next: make it anew when it is asked for.
      if (list.stops.length === MOST) this.lists.delete(other)
      else list.stops.splice(at, 1)
    }
  }

  /** Neighbours of the stop, nearest first, without itself. */
  of(stop: number): readonly number[] {
    let list = this.lists.get(stop)
    if (list === undefined) {
      list = this.rank(stop)
      if (this.lists.size >= MOST_LISTS) this.lists.delete(this.lists.keys().next().value!)
      this.lists.set(stop, list)
    }
    return list.stops
  }

  private rank(stop: number): Ranked {
    const { plane } = this.legs
    const found: { stop: number; distance: number }[] = []
    const show = (other: number): void => {
      if (other !== stop) found.push({ stop: other, distance: this.distance(stop, other) })
    }
    if (plane === undefined || this.cells.size < this.planned.size) {
      for (const other of this.planned) show(other)
    } else {
      const place = this.stops.place[stop]!
      const least = this.legs.leastPerMetre(0).seconds
      // Whoever has not been shown is at least that many metres away, and so many seconds.
      const enough = (metres: number): boolean => {
        if (found.length < MOST) return false
        const seconds = (metres - 0.001) * least
        let within = 0
        for (const { distance } of found) if (distance < seconds) within++
        return within >= MOST
      }
      this.cells.around(plane.x[place]!, plane.y[place]!, show, enough)
    }
    found.sort((a, b) => a.distance - b.distance || (this.isBefore(a.stop, b.stop) ? -1 : 1))
    if (found.length > MOST) found.length = MOST
    return { stops: found.map((other) => other.stop), farthest: found.at(-1)?.distance ?? 0 }
  }

  /** Whether the stop is certainly farther from the other one than the last in its list. */
  private isBeyond(list: Ranked, other: number, stop: number): boolean {
    const { plane } = this.legs
    if (plane === undefined) return this.distance(other, stop) > list.farthest
    const from = this.stops.place[other]!
    const to = this.stops.place[stop]!
    const metres = Math.hypot(plane.x[from]! - plane.x[to]!, plane.y[from]! - plane.y[to]!) - 0.001
    return metres * this.legs.leastPerMetre(0).seconds > list.farthest
  }

  /** Whether the stop comes first where both are as near: the lower turn, and of an order's two ends the one that the slot is about. */
  private isBefore(a: number, b: number): boolean {
    const { turn, role } = this.stops
    if (turn[a] !== turn[b]) return turn[a]! < turn[b]!
    return role[a] === role[b] ? a < b : role[b] === OTHER
  }

  private distance(a: number, b: number): number {
    const { legs, stops } = this
    const there = legs.secondsOf(0, stops.place[a]!, stops.place[b]!)
    const back = legs.secondsOf(0, stops.place[b]!, stops.place[a]!)
    return there < back ? there : back
  }
}
