/** Which regime is better in a row, whoever it is. */
import { expect, test } from 'vitest'
import { bestOf, compareRegimes } from '../../src/report/comparison.ts'
import { sampleReport } from './sample.ts'

test('the best in the direction that is better, ties together, and nobody where all are alike', () => {
  const row = { measure: 'm', unit: 'count' as const }
  expect(bestOf({ ...row, better: 'higher', values: [1, 3, 3] })).toEqual([1, 2])
  expect(bestOf({ ...row, better: 'lower', values: [1, undefined, 3] })).toEqual([0])
  expect(bestOf({ ...row, better: 'lower', values: [2, 2] })).toEqual([])
  expect(bestOf({ ...row, better: 'lower', values: [2, undefined] })).toEqual([])
  expect(bestOf({ ...row, values: [1, 2] })).toEqual([])
})

test('the measures of days side by side', () => {
  const { measures } = sampleReport()
  const comparison = compareRegimes([{ name: 'ours', measures }, { name: 'theirs', measures: { ...measures, meanWidth: 57_600 } }], 'alike')
  expect([comparison.regimes, comparison.note]).toEqual([['ours', 'theirs'], 'alike'])
  const row = comparison.rows.find(({ measure }) => measure === 'Time a customer keeps free')!
  expect(row.values).toEqual([measures.meanWidth, 57_600])
  expect(bestOf(row)).toEqual([0])
  // all other rows are alike
  expect(comparison.rows.filter((one) => bestOf(one).length > 0)).toEqual([row])
})
