/** The model's paths as paths into VROOM JSON. */
import type { ProblemJson } from './schema.ts'
import { breakOrder } from './vehicles.ts'

/** The model's keys in VROOM's spelling. */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/^couriers$/, 'vehicles'],
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
]

/** `jobs[3].windows[0].start` of ours is `jobs[3].time_windows[0][0]` of VROOM's; breaks are found where they were listed. */
export function ownPath(path: string, json: ProblemJson): string {
  const listed = path.replace(/^couriers\[(\d+)\](?:\.breaks\[(\d+)\])?/, (_, vehicle: string, pause?: string) => {
    const at = `vehicles[${vehicle}]`
    return pause === undefined ? at : `${at}.breaks[${breakOrder(json.vehicles[Number(vehicle)]!)[Number(pause)]}]`
  })
  return spellings.reduce((spelt, [ours, theirs]) => spelt.replace(ours, theirs), listed)
}
