/** The stronger baseline: sixteen hours when it is booked, and an estimate on the morning of the day. */
import { everySlot } from '../../slots/policy.ts'
import { openDeskDay } from './desk-day.ts'
import type { Regime } from './regime.ts'

/** Seconds to both sides of the planned moment. */
const ESTIMATE = 2 * 3600

/** As legacy; in the morning everybody is told the planned moment, give or take two hours. */
export const legacyMessage: Regime = {
  name: 'legacy-message',
  title: 'plus or minus eight hours, with a morning message',
  chooses: false,
  openDay: (brief) =>
    openDeskDay(brief, {
      slots: [{ id: 'the day', ...brief.told }], policy: everySlot, reliability: false, searches: true,
      tell: (promised, planned) => {
        const told = { start: Math.max(promised.start, planned - ESTIMATE), end: Math.min(promised.end, planned + ESTIMATE) }
        return { promised, told, waitsUntil: 0 }
      },
    }),
}
