/** A real day as a scenario: its roads, its places, its loads and services; who orders when, and is in when, is drawn. */
import type { Problem } from '../../base/errors.ts'
import { readNumber, throwIfAny } from '../../base/read.ts'
import type { Day } from '../../model/day.ts'
import type { Order } from '../../model/nouns.ts'
import { readClock, writeClock } from '../../time/civil.ts'
import type { Place } from '../../travel/place.ts'
import { rowOf } from '../../travel/place.ts'
import { ordersAtCapacity } from './capacity.ts'
import type { MatrixTravel, Scenario } from './scenario.ts'
import type { ScenarioOptions } from './scenarios.ts'
import { usual } from './usual.ts'

/** A day read from a file, as `readVrplib` of `slotsmith/formats` returns it: places are rows, the first courier starts at the depot. */
export interface KnownDay {
  readonly name: string
  readonly day: Day
  readonly orders: readonly Order[]
}

/** As for named scenarios; the density is the day's own. */
export interface KnownDayOptions extends Omit<ScenarioOptions, 'density'> {
  /** Which part of the day's orders comes each day, above 0 up to 1; all of them when left out. */
  readonly share?: number
}

/** When the file's day begins on our clock: it names no hour. */
const BEGINS = '08:00'
const MOST_VANS = 500

/**
 * The day's orders come again on every delivery day: all of them, in the places where they were, with their load and service, so that the
 * density and the day's work stay what they were. (Drawing with replacement would put orders at the same doors and leave others out.)
 * Of a share of them, each day draws its own without replacement. The file's fleet is not used: there are as many vans as make the orders
 * the stated share of what can be taken, each with the whole of the file's day as its shift; only hours on the road are paid.
 * @throws {InputError} where an option or the day is not as said
 */
export function knownDay(known: KnownDay, { demand = 0.8, width, days, share = 1 }: KnownDayOptions = {}): Scenario {
  const problems: Problem[] = []
  readNumber(demand, 0.01, 100, 'demand', problems)
  readNumber(share, 0.001, 1, 'share', problems)
  const [van] = known.day.couriers
  const depot = van?.shifts[0]?.from ?? undefined
  const travel = depot === undefined ? undefined : matrixOf(known, depot, problems)
  if (travel === undefined && problems.length === 0) {
    const remedy = 'give a day with couriers who start at a place'
    problems.push({ code: 'missing', path: 'day.couriers', got: known.day.couriers, remedy })
  }
  throwIfAny(problems)
  const { start, end } = van!.shifts[0]!
  const opens = readClock(BEGINS)!
  const closes = writeClock(Math.min(86_400, opens + end - start))
  const perDay = Math.max(1, Math.round(share * known.orders.length))
  const withVans = (count: number): Scenario => ({
    ...usual,
    name: known.name,
    title: `The real day ${known.name}, every day`,
    days: days ?? usual.days,
    travel: travel!,
    dimensions: van!.capacity.map((_, i) => `load ${i + 1}`),
    slots: width === undefined
      ? { ...usual.slots, from: BEGINS, to: closes }
      : { from: BEGINS, to: closes, every: Math.min(width, 3600), widths: [width] },
    demand: { ...usual.demand, perDay },
    couriers: [{
      name: 'van', count, depot: 'depot', shift: { start: BEGINS, end: closes }, breaks: [], capacity: van!.capacity, skills: [],
    }],
    // Loads and services are the orders' own.
    baskets: [{ name: 'middle', share: 1, load: van!.capacity.map(() => [0, 0]), service: [0, 0] }],
  })
  let vans = 1
  while (vans < MOST_VANS && demand * ordersAtCapacity(withVans(vans)) < perDay) vans++
  return withVans(vans)
}

function matrixOf({ day, orders }: KnownDay, depot: Place, problems: Problem[]): MatrixTravel | undefined {
  const [source] = day.travel.values()
  const size = source?.rows
  const rows = [depot, ...orders.map(({ place }) => place)].map(rowOf)
  if (source === undefined || size === undefined || rows.includes(undefined) || orders.length === 0) {
    const remedy = 'give a day with orders whose places are rows of its matrix'
    problems.push({ code: 'place-unknown', path: 'orders', got: orders, remedy })
    return undefined
  }
  const table = (leg: (from: Place, to: Place) => number) =>
    Array.from({ length: size }, (_, from) => Array.from({ length: size }, (_ignored, to) => (from === to ? 0 : leg(from, to))))
  const metres = table((from, to) => source.metres(from, to))
  return {
    kind: 'matrix',
    seconds: table((from, to) => source.seconds(from, to)),
    ...(metres.every((row) => row.every((value) => value === 0)) ? {} : { metres }),
    depots: [{ id: 'depot', row: rows[0]! }],
    orders: orders.map(({ delivery, service }, i) => ({ row: rows[i + 1]!, load: delivery, service })),
  }
}
