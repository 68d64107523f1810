/** Closing rules: until when a slot can still be booked, by lead time and by cut-off. */
import type { Problem } from '../base/errors.ts'
import { inside } from '../base/path.ts'
import { readObject, readWhole, throwIfAny } from '../base/read.ts'
import type { Calendar } from './calendar.ts'
import { midnightOf, toEpoch } from './calendar.ts'
import { civilDay, clockOn, readLocalTime } from './civil.ts'
import { toDuration } from './duration.ts'
import type { DurationInput } from './duration.ts'
import type { Seconds } from './seconds.ts'
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

/** A rule that was read: seconds of lead time, seconds that the clock shows since midnight. */
interface Closing {
  readonly lead: Seconds | undefined
  readonly clock: Seconds | undefined
  readonly daysBefore: number | undefined
}

/** What is wrong with the rule is added to `problems`: codes of durations, `missing`, `time-invalid`, `out-of-range`, `not-an-object`. */
export function checkClosingRule(rule: ClosingRule, path: string, problems: Problem[]): void {
  readClosingRule(rule, path, problems)
}

/**
 * Epoch milliseconds of the last moment at which the slot can be booked; without any rule, the moment at which the slot closes.
 * The lead time is elapsed time; the cut-off is civil time, so "18:00 the day before" is 18:00 on the clock on every date. A
 * cut-off that the clocks skip is the moment of the jump; of one that comes twice the first is meant.
 * Throws an `InputError` with all that {@link checkClosingRule} finds.
 */
export function closesAt(rule: ClosingRule, window: Window, calendar: Calendar): number {
  const problems: Problem[] = []
  const { lead, clock, daysBefore } = readClosingRule(rule, '', problems)
  throwIfAny(problems)
  const closings = [toEpoch(calendar, window.end)]
  if (lead !== undefined) closings.push(toEpoch(calendar, window.start) - lead * 1000)
  if (clock !== undefined && daysBefore !== undefined) {
    const midnight = midnightOf(calendar) - daysBefore * civilDay
    closings.push(firstInstantFrom(calendar.zone, clockOn(midnight, clock)))
  }
  return Math.min(...closings)
}

function readClosingRule(rule: ClosingRule, path: string, problems: Problem[]): Closing {
  const nothing = { lead: undefined, clock: undefined, daysBefore: undefined }
  if (readObject(rule, ['leadTime', 'cutoff'], path, problems) === undefined) return nothing
  const lead = rule.leadTime === undefined ? undefined : toDuration(rule.leadTime, inside(path, 'leadTime'), problems)
  const cutoffPath = inside(path, 'cutoff')
  if (rule.cutoff === undefined) return { ...nothing, lead }
  if (readObject(rule.cutoff, ['at', 'daysBefore'], cutoffPath, problems) === undefined) return nothing
  const clock = readLocalTime(rule.cutoff.at, inside(cutoffPath, 'at'), problems)
  const daysBefore = readWhole(rule.cutoff.daysBefore, 0, mostDaysBefore, inside(cutoffPath, 'daysBefore'), problems)
  return { lead, clock, daysBefore }
}
