/** Days of every length, and moments as the outside world writes them. */
import type { Interval } from 'date-fns'
import fc from 'fast-check'
import { DateTime, Interval as LuxonInterval, Settings } from 'luxon'
import { afterEach, describe, expect, test } from 'vitest'
import { InputError } from '../../src/base/errors.ts'
import type { Problem } from '../../src/base/errors.ts'
import { fromEpoch, openCalendar, toInstant, toIso, toLocalTime, toSeconds, toWindow } from '../../src/time/calendar.ts'
import type { Calendar, IntervalInput, Moment } from '../../src/time/calendar.ts'
import { FARTHEST } from '../../src/time/seconds.ts'

const hour = 3600
const berlin = openCalendar('2026-12-01', 'Europe/Berlin')
const spring = openCalendar('2026-03-29', 'Europe/Berlin')
const autumn = openCalendar('2026-10-25', 'Europe/Berlin')

/** Seconds, or the one problem as `code` and `remedy`. */
function read(calendar: Calendar | undefined, moment: unknown): number | Problem {
  const problems: Problem[] = []
  const seconds = toSeconds(calendar, moment as Moment, 'start', problems)
  if (seconds !== undefined) {
    expect(problems).toEqual([])
    return seconds
  }
  expect(problems).toHaveLength(1)
  expect(problems[0]!.path).toBe('start')
  // the problem can always be put into an error, however hostile the value
  expect(new InputError(problems).message).toContain(problems[0]!.code)
  return problems[0]!
}

function codeOf(calendar: Calendar | undefined, moment: unknown): string | number {
  const answer = read(calendar, moment)
  return typeof answer === 'number' ? answer : answer.code
}

function remedyOf(calendar: Calendar, moment: unknown): string {
  const answer = read(calendar, moment)
  if (typeof answer === 'number') throw new Error(`${String(moment)} was read as ${answer}`)
  return answer.remedy
}

