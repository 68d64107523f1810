/**
 * Chains of ejections: every one of a single link that works is found, whatever is found is legal, and nothing is changed by looking.
 *
 * Broken on purpose, and seen to fail: gaps before the one that is left behind not looked at; a full route looked at only where bounds have
 * moved; the loads of those who make way not counted; nobody taken out in earnest; chains not tried out; an interval too long by a minute;
 * what is known from an earlier question not charged.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Random } from '../../../src/base/random.ts'
import type { Day } from '../../../src/model/day.ts'
import { legal } from '../../../src/model/legal.ts'
import type { Order, Plan, PlanRoute, PlanStep, Slot } from '../../../src/model/nouns.ts'
import { makeOrder } from '../../../src/model/order.ts'
import { EjectSearch } from '../../../src/routing/repair/eject.ts'
import { GapScan, NO_GAP } from '../../../src/routing/gaps/gaps.ts'
import { Neighbours } from '../../../src/routing/neighbours.ts'
import type { Routing } from '../../../src/routing/routing.ts'
import { plannedArbitrary } from '../../make/day.ts'
import type { FleetFeature } from '../../make/fleet.ts'
import { fleetFeatures, smallDayArbitrary } from '../../make/fleet.ts'
import { liveBytes, routed } from '../../make/routed.ts'
import { plannedTownArbitrary } from '../../make/town.ts'

/** Routes by handle; the breaks where there is none. */
function routesOf(day: Day, plan: Plan): PlanRoute[] {
  return day.routes.map(({ courier, shiftIndex, shift }) =>
    plan.routes.find((route) => route.courier === courier.id && route.shift === shiftIndex)
    ?? { courier: courier.id, shift: shiftIndex, steps: shift.breaks.map(({ id }) => ({ type: 'break', id })) })
}

function isLegal(day: Day, orders: readonly Order[], routes: readonly PlanRoute[]): boolean {
  return legal(day, orders, { routes: routes.filter(({ steps }) => steps.some(({ type }) => type !== 'break')) }).length === 0
}

/** The route with the order at every place in turn, between any two of its steps. */
function* spliced(route: PlanRoute, order: Order): Generator<PlanRoute> {
  const step: PlanStep = { type: 'order', id: order.id }
  for (let at = 0; at <= route.steps.length; at++) yield { ...route, steps: route.steps.toSpliced(at, 0, step) }
}

/** Whether somebody can make way for the newcomer and go to another route, everybody else staying where they are. */
function makesWay(day: Day, promised: readonly Order[], plan: Plan, newcomer: Order): boolean {
  const routes = routesOf(day, plan)
  return promised.some((other) => {
    if (other.collectAt || other.bringTo) return false
    const r = routes.findIndex(({ steps }) => steps.some((step) => step.type === 'order' && step.id === other.id))
    const left = { ...routes[r]!, steps: routes[r]!.steps.filter((step) => step.type !== 'order' || step.id !== other.id) }
    const rest = promised.filter((order) => order !== other)
    if (!isLegal(day, rest, routes.with(r, left))) return false
    const takesNewcomer = [...spliced(left, newcomer)].some((taken) => isLegal(day, [...rest, newcomer], routes.with(r, taken)))
    return takesNewcomer && routes.some((route, home) =>
      home !== r && [...spliced(route, other)].some((taken) => isLegal(day, promised, routes.with(r, left).with(home, taken))))
  })
}

/** The slots that chains answer, without any other search, among those that have no direct gap. */
function chained(routing: Routing, newcomer: Order, slots: readonly Slot[]): { open: Slot[]; found: Slot[] } {
  const { ground, slabs } = routing
  const scan = new GapScan(ground)
  scan.ask(slots.length)
  for (const [w, { window }] of slots.entries()) [scan.open[w], scan.close[w]] = [window.start, window.end]
  routing.ask(scan, newcomer)
  routing.answer(scan)
  const open = slots.filter((_, w) => scan.route[w] === NO_GAP)
  routing.enter({ ...newcomer, windows: [slots[0]!.window] })
  const stop = ground.stops.orders.findIndex((order) => order?.id === newcomer.id)
  const neighbours = new Neighbours(ground.stops, ground.legs)
  for (let at = 0; at < ground.stops.rows; at++) if (slabs.routeOf[at]! >= 0) neighbours.add(at)
  const mask = new EjectSearch(ground, neighbours).run({
    slabs, stop, windows: open.length, evaluations: () => Infinity,
    open: Int32Array.from(open, ({ window }) => window.start), close: Int32Array.from(open, ({ window }) => window.end),
    found: (trial) => {
      expect(trial.routeOf[stop]).toBeGreaterThanOrEqual(0)
      // The window that the newcomer was given, which several slots may have.
      const { start, end } = { start: ground.stops.open[stop], end: ground.stops.close[stop] }
      return open.reduce((mask, { window }, w) => (window.start === start && window.end === end ? mask | (1 << w) : mask), 0)
    },
  })
  routing.leave(newcomer.id)
  return { open, found: open.filter((_, w) => (mask >> w) & 1) }
}

