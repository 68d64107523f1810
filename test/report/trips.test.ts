/** Trips, other ends and reloads in the report: each drawn, explained and counted, and nothing of them where a day has none. */
import { describe, expect, test } from 'vitest'
import { routeMapOf } from '../../src/report/route-map.ts'
import { renderDayReport } from '../../src/report/page.ts'
import { showsWindow } from '../../src/report/timeline-bands.ts'
import { promiseRows } from '../../src/report/promise-table.ts'
import { lookOf } from '../../src/report/palette.ts'
import { all, byId, elementsOf } from './elements.ts'
import type { Element } from './elements.ts'
import { sampleReport } from './sample.ts'
import { tripsReport } from './trips-sample.ts'

const report = tripsReport()
const looks = new Map(['anna', 'ben', 'cleo'].map((id, index) => [id, lookOf(index)]))
const named = (name: string) => (element: Element) => element.name === name
const wordsIn = (element: Element) => all(element, named('text')).map(({ text }) => text)

test('the sample day is legal, so what is shown of it means something', () => {
  expect(report.violations).toEqual([])
  expect([report.measures.orders, report.measures.kept]).toEqual([15, 15])
})

describe('the map', () => {
  const map = routeMapOf(report.day, report.sheets, looks)!

  test('draws each trip for itself, with faint ways from and to the depot', () => {
    expect(map.routes.map(({ trips, tips }) => [trips.map((trip) => trip.length), tips.length])).toEqual([[[3, 3, 2], 6], [[8], 2], [[3], 2]])
    // Every faint way has the hub at one end.
    const [hub] = map.depots
    expect(map.depots).toHaveLength(1)
    for (const tip of map.routes.flatMap(({ tips }) => tips)) expect(tip.some((at) => at.join() === hub!.at.join())).toBe(true)
  })

  test('tells other ends from customers', () => {
    expect(map.routes[1]!.trips[0]!.map(({ isOtherEnd }) => isOtherEnd)).toEqual([true, true, false, false, false, false, true, true])
  })

  test('shows a place of loading that is no depot', () => {
    const elsewhere = report.sheets.map((sheet) => ({
      ...sheet, steps: sheet.steps.map((step) => (step.type === 'reload' ? { ...step, place: [13.5, 52.6] as const } : step)),
    }))
    expect(routeMapOf(report.day, elsewhere, looks)!.depots.map(({ name }) => name)).toEqual(['hub', ''])
  })
})

test('windows of other ends are shown where they say something', () => {
  const hours = { start: 30_000, end: 50_000 }
  const shown = (type: 'order' | 'collect' | 'bring', window?: { start: number; end: number }) =>
    showsWindow({ ...report.sheets[0]!.steps[0]!, type, ...(window === undefined ? {} : { window }) }, hours)
  const always = { start: -1_000_000, end: 1_000_000 }
  expect([shown('order', always), shown('collect', always), shown('bring', hours)]).toEqual([true, false, false])
  expect([shown('collect', { start: 30_001, end: 50_000 }), shown('bring', { start: 0, end: 49_999 }), shown('order')]).toEqual([true, true, false])
})

describe('the page', () => {
  test('explains what the day has, and only that', async () => {
    const page = elementsOf(await renderDayReport(report))
    expect(byId(page, 'timeline').text).toContain('collecting (↑) or bringing (↓) on the way')
    expect(byId(page, 'timeline').text).toContain('loading again')
    expect(byId(page, 'map').text).toContain('Hollow marks are places where orders are collected, or brought to, on the way.')
    const plain = elementsOf(await renderDayReport(sampleReport()))
    expect(byId(plain, 'timeline').text).not.toMatch(/loading|on the way/)
    expect(byId(plain, 'map').text).not.toMatch(/Hollow|Trips/)
    const onlyShops = { ...report, sheets: report.sheets.map((sheet) => ({ ...sheet, steps: sheet.steps.filter(({ type }) => type !== 'bring' && type !== 'reload') })) }
    const shops = byId(elementsOf(await renderDayReport(onlyShops)), 'timeline').text
    expect(shops).toContain('collecting (↑) on the way')
    expect(shops).not.toContain('loading again')
  })

  test('counts orders and trips, not other ends', async () => {
    const page = elementsOf(await renderDayReport(report))
    expect(wordsIn(byId(page, 'timeline'))).toEqual(expect.arrayContaining(['8 orders in 3 trips', '4 orders', '3 orders']))
    const rows = all(byId(page, 'map'), named('tr')).map((row) => row.children.slice(0, 4).map(({ text }) => text))
    expect(rows[0]).toEqual(['Courier', 'Orders', 'On the road', 'Trips'])
    expect(rows.slice(1).map(([, orders, , trips]) => [orders, trips])).toEqual([['8', '3'], ['4', '1'], ['3', '1']])
  })

  test('names the windows of shops beside those of promises, with an arrow', async () => {
    const words = wordsIn(byId(elementsOf(await renderDayReport(report)), 'timeline'))
    expect(words.filter((word) => /bread|sofa/.test(word)).toSorted()).toEqual(['bread-1', 'bread-2', 'sofa-1', 'sofa-2', '↑bread-1', '↑bread-2'])
  })

  test('says when things are collected and brought, and which stop of the route a customer is', () => {
    const rows = new Map(promiseRows(report).map(({ booking, planned }) => [booking.order, planned!]))
    const ben = report.sheets[1]!.steps
    const startOf = (type: string, id: string) => ben.find((step) => step.type === type && step.id === id)!.start
    // Two calls at the baker's come first.
    expect(rows.get('bread-1')).toMatchObject({ stop: 3, other: { type: 'collect', start: startOf('collect', 'bread-1') } })
    expect(rows.get('sofa-2')).toMatchObject({ stop: 6, other: { type: 'bring', start: startOf('bring', 'sofa-2') } })
    expect(rows.get('a4')).toMatchObject({ stop: 4, other: undefined })
  })

  test('says so in the list, in local time', async () => {
    const page = byId(elementsOf(await renderDayReport(report)), 'promises')
    // Away from the hub as late as the baker's closing time allows: the second loaf is collected at 09:30, the first one four minutes before.
    expect(page.text).toContain('collected at 09:26')
    expect(page.text).toContain('collected at 09:30')
    expect(page.text.match(/brought at \d\d:\d\d/g)).toHaveLength(2)
  })
})
