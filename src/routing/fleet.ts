/** The fleet as arrays: one row per route, that is, per shift of a courier. Never changes during a day. */
import type { Day } from '../model/day.ts'
import { UNLIMITED } from '../model/limits.ts'
import type { Costs } from '../model/nouns.ts'
import { courierTypes } from './stop-times.ts'

/**
 * The most positions of all routes together, where each has as many as the longest one needs. A position takes 25 bytes and 8 per load
 * dimension, 4 more where metres are limited and 16 where hours are paid: half a gigabyte in all with one dimension, and a search holds
 * four times that.
 */
export const MOST_POSITIONS = 2 ** 24

/** All arrays are indexed by route handle unless said otherwise. */
export interface Fleet {
  readonly routes: number
  readonly dims: number
  /** Earliest departure from the start place. */
  readonly start: Int32Array
  /** Latest arrival at the end place. */
  readonly end: Int32Array
  readonly fromPlace: Int32Array
  readonly toPlace: Int32Array
  /** Which travel times: index in `Legs.seconds`. */
  readonly variant: Int32Array
  /** Which leg costs: index in `Legs.cost`. */
  readonly tariff: Int32Array
  readonly fixedCost: Int32Array
  /** Which type of courier: index in `StopTimes.services`; and how many types there are. */
  readonly type: Int32Array
  readonly types: number
  /** Cost of an hour of setup and service at orders. */
  readonly taskRate: Float64Array
  /** Cost of an hour between leaving and returning. */
  readonly paidRate: Float64Array
  /** Whether any route pays for its hours; only then are they worked out. */
  readonly paysHours: boolean
  /** Most visits to orders; never more than {@link MOST_POSITIONS} allow. */
  readonly maxTasks: Float64Array
  readonly maxTravel: Float64Array
  readonly maxMetres: Float64Array
  /** `[route * dims + d]` */
  readonly capacity: Float64Array
  /** Routes with the same number are interchangeable while they are empty. */
  readonly twin: Int32Array
  /** Breaks of route r are rows `breakFirst[r]` up to, not including, `breakFirst[r + 1]`. */
  readonly breakFirst: Int32Array
  /** By break row: seconds of the break. */
  readonly breakService: Int32Array
  /** By break row: start and end of each window in turn. */
  readonly breakWindows: readonly Int32Array[]
  /** The most that may be aboard: `[breakRow * dims + d]`. */
  readonly breakLoad: Float64Array
  /** By route: 1 where any of its breaks asks for that. */
  readonly loadsBreaks: Uint8Array
  /** Grid handle of the place to reload at, seconds it takes, and how often at most: 0 where all of a route is loaded at once. */
  readonly reloadPlace: Int32Array
  readonly reloadService: Int32Array
  readonly reloadMost: Int32Array
  /** Whether any route may reload. */
  readonly reloads: boolean
  /**
   * 1 where nothing but windows, loads and the number of orders limits a route, and only legs cost: no rush hours, breaks, reloads, limits,
   * paid hours or task hours.
   */
  readonly ordinary: Uint8Array
  /** Distinct tariffs, for `Legs`: travel variant and rates. */
  readonly tariffs: readonly { variant: number; perHour: number; perKm: number }[]
  /** Whether any route limits its metres; only then are metres added up. */
  readonly limitsMetres: boolean
}

