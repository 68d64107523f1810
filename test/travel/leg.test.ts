import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LONGEST_LEG, atSpeed } from '../../src/travel/leg.ts'

test('legs are rounded up, in exact millionths', () => {
  expect(atSpeed(100, 1)).toBe(100)
  expect(atSpeed(100, 3)).toBe(34)
  // 21 ÷ 0.7 in floating point is 30.000000000000004
  expect(atSpeed(21, 0.7)).toBe(30)
  // 130 % of the time, as a speed: 10 s are 13 s, and 3600 s are 4680 s, not a second more
  expect([10, 3600].map((seconds) => atSpeed(seconds, 0.769231))).toEqual([13, 4680])
  expect(atSpeed(0, 0.01)).toBe(0)
  expect(atSpeed(LONGEST_LEG - 1, 0.01)).toBe(LONGEST_LEG)
})

// Broken on purpose by rounding to the nearest: 1 s and 1 s at speed 3 become 0 and 0, but 2 s become 1.
test('no speed breaks the triangle inequality', () => {
  fc.assert(fc.property(fc.nat(5000), fc.nat(5000), fc.integer({ min: 10_000, max: 5_000_000 }), (a, b, millionths) => {
    const speed = millionths / 1_000_000
    expect(atSpeed(a, speed) + atSpeed(b, speed)).toBeGreaterThanOrEqual(atSpeed(a + b, speed))
  }))
})
