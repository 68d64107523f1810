/** The time left, from how long units of each kind took. */
import { expect, test } from 'vitest'
import { TimeLeft } from '../../../src/arena/runs/time-left.ts'

test('nothing is known before the first unit is done', () => {
  expect(new TimeLeft(['a'], 1).seconds()).toBeUndefined()
})

test('each kind counts by its own seconds, shared among the hands', () => {
  const left = new TimeLeft(['quick', 'quick', 'quick', 'slow', 'slow'], 2)
  left.note('quick', 1)
  left.note('quick', 3)
  left.note('slow', 10)
  // One quick one of (1 + 3) / 2 = 2 s and one slow one of 10 s, by two hands: 12 / 2.
  expect(left.seconds()).toBe(6)
})

test('a kind that nobody has seen is as long as the others on average', () => {
  const left = new TimeLeft(['quick', 'slow', 'new', 'new'], 1)
  left.note('quick', 2)
  left.note('slow', 6)
  // Twice (2 + 6) / 2.
  expect(left.seconds()).toBe(8)
})
