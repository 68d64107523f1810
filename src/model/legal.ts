/** The judge: what a legal plan is, slow and obvious. It asks the travel sources themselves and shares no code with routing. */
import type { Day, RouteSpec } from './day.ts'
import type { Load, Order, Plan, PlanRoute } from './nouns.ts'
import type { Stop, Visit } from './walk.ts'
import { isDriven, stopsOf, walk } from './walk.ts'

/** What a plan can do wrong. */
export type ViolationCode =
  | 'late' | 'load' | 'skills' | 'shift-end' | 'max-tasks' | 'max-travel-time' | 'max-distance'
  | 'break-missing' | 'break-late' | 'break-order' | 'break-unknown'
  | 'order-twice' | 'order-missing' | 'order-unknown' | 'route-twice' | 'route-unknown'

/** One thing that is wrong with a plan. */
export interface Violation {
  readonly code: ViolationCode
  readonly courier?: string
  /** Index of the courier's shift. */
  readonly shift?: number
  readonly order?: string
  /** By how much: seconds, load units, tasks or metres. */
  readonly by?: number
  /** For people. */
  readonly detail: string
}

type Note = (code: ViolationCode, detail: string, more?: { order?: string; by?: number }) => void

/**
 * Lists what is wrong with a plan in which every one of `orders` is promised; nothing when it is legal.
 *
 * Each order is in exactly one route. A route starts at the start of its shift: drive, wait for the first window that is still
 * open, serve, go on, and be back by the end of the shift. The load at the start is the sum of all deliveries; each stop
 * drops its delivery and then takes its pickup; the load never exceeds the capacity in any dimension. Every break of the shift is
 * taken once, in the order listed (how: `walk.ts`). Travel time is that of the travel source at the courier's speed, without
 * rush hours. A route without orders is not driven, and only its ids are checked.
 */
export function legal(day: Day, orders: Iterable<Order>, plan: Plan): Violation[] {
  const promised = new Map([...orders].map((order) => [order.id, order]))
  const specs = new Map(day.routes.map((spec) => [routeKey(spec.courier.id, spec.shiftIndex), spec]))
  const violations: Violation[] = []
  const visited = new Set<string>()
  const driven = new Set<string>()
  for (const route of plan.routes) {
    const note: Note = (code, detail, more) => violations.push({ code, courier: route.courier, shift: route.shift, ...more, detail })
    const key = routeKey(route.courier, route.shift)
    const spec = specs.get(key)
    if (driven.has(key)) note('route-twice', 'the shift has two routes')
    driven.add(key)
    judgeOrders(route, promised, visited, note)
    if (spec === undefined) note('route-unknown', 'no courier has this shift')
    else judgeRoute(day, spec, route, promised, note)
  }
  for (const id of promised.keys()) {
    if (!visited.has(id)) violations.push({ code: 'order-missing', order: id, detail: 'the order is in no route' })
  }
  return violations
}

function routeKey(courier: string, shift: number): string {
  return `${shift} ${courier}`
}

function judgeOrders(route: PlanRoute, promised: ReadonlyMap<string, Order>, visited: Set<string>, note: Note): void {
  for (const step of route.steps) {
    if (step.type !== 'order') continue
    if (!promised.has(step.id)) note('order-unknown', 'nobody was promised this order', { order: step.id })
    if (visited.has(step.id)) note('order-twice', 'the order is in the plan more than once', { order: step.id })
    visited.add(step.id)
  }
}

function judgeRoute(day: Day, spec: RouteSpec, route: PlanRoute, promised: ReadonlyMap<string, Order>, note: Note): void {
  const known = new Set(spec.shift.breaks.map((pause) => pause.id))
  for (const step of route.steps) {
    if (step.type === 'break' && !known.has(step.id)) note('break-unknown', `the shift has no break ${step.id}`)
  }
  const stops = stopsOf(spec, route.steps, promised)
  if (!isDriven(stops)) return
  judgeBreaks(spec, stops, note)
  judgeTimes(spec, walk(day, spec, stops, { from: spec.shift.start }), note)
  const visits = stops.flatMap((stop) => (stop.type === 'order' ? [stop.order] : []))
  judgeSkills(spec, visits, note)
  judgeLoad(day, spec, visits, note)
  const { maxTasks } = spec.courier
  if (visits.length > maxTasks) note('max-tasks', `${visits.length} orders, at most ${maxTasks}`, { by: visits.length - maxTasks })
}

function judgeBreaks(spec: RouteSpec, stops: readonly Stop[], note: Note): void {
  const wanted = spec.shift.breaks.map((pause) => pause.id)
  const taken = stops.flatMap((stop) => (stop.type === 'break' ? [stop.pause.id] : []))
  for (const id of wanted) {
    if (!taken.includes(id)) note('break-missing', `break ${id} is not taken`)
  }
  for (let i = 1; i < taken.length; i++) {
    if (wanted.indexOf(taken[i]!) > wanted.indexOf(taken[i - 1]!)) continue
    note('break-order', `break ${taken[i]!} is taken after ${taken[i - 1]!}`)
  }
}

function judgeTimes(spec: RouteSpec, visits: readonly Visit[], note: Note): void {
  for (const { stop, start, lateBy } of visits) {
    if (lateBy === 0) continue
    const detail = `at ${start}, ${lateBy} s after the last window`
    if (stop === undefined) note('shift-end', `back at ${start}, ${lateBy} s after the shift`, { by: lateBy })
    else if (stop.type === 'order') note('late', `service ${detail}`, { order: stop.order.id, by: lateBy })
    else if (stop.type === 'break') note('break-late', `break ${stop.pause.id} ${detail}`, { by: lateBy })
  }
  const { travel, metres } = visits.at(-1)!
  const { maxTravelTime, maxDistance } = spec.courier
  if (travel > maxTravelTime) note('max-travel-time', `${travel} s of travel, at most ${maxTravelTime}`, { by: travel - maxTravelTime })
  if (metres > maxDistance) note('max-distance', `${metres} m, at most ${maxDistance}`, { by: metres - maxDistance })
}

function judgeSkills(spec: RouteSpec, orders: readonly Order[], note: Note): void {
  for (const order of orders) {
    const lacking = order.skills.filter((skill) => !spec.courier.skills.includes(skill))
    if (lacking.length > 0) note('skills', `the courier lacks ${lacking.join(', ')}`, { order: order.id, by: lacking.length })
  }
}

function judgeLoad(day: Day, spec: RouteSpec, orders: readonly Order[], note: Note): void {
  for (let d = 0; d < day.dimensions; d++) {
    const at = (load: Load): number => load[d]!
    let load = orders.reduce((sum, order) => sum + at(order.delivery), 0)
    let most = load
    for (const order of orders) {
      load += at(order.pickup) - at(order.delivery)
      most = Math.max(most, load)
    }
    const capacity = at(spec.courier.capacity)
    if (most > capacity) note('load', `${most} in dimension ${d}, room for ${capacity}`, { by: most - capacity })
  }
}
