/** Measures by hand, on two short routes. */
import { expect, test } from 'vitest'
import type { BookedSlot } from '../../src/live/answer.ts'
import type { RouteSheet, SheetStep } from '../../src/model/timetable.ts'
import { dayMeasures, keptFree, metresPerOrder, offeredAtLeast, ordersPerPaidHour, paidSeconds, promisesKept, shareOf } from '../../src/report/measures.ts'
import type { RequestRecord } from '../../src/report/request-log.ts'
import { openCalendar } from '../../src/time/calendar.ts'

const calendar = openCalendar('2026-12-01', 'UTC')

function stop(type: SheetStep['type'], start: number, id?: string): SheetStep {
  return { type, ...(id === undefined ? {} : { id }), place: null, arrival: start, start, depart: start, waiting: 0, travel: 0, metres: 0, load: [] }
}

// anna: 08:00 to 10:00, two orders, 3000 m; 2 h = 4000 s driving + 1200 s waiting + 2000 s service
const anna: RouteSheet = {
  courier: 'anna', shift: 0, travel: 4000, waiting: 1200, service: 2000, metres: 3000, cost: 40, start: 28_800, end: 36_000,
  steps: [stop('start', 28_800), stop('order', 30_000, 'a'), stop('break', 31_000, 'rest'), stop('order', 33_000, 'b'), stop('end', 36_000)],
}
// ben: 09:00 to 10:00, one order, 1500 m
const ben: RouteSheet = {
  courier: 'ben', shift: 0, travel: 3000, waiting: 0, service: 600, metres: 1500, cost: 30, start: 32_400, end: 36_000,
  steps: [stop('start', 32_400), stop('order', 34_200, 'c'), stop('end', 36_000)],
}
// a second shift of ben's without any order
const idle: RouteSheet = { ...ben, shift: 1, travel: 0, service: 0, metres: 0, cost: 0, start: 40_000, end: 40_000, steps: [stop('start', 40_000), stop('end', 40_000)] }
const sheets = [anna, ben, idle]

function booked(order: string, start: string, end: string, state: BookedSlot['state'] = 'confirmed'): BookedSlot {
  const at = (time: string) => `2026-12-01T${time}:00Z`
  return { id: `b:${order}`, order, slot: 's', start: at(start), end: at(end), by: 'x', state, expires: at('00:00') }
}

const offer = (slot: string) => ({ slot, start: '2026-12-01T08:00:00Z', end: '2026-12-01T09:00:00Z' })
const refusal = (slot: string) => ({ ...offer(slot), reason: { code: 'full' as const, proved: false } })
const log: RequestRecord[] = [
  { order: 'a', at: '', offered: [offer('1'), offer('2'), offer('3')], refused: [], chosen: '2' },
  { order: 'b', at: '', offered: [offer('1'), offer('2')], refused: [refusal('3')], chosen: '1' },
  { order: 'c', at: '', offered: [], refused: [refusal('1')], alternatives: [offer('2')], chosen: '2' },
  { order: 'd', at: '', offered: [], refused: [refusal('1')] },
]

test('requests offered at least so many slots, alternatives among them', () => {
  expect([0, 1, 2, 3, 4].map((least) => offeredAtLeast(log, least))).toEqual([4, 3, 2, 1, 0])
})

test('a promise is kept where one route serves it inside its window, both ends included', () => {
  // planned starts: a 08:20, b 09:10, c 09:30
  expect(promisesKept([booked('a', '08:20', '09:00')], sheets, calendar)).toEqual({ promised: 1, kept: 1 })
  expect(promisesKept([booked('a', '08:00', '08:20')], sheets, calendar)).toEqual({ promised: 1, kept: 1 })
  expect(promisesKept([booked('b', '08:00', '09:09')], sheets, calendar)).toEqual({ promised: 1, kept: 0 })
  expect(promisesKept([booked('b', '09:11', '10:00')], sheets, calendar)).toEqual({ promised: 1, kept: 0 })
  // in no route, in two routes, and not promised (yet or any longer)
  expect(promisesKept([booked('z', '00:00', '23:00')], sheets, calendar)).toEqual({ promised: 1, kept: 0 })
  expect(promisesKept([booked('c', '00:00', '23:00')], [ben, ben], calendar)).toEqual({ promised: 1, kept: 0 })
  expect(promisesKept([booked('a', '08:00', '09:00', 'held'), booked('b', '08:00', '09:00', 'cancelled')], sheets, calendar)).toEqual({
    promised: 0, kept: 0,
  })
})

test('paid hours, orders per paid hour and metres per order', () => {
  expect(paidSeconds(sheets)).toBe(7200 + 3600)
  expect(ordersPerPaidHour(sheets)).toBe(1) // 3 orders in 3 hours
  expect(metresPerOrder(sheets)).toBe(1500) // 4500 m for 3 orders
  expect(ordersPerPaidHour([])).toBeUndefined()
  expect(metresPerOrder([idle])).toBeUndefined()
})

test('distances that nobody knows are not distances of 0', () => {
  expect(metresPerOrder([{ ...anna, metres: 0 }])).toBeUndefined()
})

test('customers keep free the width of the promised window', () => {
  expect(keptFree([booked('a', '08:00', '09:00'), booked('b', '07:00', '23:00'), booked('c', '08:00', '10:00', 'expired')])).toEqual([3600, 57_600])
})

test('all of them together', () => {
  const bookings = [booked('a', '08:00', '09:00'), booked('b', '08:00', '09:00'), booked('c', '08:00', '12:00'), booked('d', '08:00', '09:00', 'held')]
  expect(dayMeasures({ calendar, couriers: 5, log, bookings, sheets })).toEqual({
    requests: 4, offeredOne: 3, offeredThree: 1, accepted: 3,
    promised: 3, kept: 2, // b starts at 09:10
    couriersUsed: 2, couriers: 5, orders: 3,
    paid: 10_800, travel: 7000, waiting: 1200, service: 2600, metres: 4500, cost: 70,
    metresPerOrder: 1500, ordersPerPaidHour: 1,
    keptFree: 6 * 3600, meanWidth: 2 * 3600,
    // sorted 1, 1, 4 hours: 2 (1·1 + 2·1 + 3·4) ÷ (3 · 6) − 4 ÷ 3 = 30 ÷ 18 − 24 ÷ 18 = 1 ÷ 3
    giniKeptFree: expect.closeTo(1 / 3, 12),
    // 6² ÷ (3 · (1 + 1 + 16)) = 36 ÷ 54
    jainKeptFree: expect.closeTo(2 / 3, 12),
  })
})

test('a share of nothing is not known', () => {
  expect(shareOf(0, 0)).toBeUndefined()
  expect(shareOf(1, 4)).toBe(0.25)
})
