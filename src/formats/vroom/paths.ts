/** The model's paths as paths into VROOM JSON. */
import { doorOf, otherEnd } from './ends.ts'
import type { ProblemJson, RequestJson } from './schema.ts'
import { isShipment } from './schema.ts'
import { breakOrder } from './vehicles.ts'

/** The model's keys in VROOM's spelling. */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/^couriers$/, 'vehicles'],
  [/\.(shift\.)?reload\.at\b/, '.reload.location'],
  [/\.shift\.reload\b/, '.reload'],
  [/\.shift\.breaks\b/, '.breaks'],
  [/\.shift\b/, '.time_window'],
  [/\.windows\b/, '.time_windows'],
  [/(time_windows\[\d+\]|time_window)\.start/, '$1[0]'],
  [/(time_windows\[\d+\]|time_window)\.end/, '$1[1]'],
  [/\.place\b/, '.location'],
  [/\.speed$/, '.speed_factor'],
  [/\.maxTasks$/, '.max_tasks'],
  [/\.maxTravelTime$/, '.max_travel_time'],
  [/\.maxDistance$/, '.max_distance'],
  [/\.perHour$/, '.per_hour'],
  [/\.perKm$/, '.per_km'],
  [/\.perTaskHour$/, '.per_task_hour'],
  [/\.perPaidHour$/, '.per_paid_hour'],
  [/\.maxLoad\b/, '.max_load'],
  [/\.perType\b/, '.service_per_type'],
]

/** The keys of an order that are found elsewhere in a shipment whose door is at one end. */
const doorKeys: readonly string[] = ['place', 'windows', 'service', 'setup', 'perType', 'description']

/** `jobs[3].windows[0].start` of ours is `jobs[3].time_windows[0][0]` of VROOM's; breaks are found where they were listed. */
export function ownPath(path: string, json: ProblemJson): string {
  const listed = path.replace(/^couriers\[(\d+)\](?:\.breaks\[(\d+)\])?/, (_, vehicle: string, pause?: string) => {
    const at = `vehicles[${vehicle}]`
    return pause === undefined ? at : `${at}.breaks[${breakOrder(json.vehicles[Number(vehicle)]!)[Number(pause)]}]`
  })
  return spellings.reduce((spelt, [ours, theirs]) => spelt.replace(ours, theirs), inShipment(listed, json))
}

/** `shipments[3].collectAt.place` is `shipments[3].pickup.place`; `shipments[3].place` is `shipments[3].delivery.place`. */
function inShipment(path: string, json: ProblemJson): string {
  const [, list, index, key, rest] = /^(shipments|requests)\[(\d+)\]\.(\w+)(.*)$/s.exec(path) ?? []
  const task: RequestJson | undefined = json[list as 'shipments' | 'requests']?.[Number(index)]
  if (key === undefined || !isShipment(task)) return path
  const door = doorOf(task)
  const at = `${list}[${index}]`
  if (key === 'collectAt' || key === 'bringTo') return `${at}.${otherEnd(door)}${rest}`
  if (doorKeys.includes(key)) return `${at}.${door}.${key}${rest}`
  // What is carried between the ends is the amount; the door's own dealings with the depot stand at the door.
  if (key === door) return `${at}.amount${rest}`
  return key === otherEnd(door) ? `${at}.${door}.${key}${rest}` : path
}
