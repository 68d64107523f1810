/**
 * Which search lowers the cost: moves where they describe the day, ruin and recreate elsewhere; nobody loses a place by it.
 *
 * Broken on purpose, and seen to fail: moves while somebody is absent; moves for orders that may stay out for a price; no look at the budget.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Random } from '../../../src/base/random.ts'
import { makeDay } from '../../../src/model/day.ts'
import { legal } from '../../../src/model/legal.ts'
import { makeOrder } from '../../../src/model/order.ts'
import { lowerCost } from '../../../src/routing/search/lower-cost.ts'
import { Routing } from '../../../src/routing/routing.ts'
import { begin } from '../../../src/routing/search/search.ts'
import { matrixTravel } from '../../../src/travel/matrix.ts'
import { enteredRouting, warpDayArbitrary } from '../../make/warp-day.ts'

/** Doors in a row, a minute between two neighbours; the depot is door 0. */
function row(count: number, { capacity = 99, value }: { capacity?: number; value?: number } = {}): Routing {
  const seconds = Array.from({ length: count + 1 }, (_, i) => Array.from({ length: count + 1 }, (_, j) => 60 * Math.abs(i - j)))
  const costs = { perHour: 3600 }
  const day = makeDay({
    couriers: [{ id: 'k', start: 0, end: 0, shift: { start: 0, end: 200_000 }, capacity: [capacity], costs }], travel: matrixTravel({ seconds }),
  })
  const routing = new Routing(day)
  for (let i = 1; i <= count; i++) routing.enter(makeOrder({ id: `o${i}`, place: i, load: [1], ...(value === undefined ? {} : { value }) }, day))
  return routing
}

function lowered(routing: Routing, evaluations: number, absent: readonly number[] = []) {
  return lowerCost(routing.ground, routing.slabs, routing['neighbours'], { absent, evaluations, chance: new Random(1) })
}

test('moves where they describe the day', () => {
  const routing = row(8)
  for (const i of [3, 8, 1, 6, 2, 7, 5, 4]) routing.place(`o${i}`)
  const { best, state } = lowered(routing, 2000)
  expect(state.moves).toBeDefined()
  // There and back: twice eight minutes.
  expect(best.totalCost()).toBe(960)
})

test('ruin and recreate for a budget that would be spent on tables', () => {
  const routing = row(20)
  for (let i = 1; i <= 20; i++) routing.place(`o${i}`)
  // Twenty orders are four hundred pairs: a hundred evaluations are the least.
  expect(lowered(routing, 99).state.moves).toBeUndefined()
  expect(lowered(routing, 100).state.moves).toBeDefined()
})

test('moves end with their budget, but for the moves around one order', () => {
  const routing = row(60)
  const chance = new Random(5)
  const ids = Array.from({ length: 60 }, (_, i) => `o${i + 1}`)
  chance.shuffle(ids)
  for (const id of ids) routing.place(id)
  // There and back again and again: the worst that a first descent can begin with.
  expect(routing.adopt([{ courier: 'k', shift: 0, steps: ids.map((id) => ({ type: 'order', id })) }])).toBe(true)
  for (const evaluations of [900, 2000, 5000, 20_000]) {
    const { evaluations: spent, state, best } = lowered(routing, evaluations)
    expect(state.moves).toBeDefined()
    // One order beside 25 before it and 25 after it, at three each; and a round that had begun.
    expect(spent).toBeLessThan(evaluations + 50 * 3 + 1000)
    expect(best.totalCost()).toBeLessThanOrEqual(routing.cost())
  }
})

test('ruin and recreate as long as somebody is absent', () => {
  const routing = row(5, { capacity: 4 })
  for (let i = 1; i <= 5; i++) routing.place(`o${i}`)
  const full = lowered(routing, 3000, [4])
  expect(full.absent).toHaveLength(1)
  expect(full.state.moves).toBeUndefined()
  // With room for all, moves go on as soon as the fifth is served.
  const roomy = row(5)
  for (let i = 1; i <= 4; i++) roomy.place(`o${i}`)
  const served = lowered(roomy, 3000, [4])
  expect(served.absent).toEqual([])
  expect(served.state.moves).toBeDefined()
})

/** The doors in this order, by one courier. */
function through(routing: Routing, doors: readonly number[]): void {
  expect(routing.adopt([{ courier: 'k', shift: 0, steps: doors.map((i) => ({ type: 'order', id: `o${i}` })) }])).toBe(true)
}

