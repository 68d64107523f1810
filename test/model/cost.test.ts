import { expect, test } from 'vitest'
import { legCost, taskCost } from '../../src/model/cost.ts'

test('a leg costs its hours and its kilometres, rounded once', () => {
  expect(legCost({ perHour: 3600, perKm: 0 }, 754, 9999)).toBe(754)
  // 100 s at 1800 an hour are 50; 1,234 m at 10 a kilometre are 12.34
  expect(legCost({ perHour: 1800, perKm: 10 }, 100, 1234)).toBe(62)
  // 0.5 + 0.5 is one, where rounding each part would say 2
  expect(legCost({ perHour: 1800, perKm: 1 }, 1, 500)).toBe(1)
})

test('a visit costs its hours of setup and service, rounded once', () => {
  // 100 s at 1800 an hour are 50; 101 s are 50.5
  expect([100, 101].map((seconds) => taskCost({ perTaskHour: 1800 }, seconds))).toEqual([50, 51])
})
