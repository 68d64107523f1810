/**
 * Law 6: cost after = cost before + delta, exactly, for every edit; undo restores the bytes.
 *
 * Broken on purpose, and seen to fail: the cost of the second leg, the number of orders, the loads, the latest starts before and the
 * earliest departures behind an insertion not brought up to date; the cost of sending somebody out left out; leg costs not copied with
 * a route; breaks lost when a stop is taken out; breaks before an other end put behind it; the leg between two ends counted
 * as two; an order put in with the other end of the one that was asked for; one end of an order put back
 * and not the other; task hours left out of an insertion that changes the arrays in place; the paid hours of a next stop that is spared its
 * setup as if it were not.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Random } from '../../src/base/random.ts'
import { legal } from '../../src/model/legal.ts'
import type { Order } from '../../src/model/nouns.ts'
import { timetable } from '../../src/model/timetable.ts'
import { refresh } from '../../src/routing/bounds.ts'
import { insertStop, removeStop } from '../../src/routing/gaps/edit.ts'
import { GapScan, NOBODY, NO_GAP } from '../../src/routing/gaps/gaps.ts'
import { isExact } from '../../src/routing/paid-hours.ts'
import { Routing } from '../../src/routing/routing.ts'
import { ALONE, OWN } from '../../src/routing/stops.ts'
import type { PlannedDay } from '../make/day.ts'
import { dayArbitrary, ordersArbitrary, planned, plannedArbitrary } from '../make/day.ts'
import { liveBytes, routed } from '../make/routed.ts'
import { plannedTownArbitrary } from '../make/town.ts'

/** Days with nothing but deliveries and windows: their insertions change the arrays in place. */
const plainDays = dayArbitrary({ breaks: false, limits: false }).chain((day) =>
  ordersArbitrary(day, 10).map((orders) => planned(day, orders.map((order) => ({ ...order, pickup: order.pickup.map(() => 0) })))))

/** Days with reloads, other ends, positions, areas and releases. */
const trips = fc.oneof(plannedArbitrary(8, { paidHours: true, trips: true }), plannedTownArbitrary(8, { metric: true, trips: true }))

/** Days with setups, types of couriers, task hours and breaks with a most load. */
const visits = fc.oneof(
  plannedArbitrary(8, { paidHours: true, visits: true, limits: false }), plannedArbitrary(8, { paidHours: true, visits: true, trips: true, profile: false }),
  plannedTownArbitrary(8, { metric: true, visits: true }),
  // paid hours are foreseen exactly without breaks and rush hours
  plannedArbitrary(8, { paidHours: true, visits: true, breaks: false, profile: false, rows: 4 }),
)

/** Plain days of couriers who differ in type and in what their task hours cost. */
const typedDays = dayArbitrary({ breaks: false, limits: false, visits: true }).chain((day) =>
  ordersArbitrary(day, 10).map((orders) => planned(day, orders.map((order) => (
    { ...order, pickup: order.pickup.map(() => 0), perType: [{ type: 'van', service: 2 * order.service }] })))))

/** A day with a plan, on a map now and then; orders beyond the plan may be placed later. */
const days = fc.oneof(
  plannedArbitrary(8, { paidHours: true }), plannedTownArbitrary(8, { metric: true, paidHours: true }), plainDays, typedDays, trips, trips, visits, visits,
)

/** Where the newcomer may go: a scan of its own windows, and the windows that have a gap. */
function scanFor(routing: Routing, order: Order): { scan: GapScan; open: number[] } {
  const scan = new GapScan(routing.ground)
  scan.ask(order.windows.length)
  order.windows.forEach(({ start, end }, w) => {
    scan.open[w] = start
    scan.close[w] = end
  })
  routing.ask(scan, order)
  routing.answer(scan)
  return { scan, open: order.windows.flatMap((_, w) => (scan.route[w] === NO_GAP ? [] : [w])) }
}

/**
 * What an insertion adds is known beforehand, but for paid hours on routes with breaks, rush hours, releases or a choice of windows. With
 * a companion the route is computed whole, so that only a choice of windows of the order itself leaves paid hours open.
 */
function foreseen({ ground, slabs }: Routing, scan: GapScan, w: number): boolean {
  const r = scan.route[w]!
  return ground.fleet.paidRate[r] === 0 || isExact(ground, slabs, r) || (scan.companion[w] !== NOBODY && scan.windows === 1)
}

/** One edit: which kind, and which order or seed. */
const edits = fc.array(fc.record({ kind: fc.constantFrom('place', 'remove', 'lift', 'rearrange', 'improve'), at: fc.nat(1000) }), {
  minLength: 1, maxLength: 12, size: 'max',
})

