/** The demonstration in words: one table, both regimes side by side, nothing left out. */
import { compare } from '../arena/comparison.ts'
import type { DemoResult } from '../arena/demo.ts'
import { inUnit, percent } from '../report/words.ts'

const WIDEST = 110

/** The summary as plain text. */
export function demoSummary({ seed, city, measures, breakEven }: DemoResult): string {
  const { narrow, legacy } = measures
  const { regimes, rows, note } = compare([narrow, legacy])
  const cells = [['', ...regimes], ...rows.map(({ measure, unit, values }) => [measure, ...values.map((value) => inUnit(value, unit))])]
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((row) => row[column]!.length)))
  const line = (row: readonly string[]) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('   ').trimEnd()
  return [
    `A day of ${narrow.shoppers} shoppers and ${city.couriers.length} couriers in a generated city, seed ${seed}`,
    '',
    ...cells.map(line),
    '',
    ...wrapped(`${difference(narrow.deliveredPerPaidHour, legacy.deliveredPerPaidHour)} ${evenAt(breakEven, legacy.failedShare)}`),
    ...wrapped(note!),
    '',
  ].join('\n')
}

function difference(narrow: number, legacy: number): string {
  if (narrow === 0 || legacy === 0) return 'Under one rule nothing was delivered, so there is nothing to compare.'
  const ratio = narrow / legacy - 1
  return `Per paid hour, narrow slots delivered ${percent(Math.abs(ratio))} ${ratio >= 0 ? 'more' : 'less'} than the wide window.`
}

function evenAt(breakEven: number | undefined, failed: number): string {
  if (breakEven === undefined) return ''
  if (breakEven <= 0) return 'They would deliver more even if no attempt in the wide window failed.'
  return `They deliver more where over ${percent(breakEven)} of first attempts fail in the wide window; here ${percent(failed)} did.`
}

/** Lines of at most 110 characters. */
function wrapped(text: string): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line.length + 1 + word.length > WIDEST) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}
