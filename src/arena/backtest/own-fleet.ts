/** A firm's couriers, depots and slots for a backtest, from JSON. */
import { InputError } from '../../base/errors.ts'
import type { Problem } from '../../base/errors.ts'
import { readObject, throwIfAny } from '../../base/read.ts'
import type { CourierInput } from '../../model/courier.ts'
import type { DepotInput } from '../../model/day.ts'
import { makeDay } from '../../model/day.ts'
import type { Calendar } from '../../time/calendar.ts'
import { readLocalTime } from '../../time/civil.ts'
import { slotsOf } from '../../time/template.ts'
import { estimateTravel } from '../../travel/estimate.ts'
import type { SlotPlan } from '../world/scenario.ts'
import { usual } from '../world/usual.ts'

/** Plain JSON. */
export interface OwnFleet {
  readonly depots: readonly DepotInput[]
  /** The same every day, with local times of the day. */
  readonly couriers: readonly CourierInput[]
  readonly slots: SlotPlan
  /** The hours that legacy tells. */
  readonly told: { readonly from: string; readonly to: string }
  readonly kilometresPerHour: number
  /** Road distance ÷ great circle. */
  readonly detour: number
  /** Of loads. */
  readonly dimensions: number
}

const KEYS = ['depots', 'couriers', 'slots', 'told', 'kilometresPerHour', 'detour']

/**
 * `{ depots, couriers, slots?, told?, kilometresPerHour?, detour? }`; depots and couriers as `openDay` takes them, with places as
 * `[longitude, latitude]`.
 * @param calendar of the first day, in which times are read
 * @throws {InputError} with all that is wrong
 */
export function readOwnFleet(json: unknown, calendar: Calendar, kilometresPerHour: number): OwnFleet {
  const problems: Problem[] = []
  const fields = readObject(json, KEYS, 'couriers.json', problems)
  throwIfAny(problems)
  const given = fields as Partial<OwnFleet>
  const slots = given.slots ?? usual.slots
  const told = given.told ?? usual.told
  slotsOf(slots, calendar, 'slots', problems)
  for (const key of ['from', 'to'] as const) readLocalTime(told[key], `told.${key}`, problems)
  throwIfAny(problems)
  const detour = given.detour ?? 1.35
  const speed = given.kilometresPerHour ?? kilometresPerHour
  const travel = estimateTravel({ kilometresPerHour: speed, detour })
  const { depots = [], couriers = [] } = given
  if (couriers.length === 0) {
    throw new InputError({ code: 'missing', path: 'couriers', got: given.couriers, remedy: 'let at least one courier work' })
  }
  const { dimensions } = makeDay({ depots, couriers, travel }, calendar)
  return { depots, couriers, slots, told, kilometresPerHour: speed, detour, dimensions }
}
