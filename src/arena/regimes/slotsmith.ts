/** The regime of this library, set up as a user would set it up: the customer chooses a narrow slot that the routes can keep. */
import { deskRegime } from './desk-regime.ts'
import { asPromised } from './hand-over.ts'
import { priceByWidthAndDetour } from './price.ts'

/**
 * An offer must be on time, with everybody on its route, in this share of the travel scenarios. That counts the whole route: forty promises
 * of which each is kept in 97 of 100 cases are all kept in three of ten. A stricter floor turned customers away on long routes (pilot
 * worlds, seed 9001).
 */
const LEAST_ON_TIME = 0.3

/** Travel scenarios, with the library's own spreads. */
const SCENARIOS = 50

/**
 * Slots of all widths; wide ones and small detours cost less, and nobody is forced into a wide one. Repair looks for slots without a direct
 * gap, and routes are improved after each confirmation. The same in all scenarios.
 */
export const slotsmith = deskRegime({
  name: 'slotsmith',
  title: 'narrow slots by slotsmith',
  chooses: true,
  setup: (brief) => ({
    slots: [brief.slots], policy: priceByWidthAndDetour(brief.couriers[0]?.costs ?? {}, LEAST_ON_TIME),
    reliability: { scenarios: SCENARIOS }, searches: true, tell: asPromised,
  }),
})
