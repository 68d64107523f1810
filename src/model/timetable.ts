/** Route sheets: the walk made visible, with the start of each route as late as it may be. */
import { assert } from '../base/assert.ts'
import type { Seconds } from '../time/seconds.ts'
import type { Window } from '../time/window.ts'
import type { Place } from '../travel/place.ts'
import { legCost, paidCost, taskCost } from './cost.ts'
import type { Day, RouteSpec } from './day.ts'
import { allowedOrders, allowedSpec } from './begun.ts'
import type { Begun, Load, Order, Plan } from './nouns.ts'
import type { Stop } from './stop.ts'
import { isDriven, isVisit, loadAfter, loadAtStart, placeOf, stopsOf, tripsOf } from './stop.ts'
import type { Visit } from './walk.ts'
import { walk } from './walk.ts'

/** One line of a route sheet. Moments in seconds from the day's anchor. */
export interface SheetStep {
  readonly type: 'start' | 'order' | 'collect' | 'bring' | 'break' | 'reload' | 'via' | 'end'
  /** Of the break or the order, also where it is collected or brought to its other end. */
  readonly id?: string
  /** `null` for open ends and for breaks, which are taken on the way. */
  readonly place: Place | null
  readonly arrival: Seconds
  /** When setup, service or the break starts. */
  readonly start: Seconds
  readonly depart: Seconds
  /** Seconds of setup from `start` on, before the service; absent where there are none. */
  readonly setup?: Seconds
  /** Seconds between arrival and start. */
  readonly waiting: Seconds
  /** Seconds driven since the start of the route, by the clock. */
  readonly travel: Seconds
  /** Metres since the start of the route; up to the last place where the step is a break. */
  readonly metres: number
  /** On board when leaving; at the start and after a reload, what the trip brings from there. */
  readonly load: Load
  /** The window in which service starts. */
  readonly window?: Window
  /** The latest start that keeps the rest of the route legal; absent where the route is late as it is. */
  readonly latest?: Seconds
}

/** One route: `end − start = travel + waiting + service`. */
export interface RouteSheet {
  readonly courier: string
  /** Index of the courier's shift. */
  readonly shift: number
  readonly steps: readonly SheetStep[]
  /** Seconds driven, by the clock. */
  readonly travel: Seconds
  readonly waiting: Seconds
  /** Seconds at doors, at reloads and in breaks, setup among them. */
  readonly service: Seconds
  readonly metres: number
  readonly cost: number
  readonly start: Seconds
  readonly end: Seconds
}

/**
 * A sheet per driven route of the plan, in the plan's order. Each route ends as early as it can, and starts as late as it
 * can while still ending then (VROOM's rule), so that waiting at the start is not spent on the road. A route that has begun shows first
 * what has happened; where it goes on from elsewhere, that place is driven through. The plan names only couriers, orders, ends, reloads
 * and breaks that exist.
 */
export function timetable(day: Day, orders: ReadonlyMap<string, Order>, plan: Plan): RouteSheet[] {
  const specs = new Map(day.routes.map((spec) => [`${spec.shiftIndex} ${spec.courier.id}`, spec]))
  const sheets: RouteSheet[] = []
  const allowed = allowedOrders(orders, plan)
  for (const route of plan.routes) {
    const spec = specs.get(`${route.shift} ${route.courier}`)
    assert(spec !== undefined, `shift ${route.shift} of courier ${route.courier} exists`)
    const able = allowedSpec(spec, route.begun)
    const stops = stopsOf(able, route.steps, allowed)
    assert(stops.length === route.steps.length, `all steps of courier ${route.courier} are known`)
    if (isDriven(stops) || route.begun) sheets.push(sheetOf(day, able, stops, route.begun))
  }
  return sheets
}

/**
 * Cost of a driven route in whole cost units: fixed where it has orders, its legs, its visits, and its paid hours (see `cost.ts`). The
 * paid hours of a route that has begun are rounded once for those that are over, and once for those to come.
 */
export function routeCost(day: Day, spec: RouteSpec, stops: readonly Stop[], begun?: Begun): number {
  const { costs } = spec.courier
  const visits = walk(day, spec, stops, { from: spec.shift.start, begun })
  const fixed = begun || stops.some((stop) => stop.type === 'order') ? costs.fixed : 0
  const { start, end } = paidSpan(day, spec, stops, begun)
  const paid = begun ? paidCost(costs, begun.free - begun.left) + paidCost(costs, end - begun.free) : paidCost(costs, end - start)
  return fixed + visitedCost(day, spec, visits) + paid
}

/** What has been spent of it already, but for what is fixed. */
export function spentCost(day: Day, spec: RouteSpec, stops: readonly Stop[], begun: Begun): number {
  const visits = walk(day, spec, stops, { from: spec.shift.start, begun }).filter(({ index }) => index < begun.made.length)
  return visitedCost(day, spec, visits) + paidCost(spec.courier.costs, begun.free - begun.left)
}

