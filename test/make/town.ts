/** Random towns: a day that a desk can be opened for, and what its customers ask. */
import fc from 'fast-check'
import type { OpenDayInput } from '../../src/live/open-day.ts'
import { openDay } from '../../src/live/open-day.ts'
import type { Desk } from '../../src/live/desk.ts'
import type { DeskSnapshot } from '../../src/live/snapshot.ts'
import type { OfferRequest } from '../../src/live/request.ts'
import type { CourierInput } from '../../src/model/courier.ts'
import type { DayInput } from '../../src/model/day.ts'
import type { Area } from '../../src/model/nouns.ts'
import type { ShiftInput } from '../../src/model/shift.ts'
import type { Clock } from '../../src/time/clock.ts'
import { manualClock } from '../../src/time/clock.ts'
import { estimateTravel } from '../../src/travel/estimate.ts'
import type { LonLat, Place } from '../../src/travel/place.ts'
import type { DayFeatures, PlannedDay } from './day.ts'
import { HORIZON, dayInputArbitrary, ordersArbitrary, planned, timesArbitrary, tripArbitrary, withTimes } from './day.ts'

/** A day as `openDay` takes it, and its addresses. */
export interface Town {
  readonly input: Omit<OpenDayInput, 'clock'>
  /** Where customers live; the first is the depot. */
  readonly places: readonly Place[]
  readonly dimensions: number
  /** Whether customers may have other ends, positions and releases. */
  readonly trips: boolean
  /** Whether they may have setups and times per type of courier. */
  readonly visits: boolean
}

/** Random towns have coordinates where `metric` is true, and a matrix that breaks the triangle inequality where it is not. */
export interface TownFeatures extends DayFeatures {
  metric: boolean
  /** Gaps that a repair may look at; 0 when left out. */
  repairEvaluations?: number
}

/** Noon of the day before, in Berlin: nothing is closed yet, and orders of a day of {@link HORIZON} seconds from midnight are ahead. */
export const EVE = '2026-11-30T12:00:00+01:00'

/** Local midnight of the day, in epoch milliseconds. */
export const MIDNIGHT = Date.parse('2026-12-01T00:00:00+01:00')

const ROWS = 6

/** A town of up to three couriers with everything that a fleet can have. */
export function townArbitrary(features: TownFeatures): fc.Arbitrary<Town> {
  const { metric, repairEvaluations = 0, trips = false, visits = false } = features
  const rows = features.rows ?? ROWS
  const leadTime = fc.option(fc.nat(7200), { nil: undefined, freq: 1 })
  const parts = { input: dayInputArbitrary({ paidHours: true, ...features, rows }), points: pointsArbitrary(rows), lead: leadTime }
  return fc.record(parts).map(({ input, points, lead }) => {
    const places = metric ? points : points.map((_, row) => row)
    const closing = lead === undefined ? {} : { closing: { leadTime: lead } }
    const settings = { date: '2026-12-01', zone: 'Europe/Berlin', repairEvaluations, ...closing }
    return { input: { ...settings, ...(metric ? onMap(input, points) : input) }, places, dimensions: input.dimensions!, trips, visits }
  })
}

/** Different points within about five kilometres. */
function pointsArbitrary(rows: number): fc.Arbitrary<LonLat[]> {
  const point = fc.tuple(fc.nat(50), fc.nat(30)).map(([east, north]): LonLat => [13.4 + east / 1000, 52.5 + north / 1000])
  return fc.uniqueArray(point, { minLength: rows, maxLength: rows, selector: (at) => at.join() })
}

/** The same day with coordinates for rows: at 36 km/h a kilometre as the crow flies takes 130 s. */
function onMap(input: DayInput, points: readonly LonLat[]): DayInput {
  const at = <T>(place: T | number): T | LonLat => (typeof place === 'number' ? points[place]! : place)
  const shift = (one: ShiftInput): ShiftInput => ({ ...one, from: at(one.from!), to: at(one.to!) })
  const courier = ({ reload, blocked, ...one }: CourierInput): CourierInput => ({
    ...one, shifts: one.shifts!.map(shift), ...(reload ? { reload: { ...reload, at: at(reload.at!) } } : {}),
    ...(blocked ? { blocked: blocked.flatMap(streets) } : {}),
  })
  const streets = (area: Area): Area[] => ('rows' in area ? area.rows.map((row) => ({ polygon: diamondAround(points[row]!) })) : [area])
  const car = estimateTravel({ kilometresPerHour: 36 })
  const van = estimateTravel({ kilometresPerHour: 25, detour: 1.5 })
  return {
    ...input,
    depots: input.depots!.map((depot) => ({ ...depot, place: at(depot.place) })),
    couriers: input.couriers.map(courier),
    travel: input.travel instanceof Map ? new Map([['car', car], ['van', van]]) : car,
  }
}

