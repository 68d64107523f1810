/** Reads a VROOM solution as a plan of a problem. */
import type { Problem } from '../../base/errors.ts'
import { throwIfAny } from '../../base/read.ts'
import type { Plan, PlanRoute, PlanStep } from '../../model/nouns.ts'
import type { Note } from '../problems.ts'
import { noteInto } from '../problems.ts'
import type { VroomNames } from './problem.ts'
import type { RouteJson, SolutionJson, VehicleJson } from './schema.ts'
import { shapeOfSolution } from './schema.ts'

/** A VROOM solution in our terms. Whether it is legal is the judge's business; `arrival` and other times are not read. */
export interface VroomSolutionPlan {
  readonly plan: Plan
  /** Our ids of the jobs and shipments listed as unassigned, each once; of a shipment either end says so. */
  readonly unassigned: readonly string[]
}

/**
 * Reads `routes` and `unassigned`; steps are told by (type, id).
 * @throws InputError for unknown vehicles, jobs, pickups, deliveries and breaks, and for two routes of one vehicle
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
  const visits = visitSteps(names)
  const seen = new Set<number>()
  const planned = routes.flatMap((route, index): PlanRoute[] => {
    const at = `${path}[${index}]`
    const vehicle = vehicles.get(route.vehicle)
    if (vehicle === undefined) note('unknown-id', `${at}.vehicle`, route.vehicle, 'use the id of a vehicle of the problem')
    if (seen.has(route.vehicle)) note('duplicate-id', `${at}.vehicle`, route.vehicle, 'give each vehicle one route')
    seen.add(route.vehicle)
    if (vehicle === undefined) return []
    const { courier, shift, breaks } = vehicle
    return [{ courier, shift, steps: route.steps.flatMap((step, stop) => stepOf(step, visits, breaks, `${at}.steps[${stop}]`, note)) }]
  })
  throwIfAny(problems)
  return { routes: planned }
}

/** The vehicles' own `steps` as a start for a search; breaks are left to whoever searches. `undefined` where no vehicle has any. */
export function planOfSteps(vehicles: readonly VehicleJson[], names: VroomNames): Plan | undefined {
  const problems: Problem[] = []
  const note = noteInto(problems)
  const visits = visitSteps(names)
  const routes = vehicles.flatMap(({ id, steps }, index): PlanRoute[] => {
    if (steps === undefined) return []
    const own = steps.flatMap((step, at) => {
      return step.type === 'break' ? [] : stepOf(step, visits, new Map(), `vehicles[${index}].steps[${at}]`, note)
    })
    return [{ courier: String(id), shift: 0, steps: own }]
  })
  throwIfAny(problems)
  return routes.length === 0 ? undefined : { routes }
}

/** A step that is a visit to an order. */
type VisitStep = Extract<PlanStep, { type: 'order' | 'collect' | 'bring' }>

/** Our step for each of VROOM's, by type and id. */
function visitSteps({ tasks, otherEnds }: VroomNames): ReadonlyMap<string, VisitStep> {
  const steps = new Map<string, VisitStep>()
  for (const [id, task] of tasks) steps.set(`${task.type} ${task.id}`, { type: 'order', id })
  for (const [id, task] of otherEnds) {
    steps.set(`${task.type} ${task.id}`, { type: task.type === 'pickup' ? 'collect' : 'bring', id })
  }
  return steps
}

function stepOf(
  step: { readonly type: RouteJson['steps'][number]['type']; readonly id?: number | undefined; readonly job?: number | undefined },
  visits: ReadonlyMap<string, VisitStep>, breaks: ReadonlyMap<number, string>, path: string, note: Note,
): PlanStep[] {
  if (step.type === 'start' || step.type === 'end') return []
  if (step.type === 'reload') return [{ type: 'reload' }]
  const id = step.id ?? step.job
  if (id === undefined) {
    note('missing', `${path}.id`, undefined, `state the id of the ${step.type}`)
    return []
  }
  if (step.type === 'break') {
    const pause = breaks.get(id)
    if (pause === undefined) note('unknown-id', `${path}.id`, id, 'use the id of a break of this vehicle')
    return pause === undefined ? [] : [{ type: 'break', id: pause }]
  }
  const visit = visits.get(`${step.type} ${id}`)
  if (visit === undefined) note('unknown-id', `${path}.id`, id, `use the id of a ${step.type} of the problem`)
  return visit === undefined ? [] : [visit]
}

function unassignedOf(solution: SolutionJson, names: VroomNames): string[] {
  const problems: Problem[] = []
  const note = noteInto(problems)
  const visits = visitSteps(names)
  const ids = new Set<string>()
  for (const [index, { id, type = 'job' }] of (solution.unassigned ?? []).entries()) {
    const visit = visits.get(`${type} ${id}`)
    if (visit === undefined) note('unknown-id', `unassigned[${index}].id`, id, `use the id of a ${type} of the problem`)
    else ids.add(visit.id)
  }
  throwIfAny(problems)
  return [...ids]
}
