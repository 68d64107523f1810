/** A day: couriers, depots, slots and travel, validated once and frozen. */
import { assert } from '../base/assert.ts'
import type { Problem } from '../base/errors.ts'
import { InputError } from '../base/errors.ts'
import { LONGEST_ID, MOST_PROBLEMS, noteId, readList, readObject, readText, readWhole, throwIfAny } from '../base/read.ts'
import type { Calendar, IntervalInput, Moment } from '../time/calendar.ts'
import { toWindow } from '../time/calendar.ts'
import type { SlotTemplate } from '../time/template.ts'
import { slotsOf } from '../time/template.ts'
import type { TravelVariant } from '../travel/grid.ts'
import { TravelGrid } from '../travel/grid.ts'
import type { Place } from '../travel/place.ts'
import type { TimeProfile } from '../travel/profile.ts'
import type { TravelSource } from '../travel/source.ts'
import type { CourierInput } from './courier.ts'
import { readCourier } from './courier.ts'
import { readPlace } from './fields.ts'
import { MOST_COURIERS, MOST_DEPOTS, MOST_DIMENSIONS, MOST_SLOTS, MOST_TYPES, MOST_VARIANTS } from './limits.ts'
import type { Courier, Depot, Shift, Slot } from './nouns.ts'

/** A place where couriers start, end or load. */
export interface DepotInput {
  id: string
  place: Place
}

/** A named window to sell. */
export interface SlotInput {
  id: string
  start: Moment
  end: Moment
}

/** What {@link makeDay} takes. */
export interface DayInput {
  depots?: readonly DepotInput[]
  couriers: readonly CourierInput[]
  /** Single slots, or templates that write out many. */
  slots?: readonly (SlotInput | SlotTemplate)[]
  /** One source, or several by the name that couriers give in `profile`. */
  travel: TravelSource | ReadonlyMap<string, TravelSource>
  /** Rush hours, over every source. */
  profile?: TimeProfile
  /** Number of load dimensions; left out: as many as the first courier's capacity has, or one. */
  dimensions?: number
}

/** One shift of one courier: where a route can be. */
export interface RouteSpec {
  /** Index in `routes` of the day. */
  readonly handle: number
  readonly courier: Courier
  readonly shiftIndex: number
  readonly shift: Shift
  /** Handles in the travel grid; `TravelGrid.NOWHERE` for an open end. */
  readonly fromPlace: number
  readonly toPlace: number
  /** Where the courier loads again; `TravelGrid.NOWHERE` in a shift without reloads. */
  readonly reloadPlace: number
  /** Which matrix of the grid. */
  readonly variant: number
}

/** A validated day. Everything but the travel grid, which grows with the orders' places, is frozen. */
export interface Day {
  readonly calendar: Calendar | undefined
  readonly depots: readonly Depot[]
  readonly couriers: readonly Courier[]
  readonly slots: readonly Slot[]
  readonly dimensions: number
  readonly travel: ReadonlyMap<string, TravelSource>
  readonly grid: TravelGrid
  readonly profile: TimeProfile | undefined
  /** Every shift of every courier, couriers in the order given. */
  readonly routes: readonly RouteSpec[]
  /** Whether all sources keep the triangle inequality. */
  readonly metric: boolean
}

const dayKeys = ['depots', 'couriers', 'slots', 'travel', 'profile', 'dimensions']

/**
 * Checks a day and freezes it. Without a calendar all moments are whole seconds and there are no slot templates.
 * Throws {@link InputError} with all problems, the first hundred of them.
 */
export function makeDay(input: DayInput, calendar?: Calendar): Day {
  const problems: Problem[] = []
  const fields = readObject(input, dayKeys, '', problems)
  if (fields === undefined) throwIfAny(problems)
  assert(fields !== undefined, 'the day is an object')
  const travel = readTravel(fields['travel'], problems)
  const depots = readDepots(fields['depots'], [...travel.values()], problems)
  const profile = readTimeProfile(fields['profile'], problems)
  const dimensions = readDimensions(fields, problems)
  const places = new Map(depots.map((depot) => [depot.id, depot.place]))
  const context = { calendar, depots: places, travel, dimensions, timed: profile !== undefined }
  const ids = new Set<string>()
  const couriers: Courier[] = []
  for (const [i, entry] of (readList(fields['couriers'], MOST_COURIERS, 'couriers', problems) ?? []).entries()) {
    if (problems.length >= MOST_PROBLEMS) break
    const courier = readCourier(entry, context, ids, `couriers[${i}]`, problems)
    if (courier !== undefined) couriers.push(courier)
  }
  const slots = readSlots(fields['slots'], calendar, problems)
  throwIfAny(problems)
  return assembleDay({ calendar, depots, couriers, slots, dimensions, travel, profile })
}

