/** Reading shifts with their breaks and reloads. */
import type { Problem } from '../base/errors.ts'
import { LONGEST_ID, noteId, readList, readObject, readText } from '../base/read.ts'
import type { IntervalInput, Moment } from '../time/calendar.ts'
import { toWindow } from '../time/calendar.ts'
import type { DurationInput } from '../time/duration.ts'
import { toDuration } from '../time/duration.ts'
import type { Seconds } from '../time/seconds.ts'
import type { Window } from '../time/window.ts'
import type { Place } from '../travel/place.ts'
import type { CourierContext, Homes } from './context.ts'
import { readHome } from './context.ts'
import { readLoad, readWindows } from './fields.ts'
import { MOST_BREAKS, UNLIMITED } from './limits.ts'
import type { Break, Load, Shift } from './nouns.ts'
import type { ListedReload, ReloadInput } from './reload.ts'
import { readReload, reloadOf } from './reload.ts'

/** A pause. Without windows it may start at any moment of the shift. */
export interface BreakInput {
  id: string
  windows?: readonly IntervalInput[]
  service: DurationInput
  /** Only taken while no more than this is aboard: one whole number per dimension; left out: at any load. */
  maxLoad?: readonly number[] | number
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
  /** Left out: the courier's `reload`; `null`: none in this shift. */
  reload?: ReloadInput | null
}

/** A break as it was listed, before it is fitted into a shift. */
export interface ListedBreak {
  readonly id: string
  readonly windows: readonly Window[] | undefined
  readonly service: Seconds
  readonly maxLoad: Load | undefined
  readonly path: string
}

/** What a courier says of all shifts. */
export interface Common {
  readonly breaks: readonly ListedBreak[]
  readonly reload: ListedReload | undefined
}

/** Breaks as listed; their ids are unique in the list. */
export function readBreaks(value: unknown, { calendar, dimensions }: CourierContext, path: string, problems: Problem[]): ListedBreak[] {
  if (value === undefined) return []
  const ids = new Set<string>()
  const breaks: ListedBreak[] = []
  for (const [i, entry] of (readList(value, MOST_BREAKS, path, problems) ?? []).entries()) {
    const at = `${path}[${i}]`
    const fields = readObject(entry, ['id', 'windows', 'service', 'maxLoad'], at, problems)
    if (fields === undefined) continue
    const id = readText(fields['id'], LONGEST_ID, `${at}.id`, problems)
    if (id !== undefined) noteId(id, ids, `${at}.id`, problems)
    const service = toDuration(fields['service'] as DurationInput, `${at}.service`, problems)
    const anyTime = fields['windows'] === undefined
    const windows = anyTime ? undefined : readWindows(fields['windows'], calendar, `${at}.windows`, problems)
    const light = fields['maxLoad'] !== undefined
    const maxLoad = light ? readLoad(fields['maxLoad'], dimensions, UNLIMITED, `${at}.maxLoad`, problems) : undefined
    if (id === undefined || service === undefined || (!anyTime && windows === undefined) || (light && maxLoad === undefined)) continue
    breaks.push({ id, windows, service, maxLoad, path: at })
  }
  return breaks
}

/** One shift with those of the courier's breaks that fit into it, and its own, all of which must; with its own reload or the courier's. */
export function readShift(
  value: unknown, homes: Homes, common: Common, context: CourierContext, path: string, problems: Problem[],
): Shift | undefined {
  const fields = readObject(value, ['start', 'end', 'from', 'to', 'breaks', 'reload'], path, problems)
  if (fields === undefined) return undefined
  const hours = toWindow(context.calendar, { start: fields['start'], end: fields['end'] } as IntervalInput, path, problems)
  const from = fields['from'] === undefined ? homes.start : readHome(fields['from'], context, `${path}.from`, problems)
  const to = fields['to'] === undefined ? homes.end : readHome(fields['to'], context, `${path}.to`, problems)
  const own = readBreaks(fields['breaks'], context, `${path}.breaks`, problems)
  if (hours === undefined) return undefined
  const breaks = fitAll(common.breaks, own, hours, context.timed, problems)
  if (new Set(breaks.map((pause) => pause.id)).size < breaks.length) {
    const remedy = 'give each break of the shift its own id'
    problems.push({ code: 'duplicate-id', path: `${path}.breaks`, got: fields['breaks'], remedy })
  }
  if (!inOrder(breaks, hours)) {
    problems.push(impossible(`${path}.breaks`, fields['breaks'], 'list the breaks in the order in which they can be taken'))
  }
  const ownReload = readReload(fields['reload'], context, `${path}.reload`, problems)
  if (from === undefined || to === undefined) return undefined
  const reload = reloadOf(fields['reload'] === undefined ? common.reload : ownReload, from, `${path}.reload`, problems)
  const hoursAndEnds = { start: hours.start, end: hours.end, from, to }
  return Object.freeze({ ...hoursAndEnds, breaks: Object.freeze(breaks), ...(reload === undefined ? {} : { reload }) })
}

/**
 * With rush hours a break has one window in its shift: a choice between several could make the later courier take the break in
 * the jam, lose less road by it and arrive first.
 */
function fitAll(
  common: readonly ListedBreak[], own: readonly ListedBreak[], hours: Window, timed: boolean, problems: Problem[],
): Break[] {
  const breaks: Break[] = []
  for (const listed of [...common, ...own]) {
    const pause = fitted(listed, hours)
    if (pause !== undefined) breaks.push(pause)
    else if (own.includes(listed)) {
      problems.push(impossible(listed.path, listed.id, 'give it a window in which it can be taken during the shift'))
    }
    if (timed && pause !== undefined && pause.windows.length > 1) {
      problems.push(impossible(listed.path, listed.id, 'give it one window per shift where the day has a time-of-day profile'))
    }
  }
  return breaks
}

function impossible(path: string, got: unknown, remedy: string): Problem {
  return { code: 'break-impossible', path, got, remedy }
}

/** The break with those windows in which it can be taken during the shift, or `undefined` where it cannot. */
function fitted(listed: ListedBreak, hours: Window): Break | undefined {
  const latest = hours.end - listed.service
  const windows = (listed.windows ?? [{ start: hours.start, end: latest }])
    .filter((window) => window.start <= window.end && window.end >= hours.start && window.start <= latest)
  if (windows.length === 0) return undefined
  const frozen = windows.map((window) => Object.freeze(window))
  const light = listed.maxLoad === undefined ? {} : { maxLoad: listed.maxLoad }
  return Object.freeze({ id: listed.id, windows: Object.freeze(frozen), service: listed.service, ...light })
}

/** Whether the breaks can be taken one after the other in a shift with nothing else in it. */
function inOrder(breaks: readonly Break[], hours: Window): boolean {
  let now = hours.start
  for (const pause of breaks) {
    const window = pause.windows.find((candidate) => candidate.end >= now)
    if (window === undefined) return false
    now = Math.max(now, window.start) + pause.service
  }
  return now <= hours.end
}
