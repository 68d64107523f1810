/** Reads a VROOM JSON problem (VROOM's docs/API.md, version 1.14). */
import type { Problem } from '../../base/errors.ts'
import { throwIfAny } from '../../base/read.ts'
import type { CourierInput } from '../../model/courier.ts'
import type { Day, DayInput } from '../../model/day.ts'
import { makeDay } from '../../model/day.ts'
import { UNLIMITED } from '../../model/limits.ts'
import type { Order, Plan, PlanRoute } from '../../model/nouns.ts'
import type { OrderInput } from '../../model/order.ts'
import { readOrder } from '../../model/order.ts'
import type { BreakInput } from '../../model/shift.ts'
import { FARTHEST } from '../../time/seconds.ts'
import { estimateTravel } from '../../travel/estimate.ts'
import type { Place } from '../../travel/place.ts'
import type { TravelSource } from '../../travel/source.ts'
import type { KeyWarning, Loss } from '../loss.ts'
import { collect, problem } from '../problems.ts'
import type { Amounts } from './amounts.ts'
import { amountsOf, deliveryOf, padded } from './amounts.ts'
import { listLosses, warnOfAllKeys } from './losses.ts'
import type { Matrices } from './matrices.ts'
import { readMatrices } from './matrices.ts'
import type { Moments } from './moments.ts'
import { momentsOf, toOwnWindow } from './moments.ts'
import type { VroomLocation, VroomNames, VroomProblem, VroomTask, VroomVehicle } from './problem.ts'
import type { BreakJson, JobJson, ProblemJson, VehicleJson } from './schema.ts'
import { shapeOfProblem } from './schema.ts'
import { planOfRoutes } from './solution-read.ts'

/** Options of {@link readVroom}. */
export interface VroomOptions {
  /** Only the first so many vehicles work; all when left out. */
  couriers?: number | undefined
}

/** What one reading has at hand. */
interface Reading {
  readonly json: ProblemJson
  readonly moments: Moments
  readonly matrices: Matrices | undefined
  readonly amounts: Amounts
  readonly problems: Problem[]
  readonly losses: Loss[]
  readonly warnings: KeyWarning[]
}

/** Kilometres per hour where VROOM would ask a routing server, by VROOM's usual profile names. */
const SPEEDS: ReadonlyMap<string, number> = new Map([['car', 30], ['bike', 15], ['foot', 5]])
const OTHER_SPEED = 30
const DETOUR = 1.3

/**
 * A problem in our terms. What cannot be expressed is listed in `losses`, keys that VROOM does not know in `warnings`.
 * @param json what `JSON.parse` returned, or an object of that shape
 * @throws InputError with all problems, under paths such as `jobs[3].time_windows[0]`
 */
export function readVroom(json: unknown, options: VroomOptions = {}): VroomProblem {
  const shape = shapeOfProblem(json)
  const warnings: KeyWarning[] = []
  warnOfAllKeys(json, shape, warnings)
  const problems: Problem[] = []
  const losses: Loss[] = []
  listLosses(shape, losses)
  const used = withCouriers(shape, options.couriers, problems)
  const matrices = readMatrices(used, problems, losses, warnings)
  throwIfAny(problems)
  const amounts = amountsOf(used, problems)
  const reading: Reading = { json: used, moments: momentsOf(used), matrices, amounts, problems, losses, warnings }
  noteDuplicates(reading)
  const input = dayInput(reading)
  const orderInputs = (used.jobs ?? []).map((job, index) => orderInput(job, `jobs[${index}]`, reading))
  const requestInputs = (used.requests ?? []).map((job, index) => orderInput(job, `requests[${index}]`, reading))
  throwIfAny(problems)
  const day = collect(problems, toVroomPath, () => makeDay(input))
  throwIfAny(problems)
  const orders = ordersOf(orderInputs, 'jobs', day!, problems)
  const requests = ordersOf(requestInputs, 'requests', day!, problems)
  throwIfAny(problems)
  const names: VroomNames = { day: day!, orders, requests, anchor: reading.moments.anchor, ...namesOf(reading) }
  const routes = used.routes === undefined ? undefined : planOfRoutes(used.routes, names, 'routes')
  return { ...names, slots: day!.slots, steps: stepsOf(reading, names), routes, losses, warnings }
}

