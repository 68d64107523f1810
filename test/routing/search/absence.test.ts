/**
 * Orders that may stay out at a price.
 *
 * Broken on purpose, and seen to fail: the price not counted in the cost; optional stops counted as lost; insertion at any price.
 */
import { describe, expect, test } from 'vitest'
import { Random } from '../../../src/base/random.ts'
import { makeDay } from '../../../src/model/day.ts'
import { legal } from '../../../src/model/legal.ts'
import type { Order } from '../../../src/model/nouns.ts'
import { makeOrder } from '../../../src/model/order.ts'
import { Routing } from '../../../src/routing/routing.ts'
import { matrixTravel } from '../../../src/travel/matrix.ts'

/** On a line: row i is 100 seconds times i from the depot, which is row 0. A second costs one unit. */
const line = (rows: number) =>
  matrixTravel({ seconds: Array.from({ length: rows }, (_, i) => Array.from({ length: rows }, (_, j) => 100 * Math.abs(i - j))) })

function planned(rows: number, orders: readonly Partial<Order>[], promised: readonly string[] = []) {
  const day = makeDay({
    couriers: [{ id: 'k', start: 0, end: 0, shift: { start: 0, end: 36_000 }, capacity: [3], costs: { perHour: 3600 } }],
    travel: line(rows),
  })
  const made = orders.map((order) => makeOrder({ service: 0, windows: [{ start: 0, end: 36_000 }], load: [1], ...order } as never, day))
  const routing = new Routing(day)
  for (const order of made) routing.enter(order)
  for (const id of promised) routing.place(id)
  return { day, made, routing }
}

function improve(routing: Routing, mayDrop: boolean) {
  routing.improve({ evaluations: 20_000, chance: new Random(1), mayDrop })
  return routing.absent().toSorted()
}

describe('an order with a value', () => {
  test('stays out where serving it costs more, and is served where it costs less', () => {
    // The near one is 300 seconds out and 300 back: 600. The far one lies 200 further: 400 more.
    const out = planned(6, [{ id: 'near', place: 3 }, { id: 'far', place: 5, value: 399 }])
    expect(improve(out.routing, true)).toEqual(['far'])
    const worth = planned(6, [{ id: 'near', place: 3 }, { id: 'far', place: 5, value: 401 }])
    expect(improve(worth.routing, true)).toEqual([])
    expect(worth.routing.cost()).toBe(1000)
  })

  test('makes room for those that are worth more, whatever their priority', () => {
    // Room for three. Each costs at most 200 more than nothing; the one worth least stays out.
    const { day, made, routing } = planned(3, [
      { id: 'a', place: 1, value: 5000, priority: 0 }, { id: 'b', place: 1, value: 4000, priority: 100 },
      { id: 'c', place: 1, value: 6000, priority: 50 }, { id: 'd', place: 1, value: 7000, priority: 0 },
    ])
    expect(improve(routing, true)).toEqual(['b'])
    expect(legal(day, made.filter(({ id }) => id !== 'b'), routing.plan())).toEqual([])
  })

  test('never takes the place of one that must be served', () => {
    const { routing } = planned(3, [
      { id: 'a', place: 1, value: 90_000 }, { id: 'b', place: 1 }, { id: 'c', place: 1 }, { id: 'd', place: 2 },
    ])
    expect(improve(routing, true)).toEqual(['a'])
  })

  test('is kept at any cost once it is promised', () => {
    const { routing } = planned(6, [{ id: 'far', place: 5, value: 1 }], ['far'])
    expect(improve(routing, false)).toEqual([])
    expect(routing.cost()).toBe(1000)
    expect(improve(routing, true)).toEqual(['far'])
  })
})