/** Legs and visits. */
function visitedCost(day: Day, { courier }: RouteSpec, visits: readonly Visit[]): number {
  let cost = 0
  let travel = 0
  let metres = 0
  let price = 0
  const priced = day.travel.get(courier.profile)!.cost !== undefined
  for (const visit of visits) {
    if (visit.stop?.type === 'break') continue
    if (visit.stop !== undefined && isVisit(visit.stop)) cost += taskCost(courier.costs, visit.depart - visit.start)
    if (!priced) cost += legCost(courier.costs, visit.travel - travel, visit.metres - metres)
    travel = visit.travel
    metres = visit.metres
    price = visit.price
  }
  return cost + price
}

/** When a route that has not begun should be left. */
export function plannedStart(day: Day, spec: RouteSpec, stops: readonly Stop[]): Seconds {
  return paidSpan(day, spec, stops, undefined).start
}

/** The earliest end of a route, and the latest start that still ends then; where the route is late, no later than it must be. */
function paidSpan(
  day: Day, spec: RouteSpec, stops: readonly Stop[], begun: Begun | undefined,
): { start: Seconds; end: Seconds; late: Seconds } {
  const earliest = walk(day, spec, stops, { from: spec.shift.start, begun })
  const end = earliest.at(-1)!.arrival
  const late = lateness(earliest)
  if (begun) return { start: begun.left, end, late }
  const start = greatest(spec.shift.start, Math.max(spec.shift.start, end), (from) => {
    const visits = walk(day, spec, stops, { from })
    return visits.at(-1)!.arrival <= end && lateness(visits) <= late
  })
  return { start, end, late }
}

function sheetOf(day: Day, spec: RouteSpec, stops: readonly Stop[], begun: Begun | undefined): RouteSheet {
  const { start, late } = paidSpan(day, spec, stops, begun)
  const visits = walk(day, spec, stops, { from: start, begun })
  const steps = stepsOf(day, spec, stops, visits, start, late === 0, begun)
  const end = visits.at(-1)!
  return {
    courier: spec.courier.id,
    shift: spec.shiftIndex,
    steps,
    travel: end.driven,
    waiting: steps.reduce((sum, step) => sum + step.waiting, 0),
    service: steps.reduce((sum, step) => sum + step.depart - step.start, 0),
    metres: end.metres,
    cost: routeCost(day, spec, stops, begun),
    start,
    end: end.arrival,
  }
}

function stepsOf(
  day: Day, spec: RouteSpec, stops: readonly Stop[], visits: readonly Visit[], start: Seconds, onTime: boolean,
  begun: Begun | undefined,
): SheetStep[] {
  const { shift } = spec
  const keeps = (from: Seconds, hold?: { index: number; at: Seconds }): boolean =>
    lateness(walk(day, spec, stops, { from, begun, ...(hold === undefined ? {} : { hold }) })) === 0
  const [atStart, ...reloaded] = tripsOf(stops).map((trip) => loadAtStart(day.dimensions, trip))
  let load = atStart!
  const first: SheetStep = {
    type: 'start', place: shift.from, arrival: start, start, depart: start, waiting: 0, travel: 0, metres: 0, load,
    ...(onTime && !begun ? { latest: greatest(start, Math.max(start, shift.end), (from) => keeps(from)) } : {}),
  }
  const steps = visits.map((visit): SheetStep => {
    const { stop, index, arrival, depart, setup, driven, metres, window } = visit
    const isOver = begun !== undefined && index < begun.made.length
    if (stop !== undefined) load = stop.type === 'reload' ? reloaded.shift()! : loadAfter(load, stop)
    const latest = stop === undefined || isOver
      ? shift.end
      : greatest(visit.start, Math.max(visit.start, shift.end), (at) => keeps(start, { index, at }))
    return {
      ...naming(shift.to, stop),
      arrival, start: visit.start, depart, waiting: visit.start - arrival, travel: driven, metres, load,
      ...(setup === 0 ? {} : { setup }),
      ...(window === undefined ? {} : { window }),
      ...(onTime && !isOver ? { latest } : {}),
    }
  })
  return [first, ...steps]
}

function naming(end: Place | null, stop: Stop | undefined): Pick<SheetStep, 'type' | 'id' | 'place'> {
  if (stop === undefined) return { type: 'end', place: end }
  if (stop.type === 'break') return { type: 'break', id: stop.pause.id, place: null }
  const place = placeOf(stop)
  return 'order' in stop ? { type: stop.type, id: stop.order.id, place } : { type: stop.type, place }
}

function lateness(visits: readonly Visit[]): Seconds {
  return visits.reduce((sum, visit) => sum + visit.lateBy, 0)
}

/** The greatest whole number from `low` to `high` that passes; `low` passes, and whatever is below one that passes does too. */
function greatest(low: number, high: number, passes: (at: number) => boolean): number {
  let good = low
  let bad = high + 1
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2)
    if (passes(middle)) good = middle
    else bad = middle
  }
  return good
}
