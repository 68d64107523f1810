/** The judge on random days with reloads, releases, other ends, positions and blocked areas, against slower and simpler ways to see the same. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CourierInput } from '../../src/model/courier.ts'
import type { Day, DayInput } from '../../src/model/day.ts'
import { makeDay } from '../../src/model/day.ts'
import { legal } from '../../src/model/legal.ts'
import type { Order, Plan, PlanRoute, PlanStep } from '../../src/model/nouns.ts'
import type { OrderInput } from '../../src/model/order.ts'
import { makeOrder } from '../../src/model/order.ts'
import { timetable } from '../../src/model/timetable.ts'
import type { ViolationCode } from '../../src/model/violation.ts'
import type { DayFeatures } from '../make/day.ts'
import { HORIZON, dayInputArbitrary, orderInputArbitrary } from '../make/day.ts'
import { simulate } from '../make/simulate.ts'

interface Case {
  readonly input: DayInput
  readonly orderInputs: readonly OrderInput[]
  readonly day: Day
  readonly orders: readonly Order[]
  readonly plan: Plan
}

const row = fc.nat(5)
const end = fc.record({ place: row, service: fc.nat(200), windows: fc.record({ start: fc.nat(HORIZON), width: fc.nat(HORIZON) }).map(({ start, width }) => [{ start, end: start + width }]) })

/** What orders say of their trip: half of them nothing. */
const tripFields: fc.Arbitrary<Partial<OrderInput>> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: end.map((collectAt) => ({ collectAt })) },
  { weight: 1, arbitrary: end.map((bringTo) => ({ bringTo })) },
  { weight: 1, arbitrary: fc.record({ release: fc.nat(HORIZON / 2) }) },
  { weight: 1, arbitrary: fc.record({ position: fc.constantFrom('first' as const, 'last' as const) }) },
)

const courierFields: fc.Arbitrary<Partial<CourierInput>> = fc.record({
  reload: fc.option(fc.record({ at: row, service: fc.nat(300), most: fc.integer({ min: 1, max: 3 }) }), { nil: undefined, freq: 4 }),
  rows: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.uniqueArray(row, { maxLength: 2 }) }),
}).map(({ reload, rows }) => ({ ...(reload === undefined ? {} : { reload }), blocked: [{ rows }] }))

function casesOf(features: DayFeatures): fc.Arbitrary<Case> {
  const inputs = fc.tuple(dayInputArbitrary(features), fc.array(courierFields, { minLength: 3, maxLength: 3 })).map(([input, fields]): DayInput =>
    ({ ...input, couriers: input.couriers.map((courier, i) => ({ ...courier, ...fields[i] })) }))
  return inputs.chain((input) => {
    const day = makeDay(input)
    const list = fc.array(fc.tuple(orderInputArbitrary(day), tripFields), { maxLength: 6 })
    return list.chain((fields) => {
      const orderInputs = fields.map(([order, more], i) => ({ ...order, ...more, id: `o${i}` }))
      const orders = orderInputs.map((order) => makeOrder(order, day))
      return planArbitrary(day, orders).map((plan) => ({ input, orderInputs, day, orders, plan }))
    })
  })
}

/** Any plan whose pairs are whole: each order in a trip or nowhere, its other end on the right side of it, breaks once and in order. */
function planArbitrary(day: Day, orders: readonly Order[]): fc.Arbitrary<Plan> {
  return fc.infiniteStream(fc.nat(10_000)).map((draws) => {
    const below = (n: number): number => draws.next().value % n
    const homes = orders.map(() => below(day.routes.length + 1))
    return {
      routes: day.routes.map((spec): PlanRoute => {
        const own = orders.filter((_, i) => homes[i] === spec.handle)
        const trips = Array.from({ length: 1 + (spec.shift.reload === undefined ? 0 : below(spec.shift.reload.most + 1)) }, (): PlanStep[] => [])
        for (const { id, collectAt, bringTo } of own) {
          const trip = trips[below(trips.length)]!
          const at = below(trip.length + 1)
          trip.splice(at, 0, { type: 'order', id })
          if (collectAt !== undefined) trip.splice(below(at + 1), 0, { type: 'collect', id })
          if (bringTo !== undefined) trip.splice(at + 1 + below(trip.length - at), 0, { type: 'bring', id })
        }
        const steps = trips.flatMap((trip, i): PlanStep[] => (i === 0 ? trip : [{ type: 'reload' }, ...trip]))
        let from = 0
        for (const { id } of spec.shift.breaks) {
          const at = from + below(steps.length - from + 1)
          steps.splice(at, 0, { type: 'break', id })
          from = at + 1
        }
        return { courier: spec.courier.id, shift: spec.shiftIndex, steps }
      }),
    }
  })
}

const timeCodes: readonly ViolationCode[] = ['late', 'break-late', 'shift-end']

function specOf(day: Day, route: PlanRoute) {
  return day.routes.find((spec) => spec.courier.id === route.courier && spec.shiftIndex === route.shift)!
}

