/** Reads a VROOM solution as a plan of a problem. */
import type { Problem } from '../../base/errors.ts'
import { throwIfAny } from '../../base/read.ts'
import type { Plan, PlanRoute, PlanStep } from '../../model/nouns.ts'
import type { Note } from '../problems.ts'
import { noteInto } from '../problems.ts'
import type { VroomNames, VroomTask } from './problem.ts'
import type { RouteJson, SolutionJson } from './schema.ts'
import { shapeOfSolution } from './schema.ts'

/** A VROOM solution in our terms. Whether it is legal is the judge's business; `arrival` and other times are not read. */
export interface VroomSolutionPlan {
  readonly plan: Plan
  /** Our ids of the jobs listed as unassigned. */
  readonly unassigned: readonly string[]
}

/**
 * Reads `routes` and `unassigned`; steps are told by (type, id).
 * @throws InputError for unknown vehicles, jobs and breaks, for steps of shipments, and for two routes of one vehicle
 */
export function readVroomSolution(json: unknown, names: VroomNames): VroomSolutionPlan {
  const solution = shapeOfSolution(json)
  return { plan: planOfRoutes(solution.routes, names, 'routes'), unassigned: unassignedOf(solution, names) }
}

/** A vehicle's shift in our terms; breaks by VROOM's id. */
interface Vehicle {
  readonly courier: string
  readonly shift: number
  readonly breaks: ReadonlyMap<number, string>
}

/** The plan that a list of VROOM routes states. */
export function planOfRoutes(routes: readonly RouteJson[], names: VroomNames, path: string): Plan {
  const problems: Problem[] = []
  const note = noteInto(problems)
  const vehicles = new Map<number, Vehicle>()
  for (const { courier, shiftIndex } of names.day.routes) {
    const vehicle = names.vehicles.get(courier.id)?.[shiftIndex]
    if (vehicle === undefined) continue
    const breaks = new Map([...vehicle.breaks].map(([id, pause]) => [pause.id, id]))
    vehicles.set(vehicle.id, { courier: courier.id, shift: shiftIndex, breaks })
  }
  const orders = orderIds(names)
  const seen = new Set<number>()
  const planned = routes.flatMap((route, index): PlanRoute[] => {
    const at = `${path}[${index}]`
    const vehicle = vehicles.get(route.vehicle)
    if (vehicle === undefined) note('unknown-id', `${at}.vehicle`, route.vehicle, 'use the id of a vehicle of the problem')
    if (seen.has(route.vehicle)) note('duplicate-id', `${at}.vehicle`, route.vehicle, 'give each vehicle one route')
    seen.add(route.vehicle)
    if (vehicle === undefined) return []
    const { courier, shift, breaks } = vehicle
    return [{ courier, shift, steps: route.steps.flatMap((step, stop) => stepOf(step, orders, breaks, `${at}.steps[${stop}]`, note)) }]
  })
  throwIfAny(problems)
  return { routes: planned }
}

/** Our order id of each VROOM job id. */
function orderIds(names: VroomNames): ReadonlyMap<number, string> {
  const ids = new Map<number, string>()
  for (const [id, task] of names.tasks) ids.set(task.id, id)
  return ids
}

function stepOf(
  step: RouteJson['steps'][number], orders: ReadonlyMap<number, string>, breaks: ReadonlyMap<number, string>, path: string, note: Note,
): PlanStep[] {
  if (step.type === 'start' || step.type === 'end') return []
  if (step.type === 'pickup' || step.type === 'delivery') {
    note('unknown-id', `${path}.type`, step.type, 'list jobs and breaks only; shipments cannot be planned yet')
    return []
  }
  const id = step.id ?? step.job
  if (id === undefined) {
    note('missing', `${path}.id`, undefined, `state the id of the ${step.type}`)
    return []
  }
  if (step.type === 'break') {
    const pause = breaks.get(id)
    if (pause === undefined) note('unknown-id', `${path}.id`, id, 'use the id of a break of this vehicle')
    return [{ type: 'break', id: pause ?? String(id) }]
  }
  const order = orders.get(id)
  if (order === undefined) note('unknown-id', `${path}.id`, id, 'use the id of a job of the problem')
  return [{ type: 'order', id: order ?? String(id) }]
}

function unassignedOf(solution: SolutionJson, names: VroomNames): string[] {
  const problems: Problem[] = []
  const note = noteInto(problems)
  const orders = orderIds(names)
  const known = (type: VroomTask['type'], id: number) => names.shipments.some((end) => end.type === type && end.id === id)
  const ids = (solution.unassigned ?? []).flatMap(({ id, type = 'job' }, index) => {
    const order = type === 'job' ? orders.get(id) : undefined
    if (order !== undefined) return [order]
    if (type !== 'job' && known(type, id)) return []
    note('unknown-id', `unassigned[${index}].id`, id, `use the id of a ${type} of the problem`)
    return []
  })
  throwIfAny(problems)
  return ids
}
