/** Reliability of a route that is planned or would be. */
import type { Break, Order, PlanRoute } from '../model/nouns.ts'
import type { Routing } from '../routing/routing.ts'
import type { Place } from '../travel/place.ts'
import { onTimeShare } from './reliability.ts'
import type { Scenarios, ScenarioStop } from './reliability.ts'

/** The share of scenarios in which the newcomer and everybody already promised on the route is on time. */
export function routeOnTime(routing: Routing, scenarios: Scenarios, newcomer: Order, route: number, planned: PlanRoute): number {
  const { shift } = routing.day.routes[route]!
  const stops: ScenarioStop[] = []
  let here: Place | null = shift.from
  let breaks: Break[] = []
  for (const step of planned.steps) {
    if (step.type === 'break') {
      breaks.push(shift.breaks.find((candidate) => candidate.id === step.id)!)
      continue
    }
    const order = step.type === 'order' ? (step.id === newcomer.id ? newcomer : routing.order(step.id)) : undefined
    const there: Place = step.type === 'via' ? step.place : order!.place
    const leg = routing.legSeconds(route, here, there)
    stops.push(order ? { leg, breaks, service: order.service, window: spanOf(order) } : { leg, breaks, service: 0 })
    here = there
    breaks = []
  }
  return onTimeShare(scenarios, shift.start, stops, routing.day.profile)
}

/** A promise has one window; an order with several is on time until the last of them closes. */
function spanOf(order: Order): { start: number; end: number } {
  return { start: order.windows[0]!.start, end: order.windows.at(-1)!.end }
}
