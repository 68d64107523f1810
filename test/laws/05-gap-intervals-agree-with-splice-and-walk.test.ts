/**
 * Law 5: gap intervals agree with splice-and-walk, and time-dependent travel with static travel when the profile is flat.
 *
 * Broken on purpose, and seen to fail: service left out of hi; rush hours left out of lo; the newcomer never put after all breaks of a
 * leg; a second more on the road after a break; pickups not checked in the gap; gaps that just meet the first or the last moment asked
 * for skipped; empty routes taken for twins whatever their breaks; empty routes barred where the direct way is too long.
 *
 * With reloads and other ends: the service of the other end left out; pairs across a reload; a trip that a reload cuts short still waiting
 * for all of its releases; a short cut over the newcomer not seen; a window answered otherwise because another one needs a reload.
 *
 * With setups: the next stop's as it was; the newcomer's due, or not, wherever it stands; another type's times; the plain kernel on such
 * days; empty routes taken for twins whatever their type; a break's load not looked at in the gap.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CourierInput } from '../../src/model/courier.ts'
import { makeDay } from '../../src/model/day.ts'
import type { OrderInput } from '../../src/model/order.ts'
import { makeOrder } from '../../src/model/order.ts'
import { BEFORE, GapScan, NOBODY, NO_GAP } from '../../src/routing/gaps/gaps.ts'
import type { Routing } from '../../src/routing/routing.ts'
import { matrixTravel } from '../../src/travel/matrix.ts'
import { timeProfile } from '../../src/travel/profile.ts'
import type { DayFeatures, OrderFeatures, PlannedDay } from '../make/day.ts'
import { dayInputArbitrary, HORIZON, orderArbitrary, ordersArbitrary, planned, plannedArbitrary } from '../make/day.ts'
import type { JudgedGap } from '../make/routed.ts'
import { judgedGaps, judgedInterval, judgedReloads, routed } from '../make/routed.ts'
import type { Order } from '../../src/model/nouns.ts'
import type { Window } from '../../src/time/window.ts'
import type { Place } from '../../src/travel/place.ts'
import { plannedTownArbitrary } from '../make/town.ts'

/** A planned day; where newcomers are, when not in any row of its matrix. */
type PlannedOn = PlannedDay & { readonly places?: readonly Place[] }

/** A planned day, a newcomer with an id of its own, and windows that it may ask for. */
function newcomerArbitrary(
  days: fc.Arbitrary<PlannedOn>, features: OrderFeatures,
): fc.Arbitrary<{ planned: PlannedDay; newcomer: Order; windows: Window[] }> {
  const moment = fc.integer({ min: -500, max: HORIZON + 500 })
  const window = fc.tuple(moment, moment).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }))
  const leaving = fc.tuple(days, fc.nat(2)).map(([one, leavers]) => withoutSome(one, leavers))
  return leaving.chain((one) =>
    fc.record({
      planned: fc.constant(one),
      newcomer: orderArbitrary(one.day, { ...features, ...one }).map((order) => ({ ...order, id: 'newcomer' })),
      windows: fc.array(window, { maxLength: 8 }),
    }),
  )
}

/** Some have cancelled; where they were is only driven through now. */
function withoutSome(one: PlannedOn, leavers: number): PlannedOn {
  const routing = routed(one)
  for (const { id } of one.promised.slice(0, leavers)) routing.remove(id)
  return { ...one, promised: one.promised.slice(leavers), plan: routing.plan() }
}

/** What a scan answers for the windows, all asked at once. */
function scanned(routing: Routing, newcomer: Order, windows: readonly Window[]): (JudgedGap | undefined)[] {
  const scan = new GapScan(routing.ground)
  scan.ask(windows.length)
  windows.forEach(({ start, end }, w) => {
    scan.open[w] = start
    scan.close[w] = end
  })
  routing.ask(scan, newcomer)
  routing.answer(scan)
  return windows.map((_, w) => {
    if (scan.route[w] === NO_GAP) return undefined
    const { route, position, breaksFirst, lo, hi, cost } = scan
    const gap = { route: route[w]!, position: position[w]!, breaksFirst: breaksFirst[w]!, lo: lo[w]!, hi: hi[w]!, added: cost[w]! }
    if (scan.companion[w] === NOBODY) return gap
    const when = scan.companion[w] === BEFORE ? 'before' : 'after'
    return { ...gap, companion: { when, position: scan.companionPosition[w]!, breaksFirst: scan.companionBreaks[w]! } }
  })
}

