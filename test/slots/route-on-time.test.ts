/** Reliability of whole routes: where travel never varies, what the judge finds legal is always on time, and what is late never. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeDay } from '../../src/model/day.ts'
import { legal } from '../../src/model/legal.ts'
import type { Plan, PlanRoute } from '../../src/model/nouns.ts'
import { makeOrder } from '../../src/model/order.ts'
import { Routing } from '../../src/routing/routing.ts'
import { drawScenarios } from '../../src/slots/reliability.ts'
import { routeOnTime } from '../../src/slots/route-on-time.ts'
import { matrixTravel } from '../../src/travel/matrix.ts'
import { allFeatures, smallDay } from '../make/fleet.ts'

const still = drawScenarios(1, { scenarios: 2, daySpread: 0, legSpread: 0 })

test('a legal route is on time, with trips, other ends, releases, setups and types', () => {
  // The end of the shift and a second window are nobody's promise, so a route may be on time and not legal.
  const features = allFeatures.filter((feature) => feature !== 'several windows')
  fc.assert(fc.property(fc.nat(2 ** 30), (seed) => {
    const { day, orders, plan } = smallDay(seed, features)
    const routing = new Routing(day)
    for (const order of orders) routing.enter(order)
    for (const route of plan.routes) {
      const handle = day.routes.find(({ courier, shiftIndex }) => courier.id === route.courier && shiftIndex === route.shift)!.handle
      const late = (planned: PlanRoute) => {
        const visited = new Set(planned.steps.flatMap((step) => (step.type === 'order' ? [step.id] : [])))
        return legal(day, orders.filter(({ id }) => visited.has(id)), { routes: [planned] }).some(({ code }) => code === 'late')
      }
      for (const planned of [route, { ...route, steps: route.steps.toReversed() }]) {
        expect(routeOnTime(routing, still, orders[0]!, handle, planned)).toBe(late(planned) ? 0 : 1)
      }
    }
  }), { numRuns: 100 })
})

test('a shop that closes before the courier comes breaks the promise behind it; a reload takes its time and waits for what it loads', () => {
  const travel = matrixTravel({ seconds: [[0, 600, 600], [600, 0, 600], [600, 600, 0]] })
  const day = makeDay({ travel, couriers: [{ id: 'anna', start: 0, end: 0, shift: { start: 0, end: 9000 }, reload: { service: 100 } }] })
  const shopUntil = (end: number) => makeOrder({ id: 'a', place: 1, collectAt: { place: 2, service: 50, windows: [{ start: 0, end }] } }, day)
  const behind = (release: number, end: number) => makeOrder({ id: 'b', place: 1, release, windows: [{ start: 0, end }] }, day)
  const share = (steps: PlanRoute['steps'], ...orders: ReturnType<typeof shopUntil>[]) => {
    const routing = new Routing(day)
    for (const order of orders) routing.enter(order)
    const plan: Plan = { routes: [{ courier: 'anna', shift: 0, steps }] }
    return routeOnTime(routing, still, orders[0]!, 0, plan.routes[0]!)
  }
  const fetched = [{ type: 'collect', id: 'a' }, { type: 'order', id: 'a' }] as const
  expect([600, 599].map((end) => share(fetched, shopUntil(end)))).toEqual([1, 0])
  // Shop at 600 for 50 s, door at 1,250, depot at 1,850, loaded by 1,950, the second door at 2,550.
  const twice = [...fetched, { type: 'reload' }, { type: 'order', id: 'b' }] as const
  expect([2550, 2549].map((end) => share(twice, shopUntil(600), behind(0, end)))).toEqual([1, 0])
  // Released at 3,000: loaded by 3,100, there at 3,700. Without the reload the first trip would wait for it, and miss the shop.
  expect([3700, 3699].map((end) => share(twice, shopUntil(600), behind(3000, end)))).toEqual([1, 0])
  expect(share([...fetched, { type: 'order', id: 'b' }], shopUntil(600), behind(3000, 9000))).toBe(0)
})
