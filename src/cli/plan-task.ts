/** Planning as one piece of work, from the text of a problem to a solution: it can be done in this thread or in another. */
import { assert } from '../base/assert.ts'
import { Random } from '../base/random.ts'
import type { VroomProblem } from '../formats/vroom/problem.ts'
import type { VroomSolution } from '../formats/vroom/solution-write.ts'
import { writeVroomSolution } from '../formats/vroom/solution-write.ts'
import { legal } from '../model/legal.ts'
import type { SearchBudget } from '../routing/outcome.ts'
import { Routing } from '../routing/routing.ts'
import type { SearchStanding } from '../routing/search/search.ts'
import type { Objective } from '../routing/search/plan-search.ts'
import { BadInput } from './failure.ts'
import { problemOf } from './problem-text.ts'
import { insertAbsent, startFrom } from './start.ts'
import { timings } from './timings.ts'

/** What is lowered, and the chance that it is done by. */
type How = Pick<SearchBudget, 'chance' | 'mayDrop' | 'objective'>

/** How long to search: gaps that may be looked at, the usual number of them (and no longer than the problem's own limit), or seconds. */
export type Budget = { readonly evaluations: number | undefined } | { readonly seconds: number }

/** What is to be planned. Plain data. */
export interface PlanTask {
  /** Names the text in errors. */
  readonly path: string
  readonly text: string
  readonly couriers: number | undefined
  readonly seed: number
  readonly budget: Budget
  /** `cost` by default. */
  readonly objective?: Objective
}

/** What came of it. Plain data. */
export type PlanAnswer =
  | { readonly ok: true; readonly warnings: readonly string[]; readonly solution: VroomSolution }
  /** The line that says what is wrong with the input. */
  | { readonly ok: false; readonly problem: string }

/** What the work needs from whoever has it done. */
export interface Surroundings {
  /** Milliseconds since some moment. */
  now(): number
  /** Asked now and then; true ends the search with the best so far. */
  interrupted(): boolean
  /** Told now and then how far the work is: 0 to 1. Only an estimate where the budget is in evaluations. */
  news(share: number, words: string): void
}

/** Reads, plans and writes. */
export function plan(task: PlanTask, around: Surroundings): PlanAnswer {
  try {
    return solve(task, around)
  } catch (error) {
    if (error instanceof BadInput) return { ok: false, problem: error.message }
    throw error
  }
}

function solve({ path, text, couriers, seed, budget, objective = 'cost' }: PlanTask, around: Surroundings): PlanAnswer {
  const begun = around.now()
  const { problem, warnings } = problemOf(text, path, { couriers, fineCosts: true })
  const loaded = around.now()
  const routing = new Routing(problem.day)
  for (const order of problem.orders) routing.enter(order)
  if (problem.steps) warnings.push(...startFrom(routing, problem.orders, problem.steps))
  insertAbsent(routing)
  const interrupted = search(routing, problem, budget, { chance: new Random(seed).fork('plan'), mayDrop: true, objective }, around)
  if (interrupted) warnings.push('interrupted; this is the best plan so far')

  const found = routing.plan()
  const [violation] = legal(problem.day, problem.orders.filter(({ id }) => routing.serves(id)), found)
  assert(violation === undefined, `the plan is legal, not ${violation?.code}`)
  const times = timings(begun, loaded, around.now())
  return { ok: true, warnings, solution: writeVroomSolution(problem, found, routing.absent(), times) }
}

/** News are given no more often than this, in milliseconds. */
const NEWS_EVERY = 100

/** More than any search looks at in the longest time that can be asked for. */
const UNBOUNDED = Number.MAX_SAFE_INTEGER

/** A million for each order, within bounds: some seconds on days of some hundred orders, and no longer than a minute or so. */
function usualEvaluations(orders: number): number {
  return 1_000_000 * Math.min(1000, Math.max(2, orders))
}

/**
 * Repeats for a seed and a number of evaluations, at any speed. The usual number ends early where the problem limits the seconds.
 * @returns whether it was interrupted
 */
function search(routing: Routing, problem: VroomProblem, budget: Budget, how: How, around: Surroundings): boolean {
  const begun = around.now()
  const elapsed = () => (around.now() - begun) / 1000
  const timed = 'seconds' in budget ? budget.seconds : budget.evaluations === undefined ? (problem.limit ?? Infinity) : Infinity
  const evaluations = 'seconds' in budget ? UNBOUNDED : (budget.evaluations ?? usualEvaluations(problem.orders.length))
  const share = (looked: number) => Math.min(1, Math.max(elapsed() / timed, looked / evaluations))
  const watch = new Watch(around, problem.costScale)
  const interrupted = (standing: SearchStanding) => watch.ask(standing, share(standing.evaluations), elapsed()) || elapsed() >= timed
  const byTime = 'seconds' in budget ? { done: () => share(0) } : {}
  routing.improve({ evaluations, ...how, ...byTime, interrupted })
  return watch.stopped
}

/** Asks whether to stop, and gives news. */
class Watch {
  stopped = false
  private readonly around: Surroundings
  private readonly costScale: number
  private told: number

  constructor(around: Surroundings, costScale: number) {
    this.around = around
    this.costScale = costScale
    this.told = around.now()
  }

  ask(standing: SearchStanding, share: number, elapsed: number): boolean {
    this.stopped ||= this.around.interrupted()
    const now = this.around.now()
    if (now - this.told >= NEWS_EVERY) {
      this.told = now
      this.around.news(share, newsOf(standing, this.costScale, share, elapsed))
    }
    return this.stopped
  }
}

/** As in `cost 4800, 2 left out, 12 s left`. */
function newsOf({ cost, absent }: SearchStanding, costScale: number, share: number, elapsed: number): string {
  const left = share > 0 ? Math.ceil((elapsed * (1 - share)) / share) : undefined
  const words = [`cost ${Math.round(cost / costScale)}`]
  if (absent > 0) words.push(`${absent} left out`)
  if (left !== undefined) words.push(left < 120 ? `${left} s left` : `${Math.round(left / 60)} min left`)
  return words.join(', ')
}