function refusal(open: () => unknown): InputError {
  try {
    open()
  } catch (error) {
    if (error instanceof InputError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

const zones = Intl.supportedValuesOf('timeZone')
const anyDate = fc
  .integer({ min: 0, max: 100 * 365 })
  .map((days) => new Date(Date.UTC(1975, 0, 1 + days)).toISOString().slice(0, 10))
/** Any day that its zone did not skip. */
const anyCalendar = fc
  .tuple(anyDate, fc.constantFrom(...zones))
  .filter(([date, zone]) => !isSkipped(date, zone))
  .map(([date, zone]) => openCalendar(date, zone))

/** The dates that zones skipped since 1975 when they moved to the other side of the date line. */
function isSkipped(date: string, zone: string): boolean {
  return ['1993-08-21', '1994-12-31', '1995-01-01', '2011-12-30'].includes(date) && zone.startsWith('Pacific/')
}

describe('a day', () => {
  test('of 24 hours begins at local midnight', () => {
    // midnight in Berlin in winter is 23:00 in UTC the day before
    expect(berlin.anchor).toBe(Date.UTC(2026, 10, 30, 23))
    expect(berlin).toMatchObject({ date: '2026-12-01', zone: 'Europe/Berlin', length: 24 * hour, weekday: 2 })
    expect(Object.isFrozen(berlin)).toBe(true)
  })

  test.each([
    // clocks jump from 02:00 to 03:00, and go back from 03:00 to 02:00
    ['2026-03-29', 'Europe/Berlin', 23],
    ['2026-10-25', 'Europe/Berlin', 25],
    // half an hour: from 02:00 to 02:30, and from 02:00 back to 01:30
    ['2026-10-04', 'Australia/Lord_Howe', 23.5],
    ['2026-04-05', 'Australia/Lord_Howe', 24.5],
    // two hours: from 01:00 to 03:00, and from 03:00 back to 01:00
    ['2026-03-29', 'Antarctica/Troll', 22],
    ['2026-10-25', 'Antarctica/Troll', 26],
    // far from UTC, and a quarter of an hour
    ['2026-12-01', 'Pacific/Kiritimati', 24],
    ['2026-12-01', 'Pacific/Pago_Pago', 24],
    ['2026-12-01', 'Asia/Kathmandu', 24],
    // Nepal went from 5:30 to 5:45 ahead of UTC at midnight
    ['1986-01-01', 'Asia/Kathmandu', 23.75],
  ])('%s in %s has its own length', (date, zone, hours) => {
    expect(openCalendar(date, zone).length).toBe(hours * hour)
  })

  test.each([
    ['2026-04-24', 'Africa/Cairo', '2026-04-24T01:00:00+03:00'],
    ['2026-03-29', 'Asia/Beirut', '2026-03-29T01:00:00+03:00'],
    ['2026-03-08', 'America/Havana', '2026-03-08T01:00:00-04:00'],
  ])('%s in %s begins at one where midnight is skipped', (date, zone, first) => {
    const calendar = openCalendar(date, zone)
    expect(toIso(calendar, 0)).toBe(first)
    expect(calendar.length).toBe(23 * hour)
    expect(codeOf(calendar, '00:00')).toBe('time-nonexistent')
    expect(codeOf(calendar, '01:00')).toBe(0)
  })

  test('in Havana begins at the first of two midnights', () => {
    // at 01:00 on 1 November clocks go back to 00:00: midnight comes twice, and the first one opens the day
    const calendar = openCalendar('2026-11-01', 'America/Havana')
    expect(toIso(calendar, 0)).toBe('2026-11-01T00:00:00-04:00')
    expect(toIso(calendar, hour)).toBe('2026-11-01T00:00:00-05:00')
    expect(calendar.length).toBe(25 * hour)
    // the day before ends there, at a 24:00 that is not ambiguous
    const before = openCalendar('2026-10-31', 'America/Havana')
    expect(before.length).toBe(24 * hour)
    expect(codeOf(before, '24:00')).toBe(24 * hour)
    expect(codeOf(before, '2026-11-01T00:00')).toBe('time-ambiguous')
  })

  test('that the zone skipped does not open, and its neighbours touch', () => {
    // Samoa went from 29 to 31 December 2011 over the date line
    const error = refusal(() => openCalendar('2011-12-30', 'Pacific/Apia'))
    expect(error).toMatchObject({ code: 'date-invalid', path: 'date', got: '2011-12-30' })
    expect(error.remedy).toBe('Pacific/Apia skipped this date; write 2011-12-31')
    const last = openCalendar('2011-12-29', 'Pacific/Apia')
    const next = openCalendar('2011-12-31', 'Pacific/Apia')
    expect(last.length).toBe(24 * hour)
    expect(next.anchor).toBe(last.anchor + 24 * hour * 1000)
    expect(codeOf(last, '24:00')).toBe(24 * hour)
    expect(codeOf(last, '26:30')).toBe('time-nonexistent')
    expect(toLocalTime(last, 24 * hour)).toBe('00:00+2d')
  })

  test('is refused with all that is wrong with it', () => {
    const error = refusal(() => openCalendar('2026-02-30', 'Mars/Olympus'))
    expect(error.problems.map((problem) => problem.code)).toEqual(['date-invalid', 'zone-unknown'])
  })

  test.each(['', '2026-2-3', '2026-13-01', '2026-12-01T00:00', '1972-12-31', '3000-01-01', ' 2026-12-01', 20261201, null, undefined, {}, ['2026-12-01']])(
    'is refused for the date %j',
    (date) => {
      expect(refusal(() => openCalendar(date as string, 'Europe/Berlin')).code).toBe('date-invalid')
    },
  )

  test.each(['', 'Berlin', '+01:00', 'local', 'system', '__proto__', 'constructor', 1, null, undefined, {}, ['Europe/Berlin']])(
    'is refused for the zone %j',
    (zone) => {
      expect(refusal(() => openCalendar('2026-12-01', zone as string)).code).toBe('zone-unknown')
    },
  )

  test('follows the one before without gap or overlap, in any zone', () => {
    fc.assert(
      fc.property(anyCalendar, (calendar) => {
        const shown = toInstant(calendar, 0)
        expect(shown.toISODate()).toBe(calendar.date)
        expect(shown.weekday).toBe(calendar.weekday)
        // the instant before is another date, and so is the first one after the day
        expect(toInstant(calendar, -1).toISODate()).not.toBe(calendar.date)
        expect(toInstant(calendar, calendar.length).toISODate()).not.toBe(calendar.date)
      }),
      { numRuns: 1000 },
    )
  })

  test('has as many instants of its date as it has seconds', () => {
    // counting every minute of three days around: each of them is of the date exactly when it lies in the day
    const days = [berlin, spring, autumn, openCalendar('2026-04-05', 'Australia/Lord_Howe'), openCalendar('2026-04-24', 'Africa/Cairo')]
    for (const calendar of days) {
      let minutes = 0
      for (let at = -24 * hour; at < 48 * hour; at += 60) if (toInstant(calendar, at).toISODate() === calendar.date) minutes += 1
      expect(minutes * 60).toBe(calendar.length)
    }
  })
})

describe('a moment', () => {
  test('may be a number, text, a Date or a DateTime', () => {
    // 14:00 is 14 hours after midnight
    const two = 14 * hour
    expect(codeOf(berlin, two)).toBe(two)
    expect(codeOf(berlin, '14:00')).toBe(two)
    expect(codeOf(berlin, '14:00:30')).toBe(two + 30)
    expect(codeOf(berlin, '2026-12-01T14:00')).toBe(two)
    expect(codeOf(berlin, '2026-12-01T14:00:00+01:00')).toBe(two)
    expect(codeOf(berlin, '2026-12-01T13:00Z')).toBe(two)
    expect(codeOf(berlin, '2026-12-01T13:00:00.000Z')).toBe(two)
    expect(codeOf(berlin, '2026-12-01T22:00+09')).toBe(two)
    expect(codeOf(berlin, new Date('2026-12-01T13:00:00Z'))).toBe(two)
    expect(codeOf(berlin, DateTime.fromISO('2026-12-01T22:00', { zone: 'Asia/Tokyo' }))).toBe(two)
  })

  test('may lie on other days', () => {
    expect(codeOf(berlin, '24:00')).toBe(24 * hour)
    expect(codeOf(berlin, '26:30')).toBe(26.5 * hour)
    expect(codeOf(berlin, '02:30+1d')).toBe(26.5 * hour)
    expect(codeOf(berlin, '22:00-1d')).toBe(-2 * hour)
    expect(codeOf(berlin, '2026-11-30T22:00')).toBe(-2 * hour)
    expect(codeOf(berlin, '2026-12-01T24:00')).toBe(24 * hour)
  })

  test('after midnight is read on the clock of the next day', () => {
    // from Saturday noon to Sunday 04:00 there are 16 hours on the clock and 15 in truth
    const saturday = openCalendar('2026-03-28', 'Europe/Berlin')
    expect(codeOf(saturday, '28:00')).toBe(27 * hour)
    expect(codeOf(saturday, '26:30')).toBe('time-nonexistent')
  })

  test('after a change of clocks is counted in real seconds', () => {
    expect(codeOf(spring, '14:00')).toBe(13 * hour)
    expect(codeOf(autumn, '14:00')).toBe(15 * hour)
    expect(codeOf(spring, '24:00')).toBe(23 * hour)
    expect(codeOf(autumn, '24:00')).toBe(25 * hour)
  })

  test('that does not exist is named, with the first one that does', () => {
    expect(codeOf(spring, '02:00')).toBe('time-nonexistent')
    expect(codeOf(spring, '2026-03-29T02:59:59')).toBe('time-nonexistent')
    expect(codeOf(spring, '01:59:59')).toBe(2 * hour - 1)
    expect(codeOf(spring, '03:00')).toBe(2 * hour)
    expect(remedyOf(spring, '02:30')).toContain('2026-03-29T03:00:00+02:00')
    // what the remedy says is accepted
    expect(codeOf(spring, '2026-03-29T03:00:00+02:00')).toBe(2 * hour)
    const lordHowe = openCalendar('2026-10-04', 'Australia/Lord_Howe')
    expect(codeOf(lordHowe, '02:29')).toBe('time-nonexistent')
    expect(codeOf(lordHowe, '02:30')).toBe(2 * hour)
  })

  test('that exists twice is named, with both', () => {
    expect(codeOf(autumn, '02:00')).toBe('time-ambiguous')
    expect(codeOf(autumn, '02:59:59')).toBe('time-ambiguous')
    expect(codeOf(autumn, '01:59:59')).toBe(2 * hour - 1)
    expect(codeOf(autumn, '03:00')).toBe(4 * hour)
    expect(remedyOf(autumn, '2026-10-25T02:30')).toContain('2026-10-25T02:30:00+02:00 or 2026-10-25T02:30:00+01:00')
    // what the remedy says is accepted: half past two the first time, and an hour later
    expect(codeOf(autumn, '2026-10-25T02:30:00+02:00')).toBe(2.5 * hour)
    expect(codeOf(autumn, '2026-10-25T02:30:00+01:00')).toBe(3.5 * hour)
    const lordHowe = openCalendar('2026-04-05', 'Australia/Lord_Howe')
    expect(remedyOf(lordHowe, '01:45')).toContain('2026-04-05T01:45:00+11:00 or 2026-04-05T01:45:00+10:30')
    expect(codeOf(lordHowe, '02:00')).toBe(2.5 * hour)
  })

  test('must lie within twelve days', () => {
    expect(codeOf(berlin, FARTHEST)).toBe(FARTHEST)
    expect(codeOf(berlin, -FARTHEST)).toBe(-FARTHEST)
    expect(codeOf(berlin, FARTHEST + 1)).toBe('outside-day')
    expect(codeOf(berlin, '2027-12-01T14:00')).toBe('outside-day')
    expect(codeOf(berlin, '2027-12-01T14:00Z')).toBe('outside-day')
    expect(codeOf(berlin, '0001-01-01T00:00')).toBe('outside-day')
    // a time that clocks skip next spring is first of all far away
    expect(codeOf(berlin, '2027-03-28T02:30')).toBe('outside-day')
    expect(codeOf(berlin, new Date(0))).toBe('outside-day')
    // epoch milliseconds are the likely slip, and the remedy says so
    expect(remedyOf(berlin, Date.UTC(2026, 11, 1))).toContain('new Date()')
  })

  test('is whole seconds', () => {
    expect(codeOf(berlin, 0.5)).toBe('not-an-integer')
    expect(codeOf(berlin, '2026-12-01T14:00:00.5')).toBe('not-an-integer')
    expect(codeOf(berlin, '2026-12-01T14:00:00.000001Z')).toBe('not-an-integer')
    expect(codeOf(berlin, new Date(berlin.anchor + 1))).toBe('not-an-integer')
    expect(codeOf(berlin, DateTime.fromMillis(berlin.anchor + 999))).toBe('not-an-integer')
    expect(Object.is(read(berlin, -0), 0)).toBe(true)
  })

  test.each([Number.NaN, Infinity, -Infinity])('is not %d', (number) => {
    expect(codeOf(berlin, number)).toBe('not-a-number')
    expect(codeOf(undefined, number)).toBe('not-a-number')
  })

  test.each([
    '', ' ', '25:99', '24:60', '48:00', '1:00', '14', '14:00 ', '-14:00', 'noon', '2026-12-01', '2026-02-30T14:00', '2026-12-01T25:00', '2026-12-01T26:30',
    '2026-12-01T14:00+25:00', '2026-12-01T14:00+01:00[Europe/Berlin]', '2026-12-01T23:59:60Z', '2026-12-01 14:00', '2026-W49-2T14:00', '14:00+', '9'.repeat(100_000),
  ])('is not the text %j', (text) => {
    expect(codeOf(berlin, text)).toBe('time-invalid')
  })

  test('is no other kind of value, however hostile', () => {
    const throwing = new Proxy({}, { get: () => { throw new Error('hands off') }, getPrototypeOf: () => { throw new Error('hands off') } })
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    const values = [
      true, 5n, Symbol('now'), {}, [], [0], () => 0, throwing, proxy, Object.create(Date.prototype), Object.create(null),
      { valueOf: () => 0, toString: () => '14:00' }, { isLuxonDateTime: true }, { isLuxonDateTime: true, toMillis: () => 'soon' },
      new Date(Number.NaN), DateTime.fromISO('never'), new String('14:00'), JSON.parse('{"__proto__": {"isLuxonDateTime": true}}'),
    ]
    for (const value of values) expect(codeOf(berlin, value)).toBe('time-invalid')
    expect(codeOf(berlin, undefined)).toBe('missing')
    expect(codeOf(berlin, null)).toBe('missing')
  })

  test('is a number where there is no calendar', () => {
    expect(codeOf(undefined, 7)).toBe(7)
    for (const moment of ['14:00', new Date(0), DateTime.fromMillis(0), {}]) expect(codeOf(undefined, moment)).toBe('not-a-number')
  })

  test('is read or refused, never thrown at, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.string({ unit: fc.constantFrom(...'0123456789:-+TZd.') })), (moment) => {
        const answer = read(autumn, moment)
        expect(typeof answer === 'object' || Number.isInteger(answer)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('luxon that throws on invalid values', () => {
  afterEach(() => {
    Settings.throwOnInvalid = false
  })

  test('changes nothing', () => {
    Settings.throwOnInvalid = true
    expect(codeOf(berlin, '2026-02-30T14:00')).toBe('time-invalid')
    expect(codeOf(berlin, '14:00')).toBe(14 * hour)
    expect(refusal(() => openCalendar('2026-02-30', 'Europe/Berlin')).code).toBe('date-invalid')
  })
})

describe('there and back', () => {
  const anyMoment = fc.integer({ min: -2 * 86_400, max: 3 * 86_400 })

  test('ISO text says the moment exactly', () => {
    expect(toIso(berlin, 14 * hour)).toBe('2026-12-01T14:00:00+01:00')
    expect(toIso(autumn, 2.5 * hour)).toBe('2026-10-25T02:30:00+02:00')
    expect(toIso(autumn, 3.5 * hour)).toBe('2026-10-25T02:30:00+01:00')
    fc.assert(
      fc.property(anyCalendar, anyMoment, (calendar, at) => {
        expect(read(calendar, toIso(calendar, at))).toBe(at)
        expect(read(calendar, toInstant(calendar, at))).toBe(at)
        expect(read(calendar, toInstant(calendar, at).toJSDate())).toBe(at)
        expect(fromEpoch(calendar, toInstant(calendar, at).toMillis())).toBe(at)
      }),
      { numRuns: 1000 },
    )
  })

  test('ISO text says it exactly on every half hour around every change of clocks', () => {
    // the random days above seldom hit a change, so walk through the changes of 2026 in all zones
    let changes = 0
    for (const zone of zones) {
      let day = openCalendar('2026-01-01', zone)
      let offset = toInstant(day, 0).offset
      while (day.date < '2026-12-28') {
        const next: Calendar = openCalendar(toInstant(day, 7 * 86_400 + 12 * hour).toISODate()!, zone)
        const nextOffset = toInstant(next, 0).offset
        if (nextOffset !== offset) {
          changes += 1
          for (let at = 0; at <= 8 * 86_400; at += 1800) expect(toSeconds(day, toIso(day, at), '', [])).toBe(at)
        }
        day = next
        offset = nextOffset
      }
    }
    expect(changes).toBeGreaterThan(100)
  })

  test('local time says it, unless clocks show it twice', () => {
    expect(toLocalTime(berlin, 14 * hour)).toBe('14:00')
    expect(toLocalTime(berlin, 14 * hour + 30)).toBe('14:00:30')
    expect(toLocalTime(berlin, 24 * hour)).toBe('00:00+1d')
    expect(toLocalTime(berlin, 26.5 * hour)).toBe('02:30+1d')
    expect(toLocalTime(berlin, -2 * hour)).toBe('22:00-1d')
    expect(toLocalTime(spring, 2 * hour)).toBe('03:00')
    expect([toLocalTime(autumn, 2 * hour), toLocalTime(autumn, 3 * hour)]).toEqual(['02:00', '02:00'])
    fc.assert(
      fc.property(fc.oneof(anyCalendar, fc.constantFrom(spring, autumn)), anyMoment, (calendar, at) => {
        const answer = codeOf(calendar, toLocalTime(calendar, at))
        if (answer !== 'time-ambiguous') expect(answer).toBe(at)
      }),
      { numRuns: 1000 },
    )
  })

  test('epoch milliseconds are rounded down to seconds', () => {
    expect(fromEpoch(berlin, berlin.anchor + 999)).toBe(0)
    expect(fromEpoch(berlin, berlin.anchor - 1)).toBe(-1)
    expect(refusal(() => fromEpoch(berlin, Number.NaN)).code).toBe('not-a-number')
  })
})

describe('a window', () => {
  function window(interval: unknown, calendar: Calendar | undefined = berlin) {
    const problems: Problem[] = []
    const found = toWindow(calendar, interval as IntervalInput, 'orders[3].window', problems)
    return found ?? problems.map((problem) => `${problem.code} ${problem.path}`)
  }

  test('is an interval of two moments, both ends included', () => {
    expect(window({ start: '14:00', end: '16:00' })).toEqual({ start: 14 * hour, end: 16 * hour })
    expect(window({ start: 5, end: 5 })).toEqual({ start: 5, end: 5 })
    expect(window({ start: 0, end: 60 }, undefined)).toEqual({ start: 0, end: 60 })
  })

  test("may be date-fns' Interval or luxon's", () => {
    const interval: Interval = { start: new Date('2026-12-01T13:00Z'), end: '2026-12-01T15:00Z' }
    const input: IntervalInput = interval
    expect(window(input)).toEqual({ start: 14 * hour, end: 16 * hour })
    expect(window(LuxonInterval.fromISO('2026-12-01T13:00Z/2026-12-01T15:00Z'))).toEqual({ start: 14 * hour, end: 16 * hour })
    expect(window(LuxonInterval.invalid('lost'))).toEqual(['window-empty orders[3].window'])
  })

  test('is refused where an end is missing, or both, or it closes before it opens', () => {
    for (const empty of [undefined, null, {}, { start: 1 }, { end: 1 }, { start: null, end: 1 }]) {
      expect(window(empty)).toEqual(['window-empty orders[3].window'])
    }
    expect(window({ start: 2, end: 1 })).toEqual(['window-reversed orders[3].window'])
    for (const other of [5, '14:00-16:00', [1, 2], [], true]) expect(window(other)).toEqual(['not-an-object orders[3].window'])
  })

  test('is refused with what is wrong at both ends', () => {
    expect(window({ start: Number.NaN, end: '25:99' })).toEqual(['not-a-number orders[3].window.start', 'time-invalid orders[3].window.end'])
  })
})
