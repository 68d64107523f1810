/** Lanes never overlap, and there are no more of them than must be. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lanesOf } from '../../src/report/timeline-lanes.ts'

const extents = fc.array(fc.tuple(fc.nat(100), fc.integer({ min: 1, max: 40 })).map(([left, width]) => ({ left, right: left + width })), { maxLength: 30 })

test('the first lane with room', () => {
  // 0–10 and 5–15 overlap; 12–20 fits behind the first, not behind the second
  expect(lanesOf([{ left: 0, right: 10 }, { left: 5, right: 15 }, { left: 12, right: 20 }], 0)).toEqual([0, 1, 0])
  // with a gap of 3 it must keep off the first one, too
  expect(lanesOf([{ left: 0, right: 10 }, { left: 5, right: 15 }, { left: 12, right: 20 }], 3)).toEqual([0, 1, 2])
})

test('as many lanes as there are extents at once', () => {
  fc.assert(fc.property(extents, (list) => {
    const lanes = lanesOf(list, 0)
    for (const [i, a] of list.entries()) {
      for (const [j, b] of list.entries()) {
        if (i < j && lanes[i] === lanes[j]) expect(a.right <= b.left || b.right <= a.left).toBe(true)
      }
    }
    const atOnce = list.map(({ left }) => list.filter((other) => other.left <= left && left < other.right).length)
    expect(new Set(lanes).size).toBe(Math.max(0, ...atOnce))
  }))
})
