/** Reads a VROOM JSON problem (VROOM's docs/API.md, version 1.15). */
import type { Problem } from '../../base/errors.ts'
import { throwIfAny } from '../../base/read.ts'
import type { DayInput } from '../../model/day.ts'
import { makeDay } from '../../model/day.ts'
import { estimateTravel } from '../../travel/estimate.ts'
import type { TravelSource } from '../../travel/source.ts'
import type { KeyWarning, Loss } from '../loss.ts'
import { loseInto } from '../loss.ts'
import type { Note } from '../problems.ts'
import { collect, noteInto } from '../problems.ts'
import { dimensionsOf } from './amounts.ts'
import { fineCostScale } from './cost-scale.ts'
import { doorOf, otherEnd, shipmentId } from './ends.ts'
import type { ListedOrder } from './jobs.ts'
import { jobOrder, ordersOf } from './jobs.ts'
import { listLosses, warnOfAllKeys } from './losses.ts'
import { readMatrices } from './matrices.ts'
import { momentsOf } from './moments.ts'
import { readLimit } from './options.ts'
import { ownPath } from './paths.ts'
import type { VroomLocation, VroomNames, VroomProblem, VroomTask, VroomVehicle } from './problem.ts'
import type { Reading } from './reading.ts'
import { isNowhere, windowOf } from './reading.ts'
import type { JobJson, ProblemJson, RequestJson, VehicleJson } from './schema.ts'
import { isShipment, shapeOfProblem } from './schema.ts'
import { shipmentOrder } from './shipments.ts'
import { planOfRoutes, planOfSteps } from './solution-read.ts'
import { courierInput } from './vehicles.ts'

/** Options of {@link readVroom}. */
export interface VroomOptions {
  /** Only the first so many vehicles work; all when left out. */
  couriers?: number | undefined
  /**
   * Counts costs in units up to a thousand times finer than VROOM's, where its rates are not whole for every second and metre, so that a
   * search loses nothing by rounding legs. Solutions are written in VROOM's units again. False when left out: couriers cost what is stated.
   */
  fineCosts?: boolean | undefined
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
  const reading = begin(json, options)
  const { problems, losses, warnings } = reading
  const planned = [...listedOf('jobs', reading), ...listedOf('shipments', reading)]
  const requested = listedOf('requests', reading)
  const input = dayInput(reading)
  throwIfAny(problems)
  const day = collect(problems, (path) => ownPath(path, reading.json), () => makeDay(input))
  if (day === undefined) throwIfAny(problems)
  const orders = ordersOf(planned, day!, reading)
  const requests = ordersOf(requested, day!, reading)
  throwIfAny(problems)
  const names: VroomNames = { day: day!, orders, requests, anchor: reading.moments.anchor, ...namesOf(reading) }
  const routes = reading.json.routes === undefined ? undefined : planOfRoutes(reading.json.routes, names, 'routes')
  return { ...names, slots: day!.slots, steps: planOfSteps(reading.json.vehicles, names), routes, limit: reading.limit, losses, warnings }
}

function listedOf(list: 'jobs' | 'shipments' | 'requests', reading: Reading): ListedOrder[] {
  return (reading.json[list] ?? []).map((task: RequestJson, index) => {
    const path = `${list}[${index}]`
    return isShipment(task) ? shipmentOrder(task, path, reading) : jobOrder(task, path, reading)
  })
}

/** Shape, keys, ids, matrices and amounts: what the rest is read with. */
function begin(json: unknown, options: VroomOptions): Reading {
  const shape = shapeOfProblem(json)
  const warnings: KeyWarning[] = []
  const losses: Loss[] = []
  const problems: Problem[] = []
  const note = noteInto(problems)
  const lose = loseInto(losses)
  warnOfAllKeys(json, warnings)
  const used = withCouriers(shape, options.couriers, note)
  listLosses(used, lose)
  noteDuplicates(used, note)
  const costScale = options.fineCosts === true ? fineCostScale(used) : 1
  const matrices = readMatrices(used, costScale, problems, lose, warnings)
  const dimensions = dimensionsOf(used, note)
  const limit = readLimit(used.options, note, warnings)
  return { json: used, moments: momentsOf(used), matrices, costScale, dimensions, limit, problems, note, losses, lose, warnings }
}

function withCouriers(json: ProblemJson, couriers: number | undefined, note: Note): ProblemJson {
  const most = json.vehicles.length
  if (most === 0) note('missing', 'vehicles', json.vehicles, 'list at least one vehicle')
  if (couriers === undefined) return json
  if (!Number.isInteger(couriers) || couriers < 1 || couriers > most) {
    note('out-of-range', 'couriers', couriers, `state a whole number from 1 to ${most}, as many as there are vehicles`)
  }
  return { ...json, vehicles: json.vehicles.slice(0, Math.max(1, couriers)) }
}

