/** Packing runs into a study: nothing is dropped, order is kept, and a whole study stays small. */
import { expect, test } from 'vitest'
import { measures } from '../../../src/arena/measures/definitions.ts'
import { measureRun } from '../../../src/arena/measures/run-figures.ts'
import { groupCounts, mapSample, regimeResult } from '../../../src/arena/measures/study-result.ts'
import { winsOf } from '../../../src/arena/measures/wins.ts'
import { customer, route, run, visit } from './sample-run.ts'
import { study } from './sample-study.ts'

const runs = [1, 2, 3].map((count) => measureRun(run(Array.from({ length: count }, (_, i) => customer(`c${i}`)))))

test('one regime’s seeds, in order', () => {
  const packed = regimeResult('slotsmith', runs)
  expect(Object.keys(packed.values)).toEqual(measures.map(({ name }) => name))
  expect(packed.values['delivered']).toEqual([1, 2, 3])
  expect(packed.values['area-served-cv']).toEqual([null, null, null])
  // all keep the same free: the diagonal
  expect(packed.lorenz!.kept![10]).toBe(0.5)
})

test('sweeps keep the swept measures only', () => {
  const packed = regimeResult('slotsmith', runs, 'swept')
  expect(Object.keys(packed.values)).toEqual(measures.filter(({ swept }) => swept).map(({ name }) => name))
  expect(packed.lorenz).toBeUndefined()
})

test('curves are means over the seeds in which somebody was visited', () => {
  const nobody = measureRun(run([], []))
  // one of two has everything: 0 at the half; alone or alike: 0.5 there
  const uneven = measureRun(run([customer('a'), customer('b', { attempts: [visit({ told: { start: 0, end: 0 } })] })]))
  expect(regimeResult('x', [nobody, runs[0]!, uneven]).lorenz!.kept![10]).toBe(0.25)
  expect(regimeResult('x', [nobody]).lorenz).toEqual({ kept: null, in: null })
})

test('groups by seed', () => {
  expect(groupCounts(runs).area.map(({ left }) => left)).toEqual([1, 2, 3])
})

test('a map has the same customers under every regime', () => {
  const theirs = run([
    customer('a', { fate: 'returned', attempts: [visit({ success: false }), visit({ success: false }), visit({ success: false })] }),
    customer('b', { attempts: [visit({ success: false }), visit()] }), customer('nowhere', { place: undefined }),
  ])
  const ours = run([customer('b'), customer('nowhere', { place: undefined }), customer('a', { fate: 'lost-full', attempts: [] })])
  expect(mapSample([{ ...theirs, regime: 'legacy' }, ours])).toEqual({
    seed: 1, customers: 2, places: [[13.4, 52.5], [13.4, 52.5]],
    // a: three windows of 2 hours, or nothing at all
    regimes: [{ regime: 'legacy', fates: 'rD', kept: [360, 240] }, { regime: 'slotsmith', fates: 'fd', kept: [0, 120] }],
  })
  expect(mapSample([run([customer('nowhere', { place: undefined })])])).toBeUndefined()
  expect(mapSample([])).toBeUndefined()
})

test('a map of many is thinned out evenly', () => {
  const many = run(Array.from({ length: 1500 }, (_, i) => customer(`c${i}`, { place: [i, 0] })))
  const { places, customers } = mapSample([many])!
  // 1,500 ÷ 600: every 2.5th
  expect([customers, places.length, places[1]![0], places[2]![0], places.at(-1)![0]]).toEqual([1500, 600, 2, 5, 1497])
})

test('wins go to whoever is better beyond the interval, in the measure’s own direction', () => {
  const quick = [3, 3.1, 3.2].map((hours) => measureRun(run([customer('a')], [route('c1', { paid: hours * 3600 })])))
  const slow = [4, 4.1, 4.2].map((hours) => measureRun(run([customer('a')], [route('c1', { paid: hours * 3600 })])))
  const [fast, late] = [regimeResult('fast', quick), regimeResult('late', slow)]
  // one order in fewer hours: more per hour, less time per order and per visit
  expect(winsOf(fast, late).map(({ measure }) => measure.name)).toEqual(['delivered-per-paid-hour', 'paid-per-delivery', 'paid-per-visit'])
  expect(winsOf(late, fast)).toEqual([])
  // one seed has no interval, and so decides nothing
  expect(winsOf(regimeResult('fast', quick.slice(0, 1)), regimeResult('late', slow.slice(0, 1)))).toEqual([])
})

test('seven scenarios of 30 seeds stay below three megabytes', () => {
  const text = JSON.stringify(study({ scenarios: 7, seeds: 30 }))
  expect(text.length).toBeLessThan(3_000_000)
  expect(JSON.parse(text)).toEqual(study({ scenarios: 7, seeds: 30 }))
})