function withCouriers(json: ProblemJson, couriers: number | undefined, problems: Problem[]): ProblemJson {
  const most = json.vehicles.length
  if (most === 0) problems.push(problem('missing', 'vehicles', json.vehicles, 'list at least one vehicle'))
  if (couriers !== undefined && (!Number.isInteger(couriers) || couriers < 1 || couriers > most)) {
    problems.push(problem('out-of-range', 'couriers', couriers, `state a whole number from 1 to ${most}, as many as there are vehicles`))
  }
  return couriers === undefined ? json : { ...json, vehicles: json.vehicles.slice(0, couriers) }
}

function noteDuplicates({ json, problems }: Reading): void {
  const note = (paths: readonly string[], ids: readonly (number | string)[]) => {
    const seen = new Set<string>()
    ids.forEach((id, index) => {
      if (seen.has(String(id))) problems.push(problem('duplicate-id', paths[index]!, id, 'give each its own id'))
      seen.add(String(id))
    })
  }
  const jobs = json.jobs ?? []
  const requests = json.requests ?? []
  note([...jobs.map((_, i) => `jobs[${i}].id`), ...requests.map((_, i) => `requests[${i}].id`)], [...jobs, ...requests].map(({ id }) => id))
  note(json.vehicles.map((_, i) => `vehicles[${i}].id`), json.vehicles.map(({ id }) => id))
  note((json.slots ?? []).map((_, i) => `slots[${i}].id`), (json.slots ?? []).map(({ id }) => id))
  json.vehicles.forEach(({ breaks = [] }, vehicle) => {
    note(breaks.map((_, i) => `vehicles[${vehicle}].breaks[${i}].id`), breaks.map(({ id }) => id))
  })
  const shipments = json.shipments ?? []
  for (const end of ['pickup', 'delivery'] as const) {
    note(shipments.map((_, i) => `shipments[${i}].${end}.id`), shipments.map((shipment) => shipment[end].id))
  }
}

function dayInput(reading: Reading): DayInput {
  const { json, moments, amounts, problems, losses } = reading
  const slots = (json.slots ?? []).map(({ id, start, end }, index) => {
    const window = toOwnWindow([start, end], moments, `slots[${index}]`, problems, losses)
    return { id: String(id), start: window?.start ?? 0, end: window?.end ?? 0 }
  })
  const couriers = json.vehicles.map((vehicle, index) => courierInput(vehicle, `vehicles[${index}]`, reading))
  return { couriers, slots, travel: travelOf(reading), dimensions: amounts.dimensions }
}

function courierInput(vehicle: VehicleJson, path: string, reading: Reading): CourierInput {
  const { moments, amounts, problems, losses, matrices } = reading
  const stated = vehicle.time_window === undefined ? undefined : toOwnWindow(vehicle.time_window, moments, `${path}.time_window`, problems, losses)
  const shift = stated ?? { start: moments.earliest, end: moments.latest }
  const start = placeOf(vehicle.start, vehicle.start_index, `${path}.start`, reading)
  const end = placeOf(vehicle.end, vehicle.end_index, `${path}.end`, reading)
  if (isNowhere(vehicle.start, vehicle.start_index) && isNowhere(vehicle.end, vehicle.end_index)) {
    problems.push(problem('missing', `${path}.start`, undefined, `state start or end${matrices === undefined ? '' : ', as start_index or end_index'}`))
  }
  const profile = vehicle.profile ?? 'car'
  if (matrices !== undefined && !matrices.sources.has(profile)) {
    problems.push(problem('unknown-id', `${path}.profile`, profile, `use one of ${[...matrices.sources.keys()].join(', ')}`))
  }
  const { max_tasks: maxTasks, max_travel_time: maxTravelTime, max_distance: maxDistance } = vehicle
  return {
    id: String(vehicle.id),
    start: start ?? null,
    end: end ?? null,
    shift,
    breaks: (vehicle.breaks ?? []).map((pause, index) => breakInput(pause, `${path}.breaks[${index}]`, reading)),
    capacity: padded(vehicle.capacity, amounts.dimensions).map((most) => Math.min(most, UNLIMITED)),
    skills: [...new Set((vehicle.skills ?? []).map(String))],
    profile,
    speed: vehicle.speed_factor ?? 1,
    costs: { fixed: vehicle.costs?.fixed ?? 0, perHour: vehicle.costs?.per_hour ?? 3600, perKm: vehicle.costs?.per_km ?? 0 },
    ...(maxTasks === undefined ? {} : { maxTasks: Math.min(maxTasks, UNLIMITED) }),
    // Longer than the farthest moments of a day are apart from its anchor: no limit.
    ...(maxTravelTime === undefined || maxTravelTime > FARTHEST ? {} : { maxTravelTime }),
    ...(maxDistance === undefined ? {} : { maxDistance: Math.min(maxDistance, UNLIMITED) }),
  }
}

