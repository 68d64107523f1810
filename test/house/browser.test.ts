/** The main entry in a real browser: Debian's Chromium opens a day, asks for an offer, holds and confirms it. */
import { existsSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundleForBrowser, mainEntryExists } from './bundle.ts'

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const browserExists = existsSync(executablePath)
if (!browserExists) console.warn(`no browser at ${executablePath}: install Debian's chromium, or set CHROMIUM, to run browser.test.ts`)

const args = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Runs in the page, with the bundle as `slotsmith`; returns plain data. */
const script = `(() => {
  const { openDay, estimateTravel, manualClock } = slotsmith
  const day = openDay({
    date: '2026-12-01',
    zone: 'Europe/Berlin',
    depots: [{ id: 'hub', place: [13.38, 52.51] }],
    couriers: [{ id: 'k1', shift: { start: '08:00', end: '16:00' }, depot: 'hub', capacity: [10] }],
    slots: [{ id: 'morning', start: '09:00', end: '11:00' }, { id: 'night', start: '20:00', end: '22:00' }],
    travel: estimateTravel({ kilometresPerHour: 25 }),
    clock: manualClock(Date.parse('2026-11-30T12:00:00Z')),
    seed: 1,
  })
  const answer = day.offer({ id: 'order-1', place: [13.4, 52.52], load: [1], service: 'PT4M' })
  const hold = day.hold(answer.offered[0], { by: 'cart-1', for: 'PT10M' })
  const booking = day.confirm(hold.id)
  return { offered: answer.offered.map((one) => one.slot), refused: answer.refused.map((one) => one.slot), booked: booking.booking.slot }
})()`

describe.skipIf(!browserExists || !mainEntryExists)('in Chromium', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args })
  })
  afterAll(() => browser.close())

  test('a day is opened, a slot offered, held and confirmed', async () => {
    const { text } = await bundleForBrowser('bundle', 'iife')
    const page = await browser.newPage()
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(String(error)))
    await page.setContent('<!doctype html><title>slotsmith</title>')
    await page.addScriptTag({ content: text })
    const seen = await page.evaluate(script)
    expect(errors).toEqual([])
    // The courier works 08:00-16:00: the morning fits, the night misses every shift.
    expect(seen).toEqual({ offered: ['morning'], refused: ['night'], booked: 'morning' })
  })
})
