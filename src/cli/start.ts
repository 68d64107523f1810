/** Where a search starts: from the steps that the problem lists, and by insertion. */
import type { Day } from '../model/day.ts'
import { legal } from '../model/legal.ts'
import type { Order, Plan, PlanRoute, PlanStep } from '../model/nouns.ts'
import type { Routing } from '../routing/routing.ts'
import { orderWords } from './order-words.ts'

/** Placements of breaks that are tried for one route. */
const MOST_TRIALS = 5000

/**
 * Puts the orders of each listed route where the list says, where that is legal; breaks, which such lists leave out, are taken where
 * they can be. @returns why a route was not taken, one line each
 */
export function startFrom(routing: Routing, orders: readonly Order[], steps: Plan): string[] {
  const byId = new Map(orders.map((order) => [order.id, order]))
  const taken = new Set<string>()
  const reasons: string[] = []
  for (const route of steps.routes) {
    const ids = route.steps.flatMap((step) => (step.type === 'order' ? [step.id] : []))
    const twice = ids.find((id, index) => taken.has(id) || ids.indexOf(id) !== index)
    const own = ids.flatMap((id) => byId.get(id) ?? [])
    const found = twice === undefined && own.length === ids.length ? withBreaks(routing.day, own, route) : undefined
    if (found && routing.adopt([found])) for (const id of ids) taken.add(id)
    else reasons.push(`vehicle ${route.courier} starts empty, its steps are not legal: ${whyNot(routing.day, own, route, twice)}`)
  }
  return reasons
}

function whyNot(day: Day, orders: readonly Order[], route: PlanRoute, twice: string | undefined): string {
  if (twice !== undefined) return `${orderWords(twice)} is listed twice`
  const violation = legal(day, orders, { routes: [route] }).find(({ code }) => code !== 'break-missing')
  if (violation === undefined) return 'the breaks cannot be taken on the way'
  return `${violation.order === undefined ? '' : `${orderWords(violation.order)}, `}${violation.code}, ${violation.detail}`
}

/**
 * The route with every break of its shift as late on the way as the judge accepts, so that little is waited for it; `undefined` where
 * no place was found.
 */
function withBreaks(day: Day, orders: readonly Order[], route: PlanRoute): PlanRoute | undefined {
  const spec = day.routes.find(({ courier, shiftIndex }) => courier.id === route.courier && shiftIndex === route.shift)!
  const breaks = route.steps.length === 0 ? [] : spec.shift.breaks
  let trials = 0
  const search = (steps: readonly PlanStep[], left: number, until: number): PlanRoute | undefined => {
    if (left === 0) {
      trials++
      const candidate = { ...route, steps }
      return legal(day, orders, { routes: [candidate] }).length === 0 ? candidate : undefined
    }
    for (let at = until; at >= 0; at--) {
      if (trials >= MOST_TRIALS) return undefined
      const pause = { type: 'break' as const, id: breaks[left - 1]!.id }
      const found = search([...steps.slice(0, at), pause, ...steps.slice(at)], left - 1, at)
      if (found) return found
    }
    return undefined
  }
  return search(route.steps, breaks.length, route.steps.length)
}

/** Puts every order that is in no route into its cheapest gap: the most important first, then those that fit fewest couriers and times. */
export function insertAbsent(routing: Routing): void {
  const { day } = routing
  const orders = routing.absent().map((id) => routing.order(id))
  const ableCouriers = new Map<string, number>()
  for (const { skills } of orders) {
    const key = skills.join(' ')
    if (ableCouriers.has(key)) continue
    ableCouriers.set(key, day.couriers.filter((courier) => skills.every((skill) => courier.skills.includes(skill))).length)
  }
  const able = (order: Order) => ableCouriers.get(order.skills.join(' '))!
  const openSeconds = (order: Order) => order.windows.reduce((sum, { start, end }) => sum + end - start, 0)
  orders.sort((a, b) => b.priority - a.priority || able(a) - able(b) || openSeconds(a) - openSeconds(b))
  for (const { id } of orders) routing.place(id)
}
