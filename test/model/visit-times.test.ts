import { describe, expect, test } from 'vitest'
import type { CourierInput } from '../../src/model/courier.ts'
import type { Day } from '../../src/model/day.ts'
import { makeDay } from '../../src/model/day.ts'
import { legal } from '../../src/model/legal.ts'
import type { Plan, PlanStep } from '../../src/model/nouns.ts'
import type { OrderInput } from '../../src/model/order.ts'
import { makeOrder } from '../../src/model/order.ts'
import { timetable } from '../../src/model/timetable.ts'
import { matrixTravel } from '../../src/travel/matrix.ts'
import { problemsOf } from '../make/problems.ts'

/** Places 0, 1, 2 on a line, 100 s apart. */
const travel = matrixTravel({ seconds: [[0, 100, 200], [100, 0, 100], [200, 100, 0]] })

function dayWith(courier: Partial<CourierInput> = {}): Day {
  return makeDay({ travel, dimensions: 1, couriers: [{ id: 'k', start: 0, end: 0, shift: { start: 0, end: 2000 }, ...courier }] })
}

function planOf(...steps: (string | PlanStep)[]): Plan {
  return { routes: [{ courier: 'k', shift: 0, steps: steps.map((step) => (typeof step === 'string' ? { type: 'order', id: step } : step)) }] }
}

/** What is wrong, and when each step starts and is left, and how much of that is setup. */
function sheetOf(day: Day, inputs: readonly OrderInput[], plan: Plan) {
  const orders = inputs.map((input) => makeOrder(input, day))
  const [sheet] = timetable(day, new Map(orders.map((order) => [order.id, order])), plan)
  return {
    wrong: legal(day, orders, plan).map(({ code, order, by }) => [code, order, by].join(' ')),
    visits: sheet!.steps.slice(1, -1).map(({ start, depart, setup }) => [start, depart, setup ?? 0]),
    service: sheet!.service,
    cost: sheet!.cost,
    end: sheet!.end,
  }
}

describe('setup', () => {
  const visit = { setup: 60, service: 30 }

  test('comes before the service, once at each place', () => {
    // at 1 at 100: 60 + 30; the next is at the same place, 30; at 2 at 220 + 100, 60 + 30; home at 410 + 200
    const { visits, service, end } = sheetOf(
      dayWith(), [{ id: 'a', place: 1, ...visit }, { id: 'b', place: 1, ...visit }, { id: 'c', place: 2, ...visit }], planOf('a', 'b', 'c'))
    expect(visits).toEqual([[100, 190, 60], [190, 220, 0], [320, 410, 60]])
    expect({ service, end }).toEqual({ service: 210, end: 610 })
  })

  test('is not due where the route starts, reloads or drives through, and is where its start is open', () => {
    const order = { id: 'a', place: 0, ...visit }
    expect(sheetOf(dayWith(), [order], planOf('a')).visits).toEqual([[0, 30, 0]])
    expect(sheetOf(dayWith({ start: null }), [order], planOf('a')).visits).toEqual([[0, 90, 60]])
    const b = { id: 'b', place: 1, ...visit }
    const reloading = dayWith({ reload: { at: 1, most: 1 } })
    expect(sheetOf(reloading, [order, b], planOf('a', { type: 'reload' }, 'b')).visits.at(-1)).toEqual([130, 160, 0])
    expect(sheetOf(dayWith(), [b], planOf({ type: 'via', place: 1 }, 'b')).visits.at(-1)).toEqual([100, 130, 0])
  })

  test('is not due again after a break at the same place', () => {
    const day = dayWith({ breaks: [{ id: 'lunch', service: 50, windows: [{ start: 0, end: 500 }] }] })
    const orders = [{ id: 'a', place: 1, ...visit }, { id: 'b', place: 1, ...visit }]
    // 190 left, 50 of lunch, 240 on
    expect(sheetOf(day, orders, planOf('a', { type: 'break', id: 'lunch' }, 'b')).visits.at(-1)).toEqual([240, 270, 0])
  })

  test('starts within the window, and the service may start after it', () => {
    const windows = [{ start: 300, end: 300 }]
    expect(sheetOf(dayWith(), [{ id: 'a', place: 1, ...visit, windows }], planOf('a'))).toMatchObject({ wrong: [], visits: [[300, 390, 60]] })
    // b could be reached at 190 if nobody set up at a
    const b = { id: 'b', place: 2, windows: [{ start: 0, end: 285 }] }
    expect(sheetOf(dayWith(), [{ id: 'a', place: 1, ...visit }, b], planOf('a', 'b')).wrong).toEqual(['late b 5'])
  })

  test('is due at other ends as well', () => {
    const shop = { place: 1, setup: 40, service: 10 }
    const orders = [{ id: 'a', place: 2, setup: 60, service: 30, load: 1, collectAt: shop }]
    // the shop at 100 until 150; a at 250 until 340
    expect(sheetOf(dayWith(), orders, planOf({ type: 'collect', id: 'a' }, 'a')).visits).toEqual([[100, 150, 40], [250, 340, 60]])
  })
})

describe('times per type of courier', () => {
  const perType = [{ type: 'van', service: 300 }, { type: 'bike', setup: 0 }]
  const orders = [{ id: 'a', place: 1, setup: 60, service: 30, perType }]

  test.each([
    ['no type', undefined, [100, 190, 60]],
    ['a type that the order does not name', 'lorry', [100, 190, 60]],
    ['another service', 'van', [100, 460, 60]],
    ['another setup', 'bike', [100, 130, 0]],
  ] as const)('%s', (_, type, visit) => {
    expect(sheetOf(dayWith(type === undefined ? {} : { type }), orders, planOf('a')).visits).toEqual([visit])
  })

  test('hold at other ends of their own', () => {
    const bringTo = { place: 2, service: 20, perType: [{ type: 'van', service: 25 }] }
    const day = dayWith({ type: 'van' })
    expect(sheetOf(day, [{ ...orders[0]!, pickup: 1, bringTo }], planOf('a', { type: 'bring', id: 'a' })).visits).toEqual([[100, 460, 60], [560, 585, 0]])
  })
})

