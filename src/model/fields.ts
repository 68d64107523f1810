/** Fields that several nouns share: places, loads, skills, windows, durations. */
import type { Problem } from '../base/errors.ts'
import { LONGEST_ID, readList, readNumber, readObject, readText, readWhole } from '../base/read.ts'
import type { Calendar, IntervalInput } from '../time/calendar.ts'
import { toWindow } from '../time/calendar.ts'
import type { Window } from '../time/window.ts'
import type { LonLat, Place } from '../travel/place.ts'
import type { TravelSource } from '../travel/source.ts'
import { MOST_DIMENSIONS, MOST_SKILLS, MOST_WINDOWS } from './limits.ts'
import type { Load } from './nouns.ts'

/** A frozen copy of a place that every source can answer for. */
export function readPlace(value: unknown, sources: readonly TravelSource[], path: string, problems: Problem[]): Place | undefined {
  const before = problems.length
  const place = shapeOfPlace(value, path, problems)
  if (place === undefined || problems.length > before) return undefined
  for (const source of sources) {
    const remedy = source.refuses(place)
    if (remedy === undefined) continue
    problems.push({ code: 'place-unknown', path, got: value, remedy })
    return undefined
  }
  return place
}

function shapeOfPlace(value: unknown, path: string, problems: Problem[]): Place | undefined {
  if (typeof value === 'number') return readRow(value, path, problems)
  if (Array.isArray(value)) return readLonLat(value, path, problems)
  if (typeof value === 'object' && value !== null) {
    const fields = readObject(value, ['row', 'at'], path, problems)!
    const row = readRow(fields['row'], `${path}.row`, problems)
    const at = readLonLat(fields['at'], `${path}.at`, problems)
    return row === undefined || at === undefined ? undefined : Object.freeze({ row, at })
  }
  problems.push({ code: 'place-unknown', path, got: value, remedy: 'give [longitude, latitude], or the row of the travel matrix' })
  return undefined
}

function readRow(value: unknown, path: string, problems: Problem[]): number | undefined {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value + 0
  problems.push({ code: 'place-unknown', path, got: value, remedy: 'give the row as a whole number from 0' })
  return undefined
}

/** A frozen pair of degrees. */
export function readLonLat(value: unknown, path: string, problems: Problem[]): LonLat | undefined {
  if (!Array.isArray(value) || value.length !== 2) {
    problems.push({ code: 'place-unknown', path, got: value, remedy: 'give [longitude, latitude]' })
    return undefined
  }
  const lon = readNumber(value[0], -180, 180, `${path}[0]`, problems)
  const lat = readNumber(value[1], -90, 90, `${path}[1]`, problems)
  return lon === undefined || lat === undefined ? undefined : Object.freeze([lon + 0, lat + 0] as const)
}

/** One whole number per dimension; a bare number stands for a list of one. */
export function readLoad(value: unknown, dimensions: number, most: number, path: string, problems: Problem[]): Load | undefined {
  const list = typeof value === 'number' ? [value] : readList(value, MOST_DIMENSIONS, path, problems)
  if (list === undefined) return undefined
  if (list.length !== dimensions) {
    const remedy = `give ${dimensions === 1 ? 'one number' : `${dimensions} numbers`}, one per dimension of the couriers’ capacity`
    problems.push({ code: 'load-dimensions', path, got: value, remedy })
    return undefined
  }
  const numbers = list.map((entry, d) => readWhole(entry, 0, most, typeof value === 'number' ? path : `${path}[${d}]`, problems))
  return numbers.includes(undefined) ? undefined : Object.freeze(numbers as number[])
}

/** Skills without repeats, in the order given. */
export function readSkills(value: unknown, path: string, problems: Problem[]): readonly string[] {
  const skills = new Set<string>()
  if (value !== undefined) {
    for (const [i, entry] of (readList(value, MOST_SKILLS, path, problems) ?? []).entries()) {
      const skill = readText(entry, LONGEST_ID, `${path}[${i}]`, problems)
      if (skill !== undefined) skills.add(skill)
    }
  }
  return Object.freeze([...skills])
}

/** Windows that are disjoint and in ascending order, at least one. */
export function readWindows(
  value: unknown, calendar: Calendar | undefined, path: string, problems: Problem[],
): readonly Window[] | undefined {
  const list = readList(value, MOST_WINDOWS, path, problems)
  if (list === undefined) return undefined
  if (list.length === 0) {
    problems.push({ code: 'window-empty', path, got: value, remedy: 'give at least one window, or leave the list out' })
    return undefined
  }
  const windows: Window[] = []
  for (const [i, entry] of list.entries()) {
    const window = readWindow(entry, calendar, `${path}[${i}]`, problems)
    if (window === undefined) continue
    const before = windows.at(-1)
    if (before !== undefined && window.start <= before.end) {
      const remedy = 'list windows that do not touch, in ascending order'
      problems.push({ code: 'window-overlap', path: `${path}[${i}]`, got: entry, remedy })
    }
    windows.push(window)
  }
  return windows.length === list.length ? Object.freeze(windows) : undefined
}

/** A frozen window; keys that are not known are noted in plain objects, for classes of date libraries have keys of their own. */
function readWindow(value: unknown, calendar: Calendar | undefined, path: string, problems: Problem[]): Window | undefined {
  const plain = typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  if (plain) readObject(value, ['start', 'end'], path, problems)
  const window = toWindow(calendar, value as IntervalInput, path, problems)
  return window && Object.freeze(window)
}
