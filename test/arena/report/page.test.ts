/** The page of a study as a whole: well formed, self-contained, harmless whatever the names, and complete. */
import { expect, test } from 'vitest'
import { measures } from '../../../src/arena/measures/definitions.ts'
import { arenaPage } from '../../../src/arena/report/page.ts'
import type { Element } from '../../report/elements.ts'
import { all, byId, elementsOf } from '../../report/elements.ts'
import { study } from '../measures/sample-study.ts'

/** Closes attributes, elements and comments, speaks echarts' templates and rich text, and turns the writing direction. */
const hostile = `"><script>alert(1)</script><img src="https://example.org/x" onerror='alert(2)'>--><!--&amp;{b}{a|x}\u202e\u0000]]>`

const named = (name: string) => (element: Element) => element.name === name
/** Drawn once for all tests, which only read it. */
const text = await arenaPage(study())
const page = elementsOf(text)

const rowsOf = (table: Element) => all(table, named('tr')).map((row) => row.children.map(({ text }) => text))

test('has every section, in order, with unique ids and a title each', () => {
  const sections = all(page, named('section'))
  expect(sections.map((section) => section.attributes.get('id'))).toEqual([
    'headline', 'break-even', 'legacy-wins', 'pictures', 'lorenz', 'map', 'sweeps', 'published', 'fairness', 'method', 'definitions',
  ])
  const ids = all(page, (element) => element.attributes.has('id')).map((element) => element.attributes.get('id'))
  expect(new Set(ids).size).toBe(ids.length)
  for (const section of sections) expect(byId(page, section.attributes.get('aria-labelledby')!).name).toBe('h2')
  // the list of contents leads to every one of them
  expect(all(page, named('a')).map((link) => link.attributes.get('href'))).toEqual(sections.map((one) => `#${one.attributes.get('id')}`))
})

test('needs no network and no script', () => {
  // the only address is the name of SVG's namespace
  expect(new Set(text.match(/https?:[^"\s]*/g))).toEqual(new Set(['http://www.w3.org/2000/svg']))
  const kinds = new Set(all(page, () => true).map((element) => element.name))
  for (const name of ['script', 'link', 'img', 'iframe', 'object', 'image', 'use', 'form']) expect(kinds).not.toContain(name)
})

test('stays the same page whatever names and titles say', async () => {
  const spiced = elementsOf(await arenaPage(study({ spice: hostile })))
  const kinds = (root: Element) => [...new Set(all(root, () => true).map((element) => element.name))].toSorted()
  const attributes = (root: Element) => [...new Set(all(root, () => true).flatMap((element) => [...element.attributes.keys()]))].toSorted()
  expect(kinds(spiced)).toEqual(kinds(page))
  expect(attributes(spiced)).toEqual(attributes(page))
  const shown = hostile.replace('\u0000', '\ufffd')
  expect(byId(spiced, 'headline').text).toContain(`${shown}Dense city parcels`)
  expect(byId(spiced, 'headline').text).toContain(`${shown}Counters`)
  expect(byId(spiced, 'method').text).toContain(`${shown}Made up for a test.`)
})

test('a regime called __proto__ is a regime', async () => {
  const odd = elementsOf(await arenaPage({ ...study({ spice: '__proto__' }), sweeps: [] }))
  expect(byId(odd, 'headline').text).toContain('__proto__slotsmith')
})

test('prints every regime of every scenario alike, throughput and fairness side by side', () => {
  const table = byId(page, 'headline-table')
  const rows = rowsOf(table).filter((row) => row.length === 9)
  // the head, and six regimes of two scenarios
  expect(rows).toHaveLength(1 + 6 * 2)
  expect(all(table, (element) => element.attributes.get('scope') === 'colgroup').map(({ text }) => text)).toEqual(['Throughput', 'Fairness'])
  // every figure is a mean with its interval
  for (const row of rows.slice(1)) for (const cell of row.slice(1)) expect(cell).toMatch(/^[\d.,]+ ± [\d.]+/)
  // the baseline has no difference to itself, the others have one with its own interval
  expect(rows[1]![1]).not.toMatch(/[+−]/)
  expect(rows[5]![1]).toMatch(/[+−][\d.]+ ± [\d.]+ ▲$/)
})

test('leaves no measure out of any scenario', () => {
  for (const id of ['all-1', 'all-2', 'definition-table']) {
    const heads = all(byId(page, id), (element) => element.attributes.get('scope') === 'row').map(({ text }) => text)
    expect(heads).toHaveLength(measures.length)
    for (const [i, { title }] of measures.entries()) expect(heads[i]).toContain(title)
  }
  // and says what lies behind the indices over groups
  expect(byId(page, 'all-1').text).toContain('areas: 9 groups of 1180 customers a seed, smallest group 41, 33 pooled')
  expect(byId(page, 'all-1').text).toContain('basket sizes: 3 groups of 1175 customers a seed, smallest group 200, 5 left out')
})

test('says under every table what it was measured on', () => {
  const about = /6 seeds \(1–6\) of 10 days; slots of 2 h; 2,000 evaluations per change, 20,000 per repair, 200,000 per day for every regime; commit abc1234, Node 20\.20\.2, 2 cores\./
  expect(byId(page, 'headline-table').text.match(new RegExp(about, 'g'))).toHaveLength(2)
  const tables = all(page, named('table')).map((table) => table.attributes.get('id')!).filter((id) => id !== 'definition-table')
  const sections = all(page, named('section'))
  for (const id of tables) {
    const section = sections.find((one) => all(one, (element) => element.attributes.get('id') === id).length === 1)!
    expect(section.text).toContain('commit abc1234')
  }
})

test('every picture is named for those who cannot see it, and seen', () => {
  const drawings = all(page, (element) => element.name === 'svg' && element.attributes.get('role') === 'img')
  // scatters and Lorenz curves of 2 scenarios twice, 6 maps twice, 3 break-evens, 6 measures of 6 sweeps
  expect(drawings).toHaveLength(4 + 4 + 12 + 3 + 36)
  for (const drawing of drawings) {
    expect(drawing.attributes.get('aria-label')).toMatch(/\w{3}/)
    expect(all(drawing, named('path')).length).toBeGreaterThan(0)
  }
})

test('the same result gives the same bytes', async () => {
  expect(await arenaPage(study()) === text).toBe(true)
})

test('a study of nothing is a page all the same', async () => {
  const empty = elementsOf(await arenaPage({ ...study(), scenarios: [], sweeps: [], checks: [], notes: [] }))
  expect(byId(empty, 'break-even').text).toContain('No sweep over failure rates was made.')
  expect(byId(empty, 'published').text).toContain('This study holds neither hub')
  expect(byId(empty, 'legacy-wins').text).toContain('In the headline scenarios “Plus-or-minus 8 hours” is nowhere better beyond its interval.')
})
