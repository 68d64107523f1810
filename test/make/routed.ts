/** Planned days as routings, and every place where a newcomer could go, by the judge alone. */
import type { Day, RouteSpec } from '../../src/model/day.ts'
import { legal } from '../../src/model/legal.ts'
import type { Order, Plan, PlanRoute, PlanStep } from '../../src/model/nouns.ts'
import { routeCost } from '../../src/model/timetable.ts'
import { isDriven, stopsOf } from '../../src/model/stop.ts'
import { walk } from '../../src/model/walk.ts'
import { Routing } from '../../src/routing/routing.ts'
import type { PlannedDay } from './day.ts'

/** A day and the routes that keep its promises. */
type Standing = Pick<PlannedDay, 'day' | 'promised' | 'plan'>

/** The plan in typed arrays. */
export function routed({ day, promised, plan }: Standing): Routing {
  const routing = new Routing(day)
  for (const order of promised) routing.enter(order)
  if (!routing.adopt(plan.routes)) throw new Error('the routing refuses a plan that the judge calls legal')
  return routing
}

/** A place in a route, and when the newcomer can start its service there. */
export interface JudgedGap {
  readonly route: number
  /** Stops before the newcomer, and breaks between the last of them and the newcomer. */
  readonly position: number
  readonly breaksFirst: number
  readonly lo: number
  readonly hi: number
  readonly added: number
  /** Who goes with the newcomer, if anybody. */
  readonly companion?: Companion
}

/** The newcomer's other end, or one more reload: on which side of the newcomer, and where, as above. */
export interface Companion {
  readonly when: 'before' | 'after'
  readonly position: number
  readonly breaksFirst: number
}

/**
 * Splices the newcomer into every place of every route and walks: slow, and shares no code with routing. Its other end, if it has one, is
 * spliced into every place that the judge allows.
 */
export function judgedGaps(standing: Standing, newcomer: Order): JudgedGap[] {
  const { id, collectAt, bringTo } = newcomer
  if (collectAt) return judgedPairs(standing, newcomer, { type: 'collect', id }, 'before')
  if (bringTo) return judgedPairs(standing, newcomer, { type: 'bring', id }, 'after')
  const { day, promised, plan } = standing
  const gaps: JudgedGap[] = []
  for (const spec of day.routes) {
    const steps = stepsOf(plan, spec)
    for (let i = 0; i <= steps.length; i++) {
      const interval = intervalOf(day, promised, plan, spec, steps.toSpliced(i, 0, { type: 'order', id }), newcomer)
      if (interval) gaps.push({ route: spec.handle, ...spotOf(steps, i), ...interval })
    }
  }
  return gaps
}

/** The same with one more reload, which starts or ends the newcomer's trip. */
export function judgedReloads(standing: Standing, newcomer: Order): JudgedGap[] {
  if (newcomer.collectAt || newcomer.bringTo) return []
  return (['before', 'after'] as const).flatMap((when) => judgedPairs(standing, newcomer, { type: 'reload' }, when))
}

/** The newcomer and its mate, which is on that side of it and in the same trip, in every pair of places. */
function judgedPairs({ day, promised, plan }: Standing, newcomer: Order, mate: PlanStep, when: 'before' | 'after'): JudgedGap[] {
  const gaps: JudgedGap[] = []
  const visit: PlanStep = { type: 'order', id: newcomer.id }
  const both = when === 'before' ? [mate, visit] : [visit, mate]
  for (const spec of day.routes) {
    const steps = stepsOf(plan, spec)
    for (let i = 0; i <= steps.length; i++) {
      for (let j = i; j <= steps.length; j++) {
        if (j > i && steps[j - 1]!.type === 'reload') break
        const spliced = [...steps.slice(0, i), both[0]!, ...steps.slice(i, j), both[1]!, ...steps.slice(j)]
        const interval = intervalOf(day, promised, plan, spec, spliced, newcomer)
        if (!interval) continue
        const [own, other] = when === 'before' ? [j, i] : [i, j]
        gaps.push({ route: spec.handle, ...spotOf(steps, own), ...interval, companion: { when, ...spotOf(steps, other) } })
      }
    }
  }
  return gaps
}

