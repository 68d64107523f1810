/** The same worker in a real browser: a page improves its day in a worker, books meanwhile, and stops it. */
import { existsSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundleForBrowser } from '../house/bundle.ts'

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const browserExists = existsSync(executablePath)
if (!browserExists) console.warn(`no browser at ${executablePath}: install Debian's chromium, or set CHROMIUM, to run this file`)

const args = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update',
]

/** Runs in the page; `worker` is the text of the worker's bundle. */
const script = `(async () => {
  const desk = slotsmith.openDay({
    date: '2026-12-01', zone: 'Europe/Berlin', seed: 1, repairEvaluations: 0,
    depots: [{ id: 'hub', place: [13.38, 52.51] }],
    couriers: ['ann', 'bob', 'cem'].map((id) => ({ id, shift: { start: '08:00', end: '20:00' }, capacity: [40] })),
    slots: [8, 12, 16].map((hour) => ({ id: hour + 'h', start: hour * 3600, end: (hour + 4) * 3600 })),
    travel: slotsmith.estimateTravel({ kilometresPerHour: 25 }),
    clock: slotsmith.manualClock(Date.parse('2026-11-30T12:00:00Z')),
  })
  const book = (n) => desk.hold({ order: { id: 'o' + n, place: [13.3 + ((n * 37) % 200) / 1000, 52.46 + ((n * 61) % 100) / 1000], load: [1] }, slot: [8, 12, 16][n % 3] + 'h' })
  for (let n = 0; n < 60; n++) book(n)
  const before = desk.cost()
  const url = URL.createObjectURL(new Blob([worker], { type: 'text/javascript' }))
  const runner = background.startBackground({ worker: () => new Worker(url) })
  const first = runner.improve(desk, { evaluations: 200000 })
  const booked = book(200).ok
  const done = await first
  const after = desk.cost()
  const control = new AbortController()
  const going = runner.improve(desk, { signal: control.signal, onProgress: () => control.abort() })
  const aborted = (await going).ended
  const steady = await background.improveSteadily(desk, { seconds: 0.1 })
  await runner.close()
  const closed = await runner.improve(desk, { evaluations: 1 }).catch((error) => error.code)
  const bad = background.startBackground({ worker: () => new Worker('data:text/javascript,throw 1') })
  const failed = await bad.improve(desk, { evaluations: 1 }).catch((error) => error.code)
  return { ended: done.ended, booked, cheaper: after < before, served: desk.orders().size, aborted, steady: steady.ended, closed, failed }
})()`

describe.skipIf(!browserExists)('in Chromium', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args })
  })
  afterAll(() => browser.close())

  test('a worker improves the day of a page', async () => {
    const [main, background, worker] = await Promise.all([
      bundleForBrowser('bundle', 'iife'),
      bundleForBrowser('bundle', 'iife', 'src/background/index.ts', 'background'),
      bundleForBrowser('bundle', 'iife', 'src/background/worker.ts', 'backgroundWorker'),
    ])
    const page = await browser.newPage()
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(String(error)))
    await page.setContent('<!doctype html><title>slotsmith</title>')
    for (const { text } of [main, background]) await page.addScriptTag({ content: text })
    await page.addScriptTag({ content: `const worker = ${JSON.stringify(worker.text)}` })
    const seen = await page.evaluate(script)
    expect(errors).toEqual([])
    expect(seen).toEqual({
      ended: 'done', booked: true, cheaper: true, served: 61, aborted: 'aborted', steady: 'time', closed: 'closed', failed: 'worker-failed',
    })
  })
})
