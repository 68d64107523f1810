/** What came of a booked day, by measures that mean the same in every regime. */
import { assert } from '../base/assert.ts'
import { legal } from '../model/legal.ts'
import { timetable } from '../model/timetable.ts'
import type { Seconds } from '../time/seconds.ts'
import type { BookedDay, Visit } from './booking-day.ts'
import { opensDoor } from './shoppers.ts'

/** Mean and 95th percentile (nearest rank). */
export interface Spread {
  readonly mean: Seconds
  readonly p95: Seconds
}

/** One regime's day. Counts are of shoppers, shares lie between 0 and 1; what would divide by nothing is 0. */
export interface Measures {
  readonly regime: string
  readonly shoppers: number
  /** Share of the shoppers to whom at least one slot, or at least three, were offered that lie within their hours at home. */
  readonly offeredOneThatSuits: number
  readonly offeredThreeThatSuit: number
  /** Left without booking because nothing was offered, or nothing that suited them. */
  readonly lostFull: number
  readonly lostUnsuited: number
  readonly lapsed: number
  readonly cancelled: number
  readonly moved: number
  /** Orders that a courier went to; how many of them were delivered, and how many must be driven again. */
  readonly attempts: number
  readonly delivered: number
  readonly failed: number
  readonly failedShare: number
  readonly routes: number
  /** From leaving the depot to being back, breaks and waiting included; driving and waiting of it. */
  readonly paid: Seconds
  readonly driving: Seconds
  readonly waiting: Seconds
  readonly metres: number
  /** First attempts that succeeded. */
  readonly deliveredPerPaidHour: number
  /** Width of the window that a customer was told. */
  readonly told: Spread
  /** Share of the customers whom a courier went to that stayed in on purpose: everybody who was told a narrow slot. */
  readonly stayedIn: number
  /** From the opening of the window until the courier came, over those who stayed in for it. */
  readonly waited: Spread
  /** Gaps that all searches looked at. */
  readonly evaluations: number
}

/** Measures a day, after its routes were judged. */
export function measure({ regime, desk, visits, evaluations }: BookedDay): Measures {
  const orders = desk.orders()
  const plan = desk.plan()
  const violations = legal(desk.day, orders.values(), plan)
  assert(violations.length === 0, `the routes keep every promise, not ${violations[0]?.code}`)
  const sheets = timetable(desk.day, orders, plan)
  const startOf = new Map(sheets.flatMap(({ steps }) => steps.flatMap((step) => (step.type === 'order' ? [[step.id!, step.start]] : []))))
  const booked = visits.filter(({ outcome }) => outcome === 'booked')
  assert(booked.length === orders.size, 'every booking is promised, and nothing else is')

  const attempts = booked.map(({ shopper }) => {
    const at = startOf.get(shopper.id)!
    const told = orders.get(shopper.id)!.windows[0]!
    return { told, at, success: opensDoor(shopper, at, told), staysIn: regime.narrow || shopper.waits }
  })
  const delivered = attempts.filter(({ success }) => success).length
  const staying = attempts.filter(({ staysIn }) => staysIn)
  const paid = sum(sheets.map(({ start, end }) => end - start))
  const having = (outcome: Visit['outcome']) => visits.filter((visit) => visit.outcome === outcome).length
  const offered = (least: number) => ratio(visits.filter(({ suiting }) => suiting >= least).length, visits.length)
  return {
    regime: regime.name,
    shoppers: visits.length,
    offeredOneThatSuits: offered(1),
    offeredThreeThatSuit: offered(3),
    lostFull: having('nothing offered'),
    lostUnsuited: having('nothing suited'),
    lapsed: having('lapsed'),
    cancelled: having('cancelled'),
    moved: visits.filter(({ moved }) => moved).length,
    attempts: attempts.length,
    delivered,
    failed: attempts.length - delivered,
    failedShare: ratio(attempts.length - delivered, attempts.length),
    routes: sheets.length,
    paid,
    driving: sum(sheets.map(({ travel }) => travel)),
    waiting: sum(sheets.map(({ waiting }) => waiting)),
    metres: sum(sheets.map(({ metres }) => metres)),
    deliveredPerPaidHour: ratio(delivered * 3600, paid),
    told: spread(attempts.map(({ told }) => told.end - told.start)),
    stayedIn: ratio(staying.length, attempts.length),
    waited: spread(staying.map(({ told, at }) => at - told.start)),
    evaluations,
  }
}

/**
 * The share of failing first attempts at which the wide regime would deliver as much per paid hour as the narrow one does; above it
 * the narrow one delivers more. Below 0: the narrow one delivers more even if no attempt of the wide one failed. `undefined`
 * where nobody was driven to.
 */
export function breakEven(narrow: Measures, wide: Measures): number | undefined {
  return wide.attempts === 0 ? undefined : 1 - (narrow.deliveredPerPaidHour * wide.paid) / (3600 * wide.attempts)
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0)
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}

function spread(values: readonly number[]): Spread {
  const ascending = [...values].sort((a, b) => a - b)
  return { mean: ratio(sum(values), values.length), p95: ascending[Math.ceil(0.95 * values.length) - 1] ?? 0 }
}