function breakInput(pause: BreakJson, path: string, reading: Reading): BreakInput {
  const { moments, problems, losses } = reading
  const windows = pause.time_windows?.flatMap((window, index) => toOwnWindow(window, moments, `${path}.time_windows[${index}]`, problems, losses) ?? [])
  return { id: String(pause.id), service: pause.service ?? 0, ...(windows === undefined ? {} : { windows }) }
}

function orderInput(job: JobJson, path: string, reading: Reading): OrderInput {
  const { moments, amounts, problems, losses } = reading
  const description = job.description?.slice(0, 2000)
  const place = placeOf(job.location, job.location_index, `${path}.location`, reading)
  if (isNowhere(job.location, job.location_index)) problems.push(problem('missing', `${path}.location`, undefined, 'state location or location_index'))
  const windows = job.time_windows?.flatMap((window, index) => toOwnWindow(window, moments, `${path}.time_windows[${index}]`, problems, losses) ?? [])
  return {
    id: String(job.id),
    place: place ?? 0,
    service: (job.setup ?? 0) + (job.service ?? 0),
    delivery: padded(deliveryOf(job), amounts.dimensions),
    pickup: padded(job.pickup, amounts.dimensions),
    skills: [...new Set((job.skills ?? []).map(String))],
    priority: job.priority ?? 0,
    ...(windows === undefined ? {} : { windows }),
    // The solution echoes the description from `tasks`, in full.
    ...(description === undefined || description.trim() === '' ? {} : { description }),
  }
}

function ordersOf(inputs: readonly OrderInput[], list: string, day: Day, problems: Problem[]): Order[] {
  return inputs.flatMap((input, index) => {
    const found: Problem[] = []
    const order = readOrder(input, day, `${list}[${index}]`, found)
    for (const one of found) problems.push({ ...one, path: toVroomPath(one.path) })
    return order ?? []
  })
}

function isNowhere(location: unknown, index: unknown): boolean {
  return location === undefined && index === undefined
}

/** With matrices a row is needed and coordinates are for maps; without them coordinates are needed and a row means nothing. */
function placeOf(at: readonly [number, number] | undefined, row: number | undefined, path: string, reading: Reading): Place | undefined {
  const { matrices, problems } = reading
  if (matrices === undefined) {
    if (at === undefined && row !== undefined) problems.push(problem('missing', path, undefined, 'state coordinates, or give matrices'))
    return at
  }
  if (row === undefined) {
    if (at !== undefined) problems.push(problem('missing', `${path}_index`, undefined, `state the row of matrices as ${path.split('.').at(-1)}_index`))
    return undefined
  }
  if (row >= matrices.size) {
    problems.push(problem('place-unknown', `${path}_index`, row, `use a row from 0 to ${matrices.size - 1}`))
    return undefined
  }
  return at === undefined ? row : { row, at }
}

function travelOf({ json, matrices, losses }: Reading): ReadonlyMap<string, TravelSource> {
  if (matrices !== undefined) return matrices.sources
  const sources = new Map<string, TravelSource>()
  for (const { profile = 'car' } of json.vehicles) {
    if (sources.has(profile)) continue
    const kilometresPerHour = SPEEDS.get(profile) ?? OTHER_SPEED
    sources.set(profile, estimateTravel({ kilometresPerHour, detour: DETOUR }))
    const did = `estimated as ${DETOUR} times the great circle at ${kilometresPerHour} km/h`
    losses.push({ path: 'matrices', what: `no matrix of profile ${profile}; VROOM would ask a routing server`, did })
  }
  return sources
}

