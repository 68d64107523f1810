/**
 * Law 5: gap intervals agree with splice-and-walk, and time-dependent travel with static travel when the profile is flat.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeDay } from '../../src/model/day.ts'
import { GapScan, NO_GAP } from '../../src/routing/gaps.ts'
import { timeProfile } from '../../src/travel/profile.ts'
import type { DayFeatures, PlannedDay } from '../make/day.ts'
import { dayInputArbitrary, HORIZON, orderArbitrary, ordersArbitrary, planned, plannedArbitrary } from '../make/day.ts'
import type { JudgedGap } from '../make/routed.ts'
import { judgedGaps, judgedInterval, routed } from '../make/routed.ts'
import type { Order } from '../../src/model/nouns.ts'
import type { Window } from '../../src/time/window.ts'

/** A planned day, a newcomer with an id of its own, and windows that it may ask for. */
function newcomerArbitrary(features: DayFeatures): fc.Arbitrary<{ planned: PlannedDay; newcomer: Order; windows: Window[] }> {
  const moment = fc.integer({ min: -500, max: HORIZON + 500 })
  const window = fc.tuple(moment, moment).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }))
  const leaving = fc.tuple(plannedArbitrary(6, features), fc.nat(2)).map(([one, leavers]) => withoutSome(one, leavers))
  return leaving.chain((one) =>
    fc.record({
      planned: fc.constant(one),
      newcomer: orderArbitrary(one.day).map((order) => ({ ...order, id: 'newcomer' })),
      windows: fc.array(window, { maxLength: 8 }),
    }),
  )
}

/** Some have cancelled; where they were is only driven through now. */
function withoutSome(one: PlannedDay, leavers: number): PlannedDay {
  const routing = routed(one)
  for (const { id } of one.promised.slice(0, leavers)) routing.remove(id)
  return { ...one, promised: one.promised.slice(leavers), plan: routing.plan() }
}

/** What the scan answers for the windows. */
function scanned(one: PlannedDay, newcomer: Order, windows: readonly Window[]): (JudgedGap | undefined)[] {
  const routing = routed(one)
  const scan = new GapScan(routing.ground)
  scan.ask(windows.length)
  windows.forEach(({ start, end }, w) => {
    scan.open[w] = start
    scan.close[w] = end
  })
  routing.ask(scan, newcomer)
  scan.run(routing.ground, routing.slabs)
  return windows.map((_, w) => {
    if (scan.route[w] === NO_GAP) return undefined
    const { route, position, breaksFirst, lo, hi, cost } = scan
    return { route: route[w]!, position: position[w]!, breaksFirst: breaksFirst[w]!, lo: lo[w]!, hi: hi[w]!, added: cost[w]! }
  })
}

function agrees(features: DayFeatures, runs: number): void {
  fc.assert(
    fc.property(newcomerArbitrary(features), ({ planned: one, newcomer, windows }) => {
      const gaps = judgedGaps(one, newcomer)
      // both ends of every gap, and the seconds just outside
      const edges = gaps.flatMap(({ lo, hi }) => [lo - 1, lo, hi, hi + 1]).map((at) => ({ start: at, end: at }))
      const asked = [...windows, ...edges]
      for (const [w, answer] of scanned(one, newcomer, asked).entries()) {
        const { start, end } = asked[w]!
        const fitting = gaps.filter(({ lo, hi }) => Math.max(lo, start) <= Math.min(hi, end))
        expect(answer?.added).toBe(fitting.length === 0 ? undefined : Math.min(...fitting.map(({ added }) => added)))
        if (answer !== undefined) expect(fitting).toContainEqual(answer)
      }
    }),
    { numRuns: runs, interruptAfterTimeLimit: 50_000 },
  )
}

describe('the scan finds the cheapest of all gaps that the judge finds, with the same interval', () => {
  test('on days with everything that a fleet can have', () => agrees({}, 1000))
  test('on days of one courier, where every gap shows', () => agrees({ couriers: 1, variants: false }, 1000))
  test('on days without breaks and limits', () => agrees({ breaks: false, limits: false }, 500))
})

test('an order that is planned may start when the judge says', () => {
  fc.assert(
    fc.property(plannedArbitrary(7), (one) => {
      const routing = routed(one)
      for (const order of one.promised) {
        const { lo, hi } = routing.whereabouts(order.id)
        expect({ lo, hi }).toEqual(judgedInterval(one, order))
      }
    }),
    { numRuns: 500 },
  )
})

test('a flat profile answers as no profile does', () => {
  const days = dayInputArbitrary({ variants: false }).filter(({ profile }) => profile !== undefined)
  const flat = timeProfile({ steps: [{ from: 0, factor: 1 }] })
  fc.assert(
    fc.property(
      days.chain((input) => {
        const { profile: _, ...still } = input
        const day = makeDay(still)
        return fc.record({ still: fc.constant(day), timed: fc.constant(makeDay({ ...still, profile: flat })), orders: ordersArbitrary(day, 7) })
      }),
      ({ still, timed, orders }) => {
        const [newcomer, ...others] = orders
        fc.pre(newcomer !== undefined)
        const one = planned(still, others)
        const windows = [0, 1000, 2000, 4000, 6000].map((start) => ({ start, end: start + 1500 }))
        expect(scanned({ ...one, day: timed }, newcomer, windows)).toEqual(scanned(one, newcomer, windows))
      },
    ),
    { numRuns: 200 },
  )
})
