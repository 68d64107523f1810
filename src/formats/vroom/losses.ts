/** What the model has no words for, and keys that VROOM has no words for, walked through once. */
import { UNLIMITED } from '../../model/limits.ts'
import type { KeyWarning, Lose } from '../loss.ts'
import { warnOfKeys } from './keys.ts'
import type { Kind } from './keys.ts'
import type { JobJson, ProblemJson, ShipmentTaskJson, VehicleJson } from './schema.ts'

/** Lists everything of a problem that is not carried over; travel and windows list their own. */
export function listLosses(json: ProblemJson, lose: Lose): void {
  json.jobs?.forEach((job, index) => listTask(job, `jobs[${index}]`, lose))
  json.requests?.forEach((job, index) => {
    listTask(job, `requests[${index}]`, lose)
    if (job.time_windows === undefined) return
    lose(`requests[${index}].time_windows`, 'a request that already has windows', 'offered slots must lie in them, too')
  })
  json.shipments?.forEach((_, index) => {
    lose(`shipments[${index}]`, 'a pickup and its delivery in one route', 'left in unassigned, both ends')
  })
  json.vehicles.forEach((vehicle, index) => listVehicle(vehicle, `vehicles[${index}]`, lose))
}

function listTask(task: JobJson | ShipmentTaskJson, path: string, lose: Lose): void {
  const add = (key: string, what: string, did: string) => lose(`${path}.${key}`, what, did)
  if ((task.setup ?? 0) > 0) add('setup', 'setup only where the place changes', 'charged at every visit')
  if (task.setup_per_type !== undefined) add('setup_per_type', 'setup by vehicle type', 'the plain setup is used')
  if (task.service_per_type !== undefined) add('service_per_type', 'service by vehicle type', 'the plain service is used')
}

function listVehicle(vehicle: VehicleJson, path: string, lose: Lose): void {
  const add = (key: string, what: string, did: string) => lose(`${path}.${key}`, what, did)
  if ((vehicle.costs?.per_task_hour ?? 0) > 0) add('costs.per_task_hour', 'cost of hours at the door', 'not counted')
  const boundless = vehicle.capacity?.some((most) => most > UNLIMITED) === true
  if (boundless) add('capacity', `more than ${UNLIMITED}`, `read as ${UNLIMITED}, which means no limit`)
  if (vehicle.type !== undefined) add('type', 'a vehicle type', 'kept out of the plan; see setup_per_type and service_per_type')
  if ((vehicle.speed_factor ?? 1) !== 1) add('speed_factor', 'legs rounded to the nearest second', 'rounded up, so that nobody is late')
  vehicle.breaks?.forEach((pause, index) => {
    if (pause.max_load !== undefined) add(`breaks[${index}].max_load`, 'a break only below a load', 'the break is taken at any load')
  })
  vehicle.steps?.forEach((step, index) => {
    const at = `steps[${index}]`
    if (step.type === 'pickup' || step.type === 'delivery') add(at, 'a step of a shipment', 'left out of the start')
    for (const key of ['service_at', 'service_after', 'service_before'] as const) {
      if (step[key] !== undefined) add(`${at}.${key}`, 'a forced time', 'not forced, as in VROOM without -c')
    }
  })
}

/** Warns of unknown and deprecated keys at every level. `json` is the caller's own, `shape` the same after it was checked. */
export function warnOfAllKeys(json: unknown, shape: ProblemJson, warnings: KeyWarning[]): void {
  const root = json as ProblemJson
  warnOfKeys(root, 'problem', '', warnings)
  for (const list of ['jobs', 'requests'] as const) {
    warnOfList(root[list], 'job', list, warnings)
    shape[list]?.forEach((job, index) => warnOfAmount(job, `${list}[${index}]`, warnings))
  }
  warnOfList(root.shipments, 'shipment', 'shipments', warnings)
  root.shipments?.forEach(({ pickup, delivery }, index) => {
    warnOfKeys(pickup, 'shipmentTask', `shipments[${index}].pickup`, warnings)
    warnOfKeys(delivery, 'shipmentTask', `shipments[${index}].delivery`, warnings)
  })
  warnOfList(root.vehicles, 'vehicle', 'vehicles', warnings)
  root.vehicles.forEach(({ costs, breaks, steps }, index) => {
    const path = `vehicles[${index}]`
    if (costs !== undefined) warnOfKeys(costs, 'costs', `${path}.costs`, warnings)
    warnOfList(breaks, 'break', `${path}.breaks`, warnings)
    warnOfList(steps, 'step', `${path}.steps`, warnings)
  })
  warnOfList(root.slots, 'slot', 'slots', warnings)
  if (shape.options !== undefined) warnings.push({ path: 'options', key: 'options', remedy: 'remove it; the command line takes options' })
}

function warnOfList(list: readonly object[] | undefined, kind: Kind, path: string, warnings: KeyWarning[]): void {
  list?.forEach((entry, index) => warnOfKeys(entry, kind, `${path}[${index}]`, warnings))
}

function warnOfAmount(job: JobJson, path: string, warnings: KeyWarning[]): void {
  if (job.amount === undefined) return
  const remedy = job.delivery === undefined ? 'write delivery; amount is deprecated' : 'remove it; delivery is used'
  warnings.push({ path: `${path}.amount`, key: 'amount', remedy })
}
