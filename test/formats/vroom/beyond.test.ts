/** Shipments, and what VROOM has no words for: read, judged, written as a solution with the arithmetic of every step, and read back. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { namesOfDay } from '../../../src/formats/vroom/names.ts'
import type { VroomNames } from '../../../src/formats/vroom/problem.ts'
import { writeVroomProblem } from '../../../src/formats/vroom/problem-write.ts'
import { readVroom } from '../../../src/formats/vroom/read.ts'
import { readVroomSolution } from '../../../src/formats/vroom/solution-read.ts'
import { writeVroomSolution } from '../../../src/formats/vroom/solution-write.ts'
import { blocks } from '../../../src/model/area.ts'
import { makeDay } from '../../../src/model/day.ts'
import { legal } from '../../../src/model/legal.ts'
import type { Order } from '../../../src/model/nouns.ts'
import { makeOrder } from '../../../src/model/order.ts'
import { estimateTravel } from '../../../src/travel/estimate.ts'
import { matrixTravel } from '../../../src/travel/matrix.ts'
import { allFeatures, smallDay } from '../../make/fleet.ts'
import { durations, everything, problemsOf } from './example.ts'

/** Through text, as a file would go. */
function throughText(json: unknown): unknown {
  return JSON.parse(JSON.stringify(json))
}

const problem = readVroom(everything())
const order = (id: string): Order => [...problem.orders, ...problem.requests].find((one) => one.id === id)!

describe('a shipment', () => {
  test('is an order at its delivery, collected at its pickup', () => {
    expect(order('shipment-6')).toMatchObject({
      place: { row: 3, at: [13.43, 52.5] },
      service: 90,
      windows: [{ start: 2000, end: 5000 }],
      delivery: [2],
      pickup: [1],
      priority: 7,
      description: 'the lady',
      collectAt: { place: { row: 1, at: [13.41, 52.5] }, setup: 30, service: 60, windows: [{ start: 500, end: 4000 }] },
    })
  })

  test('is an order at its pickup, brought to its delivery, where the pickup is the door', () => {
    expect(order('shipment-7')).toMatchObject({
      place: { row: 1 }, service: 90, delivery: [1], pickup: [1], bringTo: { place: { row: 3 }, service: 60 },
    })
    expect(order('shipment-7').collectAt).toBeUndefined()
  })

  test('keeps the numbers of both its ends, which may be two', () => {
    const ends = (id: string) => [problem.tasks, problem.otherEnds].map((names) => [names.get(id)!.type, names.get(id)!.id])
    expect(ends('shipment-6')).toEqual([['delivery', 6], ['pickup', 5]])
    expect(ends('shipment-7')).toEqual([['pickup', 8], ['delivery', 7]])
  })

  test('may be a request', () => {
    expect(problem.requests.map(({ id, collectAt, bringTo }) => [id, collectAt !== undefined, bringTo !== undefined])).toEqual([
      ['4', false, false], ['shipment-16', true, false], ['shipment-18', false, true],
    ])
  })

  test('and a job of the same number are two orders', () => {
    const place = { location: [13.4, 52.5] }
    const both = readVroom({
      vehicles: [{ id: 1, start: [13.4, 52.5] }],
      jobs: [{ id: 1, ...place }],
      shipments: [{ pickup: { id: 1, ...place }, delivery: { id: 1, ...place } }],
    })
    expect(both.orders.map(({ id }) => id)).toEqual(['1', 'shipment-1'])
    const solution = { routes: [{ vehicle: 1, steps: ['pickup', 'job', 'delivery'].map((type) => ({ type, id: 1 })) }] }
    expect(readVroomSolution(solution, both).plan.routes[0]!.steps).toEqual([
      { type: 'collect', id: 'shipment-1' }, { type: 'order', id: '1' }, { type: 'order', id: 'shipment-1' },
    ])
  })

  test('in epoch seconds alone sets the anchor by its windows, or by the release of a job', () => {
    const midnight = 1_796_083_200
    const vehicles = [{ id: 1, start: [13.4, 52.5] }]
    const end = (id: number, opens: number) => ({ id, location: [13.4, 52.5], time_windows: [[opens, opens + 60]] })
    const shipments = [{ pickup: end(1, midnight + 30_000), delivery: end(1, midnight + 40_000) }]
    const [shipped] = readVroom({ vehicles, shipments }).orders
    expect([shipped!.collectAt!.windows[0]!.start, shipped!.windows[0]!.start]).toEqual([30_000, 40_000])
    const released = readVroom({ vehicles, jobs: [{ id: 1, location: [13.4, 52.5], release: midnight + 50 }] })
    expect([released.anchor, released.orders[0]!.release]).toEqual([midnight, 50])
  })
})

