import fc from 'fast-check'
import { expect, test } from 'vitest'
import { InputError } from '../../src/base/errors.ts'
import { parseJson } from '../../src/cli/json.ts'

/** Where parsing says that the text is broken; `undefined` where it is not. */
function brokenAt(text: string): string | undefined {
  try {
    parseJson(text)
    return undefined
  } catch (error) {
    if (error instanceof InputError) return error.path
    throw error
  }
}

test('The broken place is named by line and column, both from 1', () => {
  expect(brokenAt('{"a": [1, 2,}')).toBe('line 1, column 13')
  expect(brokenAt('{\n  "a": 1,\n  b: 2\n}')).toBe('line 3, column 3')
  expect(brokenAt('[1] 2')).toBe('line 1, column 5')
  expect(brokenAt('[01]')).toBe('line 1, column 3')
  expect(brokenAt('["a\nb"]')).toBe('line 1, column 4')
  expect(brokenAt('["\\x"]')).toBe('line 1, column 3')
  expect(brokenAt('{"a" 1}')).toBe('line 1, column 6')
  expect(brokenAt('[1 2]')).toBe('line 1, column 4')
  expect(brokenAt('[1}')).toBe('line 1, column 3')
  expect(brokenAt('{"a":1,}')).toBe('line 1, column 8')
  expect(brokenAt('NaN')).toBe('line 1, column 1')
})

test('Text that ends too early is broken at its end', () => {
  expect(brokenAt('')).toBe('line 1, column 1')
  expect(brokenAt('{"a": [\n')).toBe('line 2, column 1')
  expect(brokenAt('"abc')).toBe('line 1, column 5')
})

test('Whatever is cut out of, or put into, JSON text: a place is named exactly where JSON.parse fails', () => {
  const value = fc.json({ maxDepth: 3 })
  const put = fc.constantFrom('', ',', '{', ']', '"', '\\', '-', '0', ':', '\n', 'e')
  const change = fc.record({ at: fc.nat(200), length: fc.nat(2), put })
  fc.assert(fc.property(value, change, (text, { at, length, put }) => {
    const from = at % (text.length + 1)
    const changed = text.slice(0, from) + put + text.slice(from + length)
    let fails = false
    try {
      JSON.parse(changed)
    } catch {
      fails = true
    }
    expect(brokenAt(changed) !== undefined).toBe(fails)
  }))
})

test('A text of a hundred thousand brackets is refused, and does not hang or overflow', () => {
  expect(brokenAt('['.repeat(100_000))).toBe('line 1, column 100001')
})
