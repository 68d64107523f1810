/** Reading back what a plan says of couriers on the road. */
import type { Problem } from '../base/errors.ts'
import { LONGEST_ID, readList, readObject, readText, readWhole } from '../base/read.ts'
import { FARTHEST } from '../time/seconds.ts'
import type { Day } from './day.ts'
import { readPlace } from './fields.ts'
import { MOST_BREAKS, UNLIMITED } from './limits.ts'
import type { Allowance, Begun, Made } from './nouns.ts'

const allowanceTypes: readonly string[] = ['order', 'collect', 'bring', 'break', 'end', 'travel', 'metres'] satisfies Allowance['type'][]

/** The beginning of a route of that many steps, or `undefined` with problems. What happened happened in order. */
export function readBegun(value: unknown, day: Day, steps: number, path: string, problems: Problem[]): Begun | undefined {
  const before = problems.length
  const fields = readObject(value, ['left', 'made', 'at', 'free', 'aboard', 'allowed'], path, problems)
  if (fields === undefined) return undefined
  const moment = (of: unknown, least: number, at: string): number => readWhole(of, least, FARTHEST, at, problems) ?? least
  const left = moment(fields['left'], -FARTHEST, `${path}.left`)
  const made: Made[] = []
  let now = left
  for (const [i, entry] of (readList(fields['made'], steps, `${path}.made`, problems) ?? []).entries()) {
    const times = readObject(entry, ['start', 'depart'], `${path}.made[${i}]`, problems)
    const start = moment(times?.['start'], now, `${path}.made[${i}].start`)
    now = moment(times?.['depart'], start, `${path}.made[${i}].depart`)
    made.push(Object.freeze({ start, depart: now }))
  }
  const at = readPlace(fields['at'], [...day.travel.values()], `${path}.at`, problems)
  const free = moment(fields['free'], now, `${path}.free`)
  const aboard = (readList(fields['aboard'], FARTHEST, `${path}.aboard`, problems) ?? [])
    .map((id, i) => readText(id, LONGEST_ID, `${path}.aboard[${i}]`, problems) ?? '')
  const allowed = (readList(fields['allowed'], 2 * steps + MOST_BREAKS, `${path}.allowed`, problems) ?? [])
    .map((entry, i) => readAllowance(entry, `${path}.allowed[${i}]`, problems))
  if (problems.length > before || at === undefined) return undefined
  return Object.freeze({ left, made: Object.freeze(made), at, free, aboard: Object.freeze(aboard), allowed: Object.freeze(allowed) })
}

function readAllowance(value: unknown, path: string, problems: Problem[]): Allowance {
  const fields = readObject(value, ['type', 'id', 'until'], path, problems) ?? {}
  const until = readWhole(fields['until'], -FARTHEST, UNLIMITED, `${path}.until`, problems) ?? 0
  const id = fields['id'] === undefined ? {} : { id: readText(fields['id'], LONGEST_ID, `${path}.id`, problems) ?? '' }
  if (!allowanceTypes.includes(fields['type'] as string)) {
    problems.push({ code: 'unknown-id', path: `${path}.type`, got: fields['type'], remedy: `use ${allowanceTypes.join(', ')}` })
  }
  return Object.freeze({ type: fields['type'] as Allowance['type'], ...id, until })
}
