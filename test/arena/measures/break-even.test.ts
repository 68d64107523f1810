/** Break-even on lines whose crossing is known. */
import { expect, test } from 'vitest'
import type { BreakEvenPoint } from '../../../src/arena/measures/break-even.ts'
import { breakEven, breakEvens, cheapBreakEven } from '../../../src/arena/measures/break-even.ts'
import { study } from './sample-study.ts'

/** Legacy delivers `10 − 20 f` in an hour, ours always `level`; the same with a push per seed on both. */
function lines(level: number, pushes: readonly number[] = [0], noise: readonly number[] = [0]): BreakEvenPoint[] {
  return [0.05, 0.1, 0.2, 0.4].map((f) => ({
    failing: pushes.map(() => f),
    ours: pushes.map((push, s) => level + push + noise[s % noise.length]!),
    theirs: pushes.map((push) => 10 - 20 * f + push),
  }))
}

test('straight lines cross where they cross, between points too', () => {
  // 10 − 20 f = 8 at f = 0.1, a point of the sweep; = 7 at 0.15, between two
  expect(breakEven(lines(8), 1).rate).toBeCloseTo(0.1, 12)
  expect(breakEven(lines(7), 1).rate).toBeCloseTo(0.15, 12)
  expect(breakEven(lines(7), 1)).toMatchObject({ from: 0.05, to: 0.4, seeds: 1 })
})

test('ahead everywhere is below the sweep, behind everywhere is above it', () => {
  // 10 − 20 · 0.05 = 9 < 9.5, and 10 − 20 · 0.4 = 2 > 1
  expect(breakEven(lines(9.5), 1)).toMatchObject({ rate: 'below', low: 'below', high: 'below' })
  expect(breakEven(lines(1), 1)).toMatchObject({ rate: 'above', low: 'above', high: 'above' })
})

test('of several crossings the highest counts', () => {
  const lead = [1, -1, 1, -1, 1]
  const points = lead.map((one, i) => ({ failing: [i / 10], ours: [5 + one], theirs: [5] }))
  // from −1 at 0.3 to 1 at 0.4
  expect(breakEven(points, 1).rate).toBeCloseTo(0.35, 12)
})

test('what a seed does to both regimes does not widen the interval, what it does to one does', () => {
  const pushes = [0, 3, -2, 1, 5, -4]
  const calm = breakEven(lines(7, pushes), 1)
  expect([calm.rate, calm.low, calm.high].map((rate) => Number(rate).toFixed(9))).toEqual(['0.150000000', '0.150000000', '0.150000000'])
  // ours is 0.4 higher or lower by seed, which moves a single seed's crossing by 0.4 ÷ 20 = 0.02 either way
  const rough = breakEven(lines(7, pushes, [0.4, -0.4]), 1)
  expect(rough.rate).toBeCloseTo(0.15, 9)
  expect(rough.low).toBeGreaterThanOrEqual(0.13 - 1e-9)
  expect(rough.low).toBeLessThan(0.145)
  expect(rough.high).toBeLessThanOrEqual(0.17 + 1e-9)
  expect(rough.high).toBeGreaterThan(0.155)
  expect(breakEven(lines(7, pushes, [0.4, -0.4]), 1)).toEqual(rough)
})

test('an interval may leave the sweep on one side', () => {
  // 8.9 crosses at 0.055; the lucky seeds never cross: 9.9 is ahead everywhere
  const found = breakEven(lines(8.9, [0, 0, 0, 0], [1, -1]), 1)
  expect(found.rate).toBeCloseTo(0.055, 9)
  expect(found.low).toBe('below')
  expect(found.high).toBeGreaterThan(0.055)
})

test('the cheap formula is that of the evidence page', () => {
  // 2-hour windows on a5717adc cost 8.5 % more: 1 − 0.97 ÷ 1.085 = 10.6 %; 1-hour windows 18.3 %: 18 %
  expect(cheapBreakEven(1.085)).toBeCloseTo(0.106, 3)
  expect(cheapBreakEven(1.183)).toBeCloseTo(0.18, 2)
})

test('a study has one break-even for each sweep over failure rates', () => {
  const made = study()
  const found = breakEvens(made)
  expect(found.map(({ sweep }) => [sweep.scenario, ...sweep.widths])).toEqual([['dense-city', 3600], ['dense-city', 7200], ['rural', 7200]])
  for (const { found: one } of found) expect(one).toMatchObject({ seeds: 6 })
  // a seed without a figure at one point is left out, and counted out
  const holed = structuredClone(made) as unknown as { sweeps: { points: { regimes: { values: Record<string, (number | null)[]> }[] }[] }[] }
  holed.sweeps[0]!.points[0]!.regimes[0]!.values['delivered-per-paid-hour']![2] = null
  expect(breakEvens(holed as never)[0]!.found).toMatchObject({ seeds: 5 })
})
