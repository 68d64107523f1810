import { describe, expect, test } from 'vitest'
import type { InputError, Problem } from '../../src/base/errors.ts'
import { MOST_PROBLEMS, noteId, readList, readNumber, readObject, readText, readWhole, throwIfAny } from '../../src/base/read.ts'

/** What a reader returned, and the codes that it noted. */
function reading(read: (problems: Problem[]) => unknown): [unknown, ...string[]] {
  const problems: Problem[] = []
  const value = read(problems)
  return [value, ...problems.map(({ code, path }) => `${code} ${path}`)]
}

describe('reading what a caller passed in', () => {
  test('objects: unknown and forbidden keys are noted, and the rest is read', () => {
    const hostile: unknown = JSON.parse('{ "a": 1, "__proto__": { "b": 2 }, "prototype": 3, "c": 4 }')
    const [value, ...codes] = reading((problems) => readObject(hostile, ['a', 'b'], 'x', problems))
    expect(codes).toEqual(['forbidden-key x.__proto__', 'forbidden-key x.prototype', 'unknown-key x.c'])
    expect((value as { a: unknown }).a).toBe(1)
    expect(reading((problems) => readObject({ z: 1 }, ['a'], '', problems))).toEqual([{ z: 1 }, 'unknown-key z'])
    for (const other of [null, undefined, [], 'a', 7]) {
      expect(reading((problems) => readObject(other, ['a'], 'x', problems))).toEqual([undefined, 'not-an-object x'])
    }
  })

  test('objects: of many unknown keys the first hundred are noted', () => {
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`k${i}`, i]))
    expect(reading((problems) => readObject(many, ['a'], '', problems))).toHaveLength(1 + MOST_PROBLEMS)
  })

  test('lists, up to a limit', () => {
    expect(reading((problems) => readList([1, 2], 2, 'x', problems))).toEqual([[1, 2]])
    expect(reading((problems) => readList([1, 2, 3], 2, 'x', problems))).toEqual([undefined, 'too-many x'])
    expect(reading((problems) => readList({ length: 0 }, 2, 'x', problems))).toEqual([undefined, 'not-a-list x'])
  })

  test('text that is there, not blank and not endless', () => {
    expect(reading((problems) => readText(' a ', 3, 'x', problems))).toEqual([' a '])
    expect(reading((problems) => readText('abcd', 3, 'x', problems))).toEqual([undefined, 'out-of-range x'])
    expect(reading((problems) => readText(' \n', 3, 'x', problems))).toEqual([undefined, 'not-text x'])
    expect(reading((problems) => readText(undefined, 3, 'x', problems))).toEqual([undefined, 'missing x'])
    expect(reading((problems) => readText(null, 3, 'x', problems))).toEqual([undefined, 'not-text x'])
  })

  test('numbers within bounds, both included', () => {
    expect(reading((problems) => readNumber(0.5, 0.5, 1, 'x', problems))).toEqual([0.5])
    expect(reading((problems) => readNumber(1.01, 0.5, 1, 'x', problems))).toEqual([undefined, 'out-of-range x'])
    expect(reading((problems) => readNumber(undefined, 0, 1, 'x', problems))).toEqual([undefined, 'missing x'])
    for (const other of [Number.NaN, Infinity, '1', null, 1n]) {
      expect(reading((problems) => readNumber(other, 0, 1, 'x', problems))).toEqual([undefined, 'not-a-number x'])
    }
  })

  test('whole numbers; minus zero is zero', () => {
    expect(reading((problems) => readWhole(3, 0, 3, 'x', problems))).toEqual([3])
    expect(reading((problems) => readWhole(-0, 0, 3, 'x', problems))).toEqual([0])
    expect(reading((problems) => readWhole(0.5, 0, 3, 'x', problems))).toEqual([undefined, 'not-an-integer x'])
    expect(reading((problems) => readWhole(-1, 0, 3, 'x', problems))).toEqual([undefined, 'out-of-range x'])
  })

  test('ids that were not there before', () => {
    const seen = new Set<string>()
    expect(reading((problems) => ['a', '__proto__', 'a'].forEach((id) => noteId(id, seen, 'x', problems)))).toEqual([undefined, 'duplicate-id x'])
  })

  test('throws what was noted, up to a hundred problems', () => {
    const problem: Problem = { code: 'missing', path: 'x', got: undefined, remedy: 'give it' }
    expect(() => throwIfAny([])).not.toThrow()
    try {
      throwIfAny(Array.from({ length: 500 }, () => problem))
      expect.unreachable()
    } catch (error) {
      expect((error as InputError).problems).toHaveLength(MOST_PROBLEMS)
    }
  })
})
