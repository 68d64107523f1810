/** Reading orders. */
import { assert } from '../base/assert.ts'
import type { Problem } from '../base/errors.ts'
import { LONGEST_ID, readObject, readText, readWhole, throwIfAny } from '../base/read.ts'
import { inside } from '../base/path.ts'
import type { IntervalInput } from '../time/calendar.ts'
import type { DurationInput } from '../time/duration.ts'
import { toDuration } from '../time/duration.ts'
import { FARTHEST } from '../time/seconds.ts'
import type { Window } from '../time/window.ts'
import type { Place } from '../travel/place.ts'
import type { Day } from './day.ts'
import { readLoad, readPlace, readSkills, readWindows } from './fields.ts'
import { MOST_LOAD } from './limits.ts'
import type { Load, Order } from './nouns.ts'

/** What a customer wants delivered or collected, as a caller writes it. */
export interface OrderInput {
  id: string
  place: Place
  /** The same as `delivery`. A bare number where the day has one dimension. */
  load?: readonly number[] | number
  /** Brought from the start of the route; nothing when left out. */
  delivery?: readonly number[] | number
  /** Taken along to the end of the route; nothing when left out. */
  pickup?: readonly number[] | number
  /** Time at the door; 0 when left out. */
  service?: DurationInput
  skills?: readonly string[]
  /** Where service may start; any time when left out. */
  windows?: readonly IntervalInput[]
  /** 0 to 100; 0 when left out. */
  priority?: number
  description?: string
}

/** The fields of an {@link OrderInput}. */
export const orderKeys: readonly string[] = [
  'id', 'place', 'load', 'delivery', 'pickup', 'service', 'skills', 'windows', 'priority', 'description',
]

const LONGEST_DESCRIPTION = 2000

/** The window of an order that named none. */
const anyTime: readonly Window[] = Object.freeze([Object.freeze({ start: -FARTHEST, end: FARTHEST })])

/** Checks an order against its day and freezes it. `path` names it in problems. Throws {@link InputError} with all problems. */
export function makeOrder(input: OrderInput, day: Day, path = ''): Order {
  const problems: Problem[] = []
  const order = readOrder(input, day, path, problems)
  throwIfAny(problems)
  assert(order !== undefined, 'an order without problems was read')
  return order
}

/** The same for a list in which all problems are wanted: notes them, and returns `undefined` where the order cannot be used. */
export function readOrder(value: unknown, day: Day, path: string, problems: Problem[]): Order | undefined {
  const before = problems.length
  const fields = readObject(value, orderKeys, path, problems)
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
  const service = fields['service'] === undefined ? 0 : toDuration(fields['service'] as DurationInput, inside(path, 'service'), problems)
  const windows = fields['windows'] === undefined
    ? anyTime
    : readWindows(fields['windows'], day.calendar, inside(path, 'windows'), problems)
  const priority = fields['priority'] === undefined ? 0 : readWhole(fields['priority'], 0, 100, inside(path, 'priority'), problems)
  const description = fields['description'] === undefined
    ? undefined
    : readText(fields['description'], LONGEST_DESCRIPTION, inside(path, 'description'), problems)
  const rest = {
    delivery: load(fields['load'] === undefined ? 'delivery' : 'load'),
    pickup: load('pickup'),
    skills: readSkills(fields['skills'], inside(path, 'skills'), problems),
    ...(description === undefined ? {} : { description }),
  }
  if (problems.length > before) return undefined
  assert(id !== undefined && place !== undefined && service !== undefined, 'an order without problems has all its fields')
  assert(windows !== undefined && priority !== undefined, 'an order without problems has its windows and priority')
  return Object.freeze({ id, place, service, windows, priority, ...rest })
}
