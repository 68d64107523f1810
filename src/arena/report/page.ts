/** A study as one HTML file, which needs no network, no script and no colour to be read. */
import type { Charts } from '../../report/drawing.ts'
import { loadCharts } from '../../report/drawing.ts'
import type { Markup, Piece } from '../../report/markup.ts'
import { html, raw } from '../../report/markup.ts'
import { styleSheet } from '../../report/style.ts'
import type { StudyResult } from '../measures/study-result.ts'
import { arenaStyle } from './arena-style.ts'
import type { Block, Cell, Column, Figure, LegendEntry, RowGroup, Section, Table } from './blocks.ts'
import { contentOf } from './content.ts'
import { sourceWords } from './study-words.ts'

/**
 * One HTML file with everything that {@link arenaMarkdown} says, and the pictures in it. All texts are escaped, and a content security
 * policy lets nothing be loaded or run. The same result gives the same bytes.
 * Rejects with an `InputError` (`package-missing`) where the optional package echarts is not installed.
 */
export async function arenaPage(result: StudyResult): Promise<string> {
  const charts = await loadCharts()
  const sections = contentOf(result)
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>${result.title}</title>
<style>${raw(styleSheet)}${raw(arenaStyle)}</style>
</head>
<body>
<main>
<header><h1>${result.title}</h1><p>${sourceWords(result)}</p></header>
<nav aria-label="Sections"><ol>${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ol></nav>
${sections.map((section) => sectionOf(charts, section))}
<footer>Measured by slotsmith’s arena.</footer>
</main>
</body>
</html>
`.text
}

function sectionOf(charts: Charts, { id, title, blocks }: Section): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>
${blocks.map((block) => blockOf(charts, block))}
</section>
`
}

function blockOf(charts: Charts, block: Block): Markup {
  switch (block.kind) {
    case 'text':
      return html`<p>${block.text}</p>
`
    case 'list':
      return html`<ul class="points">${block.items.map((item) => html`<li>${item}</li>`)}</ul>
`
    case 'table':
      return tableOf(block)
    case 'figure':
      return figureOf(charts, block)
  }
}

function figureOf(charts: Charts, { id, caption, legend, panels }: Figure): Markup {
  const drawn = panels.map(({ title, draw }, i) =>
    html`<div class="panel"><h3>${title}</h3>${draw(charts, `${id}-${i + 1}`)}</div>
`)
  return html`<figure id="${id}">${legendOf(legend)}<div class="panels">${drawn}</div><figcaption>${caption}</figcaption></figure>
`
}

function legendOf(entries: readonly LegendEntry[]): Markup {
  const items = entries.map(({ words, picture }) => html`<li><svg viewBox="0 0 34 14" aria-hidden="true">${picture}</svg>${words}</li>`)
  return html`<ul class="legend">${items}</ul>`
}

function tableOf(table: Table): Markup {
  const { id, head, columns, groups, note, fold, twoSided } = table
  const kind = `arena ${columns.every(({ words }) => words) ? 'words' : 'figures'}${twoSided ? ' two-sided' : ''}`
  const body = html`<div class="scroll"><table id="${id}" class="${kind}" style="--half:${Math.ceil(columns.length / 2)}">
<thead>${sidesOf(columns)}<tr><th scope="col">${head}</th>${columns.map(({ title, words }, i) =>
    html`<th scope="col"${classOf(words ? '' : 'number')}${sideAt(columns, i)}>${title}</th>`)}</tr></thead>
${groups.map((group) => groupOf(group, columns))}</table></div>
${note === undefined ? '' : html`<p class="note">${note}</p>`}`
  return fold === undefined ? body : html`<details><summary>${fold}</summary>${body}</details>
`
}

/** A heading over the columns of each side, where there are sides. */
function sidesOf(columns: readonly Column[]): Piece {
  if (columns.every(({ side }) => side === undefined)) return ''
  const sides: { title: string; span: number }[] = []
  for (const { side = '' } of columns) {
    const last = sides.at(-1)
    if (last?.title === side) last.span += 1
    else sides.push({ title: side, span: 1 })
  }
  return html`<tr class="sides"><td></td>${sides.map(({ title, span }) => html`<th scope="colgroup" colspan="${span}">${title}</th>`)}</tr>
`
}

function groupOf({ title, note, rows }: RowGroup, columns: readonly Column[]): Markup {
  const about = note === undefined ? '' : html`<small>${note}</small>`
  const span = columns.length + 1
  const heading = title === undefined ? '' : html`<tr class="group"><th scope="rowgroup" colspan="${span}">${title}${about}</th></tr>
`
  const lines = rows.map((row) => {
    const cells = row.cells.map((cell, i) => cellOf(cell, columns[i]!, sideAt(columns, i)))
    return html`<tr><th scope="row">${row.head}${row.about === undefined ? '' : html`<small>${row.about}</small>`}</th>${cells}</tr>
`
  })
  return html`<tbody>${heading}${lines}</tbody>
`
}

function cellOf({ main, beside, verdict }: Cell, { title, words }: Column, side: Piece): Markup {
  const mark = verdict === undefined ? '' : html` <b class="${verdict}" title="${verdict}">${verdict === 'better' ? '▲' : '▼'}</b>`
  const below = beside === undefined ? mark : html`<small>${beside}${mark}</small>`
  return html`<td${classOf(words ? '' : 'number')} ${side} data-is="${title}"><span>${main}</span>${below}</td>`
}

/** Names the side at its first column. */
function sideAt(columns: readonly Column[], i: number): Piece {
  const side = columns[i]!.side
  return side === undefined || side === columns[i - 1]?.side ? '' : html` data-side="${side}"`
}

function classOf(name: string): Piece {
  return name === '' ? '' : html` class="${name}"`
}
