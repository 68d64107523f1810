/** Couriers' shifts as VROOM's vehicles. */
import { UNLIMITED } from '../../model/limits.ts'
import type { Costs, Courier, Reload, Shift } from '../../model/nouns.ts'
import type { Seconds } from '../../time/seconds.ts'
import { FARTHEST } from '../../time/seconds.ts'
import type { Lose } from '../loss.ts'
import type { Rows } from './matrices-write.ts'
import { areaJson } from './matrices-write.ts'
import { windowJson } from './moments.ts'
import type { VroomLocation, VroomVehicle } from './problem.ts'
import type { BreakJson, ReloadJson, VehicleJson } from './schema.ts'
import { factorOf, percentOf, speedOf } from './speeds.ts'

/** VROOM wants a start or an end, and takes breaks in the order in which their windows open. */
export function canBeWritten(courier: Courier, index: number, lose: Lose): boolean {
  const { from, to, breaks } = courier.shifts[index]!
  const path = `couriers.${courier.id}.shifts[${index}]`
  const disordered = breaks.some((pause, at) => {
    const before = breaks[at - 1]
    if (before === undefined) return false
    const later = pause.windows[0]!.start - before.windows[0]!.start
    return later < 0 || (later === 0 && pause.windows.at(-1)!.end < before.windows.at(-1)!.end)
  })
  if (disordered) lose(`${path}.breaks`, 'breaks in an order of their own', 'VROOM takes them in the order in which their windows open')
  if (from === null && to === null) lose(path, 'a route without start and end', 'left out; VROOM wants one of them')
  return from !== null || to !== null
}

/** One shift of a courier. */
export function vehicleJson(
  courier: Courier, hours: Shift, vehicle: VroomVehicle, skills: ReadonlyMap<string, number>, rows: Rows, shift: Seconds, lose: Lose,
  priced: boolean,
): VehicleJson {
  const blocked = courier.blocked.flatMap((area) => areaJson(area, rows))
  if (courier.costs.perPaidHour > 0) {
    const did = 'written as costs.per_paid_hour, which VROOM passes over; waiting costs nothing there'
    lose(`couriers.${courier.id}.costs.perPaidHour`, 'hours that are paid while waiting', did)
  }
  const limit = (key: string, value: number, none: number) => (value >= none ? {} : { [key]: value })
  return {
    id: vehicle.id,
    profile: courier.profile,
    ...(courier.type === undefined ? {} : { type: courier.type }),
    ...(vehicle.description === undefined ? {} : { description: vehicle.description }),
    ...endJson('start', vehicle.start),
    ...endJson('end', vehicle.end),
    ...(courier.capacity.length === 0 ? {} : { capacity: [...courier.capacity] }),
    costs: costsJson(courier.costs, priced),
    ...(courier.skills.length === 0 ? {} : { skills: courier.skills.map((skill) => skills.get(skill)!) }),
    time_window: windowJson(hours, shift),
    ...(hours.breaks.length === 0 ? {} : { breaks: hours.breaks.map((pause) => breakJson(pause, vehicle, shift)) }),
    ...speedJson(courier, lose),
    ...limit('max_tasks', courier.maxTasks, UNLIMITED),
    ...limit('max_travel_time', courier.maxTravelTime, FARTHEST),
    ...limit('max_distance', courier.maxDistance, UNLIMITED),
    ...(hours.reload === undefined ? {} : { reload: reloadJson(hours.reload, vehicle) }),
    ...(blocked.length === 0 ? {} : { blocked }),
  }
}

/** VROOM refuses rates of travel beside a matrix of costs, where they count for nothing. */
function costsJson({ fixed, perHour, perKm, perTaskHour, perPaidHour }: Costs, priced: boolean): VehicleJson['costs'] {
  return {
    fixed,
    ...(priced ? {} : { per_hour: perHour, per_km: perKm }),
    ...(perTaskHour === 0 ? {} : { per_task_hour: perTaskHour }),
    ...(perPaidHour === 0 ? {} : { per_paid_hour: perPaidHour }),
  }
}

function reloadJson({ service, most }: Reload, { reload }: VroomVehicle): ReloadJson {
  const { location, location_index: row } = reload!
  return { ...(location === undefined ? {} : { location: [...location] }), location_index: row, service, most }
}

function endJson(end: 'start' | 'end', at: VroomLocation | undefined): object {
  if (at === undefined) return {}
  return { ...(at.location === undefined ? {} : { [end]: at.location }), [`${end}_index`]: at.location_index }
}

function breakJson(pause: Shift['breaks'][number], vehicle: VroomVehicle, shift: Seconds): BreakJson {
  const time_windows = pause.windows.map((window) => windowJson(window, shift))
  const most = pause.maxLoad === undefined ? {} : { max_load: [...pause.maxLoad] }
  return { ...vehicle.breaks.get(pause.id)!, service: pause.service, time_windows, ...most }
}

/** VROOM counts in whole percents of the time, and up to 5; slower is safe. */
function speedJson({ id, speed }: Courier, lose: Lose): { speed_factor?: number } {
  if (speed === 1) return {}
  const speed_factor = factorOf(speed)
  if (speedOf(speed_factor) !== speed) {
    lose(`couriers.${id}.speed`, `speed ${speed}`, `written as ${speed_factor}: ${percentOf(speed_factor)} % of the time`)
  }
  return { speed_factor }
}
