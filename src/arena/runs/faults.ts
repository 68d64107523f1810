/** Whether a record can be true: every customer ends in exactly one way, and every visit was driven. */
import type { CustomerRecord, RunRecord } from '../days/record.ts'
import type { World } from '../world/world.ts'

/** No more of them are told. */
const MOST_FAULTS = 5

/** What cannot be, a line each; none for a record without faults. */
export function faultsOf(record: RunRecord, world: World): string[] {
  const faults = [...accountFaults(record, world), ...record.customers.flatMap((one) => fateFaults(one, world)), ...visitFaults(record)]
  return faults.length > MOST_FAULTS ? [...faults.slice(0, MOST_FAULTS), `and ${faults.length - MOST_FAULTS} more`] : faults
}

/** Everybody who asked is there once, and nobody else. */
function accountFaults({ customers }: RunRecord, world: World): string[] {
  const counts = new Map<string, number>(world.customers.map(({ id }) => [id, 0]))
  const faults: string[] = []
  for (const { id } of customers) {
    const before = counts.get(id)
    if (before === undefined) faults.push(`${id} never asked`)
    else counts.set(id, before + 1)
  }
  for (const [id, count] of counts) if (count !== 1) faults.push(`${id} ends ${count} times`)
  return faults
}

/** The visits are those that lead to such an end. */
function fateFaults({ id, day, fate, attempts }: CustomerRecord, { scenario, dates }: World): string[] {
  const successes = attempts.filter(({ success }) => success).length
  const isRight = {
    delivered: successes === 1 && attempts.at(-1)?.success === true,
    returned: successes === 0 && attempts.length === scenario.attempts,
    open: successes === 0 && attempts.length < scenario.attempts,
    'lost-full': attempts.length === 0,
    'lost-unsuited': attempts.length === 0,
    lapsed: attempts.length === 0,
    cancelled: attempts.length === 0,
  }[fate]
  const faults = isRight ? [] : [`${id} is ${fate} after ${attempts.length} visits, ${successes} of them successful`]
  const visited = attempts.map((attempt) => attempt.day)
  const inTurn = visited.every((one, i) => one >= day && one < dates.length && one > (visited[i - 1] ?? -1))
  return inTurn ? faults : [...faults, `${id} is visited on days ${visited.join(', ')}`]
}

/** As many visits as stops were driven, each day. */
function visitFaults({ customers, days }: RunRecord): string[] {
  const visits = new Map<number, number>()
  for (const { attempts } of customers) for (const { day } of attempts) visits.set(day, (visits.get(day) ?? 0) + 1)
  return days.flatMap(({ day, routes }) => {
    const stops = routes.reduce((sum, route) => sum + route.stops, 0)
    return stops === (visits.get(day) ?? 0) ? [] : [`day ${day}: ${stops} stops were driven for ${visits.get(day) ?? 0} visits`]
  })
}
