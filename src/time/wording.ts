/** Windows and durations in the words of a confirmation, in English. */
import { formatDuration } from 'date-fns'
import type { Calendar } from './calendar.ts'
import { toEpoch, toInstant } from './calendar.ts'
import { civilDay } from './civil.ts'
import type { Seconds } from './seconds.ts'
import type { Window } from './window.ts'
import { instantsShowing, shownAt } from './zone.ts'

/**
 * `Tuesday 1 December, 14:00–16:00`. A window that ends on another date names both, one that ends at midnight ends at 24:00.
 * Where clocks show a time twice, its offset follows: `02:30 (UTC+2)`.
 */
export function windowInWords(calendar: Calendar, window: Window): string {
  const opens = `${dateInWords(calendar, window.start)}, ${timeInWords(calendar, window.start)}`
  if (window.end === window.start) return opens
  const date = Math.floor(shownAt(calendar.zone, toEpoch(calendar, window.start)) / civilDay)
  const closes = shownAt(calendar.zone, toEpoch(calendar, window.end)) - date * civilDay
  if (closes === civilDay) return `${opens}–24:00`
  if (closes < civilDay) return `${opens}–${timeInWords(calendar, window.end)}`
  return `${opens} – ${dateInWords(calendar, window.end)}, ${timeInWords(calendar, window.end)}`
}

/** `4 minutes`, `1 hour 30 minutes`, `0 seconds`. */
export function durationInWords(duration: Seconds): string {
  const parts = { hours: Math.floor(duration / 3600), minutes: Math.floor(duration / 60) % 60, seconds: duration % 60 }
  return duration === 0 ? '0 seconds' : formatDuration(parts)
}

function dateInWords(calendar: Calendar, at: Seconds): string {
  return toInstant(calendar, at).setLocale('en-GB').toFormat('cccc d LLLL')
}

function timeInWords(calendar: Calendar, at: Seconds): string {
  const instant = toInstant(calendar, at).setLocale('en-GB')
  const time = instant.toFormat(instant.second === 0 ? 'HH:mm' : 'HH:mm:ss')
  const { zone } = calendar
  const twice = instantsShowing(zone, shownAt(zone, toEpoch(calendar, at))).length > 1
  return twice ? `${time} (UTC${instant.toFormat('Z')})` : time
}
