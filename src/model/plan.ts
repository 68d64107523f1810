/** Plans as JSON: reading back what was written, with all problems listed. */
import { assert } from '../base/assert.ts'
import type { Problem } from '../base/errors.ts'
import { inside } from '../base/path.ts'
import { LONGEST_ID, readList, readObject, readText, readWhole, throwIfAny } from '../base/read.ts'
import { MOST_PLACES } from '../travel/grid.ts'
import type { Day } from './day.ts'
import { readPlace } from './fields.ts'
import { readBegun } from './read-begun.ts'
import { MOST_COURIERS, MOST_SHIFTS } from './limits.ts'
import type { Plan, PlanRoute, PlanStep } from './nouns.ts'

/** Steps of one route. */
export const MOST_STEPS = 2 * MOST_PLACES

/** A plan as plain JSON values, without the routes that have no steps and have not begun. `readPlan` reads it back. */
export function writePlan(plan: Plan): Plan {
  return {
    routes: plan.routes
      .filter(({ steps, begun }) => steps.length > 0 || begun !== undefined)
      .map(({ courier, shift, steps, begun }) => ({
        courier, shift, steps: steps.map((step) => ({ ...step })), ...(begun === undefined ? {} : { begun }),
      })),
  }
}

/**
 * A frozen plan from JSON values. Its routes are shifts that the day has, each at most once; whether its orders and breaks exist
 * and are served in time is for `legal` to say. Throws {@link InputError} with all problems.
 */
export function readPlan(value: unknown, day: Day, path = ''): Plan {
  const problems: Problem[] = []
  const fields = readObject(value, ['routes'], path, problems)
  const list = fields && readList(fields['routes'], MOST_COURIERS * MOST_SHIFTS, inside(path, 'routes'), problems)
  const shifts = new Map(day.couriers.map((courier) => [courier.id, courier.shifts.length]))
  const seen = new Set<string>()
  const routes: PlanRoute[] = []
  for (const [i, entry] of (list ?? []).entries()) {
    const route = readRoute(entry, day, shifts, `${inside(path, 'routes')}[${i}]`, problems)
    if (route === undefined) continue
    const key = `${route.shift} ${route.courier}`
    if (seen.has(key)) {
      const at = `${inside(path, 'routes')}[${i}]`
      problems.push({ code: 'duplicate-id', path: at, got: route.courier, remedy: 'give each shift one route' })
    }
    seen.add(key)
    routes.push(route)
  }
  throwIfAny(problems)
  assert(list !== undefined, 'a plan without problems has its routes')
  return Object.freeze({ routes: Object.freeze(routes) })
}

function readRoute(
  value: unknown, day: Day, shifts: ReadonlyMap<string, number>, path: string, problems: Problem[],
): PlanRoute | undefined {
  const fields = readObject(value, ['courier', 'shift', 'steps', 'begun'], path, problems)
  if (fields === undefined) return undefined
  const courier = readText(fields['courier'], LONGEST_ID, `${path}.courier`, problems)
  const count = courier === undefined ? undefined : shifts.get(courier)
  if (courier !== undefined && count === undefined) {
    problems.push({ code: 'unknown-id', path: `${path}.courier`, got: courier, remedy: 'name a courier of the day' })
  }
  const shift = readWhole(fields['shift'], 0, (count ?? MOST_SHIFTS) - 1, `${path}.shift`, problems)
  const steps: PlanStep[] = []
  for (const [i, entry] of (readList(fields['steps'], MOST_STEPS, `${path}.steps`, problems) ?? []).entries()) {
    const step = readStep(entry, day, `${path}.steps[${i}]`, problems)
    if (step !== undefined) steps.push(step)
  }
  const begun = fields['begun'] === undefined ? undefined : readBegun(fields['begun'], day, steps.length, `${path}.begun`, problems)
  if (courier === undefined || shift === undefined) return undefined
  return Object.freeze({ courier, shift, steps: Object.freeze(steps), ...(begun === undefined ? {} : { begun }) })
}

/** One frozen step. */
export function readStep(value: unknown, day: Day, path: string, problems: Problem[]): PlanStep | undefined {
  const type = (value as { type?: unknown } | null | undefined)?.type
  const fields = readObject(value, keysOf(type), path, problems)
  if (fields === undefined) return undefined
  if (type === 'via') {
    const place = readPlace(fields['place'], [...day.travel.values()], `${path}.place`, problems)
    return place === undefined ? undefined : Object.freeze({ type, place })
  }
  if (type === 'reload') return Object.freeze({ type })
  if (type !== 'order' && type !== 'collect' && type !== 'bring' && type !== 'break') {
    const remedy = 'use order, collect, bring, reload, break or via'
    problems.push({ code: 'unknown-id', path: `${path}.type`, got: type, remedy })
    return undefined
  }
  const id = readText(fields['id'], LONGEST_ID, `${path}.id`, problems)
  return id === undefined ? undefined : Object.freeze({ type, id })
}

function keysOf(type: unknown): string[] {
  if (type === 'reload') return ['type']
  return type === 'via' ? ['type', 'place'] : ['type', 'id']
}
