/** What each of the arena's threads loads: tasks under the regimes of the arena. */
import { everyRegime } from '../regimes/every-regime.ts'
import { handing } from './crew.ts'
import { workWith } from './task.ts'

/** Called by tinypool with one task at a time. */
export const work = handing(workWith(everyRegime))
