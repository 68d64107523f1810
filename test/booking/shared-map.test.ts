/** The map that never changes, against JavaScript's own. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SharedMap } from '../../src/booking/shared-map.ts'

// A small pool of keys, so that they meet again, with the hostile ones in it.
const key = fc.oneof(fc.constantFrom('', '__proto__', 'constructor', 'toString', 'a', 'b'), fc.string({ maxLength: 2 }))
const step = fc.record({ key, value: fc.option(fc.nat(), { nil: undefined }) })

/**
 * Seen to fail: `without` that leaves `size` as it is; `with` that adds 1 to `size` for a known key; `with` that writes into the old bucket
 * or the old list of buckets (the earlier maps change).
 */
test('agrees with Map after any steps, and every earlier map stays as it was', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
      const plain = new Map<string, number>()
      let shared = SharedMap.empty<number>()
      const history: [SharedMap<number>, [string, number][]][] = []
      for (const { key, value } of steps) {
        if (value === undefined) plain.delete(key)
        else plain.set(key, value)
        shared = value === undefined ? shared.without(key) : shared.with(key, value)
        history.push([shared, sorted(plain)])
      }
      for (const [then, entries] of history) {
        expect(sorted(then)).toEqual(entries)
        expect(then.size).toBe(entries.length)
        for (const [key, value] of entries) expect([then.has(key), then.get(key)]).toEqual([true, value])
      }
      const visited: [string, number][] = []
      shared.forEach((value, key) => visited.push([key, value]))
      expect(visited).toEqual([...shared.entries()])
      expect([...shared.keys()]).toEqual(visited.map(([key]) => key))
      expect([...shared.values()]).toEqual(visited.map(([, value]) => value))
    }),
  )
})

test('does not find what it does not have', () => {
  const map = SharedMap.empty<number>().with('a', 1)
  expect([map.get('__proto__'), map.has('toString'), map.get('')]).toEqual([undefined, false, undefined])
  expect(map.without('b')).toBe(map)
})

function sorted(map: ReadonlyMap<string, number>): [string, number][] {
  return [...map].toSorted((a, b) => (a[0] < b[0] ? -1 : 1))
}
