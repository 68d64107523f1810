import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeDay } from '../../src/model/day.ts'
import { legal } from '../../src/model/legal.ts'
import type { Order } from '../../src/model/nouns.ts'
import { makeOrder } from '../../src/model/order.ts'
import { timetable } from '../../src/model/timetable.ts'
import { FARTHEST } from '../../src/time/seconds.ts'
import { matrixTravel } from '../../src/travel/matrix.ts'
import { plannedArbitrary } from '../make/day.ts'
import { simulate } from '../make/simulate.ts'

const byId = (orders: readonly Order[]): Map<string, Order> => new Map(orders.map((order) => [order.id, order]))

describe('a route sheet', () => {
  const travel = matrixTravel({ seconds: [[0, 100, 200], [150, 0, 100], [300, 150, 0]], metres: [[0, 1000, 2000], [1500, 0, 1000], [3000, 1500, 0]] })
  const day = makeDay({
    travel,
    couriers: [{ id: 'k', start: 0, end: 0, shift: { start: 0, end: 2000 }, costs: { fixed: 500, perHour: 3600, perKm: 10 } }],
  })
  const orders = byId([
    makeOrder({ id: 'a', place: 1, load: 2, service: 50, windows: [{ start: 0, end: 900 }] }, day),
    makeOrder({ id: 'b', place: 2, pickup: 1, service: 30, windows: [{ start: 600, end: 700 }] }, day),
  ])
  const plan = { routes: [{ courier: 'k', shift: 0, steps: [{ type: 'order', id: 'a' }, { type: 'order', id: 'b' }] }] } as const
  const [sheet] = timetable(day, orders, plan)

  test('leaves as late as it can and still be back as early as it can', () => {
    // b opens at 600: home at 600 + 30 + 300 = 930 at the earliest. To be at b at 600: leave a at 500, be there at 450, leave at 350.
    expect(sheet).toMatchObject({ courier: 'k', shift: 0, start: 350, end: 930, travel: 500, waiting: 0, service: 80, metres: 5000 })
    expect(sheet!.steps.map(({ type, arrival, start, depart }) => [type, arrival, start, depart])).toEqual([
      ['start', 350, 350, 350],
      ['order', 450, 450, 500],
      ['order', 600, 600, 630],
      ['end', 930, 930, 930],
    ])
  })

  test('adds up travel, metres, load and cost', () => {
    expect(sheet!.steps.map(({ travel: seconds, metres, load }) => [seconds, metres, load[0]])).toEqual([[0, 0, 2], [100, 1000, 0], [200, 2000, 1], [500, 5000, 1]])
    // 500 fixed; legs of 100 s and 1 km, 100 s and 1 km, 300 s and 3 km: 110 + 110 + 330
    expect(sheet!.cost).toBe(1050)
  })

  test('says how late everything may start', () => {
    // b until 700, so a until 700 − 100 − 50 = 550, so the start until 450
    expect(sheet!.steps.map(({ latest }) => latest)).toEqual([450, 550, 700, 2000])
    expect(sheet!.steps[2]!.window).toEqual({ start: 600, end: 700 })
  })

  test('is still made where the route is late, but names no latest start', () => {
    const tight = byId([makeOrder({ id: 'a', place: 1, windows: [{ start: 0, end: 50 }] }, day), orders.get('b')!])
    const [late] = timetable(day, tight, plan)
    // not a second later than it must be
    expect(late!.start).toBe(0)
    expect(late!.steps.map(({ latest }) => latest)).toEqual([undefined, undefined, undefined, undefined])
  })

  test('leaves out routes that nobody drives', () => {
    expect(timetable(day, orders, { routes: [{ courier: 'k', shift: 0, steps: [] }] })).toEqual([])
  })
})

