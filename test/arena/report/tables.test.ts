/** What the tables say: break-even, wins, and the published experiment. */
import { expect, test } from 'vitest'
import type { StudyResult } from '../../../src/arena/measures/study-result.ts'
import type { Block, Table } from '../../../src/arena/report/blocks.ts'
import { breakEvenBlocks } from '../../../src/arena/report/break-even-table.ts'
import { costInr, publishedBlocks, publishedHubs } from '../../../src/arena/report/published-table.ts'
import { seedWords, titleWithUnit, widthWords } from '../../../src/arena/report/study-words.ts'
import { winBlocks } from '../../../src/arena/report/win-tables.ts'
import { measureNamed } from '../../../src/arena/measures/definitions.ts'
import { study } from '../measures/sample-study.ts'

function tableNamed(blocks: readonly Block[], id: string): Table {
  return blocks.find((block): block is Table => block.kind === 'table' && block.id === id)!
}

test('break-even by scenario and width, with intervals and what lies outside the sweep', () => {
  const { groups, columns } = tableNamed(breakEvenBlocks(study()), 'break-even-table')
  expect(groups.map(({ title, rows }) => [title, ...rows.map(({ head }) => head)])).toEqual([
    ['Dense city parcels', 'Slots of 1 h', 'Slots of 2 h'], ['Sparse rural area', 'Slots of 2 h'],
  ])
  // legacy delivers 8 (1 − 0.9 f) an hour, ours 8 · 0.9 · 0.95 with 1-hour slots: f* = (1 − 0.855) ÷ 0.9 = 16.1 %
  expect(Number.parseFloat(groups[0]!.rows[0]!.cells[0]!.main)).toBeCloseTo(16.1, 0)
  // with 2-hour slots 8 · 0.97 · 0.95: f* = (1 − 0.9215) ÷ 0.9 = 8.7 %
  expect(Number.parseFloat(groups[0]!.rows[1]!.cells[0]!.main)).toBeCloseTo(8.7, 0)
  // 8 · 0.7 · 0.95 is never reached in a sweep that ends at 10.8 %
  expect(groups[1]!.rows[0]!.cells[0]).toEqual({ main: 'above 10.8 %', beside: 'above 10.8 %' })
  expect(groups[0]!.rows[0]!.cells[0]!.beside).toMatch(/^1[56]\.\d % – 1[67]\.\d %$/)
  // against the morning message too, which delivers alike in this study
  expect(columns[1]!.title).toBe('f* against “The same, with a morning message”')
  expect(Number.parseFloat(groups[0]!.rows[0]!.cells[1]!.main)).toBeCloseTo(16.1, 0)
})

test('where plus-or-minus eight hours wins, and only there', () => {
  const blocks = winBlocks(study())
  const { groups } = tableNamed(blocks, 'wins-1')
  const heads = new Map(groups.map(({ title, rows }) => [title, rows.map(({ head }) => head)]))
  // made so: the second scenario favours legacy's throughput, the first does not; 95.5 against 93 % of customers served in both
  expect(heads.get('Sparse rural area')).toContain('Delivered per paid hour')
  expect(heads.get('Dense city parcels')).not.toContain('Delivered per paid hour')
  expect(heads.get('Dense city parcels')).toContain('Service rate (%)')
  for (const list of heads.values()) expect(list).not.toContain('Hours kept free, mean (h)')
  // at 2.8 % legacy delivers more, at 40 % it does not
  const points = tableNamed(blocks, 'wins-sweeps-1').groups[0]!.rows.map(({ head }) => head)
  expect(points).toContain('2.8 %: Delivered per paid hour')
  expect(points).not.toContain('40 %: Delivered per paid hour')
  expect(tableNamed(blocks, 'wins-2').columns[0]!.title).toBe('The same, with a morning message')
})

