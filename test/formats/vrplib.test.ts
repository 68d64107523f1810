/** VRPLIB text with windows: matrix, rows by the order of nodes, `.sol` files, and every bad line named. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/base/errors.ts'
import { readVrplib } from '../../src/formats/vrplib/read.ts'
import { readVrplibSolution } from '../../src/formats/vrplib/solution.ts'
import { FARTHEST } from '../../src/time/seconds.ts'

const head = ['NAME : tiny', 'TYPE : VRPTW', 'DIMENSION : 3', 'EDGE_WEIGHT_TYPE : EXPLICIT', 'VEHICLES : 2', 'EDGE_WEIGHT_FORMAT : FULL_MATRIX', 'CAPACITY : 10']
const matrix = ['EDGE_WEIGHT_SECTION', '0\t5\t9', '6\t0\t4', '8\t3\t0']
const demand = ['DEMAND_SECTION', '1 0', '2 3', '3 4']
const rest = ['DEPOT_SECTION', '1', '-1', 'SERVICE_TIME_SECTION', '1 0', '2 60', '3 90', 'TIME_WINDOW_SECTION', '1 0 1000', '2 10 20', '3 30 40', 'EOF']
const good = [...head, ...matrix, ...demand, ...rest]

test('a file with all sections', () => {
  const { day, orders, name, vehicles, capacity, scale } = readVrplib(good.join('\n'))
  expect({ name, vehicles, capacity, scale }).toEqual({ name: 'tiny', vehicles: 2, capacity: 10, scale: 1 })
  expect(day.couriers[0]).toMatchObject({ capacity: [10], shifts: [{ start: 0, end: 1000, from: 0, to: 0 }] })
  expect(orders).toMatchObject([
    { id: '1', place: 1, delivery: [3], service: 60, windows: [{ start: 10, end: 20 }] },
    { id: '2', place: 2, delivery: [4], service: 90, windows: [{ start: 30, end: 40 }] },
  ])
  const { seconds } = day.travel.get('car')!
  expect([seconds(0, 2), seconds(2, 0), seconds(1, 2), seconds(2, 1)]).toEqual([9, 8, 4, 3])
})

test('numbers with gaps, in any order in later sections, with Windows line ends', () => {
  const lines = [...head, ...matrix, 'DEMAND_SECTION', '0 0', '27 3', '55 4', 'SERVICE_TIME_SECTION', '55 90', '0 0', '27 60', 'NODE_COORD_SECTION', '0 1 1 TOWN', '27 2 2 RIVER-ON-THE-HILL', '55 3 3 SEA']
  const { orders } = readVrplib(lines.join('\r\n'))
  expect(orders.map(({ id, service }) => [id, service])).toEqual([['1', 60], ['2', 90]])
  // Three places on a diagonal from 1 to 3, shrunk to one degree.
  expect(orders[0]!.place).toEqual({ row: 1, at: [0, 0] })
})

test('without windows, services and vehicles: always open, no seconds, a courier per customer', () => {
  const { orders, day } = readVrplib([...head.filter((line) => !line.startsWith('VEHICLES')), ...matrix, ...demand].join('\n'))
  expect(orders[0]).toMatchObject({ service: 0, windows: [{ start: 0, end: FARTHEST }] })
  expect(day.couriers).toHaveLength(2)
})

test('coordinates as weights are rounded to the nearest', () => {
  const euclid = ['DIMENSION : 2', 'CAPACITY : 1', 'EDGE_WEIGHT_TYPE : EUC_2D', 'NODE_COORD_SECTION', '1 0 0', '2 1 1', 'DEMAND_SECTION', '1 0', '2 1']
  // The root of 2 is 1.41.
  expect(readVrplib(euclid.join('\n')).day.travel.get('car')!.seconds(0, 1)).toBe(1)
})

test('weights that are fractions are rounded up and listed', () => {
  const { day, losses } = readVrplib(good.join('\n').replace('0\t5\t9', '0\t5.01\t9'))
  expect(day.travel.get('car')!.seconds(0, 1)).toBe(6)
  expect(losses).toEqual([{ path: 'EDGE_WEIGHT_SECTION', what: '1 weights are fractions', did: 'rounded up to whole seconds' }])
})

const problemsOf = (read: () => unknown) => {
  try {
    read()
  } catch (error) {
    if (error instanceof InputError) return error.problems.map(({ code, path }) => `${code} ${path}`)
    throw error
  }
  return []
}

describe('bad text', () => {
  const changed = (from: string, to: string) => good.join('\n').replace(from, to)
  test.each([
    ['nothing', '', ['text-format ']],
    ['no size', changed('DIMENSION : 3\n', ''), ['missing DIMENSION']],
    ['no capacity', changed('CAPACITY : 10\n', ''), ['missing CAPACITY']],
    ['a size beyond all bounds', changed('DIMENSION : 3', 'DIMENSION : 3000000'), ['out-of-range line 3']],
    ['a matrix that is too small', changed('8\t3\t0', '8\t3'), ['matrix-size line 8']],
    ['a negative weight', changed('8\t3\t0', '8\t-3\t0'), ['out-of-range weights[2][1]']],
    ['another kind of matrix', changed('FULL_MATRIX', 'LOWER_ROW'), ['text-format EDGE_WEIGHT_TYPE']],
    ['a node twice', changed('2 3\n', '1 3\n'), ['duplicate-id line 12']],
    ['a node that is not there', changed('2 60\n', '9 60\n'), ['unknown-id SERVICE_TIME_SECTION from line 19']],
    ['a node too few', changed('2 60\n', ''), ['text-format SERVICE_TIME_SECTION from line 19']],
    ['half a parcel', changed('2 3\n', '2 0.5\n'), ['not-an-integer DEMAND_SECTION[1]']],
    ['a reversed window', changed('10 20', '20 10'), ['window-reversed TIME_WINDOW_SECTION[1]']],
    ['two depots', changed('\n-1\n', '\n2\n-1\n'), ['text-format line 16']],
    ['a section twice', changed('DEPOT_SECTION', 'DEMAND_SECTION'), ['duplicate-id line 16']],
    ['prose', 'Dear reader,\nthis is a letter.', ['text-format line 1', 'text-format line 2', 'text-format ']],
  ])('%s', (_, text, problems) => {
    expect(problemsOf(() => readVrplib(text))).toEqual(problems)
  })

  test('any change of a few letters gives a day or an InputError, and nothing else', () => {
    const text = good.join('\n')
    fc.assert(fc.property(fc.nat(text.length - 1), fc.string({ maxLength: 4 }), (at, letters) => {
      expect(() => problemsOf(() => readVrplib(text.slice(0, at) + letters + text.slice(at + 1)))).not.toThrow()
    }), { numRuns: 1000 })
  })
})

describe('solutions', () => {
  test('routes with and without number signs, and the cost', () => {
    expect(readVrplibSolution('Route #1: 3 1\r\nRoute 2 : 2\r\nRoute #3:\r\nCost 12.5\r\n')).toEqual({ routes: [['3', '1'], ['2'], []], cost: 12.5 })
  })

  test.each([
    ['nothing', '', ['text-format ']],
    ['words for customers', 'Route #1: a b', ['text-format line 1']],
    ['the depot as a customer', 'Route #1: 0 1', ['text-format line 1']],
    ['a cost that is none', 'Route #1: 1\nCost much', ['not-a-number Cost']],
  ])('%s', (_, text, problems) => {
    expect(problemsOf(() => readVrplibSolution(text))).toEqual(problems)
  })

  test('long runs of blanks are read in a moment', () => {
    // A pattern with two blanks side by side would take hours for this line.
    const text = `Route ${' '.repeat(200_000)}x\nCost ${' '.repeat(200_000)}:`
    expect(problemsOf(() => readVrplibSolution(text))).toEqual(['text-format '])
  })
})
