/** What the steps of a route stand for, and the trips that its reloads part it into. */
import type { Seconds } from '../time/seconds.ts'
import type { Place } from '../travel/place.ts'
import type { RouteSpec } from './day.ts'
import type { Break, Load, Order, OtherEnd, PlanStep, Reload } from './nouns.ts'

/** A step with what its id stands for. */
export type Stop =
  | { readonly type: 'order'; readonly order: Order }
  | { readonly type: 'collect' | 'bring'; readonly order: Order; readonly end: OtherEnd }
  | { readonly type: 'reload'; readonly reload: Reload }
  | { readonly type: 'break'; readonly pause: Break }
  | { readonly type: 'via'; readonly place: Place }

/** What the steps stand for; steps that stand for nothing (an id, an end or a reload that does not exist) are left out. */
export function stopsOf(spec: RouteSpec, steps: readonly PlanStep[], orders: ReadonlyMap<string, Order>): Stop[] {
  const stops: Stop[] = []
  for (const step of steps) {
    const stop = stopOf(spec, step, orders)
    if (stop !== undefined) stops.push(stop)
  }
  return stops
}

function stopOf(spec: RouteSpec, step: PlanStep, orders: ReadonlyMap<string, Order>): Stop | undefined {
  if (step.type === 'via') return step
  if (step.type === 'reload') return spec.shift.reload && { type: 'reload', reload: spec.shift.reload }
  if (step.type === 'break') {
    const pause = spec.shift.breaks.find((candidate) => candidate.id === step.id)
    return pause && { type: 'break', pause }
  }
  const order = orders.get(step.id)
  if (step.type === 'order') return order && { type: 'order', order }
  const end = order && otherEnd(order, step.type)
  return order && end && { type: step.type, order, end }
}

/** The other end of an order that a step of this kind visits. */
export function otherEnd(order: Order, type: 'collect' | 'bring'): OtherEnd | undefined {
  return type === 'collect' ? order.collectAt : order.bringTo
}

/** Whether the order is delivered from what a trip is loaded with. */
export function isFromDepot({ collectAt, delivery }: Order): boolean {
  return collectAt === undefined && delivery.some((units) => units > 0)
}

/** Where a stop is; breaks are nowhere. */
export function placeOf(stop: Exclude<Stop, { type: 'break' }>): Place {
  switch (stop.type) {
    case 'order':
      return stop.order.place
    case 'reload':
      return stop.reload.place
    case 'via':
      return stop.place
    default:
      return stop.end.place
  }
}

/** Whether a step or a stop is a visit to an order: at its own place, or at its other end. */
export function isVisit({ type }: { readonly type: string }): boolean {
  return type === 'order' || type === 'collect' || type === 'bring'
}

/** Whether anybody drives: a route without orders stays at home and costs nothing, whatever places it would drive through. */
export function isDriven(stops: readonly Stop[]): boolean {
  return stops.some((stop) => stop.type === 'order')
}

/** The stops from each loading to the next, at least one list; the reloads themselves are in none. */
export function tripsOf(stops: readonly Stop[]): Stop[][] {
  const trips: Stop[][] = [[]]
  for (const stop of stops) {
    if (stop.type === 'reload') trips.push([])
    else trips.at(-1)!.push(stop)
  }
  return trips
}

/** When everything that the trip brings from the depot is there; −∞ where that does not matter. */
export function releaseOf(trip: readonly Stop[]): Seconds {
  return trip.reduce((latest, stop) => Math.max(latest, (stop.type === 'order' ? stop.order.release : undefined) ?? -Infinity), -Infinity)
}

/** On board when the trip starts: the deliveries of its orders that are not collected on the way. */
export function loadAtStart(dimensions: number, trip: readonly Stop[]): Load {
  return Array.from({ length: dimensions }, (_, d) => trip.reduce((sum, stop) => sum + loadedAtStart(stop, d), 0))
}

function loadedAtStart(stop: Stop, d: number): number {
  return stop.type === 'order' && stop.order.collectAt === undefined ? stop.order.delivery[d]! : 0
}

/** On board after a stop within a trip: an order leaves its delivery and hands over its pickup. */
export function loadAfter(load: Load, stop: Stop): Load {
  switch (stop.type) {
    case 'order':
      return load.map((units, d) => units - stop.order.delivery[d]! + stop.order.pickup[d]!)
    case 'collect':
      return load.map((units, d) => units + stop.order.delivery[d]!)
    case 'bring':
      return load.map((units, d) => units - stop.order.pickup[d]!)
    default:
      return load
  }
}
