import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ordersAtCapacity } from '../../../src/arena/world/capacity.ts'
import { PUBLISHED_HUBS, hub } from '../../../src/arena/world/kandula.ts'
import { knownDay } from '../../../src/arena/world/known-day.ts'
import { readScenario } from '../../../src/arena/world/read-scenario.ts'
import type { CityTravel, Scenario } from '../../../src/arena/world/scenario.ts'
import { scenarioOf } from '../../../src/arena/world/scenarios.ts'
import { makeWorld } from '../../../src/arena/world/world.ts'
import { InputError } from '../../../src/base/errors.ts'
import { readVrplib } from '../../../src/formats/vrplib/read.ts'

const cityOf = ({ travel }: Scenario): CityTravel => {
  if (travel.kind === 'matrix') throw new Error('a matrix')
  return travel
}

describe('what couriers can take', () => {
  const plain: Scenario = {
    ...scenarioOf('city-parcels'),
    couriers: [{ name: 'a', count: 2, depot: 'hub', shift: { start: '08:00', end: '13:00' }, breaks: [], capacity: [100], skills: [] }],
    baskets: [{ name: 'small', share: 1, load: [[2, 4]], service: [600, 600] }],
  }

  test('is bounded by load', () => {
    const roomy = { ...plain, couriers: plain.couriers.map((group) => ({ ...group, capacity: [30] })) }
    // Two couriers with room for 30, and orders of 3 on average: 20.
    expect(ordersAtCapacity(roomy)).toBe(20)
  })

  test('is bounded by time: service, the tour and the way out and back', () => {
    const travel = { ...cityOf(plain), squareKm: 16, clusters: 0, depots: [{ id: 'hub', east: 0, north: 0 }], kilometresPerHour: 36, detour: 1 }
    const orders = ordersAtCapacity({ ...plain, travel })
    // 36,000 s of two shifts; a kilometre takes 100 s; out and back 100 s × two thirds of the radius 2.257 km = 150 s each.
    // n × 600 + 0.7124 × 100 × √(16 n) = 35,700 gives √n = 7.477 and n = 55.9. Cells cut the circle into squares, a few percent too large.
    expect(Math.abs(orders - 55.9)).toBeLessThan(1)
  })

  test('makes demand a share of it', () => {
    const perDay = (demand: number) => scenarioOf('city-parcels', { demand }).demand.perDay
    const full = ordersAtCapacity(scenarioOf('city-parcels'))
    expect([0.7, 1, 1.25].map(perDay)).toEqual([0.7, 1, 1.25].map((share) => Math.round(share * full)))
    expect(scenarioOf('city-parcels').demand.perDay).toBe(perDay(0.8))
  })
})

describe('a named scenario', () => {
  test('has the asked density: orders per square kilometre grow as the area shrinks, and depots move along', () => {
    const [base, dense] = [scenarioOf('sparse-rural'), scenarioOf('sparse-rural', { density: 4 })]
    expect(cityOf(dense).squareKm).toBe(cityOf(base).squareKm / 4)
    expect(cityOf(dense).depots[0]!.east).toBe(cityOf(base).depots[0]!.east / 2)
    // Less road: the same couriers can take more.
    expect(dense.demand.perDay).toBeGreaterThan(base.demand.perDay)
  })

  test('sells the asked width only, half hours every half hour', () => {
    expect(scenarioOf('city-parcels', { width: 1800 }).slots).toEqual({ from: '08:00', to: '21:00', every: 1800, widths: [1800] })
    expect(scenarioOf('city-parcels', { width: 14_400 }).slots).toEqual({ from: '08:00', to: '21:00', every: 3600, widths: [14_400] })
  })

  test('drives as fast as it says', () => {
    const { travel, customers } = makeWorld(scenarioOf('grocery-vans', { days: 1 }), 1)
    const [a, b] = customers.map(({ request }) => request.place)
    // 25 km/h, rounded up to whole seconds and metres.
    expect(Math.abs((travel.metres(a!, b!) / travel.seconds(a!, b!)) * 3.6 - 25)).toBeLessThan(0.2)
  })

  test('that nobody made is an input error', () => {
    expect(() => scenarioOf('constructor')).toThrow(InputError)
  })
})