test('says so where it wins nowhere', () => {
  const result = study()
  // one seed: no interval, so nothing is beyond it
  const first = (values: Readonly<Record<string, readonly (number | null)[]>>) =>
    Object.fromEntries(Object.entries(values).map(([name, list]) => [name, list.slice(0, 1)]))
  const single: StudyResult = {
    ...result, sweeps: [],
    scenarios: result.scenarios.map((scenario) => ({
      ...scenario, seeds: [1], regimes: scenario.regimes.map((regime) => ({ ...regime, values: first(regime.values) })),
    })),
  }
  const blocks = winBlocks(single)
  expect(blocks.map(({ kind }) => kind)).toEqual(['text', 'text', 'text', 'text', 'text'])
  expect(JSON.stringify(blocks)).toContain('is nowhere better beyond its interval')
})

test('the published table is what was printed', () => {
  // 633 · 112 + 2.7 · 1052 and so on, against the printed 73,737, 68,381, 44,063 and 39,538
  const printed = [[publishedHubs.city.base, 73_737], [publishedHubs.city.windows, 68_381], [publishedHubs.town.base, 44_063]] as const
  for (const [days, cost] of printed) expect(Math.abs(costInr(days) - cost)).toBeLessThan(1.5)
  // theirs is 2 rupees off, as kilometres were printed whole
  expect(Math.abs(costInr(publishedHubs.town.windows) - 39_538)).toBeLessThan(3)
  const { groups } = tableNamed(publishedBlocks(study()), 'published-table')
  const lines = groups.map(({ title, rows }) => [title, ...rows.map(({ cells }) => cells.slice(0, 3).map(({ main }) => main).join(' '))])
  expect(lines).toEqual([
    // 4,503 ÷ 4,015; 1 − 4,015 ÷ 4,503; 112 ÷ 40.15; 1,052 ÷ 40.15; 73,736 ÷ 40.15
    ['City hub', '1.12 1.03 −8.0 %', '10.8 3.1 −7.8 points', '2.79 2.57 −8.0 %', '26.20 29.36 +12.1 %', '1,837 1,703 −7.3 %'],
    ['Town hub', '1.18 1.06 −9.8 %', '15.2 5.9 −9.3 points', '3.00 2.67 −10.9 %', '61.56 59.97 −2.6 %', '2,063 1,851 −10.3 %'],
  ])
})

test('ours stand beside it, per order delivered', () => {
  const result = study({ scenarios: 4, seeds: 2 })
  const town = result.scenarios.find(({ published }) => published === 'town')!
  const values = (visits: number, km: number) => ({
    'delivered': [100, 200], 'visits': [visits, 2 * visits], 'failing-visits': [0.1, 0.1], 'courier-days': [4, 8], 'distance': [km * 1000, km * 2000],
  })
  const regimes = [{ regime: 'legacy', values: values(120, 50) }, { regime: 'slotsmith', values: values(105, 60) }]
  const { groups } = tableNamed(publishedBlocks({ ...result, scenarios: [{ ...town, regimes }] }), 'published-table')
  // both seeds alike per order: 1.2 and 1.05, which is 12.5 % less; 50 and 60 km; 633 · 4 + 2.7 · 50 = 2,667 and 2,694
  expect(groups[0]!.rows.map(({ cells }) => cells.slice(3).map(({ main }) => main))).toEqual([
    ['1.20 ± 0.00', '1.05 ± 0.00', '−12.5 ± 0.0 %'], ['10.0 ± 0.0', '10.0 ± 0.0', '0.0 ± 0.0 points'],
    ['4.00 ± 0.00', '4.00 ± 0.00', '0.0 ± 0.0 %'], ['50.00 ± 0.00', '60.00 ± 0.00', '+20.0 ± 0.0 %'],
    ['2,667 ± 0', '2,694 ± 0', '+1.0 ± 0.0 %'],
  ])
})

test('words', () => {
  expect([seedWords([1, 2, 3]), seedWords([4]), seedWords([1, 3]), seedWords([])]).toEqual(['3 seeds (1–3)', 'seed 4', '2 seeds (1, 3)', 'no seeds'])
  expect([widthWords(1800), widthWords(7200), widthWords(5400)]).toEqual(['30 min', '2 h', '90 min'])
  expect(titleWithUnit(measureNamed('kept-mean')!)).toBe('Hours kept free, mean (h)')
})