function namesOf({ json, matrices }: Reading): Omit<VroomNames, 'day' | 'orders' | 'requests' | 'anchor'> {
  const tasks = new Map<string, VroomTask>()
  for (const job of [...(json.jobs ?? []), ...(json.requests ?? [])]) tasks.set(String(job.id), taskOf('job', job))
  const shipments = (json.shipments ?? []).flatMap(({ pickup, delivery }) => [taskOf('pickup', pickup), taskOf('delivery', delivery)])
  const vehicles = new Map<string, readonly VroomVehicle[]>(json.vehicles.map((vehicle) => [String(vehicle.id), [vehicleOf(vehicle)]]))
  return { tasks, shipments, vehicles, distances: matrices === undefined || matrices.distances }
}

function taskOf(type: VroomTask['type'], json: Pick<JobJson, 'id' | 'description' | 'location' | 'location_index' | 'setup'>): VroomTask {
  const { id, description, setup = 0 } = json
  return { type, id, setup, ...(description === undefined ? {} : { description }), ...locationOf(json.location, json.location_index) }
}

function vehicleOf(json: VehicleJson): VroomVehicle {
  const breaks = new Map((json.breaks ?? []).map(({ id, description }) => [String(id), { id, ...(description === undefined ? {} : { description }) }]))
  return {
    id: json.id,
    ...(json.description === undefined ? {} : { description: json.description }),
    start: isNowhere(json.start, json.start_index) ? undefined : locationOf(json.start, json.start_index),
    end: isNowhere(json.end, json.end_index) ? undefined : locationOf(json.end, json.end_index),
    breaks,
  }
}

function locationOf(location: readonly [number, number] | undefined, row: number | undefined): VroomLocation {
  return { ...(location === undefined ? {} : { location }), ...(row === undefined ? {} : { location_index: row }) }
}

/** The vehicles' `steps`: jobs only, as VROOM's own solving mode reads them. */
function stepsOf({ json }: Reading, names: VroomNames): Plan | undefined {
  const given = json.vehicles.flatMap(({ steps }, index) => (steps === undefined ? [] : [{ steps, index }]))
  if (given.length === 0) return undefined
  const problems: Problem[] = []
  const routes = given.map(({ steps, index }): PlanRoute => ({
    courier: String(json.vehicles[index]!.id),
    shift: 0,
    steps: steps.flatMap(({ type, id }, at) => {
      if (type !== 'job') return []
      const path = `vehicles[${index}].steps[${at}].id`
      if (id === undefined) problems.push(problem('missing', path, undefined, 'state the id of the job'))
      else if (!names.tasks.has(String(id))) problems.push(problem('unknown-id', path, id, 'use the id of a job'))
      return [{ type: 'order' as const, id: String(id) }]
    }),
  }))
  throwIfAny(problems)
  return { routes }
}

/** `jobs[3].windows[0].start` of ours is `jobs[3].time_windows[0][0]` of VROOM's. */
function toVroomPath(path: string): string {
  return path
    .replace(/^couriers\[/, 'vehicles[')
    .replace(/\.shifts?(\[0\])?\b/, '.time_window')
    .replace(/\.windows\[/, '.time_windows[')
    .replace(/\.windows$/, '.time_windows')
    .replace(/(time_windows\[\d+\]|time_window)\.start/, '$1[0]')
    .replace(/(time_windows\[\d+\]|time_window)\.end/, '$1[1]')
    .replace(/\.place\b/, '.location')
    .replace(/\.speed$/, '.speed_factor')
    .replace(/\.max(Tasks|TravelTime|Distance)$/, (_, what: string) => `.max${what.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`)
    .replace(/\.costs\.perHour$/, '.costs.per_hour')
    .replace(/\.costs\.perKm$/, '.costs.per_km')
}
