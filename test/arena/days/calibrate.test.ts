import { expect, test } from 'vitest'
import type { RunRecord } from '../../../src/arena/days/record.ts'
import { TOLERANCE, calibrate, doorsOf, pilotSeeds } from '../../../src/arena/days/calibrate.ts'
import { runRegime } from '../../../src/arena/days/run.ts'
import { legacy } from '../../../src/arena/regimes/legacy.ts'
import { makeWorld } from '../../../src/arena/world/world.ts'
import { effort, tinyScenario } from './tiny.ts'

const scenario = tinyScenario({ demand: { perDay: 40, horizonDays: 2, surge: [] } })
let runs = 0
const found = calibrate(scenario, [0.05, 0.108, 0.25, 0.95, 0.001], { effort, onRun: () => void runs++ })

test('the knob is set so that legacy fails as often as is wanted, within half a point, and more waiting fails less', () => {
  expect(found.slice(0, 3).map(({ met }) => met)).toEqual([true, true, true])
  for (const { wanted, rate, knob, doors } of found.slice(0, 3)) {
    expect(Math.abs(rate - wanted)).toBeLessThanOrEqual(TOLERANCE)
    expect(doors).toEqual(doorsOf(knob))
  }
  const knobs = found.slice(0, 3).map(({ knob }) => knob)
  expect(knobs).toEqual(knobs.toSorted((a, b) => b - a))
})

test('what no knob reaches is said to be out of reach, with what is in reach', () => {
  const [, , , tooOften, tooSeldom] = found
  expect([tooOften!.met, tooOften!.knob < 1e-6, tooSeldom!.met, tooSeldom!.knob > 1 - 1e-6]).toEqual([false, true, false, true])
  expect(tooOften!.rate).toBeCloseTo(tooOften!.most, 6)
  expect(tooSeldom!.rate).toBeCloseTo(tooSeldom!.least, 6)
  // With everybody waiting only the 3 % fail to whom something comes up, seven of ten of them.
  expect(tooSeldom!.least).toBeGreaterThan(0.01)
  expect(tooSeldom!.least).toBeLessThan(0.035)
})

test('the runs themselves fail that often: what is expected is what is drawn, but for chance', () => {
  const { doors, wanted } = found[2]!
  const first = (record: RunRecord) => record.customers.flatMap(({ attempts }) => attempts.slice(0, 1))
  const visits = pilotSeeds.flatMap((seed) => first(runRegime(makeWorld(scenario, seed), legacy, doors, effort)))
  const share = visits.filter(({ success }) => !success).length / visits.length
  // Some 290 first visits: one standard error of a quarter is √(0.25 × 0.75 ÷ 290) = 2.5 points.
  expect(visits.length).toBeGreaterThan(250)
  expect(Math.abs(share - wanted)).toBeLessThan(0.075)
})

test('each world is run once for all rates, and then a few times for each', () => {
  expect(runs % pilotSeeds.length).toBe(0)
  expect(runs).toBeLessThanOrEqual(pilotSeeds.length * (1 + 4 * found.length))
})
