/** Durations at the door: whole seconds, or ISO 8601 text such as PT4M. */
import { Duration } from 'luxon'
import type { InputCode, Problem } from '../base/errors.ts'
import { FARTHEST } from './seconds.ts'
import type { Seconds } from './seconds.ts'

/** Whole seconds, or ISO 8601 text without years and months: `PT4M`, `PT1H30M`. Days (`P1D`) are 24 hours. */
export type DurationInput = number | string

const howToWrite = "write whole seconds, or ISO 8601 text as in 'PT4M' or 'PT1H30M'"
/** What luxon would take but a reader would not: no part at all, signs, years and months, whose lengths differ. */
const isoText = /^P(?=\d|T\d)(?:[\d.]+W)?(?:[\d.]+D)?(?:T(?=\d)(?:[\d.]+H)?(?:[\d.]+M)?(?:[\d.]+S)?)?$/

/**
 * The duration in seconds, from 0 to `FARTHEST`. What is wrong is added to `problems`: `missing`, `not-a-number`,
 * `not-an-integer`, `duration-invalid`, `out-of-range`.
 */
export function toDuration(input: DurationInput, path: string, problems: Problem[]): Seconds | undefined {
  const report = (code: InputCode, remedy: string): undefined => {
    problems.push({ code, path, got: input, remedy })
  }
  if (input === undefined || input === null) return report('missing', howToWrite)
  const seconds = typeof input === 'string' ? readIso(input) : input
  if (typeof seconds !== 'number') return report('duration-invalid', howToWrite)
  if (!Number.isFinite(seconds)) return report('not-a-number', howToWrite)
  if (!Number.isInteger(seconds)) return report('not-an-integer', 'round to whole seconds')
  if (seconds < 0 || seconds > FARTHEST) return report('out-of-range', `write a duration from 0 to ${FARTHEST} seconds`)
  return seconds + 0 // minus zero becomes zero
}

/** A duration longer than nothing, as steps and widths must be. */
export function toPositiveDuration(input: DurationInput, path: string, problems: Problem[]): Seconds | undefined {
  const seconds = toDuration(input, path, problems)
  if (seconds !== 0) return seconds
  problems.push({ code: 'out-of-range', path, got: input, remedy: 'write a duration longer than 0' })
  return undefined
}

function readIso(text: string): number | undefined {
  if (!isoText.test(text)) return undefined
  try {
    const duration = Duration.fromISO(text)
    // to the nearest millisecond, because tenths of an hour are not exact in binary
    return duration.isValid ? Math.round(duration.toMillis()) / 1000 : undefined
  } catch {
    // luxon throws instead of answering "invalid" where the caller's program has set `Settings.throwOnInvalid`
    return undefined
  }
}
