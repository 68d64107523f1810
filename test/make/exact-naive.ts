/** The exact answer without any thought: every order of every stop of every route, by the judge. For tiny days. */
import type { Day, RouteSpec } from '../../src/model/day.ts'
import { legal } from '../../src/model/legal.ts'
import type { Order, PlanStep } from '../../src/model/nouns.ts'

/** Whether some legal plan serves all of the orders. */
export function naivelyKeepable(day: Day, orders: readonly Order[]): boolean {
  return splits(day, day.routes, orders)
}

function splits(day: Day, routes: readonly RouteSpec[], orders: readonly Order[]): boolean {
  const [spec, ...others] = routes
  if (spec === undefined) return orders.length === 0
  for (let set = 0; set < 2 ** orders.length; set++) {
    const own = orders.filter((_, i) => set & (1 << i))
    const rest = orders.filter((_, i) => !(set & (1 << i)))
    if (splits(day, others, rest) && canServe(day, spec, own)) return true
  }
  return false
}

function canServe(day: Day, spec: RouteSpec, orders: readonly Order[]): boolean {
  if (orders.length === 0) return true
  const doors = orders.flatMap(({ id, collectAt, bringTo }): PlanStep[] => [
    { type: 'order', id }, ...(collectAt ? [{ type: 'collect' as const, id }] : []), ...(bringTo ? [{ type: 'bring' as const, id }] : []),
  ])
  for (let reloads = 0; reloads <= (spec.shift.reload?.most ?? 0); reloads++) {
    // Reloads are all alike, and breaks have their order: they are put between the others.
    for (const order of permutations(doors)) {
      for (const trips of merged(order, Array.from({ length: reloads }, (): PlanStep => ({ type: 'reload' })))) {
        for (const steps of merged(trips, spec.shift.breaks.map(({ id }): PlanStep => ({ type: 'break', id })))) {
          if (legal(day, orders, { routes: [{ courier: spec.courier.id, shift: spec.shiftIndex, steps }] }).length === 0) return true
        }
      }
    }
  }
  return false
}

function* permutations(steps: readonly PlanStep[]): Generator<PlanStep[]> {
  if (steps.length === 0) yield []
  for (const [i, first] of steps.entries()) for (const rest of permutations(steps.toSpliced(i, 1))) yield [first, ...rest]
}

/** Both lists in one, each in its own order. */
function* merged(one: readonly PlanStep[], other: readonly PlanStep[]): Generator<PlanStep[]> {
  if (one.length === 0 || other.length === 0) {
    yield [...one, ...other]
    return
  }
  for (const rest of merged(one.slice(1), other)) yield [one[0]!, ...rest]
  for (const rest of merged(one, other.slice(1))) yield [other[0]!, ...rest]
}
