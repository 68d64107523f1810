/** Reading VROOM JSON: every field in its place, every loss and every odd key listed, every problem named. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { writeVroomProblem } from '../../../src/formats/vroom/problem-write.ts'
import { readVroom } from '../../../src/formats/vroom/read.ts'
import { UNLIMITED } from '../../../src/model/limits.ts'
import { FARTHEST } from '../../../src/time/seconds.ts'
import { distances, durations, everything, example, midnight, problemsOf } from './example.ts'

describe('a problem with everything in it', () => {
  const problem = readVroom(example())

  test('has its moments counted from the midnight before the first shift', () => {
    expect(problem.anchor).toBe(midnight)
    // 08:00 and 16:00
    expect(problem.day.couriers[0]!.shifts[0]).toMatchObject({ start: 28_800, end: 57_600, from: 0, to: 0 })
  })

  test('has couriers with capacity, skills, limits, costs and breaks', () => {
    const [blue, open] = problem.day.couriers
    expect(blue).toMatchObject({ id: '7', capacity: [10, 4], skills: ['1', '14'], maxTasks: 4, costs: { fixed: 100, perHour: 3600, perKm: 0, perTaskHour: 0, perPaidHour: 0 } })
    expect(blue!.shifts[0]!.breaks).toEqual([{ id: '1', service: 1800, windows: [{ start: 36_000, end: 39_600 }] }])
    // No end: the route is over after the last job. No limits: unlimited.
    expect(open).toMatchObject({ id: '9', maxTasks: UNLIMITED, maxDistance: UNLIMITED, speed: 1 })
    expect(open!.shifts[0]!.to).toBeNull()
    // No costs: VROOM's own, one a second.
    expect(open!.costs).toEqual({ fixed: 0, perHour: 3600, perKm: 0, perTaskHour: 0, perPaidHour: 0 })
  })

  test('has orders with windows, loads, skills, priority and setup', () => {
    expect(problem.orders[0]).toEqual({
      id: '101',
      place: 1,
      service: 300,
      delivery: [2, 0],
      pickup: [0, 0],
      skills: ['14'],
      windows: [{ start: 32_400, end: 34_200 }, { start: 50_400, end: 54_000 }],
      priority: 80,
      description: 'flowers',
    })
    expect(problem.orders[1]).toMatchObject({ id: '102', setup: 60, service: 240, pickup: [1, 1], delivery: [0, 0] })
    expect(problem.orders[2]!.windows).toEqual([{ start: -FARTHEST, end: FARTHEST }])
  })

  test('travels by its matrix', () => {
    const source = problem.day.travel.get('car')!
    expect([source.seconds(0, 3), source.metres(3, 1)]).toEqual([1800, 12_000])
  })

  test('gives the steps of its vehicles as a start', () => {
    expect(problem.steps).toEqual({ routes: [{ courier: '7', shift: 0, steps: [{ type: 'order', id: '102' }, { type: 'order', id: '101' }] }] })
  })

  test('has the shipment as an order that is collected at its pickup; both ends keep their names', () => {
    const anyTime = [{ start: -FARTHEST, end: FARTHEST }]
    expect(problem.orders.map(({ id }) => id)).toEqual(['101', '102', '103', 'shipment-1'])
    expect(problem.orders[3]).toEqual({
      id: 'shipment-1',
      place: 2,
      service: 0,
      delivery: [1, 0],
      pickup: [0, 0],
      skills: [],
      windows: anyTime,
      priority: 0,
      description: 'to the shop',
      collectAt: { place: 1, service: 60, windows: anyTime },
    })
    expect(problem.tasks.get('shipment-1')).toEqual({ type: 'delivery', id: 1, location_index: 2, description: 'to the shop' })
    expect(problem.otherEnds).toEqual(new Map([['shipment-1', { type: 'pickup', id: 1, location_index: 1 }]]))
  })

  test('loses nothing', () => {
    expect(problem.losses).toEqual([])
  })

  test('warns of nothing', () => {
    expect(problem.warnings).toEqual([])
  })
})

describe('keys that VROOM would pass over in silence', () => {
  test('the two windows that users mix up', () => {
    const json = {
      vehicles: [{ id: 1, start_index: 0, time_windows: [[0, 100]] }],
      jobs: [{ id: 1, location_index: 1, time_window: [0, 100] }],
      matrices: { car: { durations } },
    }
    expect(readVroom(json).warnings).toEqual([
      { path: 'jobs[0].time_window', key: 'time_window', remedy: 'did you mean time_windows?' },
      { path: 'vehicles[0].time_windows', key: 'time_windows', remedy: 'did you mean time_window?' },
    ])
  })

  test('at every level', () => {
    const json = {
      job: [],
      vehicles: [{
        id: 1, start_index: 0, costs: { per_our: 1 }, reload: { at: 0 }, blocked: [{ rows: [], name: 'centre' }], breaks: [{ id: 1, service: 0, time_window: [0, 1] }], steps: [{ type: 'start', at: 3, service_aft: 4 }],
      }],
      jobs: [{ id: 1, location_index: 1, colour: 'red', positions: 'first' }],
      requests: [
        { id: 2, location_index: 1, Service: 3 },
        { pickup: { id: 2, location_index: 0, pickup: [] }, delivery: { id: 2, location_index: 0 }, door: 'pickup', doors: 2 },
      ],
      shipments: [{ pickup: { id: 1, location_index: 0, amount: [1] }, delivery: { id: 1, location_index: 0 }, skill: [] }],
      slots: [{ id: 'a', start: 0, end: 1, name: 'x' }],
      matrices: { car: { durations, distance: [] } },
    }
    expect(readVroom(json).warnings.map(({ path, remedy }) => [path, remedy])).toEqual([
      ['job', 'did you mean jobs?'],
      ['jobs[0].colour', expect.stringContaining('known here: id, description, location')],
      ['jobs[0].positions', 'did you mean position?'],
      ['shipments[0].skill', 'did you mean skills?'],
      ['shipments[0].pickup.amount', expect.stringContaining('remove it')],
      ['requests[0].Service', 'did you mean service?'],
      ['requests[1].doors', 'did you mean door?'],
      ['requests[1].pickup.pickup', expect.stringContaining('remove it')],
      ['vehicles[0].costs.per_our', 'did you mean per_hour?'],
      ['vehicles[0].reload.at', expect.stringContaining('known here: location, location_index, service, most')],
      ['vehicles[0].blocked[0].name', expect.stringContaining('known here: polygon, rows')],
      ['vehicles[0].breaks[0].time_window', 'did you mean time_windows?'],
      ['vehicles[0].steps[0].at', expect.stringContaining('remove it')],
      // One letter from service_at, two from service_after.
      ['vehicles[0].steps[0].service_aft', 'did you mean service_at?'],
      ['slots[0].name', expect.stringContaining('remove it')],
      ['matrices.car.distance', 'did you mean distances?'],
    ])
  })

  test('the deprecated ones are read, with a warning', () => {
    const json = { vehicles: [{ id: 1, start_index: 0, capacity: [3] }], jobs: [{ id: 1, location_index: 1, amount: [2] }], matrix: durations }
    const problem = readVroom(json)
    expect(problem.orders[0]!.delivery).toEqual([2])
    expect(problem.warnings.map(({ path }) => path)).toEqual(['jobs[0].amount', 'matrix'])
  })

  test('names that reach for prototypes are only names', () => {
    const text = `{"__proto__": {"x": 1}, "constructor": 1,
      "vehicles": [{"id": 1, "start_index": 0, "profile": "__proto__", "__proto__": {"capacity": [9]}}],
      "jobs": [{"id": 1, "location_index": 0, "prototype": 1}],
      "slots": [{"id": "__proto__", "start": 0, "end": 5}, {"id": "constructor", "start": 0, "end": 5}],
      "matrices": {"__proto__": {"durations": [[0]]}}}`
    const problem = readVroom(JSON.parse(text))
    expect(problem.day.dimensions).toBe(0)
    expect(problem.slots.map(({ id }) => id)).toEqual(['__proto__', 'constructor'])
    expect(problem.warnings.map(({ path }) => path)).toEqual(['__proto__', 'constructor', 'jobs[0].prototype', 'vehicles[0].__proto__'])
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  })

  test('a million of them are not a million warnings', () => {
    const jobs = Array.from({ length: 2000 }, (_, id) => ({ id, location_index: 0, time_widows: [] }))
    expect(readVroom({ vehicles: [{ id: 1, start_index: 0 }], jobs, matrices: { car: { durations } } }).warnings).toHaveLength(1000)
  })
})

describe('moments', () => {
  const vehicle = (more: object) => ({ id: 1, start_index: 0, ...more })
  const job = (id: number, windows: number[][]) => ({ id, location_index: 1, time_windows: windows })
  const read = (vehicles: object[], jobs: object[]) => readVroom({ vehicles, jobs, matrices: { car: { durations } } })

  test('relative seconds stay, and a vehicle without a window works from 0 for as long as can be counted', () => {
    const { anchor, day } = read([vehicle({})], [job(1, [[100, 200]])])
    expect(anchor).toBe(0)
    expect(day.couriers[0]!.shifts[0]).toMatchObject({ start: 0, end: FARTHEST })
  })

  test('epoch seconds are counted from midnight; a shift that is not stated starts a day earlier', () => {
    const { anchor, day, orders } = read([vehicle({})], [job(1, [[midnight + 600, midnight + 1200]])])
    expect(anchor).toBe(midnight)
    expect(orders[0]!.windows).toEqual([{ start: 600, end: 1200 }])
    expect(day.couriers[0]!.shifts[0]!.start).toBe(-86_400)
  })

  test('an end that means "never" is cut and listed', () => {
    const { anchor, losses, orders } = read([vehicle({ time_window: [0, 7200] })], [job(1, [[100, 4_294_967_295]])])
    expect(anchor).toBe(0)
    expect(orders[0]!.windows).toEqual([{ start: 100, end: FARTHEST }])
    expect(losses).toEqual([expect.objectContaining({ path: 'jobs[0].time_windows[0]', did: `read as 100–${FARTHEST}` })])
  })

  test('a window months away from the shifts is a problem', () => {
    const json = { vehicles: [vehicle({ time_window: [midnight, midnight + 100] })], jobs: [job(1, [[midnight + 9e6, midnight + 9e6 + 5]])] }
    expect(problemsOf({ ...json, matrices: { car: { durations } } })).toEqual(['outside-day jobs[0].time_windows[0]'])
  })

  test('shifting the whole input by whole days changes the anchor only', () => {
    fc.assert(fc.property(fc.integer({ min: 100, max: 20_000 }), (days) => {
      const at = (moment: number) => days * 86_400 + moment
      const windows = [[at(30_000), at(40_000)]]
      const shifted = read([vehicle({ time_window: [at(28_800), at(50_000)] })], [job(1, windows)])
      const plain = read([vehicle({ time_window: [28_800, 50_000] })], [job(1, [[30_000, 40_000]])])
      expect(shifted.anchor).toBe(days * 86_400)
      expect(shifted.orders).toEqual(plain.orders)
      expect(shifted.day.couriers).toEqual(plain.day.couriers)
    }))
  })
})

describe('travel', () => {
  test('without matrices is estimated, and says so', () => {
    const json = { vehicles: [{ id: 1, start: [13.38, 52.51], profile: 'bike' }], jobs: [{ id: 1, location: [13.4, 52.51] }] }
    const { day, losses, distances } = readVroom(json)
    // 0.02 degrees of longitude at 52.51 degrees north: 1.354 km, 1.76 km by road, 422 s at 15 km/h
    expect(day.travel.get('bike')!.seconds([13.38, 52.51], [13.4, 52.51])).toBe(423)
    expect(distances).toBe(true)
    expect(losses).toEqual([{
      path: 'matrices',
      what: 'no matrix of profile bike; VROOM would ask a routing server',
      did: 'estimated as 1.3 times the great circle at 15 km/h',
    }])
  })

  test('with matrices and coordinates, the coordinates are for maps', () => {
    const json = {
      vehicles: [{ id: 1, start: [13.38, 52.51], start_index: 0 }],
      jobs: [{ id: 1, location: [13.4, 52.51], location_index: 2 }],
      matrices: { car: { durations } },
    }
    expect(readVroom(json).orders[0]!.place).toEqual({ row: 2, at: [13.4, 52.51] })
  })

  test('numbers that mean "no road" are cut to the longest leg', () => {
    const json = { vehicles: [{ id: 1, start_index: 0 }], jobs: [], matrices: { car: { durations: [[0, 4_294_967_295], [5, 0]] } } }
    const { day, losses } = readVroom(json)
    expect(day.travel.get('car')!.seconds(0, 1)).toBe(2 ** 28 - 1)
    expect(losses[0]).toMatchObject({ path: 'matrices.car.durations', what: '1 numbers of 268435456 or more' })
  })
})

test('breaks are taken in the order in which their windows open, and are found where they were listed', () => {
  const late = { id: 2, service: 60, time_windows: [[5000, 6000]] }
  const early = { id: 1, service: 60, time_windows: [[1000, 2000]] }
  const json = (breaks: object[]) => ({ vehicles: [{ id: 1, start_index: 0, time_window: [0, 9000], breaks }], matrices: { car: { durations } } })
  expect(readVroom(json([late, early])).day.couriers[0]!.shifts[0]!.breaks.map(({ id }) => id)).toEqual(['1', '2'])
  // The second of the list opens first; it closes before it opens.
  expect(problemsOf(json([late, { ...early, time_windows: [[1000, 900]] }]))).toEqual(['window-reversed vehicles[0].breaks[1].time_windows[0]'])
})

test('times per type, types and what may be aboard at a break are read, and written again', () => {
  const json = {
    vehicles: [{
      id: 1, start_index: 0, end_index: 0, type: '__proto__', capacity: [5, 5], time_window: [0, 9000] as [number, number],
      breaks: [{ id: 1, service: 60, time_windows: [[0, 9000]], max_load: [2, 2 ** 30] }],
      costs: { per_task_hour: 7, per_paid_hour: 9 },
    }],
    jobs: [JSON.parse('{"id": 1, "location_index": 1, "setup": 9, "setup_per_type": {"lift": 4, "__proto__": 5}, "service_per_type": {"lift": 3}, "value": 8}') as object],
    shipments: [{ pickup: { id: 1, location_index: 1, service_per_type: { lift: 6 } }, delivery: { id: 1, location_index: 2, setup: 3 }, value: 2 }],
    matrices: { car: { durations, distances, costs: distances } },
  }
  const { day, orders } = readVroom(json)
  const [courier] = day.couriers
  expect(courier).toMatchObject({ type: '__proto__', costs: { perTaskHour: 7, perPaidHour: 9 } })
  expect(courier!.shifts[0]!.breaks[0]).toMatchObject({ service: 60, maxLoad: [2, UNLIMITED] })
  expect(orders[0]).toMatchObject({ service: 0, setup: 9, value: 8, perType: [{ type: '__proto__', setup: 5 }, { type: 'lift', setup: 4, service: 3 }] })
  expect(orders[1]).toMatchObject({ setup: 3, value: 2, collectAt: { service: 0, perType: [{ type: 'lift', service: 6 }] } })
  expect(day.travel.get('car')!.cost!(0, 1)).toBe(6000)
  const { problem, losses } = writeVroomProblem(day, orders)
  const again = readVroom(JSON.parse(JSON.stringify(problem)))
  expect(again.warnings).toEqual([])
  expect([again.day.couriers, again.orders]).toEqual([day.couriers, orders])
  expect(losses.map(({ path, did }) => `${path}: ${did}`)).toEqual([
    'orders: written as value, which VROOM passes over',
    'couriers.1.costs.perPaidHour: written as costs.per_paid_hour, which VROOM passes over; waiting costs nothing there',
  ])
})

test('only the first couriers work when fewer are asked for', () => {
  expect(readVroom(example(), { couriers: 1 }).day.couriers.map(({ id }) => id)).toEqual(['7'])
  expect(() => readVroom(example(), { couriers: 3 })).toThrow('state a whole number from 1 to 2')
})

test('slots, requests and the current routes are read beside the jobs', () => {
  const json = {
    ...example(),
    slots: [{ id: 'morning', start: midnight + 32_400, end: midnight + 36_000 }, { id: 5, start: midnight + 36_000, end: midnight + 39_600 }],
    requests: [{ id: 500, location_index: 2, service: 60 }],
    routes: [{ vehicle: 7, steps: [{ type: 'start' }, { type: 'job', id: 101 }, { type: 'break', id: 1 }, { type: 'job', job: 103 }] }],
  }
  const problem = readVroom(json)
  expect(problem.slots).toEqual([{ id: 'morning', window: { start: 32_400, end: 36_000 } }, { id: '5', window: { start: 36_000, end: 39_600 } }])
  expect(problem.requests.map(({ id }) => id)).toEqual(['500'])
  expect(problem.routes).toEqual({
    routes: [{ courier: '7', shift: 0, steps: [{ type: 'order', id: '101' }, { type: 'break', id: '1' }, { type: 'order', id: '103' }] }],
  })
})

test('what cannot be expressed is listed', () => {
  const json = {
    vehicles: [
      {
        id: 1, start_index: 0, capacity: [2 ** 30], speed_factor: 1.5, costs: { per_km: 10 }, max_distance: 5000, time_window: [0, 9000],
        steps: [{ type: 'job', id: 1, service_at: 50 }],
      },
      { id: 2, start_index: 0, profile: 'toll', costs: { per_km: 10 } },
    ],
    jobs: [{ id: 1, location_index: 1 }],
    requests: [
      { id: 2, location_index: 1, time_windows: [[0, 50]] },
      // Windows at the other end are no loss: they are kept.
      { pickup: { id: 2, location_index: 1, time_windows: [[0, 50]] }, delivery: { id: 2, location_index: 2, time_windows: [[0, 60]] } },
    ],
    matrices: { car: { durations }, toll: { durations, distances, costs: durations } },
    options: { g: true, c: true, t: 4, x: 5, l: 3, y: 1 },
  }
  const problem = readVroom(json)
  expect(problem.losses.map(({ path }) => path)).toEqual([
    'requests[0].time_windows',
    'requests[1].delivery.time_windows',
    'vehicles[0].capacity',
    'vehicles[0].speed_factor',
    'vehicles[0].steps[0].service_at',
    // No distances of that profile; and beside costs they do not count.
    'vehicles[0].costs.per_km',
    'vehicles[0].max_distance',
    'vehicles[1].costs.per_km',
  ])
  expect(problem.warnings.map(({ path }) => path)).toEqual(['options.y', 'options.g', 'options.c'])
  expect(problem.limit).toBe(3)
})

describe('bad input', () => {
  test('is listed whole, under the paths of the input', () => {
    const json = {
      vehicles: [{ id: 'one', start_index: 0, speed_factor: 7, time_window: [5] }, { id: 2, capacity: [1.5] }],
      jobs: [{ id: 1, location: [200, 0], service: -1, priority: 101 }, 'job', { location_index: 1, time_windows: [0, 5], skills: [null] }],
    }
    expect(problemsOf(json)).toEqual([
      'out-of-range jobs[0].location[0]',
      'out-of-range jobs[0].service',
      'out-of-range jobs[0].priority',
      'not-an-object jobs[1]',
      'missing jobs[2].id',
      'not-a-list jobs[2].time_windows[0]',
      'not-a-list jobs[2].time_windows[1]',
      'not-a-number jobs[2].skills[0]',
      'not-a-number vehicles[0].id',
      'missing vehicles[0].time_window[1]',
      'out-of-range vehicles[0].speed_factor',
      'not-an-integer vehicles[1].capacity[0]',
    ])
  })

  test.each([
    ['nothing', null, 'not-an-object '],
    ['a list', [], 'missing vehicles'],
    ['no vehicles', { vehicles: [] }, 'missing vehicles'],
    ['a vehicle from nowhere to nowhere', { vehicles: [{ id: 1 }] }, 'missing vehicles[0].start'],
    ['a job nowhere', { vehicles: [{ id: 1, start: [0, 0] }], jobs: [{ id: 1 }] }, 'missing jobs[0].location'],
    ['a row without a matrix', { vehicles: [{ id: 1, start: [0, 0] }], jobs: [{ id: 1, location_index: 1 }] }, 'missing jobs[0].location'],
    ['a place without a row', { vehicles: [{ id: 1, start: [0, 0] }], matrices: { car: { durations } } }, 'missing vehicles[0].start_index'],
    ['a row that is not there', { vehicles: [{ id: 1, start_index: 4 }], matrices: { car: { durations } } }, 'place-unknown vehicles[0].start_index'],
    ['a ragged matrix', { vehicles: [{ id: 1, start_index: 0 }], matrices: { car: { durations: [[0, 1], [1]] } } }, 'matrix-ragged matrices.car.durations[1]'],
    ['a matrix of halves', { vehicles: [{ id: 1, start_index: 0 }], matrices: { car: { durations: [[0, 1], [0.5, 0]] } } }, 'not-an-integer matrices.car.durations[1][0]'],
    ['a matrix of its own size', { vehicles: [{ id: 1, start_index: 0 }], matrices: { car: { durations, distances: [[0]] } } }, 'matrix-size matrices.car.distances'],
    ['a matrix that is none', { vehicles: [{ id: 1, start_index: 0 }], matrices: { car: 5 } }, 'not-an-object matrices.car'],
    ['no durations', { vehicles: [{ id: 1, start_index: 0 }], matrices: { car: { distances: durations } } }, 'missing matrices.car.durations'],
    ['a profile without matrix', { vehicles: [{ id: 1, start_index: 0, profile: 'bike' }], matrices: { car: { durations } } }, 'unknown-id vehicles[0].profile'],
    ['amounts of two lengths', { vehicles: [{ id: 1, start: [0, 0], capacity: [1] }], jobs: [{ id: 1, location: [0, 0], pickup: [1, 2] }] }, 'load-dimensions jobs[0].pickup'],
    ['amounts without capacity', { vehicles: [{ id: 1, start: [0, 0] }], jobs: [{ id: 1, location: [0, 0], amount: [1] }] }, 'load-dimensions jobs[0].amount'],
    ['the same job twice', { vehicles: [{ id: 1, start: [0, 0] }], jobs: [{ id: 1, location: [0, 0] }, { id: 1, location: [0, 0] }] }, 'duplicate-id jobs[1].id'],
    ['a request that is a job', { vehicles: [{ id: 1, start: [0, 0] }], jobs: [{ id: 1, location: [0, 0] }], requests: [{ id: 1, location: [0, 0] }] }, 'duplicate-id requests[0].id'],
    ['the same vehicle twice', { vehicles: [{ id: 1, start: [0, 0] }, { id: 1, start: [0, 0] }] }, 'duplicate-id vehicles[1].id'],
    ['no windows', { vehicles: [{ id: 1, start: [0, 0] }], jobs: [{ id: 1, location: [0, 0], time_windows: [] }] }, 'window-empty jobs[0].time_windows'],
    ['a reversed window', { vehicles: [{ id: 1, start: [0, 0] }], jobs: [{ id: 1, location: [0, 0], time_windows: [[5, 4]] }] }, 'window-reversed jobs[0].time_windows[0]'],
    ['windows that overlap', { vehicles: [{ id: 1, start: [0, 0] }], jobs: [{ id: 1, location: [0, 0], time_windows: [[0, 5], [5, 9]] }] }, 'window-overlap jobs[0].time_windows[1]'],
    ['a reversed shift', { vehicles: [{ id: 1, start: [0, 0], time_window: [9, 3] }] }, 'window-reversed vehicles[0].time_window'],
    ['seconds per type that are no numbers', { vehicles: [{ id: 1, start: [0, 0] }], jobs: [{ id: 1, location: [0, 0], service_per_type: { van: '5' } }] }, 'not-a-number jobs[0].service_per_type.van'],
    ['seconds per type that are negative', { vehicles: [{ id: 1, start: [0, 0] }], jobs: [{ id: 1, location: [0, 0], setup_per_type: { van: -5 } }] }, 'out-of-range jobs[0].setup_per_type.van'],
    ['half a second per type', { vehicles: [{ id: 1, start: [0, 0] }], jobs: [{ id: 1, location: [0, 0], setup_per_type: { van: 0.5 } }] }, 'not-an-integer jobs[0].setup_per_type.van'],
    ['a type without a name', { vehicles: [{ id: 1, start: [0, 0] }], jobs: [{ id: 1, location: [0, 0], setup_per_type: { '': 5 } }] }, 'not-text jobs[0].setup_per_type'],
    ['seconds of no type', { vehicles: [{ id: 1, start: [0, 0] }], jobs: [{ id: 1, location: [0, 0], setup_per_type: [5] }] }, 'not-an-object jobs[0].setup_per_type'],
    ['a most load of another length', { vehicles: [{ id: 1, start: [0, 0], capacity: [1], breaks: [{ id: 1, max_load: [1, 2] }] }] }, 'load-dimensions vehicles[0].breaks[0].max_load'],
    ['an hourly rate beside a matrix of costs', { vehicles: [{ id: 1, start_index: 0, costs: { per_hour: 1800 } }], matrices: { car: { durations, costs: durations } } }, 'contradiction vehicles[0].costs.per_hour'],
    ['costs of another size', { vehicles: [{ id: 1, start_index: 0 }], matrices: { car: { durations, costs: [[0]] } } }, 'matrix-size matrices.car.costs'],
    ['negative costs', { vehicles: [{ id: 1, start_index: 0 }], matrices: { car: { durations: [[0, 1], [1, 0]], costs: [[0, -1], [1, 0]] } } }, 'out-of-range matrices.car.costs[0][1]'],
    ['a limit that is no time', { vehicles: [{ id: 1, start: [0, 0] }], options: { l: 0 } }, 'out-of-range options.l'],
    ['a limit in words', { vehicles: [{ id: 1, start: [0, 0] }], options: { l: 'soon' } }, 'not-a-number options.l'],
    ['options that are none', { vehicles: [{ id: 1, start: [0, 0] }], options: 5 }, 'not-an-object options'],
    ['a speed too slow for us', { vehicles: [{ id: 1, start: [0, 0], speed_factor: 0.001 }] }, 'out-of-range vehicles[0].speed_factor'],
    ['a step that is not there', { vehicles: [{ id: 1, start: [0, 0], steps: [{ type: 'job', id: 9 }] }] }, 'unknown-id vehicles[0].steps[0].id'],
    ['a step of no kind', { vehicles: [{ id: 1, start: [0, 0], steps: [{ type: 'jump' }] }] }, 'unknown-id vehicles[0].steps[0].type'],
  ])('%s', (_, json, problem) => {
    expect(problemsOf(json)).toEqual([problem])
  })

  test('more than a day can hold is refused at once', () => {
    const many = (count: number) => Array.from({ length: count }, (_, id) => ({ id, start: [0, 0], end: 5 }))
    expect(problemsOf({ vehicles: many(20_000).map(({ id, start }) => ({ id, start })) })).toEqual(['too-many vehicles'])
    expect(problemsOf({ vehicles: [{ id: 1, start: [0, 0] }], slots: many(100_000).map(({ id, end }) => ({ id, start: 0, end })) })).toEqual(['too-many slots'])
  })

  test('anything at all gives a problem or an InputError, and nothing else', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 5 }), (json) => {
      expect(() => problemsOf(json)).not.toThrow()
    }), { numRuns: 300 })
  })

  test('any part of a good problem replaced by anything gives a problem or an InputError, and nothing else', () => {
    const leaves = pathsOf(everything())
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom(undefined, Number.NaN, Infinity, -Infinity, -0, 1e300, 2 ** 53, -1, 0.5, '', '__proto__', [], {}, [[]], null),
    )
    fc.assert(fc.property(fc.constantFrom(...leaves), value, (path, replacement) => {
      expect(() => problemsOf(replaced(everything(), path, replacement))).not.toThrow()
    }), { numRuns: 2000 })
  })
})

type Path = readonly (string | number)[]

/** Paths of all parts of a value, the inner ones, too. */
function pathsOf(value: unknown, at: Path = []): Path[] {
  const below = typeof value === 'object' && value !== null ? Object.entries(value) : []
  return [at, ...below.flatMap(([key, part]) => pathsOf(part, [...at, key]))]
}

function replaced(value: unknown, [key, ...rest]: Path, replacement: unknown): unknown {
  if (key === undefined) return replacement
  const copy: Record<string | number, unknown> = Array.isArray(value) ? ([...value] as never) : { ...(value as object) }
  copy[key] = replaced(copy[key], rest, replacement)
  return copy
}
