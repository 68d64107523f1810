import { describe, expect, test } from 'vitest'
import type { Scenario } from '../../../src/arena/world/scenario.ts'
import { scenarioNames, scenarioOf } from '../../../src/arena/world/scenarios.ts'
import { makeWorld, ordersOn } from '../../../src/arena/world/world.ts'
import { makeDay } from '../../../src/model/day.ts'
import { readOrder } from '../../../src/model/order.ts'
import type { Problem } from '../../../src/base/errors.ts'

const small: Scenario = { ...scenarioOf('city-parcels'), days: 3, demand: { perDay: 20, horizonDays: 3, surge: [] } }
const large: Scenario = { ...small, days: 5, demand: { ...small.demand, perDay: 35 } }

describe('the same seed', () => {
  test('gives the same world', () => {
    expect(makeWorld(small, 9).customers).toEqual(makeWorld(small, 9).customers)
    expect(makeWorld(small, 10).customers).not.toEqual(makeWorld(small, 9).customers)
  })

  test('with more days and more customers leaves those there were as they were', () => {
    const few = makeWorld(small, 9)
    const many = makeWorld(large, 9)
    const byId = new Map(many.customers.map((customer) => [customer.id, customer]))
    expect(many.customers).toHaveLength(5 * 35)
    for (const customer of few.customers) {
      const { home, absent, ...same } = byId.get(customer.id)!
      // Only the days that came on top are new.
      expect({ ...same, home: home.slice(0, 3), absent: absent.slice(0, 3) }).toEqual(customer)
    }
    expect(many.dates.slice(0, 3)).toEqual(few.dates)
    const [a, b] = few.customers
    expect(many.drive(1, a!.request.place, b!.request.place, 40_000, 'early 1')).toEqual(few.drive(1, a!.request.place, b!.request.place, 40_000, 'early 1'))
  })

  test('with more couriers leaves the others as they were', () => {
    const couriers = small.couriers.map((group) => ({ ...group, count: group.count + 2 }))
    const ids = new Map(makeWorld({ ...small, couriers }, 9).couriers.map((courier) => [courier.id, courier]))
    for (const courier of makeWorld(small, 9).couriers) expect(ids.get(courier.id)).toEqual(courier)
    expect(ids.size).toBe(9)
  })

  test('with other hours, noise, absence or taste leaves everything else as it was', () => {
    const before = makeWorld(small, 9).customers
    const after = makeWorld({ ...small, noise: { leg: 1, day: 1, courier: 1 }, homes: { ...small.homes, absence: 0.5 } }, 9).customers
    const alike = (customers: typeof before) => customers.map((customer) => ({ ...customer, absent: [] }))
    expect(alike(after)).toEqual(alike(before))
    // Whoever is absent at 3 % is absent at 50 %.
    const both = before.flatMap((customer, i) => customer.absent.map((absent, day) => [absent, after[i]!.absent[day]!] as const))
    expect(both.every(([absent, more]) => !absent || more)).toBe(true)
  })
})

describe('customers', () => {
  const world = makeWorld({ ...large, days: 10, demand: { ...large.demand, perDay: 200 } }, 4)
  const share = (of: (customer: (typeof world.customers)[number]) => boolean) => world.customers.filter(of).length / world.customers.length

  test('ask in order of time, after booking opens and before it ends', () => {
    expect(world.customers.map(({ day }) => day)).toEqual(world.customers.map(({ day }) => day).toSorted((a, b) => a - b))
    for (const [i, { day, asksAt, changesAt }] of world.customers.entries()) {
      expect(asksAt).toBeGreaterThanOrEqual(world.opens[day]!)
      expect(asksAt).toBeLessThan(world.cutoffs[day]!)
      expect(changesAt).toBeGreaterThanOrEqual(asksAt)
      expect(changesAt).toBeLessThan(world.cutoffs[day]!)
      const next = world.customers[i + 1]
      if (next !== undefined && next.day === day) expect(next.asksAt).toBeGreaterThanOrEqual(asksAt)
    }
  })

  test('have until 22:00 of the evening before, in local time', () => {
    // Delivery on 2 March in Berlin (UTC+1): the cut-off is 1 March, 21:00 UTC; booking opens three days earlier.
    expect(world.cutoffs[0]).toBe(Date.UTC(2026, 2, 1, 21))
    expect(world.opens[0]).toBe(Date.UTC(2026, 1, 26, 21))
  })

  test('come more and more towards the cut-off: half of them in the last quarter', () => {
    // 2000 draws: one standard error is 1.1 points.
    expect(Math.abs(share(({ day, asksAt }) => world.cutoffs[day]! - asksAt < 0.25 * 3 * 86_400_000) - 0.5)).toBeLessThan(0.045)
  })

  test('end, carry and take as long as the scenario says', () => {
    for (const [ending, asked] of [['lapses', 0.08], ['cancels', 0.05], ['moves', 0.05], ['keeps', 0.82]] as const) {
      expect(Math.abs(share((customer) => customer.ending === ending) - asked), ending).toBeLessThan(0.03)
    }
    for (const [basket, asked] of [['small', 0.6], ['middle', 0.3], ['large', 0.1]] as const) {
      expect(Math.abs(share((customer) => customer.basket === basket) - asked), basket).toBeLessThan(0.04)
    }
    const absences = world.customers.flatMap(({ absent }) => absent)
    // 20,000 pairs of customer and day: one standard error is 0.12 points.
    expect(Math.abs(absences.filter(Boolean).length / absences.length - 0.03)).toBeLessThan(0.005)
  })

  test('draw whether they wait, have a neighbour or heed a message evenly and apart from each other', () => {
    for (const key of ['waits', 'neighbour', 'message'] as const) {
      expect(Math.abs(share(({ draws }) => draws[key] < 0.3) - 0.3), key).toBeLessThan(0.04)
    }
    expect(Math.abs(share(({ draws }) => draws.waits < 0.5 && draws.neighbour < 0.5) - 0.25)).toBeLessThan(0.04)
    // Nor do they tell who is absent, or how the booking ends.
    expect(Math.abs(share(({ draws, ending }) => draws.waits < 0.5 && ending === 'keeps') - 0.41)).toBeLessThan(0.045)
  })
})

test('A surge has its factor on its days, and leaves the others', () => {
  const surging = { ...small, demand: { ...small.demand, surge: [{ day: 1, factor: 1.6 }] } }
  expect([0, 1, 2].map((day) => ordersOn(surging, day))).toEqual([20, 32, 20])
  const others = (world: ReturnType<typeof makeWorld>) => world.customers.filter(({ day }) => day !== 1)
  expect(others(makeWorld(surging, 3))).toEqual(others(makeWorld(small, 3)))
})

test.each(scenarioNames)('%s makes days on which all its orders can be read, and its areas are those of its customers', (name) => {
  const world = makeWorld(scenarioOf(name, { days: 2 }), 1)
  const { depots, couriers, travel, calendars, dimensions } = world
  const day = makeDay({ depots, couriers, travel, dimensions: dimensions.length, slots: [world.scenario.slots] }, calendars[0])
  const problems: Problem[] = []
  for (const { request } of world.customers) readOrder(request, day, request.id, problems)
  expect(problems).toEqual([])
  expect(world.customers.every(({ area }) => world.areas.includes(area))).toBe(true)
  expect(new Set(world.customers.map(({ id }) => id)).size).toBe(world.customers.length)
  expect(world.customers.length).toBeGreaterThan(80)
})
