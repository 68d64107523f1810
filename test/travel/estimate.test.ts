import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { estimateTravel } from '../../src/travel/estimate.ts'
import type { LonLat } from '../../src/travel/place.ts'
import { problemsOf } from '../make/problems.ts'

const anywhere = fc.tuple(fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: -90, max: 90, noNaN: true }))
/** Close together, on one line, or the same: where rounding decides. */
const nearby = fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 }))
  .map(([lon, lat]): [number, number] => [13 + lon * 1e-5, 52 + lat * 1e-5])
const place = fc.oneof(anywhere, nearby)

describe('travel estimated from coordinates', () => {
  const travel = estimateTravel({ kilometresPerHour: 36, detour: 1 })

  test('is the great circle at the speed given', () => {
    // A quarter of the equator: π ÷ 2 × 6,371,008.8 m = 10,007,557.2 m; at 36 km/h, ten metres a second
    expect(travel.metres([0, 0], [90, 0])).toBe(10_007_558)
    expect(travel.seconds([0, 0], [90, 0])).toBe(1_000_756)
    // One degree of latitude is π ÷ 180 × 6,371,008.8 m = 111,195.08 m, with detour 1.3 it is 144,553.6 m
    expect(estimateTravel({ kilometresPerHour: 36 }).metres([13, 52], [13, 53])).toBe(144_554)
    expect(travel.seconds([13, 52], [13, 52])).toBe(0)
    expect(travel.refuses(3)).toMatch('coordinates')
    expect(travel.refuses({ row: 3, at: [13, 52] })).toBeUndefined()
  })

  test('is nearly exact at the other side of the Earth, where the haversine is not', () => {
    expect(travel.metres([0, 0], [180, 0])).toBe(20_015_115)
    expect(travel.metres([0, 0], [179.9999, 0])).toBe(20_015_104) // 0.0001° are 11.12 m
  })

  // Broken on purpose by rounding to the nearest: the nearby places fail.
  test('keeps the triangle inequality and symmetry to the second and to the metre', () => {
    fc.assert(fc.property(place, place, place, fc.integer({ min: 1, max: 130 }), (a, b, c, speed) => {
      const estimate = estimateTravel({ kilometresPerHour: speed })
      const legs: ((from: LonLat, to: LonLat) => number)[] = [estimate.seconds, estimate.metres]
      for (const leg of legs) {
        expect(leg(a, b) + leg(b, c)).toBeGreaterThanOrEqual(leg(a, c))
        expect(leg(a, b)).toBe(leg(b, a))
      }
    }), { numRuns: 2000 })
  })

  // Broken on purpose by leaving out the added millimetre: twice 8 m are 17 m then.
  test('keeps it where floating error decides: whole metres on the equator, and twice as many', () => {
    for (let metres = 1; metres <= 500; metres++) {
      const lon = ((metres / 6_371_008.8) * 180) / Math.PI
      const once = travel.metres([0, 0], [lon, 0])
      const again = travel.metres([lon, 0], [2 * lon, 0])
      expect(travel.metres([0, 0], [2 * lon, 0])).toBeLessThanOrEqual(once + again)
    }
  })

  test.each([
    ['a speed of nothing', { kilometresPerHour: 0 }, ['out-of-range at kilometresPerHour']],
    ['no speed', {}, ['missing at kilometresPerHour']],
    ['a detour that is a short cut', { kilometresPerHour: 30, detour: 0.5 }, ['out-of-range at detour']],
    ['a speed and a detour that are no numbers', { kilometresPerHour: Number.NaN, detour: '1' },
      ['not-a-number at kilometresPerHour', 'not-a-number at detour']],
    ['a misspelt key', { kilometresPerHour: 30, detuor: 2 }, ['unknown-key at detuor']],
  ])('refuses %s', (_, input, expected) => {
    expect(problemsOf(() => estimateTravel(input as never))).toEqual(expected)
  })
})
