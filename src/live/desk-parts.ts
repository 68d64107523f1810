/** What a desk is made of. */
import type { LedgerState } from '../booking/ledger.ts'
import type { Day } from '../model/day.ts'
import type { Routing } from '../routing/routing.ts'
import type { Policy } from '../slots/policy.ts'
import type { Scenarios } from '../slots/reliability.ts'
import type { Calendar } from '../time/calendar.ts'
import type { Clock } from '../time/clock.ts'
import type { ClosingRule } from '../time/cutoff.ts'

/** `openDay` makes them from a caller's input. */
export interface DeskParts {
  readonly day: Day
  readonly calendar: Calendar
  readonly routing: Routing
  readonly ledger: LedgerState
  readonly clock: Clock
  readonly seed: number
  readonly policy: Policy
  readonly closing: ClosingRule
  readonly scenarios: Scenarios | undefined
  /** Gaps that may be looked at for the slots of a request without a direct gap, and where no slot could be offered otherwise. */
  readonly repairEvaluations: number
  readonly lastResort: number
  /** Milliseconds that an offer and, unless said otherwise, a hold last. */
  readonly offerFor: number
  readonly holdFor: number
  /** How often the plan has been improved; part of what seeds the next time. */
  readonly improvements: number
}
