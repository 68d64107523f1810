/** From plain routes to slabs. */
import type { PlanRoute, PlanStep } from '../model/nouns.ts'
import type { Place } from '../travel/place.ts'
import type { Ground } from './ground.ts'
import type { RouteSlabs } from './slabs.ts'
import { ALONE, RELOAD } from './stops.ts'

/** The stops of a route in order, and how many breaks follow each; `breaks[0]` follow its start. */
export interface LaidRoute {
  readonly stops: readonly number[]
  readonly breaks: readonly number[]
}

/**
 * What the steps of a route stand for. `handle` knows the stops of orders, `via` finds a stop for a place to drive through. `undefined`
 * where the shift allows fewer reloads, or an order is visited twice or has no such end. Those in other routes already do not count.
 */
export function layRoute(
  ground: Ground, slabs: RouteSlabs, r: number, route: PlanRoute,
  handle: (id: string) => number, via: (place: Place, taken: readonly number[]) => number,
): LaidRoute | undefined {
  const stops: number[] = []
  const breaks: number[] = [0]
  for (const step of route.steps) {
    if (step.type === 'break') {
      breaks[stops.length] = breaks[stops.length]! + 1
      continue
    }
    const stop = step.type === 'via' ? via(step.place, stops) : stopOf(ground, r, step, stops, handle)
    if (stop === undefined || stops.includes(stop) || slabs.routeOf[stop]! >= 0) return undefined
    stops.push(stop)
    breaks.push(0)
  }
  return { stops, breaks }
}

function stopOf(
  { stops, fleet }: Ground, r: number, step: Exclude<PlanStep, { type: 'break' | 'via' }>, taken: readonly number[],
  handle: (id: string) => number,
): number | undefined {
  if (step.type === 'reload') {
    const used = taken.filter((stop) => stops.role[stop] === RELOAD).length
    return used < fleet.reloadMost[r]! ? stops.reloadFirst[r]! + used : undefined
  }
  const own = handle(step.id)
  if (step.type === 'order') return own
  const other = stops.other[own]!
  return other === ALONE || (stops.otherFirst[own] === 1) !== (step.type === 'collect') ? undefined : other
}
