/** The named scenarios: whole ones, to be run as they are or changed in one respect. */
import { InputError } from '../../base/errors.ts'
import { ordersAtCapacity } from './capacity.ts'
import { hub } from './kandula.ts'
import type { CityTravel, CourierGroup, Scenario } from './scenario.ts'
import { rushHours, usual } from './usual.ts'

/** In what respect a named scenario is to differ. */
export interface ScenarioOptions {
  /** New orders a day as a share of what the couriers can take, by {@link ordersAtCapacity}; 0.8 when left out. */
  readonly demand?: number
  /** Seconds: the only width of slots on sale; one, two and four hours when left out. */
  readonly width?: number
  /** The city's area is divided by this; 1 when left out. */
  readonly density?: number
  /** Delivery days in a row; 10 when left out. */
  readonly days?: number
}

/** What each named scenario is, before demand is set. */
const makers: ReadonlyMap<string, () => Scenario> = new Map([
  ['city-parcels', cityParcels],
  ['grocery-vans', groceryVans],
  ['city-hub', () => hub('city', 0.2)],
  ['town-hub', () => hub('town', 0.3)],
  ['large-items', largeItems],
  ['sparse-rural', sparseRural],
  ['demand-surge', demandSurge],
])

/** The names of {@link scenarioOf}. */
export const scenarioNames: readonly string[] = [...makers.keys()]

/**
 * A named scenario. The two hubs keep their published number of orders unless `demand` is stated.
 * @throws {InputError} `unknown-id`
 */
export function scenarioOf(name: string, options: ScenarioOptions = {}): Scenario {
  const maker = makers.get(name)
  if (maker === undefined) {
    throw new InputError({ code: 'unknown-id', path: 'name', got: name, remedy: `name one of ${scenarioNames.join(', ')}` })
  }
  return withOptions(maker(), name.endsWith('-hub') ? options : { demand: 0.8, ...options })
}

/** The scenario, but with these options: density first, then demand as a share of what can be taken at that density. */
export function withOptions(scenario: Scenario, { demand, width, density, days }: ScenarioOptions): Scenario {
  const { travel, slots } = scenario
  const denser: Scenario = density === undefined || travel.kind === 'matrix' ? scenario : { ...scenario, travel: shrunk(travel, density) }
  const perDay = demand === undefined ? scenario.demand.perDay : Math.round(demand * ordersAtCapacity(denser))
  return {
    ...denser,
    days: days ?? scenario.days,
    slots: width === undefined ? slots : { ...slots, widths: [width], every: Math.min(width, 3600) },
    demand: { ...scenario.demand, perDay, surge: scenario.demand.surge.filter(({ day }) => day < (days ?? scenario.days)) },
  }
}

/** The same city on less ground: every distance shrinks by the root. */
function shrunk(travel: CityTravel, density: number): CityTravel {
  const scale = 1 / Math.sqrt(density)
  const depots = travel.depots.map(({ id, east, north }) => ({ id, east: east * scale, north: north * scale }))
  return { ...travel, squareKm: travel.squareKm / density, spread: travel.spread * scale, depots }
}

function courier(name: string, count: number, start: string, end: string, capacity: number): CourierGroup {
  return { name, count, depot: 'hub', shift: { start, end }, breaks: [], capacity: [capacity], skills: [] }
}

/** Dense city parcels: time is short, room in the van is not. */
function cityParcels(): Scenario {
  return {
    ...usual,
    name: 'city-parcels',
    title: 'Dense city, parcels: limited by time',
    hours: rushHours,
    travel: {
      ...usual.travel, squareKm: 9, clusters: 5, clustered: 0.7, spread: 0.4, kilometresPerHour: 16, detour: 1.4,
      depots: [{ id: 'hub', east: 1, north: 0.5 }],
    },
    couriers: [
      courier('early', 1, '08:00', '13:00', 200), courier('midday', 1, '12:00', '17:00', 200), courier('late', 1, '16:00', '21:00', 200),
    ],
    baskets: [
      { name: 'small', share: 6, load: [[1, 1]], service: [180, 360] },
      { name: 'middle', share: 3, load: [[2, 3]], service: [240, 480] },
      { name: 'large', share: 1, load: [[4, 6]], service: [300, 600] },
    ],
  }
}

