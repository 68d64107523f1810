/** Planning as one piece of work, from the text of a problem to a solution: it can be done in this thread or in another. */
import { assert } from '../base/assert.ts'
import { Random } from '../base/random.ts'
import type { VroomProblem } from '../formats/vroom/problem.ts'
import type { VroomSolution } from '../formats/vroom/solution-write.ts'
import { writeVroomSolution } from '../formats/vroom/solution-write.ts'
import { legal } from '../model/legal.ts'
import type { SearchBudget } from '../routing/outcome.ts'
import { Routing } from '../routing/routing.ts'
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

/** The first search takes one part in so many of the evaluations; from how often it asks, the length of the rest is known. */
const FIRST_PART = 50

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
  const watch = new Watch(around, `from cost ${Math.round(routing.cost() / problem.costScale)}`)
  const begun = around.now()
  if ('seconds' in budget) {
    const share = () => Math.min(1, (around.now() - begun) / (1000 * budget.seconds))
    const interrupted = () => watch.ask(share()) || share() >= 1
    routing.improve({ evaluations: UNBOUNDED, ...how, done: share, interrupted })
    return watch.stopped
  }
  const limit = budget.evaluations === undefined ? (problem.limit ?? Infinity) : Infinity
  const isOver = () => around.now() - begun >= 1000 * limit
  const evaluations = budget.evaluations ?? usualEvaluations(problem.orders.length)
  const first = Math.floor(evaluations / FIRST_PART)
  if (first > 0) routing.improve({ evaluations: first, ...how, interrupted: () => watch.ask(0) || isOver() })
  const expected = Math.max(1, watch.asked) * FIRST_PART
  const rest = evaluations - first
  const interrupted = () => watch.ask(watch.asked / expected) || isOver()
  if (rest > 0 && !watch.stopped && !isOver()) routing.improve({ evaluations: rest, ...how, interrupted })
  return watch.stopped
}

/** Asks whether to stop, and gives news. */
class Watch {
  stopped = false
  asked = 0
  private readonly around: Surroundings
  private readonly words: string
  private told: number

  constructor(around: Surroundings, words: string) {
    this.around = around
    this.words = words
    this.told = around.now()
  }

  ask(share: number): boolean {
    this.asked++
    this.stopped ||= this.around.interrupted()
    const now = this.around.now()
    if (now - this.told >= NEWS_EVERY) {
      this.told = now
      this.around.news(Math.min(1, share), this.words)
    }
    return this.stopped
  }
}
