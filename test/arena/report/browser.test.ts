/** The page of a study in Debian's Chromium: no complaints, nothing wider than a telephone, folds open on paper. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { arenaPage } from '../../../src/arena/report/page.ts'
import { study } from '../measures/sample-study.ts'

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const browserExists = existsSync(executablePath)
if (!browserExists) console.warn(`no browser at ${executablePath}: install Debian's chromium, or set CHROMIUM, to run arena/report/browser.test.ts`)

/** Words without a place to break. */
const long = `${'W'.repeat(60)}<script>window.ran = true</script><img src=x onerror="window.ran = true">`

describe.skipIf(!browserExists)('in Chromium', () => {
  let browser: Browser
  const files = new Map<string, string>()
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ['--headless', '--no-sandbox', '--disable-gpu'] })
    mkdirSync('.tmp/report', { recursive: true })
    for (const [name, result] of [['plain', study()], ['hostile', study({ spice: long })]] as const) {
      const file = resolve(`.tmp/report/arena-${name}.html`)
      writeFileSync(file, await arenaPage(result))
      files.set(name, pathToFileURL(file).href)
    }
  })
  afterAll(() => browser.close())

  test.each([
    ['plain', 390, 'light'], ['plain', 1280, 'dark'], ['hostile', 390, 'dark'], ['hostile', 1280, 'light'],
  ] as const)('%s names, %d pixels, %s', async (name, width, colorScheme) => {
    const page = await browser.newPage({ viewport: { width, height: 844 }, colorScheme })
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('request', (request) => complaints.push(...(request.url().startsWith('file:') ? [] : [request.url()])))
    await page.goto(files.get(name)!)
    await page.evaluate('for (const fold of document.querySelectorAll("details")) fold.open = true')
    expect(complaints).toEqual([])
    expect(await page.evaluate('window.ran')).toBeUndefined()
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
    // nothing sticks out of its section, but inside boxes that scroll
    const outside = await page.evaluate(`[...document.querySelectorAll('section *')]
      .filter((one) => !one.closest('svg') && !one.closest('.scroll') && !one.closest('thead') && one.getClientRects().length > 0)
      .filter((one) => one.getBoundingClientRect().right > one.closest('section').getBoundingClientRect().right)
      .map((one) => one.outerHTML.slice(0, 80))`)
    expect(outside).toEqual([])
    if (name === 'plain') {
      // with usual names no table scrolls sideways either
      const scrolls = await page.evaluate(`[...document.querySelectorAll('.scroll')]
        .filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.firstElementChild.id)`)
      expect(scrolls).toEqual([])
    }
    await page.close()
  })

  test('all regimes stand in type of the same size', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 844 } })
    await page.goto(files.get('plain')!)
    const sizes = await page.evaluate(`[...new Set([...document.querySelectorAll('#headline-table td > span, #wins-1 td > span')]
      .map((one) => getComputedStyle(one).fontSize + getComputedStyle(one).fontWeight + getComputedStyle(one).color))].length`)
    expect(sizes).toBe(1)
    await page.close()
  })

  test('folds are open on paper', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 844 } })
    await page.goto(files.get('plain')!)
    const seen = `document.querySelector('#all-1').checkVisibility()`
    expect(await page.evaluate(seen)).toBe(false)
    await page.emulateMedia({ media: 'print' })
    expect(await page.evaluate(seen)).toBe(true)
    await page.close()
  })
})
