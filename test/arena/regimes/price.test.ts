import { describe, expect, test } from 'vitest'
import { priceByWidthAndDetour, priceOfWidth } from '../../../src/arena/regimes/price.ts'
import { slotsmith } from '../../../src/arena/regimes/slotsmith.ts'
import type { Costs } from '../../../src/model/nouns.ts'
import type { Candidate } from '../../../src/slots/policy.ts'
import { effort, tinyWorld } from '../days/tiny.ts'
import { briefOf } from './brief.ts'

const HOUR = 3600

interface Added {
  readonly cost: number
  readonly travel: number
}

/** A slot that adds so much; at the door are ten minutes. */
function candidateOf({ cost, travel }: Added, width: number): Candidate {
  const slot = { id: 'slot', window: { start: 8 * HOUR, end: 8 * HOUR + width } }
  return { slot, order: { service: 600 }, addedCost: cost, addedTravel: travel } as unknown as Candidate
}

function priceOf(costs: Partial<Costs>, added: Added, width = HOUR): number {
  return priceByWidthAndDetour(costs, 0.3).price!(candidateOf(added, width))
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

test('The slotsmith rule prices by what its couriers cost', () => {
  const brief = briefOf(tinyWorld(1), effort)
  const added = { cost: 1000, travel: 360 }
  for (const costs of [{ fixed: 80_000, perHour: 0, perKm: 270 }, { perHour: 0, perPaidHour: 7200 }]) {
    const { policy } = slotsmith.setup({ ...brief, couriers: brief.couriers.map((courier) => ({ ...courier, costs })) })
    expect(policy.price!(candidateOf(added, HOUR))).toBe(priceOf(costs, added))
  }
})
