/** Numbers in words. */
import { expect, test } from 'vitest'
import { grouped, hoursAndMinutes, inUnit, kilometres, percent, plural, wholeMinutes } from '../../src/report/words.ts'

test('shares are never rounded to all or nothing', () => {
  expect([0, 0.0001, 0.5, 0.9999, 1].map(percent)).toEqual(['0 %', '0.1 %', '50.0 %', '99.9 %', '100 %'])
})

test('durations', () => {
  expect([0, 30, 60, 3600, 5400, 195_000, 3_600_000].map(hoursAndMinutes)).toEqual([
    '0 min', '30 s', '1 min', '1 h', '1 h 30 min', '54 h 10 min', '1,000 h',
  ])
  // 59 minutes and 45 seconds are an hour, and not 60 minutes
  expect(hoursAndMinutes(3585)).toBe('1 h')
  // slack is rounded down: it must really be there
  expect(wholeMinutes(119)).toBe('1 min')
})

test('distances and counts', () => {
  expect([0, 949, 12_345, 99_940, 99_960, 1_234_567].map(kilometres)).toEqual(['0.0 km', '0.9 km', '12.3 km', '99.9 km', '100 km', '1,235 km'])
  expect([7, 1234, -1234, 1_234_567].map(grouped)).toEqual(['7', '1,234', '−1,234', '1,234,567'])
  expect([plural(1, 'order'), plural(0, 'order'), plural(2, 'more', 'more')]).toEqual(['1 order', '0 orders', '2 more'])
})

test('what is not known is a dash', () => {
  expect(inUnit(undefined, 'share')).toBe('–')
  expect(inUnit(Number.NaN, 'count')).toBe('–')
  expect([inUnit(2.104, 'ratio'), inUnit(21.04, 'ratio'), inUnit(0.1666, 'index'), inUnit(50_300, 'cost')]).toEqual(['2.10', '21.0', '0.167', '50,300'])
})
