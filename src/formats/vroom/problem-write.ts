/** Writes a day as a VROOM JSON problem, with a list of what VROOM JSON cannot express. */
import { InputError } from '../../base/errors.ts'
import type { Day } from '../../model/day.ts'
import { UNLIMITED } from '../../model/limits.ts'
import type { Courier, Order, Shift } from '../../model/nouns.ts'
import type { Seconds } from '../../time/seconds.ts'
import { FARTHEST } from '../../time/seconds.ts'
import type { Window } from '../../time/window.ts'
import type { Place } from '../../travel/place.ts'
import { lonLatOf, rowOf } from '../../travel/place.ts'
import type { Lose, Loss } from '../loss.ts'
import { loseInto } from '../loss.ts'
import { problem } from '../problems.ts'
import type { Locate } from './names.ts'
import { namesOfDay, numbered } from './names.ts'
import type { VroomLocation, VroomNames, VroomVehicle } from './problem.ts'
import type { BreakJson, JobJson, ProblemJson, VehicleJson } from './schema.ts'

/** A day as VROOM JSON. */
export interface VroomExport {
  /** Ready for `JSON.stringify`. */
  readonly problem: ProblemJson
  readonly losses: readonly Loss[]
  /** To read VROOM's solution with `readVroomSolution`, or to write one. */
  readonly names: VroomNames
}

const DAY = 86_400
/** Its square is the number of entries of a matrix. */
const MOST_EXPORTED = 5000

/**
 * Writes a day and its orders. Travel goes out as matrices; each shift of a courier is a vehicle; ids that are not plain numbers
 * are numbered, with the id in `description`.
 * @throws InputError `too-many` for more than 5000 places
 */
export function writeVroomProblem(day: Day, orders: readonly Order[]): VroomExport {
  const losses: Loss[] = []
  const lose = loseInto(losses)
  listDay(day, lose)
  const rows = rowsOf(day, orders)
  const locate = locatorOf(rows)
  const shift = daysAdded(day, lose)
  const names = { ...namesOfDay(day, orders, locate), anchor: shift }
  const skills = numbered([...day.couriers, ...orders].flatMap((one) => one.skills))
  listNames(names, skills, lose)
  const vehicles = day.routes.flatMap(({ courier, shift: hours, shiftIndex }) => {
    const vehicle = names.vehicles.get(courier.id)![shiftIndex]!
    return canBeWritten(courier, shiftIndex, lose) ? vehicleJson(courier, hours, vehicle, skills, shift, lose) : []
  })
  const jobs = orders.map((order) => jobJson(order, names, skills, shift))
  const slots = day.slots.map(({ id, window }) => ({ id, start: window.start + shift, end: window.end + shift }))
  const json = { vehicles, jobs, matrices: matricesOf(day, rows), ...(slots.length === 0 ? {} : { slots }) }
  return { problem: json, losses, names }
}

function listDay(day: Day, lose: Lose): void {
  if (day.calendar !== undefined) {
    const { date, zone } = day.calendar
    lose('calendar', `the date ${date} in ${zone}`, 'moments are seconds from its midnight')
  }
  if (day.profile !== undefined) lose('profile', 'travel times by time of day', 'written without rush hours')
  if (day.metric) lose('travel', 'travel to places that are not known yet', 'a matrix of the places of this day')
  if (day.slots.length > 0) lose('slots', 'slots to offer', 'written as top-level slots, which VROOM passes over')
  for (const courier of day.couriers) {
    if (courier.shifts.length === 1) continue
    lose(`couriers.${courier.id}.shifts`, `${courier.shifts.length} shifts of one courier`, 'one vehicle per shift')
  }
}

function listNames(names: VroomNames, skills: ReadonlyMap<string, number>, lose: Lose): void {
  const renamed = (what: string, path: string, count: number) => {
    if (count > 0) lose(path, `${count} ${what} that are not whole numbers`, 'numbered; the id is in description')
  }
  renamed('order ids', 'orders', [...names.tasks].filter(([id, task]) => id !== String(task.id)).length)
  const named = [...names.vehicles].filter(([id, shifts]) => shifts.length === 1 && id !== String(shifts[0]!.id))
  renamed('courier ids', 'couriers', named.length)
  const pauses = [...names.vehicles.values()].flat().flatMap(({ breaks }) => [...breaks])
  renamed('break ids', 'breaks', pauses.filter(([id, pause]) => id !== String(pause.id)).length)
  const texts = [...skills].filter(([skill, number]) => skill !== String(number)).map(([skill, number]) => `${skill} = ${number}`)
  if (texts.length > 0) lose('skills', 'skills in words', `numbered: ${texts.join(', ')}`)
}

/** Row of each place. Where all have one it stays; otherwise they are numbered as they come. */
function rowsOf(day: Day, orders: readonly Order[]): ReadonlyMap<string, { row: number; place: Place }> {
  const ends = day.routes.flatMap(({ shift }) => [shift.from, shift.to].filter((place) => place !== null))
  const places = [...ends, ...orders.map(({ place }) => place)]
  const keep = places.every((place) => rowOf(place) !== undefined)
  const rows = new Map<string, { row: number; place: Place }>()
  for (const place of places) {
    const key = keyOf(place)
    if (!rows.has(key)) rows.set(key, { row: keep ? rowOf(place)! : rows.size, place })
  }
  if (rows.size > MOST_EXPORTED) {
    throw new InputError(problem('too-many', 'orders', rows.size, `export at most ${MOST_EXPORTED} places at once`))
  }
  return rows
}

function keyOf(place: Place): string {
  return String(rowOf(place) ?? lonLatOf(place)!.join(','))
}

