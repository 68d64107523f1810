import { expect, test } from 'vitest'
import { cityParcelsCustomer } from './make.ts'
import { choose, drawTaste, suits } from '../../../src/arena/world/taste.ts'
import { Random } from '../../../src/base/random.ts'

const HOUR = 3600
const slot = (from: number, to: number, price = 0) => ({ id: `${from}`, window: { start: from * HOUR, end: to * HOUR }, price })
const plain = { perHour: -0.4, perPrice: -0.3, perHourAway: 0, perHourIn: -1, favourite: 12 * HOUR, leaves: -100, whims: 1 }
const customer = cityParcelsCustomer({ home: [[{ start: 0, end: 9 * HOUR }, { start: 17 * HOUR, end: 24 * HOUR }]], taste: plain })

test('A slot suits where all of it lies within hours at home', () => {
  expect(suits(customer, 0, { start: 17 * HOUR, end: 18 * HOUR })).toBe(true)
  expect(suits(customer, 0, { start: 8 * HOUR, end: 10 * HOUR })).toBe(false)
  expect(choose(customer, 0, [slot(10, 11), slot(16, 18)], false)).toBeUndefined()
  expect(choose(customer, 0, [slot(10, 11), slot(18, 19)], false)?.id).toBe('18')
})

test('Choices follow the logit: the odds of two slots are e to the difference of their worth', () => {
  // One hour for 2 is worth −0.4 − 0.6 = −1.0; four hours for nothing −1.6. Odds e^0.6 = 1.822, so that 64.6 % choose the narrow one.
  let narrow = 0
  for (let whims = 0; whims < 6000; whims++) {
    const chosen = choose({ ...customer, taste: { ...plain, whims } }, 0, [slot(17, 18, 2), slot(18, 22, 0)], false)
    if (chosen?.price === 2) narrow++
  }
  // One standard error is 0.6 points.
  expect(Math.abs(narrow / 6000 - 0.646)).toBeLessThan(0.02)
})

test('A slot nearer to the favourite time is worth more', () => {
  const early = { ...plain, perHourAway: -2, favourite: 17.5 * HOUR }
  let near = 0
  for (let whims = 0; whims < 3000; whims++) if (choose({ ...customer, taste: { ...early, whims } }, 0, [slot(17, 18), slot(18, 19)], false)?.id === '17') near++
  // The second lies an hour away: odds e^2, 88.1 %.
  expect(Math.abs(near / 3000 - 0.881)).toBeLessThan(0.025)
})

test('Whoever finds nothing worth it walks away; the dearer, the more do', () => {
  const leaving = (price: number) => {
    let left = 0
    for (let whims = 0; whims < 2000; whims++) if (!choose({ ...customer, taste: { ...plain, leaves: -1, whims } }, 0, [slot(17, 18, price)], false)) left++
    return left / 2000
  }
  // Left where the whim is at most −1 + 0.4 + 0.3 × price: P = exp(−exp(0.6 − 0.3 × price)), 16.2 % at 0 and 74 % at 6.
  expect(Math.abs(leaving(0) - 0.162)).toBeLessThan(0.03)
  expect(Math.abs(leaving(6) - 0.74)).toBeLessThan(0.03)
})

test('The order of the list, and what else is on it, changes no slot’s worth', () => {
  const slots = [slot(17, 18, 3), slot(18, 19, 2), slot(19, 20, 1), slot(17, 19, 2.5), slot(20, 22, 2)]
  for (let whims = 0; whims < 200; whims++) {
    const picky = { ...customer, taste: { ...plain, whims } }
    const chosen = choose(picky, 0, slots, false)!
    expect(choose(picky, 0, slots.toReversed(), false)).toBe(chosen)
    expect(choose(picky, 0, slots.filter((other) => other === chosen || whims % 2 === Number(other.id) % 2), false)).toBe(chosen)
  }
})

test('Tastes are drawn within their ranges', () => {
  const ranges = { perHour: [-0.6, -0.2], perPrice: [-0.5, -0.1], perHourAway: [-0.2, 0], perHourIn: [-3, -1], leaves: [-6, -3] } as const
  for (let seed = 0; seed < 300; seed++) {
    const taste = drawTaste(ranges, { start: 8 * HOUR, end: 21 * HOUR }, new Random(seed))
    for (const key of ['perHour', 'perPrice', 'perHourAway', 'perHourIn', 'leaves'] as const) {
      expect(taste[key]).toBeGreaterThanOrEqual(ranges[key][0])
      expect(taste[key]).toBeLessThanOrEqual(ranges[key][1])
    }
    expect(taste.favourite).toBeGreaterThanOrEqual(8 * HOUR)
    expect(taste.favourite).toBeLessThan(21 * HOUR)
  }
})

test('Who stays in on purpose takes a slot out of their plans too, and likes it less by the hours of it that were not planned', () => {
  // Out from 9 to 17. Of 16 to 18 one hour is out of the plans, of 10 to 12 both are, of 18 to 20 none.
  expect(choose(customer, 0, [slot(10, 12)], false)).toBeUndefined()
  expect(choose(customer, 0, [slot(10, 12)], true)?.id).toBe('10')
  const count = (perHourIn: number, from: number): number => {
    let chosen = 0
    for (let whims = 0; whims < 2000; whims++) {
      const taste = { ...plain, perHourIn, whims }
      if (choose({ ...customer, taste }, 0, [slot(from, from + 2), slot(18, 20)], true)?.id === String(from)) chosen++
    }
    return chosen / 2000
  }
  // Logit: 1 ÷ (1 + e^(hours out × 1)): of one hour 0.27, of two 0.12; half where staying in costs nothing.
  expect(count(-1, 16)).toBeCloseTo(0.269, 1)
  expect(count(-1, 10)).toBeCloseTo(0.119, 1)
  expect(count(0, 10)).toBeCloseTo(0.5, 1)
})
