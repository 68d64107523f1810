/** The page as a whole: well formed, self-contained, harmless whatever the ids, and its numbers those of the data. */
import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import type { RouteSheet, SheetStep } from '../../src/model/timetable.ts'
import type { DayReport } from '../../src/report/day-report.ts'
import { dayReportOf } from '../../src/report/day-report.ts'
import { openDay } from '../../src/live/open-day.ts'
import { renderDayReport } from '../../src/report/page.ts'
import { manualClock } from '../../src/time/clock.ts'
import { estimateTravel } from '../../src/travel/estimate.ts'
import type { Element } from './elements.ts'
import { all, byId, elementsOf } from './elements.ts'
import { sampleReport } from './sample.ts'

/** Closes attributes, elements and comments, speaks echarts' templates and rich text, and turns the writing direction. */
const hostile = `"><script>alert(1)</script><img src="https://example.org/x" onerror='alert(2)'>--><!--&amp;{b}{a|x}\u202e\u0000]]>`

const named = (name: string) => (element: Element) => element.name === name

test('has every section, in order, with unique ids and a title each', async () => {
  const page = elementsOf(await renderDayReport(sampleReport()))
  const sections = all(page, named('section'))
  expect(sections.map((section) => section.attributes.get('id'))).toEqual([
    'map', 'timeline', 'slots', 'refusals', 'cost', 'comparison', 'promises', 'facts',
  ])
  const ids = all(page, (element) => element.attributes.has('id')).map((element) => element.attributes.get('id'))
  expect(new Set(ids).size).toBe(ids.length)
  for (const section of sections) expect(byId(page, section.attributes.get('aria-labelledby')!).name).toBe('h2')
})

