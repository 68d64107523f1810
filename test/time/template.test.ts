/** Slot templates on ordinary days, and on days on which clocks change. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Problem } from '../../src/base/errors.ts'
import { openCalendar, toInstant } from '../../src/time/calendar.ts'
import type { Calendar } from '../../src/time/calendar.ts'
import { MOST_SLOTS, slotsOf } from '../../src/time/template.ts'
import type { SlotTemplate } from '../../src/time/template.ts'

const hour = 3600
const tuesday = openCalendar('2026-12-01', 'Europe/Berlin')
const spring = openCalendar('2026-03-29', 'Europe/Berlin')
const autumn = openCalendar('2026-10-25', 'Europe/Berlin')
const hourly: SlotTemplate = { from: '08:00', to: '20:00', every: 'PT1H', widths: ['PT1H', 'PT2H'], weekdays: [1, 2, 3, 4, 5, 6] }
const night: SlotTemplate = { from: '00:00', to: '06:00', every: 'PT1H', widths: ['PT1H'] }

function slots(template: SlotTemplate, calendar = tuesday) {
  const problems: Problem[] = []
  const found = slotsOf(template, calendar, 'slots', problems)
  expect(problems).toEqual([])
  return found
}

function ids(template: SlotTemplate, calendar = tuesday): string[] {
  return slots(template, calendar).map((slot) => slot.id)
}

function problemsOf(template: unknown): string[] {
  const problems: Problem[] = []
  expect(slotsOf(template as SlotTemplate, tuesday, 'slots', problems)).toEqual([])
  return problems.map((problem) => `${problem.code} ${problem.path}`)
}

describe('every hour from 08:00 to 20:00, one and two hours wide, Monday to Saturday', () => {
  test('is 23 slots on a Tuesday', () => {
    // one hour wide: 08 to 19 o'clock, 12 openings; two hours wide: 08 to 18 o'clock, 11 openings
    const found = slots(hourly)
    expect(found).toHaveLength(12 + 11)
    expect(found.slice(0, 3)).toEqual([
      { id: '08:00-09:00', window: { start: 8 * hour, end: 9 * hour } },
      { id: '08:00-10:00', window: { start: 8 * hour, end: 10 * hour } },
      { id: '09:00-10:00', window: { start: 9 * hour, end: 10 * hour } },
    ])
    expect(found.at(-1)!.id).toBe('19:00-20:00')
  })

  test('is none on a Sunday, and none on a date that is left out', () => {
    expect(ids(hourly, openCalendar('2026-12-06', 'Europe/Berlin'))).toEqual([])
    expect(ids({ ...hourly, except: ['2026-11-30', '2026-12-01'] })).toEqual([])
    expect(ids({ ...hourly, except: ['2026-12-02'] })).toHaveLength(23)
  })

  test('stays on the clock when clocks change in the night', () => {
    // at 08:00 the day is 7 hours old in spring, and 9 in autumn
    const daily = { ...hourly, weekdays: [7] }
    expect(slots(daily, spring)[0]!.window).toEqual({ start: 7 * hour, end: 8 * hour })
    expect(slots(daily, autumn)[0]!.window).toEqual({ start: 9 * hour, end: 10 * hour })
    expect(ids(daily, spring)).toEqual(ids(hourly, tuesday))
  })
})

describe('on a night when clocks change', () => {
  test('openings that do not exist are not offered', () => {
    // clocks jump from 02:00 to 03:00; the slot before closes at the jump
    expect(slots(night, spring).map(({ id, window }) => [id, window.start, window.end])).toEqual([
      ['00:00-01:00', 0, hour],
      ['01:00-02:00', hour, 2 * hour],
      ['03:00-04:00', 2 * hour, 3 * hour],
      ['04:00-05:00', 3 * hour, 4 * hour],
      ['05:00-06:00', 4 * hour, 5 * hour],
    ])
    // a closing within the skipped hour is the moment of the jump, too
    expect(slots({ from: '01:30', to: '02:30', every: 'PT1H', widths: ['PT1H'] }, spring)).toEqual([
      { id: '01:30-02:30', window: { start: 1.5 * hour, end: 2 * hour } },
    ])
  })

  test('of openings that exist twice the first is meant, and the id says so', () => {
    // 02:00 to 03:00 on the clock takes two hours, because 02:00 comes again
    expect(slots(night, autumn).map(({ id, window }) => [id, window.start, window.end])).toEqual([
      ['00:00-01:00', 0, hour],
      ['01:00-02:00(+02:00)', hour, 2 * hour],
      ['02:00(+02:00)-03:00', 2 * hour, 4 * hour],
      ['03:00-04:00', 4 * hour, 5 * hour],
      ['04:00-05:00', 5 * hour, 6 * hour],
      ['05:00-06:00', 6 * hour, 7 * hour],
    ])
  })

  test('half an hour counts as well', () => {
    // Lord Howe goes back from 02:00 to 01:30: 01:30 comes twice, so 01:30 to 02:00 takes an hour
    const halves = { from: '01:00', to: '02:30', every: 'PT30M', widths: ['PT30M'] }
    const back = openCalendar('2026-04-05', 'Australia/Lord_Howe')
    expect(slots(halves, back).map(({ id, window }) => [id, window.end - window.start])).toEqual([
      ['01:00-01:30(+11:00)', 0.5 * hour],
      ['01:30(+11:00)-02:00', hour],
      ['02:00-02:30', 0.5 * hour],
    ])
    const forward = openCalendar('2026-10-04', 'Australia/Lord_Howe')
    expect(ids(halves, forward)).toEqual(['01:00-01:30', '01:30-02:00'])
  })

  test('the last slot before a midnight that is skipped closes at the end of the day', () => {
    const cairo = openCalendar('2026-04-23', 'Africa/Cairo')
    expect(slots({ from: '22:00', to: '26:00', every: 'PT1H', widths: ['PT1H'] }, cairo).map(({ id, window }) => [id, window.start, window.end])).toEqual([
      ['22:00-23:00', 22 * hour, 23 * hour],
      ['23:00-24:00', 23 * hour, 24 * hour],
      ['25:00-26:00', 24 * hour, 25 * hour],
    ])
  })
})

describe('on any day of any zone', () => {
  /** Hours and minutes that clocks show, on from 24:00 for the next day, as in the ids of a template. */
  function clock(calendar: Calendar, at: number): string {
    const shown = toInstant(calendar, at)
    const hours = shown.hour + (shown.toISODate() === calendar.date ? 0 : 24)
    return `${String(hours).padStart(2, '0')}:${shown.toFormat('mm')}`
  }

  const zones = Intl.supportedValuesOf('timeZone')
  const changes = ['2026-03-08', '2026-03-29', '2026-04-05', '2026-04-23', '2026-04-24', '2026-09-06', '2026-10-04', '2026-10-25', '2026-11-01', '2026-12-01']
  const anyCalendar = fc.tuple(fc.constantFrom(...changes), fc.constantFrom(...zones)).map(([date, zone]) => openCalendar(date, zone))
  const anyTemplate = fc.record({
    from: fc.constantFrom('00:00', '00:30', '01:15', '08:00'),
    to: fc.constantFrom('10:30', '24:00', '26:00'),
    every: fc.constantFrom('PT15M', 'PT30M', 3600),
    widths: fc.uniqueArray(fc.constantFrom(900, 1800, 3600, 7200), { minLength: 1 }),
  })

  test('clocks show what the id says, whenever the slot opens and closes', () => {
    fc.assert(
      fc.property(anyTemplate, anyCalendar, (template, calendar) => {
        for (const { id, window } of slots(template, calendar)) {
          expect(window.start).toBeLessThan(window.end)
          const [, opens, offset, closes] = /^(\d\d:\d\d)(?:\((.{6})\))?-(\d\d:\d\d)(?:\(.{6}\))?$/.exec(id)!
          expect(clock(calendar, window.start)).toBe(opens)
          if (offset !== undefined) expect(toInstant(calendar, window.start).toFormat('ZZ')).toBe(offset)
          // a closing that is skipped is the moment at which clocks jump over it
          const shown = clock(calendar, window.end)
          if (shown !== closes) expect([clock(calendar, window.end - 60) < closes!, closes! < shown]).toEqual([true, true])
        }
      }),
      { numRuns: 150 },
    )
  })

  test('ids are unique, and slots of one width that follow each other never overlap', () => {
    fc.assert(
      fc.property(anyTemplate, anyCalendar, (template, calendar) => {
        const found = slots({ ...template, widths: ['PT30M'], every: 'PT30M' }, calendar)
        expect(new Set(found.map(({ id }) => id)).size).toBe(found.length)
        for (const [index, slot] of found.slice(1).entries()) expect(found[index]!.window.end).toBeLessThanOrEqual(slot.window.start)
      }),
      { numRuns: 150 },
    )
  })
})

