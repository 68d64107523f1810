/** Reading shifts with their breaks. */
import type { Problem } from '../base/errors.ts'
import { LONGEST_ID, noteId, readList, readObject, readText } from '../base/read.ts'
import type { Calendar, IntervalInput, Moment } from '../time/calendar.ts'
import { toWindow } from '../time/calendar.ts'
import type { DurationInput } from '../time/duration.ts'
import { toDuration } from '../time/duration.ts'
import type { Seconds } from '../time/seconds.ts'
import type { Window } from '../time/window.ts'
import { readWindows } from './fields.ts'
import { MOST_BREAKS } from './limits.ts'
import type { Break } from './nouns.ts'
import type { Place } from '../travel/place.ts'

/** A pause. Without windows it may start at any moment of the shift. */
export interface BreakInput {
  id: string
  windows?: readonly IntervalInput[]
  service: DurationInput
}

/** When a courier works, and where that shift starts and ends if not where the courier's others do. */
export interface ShiftInput {
  start: Moment
  end: Moment
  /** A place, the id of a depot, or `null` for an open end; left out: the courier's `start`. */
  from?: Place | string | null
  /** Likewise; left out: the courier's `end`. */
  to?: Place | string | null
  breaks?: readonly BreakInput[]
}

/** A break as it was listed, before it is fitted into a shift. */
export interface ListedBreak {
  readonly id: string
  readonly windows: readonly Window[] | undefined
  readonly service: Seconds
  readonly path: string
}

/** Breaks as listed; their ids are unique in the list. */
export function readBreaks(value: unknown, calendar: Calendar | undefined, path: string, problems: Problem[]): ListedBreak[] {
  if (value === undefined) return []
  const ids = new Set<string>()
  const breaks: ListedBreak[] = []
  for (const [i, entry] of (readList(value, MOST_BREAKS, path, problems) ?? []).entries()) {
    const at = `${path}[${i}]`
    const fields = readObject(entry, ['id', 'windows', 'service'], at, problems)
    if (fields === undefined) continue
    const id = readText(fields['id'], LONGEST_ID, `${at}.id`, problems)
    if (id !== undefined) noteId(id, ids, `${at}.id`, problems)
    const service = toDuration(fields['service'] as DurationInput, `${at}.service`, problems)
    const windows = fields['windows'] === undefined ? undefined : readWindows(fields['windows'], calendar, `${at}.windows`, problems)
    const complete = fields['windows'] === undefined || windows !== undefined
    if (id !== undefined && service !== undefined && complete) breaks.push({ id, windows, service, path: at })
  }
  return breaks
}

/** Start and end of a shift. */
export function readHours(fields: Record<string, unknown>, calendar: Calendar | undefined, path: string, problems: Problem[]): Window | undefined {
  return toWindow(calendar, { start: fields['start'], end: fields['end'] } as IntervalInput, path, problems)
}

/** The break with those windows in which it can be taken during the shift, or `undefined` where it cannot. */
export function fitted(listed: ListedBreak, hours: Window): Break | undefined {
  const latest = hours.end - listed.service
  const windows = (listed.windows ?? [{ start: hours.start, end: latest }])
    .filter((window) => window.start <= window.end && window.end >= hours.start && window.start <= latest)
  if (windows.length === 0) return undefined
  return Object.freeze({ id: listed.id, windows: Object.freeze(windows.map((window) => Object.freeze(window))), service: listed.service })
}

/** Whether the breaks can be taken one after the other in a shift with nothing else in it. */
export function inOrder(breaks: readonly Break[], hours: Window): boolean {
  let now = hours.start
  for (const pause of breaks) {
    const window = pause.windows.find((candidate) => candidate.end >= now)
    if (window === undefined) return false
    now = Math.max(now, window.start) + pause.service
  }
  return now <= hours.end
}