/** Two couriers who are alike but for one thing that the other may have or not. */
function nearTwins(features: DayFeatures): fc.Arbitrary<PlannedDay> {
  const inputs = dayInputArbitrary({ ...features, couriers: 2, variants: false }).filter(({ couriers }) => couriers.length === 2)
  const keys = ['shifts', 'capacity', 'skills', 'maxTasks', 'maxTravelTime', 'maxDistance', 'costs', 'speed', 'reload', 'blocked'] as const
  const differing = features.visits ? fc.constantFrom('type' as const, 'perTaskHour' as const) : fc.constantFrom(...keys)
  return fc.tuple(inputs, differing, fc.boolean()).chain(([input, key, breaksOnly]) => {
    const [one, other] = input.couriers
    const shifts = one!.shifts!.map((shift) => ({ ...shift, breaks: [] }))
    const costing = (perTaskHour: number) => ({ ...one!, costs: { ...one!.costs, perTaskHour } })
    const twin = breaksOnly && !features.visits ? { ...one!, shifts } : key === 'perTaskHour' ? costing(1800) : { ...one!, [key]: other![key] }
    const first = key === 'perTaskHour' ? costing(7200) : one!
    const given = Object.fromEntries(Object.entries({ ...twin, id: 'twin' }).filter(([, value]) => value !== undefined))
    const day = makeDay({ ...input, couriers: [first, given as unknown as CourierInput] })
    return ordersArbitrary(day, 4, features).map((orders) => planned(day, orders))
  })
}

function agrees(days: fc.Arbitrary<PlannedOn>, runs: number, features: OrderFeatures = {}): void {
  fc.assert(
    fc.property(newcomerArbitrary(days, features), ({ planned: one, newcomer, windows }) => {
      const gaps = judgedGaps(one, newcomer)
      const reloads = judgedReloads(one, newcomer)
      // both ends of every gap, and the seconds just outside
      const edges = [...gaps, ...reloads].flatMap(({ lo, hi }) => [lo - 1, lo, hi, hi + 1]).map((at) => ({ start: at, end: at }))
      const asked = [...windows, ...edges]
      const routing = routed(one)
      const together = scanned(routing, newcomer, asked)
      for (const [w, answer] of together.entries()) {
        // what is asked at once must not matter
        expect(scanned(routing, newcomer, [asked[w]!])).toEqual([answer])
        const { start, end } = asked[w]!
        const fits = ({ lo, hi }: JudgedGap): boolean => Math.max(lo, start) <= Math.min(hi, end)
        // a reload is looked for where nothing else is found
        const fitting = gaps.some(fits) ? gaps.filter(fits) : reloads.filter(fits)
        expect(answer?.added).toBe(fitting.length === 0 ? undefined : Math.min(...fitting.map(({ added }) => added)))
        if (answer !== undefined) expect(fitting).toContainEqual(answer)
      }
    }),
    { numRuns: runs, interruptAfterTimeLimit: 50_000 },
  )
}

describe('the scan finds the cheapest of all gaps that the judge finds, with the same interval', () => {
  test('on days with everything that a fleet can have', () => agrees(plannedArbitrary(6), 500))
  test('on days of one courier, where every gap shows', () => agrees(plannedArbitrary(6, { couriers: 1, variants: false }), 500))
  test('on days without breaks and limits', () => agrees(plannedArbitrary(6, { breaks: false, limits: false }), 300))
  test('on days of couriers who are alike but for one thing', () => agrees(nearTwins({}), 500))
  test('on days with reloads, other ends, positions, areas and releases', () => agrees(plannedArbitrary(6, { trips: true }), 400, { trips: true }))
  test('on such days on a map', () => agrees(plannedTownArbitrary(6, { metric: true, paidHours: false, trips: true }), 100, { trips: true }))
  const alone = { couriers: 1, variants: false, limits: false, trips: true }
  test('on days of one courier who reloads', () => agrees(plannedArbitrary(6, alone), 400, { trips: true }))
  const visits = { visits: true, paidHours: false }
  test('on days with setups, times per type of courier, costs of task hours and breaks with a most load', () => agrees(plannedArbitrary(6, visits), 500, visits))
  test('on such days of one courier', () => agrees(plannedArbitrary(6, { ...visits, couriers: 1, variants: false, limits: false }), 400, visits))
  test('on such days with reloads and other ends', () => agrees(plannedArbitrary(6, { ...visits, trips: true, variants: false, limits: false }), 400, { visits: true, trips: true }))
  const errands = { ...visits, trips: true, couriers: 1, rows: 3, variants: false, limits: false, breaks: false }
  test('on such days of one courier and few doors', () => agrees(plannedArbitrary(6, errands), 500, { visits: true, trips: true }))
  test('on days of couriers who are alike but for their type, or for what their task hours cost', () => agrees(nearTwins(visits), 300, visits))
  test('on days of couriers who are alike but for a reload, or an area', () => agrees(nearTwins({ trips: true }), 200, { trips: true }))
})

