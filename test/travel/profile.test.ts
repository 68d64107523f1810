import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FARTHEST } from '../../src/time/seconds.ts'
import { timeProfile } from '../../src/travel/profile.ts'
import { profileArbitrary } from '../make/day.ts'
import { problemsOf } from '../make/problems.ts'

const moment = fc.integer({ min: -10_000, max: 20_000 })
const leg = fc.nat(30_000)

describe('a time-of-day profile', () => {
  test('takes longer in the rush hour, and only for the part that is driven in it', () => {
    const profile = timeProfile({ steps: [{ from: 0, factor: 1 }, { from: '08:00', factor: 2 }, { from: '09:00', factor: 1 }] })
    const eight = 8 * 3600
    expect(profile.arrive(eight - 1000, 600)).toBe(eight - 400)
    // 100 s before eight, the other 500 s at half speed: 1000 s
    expect(profile.arrive(eight - 100, 600)).toBe(eight + 1000)
    expect(profile.departBy(eight + 1000, 600)).toBe(eight - 100)
    // the hour of rush drives 1800 s, the other 200 s come after nine
    expect(profile.arrive(eight, 2000)).toBe(9 * 3600 + 200)
    expect([...profile.breakpoints]).toEqual([0, 28_800, 32_400])
    expect([...profile.speeds]).toEqual([1000, 500, 1000])
    expect([...profile.units]).toEqual([0, 28_800_000, 30_600_000])
  })

  test('a flat profile changes nothing', () => {
    const flat = timeProfile({ steps: [{ from: '07:00', factor: 1 }, { from: '09:30', factor: 1 }] })
    fc.assert(fc.property(moment, leg, (at, seconds) => {
      expect(flat.arrive(at, seconds)).toBe(at + seconds)
      expect(flat.departBy(at, seconds)).toBe(at - seconds)
    }))
  })

  // Broken on purpose by rounding down in `firstAt`, and by rounding up in `lastAt`: both fail here.
  test('arrive and departBy are exact inverses: there in time exactly when gone in time', () => {
    fc.assert(fc.property(profileArbitrary(), moment, moment, leg, (profile, depart, arrive, seconds) => {
      expect(profile.arrive(depart, seconds) <= arrive).toBe(depart <= profile.departBy(arrive, seconds))
      // and at the very edge, where an error of one second shows
      const arrival = profile.arrive(depart, seconds)
      expect(profile.departBy(arrival, seconds)).toBeGreaterThanOrEqual(depart)
      expect(profile.departBy(arrival - 1, seconds)).toBeLessThan(depart)
    }), { numRuns: 1000 })
  })

  test('who leaves first arrives first, and nobody arrives before leaving', () => {
    fc.assert(fc.property(profileArbitrary(), moment, fc.nat(5000), leg, (profile, depart, later, seconds) => {
      expect(profile.arrive(depart + later, seconds)).toBeGreaterThanOrEqual(profile.arrive(depart, seconds))
      expect(profile.arrive(depart, seconds)).toBeGreaterThanOrEqual(depart)
      expect(profile.arrive(depart, 0)).toBe(depart)
    }))
  })

  test('the units driven are those of driving second by second', () => {
    fc.assert(fc.property(profileArbitrary(), fc.nat(9000), fc.nat(3000), (profile, from, length) => {
      let units = 0
      for (let at = from; at < from + length; at++) {
        const piece = Math.max(0, profile.breakpoints.findLastIndex((breakpoint) => breakpoint <= at))
        units += profile.speeds[piece]!
      }
      expect(profile.unitsAt(from + length) - profile.unitsAt(from)).toBe(units)
    }), { numRuns: 50 })
  })

  // Broken on purpose by not going on from the piece that the table names, and by one step to the next piece only: both fail.
  test('finds the piece whether the steps are seconds or days apart, and legs that last over many of them', () => {
    const gap = fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 90_000 }))
    const steps = fc.array(fc.tuple(gap, fc.constantFrom(0.5, 1, 1.3, 2, 7)), { minLength: 1, maxLength: 20 }).map((list) => {
      let from = -40_000
      return list.map(([after, factor]) => ({ from: (from += after), factor }))
    })
    const anywhere = fc.integer({ min: -60_000, max: 900_000 })
    fc.assert(fc.property(steps, fc.array(fc.tuple(anywhere, leg), { minLength: 20, maxLength: 20 }), (list, legs) => {
      const profile = timeProfile({ steps: list })
      const edges = list.flatMap(({ from }): [number, number][] => [[from - 1, 0], [from, 7], [from + 1, 20_000]])
      for (const [at, seconds] of [...legs, ...edges]) {
        expect(profile.arrive(at, seconds)).toBe(profile.firstAt(profile.unitsAt(at) + 1000 * seconds))
        expect(profile.departBy(at, seconds)).toBe(profile.lastAt(profile.unitsAt(at) - 1000 * seconds))
        expect(profile.arrive(at, seconds) - at).toBeGreaterThanOrEqual(profile.atLeast(seconds))
      }
    }))
  })

  test('stays exact at the farthest moments', () => {
    const profile = timeProfile({ steps: [{ from: -FARTHEST, factor: 0.05 }, { from: FARTHEST, factor: 20 }] })
    // 20 times as fast: 10 s for 200 s
    expect(profile.arrive(-FARTHEST - 5, 200)).toBe(-FARTHEST + 5)
    // and twenty times as slow: the first 10 s before the turn drive 200 s, the last 10 s of the leg take 200
    expect(profile.arrive(FARTHEST - 10, 210)).toBe(FARTHEST + 200)
  })

  test.each([
    ['no steps', { steps: [] }, ['profile-invalid at steps']],
    ['no list', { steps: 'rush' }, ['not-a-list at steps']],
    ['nothing', undefined, ['not-an-object at ']],
    ['steps that go back', { steps: [{ from: '09:00', factor: 1 }, { from: '08:00', factor: 1 }] }, ['profile-invalid at steps[1].from']],
    ['factors that are not positive', { steps: [{ from: 0, factor: 0 }, { from: 1, factor: -1 }] },
      ['profile-invalid at steps[0].factor', 'profile-invalid at steps[1].factor']],
    ['factors that are no numbers', { steps: [{ from: 0, factor: Number.NaN }, { from: 1, factor: '2' }] },
      ['not-a-number at steps[0].factor', 'not-a-number at steps[1].factor']],
    ['times that are none', { steps: [{ from: '25 o’clock', factor: 1 }, { from: 0.5, factor: 1 }] },
      ['time-invalid at steps[0].from', 'profile-invalid at steps[1].from']],
    ['unknown keys', { steps: [{ from: 0, factor: 1, speed: 3 }] }, ['unknown-key at steps[0].speed']],
  ])('refuses %s', (_, input, expected) => {
    expect(problemsOf(() => timeProfile(input as never))).toEqual(expected)
  })
})
