/** The search of a large day: part by part, again and again with other borders, all of them cooling together. */
import { Absence } from './absence.ts'
import { steadilyCooled } from './cooling.ts'
import type { Whole } from './part-ground.ts'
import { PartGround } from './part-ground.ts'
import type { Part, PartSize } from './parts.ts'
import { partsOf } from './parts.ts'
import type { RouteSlabs } from '../slabs.ts'
import type { SearchResult, SearchState, SearchTask } from './search.ts'
import { begin, search } from './search.ts'
import { Stages } from './stages.ts'

/** How a day is parted. */
export interface Parting extends PartSize {
  /** Borders that the day is parted by in turn, at most. */
  readonly passes: number
  /** Least evaluations that a part is searched for at a time: less would be spent on its tables. */
  readonly visit: number
}

/** Measured on days of 400 to 10,000 stops, see decision 18. Fewer routes than this have too little to exchange. */
const USUAL: Parting = { stops: 300, routes: 10, passes: 10, visit: 1_000_000 }

/** How many parts a day has: 1 where it is searched as a whole. */
function partsIn(slabs: RouteSlabs, among: readonly number[] | undefined, size: PartSize): number {
  let stops = 0
  let used = 0
  for (const r of among ?? slabs.len.keys()) {
    stops += slabs.len[r]!
    if (slabs.len[r]! > 0) used++
  }
  return Math.max(1, Math.min(Math.round(stops / size.stops), Math.floor(used / size.routes)))
}

/** Whether the budget is long enough for each part to be searched at least once. */
export function isWorthParting(slabs: RouteSlabs, task: SearchTask): boolean {
  const parts = partsIn(slabs, task.among, USUAL)
  return parts > 1 && task.evaluations >= parts * USUAL.visit
}

/**
 * What `search` does, for thousands of stops: parts of neighbouring routes are searched one after the other, each with small tables of
 * its own and for a share of the budget that follows its number of stops. Every pass has other borders, and each part goes on from where
 * the annealing of the last one ended, so that all of the day cools evenly. Other than in POPMUSIC [Taillard & Voss 2002], a part is not
 * searched to its end before the next.
 *
 * A search that stopped is gone on with in new parts.
 */
export function searchInParts(whole: Whole, start: RouteSlabs, task: SearchTask, parting = USUAL): SearchResult {
  const from = task.from ?? begin(whole.ground, start, task)
  const stages = new Stages(task, task.from)
  const days = new Annealed(whole, from)
  const at = (done: number) => steadilyCooled(from, done)
  const visits = Math.floor(task.evaluations / parting.visit)
  const passes = Math.max(1, Math.min(parting.passes, Math.floor(visits / partsIn(start, task.among, parting))))
  while (!stages.over) {
    const begun = stages.done()
    const end = Math.min(1, begun + 1 / passes)
    const parts = partsOf(whole.ground, days.current, days.absent, parting, task.chance, task.among)
    const weights = parts.map((part) => part.routes.reduce((sum, r) => sum + days.current.len[r]!, part.absent.length))
    const all = weights.reduce((sum, weight) => sum + weight, 0)
    let sought = 0
    for (const [i, part] of parts.entries()) {
      sought += weights[i]!
      const until = begun + (end - begun) * (sought / all)
      // Who is late passes some parts over; they come in another order the next time.
      if (stages.over || until <= stages.done()) continue
      stages.cost = days.bestCost
      stages.absent = days.bestAbsent.length
      const { chance, mayDrop = false } = task
      days.visit(part, { ...stages.until(until), absent: [], chance, mayDrop, warmest: at(begun), coldest: at(end) }, stages)
    }
    if (all === 0 || stages.done() <= begun) break
  }
  const { current, absent, best, bestAbsent } = days
  const { evaluations, rounds } = stages
  const forgotten = { untilBlink: undefined, layout: undefined, moves: undefined }
  const state = { ...from, current, absent, best, bestAbsent, evaluations, rounds, ...forgotten }
  return { best, absent: bestAbsent, last: current, lastAbsent: absent, evaluations, rounds, state }
}

/** Where the annealing of all parts is, and the best that it came by. */
class Annealed {
  readonly current: RouteSlabs
  absent: readonly number[]
  readonly best: RouteSlabs
  bestAbsent: readonly number[]
  bestCost: number
  private readonly whole: Whole
  private readonly absence: Absence

  constructor(whole: Whole, { current, absent, best, bestAbsent }: SearchState) {
    this.whole = whole
    this.current = current
    this.absent = absent
    this.best = best
    this.bestAbsent = bestAbsent
    this.absence = new Absence(whole.ground, [], new Float64Array(0), { mayDrop: true })
    this.bestCost = best.totalCost() + this.absence.missed(bestAbsent)
  }

  /** Searches one part, and goes on from where that ended; from its best where somebody is absent, so that nobody is forgotten. */
  visit(part: Part, task: SearchTask, stages: Stages): void {
    const own = new PartGround(this.whole, this.current, part)
    const result = search(own.ground, own.slabs, own.neighbours, { ...task, absent: own.absent })
    stages.add(result)
    own.giveBack(result.best, this.current)
    const inPart = new Set(part.absent)
    this.absent = [...this.absent.filter((stop) => !inPart.has(stop)), ...own.inWhole(result.absent)]
    this.keepBetter()
    if (result.absent.length === 0 && result.lastAbsent.length === 0) own.giveBack(result.last, this.current)
  }

  /** Notes the routes as the best where they are, by the rule of `search`. No promised stop is ever absent here. */
  private keepBetter(): void {
    const { absence, absent, bestAbsent } = this
    const cost = this.current.totalCost() + absence.missed(absent)
    const loss = absence.loss(absent) - absence.loss(bestAbsent) || absence.count(absent) - absence.count(bestAbsent)
    if ((loss || cost - this.bestCost) >= 0) return
    for (let r = 0; r < this.current.len.length; r++) this.best.takeRoute(this.current, r)
    this.bestAbsent = absent
    this.bestCost = cost
  }
}
