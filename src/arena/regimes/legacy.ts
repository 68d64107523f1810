/** The regime that this library is measured against: a day, give or take eight hours, and stay at home. */
import { everySlot } from '../../slots/policy.ts'
import { deskRegime } from './desk-regime.ts'

/**
 * The customer is told a day and sixteen hours, so nothing but the couriers' shifts binds the routes; couriers, search and effort are
 * those of the others. Everybody who is offered the day takes it: nobody leaves because of the width, which favours this regime.
 */
export const legacy = deskRegime({
  name: 'legacy',
  title: 'plus or minus eight hours',
  chooses: false,
  setup: ({ told }) => ({
    slots: [{ id: 'the day', ...told }], policy: everySlot, reliability: false, searches: true,
    tell: (promised) => ({ promised, told: promised, waitsUntil: 0 }),
  }),
})
