/** A booking as a calendar entry, read back by an independent parser (ical.js). */
import fc from 'fast-check'
import ICAL from 'ical.js'
import { DateTime } from 'luxon'
import { describe, expect, test } from 'vitest'
import { bookingToCalendar } from '../../src/formats/ical.ts'
import type { CalendarBooking } from '../../src/formats/ical.ts'
import { makeDay } from '../../src/model/day.ts'
import { makeOrder } from '../../src/model/order.ts'
import { openCalendar, toSeconds } from '../../src/time/calendar.ts'
import { estimateTravel } from '../../src/travel/estimate.ts'

const day = makeDay({ travel: estimateTravel({ kilometresPerHour: 30 }), couriers: [] })
const order = makeOrder({ id: 'order-17', place: [13.38, 52.51], description: 'flowers' }, day)

function booking(change: Partial<CalendarBooking> = {}): CalendarBooking {
  const calendar = openCalendar('2026-12-01', 'Europe/Berlin')
  return { id: 'b-1', window: { start: 32_400, end: 39_600 }, calendar, order, stamp: Date.parse('2026-11-30T12:00:00Z'), status: 'confirmed', sequence: 0, ...change }
}

/** The entry as the other parser sees it. */
function parsed(text: string) {
  const file = new ICAL.Component(ICAL.parse(text) as unknown[])
  const events = file.getAllSubcomponents('vevent')
  expect(events).toHaveLength(1)
  const [component] = events
  const event = new ICAL.Event(component!)
  return { file, component: component!, event }
}

test('has all that a calendar needs, and the same text every time', async () => {
  const text = await bookingToCalendar(booking({ organiser: { name: 'Flower shop', email: 'orders@shop.example' } }))
  const { file, component, event } = parsed(text)
  expect(file.getFirstPropertyValue('version')).toBe('2.0')
  expect(file.getFirstPropertyValue('prodid')).toBe('-//slotsmith//slotsmith//EN')
  expect(file.getFirstPropertyValue('method')).toBe('PUBLISH')
  expect(event.uid).toBe('b-1@slotsmith')
  expect(event.summary).toBe('Delivery')
  expect(event.description).toBe('Order order-17\nTuesday 1 December, 09:00–11:00\nflowers')
  expect(event.sequence).toBe(0)
  expect(component.getFirstPropertyValue('status')).toBe('CONFIRMED')
  expect(component.getFirstPropertyValue('geo')).toEqual([52.51, 13.38])
  expect(component.getFirstPropertyValue('organizer')).toBe('mailto:orders@shop.example')
  expect(component.getFirstProperty('organizer')!.getFirstParameter('cn')).toBe('Flower shop')
  expect(String(component.getFirstPropertyValue('dtstamp'))).toBe('2026-11-30T12:00:00Z')
  expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true)
  expect(await bookingToCalendar(booking({ organiser: { name: 'Flower shop', email: 'orders@shop.example' } }))).toBe(text)
})

test('is a collection, at the customer’s door, where the order is brought from there to another place', async () => {
  const fetched = makeOrder({ id: 'return-3', place: [13.38, 52.51], bringTo: { place: [13.5, 52.6] } }, day)
  const { event, component } = parsed(await bookingToCalendar(booking({ order: fetched })))
  expect(event.summary).toBe('Collection')
  expect(component.getFirstPropertyValue('geo')).toEqual([52.51, 13.38])
  expect(parsed(await bookingToCalendar(booking({ order: fetched, summary: 'Old washing machine' }))).event.summary).toBe('Old washing machine')
})

describe('the window is the same instants', () => {
  test.each([
    ['in winter', '2026-12-01', 'Europe/Berlin', '14:00'],
    ['in summer', '2026-07-01', 'Europe/Berlin', '14:00'],
    ['after clocks went forward', '2026-03-29', 'Europe/Berlin', '14:00'],
    ['before clocks go forward', '2026-03-29', 'Europe/Berlin', '01:30'],
    ['in the hour that exists twice', '2026-10-25', 'Europe/Berlin', '2026-10-25T02:30+01:00'],
    ['where clocks move by half an hour', '2026-10-04', 'Australia/Lord_Howe', '12:00'],
    ['where midnight is skipped', '2026-09-06', 'America/Santiago', '10:00'],
  ])('%s', async (_, date, zone, from) => {
    const calendar = openCalendar(date, zone)
    const start = toSeconds(calendar, from, '', [])!
    const { event } = parsed(await bookingToCalendar(booking({ calendar, window: { start, end: start + 3600 } })))
    const expected = from.includes('T') ? DateTime.fromISO(from) : DateTime.fromISO(`${date}T${from}`, { zone })
    expect(event.startDate.toJSDate().getTime()).toBe(expected.toMillis())
    expect(event.endDate.toJSDate().getTime() - expected.toMillis()).toBe(3_600_000)
    expect(event.startDate.zone).toBe(ICAL.Timezone.utcTimezone)
  })
})

