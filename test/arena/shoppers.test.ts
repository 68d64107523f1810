import { describe, expect, test } from 'vitest'
import { makeCity } from '../../src/arena/city.ts'
import type { Shopper } from '../../src/arena/shoppers.ts'
import { SHARES, choose, makeShoppers, opensDoor, suits } from '../../src/arena/shoppers.ts'

const city = makeCity({ seed: 3, couriers: 4 })
const shoppers = makeShoppers(city, 3, 2000)
const hour = 3600

/** Somebody who is out from 8 to 18 o'clock. */
const worker: Shopper = {
  ...shoppers[0]!,
  home: [{ start: 0, end: 8 * hour }, { start: 18 * hour, end: 24 * hour }],
  taste: { perHour: -0.3, perPrice: -0.2 },
  patience: -100,
  absent: false, waits: false, neighbour: false,
}
const slot = (from: number, to: number, price = 3) => ({ id: `${from}-${to}`, window: { start: from * hour, end: to * hour }, price })

describe('the stream of shoppers', () => {
  test('comes in the order of time, within the horizon', () => {
    const times = shoppers.map(({ asksAt }) => asksAt)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    // Booking closes at 21:00 in Berlin on the day before, 20:00 in UTC; holds are confirmed before.
    const closes = Date.parse('2026-11-30T20:00:00Z')
    expect(Math.max(...shoppers.map(({ confirmsAt }) => confirmsAt))).toBeLessThan(closes)
    expect(Math.min(...times)).toBeGreaterThan(closes - 3 * 86_400_000)
    for (const { asksAt, confirmsAt, changesAt } of shoppers) {
      expect(asksAt < confirmsAt && confirmsAt <= changesAt && changesAt <= closes).toBe(true)
    }
  })

  test('is the same for the same seed, and more shoppers leave the others as they were', () => {
    expect(makeShoppers(city, 3, 2000)).toEqual(shoppers)
    const few = makeShoppers(city, 3, 50)
    const byId = new Map(shoppers.map((shopper) => [shopper.id, shopper]))
    for (const shopper of few) expect(byId.get(shopper.id)).toEqual(shopper)
    expect(makeShoppers(city, 4, 50)).not.toEqual(few)
  })

  test('keeps to the shares that are stated, within what two thousand draws allow', () => {
    const share = (of: (shopper: Shopper) => boolean) => shoppers.filter(of).length / shoppers.length
    // Four standard deviations of a share p are 4 √(p (1 − p) ÷ 2000), at most 0.045.
    const near = (found: number, stated: number) => {
      expect(Math.abs(found - stated)).toBeLessThan(4 * Math.sqrt((stated * (1 - stated)) / 2000))
    }
    near(share(({ absent }) => absent), SHARES.absent)
    near(share(({ waits }) => waits), SHARES.waits)
    near(share(({ neighbour }) => neighbour), SHARES.neighbour)
    near(share(({ ending }) => ending === 'lapses'), SHARES.lapses)
    near(share(({ ending }) => ending === 'cancels'), SHARES.cancels)
    near(share(({ ending }) => ending === 'moves'), SHARES.moves)
    near(share(({ request }) => request.skills!.length > 0), SHARES.lift)
  })

  test('has about a third at home at noon, nearly all at night', () => {
    const isHome = ({ home }: Shopper, at: number) => home.some(({ start, end }) => start <= at && at <= end)
    const atHome = (at: number) => shoppers.filter((shopper) => isHome(shopper, at)).length / shoppers.length
    // Out at noon: those at work (45 %), those out in the morning (20 %), some of the rest.
    expect(atHome(12 * hour)).toBeGreaterThan(0.2)
    expect(atHome(12 * hour)).toBeLessThan(0.4)
    expect(atHome(20 * hour)).toBe(1)
  })
})

describe('choosing', () => {
  test('takes only what lies within the hours at home', () => {
    expect(suits(worker, { start: 18 * hour, end: 20 * hour })).toBe(true)
    expect(suits(worker, { start: 17 * hour, end: 19 * hour })).toBe(false)
    expect(choose(worker, [slot(9, 11), slot(17, 19), slot(8, 24)])).toBeUndefined()
    expect(choose(worker, [slot(9, 11), slot(18, 20)])?.id).toBe('18-20')
  })

  test('does not depend on the order of the offers', () => {
    const offers = [slot(18, 19), slot(18, 20), slot(19, 21), slot(20, 24)]
    expect(choose(worker, [...offers].reverse())).toEqual(choose(worker, offers))
  })

  test('leaves where nothing is worth it: utility falls with price, without end', () => {
    const impatient = { ...worker, patience: -2 }
    expect(choose(impatient, [slot(18, 20, 1000)])).toBeUndefined()
    expect(choose(worker, [slot(18, 20, 100)])?.id).toBe('18-20')
  })

  test('prefers narrow and cheap slots on the whole', () => {
    const taken = (first: ReturnType<typeof slot>, second: ReturnType<typeof slot>) => {
      const keen = shoppers.map((shopper) => ({ ...worker, whims: shopper.whims, taste: shopper.taste }))
      return keen.filter((shopper) => choose(shopper, [first, second]) === first).length / keen.length
    }
    // The utilities differ by 3 h times 0.2 to 0.6, mean 1.2: a logit of about 0.75.
    expect(taken(slot(18, 19), slot(19, 23))).toBeGreaterThan(0.65)
    // By 4 times 0.1 to 0.5, mean 1.2.
    expect(taken(slot(18, 20, 2), slot(20, 22, 6))).toBeGreaterThan(0.65)
  })
})

describe('at the door', () => {
  const day = { start: 8 * hour, end: 24 * hour }

  test('somebody is in at home hours, or anywhere in the window when waiting on purpose, and a neighbour helps', () => {
    expect(opensDoor(worker, 12 * hour, day)).toBe(false)
    expect(opensDoor(worker, 19 * hour, day)).toBe(true)
    expect(opensDoor({ ...worker, waits: true }, 12 * hour, day)).toBe(true)
    expect(opensDoor({ ...worker, neighbour: true }, 12 * hour, day)).toBe(true)
  })

  test('nobody waits outside the window that was announced', () => {
    expect(opensDoor({ ...worker, waits: true }, 12 * hour, { start: 13 * hour, end: 15 * hour })).toBe(false)
  })

  test('what comes up beats every plan, whatever the rule, unless there is a neighbour', () => {
    const called = { ...worker, absent: true, waits: true }
    expect(opensDoor(called, 19 * hour, day)).toBe(false)
    expect(opensDoor(called, 19 * hour, { start: 19 * hour, end: 20 * hour })).toBe(false)
    expect(opensDoor({ ...called, neighbour: true }, 19 * hour, day)).toBe(true)
  })
})