describe('a promised order A that is too late as the roads are now, and not with the newcomer on the way', () => {
  /** Depot 0, A at 1, the newcomer at 2, its other end at 3. A shift of 1000 s, and 900 s for roads that are not named. */
  const gapFor = (
    roads: Readonly<Record<string, number>>, newcomer: Partial<OrderInput>, promised: Partial<OrderInput> = {}, perTaskHour = 0,
  ): JudgedGap | undefined => {
    const seconds = [0, 1, 2, 3].map((from) => [0, 1, 2, 3].map((to) => (from === to ? 0 : roads[`${from}-${to}`] ?? 900)))
    const courier = { id: 'k', start: 0, end: 0, shift: { start: 0, end: 1000 }, costs: { perTaskHour } }
    const day = makeDay({ couriers: [courier], travel: matrixTravel({ seconds }), dimensions: 0 })
    const one = planned(day, [makeOrder({ id: 'A', place: 1, ...promised }, day)])
    const order = makeOrder({ id: 'newcomer', place: 2, ...newcomer }, day)
    const [answer] = scanned(routed(one), order, [{ start: 0, end: 1000 }])
    if (answer) expect(judgedGaps(one, order)).toContainEqual(answer)
    return answer
  }

  test('behind it, when the newcomer is collected first', () => {
    // A now: 0 → 50, back at 950, so by 100 at the latest. From 3 at 100 A is served at 200; 2 at 210, back at 220
    const gap = gapFor({ '0-1': 50, '0-3': 100, '3-1': 100, '1-2': 10, '2-0': 10 }, { collectAt: { place: 3 } })
    expect(gap).toMatchObject({ position: 1, lo: 210, hi: 990, companion: { when: 'before', position: 0 } })
  })

  test('before it, when the newcomer is brought away last', () => {
    // A now: not before 900. From 2 at 10 A is served at 20; 3 at 30, back at 230; at 3 by 800 at the latest, at A by 790, at 2 by 780
    const gap = gapFor({ '1-0': 50, '0-2': 10, '2-1': 10, '1-3': 10, '3-0': 200 }, { bringTo: { place: 3 } })
    expect(gap).toMatchObject({ position: 0, lo: 10, hi: 780, companion: { when: 'after', position: 1 } })
  })

  test('before it, whose setup it saves, when the newcomer is brought away last', () => {
    // Both at 1, by 50; no setup at A any more, so both by 800, at 3 by 900, back by 1000. 250 s on the road for 100 s and 300 s of setup.
    const gap = gapFor({ '0-1': 50, '1-0': 50, '1-3': 100, '3-0': 100 }, { place: 1, bringTo: { place: 3 } }, { setup: 300 }, 3600)
    expect(gap).toMatchObject({ position: 0, lo: 50, hi: 800, added: 250 - 400, companion: { when: 'after', position: 1 } })
  })

  test('behind it, when the newcomer is released late', () => {
    // A now: by 100 at the latest. Leaving at 200, A is served at 250; 2 at 260, back at 270
    expect(gapFor({ '0-1': 50, '1-2': 10, '2-0': 10 }, { release: 200 })).toMatchObject({ position: 1, lo: 260, hi: 990 })
  })
})

test('an order that is planned may start when the judge says', () => {
  fc.assert(
    fc.property(fc.oneof(plannedArbitrary(7), plannedArbitrary(7, { trips: true }), plannedArbitrary(7, { trips: true, visits: true })), (one) => {
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
        const timed = makeDay({ ...still, profile: flat })
        return fc.record({ still: fc.constant(day), timed: fc.constant(timed), orders: ordersArbitrary(day, 7) })
      }),
      ({ still, timed, orders }) => {
        const [newcomer, ...others] = orders
        fc.pre(newcomer !== undefined)
        const one = planned(still, others)
        const windows = [0, 1000, 2000, 4000, 6000].map((start) => ({ start, end: start + 1500 }))
        expect(scanned(routed({ ...one, day: timed }), newcomer, windows)).toEqual(scanned(routed(one), newcomer, windows))
      },
    ),
    { numRuns: 200 },
  )
})
