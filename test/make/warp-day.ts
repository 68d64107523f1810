/** Small days in minutes of a few numbers, routes of them that may be late and too full, and what such a plan costs, told the slow way. */
import fc from 'fast-check'
import { expect } from 'vitest'
import { Random } from '../../src/base/random.ts'
import { makeDay } from '../../src/model/day.ts'
import { makeOrder } from '../../src/model/order.ts'
import type { Day } from '../../src/model/day.ts'
import type { Order } from '../../src/model/nouns.ts'
import { WarpRoutes } from '../../src/routing/moves/warp-routes.ts'
import { Routing } from '../../src/routing/routing.ts'
import { matrixTravel } from '../../src/travel/matrix.ts'

/** Every window lies between 0 and this moment. */
const END = 90

export interface WarpDay {
  readonly day: Day
  readonly orders: readonly Order[]
  /** By route: places in `orders`, as the search may have them. */
  readonly lists: readonly (readonly number[])[]
  readonly warpRate: number
  readonly loadRate: number
  readonly seed: number
}

/** One to three couriers and up to `most` orders, in any routes; roomy days have long shifts and vans that hold much. */
export function warpDayArbitrary(most: number, roomy = false): fc.Arbitrary<WarpDay> {
  const rows = 5
  const leg = fc.nat(15)
  const span = fc.tuple(fc.nat(END), fc.nat(END)).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }))
  const courier = fc.record({
    start: fc.nat(rows - 1), end: fc.nat(rows - 1), shift: roomy ? fc.constant({ start: 0, end: 3 * END }) : span,
    capacity: fc.array(fc.integer({ min: roomy ? 8 : 0, max: roomy ? 20 : 9 }), { minLength: 2, maxLength: 2 }),
    fixed: fc.constantFrom(0, 0, 40), skilled: fc.boolean(), maxTasks: fc.constantFrom(undefined, undefined, 2),
  })
  const order = fc.record({
    place: fc.nat(rows - 1), service: fc.nat(6), window: span, load: fc.array(fc.nat(4), { minLength: 2, maxLength: 2 }),
    skilled: fc.constantFrom(false, false, false, true), route: fc.nat(2), turn: fc.nat(99),
  })
  return fc
    .record({
      seconds: fc.array(fc.array(leg, { minLength: rows, maxLength: rows }), { minLength: rows, maxLength: rows }),
      couriers: fc.array(courier, { minLength: 1, maxLength: 3 }),
      alike: fc.boolean(),
      orders: fc.array(order, { minLength: 1, maxLength: most }),
      perPaidHour: fc.constantFrom(0, 3600, 7200, 1000),
      perTaskHour: fc.constantFrom(0, 3600),
      warpRate: fc.constantFrom(0.0625, 1, 7.5),
      loadRate: fc.constantFrom(0.5, 3, 20),
      seed: fc.nat(1000),
    })
    .map(({ seconds, couriers, alike, orders, perPaidHour, perTaskHour, ...rest }) => {
      const day = makeDay({
        couriers: couriers.map((one, i) => {
          const { start, end, shift, capacity, fixed, skilled, maxTasks } = alike ? couriers[0]! : one
          const costs = { perHour: 3600, fixed, perPaidHour, perTaskHour }
          return { id: `k${i}`, start, end, shift, capacity, costs, skills: skilled ? ['lift'] : [], ...(maxTasks ? { maxTasks } : {}) }
        }),
        travel: matrixTravel({ seconds }),
        dimensions: 2,
      })
      const all = orders.map(({ place, service, window, load, skilled }, i) =>
        makeOrder({ id: `o${i}`, place, service, load, windows: [window], skills: skilled ? ['lift'] : [] }, day))
      const lists = couriers.map((_, r) =>
        orders.map((one, i) => ({ ...one, i })).filter((one) => one.route % couriers.length === r).sort((a, b) => a.turn - b.turn).map(({ i }) => i))
      return { day, orders: all, lists, ...rest }
    })
}

/** All orders entered, none placed. */
export function enteredRouting({ day, orders }: WarpDay): Routing {
  const routing = new Routing(day)
  for (const order of orders) routing.enter(order)
  return routing
}

/** The routes of the day as the search has them; handles of stops are the places of the orders. */
export function warpRoutes(one: WarpDay, routing = enteredRouting(one)): WarpRoutes {
  const routes = new WarpRoutes(routing.ground, one.day.routes.map(({ handle }) => handle), one.orders.map((_, i) => i))
  routes.warpRate = one.warpRate
  routes.loadRate = one.loadRate
  one.lists.forEach((list, r) => routes.lay(r, list))
  return routes
}

/** A route walked from every moment that its courier may leave at: least warp first, then least waiting. */
export function walked({ day, orders }: WarpDay, r: number, list: readonly number[]): { warp: number; wait: number } {
  if (list.length === 0) return { warp: 0, wait: 0 }
  const { shift, courier } = day.routes[r]!
  let best = { warp: Infinity, wait: Infinity }
  for (let leave = shift.start; leave <= shift.end; leave++) {
    let [now, warp, wait] = [leave, 0, 0]
    const reach = (by: number) => {
      warp += Math.max(0, now - by)
      now = Math.min(now, by)
    }
    let at = shift.from!
    for (const i of list) {
      const { place, service, windows } = orders[i]!
      now += day.grid.secondsBetween(at, place, 0)
      reach(windows[0]!.end)
      wait += Math.max(0, windows[0]!.start - now)
      now = Math.max(now, windows[0]!.start) + service
      at = place
    }
    now += day.grid.secondsBetween(at, shift.to!, 0)
    reach(shift.end)
    if (warp < best.warp || (warp === best.warp && wait < best.wait)) best = { warp, wait }
  }
  expect(courier.id).toBe(`k${r}`)
  return best
}

/** What the plan costs in the parts of a cost unit that the search counts in, by walking all of it. */
export function walkedPrice(one: WarpDay, routes: WarpRoutes, lists: readonly (readonly number[])[]): number {
  const { day, orders } = one
  // Parts of a cost unit per paid second: a whole number.
  const rate = (day.couriers[0]!.costs.perPaidHour * routes.fineness) / 3600
  let price = 0
  lists.forEach((list, r) => {
    if (list.length === 0) return
    const { shift, courier } = day.routes[r]!
    const places = [shift.from!, ...list.map((i) => orders[i]!.place), shift.to!]
    let travel = 0
    for (let i = 0; i + 1 < places.length; i++) travel += day.grid.secondsBetween(places[i]!, places[i + 1]!, 0)
    const { warp, wait } = walked(one, r, list)
    let over = Math.max(0, list.length - courier.maxTasks)
    for (let d = 0; d < 2; d++) over += Math.max(0, list.reduce((sum, i) => sum + orders[i]!.delivery[d]!, 0) - courier.capacity[d]!)
    price += routes.fineness * (courier.costs.fixed + travel) + rate * (travel + wait)
    price += one.warpRate * warp + one.loadRate * over
  })
  return price
}

/** The routes as lists. */
export function listsOf(routes: WarpRoutes): number[][] {
  return Array.from({ length: routes.routes }, (_, r) => routes.numbersIn(r))
}

/** Chance of the day's own. */
export function chanceOf({ seed }: WarpDay): Random {
  return new Random(seed)
}
