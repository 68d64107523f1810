/** Writes a plan as a VROOM solution, with every field that VROOM fills itself. */
import type { Courier, Load, Order, Plan } from '../../model/nouns.ts'
import type { RouteSheet, SheetStep } from '../../model/timetable.ts'
import { timetable } from '../../model/timetable.ts'
import { assert } from '../../base/assert.ts'
import { vroomCost } from './cost.ts'
import { otherEndOf } from './ends.ts'
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
  /** `reload` is ours: the vehicle puts down what it picked up, and loads what it will deliver. */
  readonly type: 'start' | 'job' | 'pickup' | 'delivery' | 'break' | 'reload' | 'end'
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

/**
 * Sums that a route and the whole solution both carry; `amount` is VROOM's old name of `delivery`. A shipment counts in `delivery` and in
 * `pickup`, and its priority at both ends, as in VROOM.
 */
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
 * Writes a legal plan. Couriers without orders have no route; an open route starts at its first task and ends at its last, as in
 * VROOM. A shipment that no route serves has both its ends in `unassigned`. A `via` leaves no step; its travel is in the next
 * step's `duration`.
 * @param names of the problem, from `readVroom`, `readProblem` or `writeVroomProblem`
 * @param unassigned ids of the orders that no route serves
 */
export function writeVroomSolution(
  names: VroomNames, plan: Plan, unassigned: Iterable<string>, timings: ComputingTimes = { loading: 0, solving: 0 },
): VroomSolution {
  const orders = new Map([...names.orders, ...names.requests].map((order) => [order.id, order]))
  const sheets = timetable(names.day, orders, plan).filter(({ steps }) => steps.some(({ type }) => type === 'order'))
  const couriers = new Map(names.day.couriers.map((courier) => [courier.id, courier]))
  const routes = sheets.map((sheet) => routeOf(sheet, couriers.get(sheet.courier)!, orders, names))
  const open = [...unassigned].flatMap((id) => {
    const door = names.tasks.get(id)
    assert(door !== undefined, `order ${id} is named in the problem`)
    const end = names.otherEnds.get(id)
    return inOrder(door, end).map(unassignedOf)
  })
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

function routeOf(sheet: RouteSheet, courier: Courier, orders: ReadonlyMap<string, Order>, names: VroomNames): VroomRoute {
  const vehicle = names.vehicles.get(sheet.courier)?.[sheet.shift]
  assert(vehicle !== undefined, `courier ${sheet.courier} is named in the problem`)
  const served = sheet.steps.flatMap((step) => (step.type === 'order' ? [orders.get(step.id!)!] : []))
  const ends = endsOf(vehicle, sheet.steps.flatMap((step) => placeOfStep(step, vehicle, names) ?? []))
  const steps = sheet.steps.flatMap((step, index) => stepOf(step, metresAt(sheet.steps, index), ends, vehicle, names))
  const { delivery, pickup } = carriedBy(served, names.day.dimensions)
  return {
    vehicle: vehicle.id,
    cost: vroomCost(sheet, courier, vehicle, names),
    ...described(vehicle.description),
    ...amounts(delivery, pickup),
    setup: total(steps, 'setup'),
    service: total(steps, 'service'),
    duration: sheet.travel,
    waiting_time: total(steps, 'waiting_time'),
    priority: served.reduce((all, order) => all + order.priority * (otherEndOf(order) === undefined ? 1 : 2), 0),
    ...(names.distances ? { distance: sheet.metres } : {}),
    steps,
    violations: [],
  }
}

/** What the tasks of a route deliver and pick up: a shipment does both. */
function carriedBy(orders: readonly Order[], dimensions: number): { delivery: number[]; pickup: number[] } {
  return {
    delivery: sum(orders.flatMap((order) => [order.delivery, ...(order.bringTo === undefined ? [] : [order.pickup])]), dimensions),
    pickup: sum(orders.flatMap((order) => [order.pickup, ...(order.collectAt === undefined ? [] : [order.delivery])]), dimensions),
  }
}

interface Ends {
  readonly start: VroomLocation
  readonly end: VroomLocation
}

/** An open route starts at the first place where something is done and ends at the last. */
function endsOf(vehicle: VroomVehicle, visited: readonly VroomLocation[]): Ends {
  return { start: vehicle.start ?? locationOf(visited[0]!), end: vehicle.end ?? locationOf(visited.at(-1)!) }
}

/** Where a visit or a reload is, as the input said it; `undefined` for other steps. */
function placeOfStep({ type, id }: SheetStep, vehicle: VroomVehicle, names: VroomNames): VroomLocation | undefined {
  switch (type) {
    case 'order': return names.tasks.get(id!)
    case 'collect':
    case 'bring': return names.otherEnds.get(id!)
    case 'reload': return vehicle.reload
    default: return undefined
  }
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
  step: SheetStep, metres: number, ends: Ends, vehicle: VroomVehicle, names: VroomNames,
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
    case 'order':
      return [visitOf(names.tasks.get(step.id!)!, step, common)]
    case 'collect':
    case 'bring':
      return [visitOf(names.otherEnds.get(step.id!)!, step, common)]
    case 'reload':
      return [{ type: 'reload', ...locationOf(vehicle.reload!), setup: 0, service: step.depart - step.start, ...common }]
    case 'via':
      return []
  }
}

/** A visit under the names of the problem. */
function visitOf(
  task: VroomTask, { start, depart, setup = 0 }: SheetStep, common: Omit<VroomStep, 'type' | 'id' | 'job' | 'setup' | 'service'>,
): VroomStep {
  const { type, id } = task
  return { type, ...described(task.description), ...locationOf(task), id, job: id, setup, service: depart - start - setup, ...common }
}

/** Both ends of a shipment, the pickup first; a job alone. */
function inOrder(door: VroomTask, end: VroomTask | undefined): VroomTask[] {
  if (end === undefined) return [door]
  return door.type === 'pickup' ? [door, end] : [end, door]
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
