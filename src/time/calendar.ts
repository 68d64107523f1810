/** One day in one zone: moments as the outside world writes them, to seconds from the day's anchor and back. */
import type { Interval } from 'date-fns'
import { DateTime } from 'luxon'
import { assert } from '../base/assert.ts'
import { InputError } from '../base/errors.ts'
import type { InputCode, Problem } from '../base/errors.ts'
import { inside } from '../base/path.ts'
import { civilDay, clockOn, readClock, readDate, readUtc, writeClock } from './civil.ts'
import type { Civil } from './civil.ts'
import { FARTHEST } from './seconds.ts'
import type { Seconds } from './seconds.ts'
import type { Window } from './window.ts'
import { firstInstantFrom, instantsShowing, isZone, shownAt } from './zone.ts'

/**
 * A moment at the door. A number counts whole seconds from the day's anchor (never epoch milliseconds). Text is an instant
 * (`2026-12-01T14:00+01:00`), a local date and time (`2026-12-01T14:00`), or a local time of the day (`14:00`, `14:00:30`,
 * `24:00` for the day's end, `26:30` or `02:30+1d` for after midnight). Dates and luxon's DateTimes are instants.
 */
export type Moment = number | string | Date | DateTime

/** A window at the door; date-fns' `Interval` and luxon's `Interval` fit. Both ends count. */
export type IntervalInput = Interval | { readonly start: Moment; readonly end: Moment }

/** One day in one zone. Days follow each other without gap or overlap: the length of one ends at the anchor of the next. */
export interface Calendar {
  /** As in `2026-12-01`. */
  readonly date: string
  /** IANA name, as in `Europe/Berlin`. */
  readonly zone: string
  /** Epoch milliseconds of the day's first instant: local midnight, or the first instant after it where midnight is skipped. */
  readonly anchor: number
  /** 86,400 but for the days on which clocks change: 82,800 or 90,000, half an hour on Lord Howe Island. */
  readonly length: Seconds
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday: number
}

/** Until 1972 Liberia's clocks were off by odd seconds, which no ISO offset can say. */
const firstYear = 1973
const lastYear = 2999

/** Opens the day. Throws an `InputError` (`date-invalid`, `zone-unknown`), also for a date that the zone skipped. */
export function openCalendar(date: string, zone: string): Calendar {
  const problems: Problem[] = []
  const midnight = readDate(date)
  const year = typeof date === 'string' ? Number(date.slice(0, 4)) : Number.NaN
  if (midnight === undefined || year < firstYear || year > lastYear) {
    const remedy = `write a calendar date from ${firstYear} to ${lastYear} as in 2026-12-01`
    problems.push({ code: 'date-invalid', path: 'date', got: date, remedy })
  }
  if (!isZone(zone)) problems.push({ code: 'zone-unknown', path: 'zone', got: zone, remedy: 'write an IANA zone as in Europe/Berlin' })
  if (problems.length > 0) throw new InputError(problems)

  assert(midnight !== undefined, 'a date without a problem has a midnight')
  const anchor = firstInstantFrom(zone, midnight)
  const next = firstInstantFrom(zone, midnight + civilDay)
  if (next === anchor) {
    const remedy = `${zone} skipped this date; write ${isoDate(shownAt(zone, anchor))}`
    throw new InputError({ code: 'date-invalid', path: 'date', got: date, remedy })
  }
  const weekday = DateTime.fromMillis(midnight, { zone: 'utc' }).weekday
  return Object.freeze({ date, zone, anchor, length: (next - anchor) / 1000, weekday })
}

/**
 * Seconds from the day's anchor. What is wrong is added to `problems`: `missing`, `not-a-number`, `not-an-integer` (also for
 * instants between two seconds), `time-invalid`, `time-nonexistent`, `time-ambiguous`, `outside-day` (farther than `FARTHEST`).
 * Without a calendar only numbers are moments.
 */
export function toSeconds(calendar: Calendar | undefined, moment: Moment, path: string, problems: Problem[]): Seconds | undefined {
  const read = readMoment(calendar, moment)
  if (typeof read === 'number') return read
  problems.push({ code: read.code, path, got: moment, remedy: read.remedy })
  return undefined
}

/**
 * The window from `start` to `end`. What is wrong is added to `problems`: `window-empty` where an end or everything is
 * missing, `window-reversed`, `not-an-object`, and what {@link toSeconds} finds in the two moments.
 */
