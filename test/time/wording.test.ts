/** Windows and durations in the words of a confirmation. */
import { describe, expect, test } from 'vitest'
import { openCalendar } from '../../src/time/calendar.ts'
import { durationInWords, windowInWords } from '../../src/time/wording.ts'

const hour = 3600
const berlin = openCalendar('2026-12-01', 'Europe/Berlin')
const spring = openCalendar('2026-03-29', 'Europe/Berlin')
const autumn = openCalendar('2026-10-25', 'Europe/Berlin')

describe('a window in words', () => {
  test.each([
    [{ start: 14 * hour, end: 16 * hour }, 'Tuesday 1 December, 14:00–16:00'],
    [{ start: 14 * hour + 30, end: 16 * hour }, 'Tuesday 1 December, 14:00:30–16:00'],
    [{ start: 14 * hour, end: 14 * hour }, 'Tuesday 1 December, 14:00'],
    [{ start: 22 * hour, end: 24 * hour }, 'Tuesday 1 December, 22:00–24:00'],
    [{ start: 22 * hour, end: 26 * hour }, 'Tuesday 1 December, 22:00 – Wednesday 2 December, 02:00'],
    [{ start: 24 * hour, end: 26 * hour }, 'Wednesday 2 December, 00:00–02:00'],
    [{ start: -2 * hour, end: 0 }, 'Monday 30 November, 22:00–24:00'],
  ])('%j is "%s"', (window, words) => {
    expect(windowInWords(berlin, window)).toBe(words)
  })

  test('follows the clock when it changes', () => {
    // 13 hours after midnight it is 14:00 in spring
    expect(windowInWords(spring, { start: 13 * hour, end: 15 * hour })).toBe('Sunday 29 March, 14:00–16:00')
    expect(windowInWords(autumn, { start: 15 * hour, end: 17 * hour })).toBe('Sunday 25 October, 14:00–16:00')
  })

  test('names the offset of a time that comes twice', () => {
    expect(windowInWords(autumn, { start: 2.5 * hour, end: 3.5 * hour })).toBe('Sunday 25 October, 02:30 (UTC+2)–02:30 (UTC+1)')
    expect(windowInWords(autumn, { start: hour, end: 4 * hour })).toBe('Sunday 25 October, 01:00–03:00')
    const lordHowe = openCalendar('2026-04-05', 'Australia/Lord_Howe')
    expect(windowInWords(lordHowe, { start: 2.25 * hour, end: 3 * hour })).toBe('Sunday 5 April, 01:45 (UTC+10:30)–02:30')
  })
})

test.each([
  [0, '0 seconds'],
  [1, '1 second'],
  [240, '4 minutes'],
  [5400, '1 hour 30 minutes'],
  [7325, '2 hours 2 minutes 5 seconds'],
  [26 * hour, '26 hours'],
])('%d seconds are "%s"', (duration, words) => {
  expect(durationInWords(duration)).toBe(words)
})
