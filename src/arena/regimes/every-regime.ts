/** All regimes of the arena, in the order of reports. */
import { counters } from './counters.ts'
import { firstFit } from './first-fit.ts'
import { hindsight } from './hindsight.ts'
import { legacy } from './legacy.ts'
import { legacyMessage } from './legacy-message.ts'
import type { Regime } from './regime.ts'
import { slotsmith } from './slotsmith.ts'

/** Two baselines without slots, two with, this library, and the bound. */
export const everyRegime: readonly Regime[] = [legacy, legacyMessage, counters, firstFit, slotsmith, hindsight]
