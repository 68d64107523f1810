/** The travel that an offer says it adds is what the judge's walk finds when the newcomer is in, its other end and reloads included. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Random } from '../../src/base/random.ts'
import type { PlanRoute } from '../../src/model/nouns.ts'
import { makeOrder } from '../../src/model/order.ts'
import { isDriven, stopsOf } from '../../src/model/stop.ts'
import { walk } from '../../src/model/walk.ts'
import { Routing } from '../../src/routing/routing.ts'
import { feasibleSlots } from '../../src/slots/feasible.ts'
import { smallDay } from '../make/fleet.ts'

test('added travel is travel after less travel before', () => {
  let seen = 0
  fc.assert(fc.property(fc.nat(2 ** 30), (seed) => {
    const { day, orders, plan, newcomer, slots } = smallDay(seed)
    const routing = new Routing(day)
    for (const order of orders) routing.enter(order)
    expect(routing.adopt(plan.routes)).toBe(true)
    const order = makeOrder(newcomer, day)
    const known = new Map([...orders, order].map((one) => [one.id, one]))
    const travel = (route: PlanRoute | undefined): number => {
      if (route === undefined) return 0
      const spec = day.routes.find(({ courier, shiftIndex }) => courier.id === route.courier && shiftIndex === route.shift)!
      const stops = stopsOf(spec, route.steps, known)
      return isDriven(stops) ? walk(day, spec, stops, { from: spec.shift.start }).at(-1)!.travel : 0
    }
    for (const fit of feasibleSlots(routing, order, slots, { evaluations: 0, chance: new Random(1) }).fits) {
      const after = fit.touched()
      const before = plan.routes.find(({ courier, shift }) => courier === after.courier && shift === after.shift)
      expect(fit.addedTravel).toBe(travel(after) - travel(before))
      if (after.steps.length > (before?.steps.length ?? 0) + 1) seen++
    }
  }), { numRuns: 150 })
  // Newcomers that bring a companion were among them.
  expect(seen).toBeGreaterThan(20)
})
