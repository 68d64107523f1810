/** A day written as VROOM JSON and read back: the same day, and a list of what VROOM JSON cannot say. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { writeVroomProblem } from '../../../src/formats/vroom/problem-write.ts'
import { readVroom } from '../../../src/formats/vroom/read.ts'
import { readVroomSolution } from '../../../src/formats/vroom/solution-read.ts'
import { writeVroomSolution } from '../../../src/formats/vroom/solution-write.ts'
import { makeDay } from '../../../src/model/day.ts'
import { legal } from '../../../src/model/legal.ts'
import type { Order } from '../../../src/model/nouns.ts'
import { makeOrder } from '../../../src/model/order.ts'
import { openCalendar } from '../../../src/time/calendar.ts'
import { estimateTravel } from '../../../src/travel/estimate.ts'
import { matrixTravel } from '../../../src/travel/matrix.ts'
import { timeProfile } from '../../../src/travel/profile.ts'
import type { DayFeatures } from '../../make/day.ts'
import { dayArbitrary, ordersArbitrary, planArbitrary } from '../../make/day.ts'

/** Through text, as a file would go. */
function throughText(json: unknown): unknown {
  return JSON.parse(JSON.stringify(json))
}

function scene(features: DayFeatures) {
  return dayArbitrary(features).chain((day) => ordersArbitrary(day, 6).chain((orders) => planArbitrary(day, orders).map((plan) => ({ day, orders, plan }))))
}

describe('round trips of random days', () => {
  test('couriers with one shift and orders come back as they were, but for their names', () => {
    // Couriers k0, k1 become 1, 2; orders o0, o1 become 1, 2; breaks b0, b1 too; the three skills have numbers.
    const features = { severalShifts: false, profile: false, openEnds: false }
    fc.assert(fc.property(scene(features), ({ day, orders }) => {
      const { problem, names, losses } = writeVroomProblem(day, orders)
      // VROOM takes breaks in the order in which their windows open, which may be no order at all for such days.
      fc.pre(!losses.some(({ path }) => path.endsWith('.breaks')))
      const back = readVroom(throughText(problem))
      expect(back.warnings).toEqual([])
      for (const [index, courier] of day.couriers.entries()) {
        const again = back.day.couriers[index]!
        expect(again.id).toBe(String(names.vehicles.get(courier.id)![0]!.id))
        const { capacity, speed, maxTasks, maxTravelTime, maxDistance, costs, profile, type } = courier
        expect(again).toMatchObject({ capacity, maxTasks, maxDistance, profile })
        expect(again.type).toBe(type)
        // Beside costs of legs an hour and a kilometre count for nothing, and are left out.
        const { perHour: _, perKm: __, ...others } = costs
        expect(again.costs).toMatchObject(day.travel.get(profile)!.cost === undefined ? costs : others)
        // Whole percentages of the time: never faster, and less than a hundredth slower.
        const percent = Math.ceil(100 / speed - 1e-3)
        expect(again.speed).toBeCloseTo(100 / percent, 5)
        expect(losses.some(({ path }) => path === `couriers.${courier.id}.speed`)).toBe(again.speed !== speed)
        expect(Math.min(again.maxTravelTime, 2 ** 20)).toBe(Math.min(maxTravelTime, 2 ** 20))
        expect(again.skills).toHaveLength(courier.skills.length)
        const { breaks, ...shift } = courier.shifts[0]!
        expect(again.shifts[0]!).toMatchObject(shift)
        const plain = (list: typeof breaks) => list.map(({ windows, service, maxLoad }) => ({ windows, service, maxLoad }))
        expect(plain(again.shifts[0]!.breaks)).toEqual(plain(breaks))
      }
      for (const [index, order] of orders.entries()) {
        const { skills, ...rest } = order
        expect(back.orders[index]).toEqual({ ...rest, id: String(index + 1), skills: expect.anything(), description: order.id })
        expect(back.orders[index]!.skills).toHaveLength(skills.length)
      }
      const rows = Math.max(...orders.map(({ place }) => place as number), 0)
      for (const [profile, source] of back.day.travel) {
        const before = day.travel.get(profile)!
        const ask = ({ seconds, metres, cost }: typeof source) => [seconds(0, rows), metres(rows, 0), cost?.(0, rows)]
        expect(ask(source)).toEqual(ask(before))
      }
    }))
  })

  test('a plan is as legal in the day that was read back as in the one that was written', () => {
    // Two shifts of one courier are two vehicles, so route by route the judge must list the same.
    fc.assert(fc.property(scene({ profile: false, openEnds: false }), ({ day, orders, plan }) => {
      const { problem, names, losses } = writeVroomProblem(day, orders)
      fc.pre(!losses.some(({ path }) => path.endsWith('.breaks') || path.endsWith('.speed')))
      const back = readVroom(throughText(problem))
      const withoutVia = { routes: plan.routes.map((route) => ({ ...route, steps: route.steps.filter(({ type }) => type !== 'via') })) }
      const solution = throughText(writeVroomSolution(names, withoutVia, []))
      const again = readVroomSolution(solution, back).plan
      const codes = (list: ReturnType<typeof legal>) => list.map(({ code, by }) => `${code} ${by ?? ''}`).toSorted()
      expect(codes(legal(back.day, back.orders, again))).toEqual(codes(legal(day, orders, withoutVia)))
    }))
  })
})

