/** Wishes: as data, as the part of a day that they name, and as English text. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Problem } from '../../src/base/errors.ts'
import { openCalendar } from '../../src/time/calendar.ts'
import { windowOfWish, wishOf } from '../../src/time/wish.ts'
import type { Wish } from '../../src/time/wish.ts'

const hour = 3600
const tuesday = openCalendar('2026-12-01', 'Europe/Berlin')
const wednesday = openCalendar('2026-12-02', 'Europe/Berlin')
const spring = openCalendar('2026-03-29', 'Europe/Berlin')
const autumn = openCalendar('2026-10-25', 'Europe/Berlin')

function named(wish: Wish, calendar = tuesday) {
  const problems: Problem[] = []
  const window = windowOfWish(wish, calendar, 'wish', problems)
  expect(problems).toEqual([])
  return window
}

function problemsOf(wish: unknown): string[] {
  const problems: Problem[] = []
  expect(windowOfWish(wish as Wish, tuesday, 'wish', problems)).toBeUndefined()
  return problems.map((problem) => `${problem.code} ${problem.path}`)
}

describe('Tuesday or Thursday, 17:30 or later', () => {
  const wish: Wish = { weekdays: ['tuesday', 4], from: '17:30' }

  test('names the evening of a Tuesday, and another day than Wednesday', () => {
    expect(named(wish)).toEqual({ start: 17.5 * hour, end: 24 * hour })
    expect(named(wish, wednesday)).toBe('other-day')
    expect(named(wish, openCalendar('2026-12-03', 'Europe/Berlin'))).toEqual({ start: 17.5 * hour, end: 24 * hour })
  })
})

describe('a wish', () => {
  test('for nothing in particular names the whole day, however long', () => {
    expect(named({})).toEqual({ start: 0, end: 24 * hour })
    expect(named({}, spring)).toEqual({ start: 0, end: 23 * hour })
    expect(named({ to: '24:00' }, autumn)).toEqual({ start: 0, end: 25 * hour })
  })

  test('names a day by weekday or by date; either is enough', () => {
    const wish: Wish = { weekdays: ['monday'], dates: ['2026-12-02'] }
    expect(named(wish)).toBe('other-day')
    expect(named(wish, wednesday)).toEqual({ start: 0, end: 24 * hour })
    expect(named(wish, openCalendar('2026-12-07', 'Europe/Berlin'))).toEqual({ start: 0, end: 24 * hour })
  })

  test('is read on the clock of the day', () => {
    // 09:00 is 8 hours after midnight in spring and 10 in autumn
    expect(named({ from: '09:00', to: '12:00' }, spring)).toEqual({ start: 8 * hour, end: 11 * hour })
    expect(named({ from: '09:00', to: '12:00' }, autumn)).toEqual({ start: 10 * hour, end: 13 * hour })
    // skipped times are the jump; of times that come twice the first is meant
    expect(named({ from: '02:30' }, spring)).toEqual({ start: 2 * hour, end: 23 * hour })
    expect(named({ from: '02:30', to: '03:00' }, autumn)).toEqual({ start: 2.5 * hour, end: 4 * hour })
    expect(named({ from: '02:10', to: '02:50' }, spring)).toEqual({ start: 2 * hour, end: 2 * hour })
  })

  test('may reach into the night after', () => {
    expect(named({ from: '22:00', to: '26:00' })).toEqual({ start: 22 * hour, end: 26 * hour })
    expect(named({ from: '25:00' })).toEqual({ start: 25 * hour, end: 25 * hour })
  })

  test('is refused with all that is wrong with it, whatever the day', () => {
    expect(problemsOf({ weekdays: ['Tuesday', 0, null], dates: ['soon'], from: '25:99', to: 7, width: 0 })).toEqual([
      'weekday-unknown wish.weekdays[0]',
      'weekday-unknown wish.weekdays[1]',
      'weekday-unknown wish.weekdays[2]',
      'date-invalid wish.dates[0]',
      'time-invalid wish.from',
      'time-invalid wish.to',
      'out-of-range wish.width',
    ])
    expect(problemsOf({ weekdays: [3], from: '18:00', to: '17:00' })).toEqual(['window-reversed wish'])
    expect(problemsOf({ weekdays: [], dates: [] })).toEqual(['window-empty wish.weekdays', 'window-empty wish.dates'])
    expect(problemsOf({ weekday: 2 })).toEqual(['unknown-key wish.weekday'])
    expect(problemsOf(JSON.parse('{ "__proto__": 1 }'))).toEqual(['forbidden-key wish.__proto__'])
    expect(problemsOf({ dates: Array.from({ length: 1_000_000 }, () => '2026-12-01') })).toEqual(['too-many wish.dates'])
    for (const other of [null, undefined, 5, 'tuesday', []]) expect(problemsOf(other)).toEqual(['not-an-object wish'])
  })
})

describe('English text', () => {
  const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday']

  test.each<[string, Wish]>([
    ['Tuesday or Thursday, 17:30 or later', { weekdays: ['tuesday', 'thursday'], from: '17:30' }],
    ['weekdays after 18', { weekdays: weekdays as Wish['weekdays'] & object, from: '18:00' }],
    ['before noon', { to: '12:00' }],
    ['between 9 and 12', { from: '09:00', to: '12:00' }],
    ['on 2026-12-01 from 14:00 to 16:00', { dates: ['2026-12-01'], from: '14:00', to: '16:00' }],
    ['2026-12-01 or 2026-12-02', { dates: ['2026-12-01', '2026-12-02'] }],
    ['Mon-Fri 9-17', { weekdays: weekdays as Wish['weekdays'] & object, from: '09:00', to: '17:00' }],
    ['from Monday to Friday, not before 8:15', { weekdays: weekdays as Wish['weekdays'] & object, from: '08:15' }],
    ['Saturdays and Sundays by 11 am.', { weekdays: ['saturday', 'sunday'], to: '11:00' }],
    ['the weekend', { weekdays: ['saturday', 'sunday'] }],
    ['Sat to Mon', { weekdays: ['saturday', 'sunday', 'monday'] }],
    ['Tue, Wed, or Thu until midnight', { weekdays: ['tuesday', 'wednesday', 'thursday'], to: '24:00' }],
    ['after 5pm on Tuesday', { weekdays: ['tuesday'], from: '17:00' }],
    ['5 pm – 7.30 pm, every Friday', { weekdays: ['friday'], from: '17:00', to: '19:30' }],
    ['12 am to 12 pm', { from: '00:00', to: '12:00' }],
    ['05:00 or earlier', { to: '05:00' }],
    ['any time on Friday', { weekdays: ['friday'] }],
    ['any day', {}],
  ])('"%s" is understood', (text, wish) => {
    expect(wishOf(text)).toEqual(wish)
  })

  test.each([
    // five in the morning, or in the afternoon?
    'after 5', 'between 2 and 4 pm', '5:30 or later',
    // words that are not known, also beside words that are
    'tomorrow', 'Tuesday evening', 'not Tuesday', 'Tuesday except after 18', 'soon', 'Tuesday or', 'after', 'or later', 'Tuesday Thursday', '18',
    // two wishes in one
    'Tuesday after 18 or Thursday before noon',
    // times and dates that are none, or in the wrong order
    'after 25', 'after 24:30', 'after 13 pm', 'after 0 am', '2026-02-30', 'between 18 and 9', 'after midnight', 'from 2026-12-01', 'Monday to Monday',
    '', ' ', '.', 'constructor', '__proto__', 'or '.repeat(60), 'tuesday '.repeat(10_000),
  ])('"%s" is not guessed at', (text) => {
    expect(wishOf(text)).toBeUndefined()
  })

  test('that is no text is not understood', () => {
    for (const other of [null, undefined, 5, {}, [], { toLowerCase: () => 'tuesday' }]) expect(wishOf(other as string)).toBeUndefined()
  })

  test('that is understood is a wish without problems', () => {
    const words = 'on every from to until between and or later after before not noon midnight tuesday mon-fri weekdays weekend 9 17:30 5pm 24 2026-12-01 , any day time'
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words.split(' ')), { maxLength: 7 }), (chosen) => {
        const wish = wishOf(chosen.join(' '))
        fc.pre(wish !== undefined)
        expect(named(wish)).toBeDefined()
      }),
      { numRuns: 200 },
    )
  })
})
