/** CSV both ways. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCsv, writeCsv } from '../../src/formats/csv.ts'

test('fields are quoted where they have to be, and lines end with CRLF', () => {
  expect(writeCsv([['id', 'text'], ['1', 'a "b", c'], [2, 'two\nlines']])).toBe('id,text\r\n1,"a ""b"", c"\r\n2,"two\nlines"\r\n')
})

test('what is written is read back', () => {
  const field = fc.oneof(fc.string(), fc.constantFrom('', '"', ',', '\r', '\n', '\r\n', ' ', '""', 'a,b', '\uFEFF'))
  fc.assert(fc.property(fc.array(fc.array(field, { minLength: 1, maxLength: 4 }), { maxLength: 5 }), (rows) => {
    // A byte order mark at the very beginning is one.
    fc.pre(!(rows[0]?.[0] ?? '').startsWith('\uFEFF'))
    expect(readCsv(writeCsv(rows))).toEqual(rows)
  }), { numRuns: 1000 })
})

test('any line end, a byte order mark, a last line without end, empty lines between', () => {
  expect(readCsv('\uFEFFa,b\r\nc,d\re,f\n\n"",\ng')).toEqual([['a', 'b'], ['c', 'd'], ['e', 'f'], ['', ''], ['g']])
})

test('a quote that is never closed, or that closes too early, is named with its line', () => {
  expect(() => readCsv('a,b\n"c,d\n')).toThrow('text-format at line 2')
  expect(() => readCsv('"x\ny",1\n"c"d')).toThrow('text-format at line 3')
})

test('formulas are disarmed on demand, numbers are not touched', () => {
  const rows = [['=1+1', '-5', '@cmd', '+49 30', 'a=b', -7]]
  expect(writeCsv(rows, { formulaSafe: true })).toBe("'=1+1,-5,'@cmd,'+49 30,a=b,-7\r\n")
  expect(writeCsv(rows)).toBe('=1+1,-5,@cmd,+49 30,a=b,-7\r\n')
})
