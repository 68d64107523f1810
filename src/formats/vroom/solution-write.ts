/** Writes a plan as a VROOM solution, with every field that VROOM fills itself. */
import type { Load, Order, Plan } from '../../model/nouns.ts'
import type { RouteSheet, SheetStep } from '../../model/timetable.ts'
import { timetable } from '../../model/timetable.ts'
import { assert } from '../../base/assert.ts'
import type { VroomLocation, VroomNames, VroomTask, VroomVehicle } from './problem.ts'

/** Milliseconds, as VROOM reports them. */
export interface ComputingTimes {
  readonly loading: number
  readonly solving: number
  readonly routing?: number
}

/** A task that no route serves. */
export interface UnassignedStep extends VroomLocation {
  readonly id: number
  readonly type: 'job' | 'pickup' | 'delivery'
  readonly description?: string
}

/**
 * One step. `duration` and `distance` are travel since the start of the route. For neighbours,
 * `next.arrival = arrival + waiting_time + setup + service + (next.duration − duration)`.
 * A break on the way counts the travel up to it in its own `duration`, and the rest of the leg in the next step's; so the rule holds
 * with breaks, too. Service starts at `arrival + waiting_time`, setup first.
 */
export interface VroomStep extends VroomLocation {
  readonly type: 'start' | 'job' | 'break' | 'end'
  readonly description?: string
  readonly id?: number
  /** The same as `id`; VROOM's old name. */
  readonly job?: number
  readonly setup: number
  readonly service: number
  readonly waiting_time: number
  readonly load?: readonly number[]
  readonly arrival: number
  readonly duration: number
  readonly violations: readonly never[]
  readonly distance?: number
}

/** Sums that a route and the whole solution both carry; `amount` is VROOM's old name of `delivery`. */
interface Sums {
  readonly cost: number
  readonly delivery?: readonly number[]
  readonly amount?: readonly number[]
  readonly pickup?: readonly number[]
  readonly setup: number
  readonly service: number
  readonly duration: number
  readonly waiting_time: number
  readonly priority: number
  readonly distance?: number
  readonly violations: readonly never[]
}

export interface VroomRoute extends Sums {
  readonly vehicle: number
  readonly description?: string
  readonly steps: readonly VroomStep[]
}

export interface VroomSummary extends Sums {
  readonly routes: number
  readonly unassigned: number
  readonly computing_times: ComputingTimes
}

/** A VROOM solution, ready for `JSON.stringify`. */
export interface VroomSolution {
  readonly code: 0
  readonly summary: VroomSummary
  readonly unassigned: readonly UnassignedStep[]
  readonly routes: readonly VroomRoute[]
}

/**
 * Writes a legal plan. Couriers without orders have no route; an open route starts at its first job and ends at its last, as in
 * VROOM. Both ends of every shipment are unassigned, because shipments cannot be planned yet. A `via` leaves no step; its travel
 * is in the next step's `duration`.
 * @param names of the problem, from `readVroom`, `readProblem` or `writeVroomProblem`
 * @param unassigned ids of the orders that no route serves
 */
export function writeVroomSolution(
  names: VroomNames, plan: Plan, unassigned: Iterable<string>, timings: ComputingTimes = { loading: 0, solving: 0 },
): VroomSolution {
  const orders = new Map([...names.orders, ...names.requests].map((order) => [order.id, order]))
  const sheets = timetable(names.day, orders, plan).filter(({ steps }) => steps.some(({ type }) => type === 'order'))
  const routes = sheets.map((sheet) => routeOf(sheet, orders, names))
  const left = [...unassigned].map((id) => {
    const task = names.tasks.get(id)
    assert(task !== undefined, `order ${id} is named in the problem`)
    return task
  })
  const open = [...left, ...names.shipments].map(unassignedOf)
  const dimensions = names.day.dimensions
  const summary = {
    cost: total(routes, 'cost'),
    routes: routes.length,
    unassigned: open.length,
    ...amounts(sum(routes.map(({ delivery }) => delivery ?? []), dimensions), sum(routes.map(({ pickup }) => pickup ?? []), dimensions)),
    setup: total(routes, 'setup'),
    service: total(routes, 'service'),
    duration: total(routes, 'duration'),
    waiting_time: total(routes, 'waiting_time'),
    priority: total(routes, 'priority'),
    ...(names.distances ? { distance: total(routes, 'distance') } : {}),
    violations: [],
    computing_times: timings,
  }
  return { code: 0, summary, unassigned: open, routes }
}

