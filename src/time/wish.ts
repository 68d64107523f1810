/** Wishes: "Tuesday or Thursday, 17:30 or later", as data and as the part of a day that they name. */
import type { Problem } from '../base/errors.ts'
import { inside } from '../base/path.ts'
import { readObject } from '../base/read.ts'
import type { Calendar } from './calendar.ts'
import { firstMomentFrom } from './calendar.ts'
import { readLocalTime } from './civil.ts'
import { readDates, readWeekdays } from './days.ts'
import type { WeekdayName } from './days.ts'
import { toPositiveDuration } from './duration.ts'
import type { DurationInput } from './duration.ts'
import { daysNamed, timesNamed } from './phrase.ts'
import type { DaysNamed, TimesNamed } from './phrase.ts'
import type { Window } from './window.ts'

/** When a customer would like to be served. A day suits when one of the weekdays or one of the dates names it; with neither, every day. */
export interface Wish {
  /** 1 (Monday) to 7 (Sunday), or English names. */
  readonly weekdays?: readonly (number | WeekdayName)[]
  /** As in `2026-12-01`. */
  readonly dates?: readonly string[]
  /** Local time, the day's start where absent. */
  readonly from?: string
  /** Local time, the day's end where absent. */
  readonly to?: string
  /** How wide a window the customer wants. */
  readonly width?: DurationInput
}

/**
 * The part of the calendar's day that the wish names; `other-day` where it names other days. What is wrong with the wish is
 * added to `problems`, whatever the day, and the answer is `undefined`. A local time that the clocks skip is the moment of the
 * jump; of one that comes twice the first is meant.
 */
export function windowOfWish(wish: Wish, calendar: Calendar, path: string, problems: Problem[]): Window | 'other-day' | undefined {
  const before = problems.length
  if (readObject(wish, ['weekdays', 'dates', 'from', 'to', 'width'], path, problems) === undefined) return undefined
  const weekdays = wish.weekdays === undefined ? undefined : readWeekdays(wish.weekdays, inside(path, 'weekdays'), problems)
  const dates = wish.dates === undefined ? undefined : readDates(wish.dates, false, inside(path, 'dates'), problems)
  const from = wish.from === undefined ? undefined : readLocalTime(wish.from, inside(path, 'from'), problems)
  const to = wish.to === undefined ? undefined : readLocalTime(wish.to, inside(path, 'to'), problems)
  if (wish.width !== undefined) toPositiveDuration(wish.width, inside(path, 'width'), problems)
  if ((to ?? Infinity) < (from ?? 0)) {
    problems.push({ code: 'window-reversed', path, got: wish, remedy: 'let `from` come before `to`; after midnight is 24:00 and later' })
  }
  if (problems.length > before) return undefined

  const anyDay = weekdays === undefined && dates === undefined
  if (!anyDay && weekdays?.has(calendar.weekday) !== true && dates?.has(calendar.date) !== true) return 'other-day'
  const start = from === undefined ? 0 : firstMomentFrom(calendar, from)
  const end = to === undefined ? Math.max(start, calendar.length) : firstMomentFrom(calendar, to)
  return { start, end }
}

const longestText = 200

/**
 * A wish in plain English: `Tuesday or Thursday, 17:30 or later`, `weekdays after 18`, `before noon`, `between 9 and 12`,
 * `on 2026-12-01 from 14:00 to 16:00`. Hours are read on the 24-hour clock or with am and pm. `undefined` rather than a guess
 * where a word is not understood, or a time may be meant in the morning or in the evening (`after 5`).
 */
export function wishOf(text: string): Wish | undefined {
  if (typeof text !== 'string' || text.length > longestText) return undefined
  const words = text.toLowerCase().replace(/[.!]\s*$/, '').split(/\s+/).filter((word) => word !== '')
  if (words.length === 0) return undefined
  // days, then times; or times, then days: one cut somewhere, and both sides understood to the last word
  for (let cut = 0; cut <= words.length; cut++) {
    const head = words.slice(0, cut).join(' ').replace(/,$/, '')
    const tail = words.slice(cut).join(' ')
    const wish = both(daysNamed(head), timesNamed(tail)) ?? both(daysNamed(tail), timesNamed(head))
    if (wish !== undefined) return wish
  }
  return undefined
}

function both(days: DaysNamed | undefined, times: TimesNamed | undefined): Wish | undefined {
  return days === undefined || times === undefined ? undefined : { ...days, ...times }
}
