/**
 * The bounds of a route without one or two of its stops are those of the route from which they were taken out.
 *
 * Broken on purpose, and seen to fail: the leg over the gap left out; bounds taken as they were from one position too early; a shift that
 * ends too early not noticed.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { refresh } from '../../../src/routing/bounds.ts'
import type { Fleet } from '../../../src/routing/fleet.ts'
import { BoundsWithout } from '../../../src/routing/repair/without.ts'
import { plannedArbitrary } from '../../make/day.ts'
import { routed } from '../../make/routed.ts'
import { plannedTownArbitrary } from '../../make/town.ts'

/** Only time counts here: taking stops out never adds load, and limits of travel are checked where a chain is tried out. */
function withoutLimits(fleet: Fleet): Fleet {
  return { ...fleet, maxTravel: fleet.maxTravel.map(() => Infinity), maxMetres: fleet.maxMetres.map(() => Infinity) }
}

const features = { couriers: 2, breaks: false }
const days = fc.oneof(plannedArbitrary(12, features), plannedTownArbitrary(12, { ...features, metric: true }))

test('without one stop, and without two', () => {
  let compared = 0
  fc.assert(
    fc.property(days, (one) => {
      const { ground, slabs } = routed(one)
      const without = new BoundsWithout(ground)
      for (let r = 0; r < ground.fleet.routes; r++) {
        if (!without.suits(slabs, r)) continue
        without.know(slabs, r)
        const n = slabs.len[r]!
        for (let i = 1; i <= n; i++) {
          for (let k = i; k <= n; k++) {
            const trial = slabs.copy()
            if (k > i) trial.unsplice(r, k, 1)
            trial.unsplice(r, i, 1)
            const legal = refresh({ ...ground, fleet: withoutLimits(ground.fleet) }, trial, r)
            const fine = k > i ? without.leaveOutTwo(slabs, r, i, k) : without.legal[r]![i] === 1
            if (k > i && (without.legal[r]![i] === 0 || without.legal[r]![k] === 0)) continue
            expect(fine).toBe(legal)
            if (!legal) continue
            const base = r * trial.width
            for (let j = 0, at = base; j <= n + 1; j++) {
              if (j === i || j === k) continue
              if (k > i) {
                if (j <= n) expect(without.fore[j]).toBe(trial.depart[at])
                if (j > 0) expect(without.back[j]).toBe(trial.latest[at])
              } else if (j > i && j <= n) {
                expect(without.bounds[r]![i * (n + 2) + j]).toBe(trial.depart[at])
              } else if (j > 0 && j < i) {
                expect(without.bounds[r]![i * (n + 2) + j]).toBe(trial.latest[at])
              }
              compared++
              at++
            }
          }
        }
      }
    }),
    { numRuns: 300, interruptAfterTimeLimit: 40_000 },
  )
  expect(compared).toBeGreaterThan(1000)
})
