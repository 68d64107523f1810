/** What the parts of a day are read against, and where couriers are at home. */
import type { Problem } from '../base/errors.ts'
import { LONGEST_ID, readText } from '../base/read.ts'
import type { Calendar } from '../time/calendar.ts'
import type { Place } from '../travel/place.ts'
import type { TravelSource } from '../travel/source.ts'
import { readPlace } from './fields.ts'

/** What couriers and their shifts are read against. */
export interface CourierContext {
  readonly calendar: Calendar | undefined
  readonly depots: ReadonlyMap<string, Place>
  readonly travel: ReadonlyMap<string, TravelSource>
  readonly dimensions: number
  /** Whether the day has rush hours. */
  readonly timed: boolean
}

/** Where a courier's shifts start and end if they do not say themselves; `undefined` where that is not known. */
export interface Homes {
  readonly start: Place | null | undefined
  readonly end: Place | null | undefined
}

/** A courier's word, else the courier's depot, else the only depot. What is missing is a problem where a shift needs it. */
export function readHomes(
  courier: Record<string, unknown>,
  needed: { start: boolean; end: boolean },
  context: CourierContext,
  path: string,
  problems: Problem[],
): Homes {
  const depot = courier['depot']
  const usual = depot === undefined ? onlyDepot(context) : readDepotId(depot, context, `${path}.depot`, problems)
  const home = (key: 'start' | 'end'): Place | null | undefined => {
    if (courier[key] !== undefined) return readHome(courier[key], context, `${path}.${key}`, problems)
    if (usual === undefined && depot === undefined && needed[key]) {
      const remedy = 'give a place, the id of a depot, or null for an open end'
      problems.push({ code: 'missing', path: `${path}.${key}`, got: undefined, remedy })
    }
    return usual
  }
  return { start: home('start'), end: home('end') }
}

/** A place, the place of the depot with that id, or `null` for an open end. */
export function readHome(value: unknown, context: CourierContext, path: string, problems: Problem[]): Place | null | undefined {
  return value === null ? null : readBase(value, context, path, problems)
}

/** A place, or the place of the depot with that id. */
export function readBase(value: unknown, context: CourierContext, path: string, problems: Problem[]): Place | undefined {
  if (typeof value === 'string') return readDepotId(value, context, path, problems)
  return readPlace(value, [...context.travel.values()], path, problems)
}

function readDepotId(value: unknown, context: CourierContext, path: string, problems: Problem[]): Place | undefined {
  const id = readText(value, LONGEST_ID, path, problems)
  const place = id === undefined ? undefined : context.depots.get(id)
  if (id !== undefined && place === undefined) problems.push({ code: 'unknown-id', path, got: value, remedy: 'name one of the depots' })
  return place
}

function onlyDepot(context: CourierContext): Place | undefined {
  return context.depots.size === 1 ? [...context.depots.values()][0] : undefined
}
