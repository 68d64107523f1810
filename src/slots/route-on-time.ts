/** Reliability of a route that is planned or would be. */
import type { Break, Order, PlanRoute, VisitTimes } from '../model/nouns.ts'
import type { Stop } from '../model/stop.ts'
import { placeOf, releaseOf, stopsOf, tripsOf } from '../model/stop.ts'
import { serviceFor, setupFor } from '../model/visit-times.ts'
import type { Routing } from '../routing/routing.ts'
import type { Seconds } from '../time/seconds.ts'
import type { Window } from '../time/window.ts'
import type { Place } from '../travel/place.ts'
import { onTimeShare } from './reliability.ts'
import type { Scenarios, ScenarioStop } from './reliability.ts'

/**
 * The share of scenarios in which the newcomer and everybody already promised on the route is on time, and no other end of an order is
 * missed: who comes too late to the shop has nothing to deliver. A trip starts when what it brings has been released.
 */
export function routeOnTime(routing: Routing, scenarios: Scenarios, newcomer: Order, route: number, planned: PlanRoute): number {
  const spec = routing.day.routes[route]!
  const visited = planned.steps.flatMap((step) => ('id' in step && step.type !== 'break' ? [step.id] : []))
  const orders = new Map(visited.map((id) => [id, id === newcomer.id ? newcomer : routing.order(id)]))
  const stops = stopsOf(spec, planned.steps, orders)
  const [release, ...releases] = tripsOf(stops).map(releaseOf)
  const scenarioStops: ScenarioStop[] = []
  let here: Place | null = spec.shift.from
  let breaks: Break[] = []
  for (const stop of stops) {
    if (stop.type === 'break') {
      breaks.push(stop.pause)
      continue
    }
    const there = placeOf(stop)
    const leg = routing.legSeconds(route, here, there)
    const isThere = here !== null && routing.day.grid.isSame(here, there)
    scenarioStops.push({ leg, breaks, ...doneAt(stop, spec.courier.type, isThere, stop.type === 'reload' ? releases.shift()! : -Infinity) })
    here = there
    breaks = []
  }
  return onTimeShare(scenarios, Math.max(spec.shift.start, release!), scenarioStops, routing.day.profile)
}

/** What happens at a stop: a reload starts when what is loaded there has been released. */
function doneAt(
  stop: Exclude<Stop, { type: 'break' }>, type: string | undefined, isThere: boolean, release: Seconds,
): Pick<ScenarioStop, 'service' | 'window'> {
  const work = (visit: VisitTimes): Seconds => serviceFor(visit, type) + (isThere ? 0 : setupFor(visit, type))
  switch (stop.type) {
    case 'order':
      return { service: work(stop.order), window: spanOf(stop.order.windows) }
    case 'collect':
    case 'bring':
      return { service: work(stop.end), window: spanOf(stop.end.windows) }
    case 'reload':
      return { service: stop.reload.service, window: { start: release, end: Infinity } }
    case 'via':
      return { service: 0 }
  }
}

/** A promise has one window; a visit with several is on time until the last of them closes. */
function spanOf(windows: readonly Window[]): Window {
  return { start: windows[0]!.start, end: windows.at(-1)!.end }
}
