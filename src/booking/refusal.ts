/** Why a command was refused: a value with a code, words for a person, and a way on. */

/** What can be done about a refusal, as an instruction. */
export const recourses = {
  'hold': 'Ask for offers and hold a slot.',
  'hold-again': 'Ask for offers again and take a new hold.',
  'cancel-or-reschedule': 'It stands as promised. Where it is not wanted, cancel or reschedule it.',
  'reschedule': 'Reschedule the booking that the order already has.',
  'wait': 'Wait until the other hold lapses, or ask its holder to release it.',
  'choose-another-slot': 'Ask for offers again and choose another slot.',
  'ask-the-holder': 'Send the command as the one who holds the booking, or have staff send it.',
  'new-command-id': 'Give every new command an id of its own; repeat an id only with the very same command.',
  'new-booking-id': 'Give every new hold a booking id of its own.',
  'another-day': 'Close this day and book on another.',
  'none': 'It has happened and cannot be changed.',
  'observe-again': 'Ask for the plan and observe again.',
} as const

export type Recourse = keyof typeof recourses

/**
 * Every code with its words and its recourse. `offer-expired`, `slot-closed`, `no-longer-fits`, `not-in-route` and `goes-back` are the
 * desk's, which knows calendar and routes.
 */
export const bookingRefusals = {
  'booking-unknown': { text: 'No booking has this id.', recourse: 'hold' },
  'booking-id-taken': { text: 'Another hold has already used this booking id.', recourse: 'new-booking-id' },
  'hold-expired': { text: 'The hold was not confirmed in time.', recourse: 'hold-again' },
  'already-confirmed': { text: 'The booking is already confirmed.', recourse: 'cancel-or-reschedule' },
  'already-released': { text: 'The hold has already been released.', recourse: 'hold-again' },
  'already-cancelled': { text: 'The booking has already been cancelled.', recourse: 'hold-again' },
  'order-already-booked': { text: 'The order already has a confirmed booking.', recourse: 'reschedule' },
  'order-held-elsewhere': { text: 'Somebody else holds a slot for this order.', recourse: 'wait' },
  'not-yours': { text: 'Somebody else holds this booking.', recourse: 'ask-the-holder' },
  'command-id-reused': { text: 'This command id was used before, with different content.', recourse: 'new-command-id' },
  'ledger-full': { text: 'This day has taken all the commands it can remember.', recourse: 'another-day' },
  'offer-expired': { text: 'The offer has lapsed.', recourse: 'choose-another-slot' },
  'slot-closed': { text: 'The slot is closed for booking.', recourse: 'choose-another-slot' },
  'no-longer-fits': { text: 'The routes can no longer keep this slot.', recourse: 'choose-another-slot' },
  'underway': { text: 'A courier has been there, is there, or is on the way there.', recourse: 'none' },
  'not-in-route': { text: 'The steps that are said to be made are not how the route begins.', recourse: 'observe-again' },
  'goes-back': { text: 'More of the route was made than is said now.', recourse: 'observe-again' },
} as const satisfies Record<string, { readonly text: string; readonly recourse: Recourse }>

export type BookingRefusalCode = keyof typeof bookingRefusals

/** The codes that only the desk can find, by its calendar and its routes. */
export type DeskRefusalCode = 'offer-expired' | 'slot-closed' | 'no-longer-fits'

/** The codes of observations, which the desk finds. */
export type ObserveRefusalCode = 'not-in-route' | 'goes-back'

/** The part of a refusal that is stored; its words are looked up. */
export interface RefusalFacts {
  readonly code: BookingRefusalCode
  readonly booking?: string
  readonly until?: number
}

export interface BookingRefusal {
  readonly code: BookingRefusalCode
  readonly text: string
  readonly recourse: Recourse
  /** The booking in question. Never the id of somebody else's booking that the sender did not name. */
  readonly booking?: string
  /** `order-held-elsewhere`: when the other hold lapses, in epoch milliseconds. */
  readonly until?: number
}

/** Adds words and recourse to the stored facts. */
export function refusalOf(facts: RefusalFacts): BookingRefusal {
  return Object.freeze({ ...facts, ...bookingRefusals[facts.code] })
}

/** Whether a text is one of the codes. */
export function isRefusalCode(text: string): text is BookingRefusalCode {
  return Object.hasOwn(bookingRefusals, text)
}
