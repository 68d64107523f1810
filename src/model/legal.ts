/** The judge: what a legal plan is, slow and obvious. It asks the travel sources themselves and shares no code with routing. */
import type { Day, RouteSpec } from './day.ts'
import { blocks } from './area.ts'
import { allowedOrders, allowedSpec, madeSteps } from './begun.ts'
import { judgePairs } from './pairs.ts'
import type { Order, Plan, PlanRoute } from './nouns.ts'
import type { Stop } from './stop.ts'
import { isDriven, isFromDepot, loadAfter, loadAtStart, stopsOf, tripsOf } from './stop.ts'
import type { Note, Violation } from './violation.ts'
import type { Visit } from './walk.ts'
import { walk } from './walk.ts'

/**
 * Lists what is wrong with a plan in which every one of `orders` is promised; nothing when it is legal.
 *
 * Each order is in exactly one route. A route starts at the start of its shift: drive, wait for the first window that is still
 * open, serve, go on, and be back by the end of the shift. Every break of the shift is taken once, in the order listed (how:
 * `walk.ts`). Travel time is that of the travel source at the courier's speed, without rush hours.
 *
 * Reloads, of which there are no more than the shift allows, part a route into trips. A trip starts with the deliveries of its orders
 * on board, when the last of them is released; each order drops its delivery and then takes its pickup, which stays until the trip
 * is over; the load never exceeds the capacity in any dimension. An order with another end is collected there earlier, or brought
 * there later, in the same trip; its load is on board between the two only. Both are tasks.
 *
 * A break with a `maxLoad` is taken while no more than that is aboard.
 *
 * Along a route, orders that want to be first come before all other visits, and those that want to be last after them. A courier
 * visits no place of an order in a blocked area.
 *
 * A route without orders is not driven, and only its ids, its pairs and its number of reloads are checked.
 *
 * What has happened of a route that has begun is late for nothing, and the rest goes on from there. What is on the way by then is
 * delivered by that courier before the next reload, and by nobody else; what was not loaded then is not delivered before it.
 */
export function legal(day: Day, orders: Iterable<Order>, plan: Plan): Violation[] {
  const promised = allowedOrders(new Map([...orders].map((order) => [order.id, order])), plan)
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
    else judgeRoute(day, allowedSpec(spec, route.begun), route, promised, note)
  }
  judgeAboard(plan, promised, (route, order, detail) => {
    violations.push({ code: 'not-aboard', courier: route.courier, shift: route.shift, order, detail })
  })
  judgePairs(plan, promised, (route, code, order, detail) => {
    violations.push({ code, courier: route.courier, shift: route.shift, order, detail })
  })
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
  judgeReloads(spec, route, note)
  const stops = stopsOf(spec, route.steps, promised)
  const { begun } = route
  if (begun && begun.made.length > stops.length) note('begun', `${begun.made.length} steps were made, ${stops.length} are in the route`)
  if (!isDriven(stops) && !begun) return
  judgeBreaks(spec, stops, note)
  judgeTimes(spec, walk(day, spec, stops, { from: spec.shift.start, begun }), note)
  const orders = stops.flatMap((stop) => (stop.type === 'order' ? [stop.order] : []))
  judgeSkills(spec, orders, note)
  for (const trip of tripsOf(stops)) judgeLoad(day, spec, trip, note)
  for (const trip of tripsOf(stops)) judgeBreakLoads(day, trip, note)
  judgePositions(stops, note)
  judgeAreas(spec, orders, note)
  const tasks = stops.filter((stop) => 'order' in stop).length
  const { maxTasks } = spec.courier
  if (tasks > maxTasks) note('max-tasks', `${tasks} visits, at most ${maxTasks}`, { by: tasks - maxTasks })
}

