/** VRPLIB text as fields and sections of numbers, split without regard to what they mean. */
import type { Note } from '../problems.ts'

/** Numbers of one data section, as one flat list. */
export interface Section {
  readonly line: number
  readonly values: number[]
}

/** The whole text. */
export interface Sheet {
  readonly fields: ReadonlyMap<string, { readonly value: string; readonly line: number }>
  readonly sections: ReadonlyMap<string, Section>
}

/** Splits the text into `KEY : value` lines and sections of numbers; words among the numbers (place names) are passed over. */
export function sheetOf(text: string, note: Note): Sheet {
  const fields = new Map<string, { value: string; line: number }>()
  const sections = new Map<string, Section>()
  let open: Section | undefined
  let line = 0
  for (let from = 0; from < text.length;) {
    const newline = text.indexOf('\n', from)
    const to = newline < 0 ? text.length : newline
    line++
    const first = firstInk(text, from, to)
    if (first < to && isNumberStart(text.charCodeAt(first))) {
      if (open === undefined) note('text-format', `line ${line}`, text.slice(first, first + 40), 'begin with KEY : value')
      else numbersInto(open.values, text, first, to)
    } else if (first < to) {
      const words = text.slice(first, to).trim()
      if (words === 'EOF') break
      const [, section] = /^([A-Z_0-9]+_SECTION)\s*(?::\s*)?$/.exec(words) ?? []
      const [, key, value] = /^([A-Z_0-9]+)\s*:\s*(.*)$/.exec(words) ?? []
      if (section !== undefined) {
        open = { line, values: [] }
        if (sections.has(section)) note('duplicate-id', `line ${line}`, section, 'state each section once')
        sections.set(section, open)
      } else if (key !== undefined) {
        fields.set(key, { value: value!, line })
      } else {
        note('text-format', `line ${line}`, words, 'write KEY : value, NAME_SECTION, numbers or EOF')
      }
    }
    from = to + 1
  }
  if (sections.size === 0) note('text-format', '', text.slice(0, 80), 'give VRPLIB text')
  return { fields, sections }
}

const SPACE = 32
const MINUS = 45
const DOT = 46
const ZERO = 48
const NINE = 57

function firstInk(text: string, from: number, to: number): number {
  let at = from
  while (at < to && text.charCodeAt(at) <= SPACE) at++
  return at
}

function isNumberStart(code: number): boolean {
  return (code >= ZERO && code <= NINE) || code === MINUS || code === DOT
}

/** Numbers of one line. Digits are added up by hand: a matrix of 697 rows has half a million of them. */
function numbersInto(values: number[], text: string, from: number, to: number): void {
  let at = from
  while (at < to) {
    at = firstInk(text, at, to)
    if (at === to) return
    const start = at
    let whole = 0
    while (at < to && text.charCodeAt(at) >= ZERO && text.charCodeAt(at) <= NINE) whole = whole * 10 + text.charCodeAt(at++) - ZERO
    if (at > start && (at === to || text.charCodeAt(at) <= SPACE)) {
      values.push(whole)
      continue
    }
    while (at < to && text.charCodeAt(at) > SPACE) at++
    const value = Number(text.slice(start, at))
    if (Number.isFinite(value)) values.push(value)
  }
}
