/** What has happened: a closed list of facts, plain JSON, from which the ledger can be rebuilt. */
import type { Order, Slot } from '../model/nouns.ts'
import type { RefusalFacts } from './refusal.ts'
import type { Road } from './road.ts'

export interface Held {
  readonly type: 'held'
  readonly booking: string
  readonly order: Order
  readonly slot: Slot
  readonly by: string
  readonly expiresAt: number
}

export interface Confirmed {
  readonly type: 'confirmed'
  readonly booking: string
}

/** `asked`: its holder gave it up. `replaced`: its holder took another hold of the same order. */
export interface Released {
  readonly type: 'released'
  readonly booking: string
  readonly why: 'asked' | 'replaced'
}

/** The deadline passed. Belongs to no command: whoever asks first notices. */
export interface Expired {
  readonly type: 'expired'
  readonly booking: string
}

export interface Cancelled {
  readonly type: 'cancelled'
  readonly booking: string
  readonly reason?: string
}

export interface Rescheduled {
  readonly type: 'rescheduled'
  readonly booking: string
  readonly from: Slot
  readonly to: Slot
}

/** A command was refused. No booking changes; it is kept so that the same command is answered the same for ever. */
export interface Refused {
  readonly type: 'refused'
  /** Absent where the command was not about a booking. */
  readonly booking?: string
  readonly refusal: RefusalFacts
}

/** A courier was seen on the road. Whoever was served by then is confirmed before, if they only held their slot. */
export interface Observed {
  readonly type: 'observed'
  readonly booking?: undefined
  readonly road: Road
}

/** An event before the ledger has numbered and dated it. */
export type EventBody = Held | Confirmed | Released | Expired | Cancelled | Rescheduled | Refused | Observed

/** Added to every event. */
export type EventStamp = {
  /** 1 for the first event of a ledger, then without a gap. */
  readonly seq: number
  /** Epoch milliseconds, never before the event before it. */
  readonly at: number
} & EventCause

/** `command`: the id of the command that made it. `digest`: that command's fingerprint, where the event is its answer. */
export type EventCause =
  | { readonly command: string; readonly digest: string }
  /** A hold that was replaced, or confirmed, on the way to the answer. */
  | { readonly command: string; readonly digest: null }
  /** An expiry, which no command makes. */
  | { readonly command: null; readonly digest: null }

export type BookingEvent = EventBody & EventStamp
