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
  confirmed: 'Your delivery is booked.',
  tentative: 'Your delivery slot is held for you; it is not booked yet.',
  cancelled: 'Your delivery is cancelled. Nobody will come.',
} as const

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
    openings[status],
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
