/** The regime that this library is measured against: a day, give or take eight hours, and stay at home. */
import { everySlot } from '../slots/policy.ts'
import type { Regime } from './booking-day.ts'

/**
 * The customer is told a day and sixteen hours, so no window binds the routes; couriers, search and effort are the same. Everybody who
 * is offered the day takes it: nobody leaves because of the width, which favours this regime.
 */
export const legacyDay: Regime = {
  name: 'plus or minus eight hours',
  slots: [{ id: '08:00-24:00', start: '08:00', end: 86_400 }],
  policy: everySlot,
  choose: (_, choices) => choices[0],
  narrow: false,
}
