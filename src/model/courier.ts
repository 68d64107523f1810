/** Reading couriers. */
import type { Problem } from '../base/errors.ts'
import { LONGEST_ID, noteId, readList, readNumber, readObject, readText, readWhole } from '../base/read.ts'
import type { DurationInput } from '../time/duration.ts'
import { toDuration } from '../time/duration.ts'
import { FASTEST, SLOWEST, wholeSpeed } from '../travel/leg.ts'
import type { Place } from '../travel/place.ts'
import type { TravelSource } from '../travel/source.ts'
import { readAreas } from './area.ts'
import type { CourierContext } from './context.ts'
import { readHomes } from './context.ts'
import { readLoad, readSkills } from './fields.ts'
import { MOST_FIXED, MOST_RATE, MOST_SHIFTS, UNLIMITED } from './limits.ts'
import type { Area, Costs, Courier, Shift } from './nouns.ts'
import type { ReloadInput } from './reload.ts'
import { readReload } from './reload.ts'
import type { BreakInput, ShiftInput } from './shift.ts'
import { readBreaks, readShift } from './shift.ts'

/** A vehicle with its driver, as a caller writes it. */
export interface CourierInput {
  id: string
  /** Orders may take couriers of a type a time of their own: {@link OrderInput.perType}. */
  type?: string
  /** Where shifts start and end unless `start`, `end`, `from` or `to` say otherwise; left out: the only depot, where there is just one. */
  depot?: string
  /** A place, the id of a depot, or `null` for an open start: the route begins at its first stop. */
  start?: Place | string | null
  /** Likewise; `null`: the route is over after its last stop. */
  end?: Place | string | null
  /** One shift, or several in `shifts`. */
  shift?: ShiftInput
  shifts?: readonly ShiftInput[]
  /** Whole numbers, one per dimension; left out: unlimited. */
  capacity?: readonly number[] | number
  skills?: readonly string[]
  /** For each shift that they fit into; a break that fits none is a problem. */
  breaks?: readonly BreakInput[]
  /** For each shift that names none itself; left out: all of a route is loaded at once. */
  reload?: ReloadInput
  /** Places that the courier does not serve. The last corner of a polygon may repeat the first. */
  blocked?: readonly Area[]
  /** 0.01 to 100, counts in millionths; 1 when left out. */
  speed?: number
  maxTasks?: number
  maxTravelTime?: DurationInput
  /** Metres. */
  maxDistance?: number
  /** Default: nothing fixed, 3600 per hour (one per second), nothing per kilometre. */
  costs?: Partial<Costs>
  /** Name of a travel source, where the day has several. */
  profile?: string
}

const courierKeys = [
  'id', 'type', 'depot', 'start', 'end', 'shift', 'shifts', 'capacity', 'skills', 'breaks', 'reload', 'blocked', 'speed',
  'maxTasks', 'maxTravelTime', 'maxDistance', 'costs', 'profile',
]

/** One courier, or `undefined` where an object, an id or a shift is missing; other problems are noted. */
export function readCourier(
  value: unknown, context: CourierContext, ids: Set<string>, path: string, problems: Problem[],
): Courier | undefined {
  const fields = readObject(value, courierKeys, path, problems)
  if (fields === undefined) return undefined
  const id = readText(fields['id'], LONGEST_ID, `${path}.id`, problems)
  if (id !== undefined) noteId(id, ids, `${path}.id`, problems)
  const type = fields['type'] === undefined ? undefined : readText(fields['type'], LONGEST_ID, `${path}.type`, problems)
  const shifts = readShifts(fields, context, path, problems)
  const limit = (key: string): number =>
    fields[key] === undefined ? UNLIMITED : (readWhole(fields[key], 0, UNLIMITED, `${path}.${key}`, problems) ?? 0)
  const capacity = fields['capacity'] === undefined
    ? Object.freeze(Array<number>(context.dimensions).fill(UNLIMITED))
    : readLoad(fields['capacity'], context.dimensions, UNLIMITED, `${path}.capacity`, problems)
  const speed = fields['speed'] === undefined ? 1 : readNumber(fields['speed'], SLOWEST, FASTEST, `${path}.speed`, problems)
  const maxTravelTime = fields['maxTravelTime'] === undefined
    ? UNLIMITED
    : toDuration(fields['maxTravelTime'] as DurationInput, `${path}.maxTravelTime`, problems)
  const courier = {
    shifts,
    capacity: capacity ?? [],
    skills: readSkills(fields['skills'], `${path}.skills`, problems),
    profile: readProfile(fields['profile'], context.travel, `${path}.profile`, problems),
    speed: wholeSpeed(speed ?? 1),
    maxTasks: limit('maxTasks'),
    maxTravelTime: maxTravelTime ?? 0,
    maxDistance: limit('maxDistance'),
    blocked: readAreas(fields['blocked'], [...context.travel.values()], `${path}.blocked`, problems),
    costs: readCosts(fields['costs'], `${path}.costs`, problems),
  }
  return id === undefined ? undefined : Object.freeze({ id, ...(type === undefined ? {} : { type }), ...courier })
}

