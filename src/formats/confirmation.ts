/** A booking in plain words: no app, no account, any telephone. */
import type { Order } from '../model/nouns.ts'
import type { Calendar } from '../time/calendar.ts'
import type { Window } from '../time/window.ts'
import { durationInWords, windowInWords } from '../time/wording.ts'

/** What {@link confirmationText} takes. */
export interface Confirmation {
  /** Of the booking; what the customer names when calling or writing. */
  id: string
  window: Window
  calendar: Calendar
  order: Order
  /** Who comes: the shop or the carrier. */
  from: string
  /** How to change or cancel: a telephone number, an address, a link. */
  contact: string
  /** Until when that is possible, in words. */
  changeUntil?: string
  status: 'confirmed' | 'cancelled' | 'tentative'
}

const openings = {
  confirmed: (what: string) => `Your ${what} is booked.`,
  tentative: (what: string) => `Your ${what} slot is held for you; it is not booked yet.`,
  cancelled: (what: string) => `Your ${what} is cancelled. Nobody will come.`,
} as const

/** What the courier comes for: an order that is brought from the customer's door to another place is collected there. */
export function purposeOf({ bringTo }: Order): 'delivery' | 'collection' {
  return bringTo === undefined ? 'delivery' : 'collection'
}

/**
 * The confirmation in English, lines of plain text ending with a line feed. Line breaks and control characters in what was passed in
 * become spaces, so that no field can pretend to be a line of its own.
 */
export function confirmationText(confirmation: Confirmation): string {
  const { window, calendar, order, status } = confirmation
  const minutes = order.service === 0 ? [] : [`It takes about ${durationInWords(order.service)} at your door.`]
  const zone = calendar.zone.replaceAll('_', ' ')
  const until = confirmation.changeUntil === undefined ? '' : ` until ${oneLine(confirmation.changeUntil)}`
  const change = status === 'cancelled'
    ? `To book again: ${oneLine(confirmation.contact)}`
    : `To change or cancel${until}: ${oneLine(confirmation.contact)}`
  const lines = [
    openings[status](purposeOf(order)),
    '',
    `Who:       ${oneLine(confirmation.from)}`,
    `When:      ${windowInWords(calendar, window)} (local time, ${zone})`,
    ...(order.description === undefined ? [] : [`What:      ${oneLine(order.description)}`]),
    `Order:     ${oneLine(order.id)}`,
    `Reference: ${oneLine(confirmation.id)}`,
    '',
    ...(status === 'cancelled' ? [] : ['We arrive within this time; you need not wait outside it.', ...minutes]),
    change,
  ]
  return `${lines.join('\n')}\n`
}

function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
}
