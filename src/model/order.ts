/** Reading orders. */
import { assert } from '../base/assert.ts'
import type { Problem } from '../base/errors.ts'
import { LONGEST_ID, readObject, readText, readWhole, throwIfAny } from '../base/read.ts'
import { inside } from '../base/path.ts'
import type { IntervalInput, Moment } from '../time/calendar.ts'
import { toSeconds } from '../time/calendar.ts'
import type { Place } from '../travel/place.ts'
import type { Day } from './day.ts'
import { readLoad, readPlace, readSkills, readWindows } from './fields.ts'
import { MOST_FIXED, MOST_LOAD } from './limits.ts'
import type { Load, Order } from './nouns.ts'
import type { OtherEndInput } from './other-end.ts'
import { anyTime, readOtherEnd } from './other-end.ts'
import type { VisitTimesInput } from './visit-times.ts'
import { readVisitTimes, visitTimesKeys } from './visit-times.ts'

/** What a customer wants delivered or collected, as a caller writes it. */
export interface OrderInput extends VisitTimesInput {
  id: string
  place: Place
  /** The same as `delivery`. A bare number where the day has one dimension. */
  load?: readonly number[] | number
  /** Brought from the start of the trip, or from `collectAt`; nothing when left out. */
  delivery?: readonly number[] | number
  /** Taken along to the end of the trip, or to `bringTo`; nothing when left out. */
  pickup?: readonly number[] | number
  skills?: readonly string[]
  /** Where service may start; any time when left out. */
  windows?: readonly IntervalInput[]
  /** 0 to 100; 0 when left out. */
  priority?: number
  /** Whole cost units; left out: served wherever that is possible. See {@link Order.value}. */
  value?: number
  description?: string
  /** Where the delivery is collected, earlier in the same trip, instead of being loaded at its start. */
  collectAt?: OtherEndInput
  /** Where the pickup is brought, later in the same trip, instead of to its end. Not together with `collectAt`. */
  bringTo?: OtherEndInput
  /** Before every order of the route that is not `first`, or after every one that is not `last`. Not together with another end. */
  position?: 'first' | 'last'
  /** When the delivery is ready at the depot: the trip that brings it starts no earlier. Not together with `collectAt`. */
  release?: Moment
}

/** The fields of an {@link OrderInput}. */
export const orderKeys: readonly string[] = [
  'id', 'place', 'load', 'delivery', 'pickup', ...visitTimesKeys, 'skills', 'windows', 'priority', 'value', 'description',
  'collectAt', 'bringTo', 'position', 'release',
]

const LONGEST_DESCRIPTION = 2000

/** Checks an order against its day and freezes it. `path` names it in problems. Throws {@link InputError} with all problems. */
export function makeOrder(input: OrderInput, day: Day, path = ''): Order {
  const problems: Problem[] = []
  const order = readOrder(input, day, path, problems)
  throwIfAny(problems)
  assert(order !== undefined, 'an order without problems was read')
  return order
}

/** The same for a list in which all problems are wanted: notes them, and returns `undefined` where the order cannot be used. */
export function readOrder(input: unknown, day: Day, path: string, problems: Problem[]): Order | undefined {
  const before = problems.length
  const fields = readObject(input, orderKeys, path, problems)
  if (fields === undefined) return undefined
  const load = (key: string): Load =>
    (fields[key] === undefined ? undefined : readLoad(fields[key], day.dimensions, MOST_LOAD, inside(path, key), problems)) ??
    Object.freeze(Array<number>(day.dimensions).fill(0))
  if (fields['load'] !== undefined && fields['delivery'] !== undefined) {
    const remedy = 'give either load or delivery'
    problems.push({ code: 'contradiction', path: inside(path, 'delivery'), got: fields['delivery'], remedy })
  }
  const id = readText(fields['id'], LONGEST_ID, inside(path, 'id'), problems)
  const place = readPlace(fields['place'], [...day.travel.values()], inside(path, 'place'), problems)
  const times = readVisitTimes(fields, path, problems)
  const windows = fields['windows'] === undefined
    ? anyTime
    : readWindows(fields['windows'], day.calendar, inside(path, 'windows'), problems)
  const priority = fields['priority'] === undefined ? 0 : readWhole(fields['priority'], 0, 100, inside(path, 'priority'), problems)
  const value = fields['value'] === undefined ? undefined : readWhole(fields['value'], 0, MOST_FIXED, inside(path, 'value'), problems)
  const description = fields['description'] === undefined
    ? undefined
    : readText(fields['description'], LONGEST_DESCRIPTION, inside(path, 'description'), problems)
  const rest = {
    delivery: load(fields['load'] === undefined ? 'delivery' : 'load'),
    pickup: load('pickup'),
    skills: readSkills(fields['skills'], inside(path, 'skills'), problems),
    ...(value === undefined ? {} : { value }),
    ...(description === undefined ? {} : { description }),
    ...readTrip(fields, day, path, problems),
  }
  if (problems.length > before) return undefined
  assert(id !== undefined && place !== undefined && times !== undefined, 'an order without problems has all its fields')
  assert(windows !== undefined && priority !== undefined, 'an order without problems has its windows and priority')
  return Object.freeze({ id, place, ...times, windows, priority, ...rest })
}

/** How an order goes with the others of its trip: its other end, its position, its release. */
function readTrip(
  fields: Record<string, unknown>, day: Day, path: string, problems: Problem[],
): Pick<Order, 'collectAt' | 'bringTo' | 'position' | 'release'> {
  const at = (key: string): string => inside(path, key)
  const { collectAt, bringTo, position, release } = fields
  const exclude = (key: string, isContrary: boolean, remedy: string): void => {
    if (isContrary && fields[key] !== undefined) problems.push({ code: 'contradiction', path: at(key), got: fields[key], remedy })
  }
  exclude('bringTo', collectAt !== undefined, 'give either collectAt or bringTo')
  exclude('position', collectAt !== undefined || bringTo !== undefined, 'leave it out where the order has another end')
  exclude('release', collectAt !== undefined, 'leave it out, and say in collectAt.windows when the order can be collected')
  if (position !== undefined && position !== 'first' && position !== 'last') {
    problems.push({ code: 'unknown-id', path: at('position'), got: position, remedy: 'use first or last' })
  }
  const collected = collectAt === undefined ? undefined : readOtherEnd(collectAt, day, at('collectAt'), problems)
  const brought = bringTo === undefined ? undefined : readOtherEnd(bringTo, day, at('bringTo'), problems)
  const released = release === undefined ? undefined : toSeconds(day.calendar, release as Moment, at('release'), problems)
  return {
    ...(collected === undefined ? {} : { collectAt: collected }),
    ...(brought === undefined ? {} : { bringTo: brought }),
    ...(position === 'first' || position === 'last' ? { position } : {}),
    ...(released === undefined ? {} : { release: released }),
  }
}