describe('a chain of one link is found whenever somebody can make way and go to another route', () => {
  const plain: FleetFeature[] = ['matrix', 'third courier', 'loads', 'pickups', 'skills', 'several windows', 'several shifts', 'speeds', 'rush hours']
  const kinds: Record<string, readonly FleetFeature[]> = {
    'with everything that a fleet can have': fleetFeatures,
    'where bounds and loads decide': plain,
    'of one kind of load': ['third courier', 'loads'],
  }
  for (const [name, features] of Object.entries(kinds)) {
    test(`on days ${name}`, () => {
      let ways = 0
      fc.assert(
        fc.property(smallDayArbitrary(features), ({ day, orders, plan, newcomer: input, slots }) => {
          const newcomer = makeOrder(input, day)
          fc.pre(!newcomer.collectAt && !newcomer.bringTo)
          const { open, found } = chained(routed({ day, promised: orders, plan }), newcomer, slots)
          for (const slot of open) {
            if (!makesWay(day, orders, plan, { ...newcomer, windows: [slot.window] })) continue
            ways++
            expect(found).toContain(slot)
          }
        }),
        { numRuns: 400, interruptAfterTimeLimit: 50_000 },
      )
      expect(ways).toBeGreaterThan(20)
    })
  }
})

describe('whatever is found', () => {
  const days = fc.oneof(plannedArbitrary(14, { trips: true }), plannedTownArbitrary(14, { metric: true }))
  const windows = fc.array(fc.record({ start: fc.nat(7000), width: fc.nat(1500) }), { minLength: 1, maxLength: 40 })

  test('keeps every promise and the slot, from the first moment to the last that it names, and changes nothing until it is adopted', () => {
    let finds = 0
    fc.assert(
      fc.property(days, windows, fc.nat(3000), (one, list, evaluations) => {
        const newcomer = one.rest[0]
        fc.pre(newcomer !== undefined)
        const routing = routed(one)
        const bytes = liveBytes(routing)
        const cost = routing.cost()
        const asked = list.map(({ start, width }) => ({ start, end: start + width }))
        const { found } = routing.rearrange(newcomer, asked, { evaluations, chance: new Random(5) })
        expect(found).toHaveLength(asked.length)
        expect(liveBytes(routing)).toBe(bytes)
        expect(routing.knows(newcomer.id)).toBe(false)
        for (const [w, rearrangement] of found.entries()) {
          if (rearrangement === undefined) continue
          finds++
          const lo = Math.max(rearrangement.lo, asked[w]!.start)
          const hi = Math.min(rearrangement.hi, asked[w]!.end)
          expect(lo).toBeLessThanOrEqual(hi)
          for (const start of [lo, hi]) {
            const adopted = routed(one)
            const moment = { ...newcomer, windows: [{ start, end: start }] }
            adopted.enter(moment)
            expect(adopted.adopt(rearrangement.routes)).toBe(true)
            expect(legal(one.day, [...one.promised, moment], adopted.plan())).toEqual([])
            expect(adopted.serves(newcomer.id)).toBe(true)
            if (start === lo && !paysHours(one.day)) expect(adopted.cost() - cost).toBe(rearrangement.addedCost)
          }
        }
      }),
      { numRuns: 300, interruptAfterTimeLimit: 50_000 },
    )
    expect(finds).toBeGreaterThan(50)
  })

  test('is the same though other questions were asked before', () => {
    fc.assert(
      fc.property(days, windows, fc.nat(1000), (one, list, evaluations) => {
        fc.pre(one.rest.length > 1)
        const asked = list.map(({ start, width }) => ({ start, end: start + width }))
        const [newcomer, another] = one.rest
        const ask = (routing: Routing, order: Order) => routing.rearrange(order, asked, { evaluations, chance: new Random(5) })
        const fresh = ask(routed(one), newcomer!)
        const routing = routed(one)
        ask(routing, another!)
        expect(ask(routing, newcomer!)).toEqual(fresh)
      }),
      { numRuns: 100, interruptAfterTimeLimit: 50_000 },
    )
  })
})

function paysHours(day: Day): boolean {
  return day.couriers.some(({ costs }) => costs.perPaidHour > 0)
}
