/** How long to improve elsewhere, whom to tell, and which desk. */
import { InputError } from '../base/errors.ts'
import type { Problem } from '../base/errors.ts'
import { readNumber, readObject, throwIfAny } from '../base/read.ts'
import type { Desk } from '../live/desk.ts'
import type { ImproveProgress, PausedImprovement } from '../live/improve-budget.ts'
import { readBudget } from '../live/improve-budget.ts'
import type { ImproveEnd } from '../live/improve-run.ts'
import type { Merged } from '../live/merge.ts'
import type { Objective } from '../routing/search/plan-search.ts'

/** An `AbortSignal`. */
export interface Aborting {
  readonly aborted: boolean
  addEventListener?(type: 'abort', hear: () => void): void
  removeEventListener?(type: 'abort', hear: () => void): void
}

/** How to reach a desk that is not always at hand, as in a store: by its `readDay` and its `withDay`. */
export interface DeskAccess {
  /** Looks at the desk as it is now. */
  readonly read: <T>(look: (desk: Pick<Desk, 'basis' | 'day' | 'snapshot'>) => T) => T | Promise<T>
  /** Does work on the desk as it is now, and keeps it. */
  readonly change: <T>(work: (desk: Desk) => T) => T | Promise<T>
}

/** How long to improve elsewhere. Something must end it: evaluations, seconds, or a signal. */
export interface BackgroundBudget {
  /** Gaps that may be looked at. */
  readonly evaluations?: number
  readonly seconds?: number
  /** `cost` by default. */
  readonly objective?: Objective
  /** Ends the search within some milliseconds, with the best so far. */
  readonly signal?: Aborting
  /** Told by the worker, each hundredth of the way and in the end. */
  readonly onProgress?: (progress: ImproveProgress) => void
  /** Told after each merge. */
  readonly onMerged?: (merged: Merged) => void
  /** Seconds from one merge to the next, at least; 1 by default. `Infinity`: only in the end. */
  readonly mergeEvery?: number
  /** What an improvement that stopped handed out as `paused`. */
  readonly resume?: PausedImprovement
  /** Whether to hand out `paused`. */
  readonly resumable?: boolean
}

/** What became of it. */
export interface BackgroundImprovement {
  readonly ended: ImproveEnd
  /** Of the worker. */
  readonly evaluations: number
  readonly rounds: number
  /** Every merge, the last one in the end. */
  readonly merges: readonly Merged[]
  /** Where it was asked for: the search, as it stands at the routes that it found. */
  readonly paused?: PausedImprovement
}

const LONGEST = 1e7
const budgetKeys = ['evaluations', 'seconds', 'objective', 'signal', 'onProgress', 'onMerged', 'mergeEvery', 'resume', 'resumable']

/** Throws {@link InputError} before anything is started. */
export function checkBudget(budget: BackgroundBudget): void {
  const problems: Problem[] = []
  const fields = readObject(budget, budgetKeys, 'budget', problems)
  throwIfAny(problems)
  const { onMerged, mergeEvery, ...rest } = fields as unknown as BackgroundBudget
  if (onMerged !== undefined && typeof onMerged !== 'function') {
    problems.push({ code: 'not-an-object', path: 'budget.onMerged', got: onMerged, remedy: 'give a function' })
  }
  if (mergeEvery !== undefined && mergeEvery !== Infinity) readNumber(mergeEvery, 0, LONGEST, 'budget.mergeEvery', problems)
  try {
    readBudget(rest.seconds === undefined ? rest : { ...rest, now: () => 0 })
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    problems.push(...error.problems)
  }
  throwIfAny(problems)
}
