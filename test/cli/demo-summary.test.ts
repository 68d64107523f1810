import { expect, test } from 'vitest'
import { runDemo } from '../../src/arena/demo/demo.ts'
import { demoSummary } from '../../src/cli/demo-summary.ts'

test('The summary says who delivers more, and by how much', () => {
  const result = runDemo({ seed: 1, orders: 40, couriers: 2, effort: { perChange: 100, perRepair: 100, perDay: 20_000 } })
  const { narrow, wide } = result
  const perHour = (day: typeof narrow) => day.figures['delivered-per-paid-hour']!
  const by = (ours: number, theirs: number) => (100 * Math.abs(ours / theirs - 1)).toFixed(1)
  expect(perHour(narrow)).toBeLessThan(perHour(wide))
  expect(demoSummary(result)).toContain(`narrow slots delivered ${by(perHour(narrow), perHour(wide))} % less than the wide window`)
  const other = demoSummary({ ...result, narrow: wide, wide: narrow })
  expect(other).toContain(`narrow slots delivered ${by(perHour(wide), perHour(narrow))} % more than the wide window`)
})
