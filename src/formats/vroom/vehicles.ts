/** VROOM's vehicles as couriers with one shift each. */
import type { CourierInput } from '../../model/courier.ts'
import { UNLIMITED } from '../../model/limits.ts'
import type { Area, Costs } from '../../model/nouns.ts'
import type { ReloadInput } from '../../model/reload.ts'
import type { BreakInput } from '../../model/shift.ts'
import { FARTHEST } from '../../time/seconds.ts'
import { padded } from './amounts.ts'
import type { Reading } from './reading.ts'
import { isNowhere, placeOf, windowOf, windowsOf } from './reading.ts'
import type { ReloadJson, VehicleJson } from './schema.ts'
import { speedOf } from './speeds.ts'

/** A vehicle as the model takes it. */
export function courierInput(vehicle: VehicleJson, path: string, reading: Reading): CourierInput {
  const { moments, dimensions, note, matrices } = reading
  const profile = vehicle.profile ?? 'car'
  if (isNowhere(vehicle.start, vehicle.start_index) && isNowhere(vehicle.end, vehicle.end_index)) {
    note('missing', `${path}.start`, undefined, matrices === undefined ? 'state start or end' : 'state start_index or end_index')
  }
  if (matrices !== undefined && !matrices.profiles.has(profile)) {
    note('unknown-id', `${path}.profile`, profile, `use one of ${[...matrices.profiles].slice(0, 10).join(', ')}`)
  }
  listUnknown(vehicle, profile, path, reading)
  const stated = vehicle.time_window === undefined ? undefined : windowOf(vehicle.time_window, `${path}.time_window`, reading)
  return {
    id: String(vehicle.id),
    ...(vehicle.type === undefined ? {} : { type: vehicle.type }),
    start: placeOf(vehicle.start, vehicle.start_index, `${path}.start`, reading) ?? null,
    end: placeOf(vehicle.end, vehicle.end_index, `${path}.end`, reading) ?? null,
    shift: stated ?? { start: moments.earliest, end: moments.latest },
    breaks: breaksOf(vehicle, path, reading),
    ...(vehicle.reload === undefined ? {} : { reload: reloadInput(vehicle.reload, `${path}.reload`, reading) }),
    ...(vehicle.blocked === undefined ? {} : { blocked: vehicle.blocked as readonly Area[] }),
    capacity: padded(vehicle.capacity, dimensions).map(notMore),
    skills: (vehicle.skills ?? []).map(String),
    profile,
    speed: speedOf(vehicle.speed_factor ?? 1),
    costs: costsOf(vehicle, reading.costScale),
    ...limitsOf(vehicle),
  }
}

/** Costs in our units. */
function costsOf({ costs = {} }: VehicleJson, scale: number): Costs {
  const { fixed = 0, per_hour: hour = 3600, per_km: km = 0, per_task_hour: task = 0, per_paid_hour: paid = 0 } = costs
  return { fixed: fixed * scale, perHour: hour * scale, perKm: km * scale, perTaskHour: task * scale, perPaidHour: paid * scale }
}

/** What the matrices of its profile leave open, or contradict. */
function listUnknown(vehicle: VehicleJson, profile: string, path: string, { matrices, lose, note }: Reading): void {
  if (matrices === undefined || !matrices.profiles.has(profile)) return
  const { per_hour: hour = 3600, per_km: km = 0 } = vehicle.costs ?? {}
  if (matrices.priced.has(profile)) {
    const remedy = `leave it out; matrices.${profile}.costs say what travel costs`
    if (hour !== 3600) note('contradiction', `${path}.costs.per_hour`, hour, remedy)
    if (km !== 0) lose(`${path}.costs.per_km`, 'a cost per kilometre beside a matrix of costs', 'not counted, as in VROOM')
  } else if (km !== 0 && !matrices.measured.has(profile)) {
    lose(`${path}.costs.per_km`, `no distances of profile ${profile}; VROOM would ask a routing server`, 'not counted')
  }
  if (vehicle.max_distance === undefined || matrices.measured.has(profile)) return
  lose(`${path}.max_distance`, `no distances of profile ${profile}`, 'no limit, as in VROOM')
}

/** Without a place of its own the courier comes back to where the shift starts. */
function reloadInput({ location, location_index: row, service = 0, most }: ReloadJson, path: string, reading: Reading): ReloadInput {
  const at = placeOf(location, row, `${path}.location`, reading)
  return { service, ...(at === undefined ? {} : { at }), ...(most === undefined ? {} : { most }) }
}

function limitsOf(vehicle: VehicleJson): Pick<CourierInput, 'maxTasks' | 'maxTravelTime' | 'maxDistance'> {
  const { max_tasks: tasks, max_travel_time: travel, max_distance: distance } = vehicle
  return {
    ...(tasks === undefined ? {} : { maxTasks: Math.min(tasks, UNLIMITED) }),
    // Longer than the farthest moment of a day: no limit.
    ...(travel === undefined || travel > FARTHEST ? {} : { maxTravelTime: travel }),
    ...(distance === undefined ? {} : { maxDistance: Math.min(distance, UNLIMITED) }),
  }
}

function breaksOf(vehicle: VehicleJson, path: string, reading: Reading): BreakInput[] {
  return breakOrder(vehicle).map((index) => {
    const { id, service = 0, time_windows: listed, max_load: most } = vehicle.breaks![index]!
    const windows = windowsOf(listed, `${path}.breaks[${index}]`, reading)
    const light = most === undefined ? {} : { maxLoad: most.map(notMore) }
    return { id: String(id), service, ...(windows === undefined ? {} : { windows }), ...light }
  })
}

function notMore(units: number): number {
  return Math.min(units, UNLIMITED)
}

/** Places in the list of breaks in the order in which they are taken: as VROOM does, by the opening of their first window. */
export function breakOrder({ breaks = [] }: VehicleJson): number[] {
  const opens = (index: number) => breaks[index]!.time_windows?.[0]?.[0] ?? -Infinity
  const closes = (index: number) => breaks[index]!.time_windows?.at(-1)?.[1] ?? Infinity
  return breaks.map((_, index) => index).sort((a, b) => compare(opens(a), opens(b)) || compare(closes(a), closes(b)))
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1
}
