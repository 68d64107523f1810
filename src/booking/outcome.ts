/** What a new command leads to, by the table of rules. */
import type { Booking } from './booking.ts'
import type { Cancel, Command, Hold } from './command.ts'
import type { EventBody } from './event.ts'
import type { LedgerState } from './ledger.ts'
import { isRefusalCode } from './refusal.ts'
import type { RefusalFacts } from './refusal.ts'
import { holdRules, transitions } from './rules.ts'
import type { OrderStanding } from './rules.ts'

/** The events of a command at `at`, in a ledger without lapsed holds. The last event is the answer. */
export function outcomeOf(state: LedgerState, command: Command, at: number): readonly EventBody[] {
  const booking = state.bookings.get(command.booking)
  const outcome = transitions[booking?.state ?? 'unknown'][command.type]
  if (booking && command.type !== 'hold' && command.by !== undefined && command.by !== booking.by) {
    return [refused(command, { code: 'not-yours', booking: booking.id })]
  }
  if (isRefusalCode(outcome)) return [refused(command, { code: outcome, booking: command.booking })]
  switch (command.type) {
    case 'hold':
      return outcomeOfHold(state, command, at)
    case 'confirm':
      return [{ type: 'confirmed', booking: command.booking }]
    case 'release':
      return [{ type: 'released', booking: command.booking, why: 'asked' }]
    case 'cancel':
      return [outcome === 'released' ? { type: 'released', booking: command.booking, why: 'asked' } : cancelled(command)]
    case 'reschedule':
      return [{ type: 'rescheduled', booking: command.booking, from: booking!.slot, to: command.slot }]
  }
}

/** The record of a refusal. */
export function refused(command: Command, facts: RefusalFacts): EventBody {
  return { type: 'refused', booking: command.booking, refusal: Object.freeze(facts) }
}

/** One order has one live booking. A sender's own hold gives way; everything else stands. */
function outcomeOfHold(state: LedgerState, command: Hold, at: number): readonly EventBody[] {
  const { booking, order, slot, by } = command
  const held: EventBody = { type: 'held', booking, order, slot, by, expiresAt: at + command.for }
  const id = state.live.get(order.id)
  const other = id === undefined ? undefined : state.bookings.get(id)
  const rule = holdRules[orderStanding(other, by)]
  if (rule === 'held') return [held]
  if (rule === 'replaced') return [{ type: 'released', booking: other!.id, why: 'replaced' }, held]
  return [refused(command, { code: rule, ...aboutOther(other!, by) })]
}

function orderStanding(other: Booking | undefined, by: string): OrderStanding {
  if (!other) return 'free'
  if (other.state === 'confirmed') return 'confirmed'
  return other.by === by ? 'held-by-sender' : 'held-elsewhere'
}

/** Only its own holder learns a booking's id: who knows the id may cancel it. Others learn when the hold lapses. */
function aboutOther(other: Booking, by: string): Partial<RefusalFacts> {
  if (other.by === by) return { booking: other.id }
  return other.state === 'held' ? { until: other.expiresAt } : {}
}

function cancelled({ booking, reason }: Cancel): EventBody {
  return reason === undefined ? { type: 'cancelled', booking } : { type: 'cancelled', booking, reason }
}