function readProfile(value: unknown, travel: ReadonlyMap<string, TravelSource>, path: string, problems: Problem[]): string {
  const only = travel.size === 1 ? [...travel.keys()][0]! : 'car'
  const profile = value === undefined ? only : readText(value, LONGEST_ID, path, problems)
  if (profile !== undefined && !travel.has(profile) && travel.size > 0) {
    const names = [...travel.keys()].slice(0, 10).join(', ')
    problems.push({ code: 'unknown-id', path, got: value, remedy: `name a travel source: ${names}` })
  }
  return profile ?? only
}

const costKeys: readonly (keyof Costs)[] = ['fixed', 'perHour', 'perKm', 'perPaidHour', 'perTaskHour']

function readCosts(value: unknown, path: string, problems: Problem[]): Costs {
  const fields = value === undefined ? {} : (readObject(value, costKeys, path, problems) ?? {})
  const cost = (key: keyof Costs, usual: number, most: number): number =>
    fields[key] === undefined ? usual : (readWhole(fields[key], 0, most, `${path}.${key}`, problems) ?? 0)
  return Object.freeze({
    fixed: cost('fixed', 0, MOST_FIXED),
    perHour: cost('perHour', 3600, MOST_RATE),
    perKm: cost('perKm', 0, MOST_RATE),
    perPaidHour: cost('perPaidHour', 0, MOST_RATE),
    perTaskHour: cost('perTaskHour', 0, MOST_RATE),
  })
}

function readShifts(
  fields: Record<string, unknown>, context: CourierContext, path: string, problems: Problem[],
): readonly Shift[] {
  if (fields['shift'] !== undefined && fields['shifts'] !== undefined) {
    problems.push({ code: 'contradiction', path: `${path}.shifts`, got: fields['shifts'], remedy: 'give either shift or shifts' })
    return []
  }
  const single = fields['shift'] !== undefined
  const listed = single ? [fields['shift']] : fields['shifts']
  if (listed === undefined) {
    problems.push({ code: 'missing', path: `${path}.shift`, got: undefined, remedy: 'give the shift as { start, end }' })
    return []
  }
  const list = readList(listed, MOST_SHIFTS, `${path}.shifts`, problems) ?? []
  const needed = { start: list.some((shift) => lacks(shift, 'from')), end: list.some((shift) => lacks(shift, 'to')) }
  const homes = readHomes(fields, needed, context, path, problems)
  const common = readBreaks(fields['breaks'], context, `${path}.breaks`, problems)
  const reload = readReload(fields['reload'], context, `${path}.reload`, problems)
  const homeless = new Set(common)
  const shifts: Shift[] = []
  for (const [i, entry] of list.entries()) {
    const shift = readShift(entry, homes, { breaks: common, reload }, context, single ? `${path}.shift` : `${path}.shifts[${i}]`, problems)
    if (shift === undefined) return []
    for (const listedBreak of common) {
      if (shift.breaks.some((pause) => pause.id === listedBreak.id)) homeless.delete(listedBreak)
    }
    shifts.push(shift)
  }
  for (const { path: at, id } of homeless) {
    const remedy = 'give it a window in which it can be taken during a shift'
    problems.push({ code: 'break-impossible', path: at, got: id, remedy })
  }
  return Object.freeze(shifts)
}

function lacks(shift: unknown, key: 'from' | 'to'): boolean {
  return (shift as Record<string, unknown> | null | undefined)?.[key] === undefined
}
