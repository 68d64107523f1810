/** Comma-separated values after RFC 4180, both ways. */
import { throwIfAny } from '../base/read.ts'
import { problem } from './problems.ts'

/**
 * Rows as text, one record per line with CRLF, as RFC 4180 wants. A field is quoted where it has to be.
 * With `formulaSafe`, a field that a spreadsheet would run as a formula (`=`, `+`, `-`, `@` first, and not a number) is
 * preceded by an apostrophe; reading it back then gives the apostrophe, too.
 */
export function writeCsv(rows: readonly (readonly (string | number)[])[], options: { formulaSafe?: boolean } = {}): string {
  return rows.map((row) => `${row.map((field) => writeField(field, options.formulaSafe === true, row.length)).join(',')}\r\n`).join('')
}

function writeField(field: string | number, formulaSafe: boolean, width: number): string {
  const plain = String(field)
  const text = formulaSafe && typeof field === 'string' && /^[=+\-@\t]/.test(plain) && !Number.isFinite(Number(plain)) ? `'${plain}` : plain
  // A record of one empty field would read back as an empty line.
  const quoted = /[",\r\n]/.test(text) || (text === '' && width === 1)
  return quoted ? `"${text.replaceAll('"', '""')}"` : text
}

/**
 * Records of a CSV text; CRLF, LF and CR all end a record, empty lines are passed over, a byte order mark is taken off.
 * @throws InputError `text-format` for a quote that is never closed or that closes in the middle of a field.
 */
export function readCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let at = text.startsWith('\uFEFF') ? 1 : 0
  let line = 1
  while (at < text.length) {
    const field = text[at] === '"' ? quotedField(text, at, line) : plainField(text, at)
    row.push(field.value)
    line += field.lines
    at = field.end
    const separator = text[at]
    if (separator === ',') {
      at++
      if (at === text.length) row.push('')
      else continue
    }
    if (row.length > 1 || field.quoted || field.value !== '') rows.push(row)
    row = []
    line++
    at += separator === '\r' && text[at + 1] === '\n' ? 2 : 1
  }
  return rows
}

interface Field {
  readonly value: string
  /** Where the separator stands. */
  readonly end: number
  readonly quoted: boolean
  /** Line breaks inside the field. */
  readonly lines: number
}

function plainField(text: string, start: number): Field {
  let end = start
  while (end < text.length && text[end] !== ',' && text[end] !== '\r' && text[end] !== '\n') end++
  return { value: text.slice(start, end), end, quoted: false, lines: 0 }
}

function quotedField(text: string, start: number, line: number): Field {
  const parts: string[] = []
  let from = start + 1
  for (;;) {
    const quote = text.indexOf('"', from)
    if (quote < 0) throwIfAny([problem('text-format', `line ${line}`, text.slice(start, start + 40), 'close the quote')])
    parts.push(text.slice(from, quote))
    if (text[quote + 1] !== '"') {
      const after = text[quote + 1]
      if (after !== undefined && after !== ',' && after !== '\r' && after !== '\n') {
        throwIfAny([problem('text-format', `line ${line}`, text.slice(start, quote + 2), 'double a quote inside a quoted field')])
      }
      const value = parts.join('"')
      return { value, end: quote + 1, quoted: true, lines: value.split('\n').length - 1 }
    }
    from = quote + 2
  }
}