/** Ids are unique in their kind: jobs, pickups and deliveries, requests among them because all become orders. */
function noteDuplicates(json: ProblemJson, note: Note): void {
  const found = { job: [] as Identified[], pickup: [] as Identified[], delivery: [] as Identified[] }
  for (const list of ['jobs', 'shipments', 'requests'] as const) {
    json[list]?.forEach((task: RequestJson, index) => {
      const path = `${list}[${index}]`
      if (!isShipment(task)) found.job.push({ path: `${path}.id`, id: task.id })
      else for (const end of ['pickup', 'delivery'] as const) found[end].push({ path: `${path}.${end}.id`, id: task[end].id })
    })
  }
  for (const kind of Object.values(found)) noteTwice(kind, note)
  noteTwice(idsOf(json.vehicles, 'vehicles'), note)
  noteTwice(idsOf(json.slots, 'slots'), note)
  json.vehicles.forEach(({ breaks }, index) => noteTwice(idsOf(breaks, `vehicles[${index}].breaks`), note))
}

interface Identified {
  readonly path: string
  readonly id: number | string
}

function idsOf(list: readonly { readonly id: number | string }[] | undefined, path: string): Identified[] {
  return (list ?? []).map(({ id }, index) => ({ path: `${path}[${index}].id`, id }))
}

function noteTwice(list: readonly Identified[], note: Note): void {
  const seen = new Set<string>()
  for (const { path, id } of list) {
    if (seen.has(String(id))) note('duplicate-id', path, id, 'give each its own id')
    seen.add(String(id))
  }
}

function dayInput(reading: Reading): DayInput {
  const { json, dimensions } = reading
  const slots = (json.slots ?? []).flatMap(({ id, start, end }, index) => {
    const window = windowOf([start, end], `slots[${index}]`, reading)
    return window === undefined ? [] : { id: String(id), ...window }
  })
  const couriers = json.vehicles.map((vehicle, index) => courierInput(vehicle, `vehicles[${index}]`, reading))
  return { couriers, slots, travel: travelOf(reading), dimensions }
}

function travelOf({ json, matrices, lose }: Reading): ReadonlyMap<string, TravelSource> {
  if (matrices !== undefined) return matrices.sources
  const sources = new Map<string, TravelSource>()
  for (const { profile = 'car' } of json.vehicles) {
    if (sources.has(profile)) continue
    const kilometresPerHour = SPEEDS.get(profile) ?? OTHER_SPEED
    sources.set(profile, estimateTravel({ kilometresPerHour, detour: DETOUR }))
    const did = `estimated as ${DETOUR} times the great circle at ${kilometresPerHour} km/h`
    lose('matrices', `no matrix of profile ${profile}; VROOM would ask a routing server`, did)
  }
  return sources
}

function namesOf({ json, matrices, costScale }: Reading): Omit<VroomNames, 'day' | 'orders' | 'requests' | 'anchor'> {
  const tasks = new Map<string, VroomTask>()
  const otherEnds = new Map<string, VroomTask>()
  for (const task of [...(json.jobs ?? []), ...(json.shipments ?? []), ...(json.requests ?? [])]) {
    if (isShipment(task)) {
      const door = doorOf(task)
      tasks.set(shipmentId(task), taskOf(door, task[door]))
      otherEnds.set(shipmentId(task), taskOf(otherEnd(door), task[otherEnd(door)]))
    } else tasks.set(String(task.id), taskOf('job', task))
  }
  const vehicles = new Map(json.vehicles.map((vehicle) => [String(vehicle.id), [vehicleOf(vehicle)]]))
  return { tasks, otherEnds, vehicles, distances: matrices === undefined || matrices.measured.size > 0, timed: isTimed(json), costScale }
}

/** As VROOM sees it: a break is a window, whether or not it states one. */
function isTimed({ jobs = [], shipments = [], vehicles }: ProblemJson): boolean {
  const doors = [...jobs, ...shipments.flatMap(({ pickup, delivery }) => [pickup, delivery])]
  return doors.some((door) => door.time_windows !== undefined)
    || vehicles.some(({ time_window: hours, breaks = [] }) => hours !== undefined || breaks.length > 0)
}

type NamedTask = Pick<JobJson, 'id' | 'description' | 'location' | 'location_index'>

function taskOf(type: VroomTask['type'], { id, description, location, location_index: row }: NamedTask): VroomTask {
  return { type, id, ...described(description), ...locationOf(location, row) }
}

function vehicleOf(json: VehicleJson): VroomVehicle {
  const start = isNowhere(json.start, json.start_index) ? undefined : locationOf(json.start, json.start_index)
  const { location, location_index: row } = json.reload ?? {}
  const reload = json.reload === undefined ? undefined : isNowhere(location, row) ? start : locationOf(location, row)
  return {
    id: json.id,
    ...described(json.description),
    speed: json.speed_factor ?? 1,
    start,
    end: isNowhere(json.end, json.end_index) ? undefined : locationOf(json.end, json.end_index),
    reload,
    breaks: new Map((json.breaks ?? []).map(({ id, description }) => [String(id), { id, ...described(description) }])),
  }
}

function described(description: string | undefined): { readonly description?: string } {
  return description === undefined ? {} : { description }
}

function locationOf(location: readonly [number, number] | undefined, row: number | undefined): VroomLocation {
  return { ...(location === undefined ? {} : { location }), ...(row === undefined ? {} : { location_index: row }) }
}
