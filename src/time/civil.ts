/** Civil time: what the calendar and the clock on the wall show, whatever the zone. */
import { DateTime } from 'luxon'
import type { Problem } from '../base/errors.ts'
import type { Seconds } from './seconds.ts'

/** A reading of calendar and clock, as the epoch milliseconds at which UTC shows the same. */
export type Civil = number

/** Milliseconds of a civil day; civil days are never longer or shorter. */
export const civilDay = 86_400_000

const second = 1000
const dateText = /^\d{4}-\d{2}-\d{2}$/
const clockText = /^(\d{2}):([0-5]\d)(?::([0-5]\d))?(?:([+-]\d{1,2})d)?$/
/** From here on a clock reading is more likely a slip of the pen than a time after midnight. */
const hoursEnd = 48

/** Midnight of a date such as `2026-12-01`; `undefined` where that is no calendar date. */
export function readDate(text: unknown): Civil | undefined {
  if (typeof text !== 'string' || !dateText.test(text)) return undefined
  const midnight = readUtc(text)
  return Number.isNaN(midnight) ? undefined : midnight
}

/**
 * Seconds that a clock shows since midnight, from `14:00`, `14:00:30`, `26:30` (half past two after midnight, up to `47:59`)
 * or `02:30+1d`; `undefined` where the text is none of these.
 */
export function readClock(text: unknown): Seconds | undefined {
  const parts = typeof text === 'string' ? clockText.exec(text) : null
  if (parts === null) return undefined
  const [, hours, minutes, seconds = '0', days = '0'] = parts
  if (Number(hours) >= hoursEnd) return undefined
  return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)
}

/** {@link readClock} for a local time of the day at the door; `missing` or `time-invalid` is added to `problems`. */
export function readLocalTime(text: unknown, path: string, problems: Problem[]): Seconds | undefined {
  const clock = readClock(text)
  if (clock !== undefined && clock >= 0) return clock
  const remedy = "write a local time as in '08:00', or '26:00' for two hours after midnight"
  problems.push({ code: text === undefined ? 'missing' : 'time-invalid', path, got: text, remedy })
  return undefined
}

/** `08:00`, `08:00:30`, `26:30`: the inverse of {@link readClock} for readings from 0 up to 48 hours. */
export function writeClock(clock: Seconds): string {
  const parts = [Math.floor(clock / 3600), Math.floor(clock / 60) % 60]
  if (clock % 60 !== 0) parts.push(clock % 60)
  return parts.map((part) => String(part).padStart(2, '0')).join(':')
}

/** The civil reading that a clock shows on the day of `midnight`. */
export function clockOn(midnight: Civil, clock: Seconds): Civil {
  return midnight + clock * second
}

/** Epoch milliseconds of ISO text, read as UTC where it names no offset; NaN where it is not valid. */
export function readUtc(text: string): number {
  try {
    return DateTime.fromISO(text, { zone: 'utc' }).toMillis()
  } catch {
    // luxon throws instead of answering "invalid" where the caller's program has set `Settings.throwOnInvalid`
    return Number.NaN
  }
}
