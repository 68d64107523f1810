/** Naming what is to be held: an offer, its token, or an order and a slot outright. */
import { InputError } from '../base/errors.ts'
import type { Problem } from '../base/errors.ts'
import { throwIfAny } from '../base/read.ts'
import type { Day } from '../model/day.ts'
import type { Order, Slot } from '../model/nouns.ts'
import type { Calendar, IntervalInput } from '../time/calendar.ts'
import type { Offered } from './answer.ts'
import type { OfferBook, OpenOffer } from './offer-book.ts'
import { readRequest, readSlot } from './request.ts'
import type { OfferRequest } from './request.ts'

/** An order and a slot, held without an offer. */
export interface OutrightHold {
  readonly order: OfferRequest
  readonly slot: string | OwnWindow
}

/** A window of the customer's own: ISO text, `Date`, luxon `DateTime`, or date-fns' `Interval`. */
export type OwnWindow = IntervalInput & { readonly id?: string }

/** What callers mean by what they pass to `hold` and `reschedule`. */
export class Meanings {
  private readonly day: Day
  private readonly calendar: Calendar
  private readonly offers: OfferBook

  constructor(day: Day, calendar: Calendar, offers: OfferBook) {
    this.day = day
    this.calendar = calendar
    this.offers = offers
  }

  /** What is to be held. @throws {InputError} where an offer is not known or the input is malformed */
  toHold(what: Offered | string | OutrightHold): { order: Order; slot: Slot; offer?: OpenOffer } {
    if (typeof what === 'object' && what !== null && 'order' in what) {
      const { order } = readRequest({ ...what.order }, this.day, this.calendar)
      return { order, slot: this.slotOf(what.slot) }
    }
    const offer = this.offers.get(tokenOf(what) ?? '')
    if (!offer) throw unknownOffer(what, 'give an offer of this desk, its token, or { order, slot }; ask for offers again')
    return { order: offer.order, slot: offer.slot, offer }
  }

  /** What a booking is to be moved to. @throws {InputError} likewise */
  toMoveTo(to: Offered | string | OwnWindow): { slot: Slot; offer?: OpenOffer } {
    const token = tokenOf(to)
    const offer = this.offers.get(token ?? '')
    if (offer) return { slot: offer.slot, offer }
    if (token !== undefined && typeof to !== 'string') throw unknownOffer(to, 'give an offer of this desk; ask for offers again')
    return { slot: this.slotOf(to as string | OwnWindow) }
  }

  /** A slot of the day by its id, or a window of the customer's own. */
  private slotOf(slot: string | OwnWindow): Slot {
    const problems: Problem[] = []
    const known = typeof slot === 'string' ? this.day.slots.find(({ id }) => id === slot) : readSlot(slot, this.calendar, 'slot', problems)
    if (!known && problems.length === 0) {
      problems.push({ code: 'unknown-id', path: 'slot', got: slot, remedy: 'name a slot of the day, or give { start, end }' })
    }
    throwIfAny(problems)
    return known!
  }

  /** Whether an offer is meant that this desk does not remember: made by an earlier process, or too long ago. */
  isForgotten(what: unknown): boolean {
    const token = tokenOf(what)
    return token !== undefined && !this.offers.get(token) && !this.day.slots.some(({ id }) => id === token)
  }
}

/** The token of an offer, or the text in its place. */
function tokenOf(what: unknown): string | undefined {
  const token = typeof what === 'string' ? what : (what as { token?: unknown } | null | undefined)?.token
  return typeof token === 'string' ? token : undefined
}

/** The error of an offer that the desk does not remember. */
function unknownOffer(what: unknown, remedy: string): InputError {
  return new InputError({ code: 'unknown-id', path: 'offer', got: tokenOf(what) ?? what, remedy })
}
