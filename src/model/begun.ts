/** Routes whose couriers are on the road: what has happened of them, and what may go beyond its limit since. */
import type { Seconds } from '../time/seconds.ts'
import type { Window } from '../time/window.ts'
import type { RouteSpec } from './day.ts'
import type { Allowance, Begun, Break, Order, Plan, PlanRoute, PlanStep } from './nouns.ts'

/** The steps that have happened. */
export function madeSteps({ steps, begun }: PlanRoute): readonly PlanStep[] {
  return begun === undefined ? [] : steps.slice(0, begun.made.length)
}

/** The orders with the windows of their visits as wide as the plan allows by now. */
export function allowedOrders(orders: ReadonlyMap<string, Order>, plan: Plan): ReadonlyMap<string, Order> {
  let widened: Map<string, Order> | undefined
  for (const { begun } of plan.routes) {
    for (const allowance of begun?.allowed ?? []) {
      const order = allowance.id === undefined ? undefined : (widened ?? orders).get(allowance.id)
      if (order === undefined || allowance.type === 'break') continue
      widened ??= new Map(orders)
      widened.set(order.id, allowedOrder(order, allowance))
    }
  }
  return widened ?? orders
}

/** An order with one visit allowed to start later. */
export function allowedOrder(order: Order, { type, until }: Allowance): Order {
  const { collectAt, bringTo } = order
  if (type === 'collect') return collectAt ? { ...order, collectAt: { ...collectAt, windows: widened(collectAt.windows, until) } } : order
  if (type === 'bring') return bringTo ? { ...order, bringTo: { ...bringTo, windows: widened(bringTo.windows, until) } } : order
  return { ...order, windows: widened(order.windows, until) }
}

/** The shift and the courier's limits as far as the beginning of the route allows by now. */
export function allowedSpec(spec: RouteSpec, begun: Begun | undefined): RouteSpec {
  if (begun === undefined || begun.allowed.length === 0) return spec
  const { courier, shift } = spec
  const untilOf = (type: Allowance['type'], id?: string): number =>
    begun.allowed.reduce((most, one) => (one.type === type && one.id === id ? Math.max(most, one.until) : most), -Infinity)
  const breaks = shift.breaks.map((pause): Break => {
    const until = untilOf('break', pause.id)
    return until === -Infinity ? pause : { ...pause, windows: widened(pause.windows, until) }
  })
  return {
    ...spec,
    courier: {
      ...courier,
      maxTravelTime: Math.max(courier.maxTravelTime, untilOf('travel')), maxDistance: Math.max(courier.maxDistance, untilOf('metres')),
    },
    shift: { ...shift, end: Math.max(shift.end, untilOf('end')), breaks },
  }
}

function widened(windows: readonly Window[], until: Seconds): readonly Window[] {
  const last = windows.at(-1)!
  return until <= last.end ? windows : [...windows.slice(0, -1), { start: last.start, end: until }]
}
