/** VROOM solutions, out and in: every field with its arithmetic, and the way back to the same plan. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InputError } from '../../../src/base/errors.ts'
import { namesOfDay } from '../../../src/formats/vroom/names.ts'
import { readVroom } from '../../../src/formats/vroom/read.ts'
import { readVroomSolution } from '../../../src/formats/vroom/solution-read.ts'
import { writeVroomSolution } from '../../../src/formats/vroom/solution-write.ts'
import type { VroomSolution } from '../../../src/formats/vroom/solution-write.ts'
import { legal } from '../../../src/model/legal.ts'
import type { Plan } from '../../../src/model/nouns.ts'
import { dayArbitrary, ordersArbitrary, planArbitrary } from '../../make/day.ts'
import { example, midnight } from './example.ts'

const problem = readVroom(example())

/** The blue van takes 101, has lunch on the way to 102, and comes home; 103 and the shipment are left out. */
const plan: Plan = {
  routes: [{ courier: '7', shift: 0, steps: [{ type: 'order', id: '101' }, { type: 'break', id: '1' }, { type: 'order', id: '102' }] }],
}

describe('the solution of the example', () => {
  const solution = writeVroomSolution(problem, plan, ['103', 'shipment-1'], { loading: 3, solving: 20 })
  const route = solution.routes[0]!

  test('is legal, so the numbers below mean something', () => {
    expect(legal(problem.day, problem.orders.slice(0, 2), plan)).toEqual([])
  })

  test('has the steps of the route with all that VROOM says of them', () => {
    // Latest start that still ends as early as can be: 101 at its latest, 09:30 = 34,200 s, so away at 33,600 s.
    // 34,500 s: on the road to 102. Lunch may start at 36,000 s, the leg takes 600 s: there at 35,100 s, waits 900 s.
    // Lunch until 37,800 s, 102 at once (setup 60 s, service 240 s) until 38,100 s, home at 39,300 s.
    expect(route.steps).toEqual([
      {
        type: 'start', location_index: 0, setup: 0, service: 0, waiting_time: 0, load: [2, 0], arrival: midnight + 33_600,
        duration: 0, violations: [], distance: 0,
      },
      {
        type: 'job', description: 'flowers', location_index: 1, id: 101, job: 101, setup: 0, service: 300, waiting_time: 0, load: [0, 0],
        arrival: midnight + 34_200, duration: 600, violations: [], distance: 6000,
      },
      {
        type: 'break', description: 'lunch', id: 1, setup: 0, service: 1800, waiting_time: 900, load: [0, 0],
        arrival: midnight + 35_100, duration: 1200, violations: [], distance: 12_000,
      },
      {
        type: 'job', location_index: 2, id: 102, job: 102, setup: 60, service: 240, waiting_time: 0, load: [1, 1],
        arrival: midnight + 37_800, duration: 1200, violations: [], distance: 12_000,
      },
      {
        type: 'end', location_index: 0, setup: 0, service: 0, waiting_time: 0, load: [1, 1], arrival: midnight + 39_300,
        duration: 2400, violations: [], distance: 24_000,
      },
    ])
  })

  test('has a route and a summary that add them up', () => {
    const sums = {
      // 2400 s at 3600 an hour, and 100 for using the van
      cost: 2500,
      delivery: [2, 0],
      amount: [2, 0],
      pickup: [1, 1],
      setup: 60,
      // 300 + 1800 + 240
      service: 2340,
      duration: 2400,
      waiting_time: 900,
      priority: 80,
      distance: 24_000,
      violations: [],
    }
    expect(route).toMatchObject({ vehicle: 7, description: 'blue van', ...sums })
    expect(solution.code).toBe(0)
    // One job and both ends of the shipment are left.
    expect(solution.summary).toEqual({ ...sums, routes: 1, unassigned: 3, computing_times: { loading: 3, solving: 20 } })
  })

  test('names what is left, never silently: the job and both ends of the shipment', () => {
    expect(solution.unassigned).toEqual([
      { id: 103, location_index: 3, type: 'job' },
      { id: 1, location_index: 1, type: 'pickup' },
      { id: 1, location_index: 2, type: 'delivery', description: 'to the shop' },
    ])
  })

  test('is read back to the same plan and the same unassigned jobs', () => {
    expect(readVroomSolution(JSON.parse(JSON.stringify(solution)), problem)).toEqual({ plan, unassigned: ['103', 'shipment-1'] })
  })
})

test('an open route ends at its last job, as in VROOM, and couriers without orders have no route', () => {
  const one: Plan = { routes: [{ courier: '9', shift: 0, steps: [{ type: 'order', id: '103' }] }, { courier: '7', shift: 0, steps: [] }] }
  const { routes, summary } = writeVroomSolution(problem, one, ['101', '102', 'shipment-1'])
  expect(routes.map(({ vehicle }) => vehicle)).toEqual([9])
  expect(routes[0]!.steps.map(({ type, location_index: row }) => [type, row])).toEqual([['start', 0], ['job', 3], ['end', 3]])
  // There and nowhere else: 1800 s.
  expect(summary).toMatchObject({ duration: 1800, distance: 18_000, unassigned: 4 })
})

test('a break halfway on a leg counts half of its metres', () => {
  const [van] = example().vehicles
  const [flowers, ...others] = example().jobs
  const lunch = [midnight + 34_800, midnight + 39_600]
  const json = {
    ...example(),
    vehicles: [{ ...van, breaks: [{ id: 1, service: 0, time_windows: [lunch] }] }],
    jobs: [{ ...flowers, time_windows: [[midnight + 34_200, midnight + 34_200]] }, ...others],
  }
  const { routes } = writeVroomSolution(readVroom(json), plan, ['103'])
  // 101 is done at 34,500 s; 300 of the 600 s to 102 are driven by 34,800 s: 6000 m + 3000 m.
  expect(routes[0]!.steps[2]).toMatchObject({ type: 'break', arrival: midnight + 34_800, duration: 900, distance: 9000 })
})

