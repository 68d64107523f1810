/** What the model has no words for, and keys that VROOM has no words for, walked through once. */
import { UNLIMITED } from '../../model/limits.ts'
import type { KeyWarning, Lose } from '../loss.ts'
import { doorOf } from './ends.ts'
import { warnOfKeys } from './keys.ts'
import type { Kind } from './keys.ts'
import type { JobJson, ProblemJson, RequestJson, VehicleJson } from './schema.ts'
import { isShipment } from './schema.ts'

/** Lists everything of a problem that is not carried over; travel and windows list their own. */
export function listLosses(json: ProblemJson, lose: Lose): void {
  json.requests?.forEach((request, index) => listRequest(request, `requests[${index}]`, lose))
  json.vehicles.forEach((vehicle, index) => listVehicle(vehicle, `vehicles[${index}]`, lose))
}

function listRequest(request: RequestJson, path: string, lose: Lose): void {
  const door = isShipment(request) ? request[doorOf(request)] : request
  if (door.time_windows === undefined) return
  const at = isShipment(request) ? `${path}.${doorOf(request)}` : path
  lose(`${at}.time_windows`, 'a request that already has windows', 'offered slots must lie in them, too')
}

function listVehicle(vehicle: VehicleJson, path: string, lose: Lose): void {
  const add = (key: string, what: string, did: string) => lose(`${path}.${key}`, what, did)
  const boundless = vehicle.capacity?.some((most) => most > UNLIMITED) === true
  if (boundless) add('capacity', `more than ${UNLIMITED}`, `read as ${UNLIMITED}, which means no limit`)
  if ((vehicle.speed_factor ?? 1) !== 1) {
    add('speed_factor', 'legs in hundredths of a second', 'rounded up to whole seconds, so that nobody is late')
  }
  vehicle.steps?.forEach((step, index) => {
    const at = `steps[${index}]`
    for (const key of ['service_at', 'service_after', 'service_before'] as const) {
      if (step[key] !== undefined) add(`${at}.${key}`, 'a forced time', 'not forced, as in VROOM without -c')
    }
  })
}

/** Warns of unknown and deprecated keys at every level. `json` has been checked for its shape. */
export function warnOfAllKeys(json: unknown, warnings: KeyWarning[]): void {
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
