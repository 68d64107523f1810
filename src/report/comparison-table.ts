/** The regimes side by side: whoever is better in a row is marked, and all are printed alike. */
import type { Comparison } from './comparison.ts'
import { bestOf } from './comparison.ts'
import type { Markup } from './markup.ts'
import { html } from './markup.ts'
import { inUnit, plural } from './words.ts'

/** The table, and a sentence that counts the rows in which each regime is best. */
export function comparisonTable({ regimes, rows, note }: Comparison): Markup {
  const best = rows.map(bestOf)
  const wins = regimes.map((name, i) => ({ name, rows: best.filter((list) => list.includes(i)).length }))
  const lines = rows.map((row, r) => html`<tr><th scope="row">${row.measure}${row.meaning === undefined ? '' : html`<span class="meaning">${row.meaning}</span>`}</th>
${regimes.map((_, i) => html`<td class="number${best[r]!.includes(i) ? html` best` : ''}">${inUnit(row.values[i], row.unit)}</td>`)}</tr>
`)
  const count = wins.map(({ name, rows: won }, i) => html`${i === 0 ? '' : '; '}<strong>${name}</strong> in ${plural(won, 'row')}`)
  return html`<p>Best: ${count}. The better value of a row is marked with a dot, whoever has it; rows in which all are alike carry none.</p>
${note === undefined ? '' : html`<p>${note}</p>`}
<div class="scroll"><table class="comparison"><thead><tr><th scope="col">Measure</th>${regimes.map((name) => html`<th scope="col" class="number">${name}</th>`)}</tr></thead>
<tbody>${lines}</tbody></table></div>`
}
