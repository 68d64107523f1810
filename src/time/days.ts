/** Days as they are named at the door: lists of weekdays and of dates. */
import type { Problem } from '../base/errors.ts'
import { entry } from '../base/path.ts'
import { readList } from '../base/read.ts'
import { readDate } from './civil.ts'

/** English names of the weekdays, as used in wishes. */
export type WeekdayName = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday'

/** Monday first, so that a name's place plus one is its ISO number. */
export const weekdayNames: readonly WeekdayName[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

/** A year and a day's worth of dates; longer lists are a mistake. */
export const MOST_DATES = 366

/** Weekdays by number (1 Monday to 7 Sunday) or name, as numbers: `weekday-unknown`, or `window-empty` where the list is empty. */
export function readWeekdays(input: unknown, path: string, problems: Problem[]): ReadonlySet<number> {
  const days = readList(input, weekdayNames.length, path, problems) ?? []
  if (Array.isArray(input) && input.length === 0) problems.push(emptyList(path, input))
  const numbers = new Set<number>()
  for (const [index, day] of days.entries()) {
    const number = typeof day === 'string' ? weekdayNames.indexOf(day as WeekdayName) + 1 : day
    if (typeof number === 'number' && Number.isInteger(number) && number >= 1 && number <= 7) numbers.add(number)
    else problems.push({ code: 'weekday-unknown', path: entry(path, index), got: day, remedy: 'write 1 (Monday) to 7 (Sunday), or a name' })
  }
  return numbers
}

/** Dates such as `2026-12-24`; an empty list is allowed where `mayBeEmpty`. */
export function readDates(input: unknown, mayBeEmpty: boolean, path: string, problems: Problem[]): ReadonlySet<string> {
  const dates = readList(input, MOST_DATES, path, problems) ?? []
  if (Array.isArray(input) && input.length === 0 && !mayBeEmpty) problems.push(emptyList(path, input))
  const read = new Set<string>()
  for (const [index, date] of dates.entries()) {
    if (readDate(date) === undefined) {
      problems.push({ code: 'date-invalid', path: entry(path, index), got: date, remedy: 'write a calendar date as in 2026-12-01' })
    } else {
      read.add(date as string)
    }
  }
  return read
}

function emptyList(path: string, got: unknown): Problem {
  return { code: 'window-empty', path, got, remedy: 'name at least one day, or leave the field out for every day' }
}
