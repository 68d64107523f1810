/** What routes cost in solutions: VROOM's own numbers. Each comes from VROOM 1.15 itself, for the same problem and the same route. */
import { describe, expect, test } from 'vitest'
import { factorOf, percentOf, speedOf } from '../../../src/formats/vroom/speeds.ts'
import { readVroom } from '../../../src/formats/vroom/read.ts'
import { readVroomSolution } from '../../../src/formats/vroom/solution-read.ts'
import { writeVroomSolution } from '../../../src/formats/vroom/solution-write.ts'

const durations = [[0, 101, 203, 305], [103, 0, 407, 509], [211, 413, 0, 617], [307, 511, 613, 0]]
const distances = [[0, 1011, 2033, 3055], [1033, 0, 4077, 5099], [2111, 4133, 0, 6177], [3077, 5111, 6133, 0]]

/** Jobs 2, 1, 3 and home again: 203 + 413 + 509 + 307 = 1,432 s and 2,033 + 4,133 + 5,099 + 3,077 = 14,342 m. */
function costOf(vehicle: object, { job = {}, matrices = {}, fineCosts = false }: { job?: object; matrices?: object; fineCosts?: boolean } = {}): number {
  const names = readVroom({
    vehicles: [{ id: 1, start_index: 0, end_index: 0, ...vehicle }],
    jobs: [1, 2, 3].map((id) => ({ id, location_index: id, ...job })),
    matrices: { car: { durations, distances, ...matrices } },
  }, { fineCosts })
  const { plan } = readVroomSolution({ routes: [{ vehicle: 1, steps: [2, 1, 3].map((id) => ({ type: 'job', id })) }] }, names)
  return writeVroomSolution(names, plan, []).summary.cost
}

describe('a route costs what VROOM says', () => {
  test.each([
    ['a unit a second, unless it says otherwise', {}, 1432],
    // 14.342 km at 7 are 100.394.
    ['by the kilometre', { costs: { per_km: 7 } }, 1532],
    // 20 ÷ 3,600 a second: 7.96; without windows VROOM cuts off, it does not round.
    ['at 20 an hour', { costs: { per_hour: 20 } }, 7],
    ['and is the same in finer units', { costs: { per_hour: 20, per_km: 7, fixed: 100 } }, 208],
    ['nothing at all', { costs: { per_hour: 0 } }, 0],
    // 1,432 × 100 ÷ 0.7 = 2,045.7; the time would be 143 %, 2,047.8 s.
    ['at a speed of 0.7', { speed_factor: 0.7 }, 2045],
    ['at a speed of 3', { speed_factor: 3 }, 477],
  ])('%s', (_, vehicle, cost) => {
    expect(costOf(vehicle)).toBe(cost)
    expect(costOf(vehicle, { fineCosts: true })).toBe(cost)
  })

  test('with windows anywhere: rounded, from the seconds that it reports', () => {
    const hours = { time_window: [0, 100_000] }
    // 7.96
    expect(costOf({ ...hours, costs: { per_hour: 20 } })).toBe(8)
    expect(costOf({ costs: { per_hour: 20 } }, { job: { time_windows: [[0, 100_000]] } })).toBe(8)
    // 143 % of 1,432 s are 2,047.76 s; 33 % are 472.56 s.
    expect(costOf({ ...hours, speed_factor: 0.7 })).toBe(2047)
    expect(costOf({ ...hours, speed_factor: 3 })).toBe(472)
    expect(costOf({ ...hours, speed_factor: 0.7, costs: { per_hour: 1000 } })).toBe(569)
  })

  test('with hours of setup, service and breaks, cut off by themselves', () => {
    // 3 × (13 + 60) = 219 s at 100 an hour are 6.08; 20 an hour for 1,432 s are 7.96.
    const job = { setup: 13, service: 60 }
    const costs = { fixed: 5, per_hour: 20, per_task_hour: 100 }
    expect(costOf({ costs }, { job })).toBe(5 + 7 + 6)
    expect(costOf({ costs, time_window: [0, 100_000] }, { job })).toBe(5 + 8 + 6)
    // A break of 30 s that is not taken costs nothing; here it is the judge's business, not the writer's.
    expect(costOf({ costs, type: 'van' }, { job: { ...job, service_per_type: { van: 360 } } })).toBe(5 + 7 + 31)
  })

  test('by a matrix of costs, which neither speed nor kilometres change', () => {
    const matrices = { costs: distances }
    expect(costOf({}, { matrices })).toBe(14_342)
    expect(costOf({ speed_factor: 2, costs: { per_km: 9 } }, { matrices })).toBe(14_342)
    // 219 s at 3,600 an hour.
    expect(costOf({ costs: { fixed: 5, per_task_hour: 3600 } }, { matrices, job: { setup: 13, service: 60 } })).toBe(14_342 + 5 + 219)
    expect(costOf({ costs: { fixed: 5, per_task_hour: 777 } }, { matrices, job: { setup: 13, service: 60 }, fineCosts: true })).toBe(14_342 + 5 + 47)
  })

  test('and paid hours besides, which are ours: everything from leaving to returning', () => {
    // 1,432 s on the road and 3 × 60 s at doors, at 1,800 an hour: 806; an hour of travel costs nothing here.
    expect(costOf({ costs: { per_hour: 0, per_paid_hour: 1800 } }, { job: { service: 60 } })).toBe(806)
  })
})

