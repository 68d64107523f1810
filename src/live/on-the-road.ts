/** From the ledger to routes: what is left of the day, and who is in its routes. */
import type { Booking } from '../booking/booking.ts'
import { promises } from '../booking/ledger.ts'
import type { LedgerState } from '../booking/ledger.ts'
import type { Late, Road } from '../booking/road.ts'
import type { Day } from '../model/day.ts'
import type { Allowance, Order, Plan, PlanRoute, PlanStep } from '../model/nouns.ts'
import { RestOfDay, isOf } from '../model/rest.ts'
import type { BegunRoute, Goods, OpenOrders } from '../model/rest.ts'
import { spentCost } from '../model/timetable.ts'
import { stopsOf } from '../model/stop.ts'
import { Routing } from '../routing/routing.ts'

/** An order as the routes have it: with the window that was promised, and its turn where others are as near. */
export interface PlacedOrder {
  readonly order: Order
  readonly turn: number
}

/** The order of a booking with the window that was promised. The turn is in the ledger, so that every desk of the day has the same. */
export function placedOrder({ order, slot, placed }: Booking): PlacedOrder {
  return { order: { ...order, windows: [slot.window] }, turn: placed }
}

/** The held or confirmed booking of an order. */
export function liveBooking(ledger: LedgerState, order: string): Booking | undefined {
  const id = ledger.live.get(order)
  return id === undefined ? undefined : ledger.bookings.get(id)
}

/** What is left of the day by the ledger; the day itself while nobody has left. */
export function restOf(day: Day, ledger: LedgerState): RestOfDay {
  if (ledger.roads.size === 0) return new RestOfDay(day, [], new Map())
  const roads = [...ledger.roads.values()]
  const handles = new Map(day.routes.map(({ handle, courier, shiftIndex }) => [`${shiftIndex} ${courier.id}`, handle]))
  const handleOf = ({ courier, shift }: Road) => handles.get(`${shift} ${courier}`) ?? -1
  roads.sort((a, b) => handleOf(a) - handleOf(b))
  return new RestOfDay(day, roads.map((road) => begunOf(road, ledger)), ordersOnRoad(roads, ledger))
}

/** The orders that were visited, and those whose goods are aboard, as far as somebody waits for them. */
function ordersOnRoad(roads: readonly Road[], ledger: LedgerState): Map<string, Order> {
  const orders = new Map<string, Order>()
  for (const { steps, aboard } of roads) {
    const ids = steps.flatMap((step) => ('id' in step && step.type !== 'break' ? [step.id] : []))
    for (const id of [...ids, ...aboard.map((goods) => goods.id)]) {
      const booking = liveBooking(ledger, id)
      if (booking) orders.set(id, placedOrder(booking).order)
    }
  }
  return orders
}

function begunOf({ courier, shift, steps, left, made, at, free, aboard, late }: Road, ledger: LedgerState): BegunRoute {
  const allowed = late.filter((one) => one.placed === undefined || liveBooking(ledger, one.id!)?.placed === one.placed).map(allowanceOf)
  const isWaitedFor = (goods: Goods) => {
    const booking = liveBooking(ledger, goods.id)
    return booking !== undefined && isOf(booking.order, goods)
  }
  const ids = aboard.filter(isWaitedFor).map(({ id }) => id)
  return { courier, shift, steps, begun: { left, made, at, free, aboard: ids, allowed }, goods: aboard }
}

function allowanceOf({ type, id, until }: Late): Allowance {
  return { type, ...(id === undefined ? {} : { id }), until }
}

/**
 * Whether the routes have to be built anew, because of who was seen on the road between these ledgers, or because somebody left or came
 * whose goods are aboard, or who may be late.
 */
export function needsNewRoutes(before: LedgerState, after: LedgerState, moved: Iterable<string>): boolean {
  if (before.roads !== after.roads) return true
  if (after.roads.size === 0) return false
  const watched = new Set([...after.roads.values()].flatMap(({ aboard, late }) => [...aboard, ...late].map(({ id }) => id)))
  for (const id of moved) if (watched.has(id)) return true
  return false
}

/** What has been spent on the road. */
export function spentOn(day: Day, rest: RestOfDay, ledger: LedgerState): number {
  const specs = new Map(day.routes.map((spec) => [`${spec.shiftIndex} ${spec.courier.id}`, spec]))
  const orders = ordersOnRoad([...ledger.roads.values()], ledger)
  return rest.madeRoutes.reduce((sum, { courier, shift, steps, begun }) => {
    const spec = specs.get(`${shift} ${courier}`)!
    return sum + spentCost(day, spec, stopsOf(spec, steps, orders), begun)
  }, 0)
}

/** Everybody who still has to be visited, and the pins, in no route yet. */
function enterAll(rest: RestOfDay, ledger: LedgerState): Routing {
  const routing = new Routing(rest.day)
  for (const pin of rest.pins) routing.enter(pin, 0)
  for (const booking of promises(ledger)) {
    const { order, turn } = placedOrder(booking)
    const open = rest.orderOf(rest.allowing(order))
    if (open) routing.enter(open, turn)
  }
  return routing
}

/**
 * A plan of the whole day as it goes on from what has happened, with couriers in it who left with nothing to do; `undefined` where it does
 * not go on from there.
 */
export function goingOn(day: Day, rest: RestOfDay, plan: Plan): Plan | undefined {
  const listed = new Set(plan.routes.map(({ courier, shift }) => `${shift} ${courier}`))
  const bare = rest.madeRoutes.filter(({ courier, shift }) => !listed.has(`${shift} ${courier}`)).map((route) => idleAfter(day, route))
  const routes = [...plan.routes, ...bare].map((route) => rest.goingOn(route))
  return routes.every((route) => route !== undefined) ? { routes } : undefined
}

/** What was made, and the breaks that were not. */
function idleAfter(day: Day, { courier, shift, steps }: BegunRoute): PlanRoute {
  const { breaks } = day.couriers.find(({ id }) => id === courier)!.shifts[shift]!
  const taken = new Set(steps.flatMap((step) => (step.type === 'break' ? [step.id] : [])))
  const open = breaks.filter(({ id }) => !taken.has(id)).map(({ id }): PlanStep => ({ type: 'break', id }))
  return { courier, shift, steps: [...steps, ...open] }
}

/** Routes that keep a plan of the whole day, which goes on from what has happened. @returns `undefined` where they are illegal */
export function layRoutes(rest: RestOfDay, ledger: LedgerState, plan: Plan): Routing | undefined {
  const routing = enterAll(rest, ledger)
  return routing.adopt(plan.routes.map((route) => rest.cut(route, openIn(routing)))) && routing.absent().length === 0 ? routing : undefined
}

/** The routes of the whole day. */
export function wholePlan(rest: RestOfDay, routing: Routing): Plan {
  return { routes: routing.plan().routes.map((route): PlanRoute => rest.whole(route, openIn(routing))) }
}

/** The orders that the routing knows. */
export function openIn(routing: Routing): OpenOrders {
  return (id) => (routing.knows(id) ? routing.order(id) : undefined)
}