describe('any plan of any day', () => {
  const scene = dayArbitrary().chain((day) => ordersArbitrary(day, 6).chain((orders) => planArbitrary(day, orders).map((drawn) => ({ day, orders, drawn }))))

  test('has steps whose times follow from each other, breaks and rush hours included', () => {
    fc.assert(fc.property(scene, ({ day, orders, drawn }) => {
      const { routes } = writeVroomSolution(namesOfDay(day, orders), drawn, [])
      for (const { steps } of routes) {
        for (const [index, step] of steps.entries()) {
          const next = steps[index + 1]
          if (next === undefined) break
          const done = step.arrival + step.waiting_time + step.setup + step.service
          expect(next.arrival).toBe(done + next.duration - step.duration)
        }
      }
    }))
  })

  test('has sums that are the sums of its parts', () => {
    fc.assert(fc.property(scene, ({ day, orders, drawn }) => {
      const { routes, summary } = writeVroomSolution(namesOfDay(day, orders), drawn, [])
      for (const key of ['cost', 'service', 'setup', 'waiting_time', 'duration', 'priority'] as const) {
        expect(summary[key]).toBe(routes.reduce((sum, route) => sum + route[key], 0))
      }
      for (const route of routes) {
        expect(route.service).toBe(route.steps.reduce((sum, step) => sum + step.service, 0))
        expect(route.waiting_time).toBe(route.steps.reduce((sum, step) => sum + step.waiting_time, 0))
        const took = route.steps.at(-1)!.arrival - route.steps[0]!.arrival
        expect(took).toBe(route.duration + route.service + route.waiting_time)
      }
    }))
  })

  test('comes back as the same plan, but for routes without orders and places driven through', () => {
    fc.assert(fc.property(scene, ({ day, orders, drawn }) => {
      const names = namesOfDay(day, orders)
      const written = JSON.parse(JSON.stringify(writeVroomSolution(names, drawn, []))) as VroomSolution
      const expected = drawn.routes
        .filter(({ steps }) => steps.some(({ type }) => type === 'order'))
        .map((route) => ({ ...route, steps: route.steps.filter(({ type }) => type !== 'via') }))
      expect(readVroomSolution(written, names).plan.routes).toEqual(expected)
    }))
  })
})

describe('a solution that does not fit the problem', () => {
  const read = (json: unknown) => {
    try {
      readVroomSolution(json, problem)
    } catch (error) {
      if (error instanceof InputError) return error.problems.map(({ code, path }) => `${code} ${path}`)
      throw error
    }
    return []
  }

  test.each([
    ['not an object', 5, 'not-an-object '],
    ['an error of VROOM', { code: 2, error: 'Invalid JSON' }, 'missing routes'],
    ['an unknown vehicle', { routes: [{ vehicle: 8, steps: [] }] }, 'unknown-id routes[0].vehicle'],
    ['two routes of one vehicle', { routes: [{ vehicle: 7, steps: [] }, { vehicle: 7, steps: [] }] }, 'duplicate-id routes[1].vehicle'],
    ['an unknown job', { routes: [{ vehicle: 7, steps: [{ type: 'job', id: 1 }] }] }, 'unknown-id routes[0].steps[0].id'],
    ['a job without id', { routes: [{ vehicle: 7, steps: [{ type: 'job' }] }] }, 'missing routes[0].steps[0].id'],
    ['a break of another vehicle', { routes: [{ vehicle: 9, steps: [{ type: 'break', id: 1 }] }] }, 'unknown-id routes[0].steps[0].id'],
    ['an unknown pickup', { routes: [{ vehicle: 7, steps: [{ type: 'pickup', id: 101 }] }] }, 'unknown-id routes[0].steps[0].id'],
    ['a delivery without id', { routes: [{ vehicle: 7, steps: [{ type: 'delivery' }] }] }, 'missing routes[0].steps[0].id'],
    ['a stranger among the unassigned', { routes: [], unassigned: [{ id: 5 }] }, 'unknown-id unassigned[0].id'],
    ['a pickup that is no pickup', { routes: [], unassigned: [{ id: 101, type: 'pickup' }] }, 'unknown-id unassigned[0].id'],
  ])('%s', (_, json, problems) => {
    expect(read(json)).toEqual([problems])
  })

  test('a break and a job of the same number are two things', () => {
    const both = readVroom({ ...example(), jobs: [{ id: 1, location_index: 1 }], vehicles: [{ ...example().vehicles[0], steps: undefined }] })
    const json = { routes: [{ vehicle: 7, steps: [{ type: 'break', id: 1 }, { type: 'job', id: 1 }] }] }
    expect(readVroomSolution(json, both).plan.routes[0]!.steps).toEqual([{ type: 'break', id: '1' }, { type: 'order', id: '1' }])
  })

  test('a job planned twice is the judge’s business', () => {
    const twice = { routes: [{ vehicle: 9, steps: [{ type: 'job', id: 103 }, { type: 'job', id: 103 }] }] }
    const { plan: read103 } = readVroomSolution(twice, problem)
    expect(legal(problem.day, [problem.orders[2]!], read103).map(({ code }) => code)).toEqual(['order-twice'])
  })

  test('anything at all gives a plan or an InputError, and nothing else', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 5 }), (json) => {
      expect(() => read(json)).not.toThrow()
    }), { numRuns: 300 })
  })
})
