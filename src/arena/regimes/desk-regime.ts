/** Rules that book at a desk of this library and differ in nothing but how it is set up. */
import type { DeskSetup } from './desk-day.ts'
import { openDeskDay } from './desk-day.ts'
import type { DayBrief, Regime } from './regime.ts'

/** A rule of promising by its desk. */
export interface DeskRegime extends Regime {
  /** How the desk of a day is set up. */
  readonly setup: (brief: DayBrief) => DeskSetup
}

/** The rule that opens such desks. */
export function deskRegime(rule: Omit<DeskRegime, 'openDay'>): DeskRegime {
  return { ...rule, openDay: (brief) => openDeskDay(brief, rule.setup(brief)) }
}
