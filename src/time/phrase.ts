/** English phrases that name days and times of the day, each understood as a whole or not at all. */
import { readClock, readDate, writeClock } from './civil.ts'
import { weekdayNames } from './days.ts'
import type { WeekdayName } from './days.ts'

/** The days of a wish. */
export interface DaysNamed {
  readonly weekdays?: readonly WeekdayName[]
  readonly dates?: readonly string[]
}

/** The times of a wish. */
export interface TimesNamed {
  readonly from?: string
  readonly to?: string
}

const anyDay = new Set(['', 'any day', 'every day'])
const anyTime = new Set(['', 'any time', 'anytime', 'all day'])
const shortNames = new Map<string, WeekdayName>([
  ['mon', 'monday'],
  ['tue', 'tuesday'],
  ['tues', 'tuesday'],
  ['wed', 'wednesday'],
  ['thu', 'thursday'],
  ['thur', 'thursday'],
  ['thurs', 'thursday'],
  ['fri', 'friday'],
  ['sat', 'saturday'],
  ['sun', 'sunday'],
])

/** `on Tuesday or Thursday`, `weekdays`, `Mon-Fri`, `2026-12-01`, or nothing at all for every day. In lower case. */
export function daysNamed(phrase: string): DaysNamed | undefined {
  if (anyDay.has(phrase)) return {}
  const weekdays = new Set<WeekdayName>()
  const dates = new Set<string>()
  for (const item of phrase.replace(/^(?:on|every) /, '').split(/, (?:or |and )?| or | and /)) {
    const days = weekdaysNamed(item)
    if (readDate(item) !== undefined) dates.add(item)
    else if (days === undefined) return undefined
    else for (const day of days) weekdays.add(day)
  }
  return { ...(weekdays.size > 0 && { weekdays: [...weekdays] }), ...(dates.size > 0 && { dates: [...dates] }) }
}

/** `17:30 or later`, `after 18`, `before noon`, `between 9 and 12`, `2pm-4pm`, or nothing at all for all day. In lower case. */
export function timesNamed(phrase: string): TimesNamed | undefined {
  if (anyTime.has(phrase)) return {}
  const later = /^(?:after|from|since|not before) (.+)$/.exec(phrase) ?? /^(.+) (?:or later|or after|onwards)$/.exec(phrase)
  const earlier = /^(?:before|until|till|by|no later than|not after) (.+)$/.exec(phrase) ?? /^(.+) or (?:earlier|before)$/.exec(phrase)
  const range = /^between (.+) and (.+)$/.exec(phrase) ?? /^(?:from )?(.+?)(?: to | until | till | ?[-–] ?)(.+)$/.exec(phrase)
  if (range !== null) return rangeNamed(timeNamed(range[1]!), timeNamed(range[2]!))
  if (later !== null) return rangeNamed(timeNamed(later[1]!), '24:00', 'from')
  if (earlier !== null) return rangeNamed('00:00', timeNamed(earlier[1]!), 'to')
  return undefined
}

function rangeNamed(from: string | undefined, to: string | undefined, only?: 'from' | 'to'): TimesNamed | undefined {
  if (from === undefined || to === undefined || readClock(from)! >= readClock(to)!) return undefined
  return { ...(only !== 'to' && { from }), ...(only !== 'from' && { to }) }
}

/** `tuesdays`, `tue`, `weekdays`, `weekends`, `monday to friday`. */
function weekdaysNamed(item: string): readonly WeekdayName[] | undefined {
  if (item === 'weekdays' || item === 'a weekday') return weekdayNames.slice(0, 5)
  if (item === 'weekends' || item === 'weekend' || item === 'the weekend') return weekdayNames.slice(5)
  const range = /^(?:from )?(\w+)(?: to | ?[-–] ?)(\w+)$/.exec(item)
  if (range !== null) return weekdaysFrom(weekdayNamed(range[1]!), weekdayNamed(range[2]!))
  const day = weekdayNamed(item)
  return day === undefined ? undefined : [day]
}

/** From one weekday to another, over the end of the week where need be. */
function weekdaysFrom(first: WeekdayName | undefined, last: WeekdayName | undefined): readonly WeekdayName[] | undefined {
  if (first === undefined || last === undefined || last === first) return undefined
  const start = weekdayNames.indexOf(first)
  const count = (weekdayNames.indexOf(last) - start + 7) % 7
  return [...weekdayNames, ...weekdayNames].slice(start, start + count + 1)
}

function weekdayNamed(word: string): WeekdayName | undefined {
  return shortNames.get(word) ?? weekdayNames.find((name) => word === name || word === `${name}s`)
}

/** A time as `HH:MM`. A bare 1 to 6 may be meant in the morning or in the evening and is not understood. */
function timeNamed(word: string): string | undefined {
  if (word === 'noon' || word === 'midday') return '12:00'
  if (word === 'midnight') return '24:00'
  const parts = /^(\d{1,2})(?:[:.]([0-5]\d))? ?(am|pm)?$/.exec(word)
  if (parts === null) return undefined
  const [, digits = '', minutes = '00', half] = parts
  const hour = Number(digits)
  if (half !== undefined) return hour < 1 || hour > 12 ? undefined : clockText((hour % 12) + (half === 'pm' ? 12 : 0), minutes)
  const eitherHalf = digits.length === 1 && hour <= 6
  return eitherHalf || hour > 24 || (hour === 24 && minutes !== '00') ? undefined : clockText(hour, minutes)
}

function clockText(hour: number, minutes: string): string {
  return writeClock(hour * 3600 + Number(minutes) * 60)
}
