import { describe, expect, test } from 'vitest'
import { MOST_ROWS, matrixTravel } from '../../src/travel/matrix.ts'
import { problemsOf } from '../make/problems.ts'

describe('travel from a matrix', () => {
  test('reads rows as places, with or without coordinates beside them', () => {
    const travel = matrixTravel({ seconds: [[0, 5], [7, 0]], metres: [[0, 50], [70, 0]] })
    expect(travel.seconds(0, 1)).toBe(5)
    expect(travel.seconds({ row: 1, at: [13, 52] }, 0)).toBe(7)
    expect(travel.metres(1, 0)).toBe(70)
    expect(travel.metric).toBe(false)
    expect(travel.refuses(1)).toBeUndefined()
    expect(travel.refuses(2)).toMatch('0 to 1')
    expect(travel.refuses(-1)).toMatch('0 to 1')
    expect(travel.refuses(0.5)).toMatch('0 to 1')
    expect(travel.refuses([13, 52])).toMatch('row')
  })

  test('reads the diagonal as zero and knows no metres where none were given', () => {
    const travel = matrixTravel({ seconds: [Int32Array.of(9, 5), Int32Array.of(7, 9)] })
    expect(travel.seconds(1, 1)).toBe(0)
    expect(travel.metres(0, 1)).toBe(0)
  })

  test('knows what a leg costs where costs were given, and nothing of cost where not', () => {
    const costs = [[9, 500], [0, 9]]
    const priced = matrixTravel({ seconds: [[0, 5], [7, 0]], costs })
    expect([priced.cost!(0, 1), priced.cost!(1, 0), priced.cost!(0, 0)]).toEqual([500, 0, 0])
    expect(matrixTravel({ seconds: [[0, 5], [7, 0]] }).cost).toBeUndefined()
  })

  test('is not changed by what happens to the caller’s list afterwards', () => {
    const seconds = [[0, 5], [7, 0]]
    const travel = matrixTravel({ seconds })
    seconds[0]![1] = 99
    expect(travel.seconds(0, 1)).toBe(5)
  })

  test.each([
    ['a ragged matrix', { seconds: [[0, 1], [1]] }, ['matrix-ragged at seconds[1]']],
    ['a matrix that is not square', { seconds: [[0, 1]] }, ['matrix-ragged at seconds[0]']],
    ['no matrix', {}, ['not-a-list at seconds']],
    ['rows that are no lists', { seconds: [3] }, ['not-a-list at seconds[0]']],
    ['metres of another size', { seconds: [[0, 1], [1, 0]], metres: [[0]] }, ['matrix-size at metres']],
    ['costs of another size, and negative ones', { seconds: [[0, 1], [1, 0]], costs: [[0, -1, 2], [1, 0, 1], [1, 1, 0]] }, ['out-of-range at costs[0][1]']],
    ['what is no number', { seconds: [[0, Number.NaN], [null, 0]] }, ['not-a-number at seconds[0][1]', 'not-a-number at seconds[1][0]']],
    ['infinity, fractions and negative seconds', { seconds: [[0, Infinity, 1.5], [-1, 0, 1], [1, 1, 0]] },
      ['not-a-number at seconds[0][1]', 'not-an-integer at seconds[0][2]', 'out-of-range at seconds[1][0]']],
    ['what does not fit in 32 bits', { seconds: [[0, 2 ** 28], [2 ** 53, 0]] },
      ['matrix-too-large at seconds[0][1]', 'matrix-too-large at seconds[1][0]']],
    ['a matrix too large to hold', { seconds: Array(MOST_ROWS + 1) }, ['matrix-too-large at seconds']],
    ['holes', { seconds: [[0, 1], Array(2)] }, ['not-a-number at seconds[1][0]', 'not-a-number at seconds[1][1]']],
  ])('refuses %s', (_, input, expected) => {
    expect(problemsOf(() => matrixTravel(input as never))).toEqual(expected)
  })

  test('lists twenty problems of a matrix that is wrong all over', () => {
    const row = Array(30).fill(0.5)
    expect(problemsOf(() => matrixTravel({ seconds: Array(30).fill(row) }))).toHaveLength(20)
  })
})