/** What a day is made of, already checked. */
export type DayParts = Pick<Day, 'calendar' | 'depots' | 'couriers' | 'slots' | 'dimensions' | 'travel' | 'profile'>

/** Puts a day together. Throws {@link InputError} `too-many` where couriers differ too much in profile and speed, or in type. */
export function assembleDay({ calendar, depots, couriers, slots, dimensions, travel, profile }: DayParts): Day {
  const variants = variantsOf(couriers, travel)
  if (variants.length > MOST_VARIANTS) {
    const remedy = `use at most ${MOST_VARIANTS} different pairs of travel profile and speed`
    throw new InputError({ code: 'too-many', path: 'couriers', got: couriers, remedy })
  }
  if (new Set(couriers.map(({ type }) => type)).size > MOST_TYPES) {
    const remedy = `use at most ${MOST_TYPES} different types`
    throw new InputError({ code: 'too-many', path: 'couriers', got: couriers, remedy })
  }
  const grid = new TravelGrid(variants)
  for (const depot of depots) grid.handleOf(depot.place)
  grid.addRows()
  return Object.freeze({
    calendar,
    depots: Object.freeze(depots),
    couriers: Object.freeze(couriers),
    slots: Object.freeze(slots),
    dimensions,
    travel,
    grid,
    profile,
    routes: Object.freeze(routesOf(couriers, travel, variants, grid)),
    metric: [...travel.values()].every((source) => source.metric),
  })
}

function readTravel(value: unknown, problems: Problem[]): ReadonlyMap<string, TravelSource> {
  const sources = value instanceof Map ? new Map<unknown, unknown>(value) : new Map<unknown, unknown>([['car', value]])
  const travel = new Map<string, TravelSource>()
  if (sources.size === 0) problems.push({ code: 'missing', path: 'travel', got: value, remedy: 'give at least one travel source' })
  for (const [name, source] of sources) {
    const path = value instanceof Map ? `travel[${String(name)}]` : 'travel'
    const known = readText(name, LONGEST_ID, path, problems)
    if (isSource(source)) {
      if (known !== undefined) travel.set(known, source)
      continue
    }
    const code = source === undefined ? 'missing' : 'not-an-object'
    problems.push({ code, path, got: source, remedy: 'give matrixTravel(…) or estimateTravel(…)' })
  }
  return travel
}

function isSource(value: unknown): value is TravelSource {
  const source = value as TravelSource | null | undefined
  return typeof source?.seconds === 'function' && typeof source.metres === 'function' && typeof source.refuses === 'function'
}

function readTimeProfile(value: unknown, problems: Problem[]): TimeProfile | undefined {
  const profile = value as TimeProfile | null | undefined
  if (profile === undefined || typeof profile?.arrive === 'function') return profile ?? undefined
  problems.push({ code: 'profile-invalid', path: 'profile', got: value, remedy: 'give timeProfile(…)' })
  return undefined
}

function readDepots(value: unknown, sources: readonly TravelSource[], problems: Problem[]): Depot[] {
  const depots: Depot[] = []
  const ids = new Set<string>()
  if (value === undefined) return depots
  for (const [i, entry] of (readList(value, MOST_DEPOTS, 'depots', problems) ?? []).entries()) {
    const fields = readObject(entry, ['id', 'place'], `depots[${i}]`, problems)
    if (fields === undefined) continue
    const id = readText(fields['id'], LONGEST_ID, `depots[${i}].id`, problems)
    if (id !== undefined) noteId(id, ids, `depots[${i}].id`, problems)
    const place = readPlace(fields['place'], sources, `depots[${i}].place`, problems)
    if (id !== undefined && place !== undefined) depots.push(Object.freeze({ id, place }))
  }
  return depots
}