describe('a template', () => {
  test('may reach into the night after the day', () => {
    expect(slots({ from: '22:00', to: '26:00', every: 'PT2H', widths: ['PT2H'] })).toEqual([
      { id: '22:00-24:00', window: { start: 22 * hour, end: 24 * hour } },
      { id: '24:00-26:00', window: { start: 24 * hour, end: 26 * hour } },
    ])
  })

  test('sets its prefix before each id', () => {
    expect(ids({ from: '08:00', to: '09:00', every: 3600, widths: [3600], id: 'cold-' })).toEqual(['cold-08:00-09:00'])
    expect(ids({ from: '08:00', to: '09:00', every: 3600, widths: [3600], id: '__proto__' })).toEqual(['__proto__08:00-09:00'])
  })

  test('is refused with all that is wrong with it', () => {
    const wrong = { from: '8', to: undefined, every: 0, widths: ['PT1H', 3600, -1], weekdays: [0, 8, 1.5], except: ['soon'], id: 5 }
    expect(problemsOf(wrong)).toEqual([
      'time-invalid slots.from',
      'missing slots.to',
      'out-of-range slots.every',
      'duplicate-id slots.widths[1]',
      'out-of-range slots.widths[2]',
      'weekday-unknown slots.weekdays[0]',
      'weekday-unknown slots.weekdays[1]',
      'weekday-unknown slots.weekdays[2]',
      'date-invalid slots.except[0]',
      'not-text slots.id',
    ])
  })

  test('is refused where it leaves no room', () => {
    expect(problemsOf({ ...hourly, from: '20:00', to: '08:00' })).toEqual(['window-reversed slots'])
    expect(problemsOf({ ...hourly, from: '08:00', to: '08:00' })).toEqual(['window-empty slots'])
    expect(problemsOf({ ...hourly, widths: [] })).toEqual(['window-empty slots.widths'])
    expect(problemsOf({ ...hourly, weekdays: [] })).toEqual(['window-empty slots.weekdays'])
    expect(problemsOf({ ...hourly, widths: 'PT1H' })).toEqual(['not-a-list slots.widths'])
    expect(problemsOf({ ...hourly, weekday: [1] })).toEqual(['unknown-key slots.weekday'])
    for (const other of [null, undefined, 5, 'hourly', []]) expect(problemsOf(other)).toEqual(['not-an-object slots'])
  })

  test('is refused, whatever the day, where it would make too many slots', () => {
    // every second of the day, one second wide: 86,400 slots
    const everySecond = { from: '00:00', to: '24:00', every: 1, widths: [1], weekdays: [7] }
    expect(problemsOf(everySecond)).toEqual(['too-many slots'])
    expect(problemsOf({ ...hourly, widths: Array.from({ length: 1_000_000 }, (_, index) => index + 1) })).toEqual(['too-many slots.widths'])
    expect(problemsOf({ ...hourly, except: Array.from({ length: 1_000_000 }, () => '2026-12-24') })).toEqual(['too-many slots.except'])
    // at the limit: one slot a second up to 10,000 seconds, that is 2:46:40
    expect(ids({ from: '00:00', to: '02:46:40', every: 1, widths: [1] })).toHaveLength(MOST_SLOTS)
    expect(problemsOf({ from: '00:00', to: '02:46:41', every: 1, widths: [1] })).toEqual(['too-many slots'])
  })
})
