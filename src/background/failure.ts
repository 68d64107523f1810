/** What can go wrong between two threads, told in one kind of error; and errors that cross from one to the other. */
import { InputError } from '../base/errors.ts'
import type { Problem } from '../base/errors.ts'

/** Every code that a {@link BackgroundError} can carry, with its meaning. */
export const backgroundCodes = {
  'worker-failed': 'The worker could not be started, or ended by itself.',
  'worker-silent': 'The worker was started and did not answer: it may run another file than slotsmith/background-worker.',
  'worker-garbage': 'The worker said something that makes no sense.',
  'closed': 'The runner was closed meanwhile.',
} as const

/** A code of a {@link BackgroundError}. */
export type BackgroundCode = keyof typeof backgroundCodes

/** Something failed that is neither the caller's input nor a promise: the desk is as it was after the last merge. */
export class BackgroundError extends Error {
  readonly code: BackgroundCode

  constructor(code: BackgroundCode, cause?: unknown) {
    super(`${code}: ${backgroundCodes[code]}`, cause === undefined ? undefined : { cause })
    this.name = 'BackgroundError'
    this.code = code
  }
}

/** An error as plain data. Classes do not survive the way. */
export function errorData(error: unknown): unknown {
  if (error instanceof InputError) {
    return { problems: error.problems.map(({ code, path, remedy, got }) => ({ code, path, remedy, got: String(got) })) }
  }
  return { message: error instanceof Error ? (error.stack ?? error.message) : String(error) }
}

/** The other way round. */
export function errorFrom(data: unknown): Error {
  const { problems, message } = (data ?? {}) as { problems?: readonly Problem[]; message?: unknown }
  if (Array.isArray(problems) && problems.length > 0) return new InputError(problems as readonly Problem[])
  return new BackgroundError('worker-failed', new Error(String(message)))
}