test('needs no network and no script', async () => {
  const text = await renderDayReport(sampleReport())
  // the only address is the name of SVG's namespace
  expect(new Set(text.match(/https?:[^"\s]*/g))).toEqual(new Set(['http://www.w3.org/2000/svg']))
  const page = elementsOf(text)
  const kinds = new Set(all(page, () => true).map((element) => element.name))
  for (const name of ['script', 'link', 'img', 'iframe', 'object', 'image', 'use', 'a', 'form']) expect(kinds).not.toContain(name)
  const policy = all(page, (element) => element.attributes.get('http-equiv') === 'Content-Security-Policy')
  expect(policy.map((element) => element.attributes.get('content'))).toEqual([`default-src 'none'; style-src 'unsafe-inline'`])
  expect(text).not.toMatch(/@import|url\((?!#)/)
})

test('stays the same page whatever ids, titles and descriptions say', async () => {
  const plain = elementsOf(await renderDayReport(sampleReport()))
  const text = await renderDayReport(sampleReport({ spice: hostile }))
  const page = elementsOf(text)
  const kinds = (root: Element) => [...new Set(all(root, () => true).map((element) => element.name))].toSorted()
  const attributes = (root: Element) => [...new Set(all(root, () => true).flatMap((element) => [...element.attributes.keys()]))].toSorted()
  expect(kinds(page)).toEqual(kinds(plain))
  expect(attributes(page)).toEqual(attributes(plain))
  // and nothing is swallowed: the text is there, but for the character that no document can hold
  const shown = hostile.replace('\u0000', '\ufffd')
  expect(byId(page, 'promises').text).toContain(`${shown}order-1`)
  expect(byId(page, 'promises').text).toContain(`${shown}ring twice`)
  expect(byId(page, 'comparison').text).toContain(`${shown}narrow`)
  expect(byId(page, 'facts').text).toContain(`${shown}Seed`)
  expect(all(page, named('title'))[0]!.text).toBe(`${shown}A day`)
})

test('draws hostile names in the charts as one line of plain text', async () => {
  const page = elementsOf(await renderDayReport(sampleReport({ spice: hostile })))
  const words = all(byId(page, 'timeline'), named('text')).map((element) => element.text)
  // 15 characters of the courier's id, the last of them the mark of omission
  expect(words).toContain(`"><script>aler…`)
  expect(words.join('')).not.toContain('\u202e')
})

test('names prototypes harmlessly', async () => {
  for (const spice of ['__proto__', 'constructor', 'prototype']) {
    const page = elementsOf(await renderDayReport(sampleReport({ spice })))
    expect(byId(page, 'promises').text).toContain(`${spice}order-1`)
  }
})

test('lists every booking once, with its state', async () => {
  const report = sampleReport()
  const page = elementsOf(await renderDayReport(report))
  const body = all(byId(page, 'promises'), named('tbody'))[0]!
  const rows = body.children.map((row) => row.children.map((cell) => cell.text))
  expect(rows).toHaveLength(report.bookings.length)
  expect(rows.map((row) => [row[0], row.at(-1)]).toSorted()).toEqual([
    ['order-1ring twice', 'confirmed'], ['order-2', 'confirmed'], ['order-3', 'held'], ['order-4', 'expired'], ['order-5', 'released'],
    ['order-6', 'cancelled'],
  ])
  // those that have ended come last and have no courier
  expect(rows.slice(3).map((row) => row[2])).toEqual(['–', '–', '–'])
  expect(rows.slice(0, 3).map((row) => row[2])).not.toContain('–')
})

test('says in the headline what was measured', async () => {
  const report = sampleReport()
  const tiles = all(elementsOf(await renderDayReport(report)), named('dl'))[0]!.children.map((tile) => tile.children.map((part) => part.text))
  // six of seven requests were offered something and all six were taken; the seventh weighs more than a courier carries
  expect(tiles[0]).toEqual(['Offered a slot', '85.7 %', '6 of 7 requests; 0 had at least three'])
  expect(tiles[1]).toEqual(['Accepted', '85.7 %', '6 of 7 customers took a slot'])
  expect(tiles[2]).toEqual(['Promises kept', '2 of 2', 'in the plan; the judge finds nothing wrong'])
  expect(report.violations).toEqual([])
})

test('marks a promise that the plan does not keep', async () => {
  const report = sampleReport()
  const broken: DayReport = { ...report, sheets: [], violations: [{ code: 'order-unserved', detail: 'order <order-1> is in no route' }] as never }
  const page = elementsOf(await renderDayReport(broken))
  expect(byId(page, 'violations').text).toContain('order <order-1> is in no route')
  const bad = all(byId(page, 'promises'), (element) => element.attributes.get('class') === 'bad')
  expect(bad.map((element) => element.text)).toEqual(['confirmed, in no route', 'confirmed, in no route', 'held, in no route'])
})

test('prints every regime alike and marks the better one, whoever it is', async () => {
  const page = elementsOf(await renderDayReport(sampleReport()))
  const table = all(byId(page, 'comparison'), named('tbody'))[0]!
  const cells = table.children.map((row) => row.children.slice(1).map((cell) => `${cell.text}${cell.attributes.get('class') === 'number best' ? ' *' : ''}`))
  // driving is less with wide windows, time kept free is less with narrow ones, both serve the same
  expect(cells).toEqual([['1 h', '50 min *'], ['2 h *', '16 h'], ['3', '3']])
  expect(byId(page, 'comparison').text).toContain('narrow in 1 row; wide in 1 row')
})

test('says in one sentence that there is no map where places are rows of a matrix', async () => {
  const page = elementsOf(await renderDayReport(sampleReport({ placeless: true })))
  expect(byId(page, 'map').text).toContain('The places of this day have no coordinates, so there is no map.')
  expect(all(byId(page, 'map'), named('svg'))).toEqual([])
  expect(all(byId(page, 'timeline'), named('svg')).length).toBeGreaterThan(0)
})

test('is drawn for a day on which nothing has happened', async () => {
  const desk = openDay({
    date: '2026-12-01', zone: 'Europe/Berlin', clock: manualClock('2026-11-30T12:00:00Z'), seed: 1,
    couriers: [], slots: [], travel: estimateTravel({ kilometresPerHour: 30 }),
  })
  const page = elementsOf(await renderDayReport(dayReportOf(desk, { title: 'Nothing', log: [] })))
  expect(all(page, named('section')).map((section) => section.attributes.get('id'))).toEqual(['map', 'promises'])
  expect(byId(page, 'promises').text).toContain('Nothing has been booked.')
})

test('shows the hours that clocks show on the day when an hour comes twice', async () => {
  // 00:30 to 06:00 on 25 October is 6.5 hours long; the route is out when clocks go back from 03:00 to 02:00
  const slots = [{ id: 'before', start: '01:00', end: '01:30' }, { id: 'after', start: '04:30', end: '05:30' }]
  const report = sampleReport({ date: '2026-10-25', shift: { start: '00:30', end: '06:00' }, slots })
  const page = elementsOf(await renderDayReport(report))
  expect(byId(page, 'timeline').text).toContain('Clocks change on this day: it has 25 hours.')
  const words = all(all(byId(page, 'timeline'), named('svg')).find((svg) => svg.attributes.has('aria-label'))!, named('text'))
  const hours = words.map((element) => element.text).filter((text) => /^\d\d:00$/.test(text))
  expect(hours).toEqual(['01:00', '02:00', '02:00', '03:00', '04:00', '05:00', '06:00'])
})

test('stays small on a day of 40 couriers and 1000 orders, and draws all of them', async () => {
  const report = sampleReport()
  const first = report.sheets[0]!
  const [start, end] = [first.steps[0]!, first.steps.at(-1)!]
  const couriers = Array.from({ length: 40 }, (_, c) => ({ ...report.day.couriers[0]!, id: `courier ${c}` }))
  const sheets = couriers.map(({ id }, c): RouteSheet => {
    const stops = Array.from({ length: 25 }, (_, i): SheetStep => {
      const at = 30_000 + i * 900
      const place: [number, number] = [13 + c / 100 + Math.sin(i) / 10, 52 + i / 100]
      const window = { start: 28_800 + Math.floor(i / 4) * 3600, end: 36_000 + Math.floor(i / 4) * 3600 }
      return { ...start, type: 'order', id: `order ${c} ${i}`, place, arrival: at, start: at, depart: at + 300, window, latest: window.end }
    })
    return { ...first, courier: id, steps: [{ ...start, depart: 29_000 }, ...stops, { ...end, arrival: 54_000 }], start: 29_000, end: 54_000 }
  })
  const text = await renderDayReport({ ...report, day: { ...report.day, couriers }, sheets })
  expect(text.length).toBeLessThan(3_000_000)
  const page = elementsOf(text)
  const words = all(byId(page, 'timeline'), named('text')).map((element) => element.text)
  // every courier once in the wide drawing and once in the narrow one
  expect(couriers.filter(({ id }) => words.filter((word) => word === id).length !== 2)).toEqual([])
  expect(all(byId(page, 'map'), (element) => element.name === 'text' && /^\d+$/.test(element.text))).toHaveLength(2 * 40)
})

test('lists the first 5000 bookings of more, and says so', async () => {
  const report = sampleReport()
  const bookings = Array.from({ length: 5002 }, (_, i) => ({ ...report.bookings[0]!, id: `b${i}` }))
  const promises = byId(elementsOf(await renderDayReport({ ...report, bookings })), 'promises')
  expect(all(promises, named('tbody'))[0]!.children).toHaveLength(5000)
  expect(promises.text).toContain('The first 5,000 of 5,002 bookings are listed.')
})

test('gives the same bytes for the same data, however many charts were drawn before', async () => {
  const report = sampleReport()
  expect(await renderDayReport(report)).toBe(await renderDayReport(report))
})

test('names the package that is missing, and loads without it', () => {
  const hook = `export const resolve = (name, context, next) => {
    if (name === 'echarts') throw Object.assign(new Error('gone'), { code: 'ERR_MODULE_NOT_FOUND' })
    return next(name, context)
  }`
  const program = `
    const { register } = await import('node:module')
    register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(hook)}`)})
    const { renderDayReport } = await import('./src/report/index.ts')
    await renderDayReport({}).catch((error) => console.log(error.name, error.code, error.message))`
  const printed = execFileSync('node', ['--import', 'tsx', '--input-type=module', '--eval', program], { encoding: 'utf8' })
  expect(printed.trim()).toBe('InputError package-missing package-missing at echarts: got undefined; install it: npm install echarts')
})
