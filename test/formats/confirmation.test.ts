/** The confirmation that anybody can read on any telephone. */
import { expect, test } from 'vitest'
import { confirmationText } from '../../src/formats/confirmation.ts'
import type { Confirmation } from '../../src/formats/confirmation.ts'
import { makeDay } from '../../src/model/day.ts'
import { makeOrder } from '../../src/model/order.ts'
import { openCalendar } from '../../src/time/calendar.ts'
import { estimateTravel } from '../../src/travel/estimate.ts'

const day = makeDay({ travel: estimateTravel({ kilometresPerHour: 30 }), couriers: [] })

function confirmation(change: Partial<Confirmation> = {}): Confirmation {
  return {
    id: 'b-1',
    window: { start: 50_400, end: 57_600 },
    calendar: openCalendar('2026-12-01', 'America/New_York'),
    order: makeOrder({ id: 'order-17', place: [0, 0], service: 'PT4M', description: 'flowers' }, day),
    from: 'Flower shop',
    contact: '+1 555 0100',
    changeUntil: 'Monday 18:00',
    status: 'confirmed',
    ...change,
  }
}

test('says who, when in local words, what to do to change it, and the reference', () => {
  expect(confirmationText(confirmation())).toBe(`Your delivery is booked.

Who:       Flower shop
When:      Tuesday 1 December, 14:00–16:00 (local time, America/New York)
What:      flowers
Order:     order-17
Reference: b-1

We arrive within this time; you need not wait outside it.
It takes about 4 minutes at your door.
To change or cancel until Monday 18:00: +1 555 0100
`)
})

test('a held slot is not called booked, and a cancelled one says that nobody comes', () => {
  expect(confirmationText(confirmation({ status: 'tentative' }))).toContain('held for you; it is not booked yet')
  const cancelled = confirmationText(confirmation({ status: 'cancelled' }))
  expect(cancelled).toContain('Nobody will come.')
  expect(cancelled).toContain('To book again: +1 555 0100')
  expect(cancelled).not.toContain('We arrive')
})

test('no field can pretend to be another line', () => {
  const text = confirmationText(confirmation({ from: 'Shop\r\nReference: fake\u2028x', id: 'b\n\n2' }))
  expect(text).toContain('Who:       Shop Reference: fake x\n')
  expect(text.split('\n').filter((line) => line.startsWith('Reference:'))).toEqual(['Reference: b 2'])
})

test('an order that is brought from the door to another place is a collection; the other place is nobody’s business', () => {
  const fetched = makeOrder({ id: 'return-3', place: [0, 0], bringTo: { place: [13.4, 52.5] } }, day)
  const openings = (['confirmed', 'tentative', 'cancelled'] as const).map((status) => confirmationText(confirmation({ order: fetched, status })).split('\n')[0])
  expect(openings).toEqual([
    'Your collection is booked.', 'Your collection slot is held for you; it is not booked yet.', 'Your collection is cancelled. Nobody will come.',
  ])
  expect(confirmationText(confirmation({ order: fetched }))).not.toContain('13.4')
  const bought = makeOrder({ id: 'order-18', place: [0, 0], collectAt: { place: [13.4, 52.5] } }, day)
  expect(confirmationText(confirmation({ order: bought }))).toContain('Your delivery is booked.')
})