describe('a route sheet of two trips', () => {
  const travel = matrixTravel({ seconds: [[0, 100, 200], [150, 0, 100], [300, 150, 0]], metres: [[0, 1000, 2000], [1500, 0, 1000], [3000, 1500, 0]] })
  const day = makeDay({
    travel,
    couriers: [{
      id: 'k', start: 0, end: 0, shift: { start: 0, end: 3000 }, reload: { service: 60, most: 1 }, capacity: 5,
      costs: { fixed: 500, perHour: 3600, perKm: 10, perPaidHour: 7200 },
    }],
  })
  const orders = byId([
    makeOrder({ id: 'a', place: 1, delivery: 4, pickup: 1, release: 200 }, day),
    makeOrder({ id: 'soup', place: 2, delivery: 3, service: 20, collectAt: { place: 1, service: 30, windows: [{ start: 1200, end: 1300 }] } }, day),
    makeOrder({ id: 'wash', place: 2, pickup: 2, bringTo: { place: 1, service: 10 } }, day),
    makeOrder({ id: 'b', place: 2, delivery: 2, release: 1000 }, day),
  ])
  const steps = [
    { type: 'order', id: 'a' }, { type: 'reload' }, { type: 'collect', id: 'soup' }, { type: 'order', id: 'soup' }, { type: 'order', id: 'b' },
    { type: 'order', id: 'wash' }, { type: 'bring', id: 'wash' },
  ] as const
  const plan = { routes: [{ courier: 'k', shift: 0, steps }] }
  const [sheet] = timetable(day, orders, plan)

  // As early as can be: leaves at 200, a at 300, back at 450, b is there at 1000, loaded at 1060, at 1 at 1160, soup from 1200 to 1230,
  // at 2 at 1330, soup until 1350, b and wash at once, at 1 at 1500, brought by 1510, home at 1660. As late as can be: soup at 1200, so
  // away from the reload at 1100 and there from 1040; home from a at 1040, a at 890, so away at 790.
  test('leaves no earlier than the goods are there, and as late as it may', () => {
    expect(sheet!.steps.map(({ type, id, place, arrival, start, depart }) => [type, id, place, arrival, start, depart])).toEqual([
      ['start', undefined, 0, 790, 790, 790],
      ['order', 'a', 1, 890, 890, 890],
      ['reload', undefined, 0, 1040, 1040, 1100],
      ['collect', 'soup', 1, 1200, 1200, 1230],
      ['order', 'soup', 2, 1330, 1330, 1350],
      ['order', 'b', 2, 1350, 1350, 1350],
      ['order', 'wash', 2, 1350, 1350, 1350],
      ['bring', 'wash', 1, 1500, 1500, 1510],
      ['end', undefined, 0, 1660, 1660, 1660],
    ])
    // driven: 100 + 150 + 100 + 100 + 150 + 150; at doors: 60 + 30 + 20 + 10
    expect(sheet).toMatchObject({ start: 790, end: 1660, travel: 750, waiting: 0, service: 120 })
  })

  test('shows what is on board when leaving each step', () => {
    // 4 of a; its pickup 1 until the reload; then 2 of b, 3 of soup for one leg, 2 of wash for one
    expect(sheet!.steps.map(({ load }) => load[0])).toEqual([4, 1, 2, 5, 2, 0, 2, 0, 0])
  })

  test('names windows, and how late everything may start', () => {
    expect(sheet!.steps.map(({ window }) => window?.end)).toEqual([undefined, FARTHEST, undefined, 1300, FARTHEST, FARTHEST, FARTHEST, FARTHEST, undefined])
    // soup until 1300, so loading until 1140, a until 990, leaving until 890; then home by 3000, from wash’s door until 2850, there until
    // 2840, from 2 until 2690, soup until 2670
    expect(sheet!.steps.map(({ latest }) => latest)).toEqual([890, 990, 1140, 1300, 2670, 2690, 2690, 2840, 3000])
  })

  test('costs its legs, its fixed cost once, and the hours from leaving to returning', () => {
    // legs 0-1-0-1-2-1-0: 100 + 150 + 100 + 100 + 150 + 150 s; 1 + 1.5 + 1 + 1 + 1.5 + 1.5 km are 75; 870 s at 2 a second
    expect(sheet).toMatchObject({ metres: 7500, cost: 500 + 750 + 75 + 1740 })
  })

  test('waits at the reload where the goods come late, and leaves at the release where nothing else is awaited', () => {
    const late = byId([makeOrder({ id: 'a', place: 1, release: 200 }, day), makeOrder({ id: 'b', place: 1, release: 1000, windows: [{ start: 0, end: 1160 }] }, day)])
    const early = makeDay({ travel, couriers: [{ id: 'k', start: 0, end: 0, shift: { start: 0, end: 3000 }, reload: { service: 60 } }] })
    const punctual = { routes: [{ courier: 'k', shift: 0, steps: [{ type: 'order', id: 'a' }, { type: 'reload' }, { type: 'order', id: 'b' }] }] } as const
    const fixed = byId([makeOrder({ id: 'a', place: 1, windows: [{ start: 0, end: 300 }], release: 200 }, early), late.get('b')!])
    const [waits] = timetable(early, fixed, punctual)
    // a until 300 and not before 200 + 100: exactly then; back at 450, waits until 1000, loaded until 1060
    expect(waits!.steps.map(({ start }) => start)).toEqual([200, 300, 1000, 1160, 1310])
    expect(waits!.steps[2]).toMatchObject({ arrival: 450, waiting: 550, latest: 1000 })
    // one trip, released at 200: leaving at 0 is not possible, however early the courier starts
    const [alone] = timetable(early, late, { routes: [{ courier: 'k', shift: 0, steps: [{ type: 'order', id: 'a' }] }] })
    expect([alone!.start, alone!.end]).toEqual([200, 450])
  })
})

