/** Means, paired differences and their intervals, by hand. */
import { expect, test } from 'vitest'
import { estimateOf, pairedDifference, signBeyondInterval } from '../../../src/arena/measures/paired.ts'

test('a mean with its interval', () => {
  // mean 4, variance (4 + 0 + 4) ÷ 2 = 4, standard error √(4 ÷ 3) = 1.1547, times t of 2 degrees 4.30265 = 4.9683
  const { mean, half, seeds } = estimateOf([2, 4, 6])!
  expect([mean, seeds]).toEqual([4, 3])
  expect(half).toBeCloseTo(4.9683, 3)
})

test('one seed has no interval, and none has no mean', () => {
  expect(estimateOf([3, null])).toEqual({ mean: 3, half: undefined, seeds: 1 })
  expect(estimateOf([null])).toBeUndefined()
  expect(signBeyondInterval(estimateOf([3]))).toBe(0)
  expect(signBeyondInterval(undefined)).toBe(0)
})

test('pairs take out what both seeds have in common', () => {
  // 1.0, 1.1 and 0.9 more, whatever the seed: mean 1, variance 0.01, half 0.1 ÷ √3 · 4.30265 = 0.2484
  const difference = pairedDifference([11, 51.1, 90.9], [10, 50, 90])!
  expect(difference.mean).toBeCloseTo(1, 12)
  expect(difference.half).toBeCloseTo(0.2484, 4)
  expect(signBeyondInterval(difference)).toBe(1)
  expect(signBeyondInterval(pairedDifference([10, 50, 90], [11, 51.1, 90.9]))).toBe(-1)
  // unpaired the seeds would drown it
  expect(estimateOf([11, 51.1, 90.9])!.half).toBeGreaterThan(90)
})

test('a pair of which one side has no figure is counted out', () => {
  expect(pairedDifference([3, null, 5, 6], [1, 1, null, 4])).toEqual({ mean: 2, half: 0, seeds: 2 })
})

test('an interval that reaches 0 decides nothing', () => {
  // differences 1 and −1; and 0 exactly
  expect(signBeyondInterval(pairedDifference([2, 1], [1, 2]))).toBe(0)
  expect(signBeyondInterval(pairedDifference([2, 2], [2, 2]))).toBe(0)
})
