/** A travel source that says itself what its legs cost: routes are as cheap as it says, and no later than it takes. */
import { expect, test } from 'vitest'
import { Random } from '../../src/base/random.ts'
import { makeDay } from '../../src/model/day.ts'
import { makeOrder } from '../../src/model/order.ts'
import { timetable } from '../../src/model/timetable.ts'
import { Routing } from '../../src/routing/routing.ts'
import { feasibleSlots } from '../../src/slots/feasible.ts'
import { matrixTravel } from '../../src/travel/matrix.ts'

/** Three doors on a street; the way there is quick with a toll, the way round is slow and free. */
const seconds = [[0, 100, 200, 300], [100, 0, 100, 200], [200, 100, 0, 100], [300, 200, 100, 0]]
const metres = seconds.map((row) => row.map((leg) => leg * 10))
const costs = [[0, 70, 1, 70], [70, 0, 70, 1], [70, 1, 0, 70], [1, 70, 70, 0]]

function dayOf(rates: object) {
  return makeDay({
    couriers: [{ id: 'k', start: 0, end: 0, shift: { start: 0, end: 20_000 }, speed: 2, costs: rates }],
    travel: matrixTravel({ seconds, metres, costs }),
  })
}

// Broken on purpose: without `hasCosts` in `isSeconds` the legs cost their seconds, and the search keeps the short round.
test('legs cost what the source says, whatever an hour and a kilometre cost, at any speed', () => {
  for (const rates of [{}, { perHour: 9000, perKm: 50 }]) {
    const day = dayOf({ ...rates, fixed: 5, perTaskHour: 3600 })
    const routing = new Routing(day)
    for (const id of ['1', '2', '3']) {
      routing.enter(makeOrder({ id, place: Number(id), service: 60, windows: [{ start: 0, end: 20_000 }] }, day))
      expect(routing.place(id)).toBe(true)
    }
    routing.improve({ evaluations: 20_000, chance: new Random(1) })
    // 0–2–1–3–0 costs 4 × 1; every other round at least one 70. With 5 for the van and 3 × 60 s at the doors: 189.
    const plan = routing.plan()
    expect(plan.routes[0]!.steps.map((step) => ('id' in step ? step.id : step.type))).toEqual(['2', '1', '3'])
    expect(routing.cost()).toBe(189)
    const orders = new Map(['1', '2', '3'].map((id) => [id, routing.order(id)]))
    // It takes 200 + 100 + 200 + 300 = 800 s at the source's speed, and half of that at twice the speed.
    const [sheet] = timetable(day, orders, plan)
    expect([sheet!.cost, sheet!.travel, sheet!.metres]).toEqual([189, 400, 8000])
  }
})

test('a newcomer at a place that nobody visits yet is priced like everybody', () => {
  const day = dayOf({})
  const routing = new Routing(day)
  routing.enter(makeOrder({ id: '2', place: 2, windows: [{ start: 0, end: 20_000 }] }, day))
  expect(routing.place('2')).toBe(true)
  // 0–2–0: 1 + 70.
  expect(routing.cost()).toBe(71)
  routing.enter(makeOrder({ id: '1', place: 1, windows: [{ start: 0, end: 20_000 }] }, day))
  expect(routing.place('1')).toBe(true)
  // 0–2–1–0 is 1 + 1 + 70; 0–1–2–0 would be 70 + 70 + 70.
  expect(routing.cost()).toBe(72)
})

// Broken on purpose: without `costColumnInto` a stranger's legs cost nothing but the leg that falls away.
test('a newcomer whose place the day does not know yet is asked about at the source', () => {
  // The same street without its rows, as a source of one's own has none.
  const { rows: _, ...travel } = matrixTravel({ seconds, metres, costs })
  const day = makeDay({
    couriers: [{ id: 'k', start: 0, end: 0, shift: { start: 0, end: 20_000 } }], travel, slots: [{ id: 'any', start: 0, end: 20_000 }],
  })
  const routing = new Routing(day)
  routing.enter(makeOrder({ id: '2', place: 2, windows: [{ start: 0, end: 20_000 }] }, day))
  expect(routing.place('2')).toBe(true)
  const order = makeOrder({ id: '1', place: 1 }, day)
  const { fits } = feasibleSlots(routing, order, day.slots, { evaluations: 0, chance: new Random(1) })
  // Between 2 and the depot: 1 + 70 instead of 70.
  expect(fits.map(({ addedCost }) => addedCost)).toEqual([1])
})
