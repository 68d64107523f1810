/** A world: everything that one seed decides, drawn before any regime acts. */
import type { CourierInput } from '../../model/courier.ts'
import type { DepotInput } from '../../model/day.ts'
import type { Calendar } from '../../time/calendar.ts'
import { openCalendar, toInstant } from '../../time/calendar.ts'
import { readClock } from '../../time/civil.ts'
import { estimateTravel } from '../../travel/estimate.ts'
import { matrixTravel } from '../../travel/matrix.ts'
import type { TimeProfile } from '../../travel/profile.ts'
import type { TravelSource } from '../../travel/source.ts'
import { drawTown, lonLatAt } from './city.ts'
import type { Customer } from './customer.ts'
import { drawCustomer } from './customers.ts'
import { errandsOf } from './errands.ts'
import { buildingAmerica } from './presence.ts'
import type { Drive } from './road.ts'
import { makeDrive, profileOf } from './road.ts'
import type { Scenario } from './scenario.ts'

/** Times of a delivery day are whole seconds from that day's local midnight. */
export interface World {
  readonly scenario: Scenario
  readonly seed: number
  readonly zone: string
  /** ISO dates of the delivery days, `scenario.days` of them. */
  readonly dates: readonly string[]
  readonly calendars: readonly Calendar[]
  /** Per delivery day: epoch milliseconds at which booking opens, and ends. */
  readonly opens: readonly number[]
  readonly cutoffs: readonly number[]
  readonly depots: readonly DepotInput[]
  /** The same every day. */
  readonly couriers: readonly CourierInput[]
  readonly dimensions: readonly string[]
  /** What regimes plan with: expected times at usual hours. */
  readonly travel: TravelSource
  /** What the hour adds to them, for `openDay({ profile })`; `undefined` where hours are alike. */
  readonly profile: TimeProfile | undefined
  /** Ascending by day, then by the moment of asking, then by id. */
  readonly customers: readonly Customer[]
  readonly areas: readonly string[]
  readonly drive: Drive
}

/** The world of a seed (any 32-bit integer). More days, more customers or more couriers of the same seed leave the others as they were. */
export function makeWorld(scenario: Scenario, seed: number): World {
  const calendars = calendarsOf(scenario)
  const clock = (text: string) => readClock(text)!
  const cutoffs = calendars.map((calendar) => toInstant(calendar, 0).minus({ seconds: 86_400 - clock(scenario.cutoff) }).toMillis())
  const profile = profileOf(scenario.hours)
  const { depots, travel } = roadsOf(scenario, seed)
  const { areas, errand } = errandsOf(scenario, seed)
  const { presence } = scenario.homes
  const setting = {
    scenario, seed, cutoffs, errand,
    table: presence === 'us-building-america' ? buildingAmerica : presence,
    weekends: calendars.map(({ weekday }) => weekday > 5),
    sold: { start: clock(scenario.slots.from), end: clock(scenario.slots.to) },
  }
  const customers = calendars.flatMap((_, day) =>
    Array.from({ length: ordersOn(scenario, day) }, (_ignored, index) => drawCustomer(setting, day, index))
      .sort((a, b) => a.asksAt - b.asksAt || (a.id < b.id ? -1 : 1)),
  )
  return {
    scenario, seed, zone: scenario.zone, calendars, cutoffs, depots, travel, profile, customers, areas,
    dates: calendars.map(({ date }) => date),
    opens: cutoffs.map((ends) => ends - scenario.demand.horizonDays * 86_400_000),
    couriers: couriersOf(scenario),
    dimensions: scenario.dimensions,
    drive: makeDrive(travel, profile, scenario.noise, seed),
  }
}

/** New orders for one delivery day. */
export function ordersOn({ demand }: Scenario, day: number): number {
  const factor = demand.surge.find((surge) => surge.day === day)?.factor ?? 1
  return Math.round(demand.perDay * factor)
}

function calendarsOf({ zone, firstDate, days }: Scenario): Calendar[] {
  const first = openCalendar(firstDate, zone)
  const noon = toInstant(first, 43_200)
  return Array.from({ length: days }, (_, day) => openCalendar(noon.plus({ days: day }).toISODate()!, zone))
}

function roadsOf({ name, travel }: Scenario, seed: number): { depots: DepotInput[]; travel: TravelSource } {
  if (travel.kind === 'matrix') {
    const { seconds, metres, depots } = travel
    const source = matrixTravel(metres === undefined ? { seconds, name } : { seconds, metres, name })
    return { depots: depots.map(({ id, row }) => ({ id, place: row })), travel: source }
  }
  const { kilometresPerHour, detour, depots } = travel
  const town = drawTown(travel, seed)
  return {
    depots: depots.map(({ id, ...spot }) => ({ id, place: lonLatAt(town, spot) })),
    travel: estimateTravel({ kilometresPerHour, detour }),
  }
}

function couriersOf({ couriers, costs }: Scenario): CourierInput[] {
  return couriers.flatMap(({ name, count, depot, shift, breaks, capacity, skills }) =>
    Array.from({ length: count }, (_, index) => ({
      id: `${name} ${index + 1}`,
      depot, shift, capacity, skills,
      breaks: breaks.map(({ from, to, service }, i) => ({ id: `break ${i + 1}`, windows: [{ start: from, end: to }], service })),
      costs: { fixed: costs.perVehicleDay, perHour: 0, perKm: costs.perKm, perPaidHour: costs.perPaidHour },
    })),
  )
}
