/** A booking: one order's claim on a slot, from the hold to its end. */
import type { Order, Slot } from '../model/nouns.ts'

/** `held` and `confirmed` use capacity; the others are ends, and nothing leaves them. */
export type BookingState = 'held' | 'confirmed' | 'released' | 'expired' | 'cancelled'

/** All moments are epoch milliseconds of the clock that was passed in. Frozen, deeply. */
export interface Booking {
  readonly id: string
  readonly order: Order
  readonly slot: Slot
  /** Who holds it: a cart, a session, a customer. */
  readonly by: string
  readonly state: BookingState
  /** Number of the event that gave it its slot: the hold, or the last move. Whoever was there first keeps the lower one. */
  readonly placed: number
  readonly heldAt: number
  /** The first moment at which an unconfirmed hold no longer counts. */
  readonly expiresAt: number
  readonly confirmedAt?: number
  /** When it was released or cancelled. For an expired hold this is `expiresAt`, however late that was noticed. */
  readonly endedAt?: number
  /** Why it was cancelled, in the caller's words. */
  readonly reason?: string
}

/** Whether the booking uses capacity. */
export function isLive(booking: Booking): boolean {
  return booking.state === 'held' || booking.state === 'confirmed'
}
