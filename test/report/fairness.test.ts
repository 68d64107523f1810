/** Gini and Jain by hand, by definition, and by their laws. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { InputError } from '../../src/base/errors.ts'
import { gini, jain } from '../../src/report/fairness.ts'

const values = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 40 })

test('the ends of the scale', () => {
  expect(gini([5, 5, 5, 5])).toBe(0)
  expect(jain([5, 5, 5, 5])).toBe(1)
  // one of four has everything: (n − 1) ÷ n and 1 ÷ n
  expect(gini([0, 0, 0, 8])).toBeCloseTo(3 / 4, 12)
  expect(jain([0, 0, 0, 8])).toBeCloseTo(1 / 4, 12)
  expect([gini([0, 0]), jain([0, 0])]).toEqual([0, 1])
  expect([gini([]), jain([])]).toEqual([undefined, undefined])
})

test('by hand', () => {
  // 1 and 3: differences |1−3| twice = 4, over 2 · 2² · 2 = 16
  expect(gini([3, 1])).toBeCloseTo(4 / 16, 12)
  // 4² ÷ (2 · (1 + 9))
  expect(jain([3, 1])).toBeCloseTo(16 / 20, 12)
})

test('Gini agrees with its definition over all pairs', () => {
  fc.assert(fc.property(values, (list) => {
    const sum = list.reduce((total, value) => total + value, 0)
    const differences = list.flatMap((a) => list.map((b) => Math.abs(a - b))).reduce((total, value) => total + value, 0)
    const expected = sum === 0 ? 0 : differences / (2 * list.length * sum)
    expect(gini(list)).toBeCloseTo(expected, 9)
  }))
})

test('neither order nor unit matters, and both stay on their scales', () => {
  fc.assert(fc.property(values, fc.integer({ min: 1, max: 60 }), (list, unit) => {
    const turned = list.toReversed().map((value) => value * unit)
    expect(gini(turned)).toBeCloseTo(gini(list)!, 9)
    expect(jain(turned)).toBeCloseTo(jain(list)!, 9)
    expect(gini(list)).toBeGreaterThanOrEqual(0)
    expect(gini(list)).toBeLessThanOrEqual(1 - 1 / list.length + 1e-12)
    expect(jain(list)).toBeGreaterThanOrEqual(1 / list.length - 1e-12)
    expect(jain(list)).toBeLessThanOrEqual(1 + 1e-12)
  }))
})

test('giving from the richer to the poorer is fairer', () => {
  // 10 and 2, one handed over: 9 and 3
  expect(gini([9, 3, 6])).toBeLessThan(gini([10, 2, 6])!)
  expect(jain([9, 3, 6])).toBeGreaterThan(jain([10, 2, 6])!)
})

test('what nobody can have is named', () => {
  for (const measure of [gini, jain]) {
    expect(() => measure([1, Number.NaN])).toThrow(InputError)
    expect(() => measure([1, -1])).toThrow('out-of-range at values[1]')
  }
})