// Broken on purpose: one second more in `greatest`, rest of the leg not reduced by what is driven before a break, waiting
// counted as driving: each fails here.
test('route sheets of legal plans add up, are driven as written, and leave at the last moment', () => {
  fc.assert(fc.property(plannedArbitrary(6), ({ day, promised, plan }) => {
    const orders = byId(promised)
    for (const sheet of timetable(day, orders, plan)) {
      const spec = day.routes.find((route) => route.courier.id === sheet.courier && route.shiftIndex === sheet.shift)!
      const { steps } = plan.routes.find((route) => route.courier === sheet.courier && route.shift === sheet.shift)!
      expect(sheet.end - sheet.start).toBe(sheet.travel + sheet.waiting + sheet.service)
      const driven = simulate(day, spec, steps, orders, sheet.start)!
      expect(sheet.steps.slice(1, -1).map((step) => step.start)).toEqual(driven.starts)
      expect(sheet.end).toBe(driven.end)
      expect(sheet.end).toBe(simulate(day, spec, steps, orders)!.end)
      const later = simulate(day, spec, steps, orders, sheet.start + 1)
      expect(later === undefined || later.end > sheet.end).toBe(true)
      for (const step of sheet.steps) {
        expect(step.arrival).toBeLessThanOrEqual(step.start)
        expect(step.start).toBeLessThanOrEqual(step.latest!)
      }
    }
  }), { numRuns: 150 })
})

test('a promise narrowed to its latest start is still kept, and one second later it is not', () => {
  fc.assert(fc.property(plannedArbitrary(5), ({ day, promised, plan }) => {
    for (const sheet of timetable(day, byId(promised), plan)) {
      for (const step of sheet.steps) {
        if (step.type !== 'order') continue
        const from = (start: number): Order[] => promised.map((order) => (order.id === step.id ? { ...order, windows: since(order, start) } : order))
        expect(legal(day, from(step.latest!), plan)).toEqual([])
        expect(legal(day, from(step.latest! + 1), plan)).not.toEqual([])
      }
    }
  }), { numRuns: 100 })
})

/** What is left of the order's windows from a moment on; where nothing is, a moment that no shift reaches. */
function since(order: Order, start: number): Order['windows'] {
  const windows = order.windows.filter((window) => window.end >= start).map((window) => ({ start: Math.max(window.start, start), end: window.end }))
  return windows.length > 0 ? windows : [{ start: -1, end: -1 }]
}