/** Goods of the depot are aboard of one courier from loading to loading: of whom it is known who has left, and who is in which trip. */
function judgeAboard(
  plan: Plan, promised: ReadonlyMap<string, Order>, note: (route: PlanRoute, order: string, detail: string) => void,
): void {
  const loaded = new Set(plan.routes.flatMap(({ begun }) => begun?.aboard ?? []))
  for (const route of plan.routes) {
    const { begun, steps } = route
    const aboard = new Set(begun?.aboard)
    let isAboard = begun !== undefined
    for (const step of steps.slice(madeSteps(route).length)) {
      if (step.type === 'reload') isAboard = false
      const order = step.type === 'order' ? promised.get(step.id) : undefined
      if (order === undefined || !isFromDepot(order)) continue
      if (isAboard && !aboard.has(order.id)) note(route, order.id, 'the courier left without the goods')
      // Who takes something along there as well may come after loading again: the goods stay aboard.
      const mayStay = aboard.has(order.id) && order.bringTo !== undefined
      if (!isAboard && loaded.has(order.id) && !mayStay) note(route, order.id, 'the goods are on the way already')
    }
  }
}

function judgeReloads(spec: RouteSpec, route: PlanRoute, note: Note): void {
  const reloads = route.steps.filter((step) => step.type === 'reload').length
  const most = spec.shift.reload?.most ?? 0
  if (reloads > most) note('reloads', `${reloads} reloads, at most ${most}`, { by: reloads - most })
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

const visitNames = { order: 'service', collect: 'collected', bring: 'brought' } as const

function judgeTimes(spec: RouteSpec, visits: readonly Visit[], note: Note): void {
  for (const { stop, start, lateBy } of visits) {
    if (lateBy === 0) continue
    const detail = `at ${start}, ${lateBy} s after the last window`
    if (stop === undefined) note('shift-end', `back at ${start}, ${lateBy} s after the shift`, { by: lateBy })
    else if ('order' in stop) note('late', `${visitNames[stop.type]} ${detail}`, { order: stop.order.id, by: lateBy })
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

function judgeLoad(day: Day, spec: RouteSpec, trip: readonly Stop[], note: Note): void {
  let load = loadAtStart(day.dimensions, trip)
  const most = [...load]
  for (const stop of trip) {
    load = loadAfter(load, stop)
    for (const [d, units] of load.entries()) most[d] = Math.max(most[d]!, units)
  }
  for (const [d, units] of most.entries()) {
    const capacity = spec.courier.capacity[d]!
    if (units > capacity) note('load', `${units} in dimension ${d}, room for ${capacity}`, { by: units - capacity })
  }
}

/** What is aboard when a break is taken; the last breaks of a trip come before what it took along is put down. */
function judgeBreakLoads(day: Day, trip: readonly Stop[], note: Note): void {
  let load = loadAtStart(day.dimensions, trip)
  for (const stop of trip) {
    load = loadAfter(load, stop)
    if (stop.type !== 'break') continue
    const by = Math.max(0, ...(stop.pause.maxLoad ?? []).map((most, d) => load[d]! - most))
    if (by > 0) note('break-load', `break ${stop.pause.id} is taken with ${load.join(', ')} aboard`, { by })
  }
}

const ranks = { first: 0, last: 2 } as const

/** First, neither, last: never back again. */
function judgePositions(stops: readonly Stop[], note: Note): void {
  let highest = 0
  for (const stop of stops) {
    if (!('order' in stop)) continue
    const { id } = stop.order
    const { position } = stop.type === 'order' ? stop.order : stop.end
    const rank = position === undefined ? 1 : ranks[position]
    if (rank < highest) note('position', 'the visit comes after one that must come later', { order: id })
    highest = Math.max(highest, rank)
  }
}

function judgeAreas(spec: RouteSpec, orders: readonly Order[], note: Note): void {
  for (const { id, place, collectAt, bringTo } of orders) {
    const places = [place, ...(collectAt === undefined ? [] : [collectAt.place]), ...(bringTo === undefined ? [] : [bringTo.place])]
    if (places.some((visited) => blocks(spec.courier.blocked, visited))) {
      note('blocked', 'the courier does not serve that area', { order: id })
    }
  }
}
