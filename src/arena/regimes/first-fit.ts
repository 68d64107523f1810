/** Slots without search: every slot with a direct gap is offered, as an insertion heuristic does. */
import { everySlot } from '../../slots/policy.ts'
import { deskRegime } from './desk-regime.ts'
import { asPromised } from './hand-over.ts'

/** No repair, no policy, no improvement between bookings; the whole effort is spent before dispatch. */
export const firstFit = deskRegime({
  name: 'first-fit',
  title: 'narrow slots, first fit',
  chooses: true,
  setup: ({ slots }) => ({ slots: [slots], policy: everySlot, reliability: false, searches: false, tell: asPromised }),
})