export function toWindow(
  calendar: Calendar | undefined,
  interval: IntervalInput,
  path: string,
  problems: Problem[],
): Window | undefined {
  const given: unknown = interval
  if (given !== undefined && given !== null && (typeof given !== 'object' || Array.isArray(given))) {
    problems.push({ code: 'not-an-object', path, got: given, remedy: 'write a window as { start, end }' })
    return undefined
  }
  const from: Moment | undefined | null = interval?.start
  const to: Moment | undefined | null = interval?.end
  if (from === undefined || from === null || to === undefined || to === null) {
    problems.push({ code: 'window-empty', path, got: given, remedy: 'name both start and end' })
    return undefined
  }
  const start = toSeconds(calendar, from, inside(path, 'start'), problems)
  const end = toSeconds(calendar, to, inside(path, 'end'), problems)
  if (start === undefined || end === undefined) return undefined
  if (end < start) {
    problems.push({ code: 'window-reversed', path, got: interval, remedy: 'let the window open before it closes' })
    return undefined
  }
  return { start, end }
}

/** The instant as a luxon DateTime in the day's zone. */
export function toInstant(calendar: Calendar, at: Seconds): DateTime {
  return DateTime.fromMillis(toEpoch(calendar, at), { zone: calendar.zone })
}

/** ISO text with the offset of that moment, as in `2026-12-01T14:00:00+01:00`. {@link toSeconds} reads it back exactly. */
export function toIso(calendar: Calendar, at: Seconds): string {
  return isoInstant(calendar.zone, toEpoch(calendar, at))
}

/**
 * What clocks in the zone show: `14:00`, or `14:00:30` where seconds are not 0; on another date with the number of days to
 * it, as in `02:30+1d` or `22:00-1d`. {@link toSeconds} reads it back, unless clocks show it twice.
 */
export function toLocalTime(calendar: Calendar, at: Seconds): string {
  const shown = shownAt(calendar.zone, toEpoch(calendar, at)) - midnightOf(calendar)
  const days = Math.floor(shown / civilDay)
  const clock = writeClock((shown - days * civilDay) / 1000)
  if (days === 0) return clock
  return days > 0 ? `${clock}+${days}d` : `${clock}${days}d`
}

/** Seconds from the day's anchor, rounded down. Throws an `InputError` (`not-a-number`) where a clock hands in no number. */
export function fromEpoch(calendar: Calendar, epochMilliseconds: number): Seconds {
  if (!Number.isFinite(epochMilliseconds)) {
    throw new InputError({ code: 'not-a-number', path: 'now', got: epochMilliseconds, remedy: 'hand in epoch milliseconds' })
  }
  return Math.floor((epochMilliseconds - calendar.anchor) / 1000)
}

/** Epoch milliseconds of a moment of the day. */
export function toEpoch(calendar: Calendar, at: Seconds): number {
  assert(Number.isSafeInteger(at), `a moment is whole seconds, not ${at}`)
  return calendar.anchor + at * 1000
}

/** Midnight as the calendar has it, whether or not clocks show it. */
export function midnightOf(calendar: Calendar): Civil {
  const midnight = readDate(calendar.date)
  assert(midnight !== undefined, `the calendar was opened on ${calendar.date}`)
  return midnight
}

/** The moments at which clocks show the reading (seconds since midnight): one as a rule, none in a jump, two where they go back. */
export function momentsShowing(calendar: Calendar, clock: Seconds): Seconds[] {
  return instantsShowing(calendar.zone, clockOn(midnightOf(calendar), clock)).map((instant) => fromEpoch(calendar, instant))
}

/** The first moment at which clocks show the reading (seconds since midnight) or have jumped past it. */
export function firstMomentFrom(calendar: Calendar, clock: Seconds): Seconds {
  return fromEpoch(calendar, firstInstantFrom(calendar.zone, clockOn(midnightOf(calendar), clock)))
}

/** What is wrong with a moment, where it is not yet known which field it stands in. */
interface Trouble {
  readonly code: InputCode
  readonly remedy: string
}

const howToWrite = "write '14:00', '2026-12-01T14:00', '2026-12-01T14:00+01:00', or whole seconds from the day's start"
const isoText = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}(?::\d{2})?)(?:[.,](\d{1,9}))?(Z|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)?$/

