/** What can be asked of the ledger: commands with an id that their sender makes once and repeats when in doubt. */
import type { Order, PlanStep, Slot } from '../model/nouns.ts'
import type { Seconds } from '../time/seconds.ts'
import type { Place } from '../travel/place.ts'

/**
 * Reserves a slot for an order for a while.
 * `booking` names the new booking and must repeat when the command is repeated: derive it from the command id, never from a counter.
 */
export interface Hold {
  readonly id: string
  readonly type: 'hold'
  readonly booking: string
  readonly order: Order
  readonly slot: Slot
  /** Who holds: a cart id. A later hold of the same order by the same holder replaces this one. */
  readonly by: string
  /** Milliseconds until the hold lapses, 1 to {@link longestHold}: a length, since the ledger's clock decides and not the sender's. */
  readonly for: number
}

/** Common to every command on an existing booking. */
interface OnBooking {
  readonly id: string
  readonly booking: string
  /** When given, the command is refused unless this is who holds the booking. Leave it out for staff, who may act for anybody. */
  readonly by?: string
}

/** Turns a hold into a promise. */
export interface Confirm extends OnBooking {
  readonly type: 'confirm'
}

/** Gives up a hold. */
export interface Release extends OnBooking {
  readonly type: 'release'
}

/** Takes back a promise; on a hold, the same as release. */
export interface Cancel extends OnBooking {
  readonly type: 'cancel'
  readonly reason?: string
}

/** Moves a hold or a promise to another slot. It keeps its id, its state and, while held, its deadline. */
export interface Reschedule extends OnBooking {
  readonly type: 'reschedule'
  readonly slot: Slot
}

/** Says where a courier on the road is. Nothing of it can be refused for coming late: it has happened. */
export interface Observe {
  readonly id: string
  readonly type: 'observe'
  readonly courier: string
  readonly shift: number
  /** Every step from the first on that was made, or can no longer be changed. */
  readonly made: readonly ObservedStep[]
  /** From where and when the courier goes on; the place of the last step where none is given. */
  readonly at?: Place
  readonly free: Seconds
  /** When the courier left the start of the route; as planned, or as observed before, where none is given. */
  readonly left?: Seconds
}

/** A step and when it was begun and done, as far as that is known. */
export type ObservedStep = PlanStep & { readonly start?: Seconds; readonly depart?: Seconds }

export type Command = Hold | Confirm | Release | Cancel | Reschedule

/** The name of a command. */
export type CommandType = Command['type']

/** Most characters (UTF-16 code units) in an id of a command, order, slot or holder. */
export const longestId = 200

/** Most characters in the id of a booking, which is named after a command or an order: `b:…`, `b:promised …`. */
export const longestBookingId = longestId + 20

/** Most characters of an order as JSON text: with slot and holder beside it, a hold stays within what one command may have. */
export const longestOrder = 90_000

/** Most characters in the reason of a cancellation. */
export const longestReason = 1000

/** Longest hold in milliseconds: seven days. */
export const longestHold = 7 * 24 * 60 * 60 * 1000

/** The last moment that the ledger's clock can name, in epoch milliseconds: the last one of `Date`. */
export const latestMoment = 8.64e15
