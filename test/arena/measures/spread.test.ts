/** Quantiles, variation and Lorenz curves by hand and by their laws, Student's t against printed tables. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LORENZ_POINTS, coefficientOfVariation, lorenz, meanOf, quantile } from '../../../src/arena/measures/spread.ts'
import { studentT } from '../../../src/arena/measures/student.ts'
import { gini } from '../../../src/report/fairness.ts'

test('nothing has no mean, quantile, variation or curve', () => {
  expect([meanOf([]), quantile([], 0.5), coefficientOfVariation([]), lorenz([])]).toEqual([undefined, undefined, undefined, undefined])
})

test('quantiles are values of nearest rank', () => {
  const list = [50, 15, 40, 20, 35]
  // ranks ⌈0.05 · 5⌉ = 1, ⌈0.3 · 5⌉ = 2, ⌈0.4 · 5⌉ = 2, ⌈0.5 · 5⌉ = 3, ⌈0.95 · 5⌉ = 5
  expect([0, 0.05, 0.3, 0.4, 0.5, 0.95, 1].map((p) => quantile(list, p))).toEqual([15, 15, 20, 20, 35, 50, 50])
})

test('coefficient of variation', () => {
  // mean 5, squares 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32, over 8 = 4, root 2, over 5
  expect(coefficientOfVariation([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(2 / 5, 12)
  expect(coefficientOfVariation([0, 0])).toBe(0)
})

test('a Lorenz curve by hand', () => {
  // the poorer half of 1 and 3 has 1 of 4; a quarter of the people is half of the poorer one: 0.5 of 4
  const curve = lorenz([3, 1])!
  expect(curve).toHaveLength(LORENZ_POINTS)
  expect([curve[0], curve[5], curve[10], curve[15], curve[20]]).toEqual([0, 0.125, 0.25, 0.625, 1])
  // all alike, or nothing for anybody: the diagonal
  for (const even of [[7, 7, 7], [0, 0]]) for (const [i, share] of lorenz(even)!.entries()) expect(share).toBeCloseTo(i / 20, 12)
})

test('Lorenz curves rise, bend upwards, and neither order nor unit matters', () => {
  const values = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 40 })
  fc.assert(fc.property(values, fc.integer({ min: 1, max: 9 }), (list, unit) => {
    const curve = lorenz(list)!
    const other = lorenz(list.toReversed().map((value) => value * unit))!
    for (const [i, share] of curve.entries()) {
      expect(other[i]).toBeCloseTo(share, 9)
      expect(share).toBeLessThanOrEqual(i / 20 + 1e-9)
      if (i > 0 && i < 20) expect(curve[i + 1]! - share).toBeGreaterThanOrEqual(share - curve[i - 1]! - 1e-9)
    }
  }))
})

test('twice the area between the curve and the diagonal is the Gini coefficient', () => {
  // of 20 people every point of the curve lies at a person, so the trapezes are exact
  const list = Array.from({ length: 20 }, (_, i) => i * i)
  const curve = lorenz(list)!
  const under = curve.slice(1).reduce((area, share, i) => area + (share + curve[i]!) / 2 / 20, 0)
  expect(1 - 2 * under).toBeCloseTo(gini(list)!, 12)
})

test('Student’s t as printed', () => {
  // two-sided 95 %, from the tables of any textbook
  const printed = [[1, 12.706], [2, 4.303], [3, 3.182], [4, 2.776], [5, 2.571], [9, 2.262], [10, 2.228], [29, 2.045], [30, 2.042], [120, 1.980]]
  for (const [degrees, t] of printed) expect(studentT(0.95, degrees!)).toBeCloseTo(t!, 3)
  // two-sided 99 % and 50 %
  expect([studentT(0.99, 1), studentT(0.99, 10), studentT(0.99, 29)].map((t) => t.toFixed(3))).toEqual(['63.657', '3.169', '2.756'])
  // one degree is Cauchy's distribution, whose quartiles are ±1
  expect(studentT(0.5, 1)).toBeCloseTo(1, 12)
  // many degrees are the normal distribution
  expect(studentT(0.95, 10_000)).toBeCloseTo(1.96, 3)
})
