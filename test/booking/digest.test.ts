/** The fingerprint of a command's content. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { digestOf } from '../../src/booking/digest.ts'

test.each([
  // The published test vectors of 64-bit FNV-1a (draft-eastlake-fnv, appendix C).
  ['', 'cbf29ce484222325-0'],
  ['a', 'af63dc4c8601ec8c-1'],
  ['foobar', '85944171f73967e8-6'],
])('of %j', (text, digest) => {
  expect(digestOf(text)).toBe(digest)
})

/** Arithmetic in whole numbers of any size. Seen to fail: `low << 7` for `low << 8`; the carry left out. */
test('is that of the plain definition, hash = (hash xor unit) × prime modulo 2^64', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      let hash = 0xcbf29ce484222325n
      for (let i = 0; i < text.length; i++) hash = ((hash ^ BigInt(text.charCodeAt(i))) * 0x100000001b3n) & 0xffffffffffffffffn
      expect(digestOf(text)).toBe(`${hash.toString(16).padStart(16, '0')}-${text.length}`)
    }),
  )
})
