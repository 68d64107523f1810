/** Until when a slot can be booked. */
import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/base/errors.ts'
import type { Problem } from '../../src/base/errors.ts'
import { openCalendar } from '../../src/time/calendar.ts'
import { checkClosingRule, closesAt } from '../../src/time/cutoff.ts'
import type { ClosingRule } from '../../src/time/cutoff.ts'

const hour = 3600
const berlin = openCalendar('2026-12-01', 'Europe/Berlin')
const afternoon = { start: 14 * hour, end: 16 * hour }

function closing(rule: ClosingRule, calendar = berlin, window = afternoon): string {
  return new Date(closesAt(rule, window, calendar)).toISOString()
}

function problemsOf(rule: unknown): string[] {
  const problems: Problem[] = []
  checkClosingRule(rule as ClosingRule, 'closing', problems)
  return problems.map((problem) => `${problem.code} ${problem.path}`)
}

describe('a slot from 14:00 to 16:00', () => {
  test('can be booked until it closes where there is no rule', () => {
    expect(closing({})).toBe('2026-12-01T15:00:00.000Z')
  })

  test('with two hours of lead time can be booked until 12:00', () => {
    expect(closing({ leadTime: 'PT2H' })).toBe('2026-12-01T11:00:00.000Z')
    expect(closing({ leadTime: 0 })).toBe('2026-12-01T13:00:00.000Z')
  })

  test('with a cut-off at 18:00 the day before can be booked until then', () => {
    expect(closing({ cutoff: { at: '18:00', daysBefore: 1 } })).toBe('2026-11-30T17:00:00.000Z')
    expect(closing({ cutoff: { at: '09:00', daysBefore: 0 } })).toBe('2026-12-01T08:00:00.000Z')
  })

  test('closes at the earlier of the two', () => {
    expect(closing({ leadTime: 'PT2H', cutoff: { at: '18:00', daysBefore: 1 } })).toBe('2026-11-30T17:00:00.000Z')
    expect(closing({ leadTime: 'P2D', cutoff: { at: '18:00', daysBefore: 1 } })).toBe('2026-11-29T13:00:00.000Z')
  })

  test('never closes later than its own end', () => {
    expect(closing({ cutoff: { at: '20:00', daysBefore: 0 } })).toBe('2026-12-01T15:00:00.000Z')
  })
})

describe('18:00 the day before', () => {
  test('is 18:00 on the clock across a change of clocks', () => {
    // on Saturday 28 March Berlin is still one hour ahead of UTC, on Sunday two; on 24 October two, on the 25th one
    const rule = { cutoff: { at: '18:00', daysBefore: 1 } }
    expect(closing(rule, openCalendar('2026-03-29', 'Europe/Berlin'))).toBe('2026-03-28T17:00:00.000Z')
    expect(closing(rule, openCalendar('2026-10-25', 'Europe/Berlin'))).toBe('2026-10-24T16:00:00.000Z')
    expect(closing(rule, openCalendar('2026-10-26', 'Europe/Berlin'))).toBe('2026-10-25T17:00:00.000Z')
  })

  test('in a skipped hour is the jump, in an hour that comes twice the first', () => {
    expect(closing({ cutoff: { at: '02:30', daysBefore: 0 } }, openCalendar('2026-03-29', 'Europe/Berlin'))).toBe('2026-03-29T01:00:00.000Z')
    expect(closing({ cutoff: { at: '02:30', daysBefore: 0 } }, openCalendar('2026-10-25', 'Europe/Berlin'))).toBe('2026-10-25T00:30:00.000Z')
  })

  test('on a day that the zone skipped is the moment at which it was skipped', () => {
    // 30 December 2011 never was in Samoa; the 29th ended, 10 hours behind UTC, where the 31st began
    const after = openCalendar('2011-12-31', 'Pacific/Apia')
    expect(closing({ cutoff: { at: '18:00', daysBefore: 1 } }, after)).toBe('2011-12-30T10:00:00.000Z')
  })

  test('a month before crosses into the other season', () => {
    // 15 November is winter time; 30 days before is 16 October, summer time
    expect(closing({ cutoff: { at: '18:00', daysBefore: 30 } }, openCalendar('2026-11-15', 'Europe/Berlin'))).toBe('2026-10-16T16:00:00.000Z')
  })
})

describe('a closing rule', () => {
  test('is refused with all that is wrong with it', () => {
    expect(problemsOf({ leadTime: -1, cutoff: { at: '25:99', daysBefore: 0.5 } })).toEqual([
      'out-of-range closing.leadTime',
      'time-invalid closing.cutoff.at',
      'not-an-integer closing.cutoff.daysBefore',
    ])
    expect(problemsOf({ cutoff: {} })).toEqual(['missing closing.cutoff.at', 'missing closing.cutoff.daysBefore'])
    expect(problemsOf({ cutoff: { at: '18:00', daysBefore: 1e9 } })).toEqual(['out-of-range closing.cutoff.daysBefore'])
    expect(problemsOf({ leadtime: 5 })).toEqual(['unknown-key closing.leadtime'])
    for (const other of [null, 5, 'PT2H', []]) expect(problemsOf(other)).toEqual(['not-an-object closing'])
    expect(problemsOf({ cutoff: '18:00' })).toEqual(['not-an-object closing.cutoff'])
    expect(problemsOf({ leadTime: 'PT2H', cutoff: { at: '18:00', daysBefore: 1 } })).toEqual([])
  })

  test('that is wrong answers no time', () => {
    expect(() => closesAt({ leadTime: Number.NaN }, afternoon, berlin)).toThrow(InputError)
  })
})