describe('keys of our own', () => {
  test('are read without a warning', () => {
    expect(problem.warnings).toEqual([])
    expect(problem.losses).toEqual([])
  })

  test('say where a vehicle loads again, and where it does not go', () => {
    const [courier] = problem.day.couriers
    expect(courier!.shifts[0]!.reload).toEqual({ place: { row: 3, at: [13.43, 52.5] }, service: 120, most: 2 })
    expect(courier!.blocked).toEqual([{ rows: [2] }, { polygon: [[13.8, 52], [13.9, 52], [13.9, 53]] }])
  })

  test('of a reload may all be left out: at the start, at no time, as often as it helps', () => {
    const json = { vehicles: [{ id: 1, start_index: 2, end_index: 0, reload: {} }], matrices: { car: { durations } } }
    const { day, vehicles } = readVroom(json)
    expect(day.couriers[0]!.shifts[0]!.reload).toEqual({ place: 2, service: 0, most: 20 })
    expect(vehicles.get('1')![0]!.reload).toEqual({ location_index: 2 })
  })

  test('say what comes first and last on a route, and when a job is ready at the depot', () => {
    expect(['1', '2', '3'].map((id) => [order(id).position, order(id).release])).toEqual([
      ['first', undefined], ['last', undefined], [undefined, 6000],
    ])
  })
})

