/** Canonical copies of plain data. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Problem } from '../../src/base/errors.ts'
import { plainCopy } from '../../src/booking/plain.ts'

const safeKey = fc.string().filter((key) => !['__proto__', 'constructor', 'prototype'].includes(key))
const number = fc.double({ noNaN: true, noDefaultInfinity: true })
const { json } = fc.letrec((tie) => ({
  json: fc.oneof({ maxDepth: 5 }, fc.string(), number, fc.boolean(), fc.constant(null), tie('list'), tie('object')),
  list: fc.array(tie('json'), { maxLength: 5 }),
  object: fc.dictionary(safeKey, tie('json'), { maxKeys: 5, noNullPrototype: true }),
}))

/** Seen to fail: `.sort()` left out of `copyObject`. */
test('the same content is the same text, whatever the order of its keys', () => {
  fc.assert(
    fc.property(json, (value) => {
      const problems: Problem[] = []
      const copied = plainCopy(value, '', problems, 10_000)
      expect(problems).toEqual([])
      expect(JSON.stringify(plainCopy(turned(value), '', problems, 10_000))).toBe(JSON.stringify(copied))
      expect(JSON.parse(JSON.stringify(copied))).toStrictEqual(copied)
      expect(JSON.parse(JSON.stringify(value))).toEqual(copied)
    }),
  )
})

test('there is no -0, for JSON has none', () => {
  expect(plainCopy(-0, '', [], 1)).toBe(0)
})

test('a copy is frozen, deeply, and shares nothing', () => {
  const source = { list: [{ a: 1 }] }
  const copied = plainCopy(source, '', [], 100) as typeof source
  expect([Object.isFrozen(copied), Object.isFrozen(copied.list), Object.isFrozen(copied.list[0])]).toEqual([true, true, true])
  expect(copied.list[0]).not.toBe(source.list[0])
})

test('what is not plain is told with its path', () => {
  const source = { f: () => 1, m: new Map(), n: [1, Number.NaN, undefined], s: Symbol('s'), u: undefined, b: 1n }
  const problems: Problem[] = []
  plainCopy(source, 'x', problems, 100)
  expect(problems.map((problem) => [problem.code, problem.path])).toEqual([
    ['not-an-object', 'x.b'],
    ['not-an-object', 'x.f'],
    ['not-an-object', 'x.m'],
    ['not-a-number', 'x.n[1]'],
    ['missing', 'x.n[2]'],
    ['not-an-object', 'x.s'],
  ])
})

test('sixteen levels are copied, seventeen are not', () => {
  const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)])
  const problems: Problem[] = []
  plainCopy(nested(16), '', problems, 100)
  expect(problems).toEqual([])
  plainCopy(nested(17), '', problems, 100)
  expect(problems.map((problem) => problem.code)).toEqual(['too-many'])
})

/** The same value with the keys of every object in the opposite order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, item]) => [key, turned(item)]),
  )
}