describe('the hubs of the published experiment', () => {
  test.each([['city', 36, 16, 16, 574], ['town', 156, 20, 9, 305]] as const)('%s: its parameters', (kind, squareKm, speed, vehicles, perDay) => {
    const scenario = hub(kind, 1)
    expect(cityOf(scenario)).toMatchObject({ squareKm, kilometresPerHour: speed, detour: 1.5 })
    expect(scenario.couriers).toMatchObject([{ count: vehicles, capacity: [50], shift: { start: '07:00', end: '16:00' } }])
    expect(scenario.costs).toEqual({ perVehicleDay: 63_300, perPaidHour: 0, perKm: 270 })
    // 4,015 and 2,136 orders over seven days, to the nearest whole order.
    expect([scenario.demand.perDay, Math.round(PUBLISHED_HUBS[kind].orders / 7)]).toEqual([perDay, perDay])
    expect([scenario.days, scenario.attempts]).toEqual([7, 3])
  })

  test('a smaller one keeps orders per square kilometre and per vehicle', () => {
    const fifth = hub('city', 0.25)
    expect(cityOf(fifth).squareKm).toBe(9)
    expect(fifth.demand.perDay).toBe(143)
    expect(fifth.couriers[0]!.count).toBe(4)
    expect(readScenario(JSON.parse(JSON.stringify(fifth)))).toEqual(fifth)
  })

  test('everybody is at home for at least two thirds of the shift, and at each hour 13 of 15 households are', () => {
    const { customers } = makeWorld({ ...hub('city', 1), days: 1, demand: { perDay: 4000, horizonDays: 3, surge: [] } }, 1)
    const inAt = (moment: number) => customers.filter(({ home }) => home[0]!.some(({ start, end }) => start <= moment && moment <= end)).length / 4000
    for (const hour of [8, 9, 11, 12, 14]) expect(Math.abs(inAt(hour * 3600 + 1800) - 13 / 15), `${hour}`).toBeLessThan(0.025)
    const shift = customers.map(({ home }) => home[0]!.reduce((sum, { start, end }) => sum + Math.max(0, Math.min(end, 57_600) - Math.max(start, 25_200)), 0))
    // Each is out for three of the nine hours at most.
    expect(Math.min(...shift)).toBeGreaterThanOrEqual(6 * 3600)
  })
})

describe('a real day', () => {
  const text = [
    'NAME : tiny', 'TYPE : VRPTW', 'DIMENSION : 5', 'EDGE_WEIGHT_TYPE : EXPLICIT', 'EDGE_WEIGHT_FORMAT : FULL_MATRIX', 'VEHICLES : 2', 'CAPACITY : 10',
    'EDGE_WEIGHT_SECTION', '0 100 200 300 400', '110 0 100 200 300', '210 110 0 100 200', '310 210 110 0 100', '410 310 210 110 0',
    'DEMAND_SECTION', '0 0', '1 1', '2 4', '3 2', '4 3', 'SERVICE_TIME_SECTION', '0 0', '1 60', '2 240', '3 120', '4 180',
    'TIME_WINDOW_SECTION', '0 0 36000', '1 0 36000', '2 0 36000', '3 0 36000', '4 0 36000', 'DEPOT_SECTION', '0', '-1', 'EOF',
  ].join('\n')
  const tiny = knownDay(readVrplib(text), { days: 3 })

  test('keeps roads, places, loads and services', () => {
    expect(tiny.travel).toMatchObject({ kind: 'matrix', depots: [{ id: 'depot', row: 0 }] })
    const { travel, customers, depots } = makeWorld(tiny, 1)
    expect([travel.seconds(0, 4), travel.seconds(4, 0), depots[0]!.place]).toEqual([400, 410, 0])
    for (const { request } of customers) {
      const row = request.place as number
      expect(request).toMatchObject({ load: [[1], [4], [2], [3]][row - 1], service: [60, 240, 120, 180][row - 1] })
    }
  })

  test('brings all of its orders on each day, in an order of their own', () => {
    const { customers } = makeWorld(tiny, 1)
    for (const day of [0, 1, 2]) {
      expect(customers.filter((customer) => customer.day === day).map(({ request }) => request.place).toSorted()).toEqual([1, 2, 3, 4])
    }
  })

  test('has the vans that its orders need, working as long as the file’s day', () => {
    // Ten units of load in vans of ten, at 80 % of what they can take: 1.25 vans, so two. Ten hours from 08:00.
    expect(tiny.couriers).toMatchObject([{ count: 2, capacity: [10], shift: { start: '08:00', end: '18:00' } }])
    expect(knownDay(readVrplib(text), { demand: 1 }).couriers[0]!.count).toBe(1)
    expect(readScenario(JSON.parse(JSON.stringify(tiny)))).toEqual(tiny)
  })

  test('of which a share comes draws other orders each day, each once', () => {
    const { customers } = makeWorld(knownDay(readVrplib(text), { share: 0.5, days: 8 }), 1)
    const drawn = Array.from({ length: 8 }, (_, day) => customers.filter((customer) => customer.day === day).map(({ request }) => request.place))
    expect(drawn.every((rows) => rows.length === 2 && new Set(rows).size === 2)).toBe(true)
    expect(new Set(drawn.map((rows) => rows.toSorted().join(' '))).size).toBeGreaterThan(1)
  })

  test('with bad options is an input error', () => {
    expect(() => knownDay(readVrplib(text), { share: 0 })).toThrow(InputError)
    expect(() => knownDay(readVrplib(text), { demand: Number.NaN })).toThrow(InputError)
  })

  const file = resolve('../shared/data/grocery-days/ORTEC-VRPTW-ASYM-a5717adc-d1-n207-k12.txt')
  test.skipIf(!existsSync(file))('from the grocery days at hand', () => {
    const scenario = knownDay(readVrplib(readFileSync(file, 'utf8')), { days: 1 })
    // 1456 units in vans of 145 are 10.04 vans; at 80 % 12.55, so 13. The horizon of 45,000 s is 12 h 30.
    expect(scenario.couriers).toMatchObject([{ count: 13, shift: { end: '20:30' } }])
    const world = makeWorld(scenario, 1)
    expect(world.customers).toHaveLength(207)
    expect(world.areas.map((area) => world.customers.filter((customer) => customer.area === area).length)).toEqual([69, 69, 69])
  })
})
