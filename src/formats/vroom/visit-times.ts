/** How long a visit takes, in VROOM's keys and in ours: `setup`, `service`, and both by type of vehicle. */
import type { VisitTimes } from '../../model/nouns.ts'
import type { TypeTimesInput, VisitTimesInput } from '../../model/visit-times.ts'
import type { Seconds } from '../../time/seconds.ts'
import { FARTHEST } from '../../time/seconds.ts'
import type { Note } from '../problems.ts'
import type { JobJson, ShipmentTaskJson } from './schema.ts'

/** The times of a job, or of one end of a shipment. */
export function timesOf(task: JobJson | ShipmentTaskJson, path: string, note: Note): VisitTimesInput {
  const perType = new Map<string, { service?: Seconds; setup?: Seconds }>()
  for (const key of ['setup', 'service'] as const) {
    for (const [type, seconds] of secondsPerType(task[`${key}_per_type`], `${path}.${key}_per_type`, note)) {
      perType.set(type, { ...perType.get(type), [key]: seconds })
    }
  }
  const listed = [...perType].map(([type, times]): TypeTimesInput => ({ type, ...times }))
  return {
    service: task.service ?? 0,
    ...(task.setup === undefined ? {} : { setup: task.setup }),
    ...(listed.length === 0 ? {} : { perType: listed }),
  }
}

/** `{ truck: 60 }`, with every odd entry noted. */
function secondsPerType(value: unknown, path: string, note: Note): (readonly [type: string, seconds: Seconds])[] {
  if (value === undefined) return []
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    note('not-an-object', path, value, 'write { TYPE: seconds }')
    return []
  }
  return Object.entries(value).flatMap(([type, seconds]: [string, unknown]) => {
    const at = `${path}.${type}`
    if (typeof seconds !== 'number') note('not-a-number', at, seconds, 'make it a whole number of seconds')
    else if (!Number.isSafeInteger(seconds)) note('not-an-integer', at, seconds, 'make it a whole number of seconds')
    else if (seconds < 0 || seconds > FARTHEST) note('out-of-range', at, seconds, `make it 0 to ${FARTHEST}`)
    else if (type.trim() === '' || type.length > 200) note('not-text', path, type, 'name types with 1 to 200 characters')
    else return [[type, seconds] as const]
    return []
  })
}

type TimesJson = Pick<JobJson, 'setup' | 'service' | 'setup_per_type' | 'service_per_type'>

/** The same in VROOM's keys. */
export function timesJson({ setup, service, perType = [] }: VisitTimes): TimesJson {
  const byType = (key: 'setup' | 'service') => {
    const entries = perType.flatMap(({ type, [key]: seconds }) => (seconds === undefined ? [] : [[type, seconds] as const]))
    return entries.length === 0 ? {} : { [`${key}_per_type`]: Object.fromEntries(entries) }
  }
  return { ...(setup === undefined ? {} : { setup }), service, ...byType('setup'), ...byType('service') }
}
