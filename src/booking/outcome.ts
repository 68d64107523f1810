/** What a new command leads to, by the table of rules. */
import { isVisit } from '../model/stop.ts'
import type { Booking } from './booking.ts'
import type { Cancel, Command, Hold } from './command.ts'
import type { EventBody } from './event.ts'
import type { LedgerState } from './ledger.ts'
import { plainCopy } from './plain.ts'
import { isRefusalCode } from './refusal.ts'
import type { ObserveRefusalCode, RefusalFacts } from './refusal.ts'
import type { Road } from './road.ts'
import { holdRules, transitions } from './rules.ts'
import type { OrderStanding } from './rules.ts'

/** The events of a command at `at`, in a ledger without lapsed holds. The last event is the answer. */
export function outcomeOf(state: LedgerState, command: Command, at: number): readonly EventBody[] {
  const booking = state.bookings.get(command.booking)
  const outcome = transitions[booking?.state ?? 'unknown'][command.type]
  if (booking && command.type !== 'hold' && command.by !== undefined && command.by !== booking.by) {
    return [refused({ code: 'not-yours', booking: booking.id }, command.booking)]
  }
  if (isRefusalCode(outcome)) return [refused({ code: outcome, booking: command.booking }, command.booking)]
  const how = booking && state.visited.get(booking.order.id)
  if ((command.type === 'cancel' && how) || (command.type === 'reschedule' && how === 'made')) {
    return [refused({ code: 'underway', booking: command.booking }, command.booking)]
  }
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

/** The record of a refusal. @param booking that the command was about, where it was about one */
export function refused(facts: RefusalFacts, booking?: string): EventBody {
  return { type: 'refused', ...(booking === undefined ? {} : { booking }), refusal: Object.freeze(facts) }
}

/** The events of an observation that was read against the routes. Whoever was visited and only held the slot has it for good now. */
export function outcomeOfObserve(state: LedgerState, found: Road | ObserveRefusalCode): readonly EventBody[] {
  if (typeof found === 'string') return [refused({ code: found })]
  const visited = new Set(found.steps.flatMap((step) => (isVisit(step) && 'id' in step ? [state.live.get(step.id)!] : [])))
  const held = [...visited].filter((booking) => state.bookings.get(booking)!.state === 'held')
  const road = plainCopy(found, '', [], Infinity) as unknown as Road
  return [...held.map((booking): EventBody => ({ type: 'confirmed', booking })), { type: 'observed', road }]
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
  return [refused({ code: rule, ...aboutOther(other!, by) }, booking)]
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
