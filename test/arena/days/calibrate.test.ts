import { expect, test } from 'vitest'
import type { RunRecord } from '../../../src/arena/days/record.ts'
import { TOLERANCE, calibrate, doorsOf, pilotSeeds } from '../../../src/arena/days/calibrate.ts'
import { runRegime } from '../../../src/arena/days/run.ts'
import { legacy } from '../../../src/arena/regimes/legacy.ts'
import { makeWorld } from '../../../src/arena/world/world.ts'
import { changed, effort, tinyScenario } from './tiny.ts'

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
  expect(tooOften!.rate).toBeCloseTo(tooOften!.reach!.most, 6)
  expect(tooSeldom!.rate).toBeCloseTo(tooSeldom!.reach!.least, 6)
  // With everybody waiting only the 3 % fail to whom something comes up, seven of ten of them.
  expect(tooSeldom!.reach!.least).toBeGreaterThan(0.01)
  expect(tooSeldom!.reach!.least).toBeLessThan(0.035)
  expect(found[0]!.reach).toBeUndefined()
})

test('the runs themselves fail that often: what is expected is what is drawn, but for chance', () => {
  const { doors, wanted } = found[2]!
  const first = (record: RunRecord) => record.customers.flatMap(({ attempts }) => attempts.slice(0, 1))
  const visits = pilotSeeds.flatMap((seed) => first(runRegime(makeWorld(scenario, seed), legacy, doors, effort)))
  const share = visits.filter(({ success }) => !success).length / visits.length
  // Some 580 first visits: one standard error of a quarter is √(0.25 × 0.75 ÷ 580) = 1.8 points. Three of them, and chance does not undo it.
  expect(visits.length).toBeGreaterThan(500)
  expect(Math.abs(share - wanted)).toBeLessThan(0.055)
})

test('each world is run at five settings at the most, for all rates together, and not again for the next one', () => {
  expect(runs).toBe(5 * pilotSeeds.length)
  let more = 0
  const [again] = calibrate(scenario, [0.108], { effort, onRun: () => void more++ })
  expect([more, again]).toEqual([0, found[1]])
  calibrate(scenario, [0.108], { effort, worlds: [makeWorld(scenario, 1)], onRun: () => void more++ })
  expect(more).toBeGreaterThan(0)
})

test('the rate counts all that can go wrong at a door', () => {
  // Everybody out all day and nobody called away: at the knob s a share (1 − s)(1 − 0.3 s) of the first visits fails.
  const away = changed(makeWorld(scenario, 1), ({ home, absent }) => ({ home: home.map(() => []), absent: absent.map(() => false) }))
  const [half] = calibrate(scenario, [0.425], { effort, worlds: [away] })
  // 0.5 × (1 − 0.15) = 0.425
  expect(half!.knob).toBeCloseTo(0.5, 6)
  expect(half!.rate).toBeCloseTo(0.425, 6)
  // Everybody called away every day: only a neighbour helps, 1 − 0.3 s fail.
  const gone = changed(away, ({ absent }) => ({ absent: absent.map(() => true) }))
  expect(calibrate(scenario, [0.85], { effort, worlds: [gone] })[0]!.knob).toBeCloseTo(0.5, 6)
})