/** A few streets: some hundred metres either way. */
function diamondAround([x, y]: LonLat): LonLat[] {
  return [[x - 0.005, y], [x, y - 0.005], [x + 0.005, y], [x, y + 0.005]]
}

/** What a customer wants, but for the id and the time. */
export type Wanted = Omit<OfferRequest, 'id'>

/** Orders that this town can mostly serve. */
export function wantedArbitrary(town: Town): fc.Arbitrary<Wanted> {
  const load = fc.array(fc.nat(4), { minLength: town.dimensions, maxLength: town.dimensions })
  const plain = fc.record({
    place: fc.constantFrom(...town.places),
    delivery: load,
    pickup: fc.oneof({ weight: 2, arbitrary: fc.constant(Array<number>(town.dimensions).fill(0)) }, { weight: 1, arbitrary: load }),
    service: fc.nat(300),
    skills: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.constant(['lift']) }),
  })
  const whole: fc.Arbitrary<Wanted> = town.trips ? fc.tuple(plain, tripArbitrary(town.places)).map(([wanted, trip]) => ({ ...wanted, ...trip })) : plain
  return town.visits ? fc.tuple(whole, timesArbitrary(), timesArbitrary()).map(([wanted, own, other]) => withTimes(wanted, own, other)) : whole
}

/** A window of the customer's own, from a moment to two hours wide. */
export function ownWindowArbitrary(): fc.Arbitrary<{ start: number; end: number }> {
  return fc.record({ start: fc.nat(HORIZON), width: fc.nat(HORIZON) }).map(({ start, width }) => ({ start, end: start + width }))
}

/** Opens the town's desk. */
export function openTown(town: Town, clock: Clock = manualClock(EVE), more: Partial<OpenDayInput> = {}): Desk {
  return openDay({ ...town.input, clock, ...more })
}

/** A random town with up to `most` orders, as many of them planned as the judge allows one after the other. */
export function plannedTownArbitrary(most: number, features: TownFeatures): fc.Arbitrary<PlannedDay & { places: readonly Place[] }> {
  return townArbitrary(features).chain((town) => {
    const { day } = openTown(town)
    return ordersArbitrary(day, most, town).map((orders) => ({ ...planned(day, orders), places: town.places }))
  })
}

/** A town with promises: what its desk would store. */
export interface FilledTown {
  readonly town: Town
  readonly snapshot: DeskSnapshot
}

/** A town of which up to `most` customers, 10 when left out, asked one after the other, and each took the offer that it liked. */
export function filledTownArbitrary(features: TownFeatures & { most?: number }): fc.Arbitrary<FilledTown> {
  return townArbitrary(features).chain((town) => {
    const customer = fc.record({ wanted: wantedArbitrary(town), liked: fc.nat(3), confirms: fc.boolean() })
    const customers = fc.array(customer, { maxLength: features.most ?? 10, size: 'max' })
    return customers.map((list) => ({ town, snapshot: filled(town, list) }))
  })
}

function filled(town: Town, customers: readonly { wanted: Wanted; liked: number; confirms: boolean }[]): DeskSnapshot {
  const desk = openTown(town)
  for (const [i, { wanted, liked, confirms }] of customers.entries()) {
    const { offered } = desk.offer({ ...wanted, id: `o${i}` })
    const offer = offered[liked % offered.length]
    if (offer === undefined) continue
    const hold = desk.hold(offer, { id: `h${i}` })
    if (confirms && hold.ok) desk.confirm(hold.id, { id: `c${i}` })
  }
  return desk.snapshot()
}
