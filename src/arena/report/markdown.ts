/** A study as Markdown, and its pictures as files beside it. */
import type { Charts } from '../../report/drawing.ts'
import { loadCharts } from '../../report/drawing.ts'
import { escapeText } from '../../report/markup.ts'
import { darkColours, lightColours } from '../../report/style.ts'
import type { StudyResult } from '../measures/study-result.ts'
import type { Block, Cell, Figure, LegendEntry, RowGroup, Section, Table } from './blocks.ts'
import { PANEL } from './blocks.ts'
import { contentOf } from './content.ts'
import { sourceWords } from './study-words.ts'

/** One picture of a study: a whole figure as an SVG file that needs nothing else. */
export interface ArenaPicture {
  /** `scatter-hours.svg` */
  readonly name: string
  readonly svg: string
}

/**
 * Everything that {@link arenaPage} says, as Markdown with tables. Pictures are linked in `pictures`, the folder or address
 * where the files of {@link arenaPictures} lie; without it each is named in words. All texts are escaped.
 */
export function arenaMarkdown(result: StudyResult, { pictures }: { readonly pictures?: string } = {}): string {
  const parts = contentOf(result).map((section) => sectionOf(section, pictures))
  return [`# ${plain(result.title)}`, plain(sourceWords(result)), ...parts].join('\n\n') + '\n'
}

/**
 * The figures of a study, each with its legend and its panels, three beside each other.
 * Rejects with an `InputError` (`package-missing`) where the optional package echarts is not installed.
 */
export async function arenaPictures(result: StudyResult): Promise<ArenaPicture[]> {
  const charts = await loadCharts()
  const figures = contentOf(result).flatMap(({ blocks }) => blocks.filter((block) => block.kind === 'figure'))
  return figures.map((figure) => ({ name: `${figure.id}.svg`, svg: pictureOf(charts, figure) }))
}

function sectionOf({ title, blocks }: Section, pictures: string | undefined): string {
  return [`## ${plain(title)}`, ...blocks.map((block) => blockOf(block, pictures))].join('\n\n')
}

function blockOf(block: Block, pictures: string | undefined): string {
  switch (block.kind) {
    case 'text':
      return plain(block.text)
    case 'list':
      return block.items.map((item) => `- ${plain(item)}`).join('\n')
    case 'table':
      return tableOf(block)
    case 'figure': {
      const words = `${block.panels.map(({ label }) => plain(label)).join('; ')}`
      const picture = pictures === undefined ? `*Picture:* ${words}` : `![${words}](${pictures}/${block.id}.svg)`
      return `${picture}\n\n${plain(block.caption)}`
    }
  }
}

/** One table for each group of rows, under the group's title. */
function tableOf(table: Table): string {
  const fold = table.fold === undefined ? [] : [`### ${plain(table.fold)}`]
  const note = table.note === undefined ? [] : [plain(table.note)]
  return [...fold, ...table.groups.filter(({ rows }) => rows.length > 0).map((group) => groupOf(group, table)), ...note].join('\n\n')
}

function groupOf({ title, note, rows }: RowGroup, { head, columns }: Table): string {
  const heading = title === undefined ? [] : [`**${plain(title)}**${note === undefined ? '' : ` ${plain(note)}`}`]
  const titles = columns.map((column) => (column.side === undefined ? column.title : `${column.side}: ${column.title}`))
  const lines = [
    `| ${[head, ...titles].map(plain).join(' | ')} |`,
    `| ${['---', ...columns.map(({ words }) => (words ? '---' : '---:'))].join(' | ')} |`,
    ...rows.map((row) => `| ${[headOf(row.head, row.about), ...row.cells.map(cellOf)].join(' | ')} |`),
  ]
  return [...heading, lines.join('\n')].join('\n\n')
}

function headOf(head: string, about: string | undefined): string {
  return about === undefined ? plain(head) : `${plain(head)} (${plain(about)})`
}

function cellOf({ main, beside, verdict }: Cell): string {
  const sign = verdict === undefined ? '' : verdict === 'better' ? ' ▲' : ' ▼'
  return beside === undefined ? `${plain(main)}${sign}` : `${plain(main)} (${plain(beside)}${sign})`
}

/** Text that means itself in Markdown, in a cell of a table too. */
function plain(text: string): string {
  const oneLine = text.replaceAll(/\p{Cc}/gu, ' ').replaceAll(/\s+/g, ' ').trim()
  return oneLine.replaceAll(/[\\`*_{}[\]<>#|&~!$]/g, '\\$&').replace(/^([-+]|\d+[.)]) /, '\\$1 ')
}

const beside = 3
const margin = 12
const titleHeight = 24
const legendHeight = 24

function pictureOf(charts: Charts, { id, caption, legend, panels }: Figure): string {
  const columns = Math.min(beside, Math.max(1, panels.length))
  const width = 2 * margin + columns * PANEL.width
  const rows = legendRows(legend, width - 2 * margin)
  const top = margin + rows.length * legendHeight
  const height = top + Math.ceil(panels.length / columns) * (PANEL.height + titleHeight) + margin
  const entries = rows.flatMap((row, line) => row.map(({ entry, x }) => {
    const y = margin + line * legendHeight
    return `<svg x="${margin + x}" y="${y}" width="34" height="14" viewBox="0 0 34 14">${entry.picture.text}</svg>` +
      `<text x="${margin + x + 42}" y="${y + 12}">${escapeText(entry.words)}</text>`
  }))
  const drawn = panels.map((panel, i) => {
    const [x, y] = [margin + (i % columns) * PANEL.width, top + Math.floor(i / columns) * (PANEL.height + titleHeight)]
    const chart = panel.draw(charts, `${id}-${i + 1}`).text.replace(/^<svg [^>]*?width="/, `<svg x="${x}" y="${y + titleHeight}" width="`)
    return `<text class="title" x="${x + 6}" y="${y + 17}">${escapeText(panel.title)}</text>${chart}`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">` +
    `<title>${escapeText(caption)}</title><style>${pictureStyle}</style><rect width="100%" height="100%" fill="var(--paper)"/>` +
    `${entries.join('')}${drawn.join('')}</svg>\n`
}

const pictureStyle = `:root{${lightColours}}@media(prefers-color-scheme:dark){:root{${darkColours}}}` +
  'text{font-family:system-ui,"Segoe UI",Roboto,Arial,sans-serif;font-size:13px;fill:var(--ink)}' +
  '.title{font-weight:650}svg svg text{fill:revert-layer}'

/** Entries in lines, by a generous guess at how wide letters are. */
function legendRows(entries: readonly LegendEntry[], width: number): { entry: LegendEntry; x: number }[][] {
  const rows: { entry: LegendEntry; x: number }[][] = []
  let x = width
  for (const entry of entries) {
    const wide = 42 + 7.5 * entry.words.length + 22
    if (rows.length === 0 || x + wide > width) {
      rows.push([])
      x = 0
    }
    rows.at(-1)!.push({ entry, x })
    x += wide
  }
  return rows
}