function readMoment(calendar: Calendar | undefined, moment: unknown): Seconds | Trouble {
  if (moment === undefined || moment === null) return { code: 'missing', remedy: 'name a moment' }
  if (typeof moment === 'number') return readNumber(moment)
  if (calendar === undefined) {
    return { code: 'not-a-number', remedy: "write whole seconds from the day's start, or give the day a date and a zone" }
  }
  if (typeof moment === 'string') return readText(calendar, moment)
  const instant = instantOf(moment)
  return instant === undefined ? { code: 'time-invalid', remedy: howToWrite } : readInstant(calendar, instant)
}

function readNumber(seconds: number): Seconds | Trouble {
  if (!Number.isFinite(seconds)) return { code: 'not-a-number', remedy: "write whole seconds from the day's start" }
  if (!Number.isInteger(seconds)) return { code: 'not-an-integer', remedy: 'round to whole seconds' }
  if (Math.abs(seconds) > FARTHEST) {
    return { code: 'outside-day', remedy: "count seconds from the day's start, at most 12 days; wrap epoch milliseconds in new Date()" }
  }
  return seconds + 0 // minus zero becomes zero
}

function readInstant(calendar: Calendar, instant: number): Seconds | Trouble {
  if (!Number.isFinite(instant)) return { code: 'time-invalid', remedy: 'hand in a Date or DateTime that is valid' }
  const seconds = (instant - calendar.anchor) / 1000
  if (Math.abs(seconds) > FARTHEST) return { code: 'outside-day', remedy: `name a moment at most 12 days from ${calendar.date}` }
  return readNumber(seconds)
}

function readText(calendar: Calendar, text: string): Seconds | Trouble {
  const clock = readClock(text)
  if (clock !== undefined) return readCivil(calendar, midnightOf(calendar), clock)
  const [, date, time, fraction = '', offset] = isoText.exec(text) ?? []
  if (date === undefined || time === undefined) return { code: 'time-invalid', remedy: howToWrite }
  if (/[1-9]/.test(fraction)) return { code: 'not-an-integer', remedy: 'round to whole seconds' }
  // luxon's verdict on the date and on hours beyond 24, for both kinds of text
  const utc = readUtc(`${date}T${time}${offset ?? ''}`)
  if (Number.isNaN(utc)) return { code: 'time-invalid', remedy: howToWrite }
  if (offset !== undefined) return readInstant(calendar, utc)
  const midnight = readDate(date)
  const shown = readClock(time)
  assert(midnight !== undefined && shown !== undefined, `${text} was valid as a whole`)
  return readCivil(calendar, midnight, shown)
}

/** The one moment at which clocks show the reading. The midnight that ends a day always exists, and once. */
function readCivil(calendar: Calendar, midnight: Civil, clock: Seconds): Seconds | Trouble {
  const { zone } = calendar
  const civil = clockOn(midnight, clock)
  if (Math.abs(civil - midnightOf(calendar)) > FARTHEST * 1000) {
    return { code: 'outside-day', remedy: `name a moment at most 12 days from ${calendar.date}` }
  }
  const instants = clock === civilDay / 1000 ? [firstInstantFrom(zone, civil)] : instantsShowing(zone, civil)
  const [first, second] = instants
  if (first === undefined) {
    const after = isoInstant(zone, firstInstantFrom(zone, civil))
    return { code: 'time-nonexistent', remedy: `clocks in ${zone} jump over it; write ${after}, the first moment after the jump` }
  }
  if (second !== undefined) {
    const remedy = `clocks in ${zone} show it twice; write ${isoInstant(zone, first)} or ${isoInstant(zone, second)}`
    return { code: 'time-ambiguous', remedy }
  }
  return readInstant(calendar, first)
}

/** Epoch milliseconds of a Date or a luxon DateTime, NaN where it is invalid; `undefined` for anything else, however it pretends. */
function instantOf(moment: unknown): number | undefined {
  try {
    if (moment instanceof Date) return Number(moment.getTime())
    if (DateTime.isDateTime(moment)) return Number(moment.toMillis())
  } catch {
    // an object that only looks like one of them
  }
  return undefined
}

function isoInstant(zone: string, instant: number): string {
  const iso = DateTime.fromMillis(instant, { zone }).toISO({ suppressMilliseconds: true })
  assert(iso !== null, `${instant} is a valid instant in ${zone}`)
  return iso
}

function isoDate(civil: Civil): string {
  return new Date(civil).toISOString().slice(0, 10)
}