/** Makes the edit and tells by how much the cost was said to rise. */
function edit(routing: Routing, one: PlannedDay, kind: string, at: number): number {
  const all = [...one.promised, ...one.rest]
  const order = all[at % all.length]!
  const before = routing.cost()
  const chance = new Random(at)
  if (kind === 'improve') {
    const { before: then, after } = routing.improve({ evaluations: at, chance })
    expect(then).toBe(before)
    return after - then
  }
  if (kind === 'place' && !routing.knows(order.id)) {
    const { scan, open } = scanFor(routing, order)
    const w = open[at % open.length]
    if (w === undefined) return 0
    routing.enter(order)
    expect(routing.placeAt(order.id, scan, w)).toBe(true)
    return foreseen(routing, scan, w) ? scan.cost[w]! : routing.cost() - before
  }
  if (kind === 'rearrange' && !routing.knows(order.id)) {
    const [found] = routing.rearrange(order, [order.windows[0]!], { evaluations: 300, chance }).found
    expect(routing.cost()).toBe(before)
    if (!found) return 0
    routing.enter({ ...order, windows: [order.windows[0]!] })
    expect(routing.adopt(found.routes)).toBe(true)
    return found.addedCost
  }
  if (kind === 'lift' && routing.serves(order.id)) {
    const bytes = liveBytes(routing)
    const plan = routing.plan()
    routing.lift(order.id)
    routing.putBackLifted()
    expect(liveBytes(routing)).toBe(bytes)
    expect(routing.plan()).toEqual(plan)
    return 0
  }
  if (kind === 'remove' && routing.serves(order.id)) {
    routing.lift(order.id)
    const without = routing.cost()
    routing.discardLifted()
    return without - before
  }
  return 0
}

describe('the cost', () => {
  test('of the routes is that of the route sheets, and every edit raises it by what it says', () => {
    fc.assert(
      fc.property(days, edits, (one, list) => {
        fc.pre(one.promised.length + one.rest.length > 0)
        const routing = routed(one)
        for (const { kind, at } of list) {
          const before = routing.cost()
          const said = edit(routing, one, kind, at)
          expect(routing.cost() - before).toBe(said)
          const plan = routing.plan()
          const served = [...one.promised, ...one.rest].filter(({ id }) => routing.knows(id)).map(({ id }) => routing.order(id))
          const orders = new Map(served.map((order) => [order.id, order]))
          expect(routing.cost()).toBe(timetable(one.day, orders, plan).reduce((sum, { cost }) => sum + cost, 0))
          expect(legal(one.day, served, plan)).toEqual([])
        }
      }),
      { numRuns: 400, interruptAfterTimeLimit: 50_000 },
    )
  })
})

test('an insertion leaves every array as computing the route anew would', () => {
  let inserted = 0
  let inPairs = 0
  fc.assert(
    fc.property(fc.oneof(days, plainDays, trips), (one) => {
      const routing = new Routing(one.day)
      for (const order of [...one.promised, ...one.rest]) {
        routing.enter(order)
        const { scan, open } = scanFor(routing, order)
        if (open.length === 0) continue
        expect(routing.placeAt(order.id, scan, open[0]!)).toBe(true)
        inserted++
        if (scan.companion[open[0]!] !== NOBODY) inPairs++
        const bytes = liveBytes(routing)
        for (let r = 0; r < one.day.routes.length; r++) expect(refresh(routing.ground, routing.slabs, r)).toBe(true)
        expect(liveBytes(routing)).toBe(bytes)
      }
    }),
    { numRuns: 400 },
  )
  expect(inserted).toBeGreaterThan(300)
  expect(inPairs).toBeGreaterThan(20)
})

/** Takes a stop and its companion out. */
function takeBoth({ ground, slabs }: Routing, stop: number, scan: GapScan): boolean {
  const mate = ground.stops.other[stop] === ALONE ? scan.companionStop[0]! : ground.stops.other[stop]!
  const r = slabs.routeOf[stop]!
  for (const end of [stop, mate]) slabs.unsplice(r, slabs.posOf[end]!, 1)
  return refresh(ground, slabs, r)
}

describe('undo', () => {
  test('of an insertion restores every array', () => {
    fc.assert(
      fc.property(days, (one) => {
        const routing = routed(one)
        for (const order of one.rest) {
          const any = { ...order, windows: [{ start: 0, end: 8000 }] }
          routing.enter(any)
          const { scan, open } = scanFor(routing, any)
          if (open.length === 0) continue
          const bytes = liveBytes(routing)
          const { stops } = routing.ground
          const stop = stops.orders.findIndex((other, row) => other?.id === order.id && stops.role[row] === OWN)
          expect(insertStop(routing.ground, routing.slabs, stop, scan, 0)).toBe(true)
          expect(routing.slabs.totalCost()).toBe(routing.cost())
          if (scan.companion[0] === NOBODY) expect(removeStop(routing.ground, routing.slabs, stop)).toBe(true)
          else expect(takeBoth(routing, stop, scan)).toBe(true)
          expect(liveBytes(routing)).toBe(bytes)
        }
      }),
      { numRuns: 400 },
    )
  })

  test('of a removal restores every array', () => {
    fc.assert(
      fc.property(days, (one) => {
        const routing = routed(one)
        for (const { id } of one.promised) {
          const bytes = liveBytes(routing)
          routing.lift(id)
          routing.putBackLifted()
          expect(liveBytes(routing)).toBe(bytes)
          // the stops as well, of which the routes are made
          for (let r = 0; r < one.day.routes.length; r++) expect(refresh(routing.ground, routing.slabs, r)).toBe(true)
          expect(liveBytes(routing)).toBe(bytes)
        }
      }),
      { numRuns: 400 },
    )
  })
})
