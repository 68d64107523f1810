/** Small worlds for tests: a village, a few couriers, a few days. */
import { usual } from '../../../src/arena/world/usual.ts'
import type { Customer } from '../../../src/arena/world/customer.ts'
import type { Scenario } from '../../../src/arena/world/scenario.ts'
import type { World } from '../../../src/arena/world/world.ts'
import { makeWorld } from '../../../src/arena/world/world.ts'
import type { Effort } from '../../../src/arena/regimes/regime.ts'

export const HOUR = 3600

/** Enough for days of twenty orders. */
export const effort: Effort = { perChange: 100, perRepair: 300, perDay: 5000 }

/** Two couriers in a village of 4 square kilometres, twenty orders on each of three days. */
export function tinyScenario(changes: Partial<Scenario> = {}): Scenario {
  const courier = { depot: 'hub', count: 1, breaks: [], capacity: [40], skills: [] }
  return {
    ...usual,
    name: 'tiny',
    title: 'A village',
    days: 3,
    travel: {
      kind: 'city', centre: [13.4, 52.52], squareKm: 4, clusters: 2, clustered: 0.5, spread: 0.3, kilometresPerHour: 16, detour: 1.4,
      depots: [{ id: 'hub', east: 0.5, north: 0 }],
    },
    couriers: [
      { ...courier, name: 'early', shift: { start: '08:00', end: '15:00' } },
      { ...courier, name: 'late', shift: { start: '14:00', end: '21:00' } },
    ],
    demand: { perDay: 20, horizonDays: 3, surge: [] },
    baskets: [{ name: 'small', share: 1, load: [[1, 1]], service: [180, 360] }],
    ...changes,
  }
}

/** The world with other customers in the same places. */
export function changed(world: World, change: (customer: Customer) => Partial<Customer>): World {
  return { ...world, customers: world.customers.map((customer) => ({ ...customer, ...change(customer) })) }
}

/** Everybody is in all day, on all days, keeps what they book, and takes any slot. */
export function alwaysHome(world: World): World {
  return changed(world, ({ home, absent, taste }) => ({
    home: home.map(() => [{ start: 0, end: 24 * HOUR }]), absent: absent.map(() => false), ending: 'keeps', taste: { ...taste, leaves: -1000 },
  }))
}

/** A world of the tiny scenario. */
export function tinyWorld(seed: number, changes: Partial<Scenario> = {}): World {
  return makeWorld(tinyScenario(changes), seed)
}
