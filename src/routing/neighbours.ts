/** The nearest planned stops of each stop, kept while stops come and go. */
import type { Legs } from './legs.ts'
import type { StopTable } from './stops.ts'

/** Neighbours kept per stop. Ruins rarely look farther. */
const MOST = 120

/**
 * Per stop up to 120 others, nearest first, by the shorter of the two ways. A list is made when it is first asked for; after that,
 * newcomers are put in at their place and leavers are taken out. Ties go to the lower handle, so lists repeat.
 */
export class Neighbours {
  private readonly stops: StopTable
  private readonly legs: Legs
  private readonly planned = new Set<number>()
  private readonly lists: (number[] | undefined)[] = []

  constructor(stops: StopTable, legs: Legs) {
    this.stops = stops
    this.legs = legs
  }

  /** The stop may be a neighbour from now on. */
  add(stop: number): void {
    if (this.planned.has(stop)) return
    this.planned.add(stop)
    this.lists[stop] = undefined
    for (const other of this.planned) {
      const list = this.lists[other]
      if (!list || other === stop) continue
      const distance = this.distance(other, stop)
      let at = list.length
      while (at > 0 && this.distance(other, list[at - 1]!) > distance) at--
      if (at === list.length && list.length >= MOST) continue
      list.splice(at, 0, stop)
      if (list.length > MOST) list.pop()
    }
  }

  /** The stop is no neighbour any more. */
  remove(stop: number): void {
    this.lists[stop] = undefined
    if (!this.planned.delete(stop)) return
    for (const other of this.planned) {
      const list = this.lists[other]
      const at = list ? list.indexOf(stop) : -1
      if (at < 0) continue
      // A list cut to its length no longer knows who comes next: make it anew when it is asked for.
      if (list!.length === MOST) this.lists[other] = undefined
      else list!.splice(at, 1)
    }
  }

  /** Neighbours of the stop, nearest first, without itself. */
  of(stop: number): readonly number[] {
    let list = this.lists[stop]
    if (!list) {
      const others = [...this.planned].filter((other) => other !== stop)
      const distance = new Map(others.map((other) => [other, this.distance(stop, other)]))
      list = others.sort((a, b) => distance.get(a)! - distance.get(b)! || a - b).slice(0, MOST)
      this.lists[stop] = list
    }
    return list
  }

  private distance(a: number, b: number): number {
    const { legs, stops } = this
    const there = legs.secondsOf(0, stops.place[a]!, stops.place[b]!)
    const back = legs.secondsOf(0, stops.place[b]!, stops.place[a]!)
    return there < back ? there : back
  }
}