test('two routes are rounded one by one', () => {
  // 101 s at 1,800 an hour are 50.5 each.
  const names = readVroom({
    vehicles: [1, 2].map((id) => ({ id, start_index: 0, costs: { per_hour: 1800 } })),
    jobs: [1, 2].map((id) => ({ id, location_index: 1 })),
    matrices: { car: { durations } },
  })
  const { plan } = readVroomSolution({ routes: [1, 2].map((id) => ({ vehicle: id, steps: [{ type: 'job', id }] })) }, names)
  const { summary, routes } = writeVroomSolution(names, plan, [])
  expect([summary.cost, ...routes.map(({ cost }) => cost)]).toEqual([100, 50, 50])
})

describe('units of cost', () => {
  const read = (costs: object, more: object = {}) => readVroom({
    vehicles: [{ id: 1, start_index: 0, costs }], jobs: [{ id: 1, location_index: 1, value: 9, ...more }], matrices: { car: { durations } },
  }, { fineCosts: true })

  test('are VROOM’s where every second and metre is a whole one', () => {
    expect(read({ fixed: 3, per_hour: 7200, per_km: 2000, per_task_hour: 3600 }).costScale).toBe(1)
  })

  test('are a thousandth of VROOM’s where rates are small, and larger where they would not fit', () => {
    const { costScale, day, orders } = read({ fixed: 3, per_hour: 20, per_km: 1, per_task_hour: 5, per_paid_hour: 6 })
    expect(costScale).toBe(1000)
    expect(day.couriers[0]!.costs).toEqual({ fixed: 3000, perHour: 20_000, perKm: 1000, perTaskHour: 5000, perPaidHour: 6000 })
    expect(orders[0]!.value).toBe(9000)
    expect(read({ per_hour: 9001 }).costScale).toBe(100)
    expect(read({ per_hour: 20, fixed: 2e8 }).costScale).toBe(1)
    expect(read({ per_hour: 20 }, { value: 2e7 }).costScale).toBe(10)
  })

  test('are a matrix’s, too', () => {
    const names = readVroom({
      vehicles: [{ id: 1, start_index: 0, costs: { per_task_hour: 5 } }], matrices: { car: { durations, costs: distances } },
    }, { fineCosts: true })
    // Not a thousandth: 3,600 an hour, which nobody pays here, would not fit.
    expect([names.costScale, names.day.travel.get('car')!.cost!(2, 3)]).toEqual([100, 617_700])
  })

  test('are what couriers cost where nobody asks for finer ones', () => {
    const { costScale, day } = readVroom({ vehicles: [{ id: 1, start: [13, 52], costs: { per_hour: 20 } }] })
    expect([costScale, day.couriers[0]!.costs.perHour]).toEqual([1, 20])
  })
})

describe('speed factors', () => {
  test('are whole percentages of the time, as in VROOM', () => {
    // VROOM's durations for a leg of 100,000 s.
    const durationOf = (factor: number) => percentOf(factor) * 1000
    expect([0.5, 0.7, 0.77, 0.9, 1.1, 1.3, 1.5, 3, 4.99].map(durationOf)).toEqual([200e3, 143e3, 130e3, 111e3, 91e3, 77e3, 67e3, 33e3, 20e3])
  })

  test('are our speeds, and back', () => {
    for (const factor of [0.1, 0.3, 0.5, 0.7, 0.77, 1, 1.1, 1.3, 2, 3, 5]) {
      expect(percentOf(factorOf(speedOf(factor)))).toBe(percentOf(factor))
    }
  })

  test('are never faster than the courier, and at most 5', () => {
    for (let thousandths = 60; thousandths <= 9000; thousandths += 7) {
      const speed = thousandths / 1000
      const factor = factorOf(speed)
      expect(factor).toBeLessThanOrEqual(5)
      // Within what the millionths of a speed can tell.
      expect(percentOf(factor)).toBeGreaterThanOrEqual(100 / speed - 1e-4 / speed ** 2)
    }
  })
})
