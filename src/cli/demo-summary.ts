/** The demonstration in words: one table, both regimes side by side, nothing left out. */
import { compareDemo } from '../arena/demo/comparison.ts'
import type { DemoDay, DemoResult } from '../arena/demo/demo.ts'
import { inUnit, percent, plural } from '../report/words.ts'

const WIDEST = 110

/** The summary as plain text. */
export function demoSummary(result: DemoResult): string {
  const { seed, world, narrow, wide, breakEven } = result
  const { regimes, rows, note } = compareDemo(result)
  const cells = [['', ...regimes], ...rows.map(({ measure, unit, values }) => [measure, ...values.map((value) => inUnit(value, unit))])]
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((row) => row[column]!.length)))
  const line = (row: readonly string[]) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('   ').trimEnd()
  return [
    `A day of ${plural(world.customers.length, 'customer')} and ${plural(world.couriers.length, 'courier')} in a generated city, `
      + `seed ${seed}`,
    '',
    ...cells.map(line),
    '',
    ...wrapped(`${difference(perPaidHour(narrow), perPaidHour(wide))} ${evenAt(breakEven, wide.figures['failing-first'] ?? 0)}`),
    ...wrapped(note!),
    '',
  ].join('\n')
}

function perPaidHour({ figures }: DemoDay): number {
  return figures['delivered-per-paid-hour'] ?? 0
}

function difference(narrow: number, legacy: number): string {
  if (narrow === 0 || legacy === 0) return 'Under one rule nothing was delivered, so there is nothing to compare.'
  const ratio = narrow / legacy - 1
  return `Per paid hour, narrow slots delivered ${percent(Math.abs(ratio))} ${ratio >= 0 ? 'more' : 'less'} than the wide window.`
}

function evenAt(breakEven: number | undefined, failed: number): string {
  if (breakEven === undefined) return ''
  if (breakEven <= 0) return 'They would deliver more even if no visit in the wide window failed.'
  return `They deliver more where over ${percent(breakEven)} of first visits fail in the wide window; here ${percent(failed)} did.`
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
