/** How long a visit takes: service, setup where the courier was elsewhere before, and both by type of courier. */
import type { Problem } from '../base/errors.ts'
import { inside } from '../base/path.ts'
import { LONGEST_ID, noteId, readList, readObject, readText } from '../base/read.ts'
import type { DurationInput } from '../time/duration.ts'
import { toDuration } from '../time/duration.ts'
import type { Seconds } from '../time/seconds.ts'
import { MOST_TYPES } from './limits.ts'
import type { TypeTimes, VisitTimes } from './nouns.ts'

/** How long a visit takes couriers of one type, as a caller writes it. */
export interface TypeTimesInput {
  /** As in {@link CourierInput.type}. */
  type: string
  /** Left out: as for everybody. */
  service?: DurationInput
  setup?: DurationInput
}

/** How long a visit takes, as a caller writes it. */
export interface VisitTimesInput {
  /** Time at the door; 0 when left out. */
  service?: DurationInput
  /** Time before the service where the courier comes from another place, as for parking or for carrying tools up; 0 when left out. */
  setup?: DurationInput
  /** Where couriers of some types take longer or less. */
  perType?: readonly TypeTimesInput[]
}

/** The fields of {@link VisitTimesInput}. */
export const visitTimesKeys: readonly string[] = ['service', 'setup', 'perType']

/** Frozen; nothing is kept of what is not there. `undefined` with problems. */
export function readVisitTimes(fields: Record<string, unknown>, path: string, problems: Problem[]): VisitTimes | undefined {
  const before = problems.length
  const duration = (key: 'service' | 'setup'): Seconds =>
    fields[key] === undefined ? 0 : (toDuration(fields[key] as DurationInput, inside(path, key), problems) ?? 0)
  const [service, setup] = [duration('service'), duration('setup')]
  const perType = fields['perType'] === undefined ? [] : readPerType(fields['perType'], inside(path, 'perType'), problems)
  if (problems.length > before) return undefined
  return Object.freeze({ service, ...(setup === 0 ? {} : { setup }), ...(perType.length === 0 ? {} : { perType: Object.freeze(perType) }) })
}

/** In the order of their types, so that equal lists look alike. */
function readPerType(value: unknown, path: string, problems: Problem[]): TypeTimes[] {
  const ids = new Set<string>()
  const list: TypeTimes[] = []
  for (const [i, entry] of (readList(value, MOST_TYPES, path, problems) ?? []).entries()) {
    const at = `${path}[${i}]`
    const fields = readObject(entry, ['type', 'service', 'setup'], at, problems)
    if (fields === undefined) continue
    const type = readText(fields['type'], LONGEST_ID, `${at}.type`, problems)
    if (type !== undefined) noteId(type, ids, `${at}.type`, problems)
    const times: { service?: Seconds; setup?: Seconds } = {}
    for (const key of ['service', 'setup'] as const) {
      const seconds = fields[key] === undefined ? undefined : toDuration(fields[key] as DurationInput, `${at}.${key}`, problems)
      if (seconds !== undefined) times[key] = seconds
    }
    if (type !== undefined) list.push(Object.freeze({ type, ...times }))
  }
  return list.sort((a, b) => (a.type < b.type ? -1 : 1))
}

/** Seconds of service for a courier of the type, or of none. */
export function serviceFor(visit: VisitTimes, type: string | undefined): Seconds {
  return timesOf(visit, type)?.service ?? visit.service
}

/** Seconds of setup for a courier of the type, or of none, who comes from another place. */
export function setupFor(visit: VisitTimes, type: string | undefined): Seconds {
  return timesOf(visit, type)?.setup ?? visit.setup ?? 0
}

function timesOf({ perType }: VisitTimes, type: string | undefined): TypeTimes | undefined {
  return type === undefined ? undefined : perType?.find((times) => times.type === type)
}