function locatorOf(rows: ReadonlyMap<string, { row: number }>): Locate {
  return (place): VroomLocation => {
    const at = lonLatOf(place)
    return { ...(at === undefined ? {} : { location: [...at] as const }), location_index: rows.get(keyOf(place))!.row }
  }
}

function matricesOf(day: Day, rows: ReadonlyMap<string, { row: number; place: Place }>): Record<string, object> {
  const size = [...rows.values()].reduce((most, { row }) => Math.max(most, row + 1), 0)
  // Rows that no place of the day uses are of a matrix, so that they can be asked for by number.
  const places: Place[] = Array.from({ length: size }, (_, row) => row)
  for (const { row, place } of rows.values()) places[row] = place
  const used = new Set(day.couriers.map(({ profile }) => profile))
  const tables = [...day.travel].filter(([profile]) => used.has(profile)).map(([profile, source]) => {
    const table = (ask: (from: Place, to: Place) => number) => places.map((from) => places.map((to) => ask(from, to)))
    const durations = table((from, to) => source.seconds(from, to))
    const distances = table((from, to) => source.metres(from, to))
    const known = distances.some((row) => row.some((metres) => metres > 0))
    return [profile, known ? { durations, distances } : { durations }] as const
  })
  return Object.fromEntries(tables)
}

/** VROOM's moments are not negative: whole days are added where a shift starts before the anchor. */
function daysAdded(day: Day, lose: Lose): Seconds {
  const first = day.routes.reduce((least, { shift }) => Math.min(least, shift.start), 0)
  const added = Math.ceil(-first / DAY) * DAY
  if (added > 0) lose('shifts', 'moments before the anchor', `${added} seconds added to all moments`)
  return added
}

/** Nobody works before moment 0, so what is open before it can open at 0. */
function windowJson(window: Window, shift: Seconds): [number, number] {
  return [Math.max(0, window.start + shift), Math.max(0, window.end + shift)]
}

function jobJson(order: Order, names: VroomNames, skills: ReadonlyMap<string, number>, shift: Seconds): JobJson {
  const { id, description, location, location_index: row } = names.tasks.get(order.id)!
  const always = order.windows.length === 1 && order.windows[0]!.start <= -FARTHEST && order.windows[0]!.end >= FARTHEST
  return {
    id,
    ...(description === undefined ? {} : { description }),
    ...(location === undefined ? {} : { location: [...location] }),
    location_index: row,
    service: order.service,
    ...(order.delivery.length === 0 ? {} : { delivery: [...order.delivery], pickup: [...order.pickup] }),
    ...(order.skills.length === 0 ? {} : { skills: order.skills.map((skill) => skills.get(skill)!) }),
    ...(order.priority === 0 ? {} : { priority: order.priority }),
    ...(always ? {} : { time_windows: order.windows.map((window) => windowJson(window, shift)) }),
  }
}

/** VROOM wants a start or an end, and takes breaks in the order in which their windows open. */
function canBeWritten(courier: Courier, index: number, lose: Lose): boolean {
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

function vehicleJson(
  courier: Courier, hours: Shift, vehicle: VroomVehicle, skills: ReadonlyMap<string, number>, shift: Seconds, lose: Lose,
): VehicleJson {
  const { fixed, perHour, perKm, perPaidHour } = courier.costs
  if (perPaidHour > 0) {
    lose(`couriers.${courier.id}.costs.perPaidHour`, 'hours that are paid while waiting', 'left out; waiting costs nothing in VROOM')
  }
  const limit = (key: string, value: number, none: number) => (value >= none ? {} : { [key]: value })
  return {
    id: vehicle.id,
    profile: courier.profile,
    ...(vehicle.description === undefined ? {} : { description: vehicle.description }),
    ...endJson('start', vehicle.start),
    ...endJson('end', vehicle.end),
    ...(courier.capacity.length === 0 ? {} : { capacity: [...courier.capacity] }),
    costs: { fixed, per_hour: perHour, per_km: perKm },
    ...(courier.skills.length === 0 ? {} : { skills: courier.skills.map((skill) => skills.get(skill)!) }),
    time_window: windowJson(hours, shift),
    ...(hours.breaks.length === 0 ? {} : { breaks: hours.breaks.map((pause) => breakJson(pause, vehicle, shift)) }),
    ...speedJson(courier, lose),
    ...limit('max_tasks', courier.maxTasks, UNLIMITED),
    ...limit('max_travel_time', courier.maxTravelTime, FARTHEST),
    ...limit('max_distance', courier.maxDistance, UNLIMITED),
  }
}

function endJson(end: 'start' | 'end', at: VroomLocation | undefined): object {
  if (at === undefined) return {}
  return { ...(at.location === undefined ? {} : { [end]: at.location }), [`${end}_index`]: at.location_index }
}

function breakJson(pause: Shift['breaks'][number], vehicle: VroomVehicle, shift: Seconds): BreakJson {
  const time_windows = pause.windows.map((window) => windowJson(window, shift))
  return { ...vehicle.breaks.get(pause.id)!, service: pause.service, time_windows }
}

/** VROOM keeps two decimals, up to 5; slower is safe. */
function speedJson(courier: Courier, lose: Lose): { speed_factor?: number } {
  if (courier.speed === 1) return {}
  const speed_factor = Math.min(5, Math.floor(Math.round(courier.speed * 1000) / 10) / 100)
  if (speed_factor !== courier.speed) {
    lose(`couriers.${courier.id}.speed`, `speed ${courier.speed}`, `written as ${speed_factor}`)
  }
  return { speed_factor }
}