/** Stops among the first `i` steps, and breaks behind the last of them. */
function spotOf(steps: readonly PlanStep[], i: number): { position: number; breaksFirst: number } {
  const before = steps.slice(0, i)
  const position = before.filter(({ type }) => type !== 'break').length
  return { position, breaksFirst: before.length - 1 - before.findLastIndex(({ type }) => type !== 'break') }
}

/** When an order of the plan can start its service where it stands, whatever its own windows say. */
export function judgedInterval({ day, promised, plan }: Standing, order: Order): { lo: number; hi: number } {
  const spec = day.routes.find((one) => stepsOf(plan, one).some((step) => step.type === 'order' && step.id === order.id))!
  const others = promised.filter(({ id }) => id !== order.id)
  const { lo, hi } = intervalOf(day, others, plan, spec, stepsOf(plan, spec), order)!
  return { lo, hi }
}

/** Steps of the shift's route; the breaks where it has none. */
function stepsOf(plan: Plan, spec: RouteSpec): readonly PlanStep[] {
  const found = plan.routes.find((route) => isOf(route, spec))?.steps ?? []
  return found.length > 0 ? found : spec.shift.breaks.map(({ id }) => ({ type: 'break', id }))
}

function isOf(route: PlanRoute, spec: RouteSpec): boolean {
  return route.courier === spec.courier.id && route.shift === spec.shiftIndex
}

/** A later start is never better for the rest of the route: the earliest start is what a walk finds, the latest is found by halves. */
function intervalOf(
  day: Day, promised: readonly Order[], plan: Plan, spec: RouteSpec, steps: readonly PlanStep[], newcomer: Order,
): { lo: number; hi: number; added: number } | undefined {
  const others = plan.routes.filter((route) => !isOf(route, spec))
  const next: Plan = { routes: [...others, { courier: spec.courier.id, shift: spec.shiftIndex, steps }] }
  const keeps = (start: number, end: number): boolean =>
    legal(day, [...promised, { ...newcomer, windows: [{ start, end }] }], next).length === 0
  const always = { start: -(2 ** 20), end: 2 ** 20 }
  if (!keeps(always.start, always.end)) return undefined
  const orders = new Map([...promised, { ...newcomer, windows: [always] }].map((order) => [order.id, order]))
  const stops = stopsOf(spec, steps, orders)
  const lo = walk(day, spec, stops, { from: spec.shift.start })
    .find(({ stop }) => stop?.type === 'order' && stop.order.id === newcomer.id)!.start
  let hi = lo
  let fails = spec.shift.end + 1
  while (fails - hi > 1) {
    const middle = Math.floor((hi + fails) / 2)
    if (keeps(middle, middle)) hi = middle
    else fails = middle
  }
  const now = stopsOf(spec, stepsOf(plan, spec), orders)
  const added = routeCost(day, spec, stops) - (isDriven(now) ? routeCost(day, spec, now) : 0)
  return { lo, hi, added }
}

/** Everything that the arrays say of the routes, as text; what lies behind the end of a route says nothing. */
export function liveBytes(routing: Routing): string {
  const { slabs } = routing
  const { dims } = slabs.fleet
  const routes = Array.from(slabs.len, (len, r) => {
    const from = r * slabs.width
    const legs = len + 1
    const places = legs + 1
    const { stopAt, placeAt, depart, latest, legCost, breaksOn, peakBefore, peakAfter } = slabs
    const stops = Array.from(stopAt.subarray(from + 1, from + legs))
    return {
      len, stops, placeAt: [...placeAt.subarray(from, from + places)],
      depart: [...depart.subarray(from, from + legs)], latest: [...latest.subarray(from + 1, from + places)],
      legCost: [...legCost.subarray(from, from + legs)], breaksOn: [...breaksOn.subarray(from, from + legs)],
      peakBefore: [...peakBefore.subarray(from * dims, (from + legs) * dims)],
      peakAfter: [...peakAfter.subarray(from * dims, (from + legs) * dims)],
      homes: stops.map((stop) => [slabs.routeOf[stop], slabs.posOf[stop]]),
      totals: [slabs.travel[r], slabs.metres[r], slabs.cost[r], slabs.tasks[r]],
    }
  })
  return JSON.stringify({ routes, breakAt: [...slabs.breakAt] })
}
