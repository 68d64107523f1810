/** Which keys VROOM JSON knows where; everything else draws a warning, because VROOM ignores it in silence. */
import type { KeyWarning } from '../loss.ts'

const LOCATION = ['location', 'location_index']
const TASK = ['id', 'description', ...LOCATION, 'setup', 'service', 'setup_per_type', 'service_per_type', 'time_windows']
const WORK = ['delivery', 'pickup', 'amount', 'skills', 'priority']

/** The keys of each kind of object, in VROOM's own spelling, with those that slotsmith adds (docs/vroom.md, beyond VROOM). */
export const knownKeys = {
  problem: ['jobs', 'shipments', 'vehicles', 'matrices', 'matrix', 'options', 'slots', 'requests', 'routes'],
  job: [...TASK, ...WORK, 'position', 'release', 'value'],
  shipment: ['pickup', 'delivery', 'amount', 'skills', 'priority', 'door', 'release', 'value'],
  shipmentPickup: [...TASK, 'delivery'],
  shipmentDelivery: [...TASK, 'pickup'],
  vehicle: [
    'id', 'profile', 'description', 'start', 'start_index', 'end', 'end_index', 'capacity', 'costs', 'skills', 'type', 'time_window',
    'breaks', 'speed_factor', 'max_tasks', 'max_travel_time', 'max_distance', 'steps', 'reload', 'blocked',
  ],
  reload: [...LOCATION, 'service', 'most'],
  area: ['polygon', 'rows'],
  costs: ['fixed', 'per_hour', 'per_task_hour', 'per_km', 'per_paid_hour'],
  break: ['id', 'time_windows', 'service', 'description', 'max_load'],
  step: ['type', 'id', 'service_at', 'service_after', 'service_before'],
  matrix: ['durations', 'distances', 'costs'],
  slot: ['id', 'start', 'end'],
} as const

/** The kinds of object whose keys are checked. */
export type Kind = keyof typeof knownKeys

/** More warnings than anyone reads; later ones are left out. */
const MOST_WARNINGS = 1000

/** Warns of every key of `value` that objects of its kind do not have, up to a thousand warnings in all. */
export function warnOfKeys(value: object, kind: Kind, path: string, warnings: KeyWarning[]): void {
  const known: readonly string[] = knownKeys[kind]
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue
    if (warnings.length >= MOST_WARNINGS) return
    const meant = nearest(key, known)
    const remedy = meant === undefined ? `remove it; known here: ${known.join(', ')}` : `did you mean ${meant}?`
    warnings.push({ path: path === '' ? key : `${path}.${key}`, key, remedy })
  }
}

/** The known key that needs fewest keystrokes to reach, if at most a third of its letters differ. */
function nearest(key: string, known: readonly string[]): string | undefined {
  if (key.length > 40) return undefined
  const spelling = key.toLowerCase().replaceAll(/[-\s]/g, '_')
  let best: string | undefined
  let fewest = Infinity
  for (const candidate of known) {
    const keystrokes = distance(spelling, candidate)
    if (keystrokes >= fewest || keystrokes > Math.max(1, Math.floor(candidate.length / 3))) continue
    best = candidate
    fewest = keystrokes
  }
  return best
}

/** Insertions, deletions and replacements from one word to the other (Levenshtein 1966). */
function distance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const line = [row]
    for (let column = 1; column <= b.length; column++) {
      const replaced = above[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1)
      line.push(Math.min(replaced, above[column]! + 1, line[column - 1]! + 1))
    }
    above = line
  }
  return above[b.length]!
}
