/** Routes that serve a newcomer in windows without a direct gap: chains of ejections first, then ruin and recreate, then both in turn. */
import type { Random } from '../../base/random.ts'
import type { Window } from '../../time/window.ts'
import { freeInterval } from '../bounds.ts'
import { EjectSearch } from './eject.ts'
import type { Ground } from '../ground.ts'
import { MOST_WINDOWS } from './making-room.ts'
import type { Neighbours } from '../neighbours.ts'
import { search } from '../search/search.ts'
import type { RouteSlabs } from '../slabs.ts'

/** Gaps that the first round of ruin and recreate may look at; each further round twice as many as the one before. */
const FIRST_ROUND = 20_000

/**
 * The part of a budget that ruin and recreate may use where something can be offered anyway: one in so many gaps. It takes several times as
 * long for a gap as chains do, and finds little that they do not.
 */
const RUIN_PART = 4

/** What a repair is asked to do. */
export interface RepairTask {
  /** The routes as they are; they stay so. */
  readonly slabs: RouteSlabs
  /** The newcomer: in the table, in no route. Its windows are changed meanwhile. */
  readonly stop: number
  /** What is asked for, in any order; windows may overlap. */
  readonly windows: readonly Window[]
  /** Gaps that may be looked at for all windows together; the last round may look at some more. */
  readonly evaluations: number
  /** The same as long as nothing at all is found, where nothing is offered otherwise; left out where something is. */
  readonly lastResort?: number | undefined
  readonly chance: Random
  /**
   * Called with slabs that serve the newcomer and everybody else, the routes that can differ from those as they are, the windows that are
   * answered by this and were not before, and when the newcomer could start there. The slabs are lent.
   */
  readonly found: (slabs: RouteSlabs, routes: readonly number[], windows: readonly number[], lo: number, hi: number) => void
}

/** Looks for rearrangements; keeps what it knows of the routes until it is told that they have changed. */
export class Repair {
  private readonly ground: Ground
  private readonly neighbours: Neighbours
  private readonly eject: EjectSearch
  private readonly open = new Int32Array(MOST_WINDOWS)
  private readonly close = new Int32Array(MOST_WINDOWS)

  constructor(ground: Ground, neighbours: Neighbours) {
    this.ground = ground
    this.neighbours = neighbours
    this.eject = new EjectSearch(ground, neighbours)
  }

  /** The routes have changed. */
  forget(): void {
    this.eject.forget()
  }

  /** Looks for rearrangements until every window is answered or the budget is used up. @returns evaluations used */
  run(task: RepairTask): number {
    const missing = new Set(task.windows.keys())
    const isLastResort = () => task.lastResort !== undefined && missing.size === task.windows.length
    const budget = () => (isLastResort() ? Math.max(task.lastResort!, task.evaluations) : task.evaluations)
    let spent = this.runChains(task, task.slabs, missing, budget)
    let plan = task.slabs
    let ruined = 0
    for (let round = FIRST_ROUND; missing.size > 0 && spent < budget(); round *= 2) {
      const left = Math.min(budget() - spent, isLastResort() ? Infinity : task.evaluations / RUIN_PART - ruined)
      if (left <= 0) break
      this.askUnion(task, missing)
      const evaluations = Math.min(round, left)
      const { chance, stop } = task
      const result = search(this.ground, plan, this.neighbours, { absent: [stop], evaluations, chance, untilAllServed: true })
      spent += result.evaluations
      ruined += result.evaluations
      if (result.absent.length === 0) {
        this.note(task, result.best, this.routesOf(plan), missing)
        continue
      }
      plan = result.best
      this.eject.forget()
      const used = spent
      spent += this.runChains(task, plan, missing, () => budget() - used)
    }
    if (plan !== task.slabs) this.eject.forget()
    return spent
  }

  /** Chains from a plan of everybody else. @returns evaluations used */
  private runChains(task: RepairTask, plan: RouteSlabs, missing: Set<number>, budget: () => number): number {
    const before = this.eject.evaluations
    const asked = [...missing]
    for (let from = 0; from < asked.length; from += MOST_WINDOWS) {
      const part = asked.slice(from, from + MOST_WINDOWS).filter((w) => missing.has(w))
      const used = this.eject.evaluations - before
      part.forEach((w, i) => {
        this.open[i] = task.windows[w]!.start
        this.close[i] = task.windows[w]!.end
      })
      this.eject.run({
        slabs: plan,
        stop: task.stop,
        windows: part.length,
        open: this.open,
        close: this.close,
        evaluations: () => budget() - used,
        found: (slabs, routes) => {
          if (plan === task.slabs) this.note(task, slabs, routes, missing)
          else this.note(task, grafted(plan, slabs, routes), this.routesOf(plan), missing)
          return part.reduce((mask, w, i) => (missing.has(w) ? mask : mask | (1 << i)), 0)
        },
      })
    }
    return this.eject.evaluations - before
  }

  /** Enters what the slabs answer. */
  private note(task: RepairTask, slabs: RouteSlabs, routes: readonly number[], missing: Set<number>): void {
    const { lo, hi } = freeInterval(this.ground, slabs, task.stop)
    const answered = [...missing].filter((w) => Math.max(lo, task.windows[w]!.start) <= Math.min(hi, task.windows[w]!.end))
    for (const w of answered) missing.delete(w)
    if (answered.length > 0) task.found(slabs, routes, answered, lo, hi)
  }

  private routesOf(slabs: RouteSlabs): number[] {
    return [...slabs.len.keys()]
  }

  /** Lets the newcomer come in any of the windows. */
  private askUnion({ stop, windows }: RepairTask, missing: ReadonlySet<number>): void {
    const union: { start: number; end: number }[] = []
    for (const { start, end } of [...missing].map((w) => windows[w]!).sort((a, b) => a.start - b.start)) {
      const last = union.at(-1)
      if (last && start <= last.end) last.end = Math.max(last.end, end)
      else union.push({ start, end })
    }
    this.ground.stops.setWindows(stop, { ...this.ground.stops.orders[stop]!, windows: union })
  }
}

/** A plan with some of its routes replaced. */
function grafted(plan: RouteSlabs, source: RouteSlabs, routes: readonly number[]): RouteSlabs {
  const whole = plan.copy()
  for (const r of routes) whole.takeRoute(source, r)
  return whole
}
