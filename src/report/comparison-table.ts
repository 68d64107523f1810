/** The regimes side by side: whoever is better in a row is marked, and all are printed alike. */
import type { Comparison } from './comparison.ts'
import { bestOf } from './comparison.ts'
import type { Markup } from './markup.ts'
import { html } from './markup.ts'
import { inUnit, plural } from './words.ts'

/** As many regimes fit beside each other on a telephone. */
const MOST_BESIDE = 4

/** The table, and a sentence that counts the rows in which each regime is best. */
export function comparisonTable({ regimes, rows, note }: Comparison): Markup {
  const best = rows.map(bestOf)
  const wins = regimes.map((name, i) => ({ name, rows: best.filter((list) => list.includes(i)).length }))
  const lines = rows.map((row, r) => {
    const meaning = row.meaning === undefined ? '' : html`<span class="meaning">${row.meaning}</span>`
    const cells = regimes.map((_, i) =>
      html`<td class="number${best[r]!.includes(i) ? ' best' : ''}">${inUnit(row.values[i], row.unit)}</td>`)
    return html`<tr><th scope="row">${row.measure}${meaning}</th>${cells}</tr>
`
  })
  const count = wins.map(({ name, rows: won }, i) => html`${i === 0 ? '' : '; '}<strong>${name}</strong> in ${plural(won, 'row')}`)
  const few = regimes.length <= MOST_BESIDE ? ' few' : ''
  const names = regimes.map((name) => html`<th scope="col" class="number">${name}</th>`)
  return html`<p>Best: ${count}. The better value of a row is marked with a dot, whoever has it; rows in which all are alike carry none.</p>
${note === undefined ? '' : html`<p>${note}</p>`}
<div class="scroll"><table class="comparison${few}" style="--regimes:${regimes.length}">
<thead><tr><th scope="col">Measure</th>${names}</tr></thead>
<tbody>${lines}</tbody></table></div>`
}
