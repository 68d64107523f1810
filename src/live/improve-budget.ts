/** How long to improve: read before anything is changed. */
import type { Problem } from '../base/errors.ts'
import { readNumber, readObject, readWhole, throwIfAny } from '../base/read.ts'
import type { Objective } from '../routing/search/plan-search.ts'
import type { PausedSearch } from '../routing/search/paused.ts'
import { MOST_EVALUATIONS } from './options.ts'

/** How far an improvement is. */
export interface ImproveProgress {
  /** 0 to 1: of the evaluations or of the seconds, whichever is farther; 0 where neither has an end. */
  readonly share: number
  /** Gaps looked at and rounds of the search, in all: what was done before a `resume` counts. */
  readonly evaluations: number
  readonly rounds: number
  /** Cost of the routes when it began, and of the best that it knows. */
  readonly before: number
  readonly cost: number
}

/** JSON data: an improvement that stopped. */
export interface PausedImprovement {
  readonly kind: 'slotsmith-search'
  readonly version: 1
  /** Evaluations that it was to have in all; `null` where they had no end. */
  readonly evaluations: number | null
  /** How much of it was done. */
  readonly share: number
  /** What it lowered; `cost` where left out. */
  readonly objective?: Objective
  readonly search: PausedSearch
}

/** How long to search for cheaper routes. Something must end it. */
export interface ImproveBudget {
  /**
   * Gaps that may be looked at: the same day, seed and evaluations give the same routes. With `resume` they count from its beginning, and
   * are what it had when left out.
   */
  readonly evaluations?: number
  /**
   * `cost` lowers the cost. `couriers-first` does with as few couriers as it can find, each shift counted, and then lowers the cost with no
   * more of them; it may end at a higher cost, never with more couriers. With `resume` it is what it was when left out.
   */
  readonly objective?: Objective
  /** Seconds by `now`; routes then depend on the machine. */
  readonly seconds?: number
  /** Milliseconds since some moment, such as `() => performance.now()`; needed for `seconds`. */
  readonly now?: () => number
  /** Ends the search with the best so far. An `AbortSignal`, which can fire only between two pieces, or in a callback. */
  readonly signal?: { readonly aborted: boolean }
  /** Asked every 16 to 64 rounds; true ends the search with the best so far. The desk must not be asked meanwhile. */
  readonly interrupted?: (progress: ImproveProgress) => boolean
  /** Told each hundredth of the way, or each million evaluations where no end is known, and in the end. Likewise. */
  readonly onProgress?: (progress: ImproveProgress) => void
  /** What an improvement that stopped handed out as `paused`. */
  readonly resume?: PausedImprovement
  /** Whether to hand out `paused`; it grows with the day. */
  readonly resumable?: boolean
}

/** The same, read. */
export interface ReadBudget extends Omit<ImproveBudget, 'evaluations' | 'objective'> {
  readonly evaluations: number
  readonly objective: Objective
  /** Whether anybody is called back. */
  readonly calls: boolean
}

const keys = ['evaluations', 'objective', 'seconds', 'now', 'signal', 'interrupted', 'onProgress', 'resume', 'resumable']
const objectives: readonly unknown[] = ['cost', 'couriers-first'] satisfies Objective[]
const LONGEST_SECONDS = 1e7

/** Throws {@link InputError} where the search would never end, and with all else that is wrong. */
export function readBudget(budget: ImproveBudget): ReadBudget {
  const problems: Problem[] = []
  const fields = readObject(budget, keys, 'budget', problems)
  throwIfAny(problems)
  const { evaluations: given, objective: what, seconds, now, signal, interrupted, onProgress, resume } = fields as unknown as ImproveBudget
  for (const [key, value] of Object.entries({ now, interrupted, onProgress })) {
    if (value === undefined || typeof value === 'function') continue
    problems.push({ code: 'not-an-object', path: `budget.${key}`, got: value, remedy: 'give a function' })
  }
  if (signal !== undefined && typeof (signal as { aborted?: unknown } | null)?.aborted !== 'boolean') {
    problems.push({ code: 'not-an-object', path: 'budget.signal', got: signal, remedy: 'give an AbortSignal' })
  }
  if (seconds !== undefined) {
    readNumber(seconds, 0, LONGEST_SECONDS, 'budget.seconds', problems)
    const remedy = 'give a clock in milliseconds, such as () => performance.now()'
    if (now === undefined) problems.push({ code: 'missing', path: 'budget.now', got: now, remedy })
  }
  readObjective(what, 'budget.objective', problems)
  const paused = resume === undefined ? undefined : readResume(resume, problems)
  const evaluations = given ?? (paused?.evaluations === undefined ? Infinity : (paused.evaluations ?? Infinity))
  const endsOtherwise = seconds !== undefined || signal !== undefined || interrupted !== undefined
  if (evaluations !== Infinity || !endsOtherwise) {
    readWhole(evaluations === Infinity ? given : evaluations, 0, MOST_EVALUATIONS, 'budget.evaluations', problems)
  }
  throwIfAny(problems)
  const calls = [now, signal, interrupted, onProgress].some((one) => one !== undefined)
  const objective = what ?? paused?.objective ?? 'cost'
  return { ...(fields as unknown as ImproveBudget), evaluations, objective, calls }
}

/** `cost` where it is left out. */
export function readObjective(value: unknown, path: string, problems: Problem[]): Objective {
  if (value !== undefined && !objectives.includes(value)) {
    problems.push({ code: 'unknown-id', path, got: value, remedy: `give ${objectives.join(' or ')}` })
  }
  return (value as Objective | undefined) ?? 'cost'
}

function readResume(value: unknown, problems: Problem[]): PausedImprovement | undefined {
  const { kind, version, evaluations, share, objective } = (value ?? {}) as PausedImprovement
  const bad = (path: string, got: unknown) => {
    problems.push({ code: 'snapshot-mismatch', path: `budget.resume.${path}`, got, remedy: 'give the `paused` of an improvement' })
    return undefined
  }
  if (kind !== 'slotsmith-search') return bad('kind', kind)
  if (version !== 1) return bad('version', version)
  if (evaluations !== null && !Number.isSafeInteger(evaluations)) return bad('evaluations', evaluations)
  if (!(share >= 0 && share <= 1)) return bad('share', share)
  if (objective !== undefined && !objectives.includes(objective)) return bad('objective', objective)
  return value as PausedImprovement
}