describe('names', () => {
  const travel = matrixTravel({ seconds: [[0, 60], [60, 0]] })
  const day = makeDay({
    travel,
    couriers: [
      { id: '4', start: 0, end: 0, shift: { start: 0, end: 5000, breaks: [{ id: '3', service: 60 }] } },
      { id: 'anna', start: 0, end: 0, shifts: [{ start: 0, end: 2000 }, { start: 3000, end: 5000 }], skills: ['7', 'lift'] },
    ],
  })
  const orders = [
    makeOrder({ id: '12', place: 1, description: 'tulips' }, day),
    makeOrder({ id: 'order-9', place: 1, description: 'roses', skills: ['lift'] }, day),
    makeOrder({ id: '__proto__', place: 1 }, day),
    makeOrder({ id: '007', place: 1 }, day),
  ]
  const { problem, losses, names } = writeVroomProblem(day, orders)

  test('plain numbers stay, others get the next free number and are kept in the description', () => {
    expect(problem.jobs!.map(({ id, description }) => [id, description])).toEqual([
      [12, 'tulips'],
      [13, 'order-9: roses'],
      [14, '__proto__'],
      [15, '007'],
    ])
    expect(problem.vehicles.map(({ id, description }) => [id, description])).toEqual([
      [4, undefined],
      [5, 'anna, shift 1'],
      [6, 'anna, shift 2'],
    ])
  })

  test('skills in words are numbered above those that are numbers', () => {
    expect(problem.vehicles[1]!.skills).toEqual([7, 8])
    expect(problem.jobs![1]!.skills).toEqual([8])
  })

  test('all of that is listed', () => {
    expect(losses).toEqual([
      { path: 'couriers.anna.shifts', what: '2 shifts of one courier', did: 'one vehicle per shift' },
      { path: 'orders', what: '3 order ids that are not whole numbers', did: 'numbered; the id is in description' },
      { path: 'skills', what: 'skills in words', did: 'numbered: lift = 8' },
    ])
  })

  test('a solution of VROOM finds the way back to our ids and shifts', () => {
    const solution = { routes: [{ vehicle: 6, steps: [{ type: 'job', id: 14 }] }], unassigned: [{ id: 15, type: 'job' }] }
    expect(readVroomSolution(solution, names)).toEqual({
      plan: { routes: [{ courier: 'anna', shift: 1, steps: [{ type: 'order', id: '__proto__' }] }] },
      unassigned: ['007'],
    })
  })
})

test('a day in a zone, with slots, rush hours, coordinates and odd speeds: everything that VROOM cannot say is listed', () => {
  const day = makeDay({
    travel: estimateTravel({ kilometresPerHour: 30 }),
    profile: timeProfile({ steps: [{ from: 0, factor: 1 }, { from: '07:00', factor: 1.5 }] }),
    slots: [{ id: 'morning', start: '08:00', end: '10:00' }],
    couriers: [
      { id: '1', start: [13.38, 52.51], end: null, shift: { start: '08:00', end: '16:00' }, speed: 1.337, capacity: 5 },
      { id: '2', start: null, end: null, shift: { start: '08:00', end: '16:00' }, capacity: 5 },
    ],
  }, openCalendar('2026-12-01', 'Europe/Berlin'))
  const orders: Order[] = [makeOrder({ id: '1', place: [13.4, 52.52], load: 2 }, day)]
  const { problem, losses } = writeVroomProblem(day, orders)
  expect(losses.map(({ path }) => path)).toEqual([
    'calendar', 'profile', 'travel', 'slots', 'couriers.1.speed', 'couriers.2.shifts[0]',
  ])
  expect(problem.slots).toEqual([{ id: 'morning', start: 28_800, end: 36_000 }])
  // 100 ÷ 1.337 = 74.8, and slower is safe: 75 % of the time, which is what VROOM makes of 1.34 as well.
  expect(problem.vehicles).toMatchObject([{ id: 1, speed_factor: 1.34, start: [13.38, 52.51], start_index: 0, time_window: [28_800, 57_600] }])
  expect(problem.vehicles).toHaveLength(1)
  const back = readVroom(throughText(problem))
  expect(back.day.travel.get('car')!.seconds(0, 1)).toBe(day.travel.get('car')!.seconds([13.38, 52.51], [13.4, 52.52]))
  expect(back.orders[0]!.place).toEqual({ row: 1, at: [13.4, 52.52] })
})

test('a shift that starts on the evening before is moved by whole days, and the solution comes back', () => {
  const day = makeDay({
    travel: matrixTravel({ seconds: [[0, 60], [60, 0]] }),
    couriers: [{ id: '1', start: 0, end: 0, shift: { start: -7200, end: 7200 } }],
    slots: [{ id: 'evening', start: -3600, end: 0 }],
  })
  const orders = [makeOrder({ id: '1', place: 1, windows: [{ start: -3600, end: 3600 }] }, day)]
  const { problem, names, losses } = writeVroomProblem(day, orders)
  // One day: -7200 + 86,400 = 79,200.
  expect(problem.vehicles[0]!.time_window).toEqual([79_200, 93_600])
  expect(problem.jobs![0]!.time_windows).toEqual([[82_800, 90_000]])
  expect(problem.slots).toEqual([{ id: 'evening', start: 82_800, end: 86_400 }])
  expect(losses.map(({ path, did }) => [path, did])).toEqual([
    ['slots', 'written as top-level slots, which VROOM passes over'],
    ['shifts', '86400 seconds added to all moments'],
  ])
  const plan = { routes: [{ courier: '1', shift: 0, steps: [{ type: 'order' as const, id: '1' }] }] }
  const solution = writeVroomSolution(names, plan, [])
  // Earliest end: service at -3600, that is 82,800.
  expect(solution.routes[0]!.steps[1]!.arrival).toBe(82_800)
  expect(readVroomSolution(throughText(solution), names).plan).toEqual(plan)
})
