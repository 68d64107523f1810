/** From feasible to offered: reliability and policy have their say. */
import type { Order, Slot } from '../model/nouns.ts'
import type { Routing } from '../routing/routing.ts'
import type { Fit, Miss, SlotAnswers } from '../slots/fit.ts'
import type { Candidate, Policy } from '../slots/policy.ts'
import { routeOnTime } from '../slots/route-on-time.ts'
import type { Scenarios } from '../slots/reliability.ts'
import { covers } from '../time/window.ts'

/** A slot that is offered, with its terms. */
export interface Judged {
  readonly fit: Fit
  readonly candidate: Candidate
  readonly price: number
}

/** An order as the customer asks for it, and as the routes have it. */
export interface AskedOrder {
  readonly asked: Order
  readonly open: Order
}

/**
 * Prices and sorts what may be offered; what may not joins the misses. Must run before the routes change. A slot whose cheapest gap is
 * unreliable is kept the way that a reliable slot inside it is kept.
 */
export function judge(
  routing: Routing, { asked, open }: AskedOrder, answers: SlotAnswers, policy: Policy, scenarios: Scenarios | undefined,
): { good: Judged[]; bad: Miss[] } {
  const good: Judged[] = []
  const bad: Miss[] = [...answers.misses]
  const onTimeOf = ({ route, slot, touched }: Fit): number | undefined =>
    scenarios && routeOnTime(routing, scenarios, { ...open, windows: [slot.window] }, route, touched())
  const isReliable = (candidate: Candidate) => (candidate.onTime ?? 1) >= (policy.leastOnTime ?? 0)
  const judged = answers.fits.map((fit) => ({ fit, candidate: candidateOf(routing, asked, fit, onTimeOf(fit)) }))
  const reliable = judged.filter(({ candidate }) => isReliable(candidate)).map(({ fit }) => fit)
  for (const first of judged) {
    const other = isReliable(first.candidate) ? undefined : cheapestInside(first.fit.slot, reliable)
    const { fit, candidate } = other ? { fit: other, candidate: candidateOf(routing, asked, other, onTimeOf(other)) } : first
    const code = !isReliable(candidate) ? 'unreliable' : policy.hides?.(candidate) ? 'hidden' : undefined
    if (code) bad.push({ slot: fit.slot, reason: { code, proved: false, courier: candidate.courier, remedy: 'Choose another slot.' } })
    else good.push({ fit, candidate, price: policy.price?.(candidate) ?? 0 })
  }
  const inTime = (a: Judged, b: Judged) =>
    a.fit.slot.window.start - b.fit.slot.window.start || a.fit.slot.window.end - b.fit.slot.window.end
  good.sort((a, b) => policy.order?.(a.candidate, b.candidate) || inTime(a, b))
  return { good, bad }
}

/** The cheapest of the fits whose slot lies inside this one, for this one: what serves the narrower serves the wider, and no later. */
function cheapestInside(slot: Slot, fits: readonly Fit[]): Fit | undefined {
  let cheapest: Fit | undefined
  for (const fit of fits) {
    if (covers(slot.window, fit.slot.window) && (cheapest === undefined || fit.addedCost < cheapest.addedCost)) cheapest = fit
  }
  return cheapest && { ...cheapest, slot, rearranged: cheapest.rearranged ?? [cheapest.touched()] }
}

function candidateOf(routing: Routing, order: Order, fit: Fit, onTime: number | undefined): Candidate {
  const { slot, addedTravel, addedCost, earliest, latest } = fit
  const courier = routing.day.routes[fit.route]!.courier.id
  return { order, slot, courier, addedTravel, addedCost, margin: latest - earliest, ...(onTime === undefined ? {} : { onTime }) }
}
