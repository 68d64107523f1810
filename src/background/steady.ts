/** Improving a desk in this thread, in pieces between which everything else goes on. */
import type { Desk } from '../live/desk.ts'
import type { ImproveBudget } from '../live/improve-budget.ts'
import type { DeskImprovement } from '../live/improve-run.ts'
import { inPieces } from './breathe.ts'

/**
 * Makes the routes cheaper without keeping anybody waiting: between two pieces of some milliseconds, orders are booked, moved and
 * cancelled as ever, and the search goes on with the day as it is then. What each piece finds is kept at once. A signal ends it within a
 * piece, with the best so far; the promise is fulfilled then, too. It is rejected with what a callback throws, or another command's error.
 * `now` is the platform's own clock where it is left out.
 * @throws {InputError} with what is wrong with the budget
 */
export async function improveSteadily(desk: Desk, budget: ImproveBudget): Promise<DeskImprovement> {
  const run = desk.startImproving(budget.seconds === undefined ? budget : { now: () => performance.now(), ...budget })
  await inPieces((evaluations) => run.goOn(evaluations))
  return run.improvement
}
