/** Planning as one piece of work, from the text of a problem to a solution: it can be done in this thread or in another. */
import { assert } from '../base/assert.ts'
import { Random } from '../base/random.ts'
import type { VroomSolution } from '../formats/vroom/solution-write.ts'
import { writeVroomSolution } from '../formats/vroom/solution-write.ts'
import { legal } from '../model/legal.ts'
import { Routing } from '../routing/routing.ts'
import { BadInput } from './failure.ts'
import { problemOf } from './input.ts'
import { elapsed } from './output.ts'
import { insertAbsent, startFrom } from './start.ts'

/** How long to search: gaps that may be looked at, or seconds. */
export type Budget = { readonly evaluations: number } | { readonly seconds: number }

/** What is to be planned. Plain data. */
export interface PlanTask {
  /** Names the text in errors. */
  readonly path: string
  readonly text: string
  readonly couriers: number | undefined
  readonly seed: number
  readonly budget: Budget
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

function solve({ path, text, couriers, seed, budget }: PlanTask, around: Surroundings): PlanAnswer {
  const begun = around.now()
  const { problem, warnings } = problemOf(text, path, { couriers })
  const loaded = around.now()
  const routing = new Routing(problem.day)
  for (const order of problem.orders) routing.enter(order)
  if (problem.steps) warnings.push(...startFrom(routing, problem.orders, problem.steps))
  insertAbsent(routing)
  const interrupted = search(routing, budget, new Random(seed).fork('plan'), around)
  if (interrupted) warnings.push('interrupted; this is the best plan so far')

  const found = routing.plan()
  const [violation] = legal(problem.day, problem.orders.filter(({ id }) => routing.serves(id)), found)
  assert(violation === undefined, `the plan is legal, not ${violation?.code}`)
  const timings = { loading: elapsed(begun, loaded), solving: elapsed(loaded, around.now()), routing: 0 }
  return { ok: true, warnings, solution: writeVroomSolution(problem, found, routing.absent(), timings) }
}

/** The first search takes one part in so many of the evaluations; by the time it takes, the rest can be estimated. */
const FIRST_PART = 50

/** News are given no more often than this. */
const NEWS_EVERY = 100

/** Repeats for a seed and a number of evaluations, at any speed. @returns whether it was interrupted */
function search(routing: Routing, budget: Budget, chance: Random, around: Surroundings): boolean {
  let stopped = false
  let told = around.now()
  const watching = (share: (now: number) => number) => () => {
    stopped ||= around.interrupted()
    const now = around.now()
    if (now - told >= NEWS_EVERY) {
      told = now
      around.news(Math.min(1, share(now)), `cost ${routing.cost()} to begin with`)
    }
    return stopped
  }
  const begun = around.now()
  if ('seconds' in budget) {
    const share = (now: number) => (now - begun) / (1000 * budget.seconds)
    const watch = watching(share)
    const done = () => Math.min(1, share(around.now()))
    routing.improve({ evaluations: UNBOUNDED, chance, done, interrupted: () => watch() || share(around.now()) >= 1 })
    return stopped
  }
  const first = Math.floor(budget.evaluations / FIRST_PART)
  if (first > 0) routing.improve({ evaluations: first, chance, interrupted: watching(() => 0) })
  const expected = Math.max(1, around.now() - begun) * FIRST_PART
  const share = (now: number) => (now - begun) / expected
  const rest = budget.evaluations - first
  if (rest > 0 && !stopped) routing.improve({ evaluations: rest, chance, interrupted: watching(share) })
  return stopped
}

/** More than any search looks at in the longest time that can be asked for. */
const UNBOUNDED = Number.MAX_SAFE_INTEGER
