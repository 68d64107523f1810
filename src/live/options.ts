/** What is said beside a command: read before anything is changed. */
import type { Problem } from '../base/errors.ts'
import { readObject, readWhole, throwIfAny } from '../base/read.ts'
import { toDuration } from '../time/duration.ts'
import type { DurationInput } from '../time/duration.ts'

/** Most gaps that a search may look at. */
export const MOST_EVALUATIONS = 1e12

/** How long to search for cheaper routes. */
export interface ImproveBudget {
  /** Gaps that may be looked at; `Infinity` only where `interrupted` is given. */
  readonly evaluations: number
  /** Asked now and then; true ends the search. */
  readonly interrupted?: () => boolean
}

/** Throws {@link InputError} where the options of a command are no object, or have other fields than these. Fields are read elsewhere. */
export function checkOptions(options: unknown, fields: readonly string[]): void {
  const problems: Problem[] = []
  readObject(options, fields, 'options', problems)
  throwIfAny(problems)
}

/** Throws {@link InputError} where a search would never end. */
export function checkBudget(budget: ImproveBudget): void {
  const problems: Problem[] = []
  const fields = readObject(budget, ['evaluations', 'interrupted'], 'budget', problems)
  throwIfAny(problems)
  const { evaluations, interrupted } = fields as unknown as ImproveBudget
  if (interrupted !== undefined && typeof interrupted !== 'function') {
    const remedy = 'give a function that returns true to stop'
    problems.push({ code: 'not-an-object', path: 'budget.interrupted', got: interrupted, remedy })
  }
  if (interrupted === undefined || evaluations !== Infinity) readWhole(evaluations, 0, MOST_EVALUATIONS, 'budget.evaluations', problems)
  throwIfAny(problems)
}

/** Milliseconds of a duration; the path names it in problems. */
export function durationMilliseconds(duration: DurationInput, path: string): number {
  const problems: Problem[] = []
  const seconds = toDuration(duration, path, problems)
  throwIfAny(problems)
  return seconds! * 1000
}
