/** The shape of VROOM JSON (VROOM's docs/API.md, version 1.15), checked with all problems listed under the caller's own paths. */
import * as v from 'valibot'
import type { InputCode, Problem } from '../../base/errors.ts'
import { throwIfAny } from '../../base/read.ts'
import { FARTHEST } from '../../time/seconds.ts'

/** VROOM's ids are 64-bit; those beyond 2^53 would be changed by JSON.parse itself. */
const id = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const moment = v.pipe(v.number(), v.safeInteger())
const duration = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(FARTHEST))
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const amount = v.array(v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(2 ** 31 - 1)))
const money = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(2 ** 31 - 1))
const window = v.tuple([moment, moment])
const windows = v.array(window)
const skills = v.array(id)
const priority = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(100))
const lon = v.pipe(v.number(), v.minValue(-180), v.maxValue(180))
const lat = v.pipe(v.number(), v.minValue(-90), v.maxValue(90))
const location = v.tuple([lon, lat])
const text = v.string()

const task = {
  id,
  description: v.optional(text),
  location: v.optional(location),
  location_index: v.optional(count),
  setup: v.optional(duration),
  service: v.optional(duration),
  setup_per_type: v.optional(v.unknown()),
  service_per_type: v.optional(v.unknown()),
  time_windows: v.optional(windows),
}

const job = v.object({
  ...task,
  delivery: v.optional(amount),
  pickup: v.optional(amount),
  amount: v.optional(amount),
  skills: v.optional(skills),
  priority: v.optional(priority),
  position: v.optional(v.picklist(['first', 'last'])),
  release: v.optional(moment),
  value: v.optional(money),
})

/** At either door a job's amount may go along: what comes from the depot to where a shipment begins, or goes there from where it ends. */
const shipmentPickup = v.object({ ...task, delivery: v.optional(amount) })
const shipmentDelivery = v.object({ ...task, pickup: v.optional(amount) })

const shipment = v.object({
  pickup: shipmentPickup,
  delivery: shipmentDelivery,
  amount: v.optional(amount),
  skills: v.optional(skills),
  priority: v.optional(priority),
  door: v.optional(v.picklist(['pickup', 'delivery'])),
  release: v.optional(moment),
  value: v.optional(money),
})

/** Both ends of a shipment are objects, where the `pickup` and `delivery` of a job are lists. */
const request = v.lazy((input) => (isShipment(input) ? shipment : job))

const vehicleBreak = v.object({
  id,
  time_windows: v.optional(windows),
  service: v.optional(duration),
  description: v.optional(text),
  max_load: v.optional(amount),
})

const reload = v.object({
  location: v.optional(location),
  location_index: v.optional(count),
  service: v.optional(duration),
  most: v.optional(count),
})

const area = v.object({ polygon: v.optional(v.array(location)), rows: v.optional(v.array(count)) })

const stepType = v.picklist(['start', 'job', 'pickup', 'delivery', 'break', 'reload', 'end'])

const vehicleStep = v.object({
  type: stepType,
  id: v.optional(id),
  service_at: v.optional(moment),
  service_after: v.optional(moment),
  service_before: v.optional(moment),
})

const costs = v.object({
  fixed: v.optional(money),
  per_hour: v.optional(money),
  per_task_hour: v.optional(money),
  per_km: v.optional(money),
  per_paid_hour: v.optional(money),
})

const vehicle = v.object({
  id,
  profile: v.optional(v.pipe(text, v.minLength(1), v.maxLength(200))),
  description: v.optional(text),
  start: v.optional(location),
  start_index: v.optional(count),
  end: v.optional(location),
  end_index: v.optional(count),
  capacity: v.optional(amount),
  costs: v.optional(costs),
  skills: v.optional(skills),
  type: v.optional(text),
  time_window: v.optional(window),
  breaks: v.optional(v.array(vehicleBreak)),
  speed_factor: v.optional(v.pipe(v.number(), v.gtValue(0), v.maxValue(5))),
  max_tasks: v.optional(count),
  max_travel_time: v.optional(count),
  max_distance: v.optional(count),
  steps: v.optional(v.array(vehicleStep)),
  reload: v.optional(reload),
  blocked: v.optional(v.array(area)),
})

const slot = v.object({ id: v.union([v.pipe(text, v.minLength(1)), id]), start: moment, end: moment })

const solutionStep = v.object({ type: stepType, id: v.optional(id), job: v.optional(id) })

