/** Routes that trade orders: what one plan has in the one of them, another plan has in another of them, and in no route besides. */
import type { Day } from '../model/day.ts'
import type { Plan, PlanRoute, PlanStep } from '../model/nouns.ts'

/** The order whose visit the step is, either end of it. */
export function orderOf(step: PlanStep): string | undefined {
  return step.type === 'order' || step.type === 'collect' || step.type === 'bring' ? step.id : undefined
}

/**
 * The least sets of shifts between which no order goes from the one plan to the other, each set and their list in ascending order.
 * @param other by route handle
 */
export function setsOf(day: Day, plan: Plan, other: readonly PlanRoute[]): number[][] {
  const parent = day.routes.map((_, r) => r)
  const rootOf = (r: number): number => {
    let root = r
    while (parent[root] !== root) root = parent[root]!
    for (let at = r; at !== root;) {
      const next = parent[at]!
      parent[at] = root
      at = next
    }
    return root
  }
  const handles = new Map(day.routes.map(({ handle, courier, shiftIndex }) => [`${shiftIndex} ${courier.id}`, handle]))
  const routeOf = new Map<string, number>()
  for (const { courier, shift, steps } of plan.routes) {
    for (const step of steps) if (step.type === 'order') routeOf.set(step.id, handles.get(`${shift} ${courier}`)!)
  }
  for (const [r, { steps }] of other.entries()) {
    for (const step of steps) {
      const id = orderOf(step)
      const was = id === undefined ? undefined : routeOf.get(id)
      // The lower one leads.
      if (was !== undefined) parent[Math.max(rootOf(was), rootOf(r))] = Math.min(rootOf(was), rootOf(r))
    }
  }
  const sets = new Map<number, number[]>()
  for (const { handle } of day.routes) {
    const root = rootOf(handle)
    const set = sets.get(root)
    if (set) set.push(handle)
    else sets.set(root, [handle])
  }
  return [...sets.values()]
}
