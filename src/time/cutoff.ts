/** Closing rules: until when a slot can still be booked, by lead time and by cut-off. */
import type { Problem } from '../base/errors.ts'
import { inside } from '../base/path.ts'
import { readObject, readWhole, throwIfAny } from '../base/read.ts'
import type { Calendar } from './calendar.ts'
import { toEpoch } from './calendar.ts'
import { civilDay, clockOn, readClock, readDate } from './civil.ts'
import { toDuration } from './duration.ts'
import type { DurationInput } from './duration.ts'
import type { Window } from './window.ts'
import { firstInstantFrom } from './zone.ts'

/** Each part closes the slot by itself; the earlier one counts. */
export interface ClosingRule {
  /** From the booking to the start of the slot, at least. */
  readonly leadTime?: DurationInput
  /** A local time, so many dates before the day of the slot: `{ at: '18:00', daysBefore: 1 }`. */
  readonly cutoff?: { readonly at: string; readonly daysBefore: number }
}

const mostDaysBefore = 366

/** What is wrong with the rule is added to `problems`: codes of durations, `time-invalid`, `out-of-range`, `not-an-object`. */
export function checkClosingRule(rule: ClosingRule, path: string, problems: Problem[]): void {
  if (readObject(rule, ['leadTime', 'cutoff'], path, problems) === undefined) return
  if (rule.leadTime !== undefined) toDuration(rule.leadTime, inside(path, 'leadTime'), problems)
  if (rule.cutoff === undefined) return
  const cutoffPath = inside(path, 'cutoff')
  if (readObject(rule.cutoff, ['at', 'daysBefore'], cutoffPath, problems) === undefined) return
  readWhole(rule.cutoff.daysBefore, 0, mostDaysBefore, inside(cutoffPath, 'daysBefore'), problems)
  const clock = readClock(rule.cutoff.at)
  if (clock !== undefined && clock >= 0) return
  problems.push({ code: 'time-invalid', path: inside(cutoffPath, 'at'), got: rule.cutoff.at, remedy: "write a local time as in '18:00'" })
}

/**
 * Epoch milliseconds of the last moment at which the slot can be booked; without any rule, the moment at which the slot closes.
 * The lead time is elapsed time; the cut-off is civil time, so "18:00 the day before" is 18:00 on the clock on every date. A
 * cut-off that the clocks skip is the moment of the jump; of one that comes twice the first is meant.
 * Throws an `InputError` with all that {@link checkClosingRule} finds.
 */
export function closesAt(rule: ClosingRule, window: Window, calendar: Calendar): number {
  const problems: Problem[] = []
  checkClosingRule(rule, '', problems)
  throwIfAny(problems)
  const lead = rule.leadTime === undefined ? undefined : toDuration(rule.leadTime, 'leadTime', problems)
  const byLead = lead === undefined ? Infinity : toEpoch(calendar, window.start) - lead * 1000
  const byCutoff = rule.cutoff === undefined ? Infinity : cutoffInstant(calendar, rule.cutoff.at, rule.cutoff.daysBefore)
  return Math.min(toEpoch(calendar, window.end), byLead, byCutoff)
}

function cutoffInstant(calendar: Calendar, at: string, daysBefore: number): number {
  const midnight = readDate(calendar.date)! - daysBefore * civilDay
  return firstInstantFrom(calendar.zone, clockOn(midnight, readClock(at)!))
}