test('an order that may stay out for a price is left to ruin and recreate, which goes on without it', () => {
  // The fifth door costs two minutes more, there and back: 120. For 100 it stays out.
  const routing = row(5, { value: 100 })
  through(routing, [2, 4, 1, 3])
  expect(routing.cost()).toBe(2 * 60 + 2 * 60 + 3 * 60 + 2 * 60 + 3 * 60)
  const { absent, state, best } = lowered(routing, 3000, [4])
  expect(absent).toEqual([4])
  expect(state.moves).toBeUndefined()
  // There along the row and back.
  expect(best.totalCost()).toBe(480)
})

test('an order that is not promised yet loses its place where it costs more than it is worth', () => {
  const routing = row(5, { value: 100 })
  for (let i = 1; i <= 5; i++) routing.place(`o${i}`)
  const task = { absent: [], evaluations: 3000, chance: new Random(1) }
  const dropped = lowerCost(routing.ground, routing.slabs, routing['neighbours'], { ...task, mayDrop: true })
  // Every door from the far end on saves 120 for 100, and so all of them stay out in the end.
  expect(dropped.best.totalCost()).toBe(0)
  expect(dropped.absent).toHaveLength(5)
  // Promised ones stay, whatever they are worth.
  expect(lowered(routing, 3000).best.totalCost()).toBe(600)
})

test('what was spent before counts', () => {
  const routing = row(8)
  through(routing, [3, 8, 1, 6, 2, 7, 5, 4])
  const task = { absent: [], evaluations: 20_000, chance: new Random(1) }
  const begun = { ...begin(routing.ground, routing.slabs, task), evaluations: 19_000, rounds: 70 }
  const { rounds, evaluations } = lowerCost(routing.ground, routing.slabs, routing['neighbours'], { ...task, from: begun })
  // A round is charged 32 at least: a thousand evaluations are thirty rounds or so, and one that had begun.
  expect(rounds).toBeGreaterThan(70)
  expect(rounds).toBeLessThan(70 + 33)
  expect(evaluations).toBeLessThan(20_000 + 1000)
})

test('nobody loses a place, routes are legal, and cost no more', () => {
  let moving = 0
  fc.assert(fc.property(fc.oneof(warpDayArbitrary(10), warpDayArbitrary(10, true)), fc.integer({ min: 50, max: 4000 }), (one, evaluations) => {
    const routing = enteredRouting(one)
    for (const order of one.orders) routing.place(order.id)
    const absent = one.orders.map((_, i) => i).filter((i) => routing.slabs.routeOf[i]! < 0)
    const before = routing.slabs.totalCost()
    const result = lowered(routing, evaluations, absent)
    if (result.state.moves) moving++
    const served = one.orders.filter((_, i) => result.best.routeOf[i]! >= 0)
    one.orders.forEach((_, i) => expect(result.best.routeOf[i]! >= 0).toBe(!result.absent.includes(i)))
    for (const stop of result.absent) expect(absent).toContain(stop)
    if (result.absent.length === absent.length) expect(result.best.totalCost()).toBeLessThanOrEqual(before)
    routing.improve({ evaluations, chance: new Random(1) })
    expect(legal(one.day, served, routing.plan())).toEqual([])
  }), { numRuns: 150 })
  expect(moving).toBeGreaterThan(20)
})

test('who has been spared for good does not come back to lower the cost', () => {
  // A row of ten doors with a courier at each end. Each delivers next door: 120 s and 120 s. One courier for both drives 960 s there and back.
  const seconds = Array.from({ length: 10 }, (_, i) => Array.from({ length: 10 }, (_, j) => 60 * Math.abs(i - j)))
  const couriers = [['a', 0], ['b', 9]].map(([id, at]) => ({
    id: id as string, start: at as number, end: at as number, shift: { start: 0, end: 9000 }, capacity: [9], costs: { perHour: 3600 },
  }))
  const day = makeDay({ couriers, travel: matrixTravel({ seconds }) })
  const routing = new Routing(day)
  for (const i of [1, 8]) routing.enter(makeOrder({ id: `o${i}`, place: i, load: [1] }, day))
  for (const i of [1, 8]) routing.place(`o${i}`)
  expect(routing.cost()).toBe(240)
  const { couriersBefore, couriers: left } = routing.improve({ evaluations: 3000, chance: new Random(1), objective: 'couriers-first' })
  expect([couriersBefore, left, routing.cost()]).toEqual([2, 1, 960])
})