test('a change keeps the entry and counts up, a cancellation takes it away', async () => {
  const moved = parsed(await bookingToCalendar(booking({ sequence: 1, window: { start: 50_400, end: 54_000 } })))
  const cancelled = parsed(await bookingToCalendar(booking({ sequence: 2, status: 'cancelled' })))
  expect([moved.event.uid, moved.event.sequence]).toEqual(['b-1@slotsmith', 1])
  expect([cancelled.event.uid, cancelled.event.sequence]).toEqual(['b-1@slotsmith', 2])
  expect(cancelled.component.getFirstPropertyValue('status')).toBe('CANCELLED')
  expect(cancelled.file.getFirstPropertyValue('method')).toBe('CANCEL')
  expect(parsed(await bookingToCalendar(booking({ status: 'tentative' }))).component.getFirstPropertyValue('status')).toBe('TENTATIVE')
})

describe('hostile text', () => {
  const nasty = 'a\r\nATTACH:http://evil.example\r\nEND:VEVENT;,\\"\u0007'

  test('stays in its field', async () => {
    const hostile = makeOrder({ id: nasty, place: [13.38, 52.51], description: nasty }, day)
    const text = await bookingToCalendar(booking({ id: nasty, order: hostile, summary: nasty, organiser: { name: nasty, email: 'a@b.example' } }))
    const { component, event } = parsed(text)
    expect(component.getAllProperties().map(({ name }) => name)).toEqual([
      'uid', 'sequence', 'dtstamp', 'dtstart', 'dtend', 'summary', 'geo', 'description', 'organizer', 'status',
    ])
    // Line breaks survive as text, the bell does not.
    expect(event.summary).toBe('a\nATTACH:http://evil.example\nEND:VEVENT;,\\" ')
    expect(component.getFirstProperty('organizer')!.getFirstParameter('cn')).toBe("a  ATTACH:http://evil.example  END:VEVENT;,/' ")
  })

  test('of any kind comes back from the parser, in lines of at most 75 bytes', async () => {
    const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom('\r', '\n', ';', ',', '\\', '"', ':', 'é', '💐', '\uD800', '\u0000', ' ') }))
    await fc.assert(fc.asyncProperty(texts, texts, async (summary, id) => {
      const text = await bookingToCalendar(booking({ summary: `x${summary}`, id: `x${id}` }))
      const { component, event } = parsed(text)
      expect(component.getAllProperties()).toHaveLength(9)
      const expected = new TextDecoder().decode(new TextEncoder().encode(`x${summary}`)).replaceAll(/\r\n|\r/g, '\n').replaceAll(/(?![\t\n])\p{Cc}/gu, ' ')
      expect(event.summary).toBe(expected)
      expect(event.uid).toMatch(/^[\w.%-]+@slotsmith$/)
      for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    }), { numRuns: 500 })
  })

  test('different ids are different entries', async () => {
    await fc.assert(fc.asyncProperty(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), async (a, b) => {
      fc.pre(a !== b)
      const uid = async (id: string) => parsed(await bookingToCalendar(booking({ id }))).event.uid
      expect(await uid(a)).not.toBe(await uid(b))
    }))
  })
})

test('a malformed address, stamp or sequence is refused', async () => {
  await expect(bookingToCalendar(booking({ organiser: { name: 'x', email: 'a@b.example\r\nATTENDEE:mailto:c@d' } }))).rejects.toThrow('organiser.email')
  await expect(bookingToCalendar(booking({ stamp: Number.NaN }))).rejects.toThrow('out-of-range at stamp')
  await expect(bookingToCalendar(booking({ id: '' }))).rejects.toThrow('not-text at id')
  await expect(bookingToCalendar(booking({ sequence: -1 }))).rejects.toThrow('out-of-range at sequence')
})
