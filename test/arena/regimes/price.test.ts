import { describe, expect, test } from 'vitest'
import { priceByWidthAndDetour, priceOfWidth } from '../../../src/arena/regimes/price.ts'
import type { Costs } from '../../../src/model/nouns.ts'
import type { Candidate } from '../../../src/slots/policy.ts'

const HOUR = 3600

/** What a slot of an hour costs that adds so much; at the door are ten minutes. */
function priceOf(costs: Partial<Costs>, added: { cost: number; travel: number }, width = HOUR): number {
  const candidate = {
    slot: { id: 'slot', window: { start: 8 * HOUR, end: 8 * HOUR + width } }, order: { service: 600 }, addedCost: added.cost, addedTravel: added.travel,
  } as unknown as Candidate
  return priceByWidthAndDetour(costs, 0.3).price!(candidate)
}

test('Wide slots cost less, and nothing is below nothing', () => {
  expect([1, 2, 4, 0.5].map((hours) => priceOfWidth(hours * HOUR))).toEqual([4.5, 3.75, 3, 5.25])
  expect(priceOfWidth(1000 * HOUR)).toBe(0)
})

describe('a detour', () => {
  const sixMinutes = { cost: 0, travel: 360 }

  test('costs the same wherever couriers’ hours are paid: the visit itself costs the customer nothing', () => {
    // Six minutes of driving at 30 an hour are 3.
    expect(priceOf({ perPaidHour: 3600, perHour: 0 }, { cost: 360 + 600, travel: 360 })).toBe(7.5)
    expect(priceOf({ perPaidHour: 1800, perHour: 0 }, { cost: 180 + 300, travel: 360 })).toBe(7.5)
    expect(priceOf({ perHour: 3600, perTaskHour: 3600 }, { cost: 360 + 600, travel: 360 })).toBe(7.5)
    expect(priceOf({ perHour: 3600 }, { cost: 360, travel: 360 })).toBe(7.5)
    expect(priceOf({}, { cost: 360, travel: 360 })).toBe(7.5)
  })

  test('costs driving time where no hour is paid, and what else the slot adds in hours of a vehicle-day', () => {
    const hub = { fixed: 80_000, perHour: 0, perKm: 270 }
    expect(priceOf(hub, sixMinutes)).toBe(7.5)
    expect(priceOf(hub, { cost: 1000, travel: 360 })).toBe(10.5)
    expect(priceOf({ perHour: 0, perKm: 100 }, { cost: 250, travel: 360 })).toBe(10.5)
    expect(priceOf({ perHour: 0 }, sixMinutes)).toBe(7.5)
  })

  test('costs nine at most beside the width, and shorter routes give nothing back', () => {
    expect(priceOf({}, { cost: 100_000, travel: 0 }, 4 * HOUR)).toBe(12)
    expect(priceOf({}, { cost: -360, travel: -360 })).toBe(4.5)
  })
})
