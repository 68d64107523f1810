/** Reads a VROOM JSON problem (VROOM's docs/API.md, version 1.14). */
import type { Problem } from '../../base/errors.ts'
import { throwIfAny } from '../../base/read.ts'
import type { DayInput } from '../../model/day.ts'
import { makeDay } from '../../model/day.ts'
import type { Plan, PlanRoute } from '../../model/nouns.ts'
import { estimateTravel } from '../../travel/estimate.ts'
import type { TravelSource } from '../../travel/source.ts'
import type { KeyWarning, Loss } from '../loss.ts'
import { loseInto } from '../loss.ts'
import type { Note } from '../problems.ts'
import { collect, noteInto } from '../problems.ts'
import { dimensionsOf } from './amounts.ts'
import { orderInput, ordersOf } from './jobs.ts'
import { listLosses, warnOfAllKeys } from './losses.ts'
import { readMatrices } from './matrices.ts'
import { momentsOf } from './moments.ts'
import { ownPath } from './paths.ts'
import type { VroomLocation, VroomNames, VroomProblem, VroomTask, VroomVehicle } from './problem.ts'
import type { Reading } from './reading.ts'
import { isNowhere, windowOf } from './reading.ts'
import type { JobJson, ProblemJson, VehicleJson } from './schema.ts'
import { shapeOfProblem } from './schema.ts'
import { planOfRoutes } from './solution-read.ts'
import { courierInput } from './vehicles.ts'

/** Options of {@link readVroom}. */
export interface VroomOptions {
  /** Only the first so many vehicles work; all when left out. */
  couriers?: number | undefined
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
  const jobs = (reading.json.jobs ?? []).map((job, index) => orderInput(job, `jobs[${index}]`, reading))
  const requested = (reading.json.requests ?? []).map((job, index) => orderInput(job, `requests[${index}]`, reading))
  const input = dayInput(reading)
  throwIfAny(problems)
  const day = collect(problems, (path) => ownPath(path, reading.json), () => makeDay(input))
  if (day === undefined) throwIfAny(problems)
  const orders = ordersOf(jobs, 'jobs', day!, reading)
  const requests = ordersOf(requested, 'requests', day!, reading)
  throwIfAny(problems)
  const names: VroomNames = { day: day!, orders, requests, anchor: reading.moments.anchor, ...namesOf(reading) }
  const routes = reading.json.routes === undefined ? undefined : planOfRoutes(reading.json.routes, names, 'routes')
  return { ...names, slots: day!.slots, steps: stepsOf(reading, names), routes, losses, warnings }
}

/** Shape, keys, ids, matrices and amounts: what the rest is read with. */
function begin(json: unknown, options: VroomOptions): Reading {
  const shape = shapeOfProblem(json)
  const warnings: KeyWarning[] = []
  const losses: Loss[] = []
  const problems: Problem[] = []
  const note = noteInto(problems)
  const lose = loseInto(losses)
  warnOfAllKeys(json, shape, warnings)
  const used = withCouriers(shape, options.couriers, note)
  listLosses(used, lose)
  noteDuplicates(used, note)
  const matrices = readMatrices(used, problems, lose, warnings)
  const dimensions = dimensionsOf(used, note)
  return { json: used, moments: momentsOf(used), matrices, dimensions, problems, note, losses, lose, warnings }
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

/** Ids are unique in their kind; jobs and requests are one kind, because both become orders. */
function noteDuplicates(json: ProblemJson, note: Note): void {
  noteTwice([...idsOf(json.jobs, 'jobs'), ...idsOf(json.requests, 'requests')], note)
  noteTwice(idsOf(json.vehicles, 'vehicles'), note)
  noteTwice(idsOf(json.slots, 'slots'), note)
  json.vehicles.forEach(({ breaks }, index) => noteTwice(idsOf(breaks, `vehicles[${index}].breaks`), note))
  for (const end of ['pickup', 'delivery'] as const) {
    noteTwice((json.shipments ?? []).map((shipment, index) => ({ path: `shipments[${index}].${end}.id`, id: shipment[end].id })), note)
  }
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

function namesOf({ json, matrices }: Reading): Omit<VroomNames, 'day' | 'orders' | 'requests' | 'anchor'> {
  const jobs = [...(json.jobs ?? []), ...(json.requests ?? [])]
  const tasks = new Map(jobs.map((job) => [String(job.id), taskOf('job', job)]))
  const shipments = (json.shipments ?? []).flatMap(({ pickup, delivery }) => [taskOf('pickup', pickup), taskOf('delivery', delivery)])
  const vehicles = new Map(json.vehicles.map((vehicle) => [String(vehicle.id), [vehicleOf(vehicle)]]))
  return { tasks, shipments, vehicles, distances: matrices === undefined || matrices.distances }
}

type NamedTask = Pick<JobJson, 'id' | 'description' | 'location' | 'location_index' | 'setup'>

function taskOf(type: VroomTask['type'], { id, description, location, location_index: row, setup = 0 }: NamedTask): VroomTask {
  return { type, id, setup, ...described(description), ...locationOf(location, row) }
}

function vehicleOf(json: VehicleJson): VroomVehicle {
  return {
    id: json.id,
    ...described(json.description),
    start: isNowhere(json.start, json.start_index) ? undefined : locationOf(json.start, json.start_index),
    end: isNowhere(json.end, json.end_index) ? undefined : locationOf(json.end, json.end_index),
    breaks: new Map((json.breaks ?? []).map(({ id, description }) => [String(id), { id, ...described(description) }])),
  }
}

function described(description: string | undefined): { readonly description?: string } {
  return description === undefined ? {} : { description }
}

function locationOf(location: readonly [number, number] | undefined, row: number | undefined): VroomLocation {
  return { ...(location === undefined ? {} : { location }), ...(row === undefined ? {} : { location_index: row }) }
}

/** The vehicles' `steps`: jobs only, as VROOM's own solving mode reads them. */
function stepsOf({ json, problems, note }: Reading, names: VroomNames): Plan | undefined {
  const routes = json.vehicles.flatMap(({ id, steps }, index): PlanRoute[] => {
    if (steps === undefined) return []
    const jobs = steps.flatMap((step, at) => {
      if (step.type !== 'job') return []
      const path = `vehicles[${index}].steps[${at}].id`
      if (step.id === undefined) note('missing', path, undefined, 'state the id of the job')
      else if (!names.tasks.has(String(step.id))) note('unknown-id', path, step.id, 'use the id of a job')
      return [{ type: 'order' as const, id: String(step.id) }]
    })
    return [{ courier: String(id), shift: 0, steps: jobs }]
  })
  throwIfAny(problems)
  return routes.length === 0 ? undefined : { routes }
}
