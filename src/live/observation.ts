/** Reading what was seen of a courier on the road. */
import { assert } from '../base/assert.ts'
import type { Problem } from '../base/errors.ts'
import { LONGEST_ID, readList, readObject, readText, readWhole, throwIfAny } from '../base/read.ts'
import type { ObservedStep } from '../booking/command.ts'
import type { Day, RouteSpec } from '../model/day.ts'
import { readPlace } from '../model/fields.ts'
import type { PlanStep } from '../model/nouns.ts'
import { MOST_STEPS, readStep } from '../model/plan.ts'
import type { Calendar, Moment } from '../time/calendar.ts'
import { toSeconds } from '../time/calendar.ts'
import type { Seconds } from '../time/seconds.ts'
import type { Place } from '../travel/place.ts'

/** A step of the plan, and when it was begun and done, as far as that is known. */
export type DoneStep = PlanStep & { readonly start?: Moment; readonly depart?: Moment }

/** What was seen of a courier on the road. */
export interface Observation {
  readonly courier: string
  /** Index of the courier's shift; needed where there are several. */
  readonly shift?: number
  /**
   * Everything that was made of the route, from its first step on, and the step that the courier is driving to or serving where that must
   * stay as it is: ids of orders, or steps as in `plan()`. Places driven through may be left out. Nothing at all: the courier has left.
   */
  readonly done: readonly (string | DoneStep)[]
  /** From where the courier goes on: a place, or the id of a depot; where the last step was, when left out. */
  readonly at?: Place | string
  /** When the courier is free to go on from there. */
  readonly from: Moment
  /** When the courier left the start of the route; the first time as planned, when left out, and afterwards as it was. */
  readonly left?: Moment
}

/** The same, read: in seconds, of a shift of the day. */
export interface ReadObservation {
  readonly spec: RouteSpec
  readonly done: readonly ObservedStep[]
  readonly at: Place | undefined
  readonly free: Seconds
  readonly left: Seconds | undefined
}

const keys = ['courier', 'shift', 'done', 'at', 'from', 'left']

/** Throws {@link InputError} with all that is wrong: unknown couriers and places, moments that are none, or before the shift. */
export function readObservation(value: unknown, day: Day, calendar: Calendar): ReadObservation {
  const problems: Problem[] = []
  const fields = readObject(value, keys, 'observation', problems)
  throwIfAny(problems)
  assert(fields !== undefined, 'an observation without problems is an object')
  const spec = readSpec(fields, day, problems)
  const moment = (of: unknown, path: string) => toSeconds(calendar, of as Moment, path, problems)
  const free = moment(fields['from'], 'from')
  const left = fields['left'] === undefined ? undefined : moment(fields['left'], 'left')
  if (spec && free !== undefined && free < spec.shift.start) {
    problems.push({ code: 'out-of-range', path: 'from', got: fields['from'], remedy: 'give a moment in the shift, or after it' })
  }
  const done: ObservedStep[] = []
  for (const [i, entry] of (readList(fields['done'], MOST_STEPS, 'done', problems) ?? []).entries()) {
    const step = readDone(entry, day, calendar, `done[${i}]`, problems)
    if (step) done.push(step)
  }
  const at = fields['at'] === undefined ? undefined : readAt(fields['at'], day, problems)
  throwIfAny(problems)
  assert(spec !== undefined && free !== undefined, 'an observation without problems has its shift and moment')
  return { spec, done, at, free, left }
}

function readSpec(fields: Record<string, unknown>, day: Day, problems: Problem[]): RouteSpec | undefined {
  const courier = readText(fields['courier'], LONGEST_ID, 'courier', problems)
  if (courier === undefined) return undefined
  const shifts = day.routes.filter((spec) => spec.courier.id === courier)
  if (shifts.length === 0) problems.push({ code: 'unknown-id', path: 'courier', got: courier, remedy: 'name a courier of the day' })
  if (shifts.length === 0) return undefined
  if (fields['shift'] === undefined && shifts.length > 1) {
    problems.push({ code: 'missing', path: 'shift', got: undefined, remedy: 'say which of the courier’s shifts, from 0' })
    return undefined
  }
  const shift = fields['shift'] === undefined ? 0 : readWhole(fields['shift'], 0, shifts.length - 1, 'shift', problems)
  return shift === undefined ? undefined : shifts[shift]
}

function readDone(value: unknown, day: Day, calendar: Calendar, path: string, problems: Problem[]): ObservedStep | undefined {
  if (typeof value === 'string') {
    const id = readText(value, LONGEST_ID, path, problems)
    return id === undefined ? undefined : { type: 'order', id }
  }
  const { start, depart, ...rest } = (typeof value === 'object' && value !== null ? value : { type: value }) as Partial<DoneStep>
  const step = readStep(rest, day, path, problems)
  const times: { start?: Seconds; depart?: Seconds } = {}
  for (const [key, moment] of Object.entries({ start, depart }) as ['start' | 'depart', Moment | undefined][]) {
    const seconds = moment === undefined ? undefined : toSeconds(calendar, moment, `${path}.${key}`, problems)
    if (seconds !== undefined) times[key] = seconds
  }
  return step && { ...step, ...times }
}

function readAt(value: unknown, day: Day, problems: Problem[]): Place | undefined {
  if (typeof value !== 'string') return readPlace(value, [...day.travel.values()], 'at', problems)
  const depot = day.depots.find(({ id }) => id === value)
  if (!depot) problems.push({ code: 'unknown-id', path: 'at', got: value, remedy: 'name one of the depots, or give a place' })
  return depot?.place
}
