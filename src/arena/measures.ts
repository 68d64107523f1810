/** What came of a booked day, by measures that mean the same in every regime. */
import { assert } from '../base/assert.ts'
import { legal } from '../model/legal.ts'
import { timetable } from '../model/timetable.ts'
import type { BookedDay, Visit } from './booking-day.ts'
import { opensDoor } from './shoppers.ts'

/** Mean and 95th percentile (nearest rank). */
export interface Spread {
  readonly mean: number
  readonly p95: number
}

/** One regime's day. Hours are hours, shares lie between 0 and 1. */
export interface Measures {
  readonly regime: string
  readonly shoppers: number
  /** Shoppers to whom at least one slot, or at least three, were offered that lie within their hours at home. */
  readonly offeredOneThatSuits: number
  readonly offeredThreeThatSuit: number
  /** Shoppers who left without booking: because nothing was offered, or nothing that suited them. */
  readonly lostFull: number
  readonly lostUnsuited: number
  readonly lapsed: number
  readonly cancelled: number
  readonly moved: number
  /** Orders that were driven to. */
  readonly attempts: number
  readonly delivered: number
  readonly failed: number
  readonly failedShare: number
  readonly routes: number
  /** From leaving the depot to being back, breaks and waiting included. */
  readonly paidHours: number
  readonly drivingHours: number
  readonly waitingHours: number
  readonly kilometres: number
  /** First attempts that succeeded, per paid hour. */
  readonly deliveredPerPaidHour: number
  /** Width of the window that a customer was told. */
  readonly hoursTold: Spread
  /** From the opening of that window until the courier came, over the customers who had to stay in for it. */
  readonly hoursWaited: Spread
  /** Of those whom a courier went to, the share that stayed in on purpose. */
  readonly stayedIn: number
  /** Gaps that all searches looked at. */
  readonly evaluations: number
}

/** Measures a day. The routes are judged first. */
export function measure({ regime, desk, visits, evaluations }: BookedDay): Measures {
  const orders = desk.orders()
  const plan = desk.plan()
  const violations = legal(desk.day, orders.values(), plan)
  assert(violations.length === 0, `the routes keep every promise, not ${violations[0]?.code}`)
  const sheets = timetable(desk.day, orders, plan)
  const startOf = new Map(sheets.flatMap(({ steps }) => steps.map((step) => [step.id, step.start])))
  const booked = visits.filter(({ outcome }) => outcome === 'booked')
  assert(booked.length === orders.size, 'every booking is promised, and nothing else is')

  const attempts = booked.map(({ shopper }) => {
    const at = startOf.get(shopper.id)!
    const [told] = orders.get(shopper.id)!.windows
    const narrow = regime.moves
    return { told: told!, at, success: opensDoor(shopper, at, told!), staysIn: narrow || shopper.waits }
  })
  const delivered = attempts.filter(({ success }) => success).length
  const staying = attempts.filter(({ staysIn }) => staysIn)
  const paid = hours(sum(sheets.map(({ start, end }) => end - start)))
  const ending = (outcome: Visit['outcome']) => visits.filter((visit) => visit.outcome === outcome).length
  const offered = (least: number) => share(visits.filter(({ suiting }) => suiting >= least).length, visits.length)
  return {
    regime: regime.name,
    shoppers: visits.length,
    offeredOneThatSuits: offered(1),
    offeredThreeThatSuit: offered(3),
    lostFull: ending('nothing offered'),
    lostUnsuited: ending('nothing suited'),
    lapsed: ending('lapsed'),
    cancelled: ending('cancelled'),
    moved: visits.filter(({ moved }) => moved).length,
    attempts: attempts.length,
    delivered,
    failed: attempts.length - delivered,
    failedShare: share(attempts.length - delivered, attempts.length),
    routes: sheets.length,
    paidHours: paid,
    drivingHours: hours(sum(sheets.map(({ travel }) => travel))),
    waitingHours: hours(sum(sheets.map(({ waiting }) => waiting))),
    kilometres: sum(sheets.map(({ metres }) => metres)) / 1000,
    deliveredPerPaidHour: share(delivered, paid),
    hoursTold: spread(attempts.map(({ told }) => hours(told.end - told.start))),
    hoursWaited: spread(staying.map(({ told, at }) => hours(at - told.start))),
    stayedIn: share(staying.length, attempts.length),
    evaluations,
  }
}

/**
 * The share of failing first attempts at which the wide regime would deliver as much per paid hour as the narrow one does; above it
 * the narrow one delivers more. Below 0: the narrow one delivers more even if no attempt of the wide one failed.
 */
export function breakEven(narrow: Measures, wide: Measures): number {
  return 1 - (narrow.deliveredPerPaidHour * wide.paidHours) / Math.max(1, wide.attempts)
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0)
}

function hours(seconds: number): number {
  return seconds / 3600
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}

function spread(values: readonly number[]): Spread {
  const ascending = [...values].sort((a, b) => a - b)
  return { mean: share(sum(values), values.length), p95: ascending[Math.ceil(0.95 * values.length) - 1] ?? 0 }
}
