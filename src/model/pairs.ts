/** The judge's rules for orders with two ends: each end once, in the same trip, collected before and brought after. */
import type { Order, Plan, PlanRoute } from './nouns.ts'
import { otherEnd } from './stop.ts'
import type { ViolationCode } from './violation.ts'

/** Puts a violation on the list. */
type NotePair = (route: PlanRoute, code: ViolationCode, order: string, detail: string) => void

/** Where in the plan a visit is. */
interface Spot {
  readonly route: PlanRoute
  /** Number of reloads before it. */
  readonly trip: number
  readonly index: number
}

/** Of several visits that should be one, the first counts. */
export function judgePairs(plan: Plan, promised: ReadonlyMap<string, Order>, note: NotePair): void {
  const visits = new Map<string, Spot>()
  const ends = new Map<string, Spot>()
  for (const route of plan.routes) {
    let trip = 0
    for (const [index, step] of route.steps.entries()) {
      if (step.type === 'reload') trip++
      if (step.type === 'order' && !visits.has(step.id)) visits.set(step.id, { route, trip, index })
      if (step.type !== 'collect' && step.type !== 'bring') continue
      const order = promised.get(step.id)
      if (order === undefined) note(route, 'order-unknown', step.id, 'nobody was promised this order')
      else if (otherEnd(order, step.type) === undefined) note(route, 'pair-unknown', step.id, `the order has no place to ${step.type} it`)
      else if (ends.has(step.id)) note(route, 'pair-twice', step.id, 'the other end is in the plan more than once')
      else ends.set(step.id, { route, trip, index })
    }
  }
  for (const [id, visit] of visits) {
    const order = promised.get(id)
    const end = ends.get(id)
    if (order?.collectAt === undefined && order?.bringTo === undefined) continue
    if (end === undefined) note(visit.route, 'pair-missing', id, 'the other end is in no route')
    else if (end.route !== visit.route || end.trip !== visit.trip) note(visit.route, 'pair-split', id, 'the other end is in another trip')
    else if ((end.index < visit.index) !== (order.collectAt !== undefined)) {
      note(visit.route, 'pair-order', id, 'collected after it was delivered, or brought before it was picked up')
    }
  }
}