describe('a solution with everything', () => {
  // The start that the vehicle lists, with its break where the list has one.
  const [route] = problem.steps!.routes
  const steps = [...route!.steps.slice(0, 6), { type: 'break' as const, id: '9' }, ...route!.steps.slice(6)]
  const plan = { routes: [{ ...route!, steps }] }
  const solution = writeVroomSolution(problem, plan, [])

  test('starts from the steps of the vehicle, without its breaks', () => {
    expect(route!.steps.map((step) => ('id' in step ? `${step.type} ${step.id}` : step.type))).toEqual([
      'order 1', 'collect shipment-6', 'order shipment-6', 'reload', 'order 3', 'order shipment-7', 'bring shipment-7', 'order 2',
    ])
  })

  test('is legal, so the numbers below mean something', () => {
    expect(legal(problem.day, problem.orders, plan)).toEqual([])
  })

  test('has pickups, deliveries and reloads with their own numbers, times and loads', () => {
    // The second trip brings job 3, which is ready at 6,000; so the first one may start late. The delivery, last at 5,000, is 600 + 100 +
    // 60 + 1,200 = 1,960 s after the start: away at 3,040. The pickup is where job 1 was, so its 30 s of setup fall away. Row 3 at 5,000 for 90 s; the reload is there, too: 910 s of waiting.
    // From 6,120: job 3 on the spot until 6,220; row 1 at 7,420 for 90 s; row 3 at 8,710 for 60 s; row 1 at 9,970 for 100 s; home at 10,670.
    // On board: job 1; after it nothing; 2 crates of the shipment, for which the lady gives one. The reload puts that down and takes 2 for
    // job 3, 1 for job 2 and 1 for the door at row 1, which gives one for row 3.
    expect(solution.routes[0]!.steps.map(({ type, id, job, arrival, waiting_time, setup, service, load }) =>
      [type, id, job, arrival, waiting_time, setup, service, load![0]])).toEqual([
      ['start', undefined, undefined, 3040, 0, 0, 0, 1],
      ['job', 1, 1, 3640, 0, 0, 100, 0],
      ['pickup', 5, 5, 3740, 0, 0, 60, 2],
      ['delivery', 6, 6, 5000, 0, 0, 90, 1],
      ['reload', undefined, undefined, 5090, 910, 0, 120, 4],
      ['job', 3, 3, 6120, 0, 0, 100, 2],
      ['pickup', 8, 8, 7420, 0, 0, 90, 2],
      ['break', 9, undefined, 7510, 0, 0, 0, 2],
      ['delivery', 7, 7, 8710, 0, 0, 60, 1],
      ['job', 2, 2, 9970, 0, 0, 100, 0],
      ['end', undefined, undefined, 10_670, 0, 0, 0, 0],
    ])
    expect(solution.routes[0]!.steps[2]).toMatchObject({ location_index: 1, location: [13.41, 52.5], description: 'the shop' })
    expect(solution.routes[0]!.steps[3]).toMatchObject({ location_index: 3, description: 'the lady' })
    expect(solution.routes[0]!.steps[4]).toMatchObject({ location_index: 3, location: [13.43, 52.5] })
  })

  test('sums up as VROOM does: a shipment is picked up and delivered, and its priority counts at both ends', () => {
    // Delivered: 1 + 1 + 2 of the jobs, 2 and 1 of the shipments, 1 to the door at row 1. Picked up: 2 and 1, and 1 from the lady.
    // Driven: 600 + 1,200 + 1,200 + 1,200 + 1,200 + 600.
    expect(solution.summary).toMatchObject({
      delivery: [8], pickup: [4], priority: 14, setup: 0, service: 720, waiting_time: 910, duration: 6000, unassigned: 0,
    })
  })

  test('is read back to the same plan', () => {
    expect(readVroomSolution(throughText(solution), problem)).toEqual({ plan, unassigned: [] })
  })

  test('has both ends of a shipment that no route serves among the unassigned, the pickup first', () => {
    const left = writeVroomSolution(problem, { routes: [] }, ['3', 'shipment-7', 'shipment-6'])
    expect(left.unassigned.map(({ type, id, description }) => [type, id, description])).toEqual([
      ['job', 3, undefined], ['pickup', 8, undefined], ['delivery', 7, undefined], ['pickup', 5, 'the shop'], ['delivery', 6, 'the lady'],
    ])
    expect(left.summary.unassigned).toBe(5)
    expect(readVroomSolution(throughText(left), problem).unassigned).toEqual(['3', 'shipment-7', 'shipment-6'])
  })

  test('starts and ends at its first and last place where both ends are open, be it the other end of a shipment', () => {
    const [van] = everything().vehicles
    const { start: _, start_index: __, end: ___, end_index: ____, steps: _____, ...open } = van!
    const json = { ...everything(), vehicles: [{ ...open, start_index: 0, breaks: [] }] }
    const names = readVroom(json)
    const { routes } = writeVroomSolution(names, { routes: [{ courier: '1', shift: 0, steps: steps.slice(1, 3) }] }, [])
    expect(routes[0]!.steps.map(({ type, location_index: row }) => [type, row])).toEqual([['start', 0], ['pickup', 1], ['delivery', 3], ['end', 3]])
    const ends = { routes: [{ courier: '1', shift: 0, steps: [steps[5]!, steps[7]!] }] }
    expect(writeVroomSolution(names, ends, []).routes[0]!.steps.at(-1)).toMatchObject({ type: 'end', location_index: 3 })
  })
})

