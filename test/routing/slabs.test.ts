import { expect, test } from 'vitest'
import { makeDay } from '../../src/model/day.ts'
import { makeOrder } from '../../src/model/order.ts'
import { Routing } from '../../src/routing/routing.ts'
import { estimateTravel } from '../../src/travel/estimate.ts'

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
