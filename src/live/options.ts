/** What is said beside a command: read before anything is changed. */
import type { Problem } from '../base/errors.ts'
import { readObject, throwIfAny } from '../base/read.ts'
import { toDuration } from '../time/duration.ts'
import type { DurationInput } from '../time/duration.ts'

/** Said with a command, so that it can be repeated when in doubt. */
export interface CommandOptions {
  /** The command's own id: the same id twice gives the same answer and has no second effect. */
  readonly id?: string
  /** Who asks. A booking can then be touched only by who holds it. */
  readonly by?: string
}

/** Most gaps that a search may look at. */
export const MOST_EVALUATIONS = 1e12

/** Throws {@link InputError} where the options of a command are no object, or have other fields than these. Fields are read elsewhere. */
export function checkOptions(options: unknown, fields: readonly string[]): void {
  const problems: Problem[] = []
  readObject(options, fields, 'options', problems)
  throwIfAny(problems)
}

/** Milliseconds of a duration; the path names it in problems. */
export function durationMilliseconds(duration: DurationInput, path: string): number {
  const problems: Problem[] = []
  const seconds = toDuration(duration, path, problems)
  throwIfAny(problems)
  return seconds! * 1000
}