/** What the day says, else what the first courier with a list of capacities shows. */
function readDimensions(fields: Record<string, unknown>, problems: Problem[]): number {
  if (fields['dimensions'] !== undefined) return readWhole(fields['dimensions'], 0, MOST_DIMENSIONS, 'dimensions', problems) ?? 1
  const couriers: readonly unknown[] = Array.isArray(fields['couriers']) ? fields['couriers'] : []
  for (const courier of couriers) {
    const capacity = (courier as { capacity?: unknown } | null | undefined)?.capacity
    if (Array.isArray(capacity)) return Math.min(capacity.length, MOST_DIMENSIONS)
  }
  return 1
}

function readSlots(value: unknown, calendar: Calendar | undefined, problems: Problem[]): Slot[] {
  const slots: Slot[] = []
  const ids = new Set<string>()
  const list = value === undefined ? [] : (readList(value, MOST_SLOTS, 'slots', problems) ?? [])
  for (const [i, entry] of list.entries()) {
    if (problems.length >= MOST_PROBLEMS) break
    const path = `slots[${i}]`
    const written = isTemplate(entry) ? readTemplate(entry, calendar, path, problems) : readSlot(entry, calendar, path, problems)
    if (slots.length + written.length > MOST_SLOTS) {
      problems.push({ code: 'too-many', path: 'slots', got: value, remedy: `keep the templates to ${MOST_SLOTS} slots in all` })
      break
    }
    for (const slot of written) {
      noteId(slot.id, ids, `${path}.id`, problems)
      slots.push(slot)
    }
  }
  return slots
}

function isTemplate(value: unknown): value is SlotTemplate {
  return typeof value === 'object' && value !== null && (Object.hasOwn(value, 'every') || Object.hasOwn(value, 'widths'))
}

function readTemplate(template: SlotTemplate, calendar: Calendar | undefined, path: string, problems: Problem[]): Slot[] {
  if (calendar === undefined) {
    problems.push({ code: 'missing', path, got: template, remedy: 'open the day with a date and a zone, or list single slots' })
    return []
  }
  return slotsOf(template, calendar, path, problems).map(({ id, window }) => Object.freeze({ id, window: Object.freeze(window) }))
}

function readSlot(value: unknown, calendar: Calendar | undefined, path: string, problems: Problem[]): Slot[] {
  const fields = readObject(value, ['id', 'start', 'end'], path, problems)
  if (fields === undefined) return []
  const id = readText(fields['id'], LONGEST_ID, `${path}.id`, problems)
  const window = toWindow(calendar, { start: fields['start'], end: fields['end'] } as IntervalInput, path, problems)
  return id === undefined || window === undefined ? [] : [Object.freeze({ id, window: Object.freeze(window) })]
}

/** Each pair of source and speed once; the first source at its own speed where there are no couriers. */
function variantsOf(couriers: readonly Courier[], travel: ReadonlyMap<string, TravelSource>): TravelVariant[] {
  const variants = new Map<string, TravelVariant>()
  for (const { profile, speed } of couriers) variants.set(`${speed} ${profile}`, Object.freeze({ source: travel.get(profile)!, speed }))
  return variants.size > 0 ? [...variants.values()] : [{ source: [...travel.values()][0]!, speed: 1 }]
}

function routesOf(
  couriers: readonly Courier[], travel: ReadonlyMap<string, TravelSource>, variants: readonly TravelVariant[], grid: TravelGrid,
): RouteSpec[] {
  const handleOf = (place: Place | null): number => (place === null ? TravelGrid.NOWHERE : grid.handleOf(place))
  const routes: RouteSpec[] = []
  for (const courier of couriers) {
    const source = travel.get(courier.profile)!
    const variant = variants.findIndex((candidate) => candidate.source === source && candidate.speed === courier.speed)
    for (const [shiftIndex, shift] of courier.shifts.entries()) {
      const reloadPlace = handleOf(shift.reload?.place ?? null)
      const ends = { fromPlace: handleOf(shift.from), toPlace: handleOf(shift.to), reloadPlace }
      routes.push(Object.freeze({ handle: routes.length, courier, shiftIndex, shift, ...ends, variant }))
    }
  }
  return routes
}
