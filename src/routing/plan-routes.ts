/** From slabs to plain routes. */
import type { Day } from '../model/day.ts'
import type { PlanRoute, PlanStep } from '../model/nouns.ts'
import type { TravelGrid } from '../travel/grid.ts'
import type { RouteSlabs } from './slabs.ts'
import type { StopTable } from './stops.ts'
import { OTHER, RELOAD, VIA } from './stops.ts'

/** The steps of one route. */
export function planRoute(day: Day, grid: TravelGrid, stops: StopTable, slabs: RouteSlabs, r: number): PlanRoute {
  const { courier, shiftIndex, shift } = day.routes[r]!
  const base = r * slabs.width
  const steps: PlanStep[] = []
  let nextBreak = 0
  for (let at = base; at <= base + slabs.len[r]!; at++) {
    if (at > base) steps.push(stepOf(grid, stops, slabs.stopAt[at]!))
    for (let i = 0; i < slabs.breaksOn[at]!; i++) steps.push({ type: 'break', id: shift.breaks[nextBreak++]!.id })
  }
  return { courier: courier.id, shift: shiftIndex, steps }
}

function stepOf(grid: TravelGrid, stops: StopTable, stop: number): PlanStep {
  switch (stops.role[stop]) {
    case VIA: return { type: 'via', place: grid.placeOf(stops.place[stop]!)! }
    case RELOAD: return { type: 'reload' }
    case OTHER: return { type: stops.orders[stop]!.collectAt ? 'collect' : 'bring', id: stops.orders[stop]!.id }
    default: return { type: 'order', id: stops.orders[stop]!.id }
  }
}

/** Whether two sets of slabs differ in the stops or breaks of a route. */
export function routesDiffer(one: RouteSlabs, other: RouteSlabs, r: number): boolean {
  if (one.len[r] !== other.len[r]) return true
  for (let p = 0; p <= one.len[r]!; p++) {
    const a = r * one.width + p
    const b = r * other.width + p
    if (one.stopAt[a] !== other.stopAt[b] || one.breaksOn[a] !== other.breaksOn[b]) return true
  }
  return false
}

/** Seconds driven in a route; one without orders is not driven. */
export function drivenSeconds(slabs: RouteSlabs, r: number): number {
  return slabs.tasks[r] === 0 ? 0 : slabs.travel[r]!
}
