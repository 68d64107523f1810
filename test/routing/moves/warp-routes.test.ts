/**
 * Time warp through segments: what lies before a node, what lies after it, and any pieces between make up the route that a walk finds.
 *
 * Broken on purpose, and seen to fail: the latest end not moved by a wait; the earliest start not moved by warp; the load of the first order
 * left out; a fixed cost for empty routes.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { refresh } from '../../../src/routing/bounds.ts'
import { Ride, rideToll } from '../../../src/routing/moves/ride.ts'
import { NEXT, NONE, SHIFT } from '../../../src/routing/moves/warp-routes.ts'
import type { WarpRoutes } from '../../../src/routing/moves/warp-routes.ts'
import { enteredRouting, walked, walkedPrice, warpDayArbitrary, warpRoutes } from '../../make/warp-day.ts'

/** Start, orders and end of a route. */
function nodesOf(routes: WarpRoutes, r: number): number[] {
  return [routes.startOf(r), ...routes.numbersIn(r).map((i) => i << SHIFT), routes.endOf(r)]
}

test('warp and waiting are those of the best walk, and the price of the plan is that of all walks', () => {
  let late = 0
  fc.assert(
    fc.property(warpDayArbitrary(8), (one) => {
      const routes = warpRoutes(one)
      one.lists.forEach((list, r) => {
        expect({ warp: routes.warp[r], wait: routes.wait[r] }).toEqual(walked(one, r, list))
        if (routes.warp[r]! > 0) late++
      })
      expect(routes.total()).toBe(walkedPrice(one, routes, one.lists))
    }),
    { numRuns: 400 },
  )
  expect(late).toBeGreaterThan(100)
})

test('a route cut anywhere, into two pieces or four, is the same route', () => {
  fc.assert(
    fc.property(warpDayArbitrary(8), (one) => {
      const routes = warpRoutes(one)
      const ride = new Ride(routes)
      for (let r = 0; r < routes.routes; r++) {
        const nodes = nodesOf(routes, r)
        const toll = routes.warpRate * routes.warp[r]! + routes.waitRate * routes.wait[r]!
        if (nodes.length === 2) continue
        for (let a = 0; a + 1 < nodes.length; a++) {
          expect(rideToll(routes, nodes[a]!, NONE, NONE, nodes[a + 1]!)).toBe(toll)
          for (let b = a + 1; b + 1 < nodes.length; b++) {
            expect(rideToll(routes, nodes[a]!, nodes[a + 1]!, nodes[b]!, nodes[b + 1]!)).toBe(toll)
            for (let c = b + 1; c + 1 < nodes.length; c++) {
              ride.leave(nodes[a]!)
              ride.along(nodes[a + 1]!, nodes[b]!)
              ride.along(nodes[b + 1]!, nodes[c]!)
              expect(ride.join(nodes[c + 1]!)).toBe(toll)
            }
          }
        }
      }
    }),
    { numRuns: 200 },
  )
})

test('a piece ridden back is the same as the piece laid the other way round', () => {
  fc.assert(
    fc.property(warpDayArbitrary(6), (one) => {
      const routes = warpRoutes(one)
      const turned = warpRoutes({ ...one, lists: one.lists.map((list) => list.toReversed()) })
      const ride = new Ride(routes)
      for (let r = 0; r < routes.routes; r++) {
        const nodes = nodesOf(routes, r)
        if (nodes.length === 2) continue
        ride.leave(nodes[0]!)
        ride.back(nodes.at(-2)!, nodes[1]!)
        expect(ride.join(nodes.at(-1)!)).toBe(turned.warpRate * turned.warp[r]! + turned.waitRate * turned.wait[r]!)
      }
    }),
    { numRuns: 200 },
  )
})

test('routes without warp and overload are those that the bounds call legal, and cost the same', () => {
  let legal = 0
  fc.assert(
    fc.property(warpDayArbitrary(5), (one) => {
      const routing = enteredRouting(one)
      const { ground, slabs } = routing
      const routes = warpRoutes(one, routing)
      one.lists.forEach((list, r) => {
        slabs.write(r, list, ground.stops.place, Array<number>(list.length + 1).fill(0))
        const isLegal = refresh(ground, slabs, r)
        expect(isLegal).toBe(routes.warp[r] === 0 && routes.overload(r) === 0)
        if (!isLegal || list.length === 0) return
        legal++
        const { perPaidHour, perTaskHour } = one.day.couriers[0]!.costs
        const service = list.reduce((sum, i) => sum + one.orders[i]!.service, 0)
        // Service at the door is the same in all routes, and not among their prices.
        const price = (routes.legs[r]! + routes.toll[r]!) / routes.fineness + (service * (perPaidHour + perTaskHour)) / 3600
        // A paid hour may cost parts of a unit; the route as a whole is rounded.
        expect(slabs.cost[r]).toBe(Math.round(price))
      })
    }),
    { numRuns: 400 },
  )
  expect(legal).toBeGreaterThan(100)
})

test('the first empty route of each kind is known whenever routes fill and empty', () => {
  fc.assert(
    fc.property(warpDayArbitrary(4), (one) => {
      const routes = warpRoutes(one)
      const { twin } = enteredRouting(one).ground.fleet
      const seen = new Set<number>()
      const firsts = Array.from({ length: routes.routes }, (_, r) => r).filter((r) => {
        if (routes.nodes[routes.startOf(r) + NEXT] !== routes.endOf(r) || seen.has(twin[r]!)) return false
        seen.add(twin[r]!)
        return true
      })
      expect([...routes.empty.subarray(0, routes.empties)]).toEqual(firsts)
    }),
  )
})
