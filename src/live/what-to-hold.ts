/** Naming what is to be held: an offer, its token, or an order and a slot outright. */
import { InputError } from '../base/errors.ts'
import type { IntervalInput } from '../time/calendar.ts'
import type { OfferRequest } from './request.ts'

/** An order and a slot, held without an offer. */
export interface OutrightHold {
  readonly order: OfferRequest
  readonly slot: string | OwnWindow
}

/** A window of the customer's own: ISO text, `Date`, luxon `DateTime`, or date-fns' `Interval`. */
export type OwnWindow = IntervalInput & { readonly id?: string }

/** The token of an offer, or the text in its place. */
export function tokenOf(what: unknown): string | undefined {
  const token = typeof what === 'string' ? what : (what as { token?: unknown } | null | undefined)?.token
  return typeof token === 'string' ? token : undefined
}

/** The error of an offer that the desk does not remember. */
export function unknownOffer(what: unknown, remedy: string): InputError {
  return new InputError({ code: 'unknown-id', path: 'offer', got: tokenOf(what) ?? what, remedy })
}