// Broken on purpose in `walk.ts`: without the release of the first trip, with the releases of later trips one reload early, without
// `reload.service`, and with the windows of the order at its other end: each fails here.
test('the verdict on times is that of driving every second, and so are route sheets', () => {
  let inTime = 0
  let late = 0
  fc.assert(fc.property(casesOf({ limits: false }), ({ day, orders, plan }) => {
    const byId = new Map(orders.map((order) => [order.id, order]))
    for (const route of plan.routes) {
      if (!route.steps.some((step) => step.type === 'order')) continue
      const spec = specOf(day, route)
      const driven = simulate(day, spec, route.steps, byId)
      const found = legal(day, orders, { routes: [route] }).filter(({ code }) => timeCodes.includes(code))
      expect(found.length === 0).toBe(driven !== undefined)
      if (driven === undefined) late++
      if (driven === undefined) continue
      inTime++
      const [sheet] = timetable(day, byId, { routes: [route] })
      expect(sheet!.end).toBe(driven.end)
      expect(sheet!.end - sheet!.start).toBe(sheet!.travel + sheet!.waiting + sheet!.service)
      const again = simulate(day, spec, route.steps, byId, sheet!.start)!
      expect(sheet!.steps.slice(1, -1).map((step) => step.start)).toEqual(again.starts)
      const later = simulate(day, spec, route.steps, byId, sheet!.start + 1)
      expect(later === undefined || later.end > driven.end).toBe(true)
    }
  }), { numRuns: 400 })
  expect(Math.min(inTime, late)).toBeGreaterThan(50)
})

// Broken on purpose in `stop.ts`: deliveries that are collected counted from the start, a bring that leaves the pickup on board, the
// load of the first trip kept over a reload: each fails here.
test('the verdict on loads is that of following every parcel', () => {
  let full = 0
  let roomy = 0
  fc.assert(fc.property(casesOf({ limits: false, profile: false, variants: false }), ({ day, orders, plan }) => {
    const byId = new Map(orders.map((order) => [order.id, order]))
    for (const route of plan.routes) {
      if (!route.steps.some((step) => step.type === 'order')) continue
      const loads = parcelsAboard(route.steps, byId, day.dimensions)
      const { capacity } = specOf(day, route).courier
      const tooMuch = loads.some((load) => load.some((units, d) => units > capacity[d]!))
      expect(legal(day, orders, { routes: [route] }).some(({ code }) => code === 'load')).toBe(tooMuch)
      const [sheet] = timetable(day, byId, { routes: [route] })
      expect(sheet!.steps.slice(0, -1).map((step) => step.load)).toEqual(loads)
      if (tooMuch) full++
      else roomy++
    }
  }), { numRuns: 400 })
  expect(Math.min(full, roomy)).toBeGreaterThan(30)
})

/** On board when leaving the start and each step: a parcel is aboard from where it is taken to where it is left, in steps. */
function parcelsAboard(steps: readonly PlanStep[], orders: ReadonlyMap<string, Order>, dimensions: number): number[][] {
  const find = (type: string, id: string): number => steps.findIndex((step) => step.type === type && 'id' in step && step.id === id)
  /** The last step before the trip, −1 for the start of the route; and the first after it. */
  const bounds = (index: number): [number, number] => {
    const before = steps.findLastIndex((step, i) => step.type === 'reload' && i < index)
    const after = steps.findIndex((step, i) => step.type === 'reload' && i > index)
    return [before, after < 0 ? steps.length : after]
  }
  const loads: number[][] = []
  for (let now = -1; now < steps.length; now++) {
    const load = Array<number>(dimensions).fill(0)
    for (const [visit, step] of steps.entries()) {
      if (step.type !== 'order') continue
      const { id, delivery, pickup, collectAt, bringTo } = orders.get(step.id)!
      const [before, after] = bounds(visit)
      const taken = collectAt === undefined ? before : find('collect', id)
      const left = bringTo === undefined ? after : find('bring', id)
      for (let d = 0; d < dimensions; d++) {
        if (taken <= now && now < visit) load[d]! += delivery[d]!
        if (visit <= now && now < left) load[d]! += pickup[d]!
      }
    }
    loads.push(load)
  }
  return loads
}

test('moving the whole day moves no verdict', () => {
  const moved = <T>(value: T, by: number): T => JSON.parse(JSON.stringify(value), (key, part: unknown) =>
    ['start', 'end', 'release'].includes(key) && typeof part === 'number' ? part + by : part) as T
  const codes = new Set<string>()
  fc.assert(fc.property(casesOf({ profile: false, variants: false }), fc.integer({ min: -100_000, max: 100_000 }), ({ input, orderInputs, day, orders, plan }, by) => {
    const later = makeDay({ ...input, couriers: input.couriers.map((courier) => moved(courier, by)) })
    const laterOrders = orderInputs.map((order) => makeOrder(moved(order, by), later))
    const facts = (judged: Day, list: readonly Order[]) => legal(judged, list, plan).map((violation) => ({ ...violation, detail: '' }))
    const found = facts(day, orders)
    for (const { code } of found) codes.add(code)
    expect(facts(later, laterOrders)).toEqual(found)
    const sheets = (judged: Day, list: readonly Order[]) => timetable(judged, new Map(list.map((order) => [order.id, order])), plan)
    expect(sheets(later, laterOrders).map(({ start, end: back, cost }) => [start - by, back - by, cost]))
      .toEqual(sheets(day, orders).map(({ start, end: back, cost }) => [start, back, cost]))
  }), { numRuns: 200 })
  expect([...codes]).toEqual(expect.arrayContaining(['late', 'load', 'position', 'blocked', 'max-tasks', 'shift-end']))
})

test('a release, a position or a blocked area only forbids: leaving them out makes no violation that was not there', () => {
  fc.assert(fc.property(casesOf({}), ({ input, orderInputs, day, orders, plan }) => {
    const free = makeDay({ ...input, couriers: input.couriers.map((courier) => ({ ...courier, blocked: [] })) })
    const unsaid = (key: string, value: unknown): unknown => (key === 'release' || key === 'position' ? undefined : value)
    const freeOrders = orderInputs.map((order) => makeOrder(JSON.parse(JSON.stringify(order, unsaid)) as OrderInput, free))
    const codes = new Set(legal(day, orders, plan).map(({ code, order }) => `${code} ${order}`))
    for (const { code, order } of legal(free, freeOrders, plan)) expect(codes).toContain(`${code} ${order}`)
  }), { numRuns: 200 })
})