describe('bad input', () => {
  const base = { vehicles: [{ id: 1, start_index: 0 }], matrices: { car: { durations } } }
  const here = (id: number) => ({ id, location_index: 1 })
  const shipment = { pickup: here(1), delivery: here(1) }
  const located = { vehicles: [{ id: 1, start: [13.4, 52.5] }] }

  test.each([
    ['half a shipment', { ...base, shipments: [{ pickup: here(1) }] }, 'missing shipments[0].delivery'],
    ['half a shipment as a request', { ...base, requests: [{ delivery: here(1) }] }, 'missing requests[0].pickup'],
    ['a job with the amounts of a shipment', { ...base, jobs: [{ ...here(1), pickup: {} }] }, 'not-a-list jobs[0].pickup'],
    ['a pickup nowhere', { ...base, shipments: [{ ...shipment, pickup: { id: 1 } }] }, 'missing shipments[0].pickup.location'],
    ['a delivery at no row', { ...base, shipments: [{ ...shipment, delivery: { id: 1, location_index: 9 } }] }, 'place-unknown shipments[0].delivery.location_index'],
    ['windows that overlap at the pickup', { ...base, shipments: [{ ...shipment, pickup: { ...here(1), time_windows: [[0, 5], [5, 9]] } }] }, 'window-overlap shipments[0].pickup.time_windows[1]'],
    ['a reversed window at the delivery', { ...base, shipments: [{ ...shipment, delivery: { ...here(1), time_windows: [[9, 5]] } }] }, 'window-reversed shipments[0].delivery.time_windows[0]'],
    ['a reversed window at a door that is the pickup', { ...base, requests: [{ ...shipment, door: 'pickup', pickup: { ...here(1), time_windows: [[9, 5]] } }] }, 'window-reversed requests[0].pickup.time_windows[0]'],
    ['amounts of two lengths', { ...base, shipments: [{ ...shipment, amount: [1] }], vehicles: [{ id: 1, start_index: 0, capacity: [1, 2] }] }, 'load-dimensions shipments[0].amount'],
    ['an amount of the wrong end', { ...base, vehicles: [{ id: 1, start_index: 0, capacity: [1] }], shipments: [{ ...shipment, pickup: { ...here(1), delivery: [1] } }] }, 'contradiction shipments[0].pickup.delivery'],
    ['the same pickup twice', { ...base, shipments: [shipment, { ...shipment, delivery: here(2) }] }, 'duplicate-id shipments[1].pickup.id'],
    ['the same delivery in a request', { ...base, shipments: [shipment], requests: [{ ...shipment, pickup: here(2) }] }, 'duplicate-id requests[0].delivery.id'],
    ['a door of no kind', { ...base, shipments: [{ ...shipment, door: 'both' }] }, 'unknown-id shipments[0].door'],
    ['a position of no kind', { ...base, jobs: [{ ...here(1), position: 'second' }] }, 'unknown-id jobs[0].position'],
    ['a release of what is collected on the way', { ...base, shipments: [{ ...shipment, release: 5 }] }, 'contradiction shipments[0].release'],
    ['half a second of release', { ...base, jobs: [{ ...here(1), release: 0.5 }] }, 'not-an-integer jobs[0].release'],
    ['a reload nowhere', { ...base, vehicles: [{ id: 1, end_index: 0, reload: {} }] }, 'missing vehicles[0].reload.location'],
    ['a reload at no row', { ...base, vehicles: [{ id: 1, start_index: 0, reload: { location_index: 9 } }] }, 'place-unknown vehicles[0].reload.location_index'],
    ['a reload that is never allowed', { ...base, vehicles: [{ id: 1, start_index: 0, reload: { most: 0 } }] }, 'out-of-range vehicles[0].reload.most'],
    ['an area with two corners', { ...base, vehicles: [{ id: 1, start_index: 0, blocked: [{ polygon: [[1, 2], [3, 4]] }] }] }, 'polygon-invalid vehicles[0].blocked[0].polygon'],
    ['an area of no kind', { ...base, vehicles: [{ id: 1, start_index: 0, blocked: [{}] }] }, 'missing vehicles[0].blocked[0]'],
    ['an area of both kinds', { ...base, vehicles: [{ id: 1, start_index: 0, blocked: [{ rows: [1], polygon: [[1, 2], [3, 4], [5, 7]] }] }] }, 'contradiction vehicles[0].blocked[0].rows'],
    ['rows without matrices', { vehicles: [{ ...located.vehicles[0], blocked: [{ rows: [1] }] }] }, 'place-unknown vehicles[0].blocked[0].rows[0]'],
    ['a pickup among the steps that is none', { ...base, vehicles: [{ id: 1, start_index: 0, steps: [{ type: 'pickup', id: 3 }] }] }, 'unknown-id vehicles[0].steps[0].id'],
  ])('%s', (_, json, problem) => {
    expect(problemsOf(json)).toEqual([problem])
  })
})

