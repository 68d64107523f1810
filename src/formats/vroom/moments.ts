/** VROOM's moments are relative seconds or epoch seconds; ours count from an anchor that is near. */
import type { Seconds } from '../../time/seconds.ts'
import { FARTHEST } from '../../time/seconds.ts'
import type { Window } from '../../time/window.ts'
import type { Lose } from '../loss.ts'
import type { Note } from '../problems.ts'
import type { ProblemJson, RequestJson } from './schema.ts'
import { isShipment } from './schema.ts'

const DAY = 86_400

/** Shifts the moments of one problem. */
export interface Moments {
  /** Taken off every moment of the input, and added again to the output. */
  readonly anchor: number
  /** What is left out is always open: from here… */
  readonly earliest: Seconds
  /** …to here. */
  readonly latest: Seconds
}

/**
 * 0 where all windows open near it; else midnight (UTC) before the earliest shift, or before the earliest window where no vehicle
 * states a shift. VROOM's clock starts at 0; beside epoch times that is 1970, so there an unstated shift starts a day before
 * the anchor.
 */
export function momentsOf(json: ProblemJson): Moments {
  const shifts = json.vehicles.flatMap((vehicle) => vehicle.time_window?.[0] ?? []).filter(isFar)
  const tasks: RequestJson[] = [...(json.jobs ?? []), ...(json.shipments ?? []), ...(json.requests ?? [])]
  const doors = tasks.flatMap((task) => (isShipment(task) ? [task.pickup, task.delivery] : [task]))
  const breaks = json.vehicles.flatMap((vehicle) => vehicle.breaks ?? [])
  const windows = [...doors, ...breaks].flatMap(({ time_windows: listed }) => listed ?? [])
  const releases = tasks.flatMap(({ release }) => release ?? [])
  const others = [...windows.map(([start]) => start), ...(json.slots ?? []).map((slot) => slot.start), ...releases].filter(isFar)
  const decisive = shifts.length > 0 ? shifts : others
  if (decisive.length === 0) return { anchor: 0, earliest: 0, latest: FARTHEST }
  const first = decisive.reduce((least, moment) => Math.min(least, moment))
  return { anchor: Math.floor(first / DAY) * DAY, earliest: -DAY, latest: FARTHEST }
}

function isFar(moment: number): boolean {
  return Math.abs(moment) > FARTHEST
}

/**
 * One window, from the anchor. Ends beyond what a day can hold are cut to it, and listed; where nothing is left, that is a problem.
 * A window that closes before it opens is passed on as it is, for the model to refuse.
 */
export function toOwnWindow(
  [from, to]: readonly [number, number], moments: Moments, path: string, note: Note, lose: Lose,
): Window | undefined {
  const start = from - moments.anchor
  const end = to - moments.anchor
  if (start <= end && (start > FARTHEST || end < -FARTHEST)) {
    note('outside-day', path, `${from}–${to}`, `keep it within ${FARTHEST} seconds of ${moments.anchor}`)
    return undefined
  }
  const cut = { start: clamp(start), end: clamp(end) }
  if (cut.start !== start || cut.end !== end) {
    const did = `read as ${cut.start + moments.anchor}–${cut.end + moments.anchor}`
    lose(path, `${from}–${to} reaches beyond the twelve days that can be counted`, did)
  }
  return cut
}

/** One moment from the anchor; beyond what a day can hold it is cut to it, and listed. */
export function toOwnMoment(moment: number, moments: Moments, path: string, lose: Lose): Seconds {
  const own = moment - moments.anchor
  const cut = clamp(own)
  if (cut !== own) lose(path, `${moment} lies beyond the twelve days that can be counted`, `read as ${cut + moments.anchor}`)
  return cut
}

/** Nobody works before moment 0, so what is open before it can open at 0. */
export function windowJson(window: Window, shift: Seconds): [number, number] {
  return [Math.max(0, window.start + shift), Math.max(0, window.end + shift)]
}

function clamp(moment: number): Seconds {
  return Math.min(FARTHEST, Math.max(-FARTHEST, moment))
}
