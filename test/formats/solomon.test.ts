/** Solomon text: distances cut off, never rounded; every bad line named. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/base/errors.ts'
import { readSolomon } from '../../src/formats/solomon.ts'

const customers = [
  '    0      0          0          0          0       1000          0   ',
  '    1      3          4         10        100        200         90   ',
  '    2      1          1         20         10         60         90   ',
]
const textWith = (...lines: string[]) =>
  ['TINY', '', 'VEHICLE', 'NUMBER     CAPACITY', '  3         200', '', 'CUSTOMER', 'CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE   TIME', ' ', ...lines, ''].join('\r\n')

test('everything in time is ten times as long, and distances are cut off after one decimal', () => {
  const { day, orders, scale, vehicles, capacity, name } = readSolomon(textWith(...customers))
  expect({ scale, vehicles, capacity, name }).toEqual({ scale: 10, vehicles: 3, capacity: 200, name: 'TINY' })
  expect(day.couriers.map(({ id }) => id)).toEqual(['1', '2', '3'])
  expect(day.couriers[0]!.shifts[0]).toMatchObject({ start: 0, end: 10_000 })
  expect(orders[0]).toMatchObject({ id: '1', service: 900, delivery: [10], windows: [{ start: 1000, end: 2000 }] })
  const { seconds } = day.travel.get('car')!
  // 3-4-5: 5.0 exactly. From (0,0) to (1,1): 1.4142 is 14 tenths. From (3,4) to (1,1): the root of 13 is 3.6055, 36 tenths.
  expect([seconds(0, 1), seconds(0, 2), seconds(1, 2)]).toEqual([50, 14, 36])
})

test('with two decimals, with none, and with other couriers', () => {
  const { seconds } = readSolomon(textWith(...customers), { decimals: 2 }).day.travel.get('car')!
  expect([seconds(0, 1), seconds(0, 2), seconds(1, 2)]).toEqual([500, 141, 360])
  expect(readSolomon(textWith(...customers), { decimals: 0 }).day.travel.get('car')!.seconds(1, 2)).toBe(3)
  expect(readSolomon(textWith(...customers), { couriers: 12 }).day.couriers).toHaveLength(12)
})

test('a distance that is whole stays whole at every size', () => {
  // Sides 3k, 4k, 5k: floating roots must not fall short of 5k.
  fc.assert(fc.property(fc.integer({ min: 1, max: 2000 }), (k) => {
    const text = textWith('0 0 0 0 0 9000 0', `1 ${3 * k} ${4 * k} 0 0 9000 0`)
    expect(readSolomon(text).day.travel.get('car')!.seconds(0, 1)).toBe(50 * k)
  }))
})

test('coordinates are shrunk to a degree, for drawing only', () => {
  // The widest side is 4 long: x from 0 to 3, y from 0 to 4.
  expect(readSolomon(textWith(...customers)).orders[0]!.place).toEqual({ row: 1, at: [0.25, 0.5] })
})

describe('bad text', () => {
  const problemsOf = (text: string, options = {}) => {
    try {
      readSolomon(text, options)
    } catch (error) {
      if (error instanceof InputError) return error.problems.map(({ code, path }) => `${code} ${path}`)
      throw error
    }
    return []
  }

  test.each([
    ['nothing', '', {}, ['text-format ']],
    ['no customers', textWith(), {}, ['text-format ']],
    ['a short line', textWith(customers[0]!, '1 2 3'), {}, ['text-format line 11']],
    ['words', textWith(customers[0]!, '1 a b c d e f'), {}, ['text-format line 11']],
    ['a gap in the numbers', textWith(customers[0]!, '2 3 4 10 100 200 90'), {}, ['text-format line 11']],
    ['several bad lines', textWith(customers[0]!, '1 3 4 -10 100 200 90', '2 3 4 10 200 100 90'), {}, ['not-an-integer line 11', 'window-reversed line 12']],
    ['a tenth without decimals', textWith(customers[0]!, '1 3 4 10 100 200.5 90'), { decimals: 0 }, ['not-an-integer line 11']],
    ['a day that is too long', textWith('0 0 0 0 0 200000 0'), {}, ['outside-day windows']],
    ['too many decimals', textWith(...customers), { decimals: 9 }, ['out-of-range decimals']],
    ['no couriers', textWith(...customers), { couriers: 0 }, ['out-of-range couriers']],
  ])('%s', (_, text, options, problems) => {
    expect(problemsOf(text, options)).toEqual(problems)
  })

  test('any change of a letter gives a day or an InputError, and nothing else', () => {
    const good = textWith(...customers)
    fc.assert(fc.property(fc.nat(good.length - 1), fc.string({ maxLength: 4 }), (at, letters) => {
      expect(() => problemsOf(good.slice(0, at) + letters + good.slice(at + 1))).not.toThrow()
    }), { numRuns: 1000 })
  })
})
