/** The clock: the library asks it for the time and never looks elsewhere. */
import { InputError } from '../base/errors.ts'
import type { Problem } from '../base/errors.ts'
import { throwIfAny } from '../base/read.ts'
import { readUtc } from './civil.ts'
import { toDuration } from './duration.ts'
import type { DurationInput } from './duration.ts'

/** Tells the time. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number
}

/** A clock that stands still until it is moved; for tests and simulations. */
export interface ManualClock extends Clock {
  /** Moves the hands to epoch milliseconds, an ISO instant with offset, or a Date. Never back. */
  set(to: number | string | Date): void
  /** Moves the hands on. */
  advance(by: DurationInput): void
}

/** The real time; the one place that reads it. */
export const systemClock: Clock = { now: () => Date.now() }

/**
 * A clock that shows `start` until it is moved. Throws an `InputError`: `clock-backwards`, `time-invalid`, and what is wrong
 * with a duration.
 */
export function manualClock(start: number | string | Date): ManualClock {
  let shown = epochOf(start, 'start')
  const move = (to: number, got: unknown) => {
    if (to < shown) throw new InputError({ code: 'clock-backwards', path: 'to', got, remedy: `name a moment from ${shown} on` })
    shown = to
  }
  return {
    now: () => shown,
    set: (to) => move(epochOf(to, 'to'), to),
    advance: (by) => {
      const problems: Problem[] = []
      const seconds = toDuration(by, 'by', problems)
      throwIfAny(problems)
      move(shown + (seconds ?? 0) * 1000, by)
    },
  }
}

const instantText = /T.*(Z|[+-]\d{2}:?\d{2})$/
/** The last moment that a Date can hold. */
const lastEpoch = 8.64e15

/** Epoch milliseconds of a moment that is not told by a day's clock: a number of them, an ISO instant with offset, or a Date. */
export function epochOf(moment: number | string | Date, path: string): number {
  const epoch = typeof moment === 'string' ? (instantText.test(moment) ? readUtc(moment) : Number.NaN) : Number(dateOrNumber(moment))
  if (Number.isInteger(epoch) && Math.abs(epoch) <= lastEpoch) return epoch + 0
  const remedy = "hand in epoch milliseconds, an instant with its offset as in '2026-12-01T14:00+01:00', or a valid Date"
  throw new InputError({ code: 'time-invalid', path, got: moment, remedy })
}

function dateOrNumber(moment: unknown): unknown {
  if (typeof moment === 'number') return moment
  try {
    return moment instanceof Date ? moment.getTime() : Number.NaN
  } catch {
    return Number.NaN
  }
}