describe('written as VROOM JSON', () => {
  const { problem: written, losses, names } = writeVroomProblem(problem.day, problem.orders)

  test('everything is there again, and two ends of a shipment have one number', () => {
    const [van] = everything().vehicles
    const { steps: _, ...vehicle } = van!
    expect(written.vehicles).toEqual([{ ...vehicle, profile: 'car', costs: { fixed: 0, per_hour: 3600, per_km: 0 }, breaks: [{ id: 9, service: 0, time_windows: [[0, 20_000]] }] }])
    expect(written.jobs!.map(({ id, position, release }) => [id, position, release])).toEqual([[1, 'first', undefined], [2, 'last', undefined], [3, undefined, 6000]])
    expect(written.shipments).toEqual([
      {
        amount: [2],
        priority: 7,
        pickup: { id: 6, location: [13.41, 52.5], location_index: 1, setup: 30, service: 60, time_windows: [[500, 4000]] },
        delivery: { id: 6, location: [13.43, 52.5], location_index: 3, service: 90, time_windows: [[2000, 5000]], pickup: [1], description: 'the lady' },
      },
      {
        amount: [1],
        door: 'pickup',
        release: 5900,
        pickup: { id: 7, location: [13.41, 52.5], location_index: 1, service: 90, delivery: [1] },
        delivery: { id: 7, location: [13.43, 52.5], location_index: 3, service: 60 },
      },
    ])
  })

  test('what VROOM passes over is listed', () => {
    expect(losses.map(({ path, what, did }) => `${path}: ${what} → ${did}`)).toEqual([
      'slots: slots to offer → written as top-level slots, which VROOM passes over',
      'couriers: 1 shifts with reloads → written as reload, which VROOM passes over',
      'couriers: 1 couriers with areas they do not serve → written as blocked, which VROOM passes over',
      'orders: 2 orders that come first or last → written as position, which VROOM passes over',
      'orders: 2 orders that are ready at a certain time → written as release, which VROOM passes over',
      'orders: 2 shipments whose door has dealings with the depot, too → written as an amount of that end, which VROOM passes over',
    ])
  })

  test('and read back, it is the same day and the same orders', () => {
    const back = readVroom(throughText(written))
    expect(back.day.couriers).toEqual(problem.day.couriers)
    expect(back.orders).toEqual(problem.orders)
    expect(names.otherEnds.get('shipment-6')).toMatchObject({ type: 'pickup', id: 6 })
  })
})

describe('names', () => {
  const day = makeDay({ couriers: [{ id: '1', start: 0, end: 0, shift: { start: 0, end: 9000 } }], travel: matrixTravel({ seconds: durations }) })
  const shipped = (id: string) => makeOrder({ id, place: 1, collectAt: { place: 2 }, description: 'tulips' }, day)
  const numbers = (names: VroomNames) => [...names.tasks].map(([id, { type, id: number, description }]) => [id, type, number, description])

  test('jobs and shipments are numbered apart; the first that says a number has it', () => {
    const orders = [makeOrder({ id: '5', place: 1 }, day), shipped('shipment-5'), shipped('5'), shipped('__proto__'), shipped('shipment-x')]
    // Orders of one day have ids of their own; two with the same number come from somewhere else.
    expect(numbers(namesOfDay(day, [orders[0]!, orders[1]!, orders[3]!, orders[4]!]))).toEqual([
      ['5', 'job', 5, undefined],
      ['shipment-5', 'delivery', 5, 'tulips'],
      ['__proto__', 'delivery', 6, '__proto__: tulips'],
      ['shipment-x', 'delivery', 7, 'shipment-x: tulips'],
    ])
    expect(numbers(namesOfDay(day, [orders[2]!, orders[1]!]))).toEqual([
      ['5', 'delivery', 5, 'tulips'], ['shipment-5', 'delivery', 6, 'shipment-5: tulips'],
    ])
  })
})

test('an area of corners holds for places that get rows when they are written', () => {
  const day = makeDay({
    travel: estimateTravel({ kilometresPerHour: 30 }),
    couriers: [{
      id: '1', start: [13.4, 52.5], end: [13.4, 52.5], shift: { start: 0, end: 9000 },
      blocked: [{ polygon: [[13.5, 52], [13.6, 52], [13.6, 53], [13.5, 53]] }],
    }],
  })
  const orders = [makeOrder({ id: '1', place: [13.45, 52.5] }, day), makeOrder({ id: '2', place: [13.55, 52.5] }, day)]
  const back = readVroom(throughText(writeVroomProblem(day, orders).problem))
  expect(back.orders.map(({ place }) => blocks(back.day.couriers[0]!.blocked, place))).toEqual([false, true])
})

