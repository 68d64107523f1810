/** What the model has no words for, and keys that VROOM has no words for, walked through once. */
import { UNLIMITED } from '../../model/limits.ts'
import type { KeyWarning, Lose } from '../loss.ts'
import { doorOf } from './ends.ts'
import { warnOfKeys } from './keys.ts'
import type { Kind } from './keys.ts'
import type { JobJson, ProblemJson, RequestJson, ShipmentJson, ShipmentTaskJson, VehicleJson } from './schema.ts'
import { isShipment } from './schema.ts'

/** Lists everything of a problem that is not carried over; travel and windows list their own. */
export function listLosses(json: ProblemJson, lose: Lose): void {
  json.jobs?.forEach((job, index) => listTask(job, `jobs[${index}]`, lose))
  json.shipments?.forEach((shipment, index) => listShipment(shipment, `shipments[${index}]`, lose))
  json.requests?.forEach((request, index) => listRequest(request, `requests[${index}]`, lose))
  json.vehicles.forEach((vehicle, index) => listVehicle(vehicle, `vehicles[${index}]`, lose))
}

function listShipment({ pickup, delivery }: ShipmentJson, path: string, lose: Lose): void {
  listTask(pickup, `${path}.pickup`, lose)
  listTask(delivery, `${path}.delivery`, lose)
}

function listRequest(request: RequestJson, path: string, lose: Lose): void {
  if (isShipment(request)) listShipment(request, path, lose)
  else listTask(request, path, lose)
  const door = isShipment(request) ? request[doorOf(request)] : request
  if (door.time_windows === undefined) return
  const at = isShipment(request) ? `${path}.${doorOf(request)}` : path
  lose(`${at}.time_windows`, 'a request that already has windows', 'offered slots must lie in them, too')
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
    for (const key of ['service_at', 'service_after', 'service_before'] as const) {
      if (step[key] !== undefined) add(`${at}.${key}`, 'a forced time', 'not forced, as in VROOM without -c')
    }
  })
}

/** Warns of unknown and deprecated keys at every level. `json` is the caller's own, `shape` the same after it was checked. */
export function warnOfAllKeys(json: unknown, shape: ProblemJson, warnings: KeyWarning[]): void {
  const root = json as ProblemJson
  warnOfKeys(root, 'problem', '', warnings)
  for (const list of ['jobs', 'shipments', 'requests'] as const) {
    root[list]?.forEach((task, index) => warnOfTask(task, `${list}[${index}]`, warnings))
  }
  warnOfList(root.vehicles, 'vehicle', 'vehicles', warnings)
  root.vehicles.forEach(({ costs, breaks, steps, reload, blocked }, index) => {
    const path = `vehicles[${index}]`
    if (costs !== undefined) warnOfKeys(costs, 'costs', `${path}.costs`, warnings)
    if (reload !== undefined) warnOfKeys(reload, 'reload', `${path}.reload`, warnings)
    warnOfList(blocked, 'area', `${path}.blocked`, warnings)
    warnOfList(breaks, 'break', `${path}.breaks`, warnings)
    warnOfList(steps, 'step', `${path}.steps`, warnings)
  })
  warnOfList(root.slots, 'slot', 'slots', warnings)
  if (shape.options !== undefined) warnings.push({ path: 'options', key: 'options', remedy: 'remove it; the command line takes options' })
}

function warnOfList(list: readonly object[] | undefined, kind: Kind, path: string, warnings: KeyWarning[]): void {
  list?.forEach((entry, index) => warnOfKeys(entry, kind, `${path}[${index}]`, warnings))
}

function warnOfTask(task: RequestJson, path: string, warnings: KeyWarning[]): void {
  if (!isShipment(task)) {
    warnOfKeys(task, 'job', path, warnings)
    warnOfAmount(task, path, warnings)
    return
  }
  warnOfKeys(task, 'shipment', path, warnings)
  warnOfKeys(task.pickup, 'shipmentPickup', `${path}.pickup`, warnings)
  warnOfKeys(task.delivery, 'shipmentDelivery', `${path}.delivery`, warnings)
}

function warnOfAmount(job: JobJson, path: string, warnings: KeyWarning[]): void {
  if (job.amount === undefined) return
  const remedy = job.delivery === undefined ? 'write delivery; amount is deprecated' : 'remove it; delivery is used'
  warnings.push({ path: `${path}.amount`, key: 'amount', remedy })
}
