/** Slots without search: every slot with a direct gap is offered, as an insertion heuristic does. */
import { everySlot } from '../../slots/policy.ts'
import { openDeskDay } from './desk-day.ts'
import { asPromised } from './hand-over.ts'
import type { Regime } from './regime.ts'

/** No repair, no policy, no improvement between bookings; the whole effort is spent before dispatch. */
export const firstFit: Regime = {
  name: 'first-fit',
  title: 'narrow slots, first fit',
  chooses: true,
  openDay: (brief) =>
    openDeskDay(brief, { slots: [brief.slots], policy: everySlot, reliability: false, searches: false, tell: asPromised }),
}