/** Lays the day's shifts out in arrays. */
export function makeFleet(day: Day): Fleet {
  const routes = day.routes.length
  const dims = day.dimensions
  const column = (read: (route: (typeof day.routes)[number]) => number) => Int32Array.from(day.routes, read)
  const wide = (read: (route: (typeof day.routes)[number]) => number) => Float64Array.from(day.routes, read)

  const tariffs: { variant: number; perHour: number; perKm: number }[] = []
  const tariffOf = (route: (typeof day.routes)[number]): number => {
    const { perHour, perKm } = route.courier.costs
    const found = tariffs.findIndex((t) => t.variant === route.variant && t.perHour === perHour && t.perKm === perKm)
    if (found >= 0) return found
    return tariffs.push({ variant: route.variant, perHour, perKm }) - 1
  }
  const tariff = column(tariffOf)

  const types = courierTypes(day)
  const twins = new Map<string, number>()
  const twinOf = (route: (typeof day.routes)[number]): number => {
    const { shift, courier } = route
    const key = JSON.stringify([
      shift.start, shift.end, route.fromPlace, route.toPlace, route.variant, tariff[route.handle],
      courier.costs.fixed, courier.costs.perPaidHour, courier.costs.perTaskHour, types.indexOf(courier.type),
      courier.capacity, [...courier.skills].sort(), shift.breaks.map((pause) => [pause.windows, pause.service, pause.maxLoad]),
      String(courier.maxTasks), String(courier.maxTravelTime), String(courier.maxDistance),
      shift.reload ? [route.reloadPlace, shift.reload.service, shift.reload.most] : null, courier.blocked,
    ])
    const known = twins.get(key)
    if (known !== undefined) return known
    twins.set(key, twins.size)
    return twins.size - 1
  }

  const breaks = day.routes.flatMap((route) => route.shift.breaks)
  const breakFirst = new Int32Array(routes + 1)
  for (const route of day.routes) breakFirst[route.handle + 1] = breakFirst[route.handle]! + route.shift.breaks.length

  return {
    routes,
    dims,
    start: column((route) => route.shift.start),
    end: column((route) => route.shift.end),
    fromPlace: column((route) => route.fromPlace),
    toPlace: column((route) => route.toPlace),
    variant: column((route) => route.variant),
    tariff,
    fixedCost: column((route) => route.courier.costs.fixed),
    type: column((route) => types.indexOf(route.courier.type)),
    types: types.length,
    taskRate: wide((route) => route.courier.costs.perTaskHour),
    paidRate: wide((route) => route.courier.costs.perPaidHour),
    paysHours: day.routes.some((route) => route.courier.costs.perPaidHour > 0),
    // The other half is for reloads and for what is driven through.
    maxTasks: wide((route) => Math.min(route.courier.maxTasks, Math.floor(MOST_POSITIONS / 2 / routes))),
    maxTravel: wide((route) => route.courier.maxTravelTime),
    maxMetres: wide((route) => route.courier.maxDistance),
    capacity: Float64Array.from(day.routes.flatMap((route) => route.courier.capacity.slice(0, dims))),
    twin: column(twinOf),
    breakFirst,
    breakService: Int32Array.from(breaks, (pause) => pause.service),
    breakWindows: breaks.map((pause) => Int32Array.from(pause.windows.flatMap((window) => [window.start, window.end]))),
    breakLoad: Float64Array.from(breaks.flatMap((pause) => pause.maxLoad ?? Array<number>(dims).fill(Infinity))),
    loadsBreaks: Uint8Array.from(day.routes, ({ shift }) => (shift.breaks.some((pause) => pause.maxLoad !== undefined) ? 1 : 0)),
    reloadPlace: column((route) => route.reloadPlace),
    reloadService: column((route) => route.shift.reload?.service ?? 0),
    reloadMost: column((route) => route.shift.reload?.most ?? 0),
    ordinary: Uint8Array.from(day.routes, ({ courier, shift }) => {
      const unlimited = courier.maxTravelTime >= UNLIMITED && courier.maxDistance >= UNLIMITED
      const simple = shift.breaks.length === 0 && shift.reload === undefined && hoursCostNothing(courier.costs)
      return day.profile === undefined && unlimited && simple ? 1 : 0
    }),
    reloads: day.routes.some((route) => route.shift.reload !== undefined),
    tariffs,
    limitsMetres: day.routes.some((route) => route.courier.maxDistance < UNLIMITED),
  }
}

function hoursCostNothing({ perPaidHour, perTaskHour }: Costs): boolean {
  return perPaidHour === 0 && perTaskHour === 0
}
