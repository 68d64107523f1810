/**
 * A queue that gives the least first.
 *
 * Broken on purpose, and seen to fail: equal keys in any order; the last entry put on top and left there.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BestFirst } from '../../../src/routing/repair/best-first.ts'

test('gives the least key first, and of equal keys the lower number, whatever was taken out in between', () => {
  // true: take one out, where there is one
  const steps = fc.array(fc.oneof(fc.integer({ min: 0, max: 6 }), fc.constant(true)), { maxLength: 60 })
  fc.assert(
    fc.property(steps, (list) => {
      const queue = new BestFirst(60)
      const waiting: { item: number; key: number }[] = []
      const take = () => {
        waiting.sort((a, b) => a.key - b.key || a.item - b.item)
        expect(queue.pop()).toBe(waiting.shift()!.item)
      }
      for (const [item, step] of list.entries()) {
        if (step === true) {
          if (waiting.length > 0) take()
          continue
        }
        queue.push(item, step)
        waiting.push({ item, key: step })
        expect(queue.size).toBe(waiting.length)
      }
      while (waiting.length > 0) take()
      expect(queue.size).toBe(0)
    }),
  )
})
