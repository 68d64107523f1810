/** Route sheets: the walk made visible, with the start of each route as late as it may be. */
import { assert } from '../base/assert.ts'
import type { Seconds } from '../time/seconds.ts'
import type { Window } from '../time/window.ts'
import type { Place } from '../travel/place.ts'
import { legCost, paidCost, taskCost } from './cost.ts'
import type { Day, RouteSpec } from './day.ts'
import type { Load, Order, Plan } from './nouns.ts'
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
 * can while still ending then (VROOM's rule), so that waiting at the start is not spent on the road. The plan names only
 * couriers, orders, ends, reloads and breaks that exist.
 */
export function timetable(day: Day, orders: ReadonlyMap<string, Order>, plan: Plan): RouteSheet[] {
  const specs = new Map(day.routes.map((spec) => [`${spec.shiftIndex} ${spec.courier.id}`, spec]))
  const sheets: RouteSheet[] = []
  for (const route of plan.routes) {
    const spec = specs.get(`${route.shift} ${route.courier}`)
    assert(spec !== undefined, `shift ${route.shift} of courier ${route.courier} exists`)
    const stops = stopsOf(spec, route.steps, orders)
    assert(stops.length === route.steps.length, `all steps of courier ${route.courier} are known`)
    if (isDriven(stops)) sheets.push(sheetOf(day, spec, stops))
  }
  return sheets
}

/** Cost of a driven route in whole cost units: fixed where it has orders, its legs, its visits, and its paid hours (see `cost.ts`). */
export function routeCost(day: Day, spec: RouteSpec, stops: readonly Stop[]): number {
  let cost = stops.some((stop) => stop.type === 'order') ? spec.courier.costs.fixed : 0
  let travel = 0
  let metres = 0
  let price = 0
  const priced = day.travel.get(spec.courier.profile)!.cost !== undefined
  for (const visit of walk(day, spec, stops, { from: spec.shift.start })) {
    if (visit.stop?.type === 'break') continue
    if (visit.stop !== undefined && isVisit(visit.stop)) cost += taskCost(spec.courier.costs, visit.depart - visit.start)
    if (!priced) cost += legCost(spec.courier.costs, visit.travel - travel, visit.metres - metres)
    travel = visit.travel
    metres = visit.metres
    price = visit.price
  }
  const { start, end } = paidSpan(day, spec, stops)
  return cost + price + paidCost(spec.courier.costs, end - start)
}

/** The earliest end of a route, and the latest start that still ends then; where the route is late, no later than it must be. */
function paidSpan(day: Day, spec: RouteSpec, stops: readonly Stop[]): { start: Seconds; end: Seconds; late: Seconds } {
  const earliest = walk(day, spec, stops, { from: spec.shift.start })
  const end = earliest.at(-1)!.arrival
  const late = lateness(earliest)
  const start = greatest(spec.shift.start, Math.max(spec.shift.start, end), (from) => {
    const visits = walk(day, spec, stops, { from })
    return visits.at(-1)!.arrival <= end && lateness(visits) <= late
  })
  return { start, end, late }
}

function sheetOf(day: Day, spec: RouteSpec, stops: readonly Stop[]): RouteSheet {
  const { start, late } = paidSpan(day, spec, stops)
  const visits = walk(day, spec, stops, { from: start })
  const steps = stepsOf(day, spec, stops, visits, start, late === 0)
  const end = visits.at(-1)!
  return {
    courier: spec.courier.id,
    shift: spec.shiftIndex,
    steps,
    travel: end.driven,
    waiting: steps.reduce((sum, step) => sum + step.waiting, 0),
    service: steps.reduce((sum, step) => sum + step.depart - step.start, 0),
    metres: end.metres,
    cost: routeCost(day, spec, stops),
    start,
    end: end.arrival,
  }
}

function stepsOf(
  day: Day, spec: RouteSpec, stops: readonly Stop[], visits: readonly Visit[], start: Seconds, onTime: boolean,
): SheetStep[] {
  const { shift } = spec
  const keeps = (from: Seconds, hold?: { index: number; at: Seconds }): boolean =>
    lateness(walk(day, spec, stops, hold === undefined ? { from } : { from, hold })) === 0
  const [atStart, ...reloaded] = tripsOf(stops).map((trip) => loadAtStart(day.dimensions, trip))
  let load = atStart!
  const first: SheetStep = {
    type: 'start', place: shift.from, arrival: start, start, depart: start, waiting: 0, travel: 0, metres: 0, load,
    ...(onTime ? { latest: greatest(start, Math.max(start, shift.end), (from) => keeps(from)) } : {}),
  }
  const steps = visits.map((visit, index): SheetStep => {
    const { stop, arrival, depart, setup, driven, metres, window } = visit
    if (stop !== undefined) load = stop.type === 'reload' ? reloaded.shift()! : loadAfter(load, stop)
    const latest = stop === undefined
      ? shift.end
      : greatest(visit.start, Math.max(visit.start, shift.end), (at) => keeps(start, { index, at }))
    return {
      ...naming(shift.to, stop),
      arrival, start: visit.start, depart, waiting: visit.start - arrival, travel: driven, metres, load,
      ...(setup === 0 ? {} : { setup }),
      ...(window === undefined ? {} : { window }),
      ...(onTime ? { latest } : {}),
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
