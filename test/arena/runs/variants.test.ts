/** Scenarios with one thing changed, and nothing else. */
import { expect, test } from 'vitest'
import { alwaysHome, oneWideSlot, smaller, withAbsence, withNoise, withoutBending } from '../../../src/arena/runs/variants.ts'
import { readScenario } from '../../../src/arena/world/read-scenario.ts'
import { scenarioOf } from '../../../src/arena/world/scenarios.ts'
import { makeWorld } from '../../../src/arena/world/world.ts'

const city = scenarioOf('city-parcels', { days: 2, demand: 0.2 })

test('every variant is a scenario that could have been read from a file', () => {
  for (const made of [alwaysHome(city), oneWideSlot(city), smaller(city, 1, 0.5), withNoise(city, 2), withAbsence(city, 0.1), withoutBending(city)]) {
    expect(readScenario(JSON.parse(JSON.stringify(made)))).toEqual(made)
  }
})

test('noise and absence are changed by themselves', () => {
  expect(withNoise(city, 2)).toEqual({ ...city, noise: { leg: 0.3, day: 0.1, courier: 0.1 } })
  expect(withAbsence(city, 0.1)).toEqual({ ...city, homes: { ...city.homes, absence: 0.1 } })
  expect(withoutBending(city)).toEqual({ ...city, homes: { ...city.homes, bends: false } })
})

test('always home: everybody is in all day, and nothing comes up', () => {
  const { customers } = makeWorld(alwaysHome(city), 1)
  expect(customers.length).toBeGreaterThan(20)
  const allDay = [{ start: 0, end: 86_400 }]
  for (const { home, absent } of customers) expect([home, absent]).toEqual([[allDay, allDay], [false, false]])
})

test('one wide slot lasts from the first to the last hour that legacy tells', () => {
  // 08:00 to 24:00.
  expect(oneWideSlot(city).slots).toEqual({ from: '08:00', to: '24:00', every: 57_600, widths: [57_600] })
})

test('smaller days keep at least one courier of each kind, and their surge', () => {
  const surge = scenarioOf('demand-surge')
  // Days 3 and 4 of ten become 0 and 1 of three.
  expect(surge.demand.surge.map(({ day }) => day)).toEqual([3, 4])
  const small = smaller(surge, 3, 0.4)
  expect([small.days, small.demand.surge.map(({ day }) => day)]).toEqual([3, [0, 1]])
  expect(small.demand.perDay).toBe(Math.round(0.4 * surge.demand.perDay))
  for (const { count } of small.couriers) expect(count).toBeGreaterThanOrEqual(1)
})
