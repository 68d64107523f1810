import { expect, test } from 'vitest'
import { makeDay } from '../../src/model/day.ts'
import { makeOrder } from '../../src/model/order.ts'
import { Routing } from '../../src/routing/routing.ts'
import { estimateTravel } from '../../src/travel/estimate.ts'
import { matrixTravel } from '../../src/travel/matrix.ts'

// Broken on purpose by growing to twice the size whenever another set of slabs is larger: the arrays double with each step.
test('an order lifted and put back again and again takes no more room', () => {
  const day = makeDay({
    travel: estimateTravel({ kilometresPerHour: 30 }),
    couriers: [{ id: 'k1', start: [13, 52], end: [13, 52], capacity: [1000], shift: { start: 0, end: 200_000 } }],
  })
  const routing = new Routing(day)
  const enter = (i: number) =>
    routing.enter(makeOrder({ id: `o${i}`, place: [13 + i * 1e-4, 52], load: [1], service: 60, windows: [{ start: 0, end: 190_000 }] }, day))
  const liftAll = () => {
    for (let i = 0; i < 8; i++) {
      routing.lift(`o${i}`)
      routing.putBackLifted()
    }
  }
  for (let i = 0; i < 100; i++) enter(i)
  for (let i = 0; i < 40; i++) expect(routing.place(`o${i}`)).toBe(true)
  liftAll()
  const steps = Array.from({ length: 100 }, (_, i) => ({ type: 'order' as const, id: `o${i}` }))
  expect(routing.adopt([{ courier: 'k1', shift: 0, steps }])).toBe(true)
  liftAll()
  expect(routing.slabs.routeOf.length).toBeLessThan(1000)
  expect(routing.slabs.width).toBeLessThan(1000)
})

test('memory is bounded: by the most stops of a route, and by a clear error where even that is too much', () => {
  const shifts = Array.from({ length: 100 }, () => ({ start: 0, end: 36_000 }))
  const couriers = Array.from({ length: 330 }, (_, i) => ({ id: `k${i}`, start: 0, end: 0, shifts }))
  const routing = new Routing(makeDay({ couriers, travel: matrixTravel({ seconds: [[0]] }) }))
  // 2 ** 24 positions in 33,000 routes are 508 each; half of them, 254, are for orders.
  expect(routing.ground.fleet.maxTasks[0]).toBe(254)
  expect(() => routing.slabs.fitWidth(509)).toThrow(/too-many at couriers.*33000 shifts.*at most 32961 shifts of up to 507 stops/)
  expect(routing.slabs.width).toBe(32)
})
