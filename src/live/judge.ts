/** From feasible to offered: reliability and policy have their say. */
import type { Order } from '../model/nouns.ts'
import type { Routing } from '../routing/routing.ts'
import type { Fit, Miss, SlotAnswers } from '../slots/fit.ts'
import type { Candidate, Policy } from '../slots/policy.ts'
import type { RefusalCode } from '../slots/reason.ts'
import { routeOnTime } from '../slots/route-on-time.ts'
import type { Scenarios } from '../slots/reliability.ts'

/** A slot that is offered, with its terms. */
export interface Judged {
  readonly fit: Fit
  readonly candidate: Candidate
  readonly price: number
}

/** Prices and sorts what may be offered; what may not joins the misses. Must run before the routes change. */
export function judge(
  routing: Routing, order: Order, answers: SlotAnswers, policy: Policy, scenarios: Scenarios | undefined,
): { good: Judged[]; bad: Miss[] } {
  const good: Judged[] = []
  const bad: Miss[] = [...answers.misses]
  for (const fit of answers.fits) {
    const candidate = candidateOf(routing, order, fit, scenarios)
    const code = objection(candidate, policy)
    if (code) bad.push({ slot: fit.slot, reason: { code, proved: false, courier: candidate.courier, remedy: 'Choose another slot.' } })
    else good.push({ fit, candidate, price: policy.price?.(candidate) ?? 0 })
  }
  const inTime = (a: Judged, b: Judged) =>
    a.fit.slot.window.start - b.fit.slot.window.start || a.fit.slot.window.end - b.fit.slot.window.end
  good.sort((a, b) => policy.order?.(a.candidate, b.candidate) || inTime(a, b))
  return { good, bad }
}

function objection(candidate: Candidate, policy: Policy): RefusalCode | undefined {
  if ((candidate.onTime ?? 1) < (policy.leastOnTime ?? 0)) return 'unreliable'
  return policy.hides?.(candidate) ? 'hidden' : undefined
}

function candidateOf(routing: Routing, order: Order, fit: Fit, scenarios: Scenarios | undefined): Candidate {
  const { slot, addedTravel, addedCost, earliest, latest } = fit
  const courier = routing.day.routes[fit.route]!.courier.id
  const onTime = scenarios && routeOnTime(routing, scenarios, { ...order, windows: [slot.window] }, fit.route, fit.touched())
  return { order, slot, courier, addedTravel, addedCost, margin: latest - earliest, ...(onTime === undefined ? {} : { onTime }) }
}
