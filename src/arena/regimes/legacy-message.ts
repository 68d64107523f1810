/** The stronger baseline: sixteen hours when it is booked, and an estimate on the morning of the day. */
import { deskRegime } from './desk-regime.ts'
import { legacy } from './legacy.ts'

/** Seconds to both sides of the planned moment. */
const ESTIMATE = 2 * 3600

/** As legacy; in the morning everybody is told the planned moment, give or take two hours. */
export const legacyMessage = deskRegime({
  name: 'legacy-message',
  title: 'plus or minus eight hours, with a morning message',
  chooses: false,
  setup: (brief) => ({
    ...legacy.setup(brief),
    tell: (promised, planned) => {
      const told = { start: Math.max(promised.start, planned - ESTIMATE), end: Math.min(promised.end, planned + ESTIMATE) }
      return { promised, told, waitsUntil: 0 }
    },
  }),
})