const solutionRoute = v.object({ vehicle: id, steps: v.array(solutionStep) })

const problemSchema = v.object({
  jobs: v.optional(v.array(job)),
  shipments: v.optional(v.array(shipment)),
  vehicles: v.array(vehicle),
  matrices: v.optional(v.unknown()),
  matrix: v.optional(v.unknown()),
  options: v.optional(v.unknown()),
  slots: v.optional(v.array(slot)),
  requests: v.optional(v.array(request)),
  routes: v.optional(v.array(solutionRoute)),
})

const solutionSchema = v.object({
  routes: v.array(solutionRoute),
  unassigned: v.optional(v.array(v.object({ id, type: v.optional(v.picklist(['job', 'pickup', 'delivery'])) }))),
})

export type ProblemJson = v.InferOutput<typeof problemSchema>
export type JobJson = v.InferOutput<typeof job>
export type ShipmentJson = v.InferOutput<typeof shipment>
/** Either end of a shipment. */
export type ShipmentTaskJson = v.InferOutput<typeof shipmentPickup> | v.InferOutput<typeof shipmentDelivery>
export type RequestJson = JobJson | ShipmentJson
export type VehicleJson = v.InferOutput<typeof vehicle>
export type ReloadJson = v.InferOutput<typeof reload>
export type AreaJson = v.InferOutput<typeof area>
export type BreakJson = v.InferOutput<typeof vehicleBreak>
export type SlotJson = v.InferOutput<typeof slot>
export type RouteJson = v.InferOutput<typeof solutionRoute>
export type SolutionJson = v.InferOutput<typeof solutionSchema>

/** Whether this is a shipment where a job may stand as well. */
export function isShipment(task: unknown): task is ShipmentJson {
  const { pickup, delivery } = (task ?? {}) as { pickup?: unknown; delivery?: unknown }
  return isPlainObject(pickup) || isPlainObject(delivery)
}

function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The problem, in shape; what the numbers mean is not looked at. */
export function shapeOfProblem(json: unknown): ProblemJson {
  return shapeOf(problemSchema, json)
}

/** The solution, in shape: of the steps only what names a stop. */
export function shapeOfSolution(json: unknown): SolutionJson {
  return shapeOf(solutionSchema, json)
}

function shapeOf<Schema extends v.GenericSchema>(schema: Schema, json: unknown): v.InferOutput<Schema> {
  const result = v.safeParse(schema, json)
  if (!result.success) throwIfAny(result.issues.map(problemOf))
  return result.output as v.InferOutput<Schema>
}

const codeOfIssue: ReadonlyMap<string, InputCode> = new Map<string, InputCode>([
  ['object', 'not-an-object'],
  ['array', 'not-a-list'],
  ['tuple', 'not-a-list'],
  ['number', 'not-a-number'],
  ['safe_integer', 'not-an-integer'],
  ['min_value', 'out-of-range'],
  ['max_value', 'out-of-range'],
  ['gt_value', 'out-of-range'],
  ['string', 'not-text'],
  ['min_length', 'not-text'],
  ['max_length', 'out-of-range'],
  ['union', 'not-text'],
  ['picklist', 'unknown-id'],
])

function problemOf(issue: v.BaseIssue<unknown>): Problem {
  const path = pathOf(issue)
  if (issue.input === undefined) return { code: 'missing', path, got: undefined, remedy: `state ${path === '' ? 'an object' : path}` }
  const code = codeOfIssue.get(issue.type) ?? 'text-format'
  return { code, path, got: issue.input, remedy: `make it ${expectation(issue)}` }
}

function expectation(issue: v.BaseIssue<unknown>): string {
  switch (issue.type) {
    case 'object': return 'an object'
    case 'array': return 'a list'
    case 'tuple': return 'a list of two numbers'
    case 'number': return 'a finite number'
    case 'safe_integer': return 'a whole number'
    case 'string': return 'text'
    case 'min_length': return 'text of at least one character'
    case 'union': return 'text or a whole number from 0'
    case 'picklist': return `one of ${issue.expected ?? ''}`
    default: return issue.expected ?? 'valid'
  }
}

/** `jobs[3].time_windows[0]`, as the caller would write it. */
function pathOf(issue: v.BaseIssue<unknown>): string {
  let path = ''
  for (const { key } of issue.path ?? []) {
    if (typeof key === 'number') path += `[${key}]`
    else path += path === '' ? String(key) : `.${String(key)}`
  }
  return path
}
