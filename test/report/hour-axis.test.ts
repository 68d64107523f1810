/** The hours along a day, where clocks change too. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clockChange, hourTicks } from '../../src/report/hour-axis.ts'
import { openCalendar } from '../../src/time/calendar.ts'

const hour = 3600
const berlin = (date: string) => openCalendar(date, 'Europe/Berlin')
const labels = (ticks: readonly { label: string }[]) => ticks.map(({ label }) => label)

test('full hours, with as many labels as there is room for', () => {
  const day = berlin('2026-12-01')
  expect(hourTicks(day, { start: 8 * hour, end: 12 * hour }, 5)).toEqual([8, 9, 10, 11, 12].map((h) => {
    return { at: h * hour, label: `${String(h).padStart(2, '0')}:00` }
  }))
  expect(labels(hourTicks(day, { start: 8 * hour, end: 12 * hour }, 4))).toEqual(['08:00', '10:00', '12:00'])
  expect(labels(hourTicks(day, { start: 8 * hour + 60, end: 9 * hour }, 5))).toEqual(['08:15', '08:30', '08:45', '09:00'])
  expect(labels(hourTicks(day, { start: 22 * hour, end: 26 * hour }, 3))).toEqual(['22:00', '00:00+1d', '02:00+1d'])
})

test('over many days, midnights', () => {
  // nine midnights in eight days, and room for five: every other one
  expect(labels(hourTicks(berlin('2026-12-01'), { start: 0, end: 8 * 24 * hour }, 5))).toEqual([
    '00:00', '00:00+2d', '00:00+4d', '00:00+6d', '00:00+8d',
  ])
})

test('an hour that comes twice is labelled twice, one that is skipped is not', () => {
  // on 25 October clocks go from 03:00 back to 02:00: 6 hours after midnight they show 05:00
  expect(hourTicks(berlin('2026-10-25'), { start: hour, end: 5 * hour }, 6)).toEqual([
    { at: hour, label: '01:00' }, { at: 2 * hour, label: '02:00' }, { at: 3 * hour, label: '02:00' },
    { at: 4 * hour, label: '03:00' }, { at: 5 * hour, label: '04:00' },
  ])
  // on 29 March they go from 02:00 on to 03:00
  expect(labels(hourTicks(berlin('2026-03-29'), { start: 0, end: 4 * hour }, 6))).toEqual(['00:00', '01:00', '03:00', '04:00', '05:00'])
})

test('where clocks change by half an hour, full hours go on being full hours', () => {
  // Lord Howe: on 4 October 2026 from 02:00 on to 02:30
  const ticks = hourTicks(openCalendar('2026-10-04', 'Australia/Lord_Howe'), { start: hour, end: 4 * hour }, 5)
  expect(ticks).toEqual([
    { at: hour, label: '01:00' }, { at: 2.5 * hour, label: '03:00' }, { at: 3.5 * hour, label: '04:00' },
  ])
})

test('a change of clocks is said', () => {
  expect(clockChange(berlin('2026-12-01'))).toBeUndefined()
  expect(clockChange(berlin('2026-10-25'))).toContain('25 hours')
  expect(clockChange(openCalendar('2026-10-04', 'Australia/Lord_Howe'))).toContain('23.5 hours')
})

test('never more than there is room for, in order, inside the window', () => {
  const day = berlin('2026-12-01')
  fc.assert(fc.property(fc.integer({ min: -90_000, max: 90_000 }), fc.integer({ min: 0, max: 200_000 }), fc.integer({ min: 1, max: 20 }), (start, length, room) => {
    const ticks = hourTicks(day, { start, end: start + length }, room).map(({ at }) => at)
    expect(ticks.length).toBeLessThanOrEqual(room)
    expect(ticks).toEqual(ticks.toSorted((a, b) => a - b))
    expect(ticks.every((at) => start <= at && at <= start + length)).toBe(true)
  }), { numRuns: 60 })
})
