/** The Markdown says what the page says, in tables that hold whatever names say; its pictures stand alone. */
import { expect, test } from 'vitest'
import { measures } from '../../../src/arena/measures/definitions.ts'
import { arenaMarkdown, arenaPictures } from '../../../src/arena/report/markdown.ts'
import { arenaPage } from '../../../src/arena/report/page.ts'
import { all, elementsOf } from '../../report/elements.ts'
import { study } from '../measures/sample-study.ts'

/** Rows of all tables, cut at bars that no backslash takes the meaning from. */
function rowsOf(text: string): string[][] {
  return text.split('\n').filter((line) => line.startsWith('|')).map((line) => line.slice(2, -2).split(/(?<!\\)\|/).map((cell) => cell.trim()))
}

test('has the same sections and as many rows as the page', async () => {
  const result = study()
  const text = arenaMarkdown(result)
  const page = elementsOf(await arenaPage(result))
  const titles = all(page, ({ name }) => name === 'h2').map((title) => title.text)
  expect(text.match(/^## .*$/gm)).toEqual(titles.map((title) => `## ${title}`))
  const rows = all(page, ({ name, attributes }) => name === 'th' && attributes.get('scope') === 'row')
  const lines = rowsOf(text)
  const heads = lines.filter((_, i) => lines[i + 1]?.[0] === '---').length
  expect(lines.length - 2 * heads).toBe(rows.length)
})

test('every table has as many cells in every row', () => {
  for (const spice of ['', 'a|b`c*d_e[f](g)<h>\n| --- |\n# i & j \\ $k$ ~l~ !m ']) {
    let width = 0
    const rows = rowsOf(arenaMarkdown(study({ spice })))
    for (const [i, row] of rows.entries()) {
      if (rows[i + 1]?.[0] === '---') width = row.length
      expect(row).toHaveLength(width)
    }
  }
})

test('hostile names stay text', () => {
  const text = arenaMarkdown(study({ spice: '<script>alert(1)</script>\n\n# x [a](javascript:b) ' }))
  expect(text).not.toMatch(/(?<!\\)<script/)
  expect(text).not.toMatch(/^# x/m)
  expect(text).not.toMatch(/(?<!\\)\]\(javascript/)
})

test('links the pictures where they lie, or names them', async () => {
  const result = study()
  const linked = [...arenaMarkdown(result, { pictures: 'pictures' }).matchAll(/\]\(pictures\/([^)]*)\)/g)].map(([, name]) => name)
  const pictures = await arenaPictures(result)
  expect(linked).toEqual(pictures.map(({ name }) => name))
  expect(arenaMarkdown(result)).not.toContain('](')
  expect(arenaMarkdown(result)).toContain('*Picture:* Delivered per paid hour against hours kept free, mean, Dense city parcels')
})

test('pictures are drawings of their own, with legend, titles and colours', async () => {
  const pictures = await arenaPictures(study({ spice: `<a href='x'>&"` }))
  expect(pictures.map(({ name }) => name)).toEqual([
    'failure.svg', 'scatter-hours.svg', 'scatter-areas.svg', 'lorenz-kept.svg', 'lorenz-in.svg', 'map-1.svg', 'map-2.svg',
    ...[1, 2, 3, 4, 5, 6].map((i) => `sweep-${i}.svg`),
  ])
  for (const { svg } of pictures) {
    const root = elementsOf(svg)
    expect(root.attributes.get('xmlns')).toBe('http://www.w3.org/2000/svg')
    expect(all(root, ({ name }) => name === 'a')).toEqual([])
    // every variable that is used is defined in the picture
    const used = new Set([...svg.matchAll(/var\(--([\w-]+)\)/g)].map(([, name]) => name!))
    for (const name of used) expect(svg).toContain(`--${name}:`)
  }
  expect(elementsOf(pictures[1]!.svg).text).toContain(`<a href='x'>&"slotsmith`)
})

test('defines every measure', () => {
  const text = arenaMarkdown(study())
  for (const { meaning } of measures) expect(text).toContain(meaning.slice(0, 30))
})
