/** The page in Debian's Chromium: no complaints, nothing wider than a telephone, on paper too. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { renderDayReport } from '../../src/report/page.ts'
import { sampleReport } from './sample.ts'
import { tripsReport } from './trips-sample.ts'

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const browserExists = existsSync(executablePath)
if (!browserExists) console.warn(`no browser at ${executablePath}: install Debian's chromium, or set CHROMIUM, to run report/browser.test.ts`)

/** Words without a place to break: the widest that ids can be. */
const long = `${'W'.repeat(120)}<script>window.ran = true</script><img src=x onerror="window.ran = true">`

describe.skipIf(!browserExists)('in Chromium', () => {
  let browser: Browser
  const files = new Map<string, string>()
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ['--headless', '--no-sandbox', '--disable-gpu'] })
    mkdirSync('.tmp/report', { recursive: true })
    const reports = [
      ['plain', sampleReport()], ['hostile', sampleReport({ spice: long })], ['trips', tripsReport()], ['hostile trips', tripsReport(long)],
    ] as const
    for (const [name, report] of reports) {
      const file = resolve(`.tmp/report/${name}.html`)
      writeFileSync(file, await renderDayReport(report))
      files.set(name, pathToFileURL(file).href)
    }
  })
  afterAll(() => browser.close())

  test.each([
    ['plain', 390, 'light'], ['plain', 390, 'dark'], ['plain', 1280, 'light'], ['hostile', 390, 'light'], ['hostile', 1280, 'dark'],
    ['trips', 390, 'dark'], ['trips', 1280, 'light'], ['hostile trips', 390, 'light'], ['hostile trips', 1280, 'dark'],
  ] as const)('%s ids, %d pixels, %s', async (name, width, colorScheme) => {
    const page = await browser.newPage({ viewport: { width, height: 844 }, colorScheme })
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('request', (request) => complaints.push(...(request.url().startsWith('file:') ? [] : [request.url()])))
    await page.goto(files.get(name)!)
    expect(complaints).toEqual([])
    expect(await page.evaluate('window.ran')).toBeUndefined()
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
    // nothing sticks out of its section either, but inside boxes that scroll
    const outside = await page.evaluate(`[...document.querySelectorAll('section *')]
      .filter((one) => !one.closest('svg') && !one.closest('.scroll') && !one.closest('thead') && one.getClientRects().length > 0)
      .filter((one) => one.getBoundingClientRect().right > one.closest('section').getBoundingClientRect().right)
      .map((one) => one.outerHTML.slice(0, 80))`)
    expect(outside).toEqual([])
    await page.close()
  })

  test('one drawing of each kind is seen, the wide one on paper', async () => {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } })
    await page.goto(files.get('plain')!)
    const seen = `[...document.querySelectorAll('#map svg')].map((one) => one.getClientRects().length > 0)`
    expect(await page.evaluate(seen)).toEqual([false, true])
    await page.emulateMedia({ media: 'print' })
    expect(await page.evaluate(seen)).toEqual([true, false])
    await page.close()
  })

  test('every drawing is XML that other programs can read, too', async () => {
    const page = await browser.newPage()
    const text = readFileSync(new URL(files.get('hostile')!), 'utf8')
    const drawings = text.match(/<svg role="img"[^]*?<\/svg>/g) ?? []
    expect(drawings.length).toBeGreaterThan(5)
    const trouble = `(drawings) => drawings.map((one) => new DOMParser().parseFromString(one, 'image/svg+xml').querySelector('parsererror'))`
    expect(await page.evaluate(`(${trouble})(${JSON.stringify(drawings)})`)).toEqual(drawings.map(() => null))
    await page.close()
  })
})
