/** The world of past days: their orders and couriers as they were; what nobody wrote down is drawn as in every other world. */
import { openCalendar, toInstant } from '../../time/calendar.ts'
import { readClock } from '../../time/civil.ts'
import type { Window } from '../../time/window.ts'
import { estimateTravel } from '../../travel/estimate.ts'
import type { Customer } from '../world/customer.ts'
import type { Setting } from '../world/customers.ts'
import { drawCustomer } from '../world/customers.ts'
import { buildingAmerica } from '../world/presence.ts'
import { makeDrive, profileOf } from '../world/road.ts'
import type { Basket, Scenario } from '../world/scenario.ts'
import { usual } from '../world/usual.ts'
import type { World } from '../world/world.ts'
import type { OwnFleet } from './own-fleet.ts'
import type { PastDays, PastOrder } from './past-days.ts'

/** Everything that a backtest is made from. Plain JSON. */
export interface Backtest {
  readonly past: PastDays
  readonly fleet: OwnFleet
}

const BASKETS: readonly Basket[] = ['small', 'middle', 'large']
const DISTANCES = ['near', 'middling', 'far']
const MINUTE = 60_000

/** What a backtest has in common with the arena's scenarios: hours, presence, tastes, noise. Nobody lapses, cancels or moves. */
export function backtestScenario({ past, fleet }: Backtest): Scenario {
  const perDay = Math.round(past.orders.length / past.dates.length)
  return {
    ...usual,
    name: 'own-days',
    title: `Own past days, ${past.dates[0]} to ${past.dates.at(-1)}`,
    zone: past.zone,
    firstDate: past.dates[0]!,
    days: past.dates.length,
    told: fleet.told,
    slots: fleet.slots,
    travel: {
      ...usual.travel, squareKm: 1, clusters: 0, clustered: 0, spread: 0, depots: [],
      kilometresPerHour: fleet.kilometresPerHour, detour: fleet.detour,
    },
    dimensions: Array.from({ length: fleet.dimensions }, (_, i) => `load ${i + 1}`),
    couriers: [],
    demand: { ...usual.demand, perDay },
    baskets: BASKETS.map((name) => ({ name, share: 1, load: [], service: [0, 0] })),
    endings: { lapses: 0, cancels: 0, moves: 0 },
  }
}

/** The world of a seed: presence, absence, tastes and noise differ from seed to seed, the orders never. */
export function pastWorld(backtest: Backtest, seed: number): World {
  const { past, fleet } = backtest
  const scenario = backtestScenario(backtest)
  const calendars = past.dates.map((date) => openCalendar(date, past.zone))
  const clock = (text: string) => readClock(text)!
  const cutoffs = calendars.map((calendar) => toInstant(calendar, 0).minus({ seconds: 86_400 - clock(scenario.cutoff) }).toMillis())
  const byDay = past.dates.map((_, day) => past.orders.filter((order) => order.day === day))
  const { areas, areaOf } = areasOf(backtest)
  const basketOf = basketsOf(past.orders)
  const setting: Setting = {
    scenario, seed, cutoffs, table: buildingAmerica,
    weekends: calendars.map(({ weekday }) => weekday > 5),
    sold: { start: clock(scenario.slots.from), end: clock(scenario.slots.to) },
    errand: (day, index) => {
      const order = byDay[day]![index]!
      return { place: order.place, load: order.load, service: order.service, area: areaOf(order), basket: basketOf(order) }
    },
  }
  const opens = cutoffs.map((ends) => ends - scenario.demand.horizonDays * 86_400_000)
  const customers = byDay.flatMap((orders, day) =>
    orders.map((order, index) => asItWas(drawCustomer(setting, day, index), order, cutoffs[day]!))
      .sort((a, b) => a.asksAt - b.asksAt || (a.id < b.id ? -1 : 1)))
  const travel = estimateTravel({ kilometresPerHour: fleet.kilometresPerHour, detour: fleet.detour })
  const profile = profileOf(scenario.hours)
  return {
    scenario, seed, zone: past.zone, dates: past.dates, calendars, cutoffs, travel, profile, customers, areas,
    opens: opens.map((at, day) => Math.min(at, ...customers.filter((one) => one.day === day).map(({ asksAt }) => asksAt))),
    depots: fleet.depots, couriers: fleet.couriers, dimensions: scenario.dimensions,
    drive: makeDrive(travel, profile, scenario.noise, seed),
  }
}

/** With the moment of asking and the hours that are known. An order that came after the cut-off asks just before it. */
function asItWas(drawn: Customer, { id, skills, asksAt, window, day }: PastOrder, cutoff: number): Customer {
  const asks = Math.min(asksAt ?? drawn.asksAt, cutoff - MINUTE)
  return {
    ...drawn,
    id,
    asksAt: asks,
    changesAt: Math.max(asks, drawn.changesAt),
    request: { ...drawn.request, id, skills: [...skills] },
    home: window === null ? drawn.home : drawn.home.map((hours, each) => (each === day ? withHours(hours, window) : hours)),
  }
}

/** Home as drawn, and in the window as well. */
function withHours(hours: readonly Window[], window: Window): Window[] {
  const apart = hours.filter(({ start, end }) => end < window.start || start > window.end)
  const touching = hours.filter((one) => !apart.includes(one))
  const joined = {
    start: Math.min(window.start, ...touching.map(({ start }) => start)),
    end: Math.max(window.end, ...touching.map(({ end }) => end)),
  }
  return [...apart, joined].sort((a, b) => a.start - b.start)
}

/** The firm's own names of areas, or thirds by the distance from the first depot. */
function areasOf({ past, fleet }: Backtest): { areas: readonly string[]; areaOf: (order: PastOrder) => string } {
  const named = [...new Set(past.orders.flatMap(({ area }) => area ?? []))]
  if (named.length > 0) return { areas: [...named, 'elsewhere'], areaOf: ({ area }) => area ?? 'elsewhere' }
  const hub = fleet.depots[0]?.place
  const [lon, lat] = Array.isArray(hub) ? (hub as [number, number]) : past.orders[0]!.place
  const third = thirdsOf(past.orders, ({ place }) => Math.hypot((place[0] - lon) * Math.cos((lat * Math.PI) / 180), place[1] - lat))
  return { areas: DISTANCES, areaOf: (order) => DISTANCES[third(order)]! }
}

/** Thirds by load. */
function basketsOf(orders: readonly PastOrder[]): (order: PastOrder) => Basket {
  const third = thirdsOf(orders, ({ load }) => load.reduce((sum, part) => sum + part, 0))
  return (order) => BASKETS[third(order)]!
}

function thirdsOf(orders: readonly PastOrder[], measure: (order: PastOrder) => number): (order: PastOrder) => number {
  const ascending = orders.map((order, i) => ({ order, i, size: measure(order) })).sort((a, b) => a.size - b.size || a.i - b.i)
  const thirds = new Map(ascending.map(({ order }, rank) => [order.id, Math.floor((3 * rank) / orders.length)]))
  return ({ id }) => thirds.get(id)!
}