function routeOf(sheet: RouteSheet, orders: ReadonlyMap<string, Order>, names: VroomNames): VroomRoute {
  const vehicle = names.vehicles.get(sheet.courier)?.[sheet.shift]
  assert(vehicle !== undefined, `courier ${sheet.courier} is named in the problem`)
  const served = sheet.steps.flatMap((step) => (step.type === 'order' ? [orders.get(step.id!)!] : []))
  const ends = endsOf(vehicle, names.tasks.get(served[0]!.id)!, names.tasks.get(served.at(-1)!.id)!)
  const steps = sheet.steps.flatMap((step, index) => stepOf(step, metresAt(sheet.steps, index), ends, vehicle, orders, names))
  const dimensions = names.day.dimensions
  return {
    vehicle: vehicle.id,
    cost: sheet.cost,
    ...described(vehicle.description),
    ...amounts(sum(served.map(({ delivery }) => delivery), dimensions), sum(served.map(({ pickup }) => pickup), dimensions)),
    setup: total(steps, 'setup'),
    service: total(steps, 'service'),
    duration: sheet.travel,
    waiting_time: total(steps, 'waiting_time'),
    priority: served.reduce((all, { priority }) => all + priority, 0),
    ...(names.distances ? { distance: sheet.metres } : {}),
    steps,
    violations: [],
  }
}

interface Ends {
  readonly start: VroomLocation
  readonly end: VroomLocation
}

/** An open route starts at its first task and ends at its last. */
function endsOf(vehicle: VroomVehicle, first: VroomTask, last: VroomTask): Ends {
  return { start: vehicle.start ?? locationOf(first), end: vehicle.end ?? locationOf(last) }
}

/** Metres since the start; on the way to the next place, where a break is, in proportion to the seconds driven. */
function metresAt(steps: readonly SheetStep[], index: number): number {
  let before = index
  let after = index
  while (steps[before]!.type === 'break') before--
  while (steps[after]!.type === 'break') after++
  const from = steps[before]!
  const to = steps[after]!
  const driven = to.travel - from.travel
  if (driven === 0) return from.metres
  return from.metres + Math.round(((to.metres - from.metres) * (steps[index]!.travel - from.travel)) / driven)
}

function stepOf(
  step: SheetStep, metres: number, ends: Ends, vehicle: VroomVehicle, orders: ReadonlyMap<string, Order>, names: VroomNames,
): VroomStep[] {
  const common = {
    waiting_time: step.waiting,
    ...(names.day.dimensions === 0 ? {} : { load: [...step.load] }),
    arrival: step.arrival + names.anchor,
    duration: step.travel,
    violations: [],
    ...(names.distances ? { distance: metres } : {}),
  }
  switch (step.type) {
    case 'start':
    case 'end':
      return [{ type: step.type, ...ends[step.type], setup: 0, service: 0, ...common }]
    case 'break': {
      const { id, description } = vehicle.breaks.get(step.id!)!
      return [{ type: 'break', ...described(description), id, setup: 0, service: step.depart - step.start, ...common }]
    }
    case 'order': {
      const task = names.tasks.get(step.id!)!
      const { id, setup } = task
      const service = orders.get(step.id!)!.service - setup
      return [{ type: 'job', ...described(task.description), ...locationOf(task), id, job: id, setup, service, ...common }]
    }
    case 'via':
      return []
  }
}

function unassignedOf(task: VroomTask): UnassignedStep {
  return { id: task.id, ...locationOf(task), type: task.type, ...described(task.description) }
}

function described(description: string | undefined): { description?: string } {
  return description === undefined || description === '' ? {} : { description }
}

function locationOf({ location, location_index: row }: VroomLocation): VroomLocation {
  return { ...(location === undefined ? {} : { location }), ...(row === undefined ? {} : { location_index: row }) }
}

function amounts(delivery: Load, pickup: Load): Pick<Sums, 'delivery' | 'amount' | 'pickup'> {
  return delivery.length === 0 ? {} : { delivery, amount: delivery, pickup }
}

function sum(loads: readonly Load[], dimensions: number): number[] {
  return Array.from({ length: dimensions }, (_, dimension) => loads.reduce((all, load) => all + load[dimension]!, 0))
}

type Countable = 'cost' | 'setup' | 'service' | 'duration' | 'waiting_time' | 'priority' | 'distance'

function total<Key extends Countable>(list: readonly { readonly [key in Key]?: number }[], key: Key): number {
  return list.reduce((all, entry) => all + (entry[key] ?? 0), 0)
}