test('rows that no written matrix has are left out', () => {
  const travel = matrixTravel({ seconds: durations })
  const couriers = [[{ rows: [1, 3] }], [{ rows: [3] }]].map((blocked, i) => ({ id: String(i + 1), start: 0, end: 0, shift: { start: 0, end: 9000 }, blocked }))
  const day = makeDay({ travel, couriers })
  // Places of rows 0 and 2: a matrix of three rows.
  const { problem: json } = writeVroomProblem(day, [makeOrder({ id: '1', place: 2 }, day)])
  expect(json.vehicles.map(({ blocked }) => blocked)).toEqual([[{ rows: [1] }], undefined])
})

test('whole days are added to releases and to windows of other ends, too', () => {
  const day = makeDay({ travel: matrixTravel({ seconds: durations }), couriers: [{ id: '1', start: 0, end: 0, shift: { start: -7200, end: 7200 } }] })
  const windows = [{ start: -3600, end: 3600 }]
  const orders = [makeOrder({ id: '1', place: 1, windows, release: -7000 }, day), makeOrder({ id: '2', place: 1, collectAt: { place: 2, windows } }, day)]
  const { problem: json } = writeVroomProblem(day, orders)
  // One day: −7,000 + 86,400 = 79,400.
  expect(json.jobs![0]!.release).toBe(79_400)
  expect(json.shipments![0]!.pickup.time_windows).toEqual([[82_800, 90_000]])
})

test('distances mean something where they lead to another end only', () => {
  const travel = matrixTravel({ seconds: durations, metres: durations })
  const day = makeDay({ travel, couriers: [{ id: '1', start: 0, end: 0, shift: { start: 0, end: 9000 } }] })
  expect(namesOfDay(day, [makeOrder({ id: '1', place: 1 }, day)]).distances).toBe(false)
  expect(namesOfDay(day, [makeOrder({ id: '1', place: 1, bringTo: { place: 2 } }, day)]).distances).toBe(true)
})

describe('small days with every kind of constraint', () => {
  test('are the same to the judge after they were written and read', () => {
    // VROOM JSON has no rush hours, and no route that is open at both ends.
    const features = allFeatures.filter((feature) => feature !== 'rush hours' && feature !== 'open ends')
    fc.assert(fc.property(fc.nat(2 ** 30), (seed) => {
      const { day, orders, plan } = smallDay(seed, features)
      const { problem: json, names, losses } = writeVroomProblem(day, orders)
      // Speeds are whole percentages of the time in VROOM JSON; others become slower.
      fc.pre(!losses.some(({ path }) => path.endsWith('.breaks') || path.endsWith('.speed')))
      const back = readVroom(throughText(json))
      expect(back.warnings).toEqual([])
      const solution = throughText(writeVroomSolution(names, plan, []))
      const again = readVroomSolution(solution, back).plan
      expect(legal(day, orders, plan)).toEqual([])
      expect(legal(back.day, back.orders, again)).toEqual([])
      const broken = { routes: again.routes.map((route) => ({ ...route, steps: route.steps.toReversed() })) }
      const ours = { routes: plan.routes.filter(({ steps }) => steps.some(({ type }) => type === 'order')).map((route) => ({ ...route, steps: route.steps.toReversed() })) }
      const codes = (list: ReturnType<typeof legal>) => list.map(({ code, by }) => `${code} ${by ?? ''}`).toSorted()
      expect(codes(legal(back.day, back.orders, broken))).toEqual(codes(legal(day, orders, ours)))
    }), { numRuns: 100 })
  })

  test('and their plans come back step by step, with times that follow from each other', () => {
    fc.assert(fc.property(fc.nat(2 ** 30), (seed) => {
      const { day, orders, plan } = smallDay(seed, allFeatures)
      const names = namesOfDay(day, orders)
      const solution = writeVroomSolution(names, plan, [])
      expect(readVroomSolution(throughText(solution), names).plan.routes).toEqual(plan.routes.filter(({ steps }) => steps.some(({ type }) => type === 'order')))
      for (const { steps, service } of solution.routes) {
        expect(service).toBe(steps.reduce((sum, step) => sum + step.service, 0))
        for (const [index, step] of steps.slice(0, -1).entries()) {
          const next = steps[index + 1]!
          expect(next.arrival).toBe(step.arrival + step.waiting_time + step.setup + step.service + next.duration - step.duration)
        }
      }
    }), { numRuns: 100 })
  })
})
