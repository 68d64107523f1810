/** One booking as an iCalendar entry (RFC 5545), for the customer's calendar. */
import type { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import { InputError } from '../base/errors.ts'
import { optionalPeer } from '../base/peer.ts'
import type { Order } from '../model/nouns.ts'
import type { Calendar } from '../time/calendar.ts'
import { toEpoch } from '../time/calendar.ts'
import type { Window } from '../time/window.ts'
import { windowInWords } from '../time/wording.ts'
import { lonLatOf } from '../travel/place.ts'
import { purposeOf } from './confirmation.ts'
import { problem } from './problems.ts'

/** What {@link bookingToCalendar} takes. */
export interface CalendarBooking {
  /** Of the booking. The same id is the same entry, however often the booking moves. */
  id: string
  /** In which service starts. */
  window: Window
  calendar: Calendar
  order: Order
  /** Title of the entry; `Delivery` where left out, `Collection` for an order that is brought to another place. */
  summary?: string
  /** Who sends it. RFC 5546 wants it in entries that are mailed. */
  organiser?: { name: string; email: string }
  /** When this text was made, in epoch milliseconds. */
  stamp: number
  status: 'confirmed' | 'cancelled' | 'tentative'
  /** 0 for the first text, one more for each change, so that clients know the newest. */
  sequence: number
}

/**
 * The entry as RFC 5545 text with CRLF. The window is written in UTC, so every client shows the right local time, on the days when
 * clocks change, too, and needs no definition of a zone. The same input always gives the same text.
 * A cancelled booking has METHOD:CANCEL and takes the entry away.
 * Rejects with an InputError where the optional package `ical-generator` is absent, for a sequence or a stamp that is not a whole number
 * from 0, and for a malformed e-mail address
 */
export async function bookingToCalendar(booking: CalendarBooking): Promise<string> {
  check(booking)
  const { default: ical } = await optionalPeer('ical-generator', () => import('ical-generator'))
  const { window, calendar, order, organiser, status } = booking
  const method = (status === 'cancelled' ? 'CANCEL' : 'PUBLISH') as ICalCalendarMethod
  // The library puts the hyphen before the product.
  const file = ical({ prodId: '//slotsmith//slotsmith//EN', method })
  const at = lonLatOf(order.place)
  const words = [`Order ${order.id}`, windowInWords(calendar, window), order.description ?? ''].filter((line) => line !== '')
  const event = file.createEvent({
    id: uidOf(booking.id),
    stamp: new Date(booking.stamp),
    sequence: booking.sequence,
    start: new Date(toEpoch(calendar, window.start)),
    end: new Date(toEpoch(calendar, window.end)),
    summary: readable(booking.summary ?? titles[purposeOf(order)]),
    description: readable(words.join('\n')),
    status: status.toUpperCase() as ICalEventStatus,
  })
  if (at !== undefined) event.location({ geo: { lat: at[1], lon: at[0] } })
  if (organiser !== undefined) event.organizer({ name: parameter(organiser.name), email: organiser.email })
  return `${file.toString()}\r\n`
}

const titles = { delivery: 'Delivery', collection: 'Collection' } as const

function check({ id, stamp, sequence, organiser }: CalendarBooking): void {
  if (id === '') throw new InputError(problem('not-text', 'id', id, 'pass the id of the booking'))
  if (!Number.isSafeInteger(stamp) || stamp < 0 || stamp > 8.64e15) {
    throw new InputError(problem('out-of-range', 'stamp', stamp, 'pass epoch milliseconds'))
  }
  if (!Number.isSafeInteger(sequence) || sequence < 0 || sequence >= 2 ** 31) {
    throw new InputError(problem('out-of-range', 'sequence', sequence, 'count changes from 0'))
  }
  if (organiser !== undefined && !/^[\w.!#$%&*+/=?^{|}~-]+@[\w.-]+$/.test(organiser.email)) {
    throw new InputError(problem('text-format', 'organiser.email', organiser.email, 'write name@domain'))
  }
}

/** UIDs are not escaped by anyone, so what is not plain is written as the hexadecimal of its UTF-8. */
function uidOf(id: string): string {
  const bytes = new TextEncoder().encode(id)
  const plain = Array.from(bytes, (byte) => {
    const letter = String.fromCharCode(byte)
    return /[\w.-]/.test(letter) ? letter : `%${byte.toString(16).padStart(2, '0')}`
  })
  return `${plain.join('')}@slotsmith`
}

/** Text without control characters (RFC 5545 allows none but tabs and line breaks) and without halves of characters. */
function readable(text: string): string {
  return wellFormed(text).replaceAll(/(?![\t\r\n])\p{Cc}/gu, ' ')
}

/** A parameter value stands in double quotes and cannot contain any, nor a line break. */
function parameter(text: string): string {
  return readable(text).replaceAll(/[\r\n\t]/g, ' ').replaceAll('"', "'").replaceAll('\\', '/')
}

function wellFormed(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text))
}