describe('task hours', () => {
  test('cost setup and service at orders, rounded per visit; breaks and reloads cost nothing', () => {
    const day = dayWith({
      costs: { perHour: 0, perTaskHour: 90 }, reload: { service: 500, most: 1 },
      breaks: [{ id: 'lunch', service: 400, windows: [{ start: 0, end: 1500 }] }],
    })
    const plan = planOf('a', { type: 'reload' }, { type: 'break', id: 'lunch' }, 'b')
    // 90 an hour is one in 40 s: 60 + 30 s are 2.25, 20 s are 0.5
    expect(sheetOf(day, [{ id: 'a', place: 1, setup: 60, service: 30 }, { id: 'b', place: 1, service: 20 }], plan).cost).toBe(2 + 1)
  })
})

describe('a break with a most load', () => {
  const lunch = { type: 'break', id: 'lunch' } as const
  const day = dayWith({ capacity: 9, reload: { most: 1 }, breaks: [{ id: 'lunch', service: 50, maxLoad: 3, windows: [{ start: 0, end: 1500 }] }] })
  const orders = [{ id: 'a', place: 1, delivery: 4 }, { id: 'b', place: 2, delivery: 2, pickup: 5 }]
  const wrong = (...steps: (string | PlanStep)[]) => sheetOf(day, orders, planOf(...steps)).wrong

  test('is taken when no more is aboard', () => {
    // 6 at the start, 2 after a, 5 after b
    expect(wrong(lunch, 'a', 'b')).toEqual(['break-load  3'])
    expect(wrong('a', lunch, 'b')).toEqual([])
    expect(wrong('a', 'b', lunch)).toEqual(['break-load  2'])
    // put down at the reload, or not yet
    expect(wrong('b', { type: 'reload' }, 'a', lunch)).toEqual([])
    expect(wrong('b', lunch, { type: 'reload' }, 'a')).toEqual(['break-load  2'])
  })
})

describe('reading', () => {
  const day = dayWith()

  test('keeps what is there, in the order of the types', () => {
    const perType = [{ type: 'van', service: 'PT5M' }, { type: 'bike', setup: 0 }]
    const order = makeOrder({ id: 'a', place: 1, setup: 'PT1M', perType, value: 0 }, day)
    expect(order).toMatchObject({ service: 0, setup: 60, perType: [{ type: 'bike', setup: 0 }, { type: 'van', service: 300 }], value: 0 })
    expect([order.perType, order.perType![0]].every(Object.isFrozen)).toBe(true)
    // nothing is the same as none
    expect(Object.keys(makeOrder({ id: 'a', place: 1, setup: 0, perType: [] }, day))).not.toEqual(expect.arrayContaining(['setup', 'perType', 'value']))
  })

  test.each([
    ['setup', { setup: -1 }, ['out-of-range at setup']],
    ['no list', { perType: {} }, ['not-a-list at perType']],
    ['a type twice', { perType: [{ type: 'van' }, { type: 'van' }] }, ['duplicate-id at perType[1].type']],
    ['no type', { perType: [{ service: 5 }] }, ['missing at perType[0].type']],
    ['a misspelt key', { perType: [{ type: 'van', servise: 5 }] }, ['unknown-key at perType[0].servise']],
    ['half a second', { perType: [{ type: 'van', setup: 0.5 }] }, ['not-an-integer at perType[0].setup']],
    ['too many', { perType: Array.from({ length: 101 }, (_, i) => ({ type: `t${i}` })) }, ['too-many at perType']],
    ['a loss', { value: -1 }, ['out-of-range at value']],
    ['another end', { collectAt: { place: 1, setup: 'soon' } }, ['duration-invalid at collectAt.setup']],
  ])('refuses %s', (_, more, problems) => {
    const input = { id: 'a', place: 1, ...more } as unknown as OrderInput
    expect(problemsOf(() => makeOrder(input, day))).toEqual(problems)
  })

  test.each([
    ['a type that is no text', { type: 5 }, 'not-text at couriers[0].type'],
    ['a rate', { costs: { perTaskHour: 1.5 } }, 'not-an-integer at couriers[0].costs.perTaskHour'],
    ['a most load of other dimensions', { breaks: [{ id: 'b', service: 5, maxLoad: [1, 2] }] }, 'load-dimensions at couriers[0].breaks[0].maxLoad'],
  ])('refuses %s of a courier', (_, more, problem) => {
    expect(problemsOf(() => dayWith(more as unknown as Partial<CourierInput>))).toEqual([problem])
  })

  test('refuses more types of couriers than a day may have', () => {
    const couriers = Array.from({ length: 101 }, (_, i) => ({ id: `k${i}`, type: `t${i}`, start: 0, end: 0, shift: { start: 0, end: 9 } }))
    expect(problemsOf(() => makeDay({ travel, couriers }))).toEqual(['too-many at couriers'])
    expect(makeDay({ travel, couriers: couriers.slice(1) }).couriers).toHaveLength(100)
  })

  test('ids that are keys of objects are ids like others', () => {
    const perType = [{ type: '__proto__', service: 7 }, { type: 'constructor', service: 8 }]
    expect(sheetOf(dayWith({ type: 'constructor' }), [{ id: 'a', place: 1, perType }], planOf('a')).service).toBe(8)
  })
})
