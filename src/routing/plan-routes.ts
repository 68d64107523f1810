/** From slabs to plain routes, as they are and as they would be with a newcomer. */
import type { Day } from '../model/day.ts'
import type { Order, PlanRoute, PlanStep } from '../model/nouns.ts'
import type { TravelGrid } from '../travel/grid.ts'
import { BEFORE, NOBODY } from './gaps/gaps.ts'
import type { GapScan } from './gaps/gaps.ts'
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

/** What a stop stands for. */
export function stepOf(grid: TravelGrid, stops: StopTable, stop: number): PlanStep {
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

/** Where a newcomer, and who goes with it, stand in a route: behind which visits and breaks. */
export interface Insertion {
  readonly position: number
  readonly breaks: number
  readonly companion: number
  readonly matePosition: number
  readonly mateBreaks: number
}

/** What a scan found for its window `w`. */
export function insertionOf(scan: GapScan, w: number): Insertion {
  return {
    position: scan.position[w]!,
    breaks: scan.breaksFirst[w]!,
    companion: scan.companion[w]!,
    matePosition: scan.companionPosition[w]!,
    mateBreaks: scan.companionBreaks[w]!,
  }
}

/** The route with the order in it, its other end or one more reload included. */
export function withInsertion(route: PlanRoute, insertion: Insertion, order: Order): PlanRoute {
  const { steps } = route
  const at = stepAfter(steps, insertion.position, insertion.breaks)
  const own: PlanStep = { type: 'order', id: order.id }
  if (insertion.companion === NOBODY) return { ...route, steps: steps.toSpliced(at, 0, own) }
  const other = order.collectAt ? 'collect' : order.bringTo ? 'bring' : undefined
  const mate: PlanStep = other ? { type: other, id: order.id } : { type: 'reload' }
  const mateAt = stepAfter(steps, insertion.matePosition, insertion.mateBreaks)
  const mateFirst = at === mateAt ? insertion.companion === BEFORE : mateAt < at
  // The later one first: the earlier does not move it then.
  const both = mateFirst ? steps.toSpliced(at, 0, own).toSpliced(mateAt, 0, mate) : steps.toSpliced(mateAt, 0, mate).toSpliced(at, 0, own)
  return { ...route, steps: both }
}

/** The index of the step behind the visit at `position` and `breaks` breaks of the leg that follows. */
function stepAfter(steps: readonly PlanStep[], position: number, breaks: number): number {
  let at = 0
  for (let visits = 0; visits < position; at++) if (steps[at]!.type !== 'break') visits++
  // Breaks of the leg before `position` have been passed over; those of its own leg follow the visit.
  return at + breaks
}
