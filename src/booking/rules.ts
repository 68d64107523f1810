/** The table of legal transitions: what each command does to a booking in each state. */
import type { BookingState } from './booking.ts'
import type { CommandType } from './command.ts'
import type { EventBody } from './event.ts'
import type { BookingRefusalCode } from './refusal.ts'

/** A booking's state, or that no booking has the id. */
export type Standing = BookingState | 'unknown'

/** Every standing, in the order of the table. */
export const standings = ['unknown', 'held', 'confirmed', 'released', 'expired', 'cancelled'] as const satisfies readonly Standing[]

/** The event that a command leads to, or the code of its refusal. */
export type Outcome = 'held' | 'confirmed' | 'released' | 'cancelled' | 'rescheduled' | BookingRefusalCode

/**
 * State × command → event or refusal. One way only, as in two-phase transfers: pending, then posted, voided or expired, each once.
 * A cancelled hold is a released one: nothing was promised yet, so there is no promise to take back.
 */
export const transitions: Readonly<Record<Standing, Readonly<Record<CommandType, Outcome>>>> = {
  unknown: {
    hold: 'held',
    confirm: 'booking-unknown',
    release: 'booking-unknown',
    cancel: 'booking-unknown',
    reschedule: 'booking-unknown',
  },
  held: {
    hold: 'booking-id-taken',
    confirm: 'confirmed',
    release: 'released',
    cancel: 'released',
    reschedule: 'rescheduled',
  },
  confirmed: {
    hold: 'booking-id-taken',
    confirm: 'already-confirmed',
    release: 'already-confirmed',
    cancel: 'cancelled',
    reschedule: 'rescheduled',
  },
  released: {
    hold: 'booking-id-taken',
    confirm: 'already-released',
    release: 'already-released',
    cancel: 'already-released',
    reschedule: 'already-released',
  },
  expired: {
    hold: 'booking-id-taken',
    confirm: 'hold-expired',
    release: 'hold-expired',
    cancel: 'hold-expired',
    reschedule: 'hold-expired',
  },
  cancelled: {
    hold: 'booking-id-taken',
    confirm: 'already-cancelled',
    release: 'already-cancelled',
    cancel: 'already-cancelled',
    reschedule: 'already-cancelled',
  },
}

/** Who has the order that a new hold asks for. */
export type OrderStanding = 'free' | 'held-by-sender' | 'held-elsewhere' | 'confirmed'

/** What becomes of a hold under a new booking id. `replaced`: the sender's old hold is released in the same breath. */
export const holdRules: Readonly<Record<OrderStanding, 'held' | 'replaced' | BookingRefusalCode>> = {
  'free': 'held',
  'held-by-sender': 'replaced',
  'held-elsewhere': 'order-held-elsewhere',
  'confirmed': 'order-already-booked',
}

/** From which standings an event may follow; a log that says otherwise is not this ledger's. */
export const eventsFrom: Readonly<Record<Exclude<EventBody['type'], 'observed'>, readonly Standing[]>> = {
  held: ['unknown'],
  confirmed: ['held'],
  released: ['held'],
  expired: ['held'],
  cancelled: ['confirmed'],
  rescheduled: ['held', 'confirmed'],
  refused: standings,
}
