/** Reading the other place of an order: where it is collected, or brought to. */
import type { Problem } from '../base/errors.ts'
import { readObject } from '../base/read.ts'
import type { IntervalInput } from '../time/calendar.ts'
import { FARTHEST } from '../time/seconds.ts'
import type { Window } from '../time/window.ts'
import type { Place } from '../travel/place.ts'
import type { Day } from './day.ts'
import { readPlace, readWindows } from './fields.ts'
import type { OtherEnd } from './nouns.ts'
import type { VisitTimesInput } from './visit-times.ts'
import { readVisitTimes, visitTimesKeys } from './visit-times.ts'

/** Where an order is collected or brought to on the way, as a caller writes it. */
export interface OtherEndInput extends VisitTimesInput {
  place: Place
  /** Where service may start there; any time when left out. */
  windows?: readonly IntervalInput[]
}

/** The window of a visit that named none. */
export const anyTime: readonly Window[] = Object.freeze([Object.freeze({ start: -FARTHEST, end: FARTHEST })])

/** A frozen end, or `undefined` with problems. */
export function readOtherEnd(value: unknown, day: Day, path: string, problems: Problem[]): OtherEnd | undefined {
  const fields = readObject(value, ['place', ...visitTimesKeys, 'windows'], path, problems)
  if (fields === undefined) return undefined
  const place = readPlace(fields['place'], [...day.travel.values()], `${path}.place`, problems)
  const times = readVisitTimes(fields, path, problems)
  const windows = fields['windows'] === undefined ? anyTime : readWindows(fields['windows'], day.calendar, `${path}.windows`, problems)
  if (place === undefined || times === undefined || windows === undefined) return undefined
  return Object.freeze({ place, ...times, windows })
}
