/** Telling formats apart by their content, whatever the file is called. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { InputError } from '../../src/base/errors.ts'
import { formatOf, readProblem } from '../../src/formats/detect.ts'
import { writeVroomSolution } from '../../src/formats/vroom/solution-write.ts'

const vroom = '{"vehicles":[{"id":1,"start_index":0},{"id":2,"start_index":0}],"jobs":[{"id":5,"location_index":1}],"matrices":{"car":{"durations":[[0,7],[8,0]]}}}'
const solomon = 'tiny\n\nVEHICLE\nNUMBER CAPACITY\n2 10\n\nCUSTOMER\nCUST NO. X Y D R D S\n0 0 0 0 0 100 0\n1 3 4 1 0 50 2\n'
const vrplib = 'NAME: tiny\nDIMENSION: 2\nCAPACITY: 5\nEDGE_WEIGHT_TYPE: EXPLICIT\nEDGE_WEIGHT_FORMAT: FULL_MATRIX\nEDGE_WEIGHT_SECTION\n0 7\n8 0\nDEMAND_SECTION\n1 0\n2 1\n'

test.each([['vroom', vroom, 1], ['solomon', solomon, 10], ['vrplib', vrplib, 1]] as const)('%s', (format, text, scale) => {
  const read = readProblem(text, 'FILE')
  expect(read).toMatchObject({ format, scale, name: format === 'vroom' ? 'FILE' : 'tiny' })
  expect(read.problem.orders).toHaveLength(1)
  expect(readProblem(`\uFEFF${text}`, 'FILE').format).toBe(format)
})

test('as many couriers as asked for, in each', () => {
  expect(readProblem(vroom, 'x', { couriers: 1 }).problem.day.couriers).toHaveLength(1)
  expect(readProblem(solomon, 'x', { couriers: 7 }).problem.day.couriers).toHaveLength(7)
  expect(readProblem(vrplib, 'x', { couriers: 7 }).problem.day.couriers).toHaveLength(7)
})

test('a benchmark’s plan is written as a VROOM solution, without the places that were only drawn', () => {
  const { problem } = readProblem(solomon, 'x')
  const plan = { routes: [{ courier: '1', shift: 0, steps: [{ type: 'order' as const, id: '1' }] }] }
  const [route] = writeVroomSolution(problem, plan, []).routes
  expect(route!.steps.map((step) => [step.type, step.location_index, step.location])).toEqual([['start', 0, undefined], ['job', 1, undefined], ['end', 0, undefined]])
  // 5.0 there and 5.0 back.
  expect(route!.duration).toBe(100)
})

test('anything else is refused with the name of the file', () => {
  expect(() => readProblem('hello', 'letter.txt')).toThrow('text-format at letter.txt')
  expect(() => readProblem('{"vehicles":', 'half.json')).toThrow('text-format at half.json')
  expect(formatOf('')).toBeUndefined()
})

test('any text gives a problem or an InputError, and nothing else', () => {
  const scrap = fc.constantFrom('{', '[', '"', 'NUMBER CAPACITY', 'DIMENSION : 3', '\n', ' ', '0', '-1', 'EOF', 'DEMAND_SECTION', 'CUST NO.', '__proto__', ':', ',')
  fc.assert(fc.property(fc.array(fc.oneof(scrap, fc.string({ maxLength: 5 })), { maxLength: 20 }), (scraps) => {
    try {
      readProblem(scraps.join(''), 'x')
    } catch (error) {
      expect(error).toBeInstanceOf(InputError)
    }
  }), { numRuns: 1000 })
})