/** The same city with a lot more to do on two days, for which no courier was added. */
function demandSurge(): Scenario {
  const scenario = cityParcels()
  return {
    ...scenario,
    name: 'demand-surge',
    title: 'Dense city, parcels: two days with 60 % more orders',
    demand: { ...scenario.demand, surge: [{ day: 3, factor: 1.6 }, { day: 4, factor: 1.6 }] },
  }
}

/** Groceries: the van is full long before the shift is over. */
function groceryVans(): Scenario {
  return {
    ...usual,
    name: 'grocery-vans',
    title: 'Groceries by van: limited by load',
    hours: rushHours,
    dimensions: ['crates'],
    travel: {
      ...usual.travel, squareKm: 60, clusters: 6, clustered: 0.6, spread: 0.8, kilometresPerHour: 25, detour: 1.35,
      depots: [{ id: 'hub', east: 3, north: -2 }],
    },
    couriers: [courier('early', 3, '08:00', '14:30', 100), courier('late', 3, '14:30', '21:00', 100)],
    baskets: [
      { name: 'small', share: 4, load: [[2, 4]], service: [300, 480] },
      { name: 'middle', share: 4, load: [[5, 7]], service: [420, 660] },
      { name: 'large', share: 2, load: [[8, 12]], service: [540, 960] },
    ],
  }
}

/** Washing machines and wardrobes: crews of two, half of which also connect what they bring. */
function largeItems(): Scenario {
  const crew = (name: string, skills: readonly string[]): CourierGroup => ({
    name, count: 3, depot: 'hub', shift: { start: '08:00', end: '18:00' }, capacity: [20],
    breaks: [{ from: '11:30', to: '14:00', service: 2700 }], skills: ['two people', ...skills],
  })
  return {
    ...usual,
    name: 'large-items',
    title: 'Large items, crews of two: long service, skills',
    dimensions: ['cubic metres'],
    slots: { ...usual.slots, to: '18:00' },
    costs: { ...usual.costs, perPaidHour: 7200 },
    travel: {
      ...usual.travel, squareKm: 250, clusters: 8, clustered: 0.6, spread: 1.5, kilometresPerHour: 30, detour: 1.35,
      depots: [{ id: 'hub', east: -5, north: 3 }],
    },
    couriers: [crew('carrying', []), crew('connecting', ['connect'])],
    skills: [{ skill: 'two people', share: 1 }, { skill: 'connect', share: 0.3 }],
    baskets: [
      { name: 'small', share: 4, load: [[1, 1]], service: [900, 1500] },
      { name: 'middle', share: 4, load: [[1, 2]], service: [1500, 2700] },
      { name: 'large', share: 2, load: [[2, 4]], service: [2700, 4500] },
    ],
  }
}

/** Villages: most of the day is driving. */
function sparseRural(): Scenario {
  return {
    ...usual,
    name: 'sparse-rural',
    title: 'Sparse rural area: most of the day is driving',
    travel: {
      ...usual.travel, squareKm: 1600, clusters: 25, clustered: 0.5, spread: 1, kilometresPerHour: 45, detour: 1.35,
      depots: [{ id: 'hub', east: 4, north: 4 }],
    },
    couriers: [
      courier('early', 1, '08:00', '15:00', 200), courier('midday', 1, '11:00', '18:00', 200), courier('late', 1, '14:00', '21:00', 200),
    ],
    baskets: [
      { name: 'small', share: 6, load: [[1, 1]], service: [180, 300] },
      { name: 'middle', share: 3, load: [[2, 3]], service: [240, 420] },
      { name: 'large', share: 1, load: [[4, 6]], service: [300, 600] },
    ],
  }
}
