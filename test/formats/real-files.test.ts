/** Real benchmark files: all are read, and their published plans are legal and cost what is published. */
import { describe, expect, test } from 'vitest'
import { readCsv } from '../../src/formats/csv.ts'
import { readProblem } from '../../src/formats/detect.ts'
import { readSolomon } from '../../src/formats/solomon.ts'
import { readVroom } from '../../src/formats/vroom/read.ts'
import { writeVroomProblem } from '../../src/formats/vroom/problem-write.ts'
import { readVroomSolution } from '../../src/formats/vroom/solution-read.ts'
import { writeVroomSolution } from '../../src/formats/vroom/solution-write.ts'
import { readVrplib } from '../../src/formats/vrplib/read.ts'
import { readVrplibSolution } from '../../src/formats/vrplib/solution.ts'
import { legal } from '../../src/model/legal.ts'
import type { Plan } from '../../src/model/nouns.ts'
import { dataExists, filesIn, textOf } from './data.ts'

/** A file of comma-separated values as one map per row. */
function tableOf(subfolder: string, name: string): Map<string, string>[] {
  const [header, ...rows] = readCsv(textOf(subfolder, name))
  return rows.map((row) => new Map(header!.map((column, index) => [column, row[index]!])))
}

describe.skipIf(!dataExists)('grocery days', () => {
  const days = filesIn('grocery-days', '.txt')

  test('there are nine', () => {
    expect(days).toHaveLength(9)
  })

  test.each(days)('%s: read, its best known plan legal and as long as published, also as VROOM JSON', (name) => {
    const text = textOf('grocery-days', name)
    const published = tableOf('grocery-days', 'index.csv').find((row) => `${row.get('instance')}.txt` === name)!
    const { day, orders, capacity, vehicles } = readVrplib(text)
    expect(orders).toHaveLength(Number(published.get('customers')))
    expect([capacity, vehicles]).toEqual([Number(published.get('capacity')), Number(published.get('vehicles_field'))])
    expect(day.couriers[0]!.shifts[0]!.end).toBe(Number(published.get('horizon_s')))

    const { routes, cost } = readVrplibSolution(textOf('grocery-days', name.replace('.txt', '.sol')))
    expect([routes.length, cost]).toEqual([Number(published.get('bks_routes')), Number(published.get('bks_static_cost'))])
    const plan: Plan = {
      routes: routes.map((ids, index) => ({ courier: String(index + 1), shift: 0, steps: ids.map((id) => ({ type: 'order', id })) })),
    }
    expect(legal(day, orders, plan)).toEqual([])

    const { problem } = readProblem(text, name)
    const solution = writeVroomSolution(problem, plan, [])
    expect([solution.summary.duration, solution.summary.cost]).toEqual([cost, cost])
    expect(readVroomSolution(JSON.parse(JSON.stringify(solution)), problem).plan).toEqual(plan)
  })

  test('as many couriers work as are asked for', () => {
    expect(readVrplib(textOf('grocery-days', days[0]!), { couriers: 9 }).day.couriers).toHaveLength(9)
  })

  test('a day goes through VROOM JSON and back', () => {
    const { day, orders } = readVrplib(textOf('grocery-days', 'ORTEC-VRPTW-ASYM-cc05bba4-d1-n200-k15.txt'))
    const { problem, losses } = writeVroomProblem(day, orders)
    expect(losses).toEqual([])
    const back = readVroom(JSON.parse(JSON.stringify(problem)))
    expect(back.orders).toEqual(orders)
    expect(back.day.couriers).toEqual(day.couriers)
    const [before, after] = [day.travel.get('car')!, back.day.travel.get('car')!]
    for (const order of orders) expect(after.seconds(0, order.place)).toBe(before.seconds(0, order.place))
  })
})

describe.skipIf(!dataExists)('Solomon’s and Homberger’s files', () => {
  test.each([...filesIn('solomon', '.txt').map((name) => ['solomon', name]), ...filesIn('homberger', '.txt').map((name) => ['homberger', name])])(
    '%s/%s is read',
    (subfolder, name) => {
      const text = textOf(subfolder!, name!)
      const customers = text.split(/\r?\n/).filter((line) => /^\s*\d+(\s+\d+){6}\s*$/.test(line)).length - 1
      const { format, scale, problem } = readProblem(text, name!)
      expect([format, scale, problem.orders.length]).toEqual(['solomon', 10, customers])
      expect(problem.day.couriers.length).toBe(customers / 4)
    },
  )

  test('C101: ten routes one after the other by their windows are legal and as long as the best known value', () => {
    // SINTEF's best known routes of C101; 827.3 with one decimal cut off.
    const routes = [
      [5, 3, 7, 8, 10, 11, 9, 6, 4, 2, 1, 75], [13, 17, 18, 19, 15, 16, 14, 12], [20, 24, 25, 27, 29, 30, 28, 26, 23, 22, 21],
      [32, 33, 31, 35, 37, 38, 39, 36, 34], [43, 42, 41, 40, 44, 46, 45, 48, 51, 50, 52, 49, 47], [57, 55, 54, 53, 56, 58, 60, 59],
      [67, 65, 63, 62, 74, 72, 61, 64, 68, 66, 69], [81, 78, 76, 71, 70, 73, 77, 79, 80], [90, 87, 86, 83, 82, 84, 85, 88, 89, 91],
      [98, 96, 95, 94, 92, 93, 97, 100, 99],
    ]
    const { problem } = readProblem(textOf('solomon', 'C101.txt'), 'C101.txt', { couriers: 10 })
    const plan: Plan = {
      routes: routes.map((ids, index) => ({ courier: String(index + 1), shift: 0, steps: ids.map((id) => ({ type: 'order', id: String(id) })) })),
    }
    expect(legal(problem.day, problem.orders, plan)).toEqual([])
    const best = tableOf('solomon', 'bks.csv').find((row) => row.get('instance') === 'C101')!
    expect(writeVroomSolution(problem, plan, []).summary.duration).toBe(Number(best.get('dimacs_distance_trunc1_cvrplib2024')) * 10)
  })

  test('without decimals everything is smaller by ten', () => {
    const { orders, scale } = readSolomon(textOf('solomon', 'C101.txt'), { decimals: 0 })
    expect(scale).toBe(1)
    expect(orders[0]).toMatchObject({ id: '1', service: 90, windows: [{ start: 912, end: 967 }], delivery: [10] })
  })
})

describe.skipIf(!dataExists)('Belgian roads', () => {
  test.each(filesIn('belgium-road', '.vrp'))('%s: no windows, gaps in the numbers, names among them, fractions rounded up', (name) => {
    const { problem, format } = readProblem(textOf('belgium-road', name), name)
    expect(format).toBe('vrplib')
    expect(problem.losses).toEqual([{ path: 'EDGE_WEIGHT_SECTION', what: expect.stringContaining('fractions'), did: 'rounded up to whole seconds' }])
    expect(problem.day.couriers).toHaveLength(problem.orders.length)
  })
})
