/** What a day was worth to customers, couriers and the firm. Each measure is defined where it is computed. */
import type { BookedSlot } from '../live/answer.ts'
import type { RouteSheet } from '../model/timetable.ts'
import type { Calendar } from '../time/calendar.ts'
import { fromEpoch } from '../time/calendar.ts'
import type { Seconds } from '../time/seconds.ts'
import { holds } from '../time/window.ts'
import type { Window } from '../time/window.ts'
import { gini, jain } from './fairness.ts'
import { offersOf } from './request-log.ts'
import type { RequestRecord } from './request-log.ts'

/** All measures of one day. Seconds and metres are whole; what would divide by nothing is `undefined`. */
export interface DayMeasures {
  readonly requests: number
  /** See {@link offeredAtLeast}. */
  readonly offeredOne: number
  readonly offeredThree: number
  /** See {@link accepted}. */
  readonly accepted: number
  /** See {@link promisesKept}. */
  readonly promised: number
  readonly kept: number
  /** Couriers with at least one order, and couriers of the day. */
  readonly couriersUsed: number
  readonly couriers: number
  /** See {@link ordersServed}. */
  readonly orders: number
  /** See {@link paidSeconds}. */
  readonly paid: Seconds
  /** Sums over all routes: driving, waiting at doors and for loads, service, loading and breaks, by the clock. */
  readonly travel: Seconds
  readonly waiting: Seconds
  readonly service: Seconds
  readonly metres: number
  /** Integer cost units of the routes. */
  readonly cost: number
  /** See {@link metresPerOrder}. */
  readonly metresPerOrder: number | undefined
  /** See {@link ordersPerPaidHour}. */
  readonly ordersPerPaidHour: number | undefined
  /** See {@link keptFree}: sum, mean, Gini coefficient and Jain's index over customers. */
  readonly keptFree: Seconds
  readonly meanWidth: Seconds | undefined
  readonly giniKeptFree: number | undefined
  readonly jainKeptFree: number | undefined
}

/** What {@link dayMeasures} looks at. */
export interface MeasuredDay {
  readonly calendar: Calendar
  /** How many couriers could work. */
  readonly couriers: number
  readonly log: readonly RequestRecord[]
  readonly bookings: readonly BookedSlot[]
  readonly sheets: readonly RouteSheet[]
}

/** All measures of one day. */
export function dayMeasures({ calendar, couriers, log, bookings, sheets }: MeasuredDay): DayMeasures {
  const promises = promisesKept(bookings, sheets, calendar)
  const free = keptFree(bookings)
  const sum = (of: (sheet: RouteSheet) => number): number => sheets.reduce((total, sheet) => total + of(sheet), 0)
  return {
    requests: log.length,
    offeredOne: offeredAtLeast(log, 1),
    offeredThree: offeredAtLeast(log, 3),
    accepted: accepted(log),
    ...promises,
    couriersUsed: couriersUsed(sheets),
    couriers,
    orders: ordersServed(sheets),
    paid: paidSeconds(sheets),
    travel: sum((sheet) => sheet.travel),
    waiting: sum((sheet) => sheet.waiting),
    service: sum((sheet) => sheet.service),
    metres: sum((sheet) => sheet.metres),
    cost: sum((sheet) => sheet.cost),
    metresPerOrder: metresPerOrder(sheets),
    ordersPerPaidHour: ordersPerPaidHour(sheets),
    keptFree: free.reduce((total, seconds) => total + seconds, 0),
    meanWidth: mean(free),
    giniKeptFree: gini(free),
    jainKeptFree: jain(free),
  }
}

/** Requests that were offered at least `least` slots; alternatives beside what was asked for count too. */
export function offeredAtLeast(log: readonly RequestRecord[], least: number): number {
  return log.filter((record) => offersOf(record).length >= least).length
}

/** Requests whose customer took a slot. The acceptance share is this over all requests. */
export function accepted(log: readonly RequestRecord[]): number {
  return log.filter(({ chosen }) => chosen !== undefined).length
}

/** `part ÷ whole`, or `undefined` of nothing. */
export function shareOf(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole
}

/**
 * Promises are confirmed bookings. A promise is kept in the plan where exactly one route serves the order, and its service starts
 * inside the promised window.
 */
export function promisesKept(
  bookings: readonly BookedSlot[], sheets: readonly RouteSheet[], calendar: Calendar,
): { promised: number; kept: number } {
  const starts = new Map<string, Seconds[]>()
  for (const step of sheets.flatMap((sheet) => sheet.steps)) {
    if (step.type === 'order') starts.set(step.id!, [...(starts.get(step.id!) ?? []), step.start])
  }
  const confirmed = bookings.filter(({ state }) => state === 'confirmed')
  const kept = confirmed.filter((booking) => {
    const [start, second] = starts.get(booking.order) ?? []
    return start !== undefined && second === undefined && holds(windowOf(booking, calendar), start)
  })
  return { promised: confirmed.length, kept: kept.length }
}

/** Couriers with at least one order. */
export function couriersUsed(sheets: readonly RouteSheet[]): number {
  return new Set(sheets.filter((sheet) => ordersServed([sheet]) > 0).map(({ courier }) => courier)).size
}

/** Orders in routes. */
export function ordersServed(sheets: readonly RouteSheet[]): number {
  return sheets.reduce((total, { steps }) => total + steps.filter(({ type }) => type === 'order').length, 0)
}

/** From each route's start to its end: driving, waiting, service, loading again and breaks. A route starts as late as it can. */
export function paidSeconds(sheets: readonly RouteSheet[]): Seconds {
  return sheets.reduce((total, { start, end }) => total + end - start, 0)
}

/** Metres driven ÷ orders served; `undefined` where no distance is known. */
export function metresPerOrder(sheets: readonly RouteSheet[]): number | undefined {
  const metres = sheets.reduce((total, sheet) => total + sheet.metres, 0)
  return metres === 0 ? undefined : shareOf(metres, ordersServed(sheets))
}

/** Orders served ÷ hours paid. */
export function ordersPerPaidHour(sheets: readonly RouteSheet[]): number | undefined {
  return shareOf(ordersServed(sheets) * 3600, paidSeconds(sheets))
}

/**
 * Seconds that each customer with a promise has to keep free: the width of the promised window, from the first to the last moment at
 * which service may start. Time at the door comes on top, alike under every rule.
 */
export function keptFree(bookings: readonly BookedSlot[]): Seconds[] {
  const confirmed = bookings.filter(({ state }) => state === 'confirmed')
  return confirmed.map(({ start, end }) => (Date.parse(end) - Date.parse(start)) / 1000)
}

/** The promised window in seconds from the day's anchor. */
export function windowOf({ start, end }: { readonly start: string; readonly end: string }, calendar: Calendar): Window {
  return { start: fromEpoch(calendar, Date.parse(start)), end: fromEpoch(calendar, Date.parse(end)) }
}

function mean(values: readonly number[]): number | undefined {
  return shareOf(values.reduce((total, value) => total + value, 0), values.length)
}
