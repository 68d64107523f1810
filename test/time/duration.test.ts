/** Durations: whole seconds, or ISO 8601 text. */
import fc from 'fast-check'
import { Duration, Settings } from 'luxon'
import { afterEach, describe, expect, test } from 'vitest'
import type { Problem } from '../../src/base/errors.ts'
import { toDuration, toPositiveDuration } from '../../src/time/duration.ts'
import { FARTHEST } from '../../src/time/seconds.ts'

function read(input: unknown, reader = toDuration): number | string {
  const problems: Problem[] = []
  const seconds = reader(input as string, 'service', problems)
  if (seconds !== undefined) return seconds
  expect(problems).toMatchObject([{ path: 'service', got: input }])
  return problems[0]!.code
}

afterEach(() => {
  Settings.throwOnInvalid = false
})

describe('a duration', () => {
  test.each([
    [0, 0],
    [240, 240],
    ['PT4M', 4 * 60],
    ['PT1H30M', 90 * 60],
    ['PT90S', 90],
    ['P1D', 24 * 3600],
    ['P1W', 7 * 24 * 3600],
    ['P1DT1S', 24 * 3600 + 1],
    // fractions may add up to whole seconds: 1.5 hours, and a tenth of an hour, which is not exact in binary
    ['PT1.5H', 5400],
    ['PT1.1H', 3960],
    ['PT0S', 0],
    [FARTHEST, FARTHEST],
  ])('%j is %d seconds', (input, seconds) => {
    expect(read(input)).toBe(seconds)
  })

  test.each([Number.NaN, Infinity, -Infinity])('is not %d', (input) => expect(read(input)).toBe('not-a-number'))
  test.each([0.5, 'PT0.5S', 'PT0.01M'])('of %j is not whole', (input) => expect(read(input)).toBe('not-an-integer'))
  test.each([-1, FARTHEST + 1, 'P13D', 'PT99999999999999999999H'])('of %j is out of range', (input) => expect(read(input)).toBe('out-of-range'))
  test('is no other text and no other kind of value', () => {
    const texts = ['', ' ', 'P', 'PT', 'P1DT', '4M', 'PT4', 'pt4m', 'PT4M ', '-PT4M', 'PT-4M', 'P1Y', 'P1M', '240', '00:04', 'PT1..5H', 'PT.H']
    const values: unknown[] = [true, {}, [], [240], { valueOf: () => 240 }, Symbol('soon'), 5n, Duration.fromISO('PT4M')]
    for (const input of [...texts, `PT${'9'.repeat(100_000)}`, ...values]) expect(read(input)).toBe('duration-invalid')
  })

  test('that is absent is missing', () => expect([read(undefined), read(null)]).toEqual(['missing', 'missing']))

  test('of minus zero is zero', () => expect(Object.is(read(-0), 0)).toBe(true))

  test('is refused alike where luxon throws', () => {
    Settings.throwOnInvalid = true
    expect(read('PT1..5H')).toBe('duration-invalid')
    expect(read('PT4M')).toBe(240)
  })

  test('is read back from the text that luxon writes', () => {
    fc.assert(
      fc.property(fc.nat(FARTHEST), (seconds) => {
        expect(read(Duration.fromObject({ seconds }).toISO())).toBe(seconds)
        expect(read(Duration.fromObject({ seconds }).rescale().toISO())).toBe(seconds)
      }),
    )
  })

  test('is read or refused, never thrown at, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.string({ unit: fc.constantFrom(...'PTWDHMS.0123456789') })), (input) => {
        const answer = read(input)
        expect(typeof answer === 'string' || (Number.isInteger(answer) && answer >= 0 && answer <= FARTHEST)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })
})

test('a positive duration is not nothing', () => {
  expect(read('PT1S', toPositiveDuration)).toBe(1)
  expect(read('PT0S', toPositiveDuration)).toBe('out-of-range')
  expect(read(0, toPositiveDuration)).toBe('out-of-range')
  // one problem, not two
  expect(read(-1, toPositiveDuration)).toBe('out-of-range')
})
