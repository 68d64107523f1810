/** A run's record with its sums made once: what the definitions of measures read. */
import type { AttemptRecord, CustomerRecord, Fate, RouteRecord, RunRecord } from '../days/record.ts'
import type { Grouping, Groups } from './groups.ts'
import { groupings, groupsBy } from './groups.ts'
import { sumOf } from './spread.ts'

/** One regime's days. Seconds and metres. */
export interface MeasuredRun {
  readonly record: RunRecord
  readonly customers: readonly CustomerRecord[]
  /** Those a courier came to at least once. */
  readonly visited: readonly CustomerRecord[]
  readonly visits: readonly AttemptRecord[]
  readonly firstVisits: readonly AttemptRecord[]
  readonly delivered: number
  /** Routes that were driven; each is a courier-day. */
  readonly routes: readonly RouteRecord[]
  /** Couriers who could work, summed over the days. */
  readonly shifts: number
  readonly paid: number
  readonly driving: number
  readonly waiting: number
  readonly metres: number
  readonly groups: ReadonlyMap<Grouping, Groups>
}

export function measuredRun(record: RunRecord): MeasuredRun {
  const { customers, days } = record
  const routes = days.flatMap((day) => day.routes).filter((route) => route.paid > 0)
  return {
    record,
    customers,
    visited: customers.filter(({ attempts }) => attempts.length > 0),
    visits: customers.flatMap(({ attempts }) => attempts),
    firstVisits: customers.flatMap(({ attempts }) => attempts.slice(0, 1)),
    delivered: customers.filter(({ fate }) => fate === 'delivered').length,
    routes,
    shifts: sumOf(days.map(({ couriers }) => couriers)),
    paid: sumOf(routes.map(({ paid }) => paid)),
    driving: sumOf(routes.map(({ driving }) => driving)),
    waiting: sumOf(routes.map(({ waiting }) => waiting)),
    metres: sumOf(routes.map(({ metres }) => metres)),
    groups: new Map(groupings.map((grouping) => [grouping, groupsBy(grouping, customers)])),
  }
}

/** A part of a whole; `undefined` where the whole is nothing. */
export function shareOf(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole
}

/** The share of all who asked that ended so. */
export function ended(run: MeasuredRun, ...fates: readonly Fate[]): number | undefined {
  return shareOf(run.customers.filter(({ fate }) => fates.includes(fate)).length, run.customers.length)
}

/** Seconds that a customer was told to keep free, over all visits. */
export function keptFree(customer: CustomerRecord): number {
  return sumOf(customer.attempts.map(({ told }) => told.end - told.start))
}

/** Seconds that a customer really stayed in for the courier, on purpose or because a slot was chosen, over all visits. */
export function stayedIn(customer: CustomerRecord): number {
  return sumOf(customer.attempts.map(({ waited }) => Math.max(0, waited)))
}

/** Seconds that the courier came after the end of the window that was told. */
export function lateBy({ at, told }: AttemptRecord): number {
  return Math.max(0, at - told.end)
}

/** Paid seconds of each courier over all days; couriers who never went out have 0. */
export function paidByCourier({ record, routes }: MeasuredRun): number[] {
  const paid = new Map<string, number>()
  for (const route of routes) paid.set(route.courier, (paid.get(route.courier) ?? 0) + route.paid)
  const couriers = Math.max(paid.size, ...record.days.map((day) => day.couriers))
  return [...paid.values(), ...Array.from({ length: couriers - paid.size }, () => 0)]
}
