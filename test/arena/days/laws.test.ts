/** What must hold between regimes, whatever the seed: where one of these breaks, the arena is unfair or wrong. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RunRecord } from '../../../src/arena/days/record.ts'
import { runRegime } from '../../../src/arena/days/run.ts'
import { everyRegime } from '../../../src/arena/regimes/every-regime.ts'
import { hindsight } from '../../../src/arena/regimes/hindsight.ts'
import { legacy } from '../../../src/arena/regimes/legacy.ts'
import { slotsmith } from '../../../src/arena/regimes/slotsmith.ts'
import { HOUR, alwaysHome, effort, tinyWorld } from './tiny.ts'

const nobodyWaits = { waits: 0, neighbour: 0, message: 0 }
const seeds = fc.integer({ min: 1, max: 100_000 })

const delivered = ({ customers }: RunRecord) => customers.filter(({ fate }) => fate === 'delivered').length
const paid = ({ days }: RunRecord) => days.flatMap(({ routes }) => routes).reduce((sum, route) => sum + route.paid, 0)

/** Orders per day; two couriers of the village carry some seventy. */
const demand = (perDay: number) => ({ demand: { perDay, horizonDays: 3, surge: [] } })

describe('between regimes', () => {
  test('where everybody is always in, nobody delivers more than legacy', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom(15, 60), (seed, perDay) => {
        const world = alwaysHome(tinyWorld(seed, { ...demand(perDay), days: 2 }))
        const most = delivered(runRegime(world, legacy, nobodyWaits, effort))
        for (const regime of everyRegime) {
          // Noise of the search: the last order or two that a full day takes, or not, in a hundred.
          expect(delivered(runRegime(world, regime, nobodyWaits, effort)), regime.name).toBeLessThanOrEqual(1.02 * most + 1)
        }
      }),
      { numRuns: 3 },
    )
  })

  test('with one slot as wide as the day, slotsmith is legacy', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom(15, 40), (seed, perDay) => {
        const day = { from: '08:00', to: '21:00' }
        const world = alwaysHome(tinyWorld(seed, { ...demand(perDay), told: day, slots: { ...day, every: 13 * HOUR, widths: [13 * HOUR] } }))
        const [wide, narrow] = [runRegime(world, legacy, nobodyWaits, effort), runRegime(world, slotsmith, nobodyWaits, effort)]
        expect(Math.abs(delivered(narrow) - delivered(wide))).toBeLessThanOrEqual(1)
        expect(Math.abs(paid(narrow) / paid(wide) - 1)).toBeLessThan(0.02)
      }),
      { numRuns: 3 },
    )
  })

  test('when more is asked for than can be carried, nobody delivers more than hindsight', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom(0, 0.5, 1), (seed, knob) => {
        const world = tinyWorld(seed, { ...demand(80), days: 2 })
        const doors = { waits: knob, neighbour: 0.3 * knob, message: 0.5 }
        const bound = delivered(runRegime(world, hindsight, doors, effort))
        for (const regime of everyRegime) {
          expect(delivered(runRegime(world, regime, doors, effort)), regime.name).toBeLessThanOrEqual(1.02 * bound + 1)
        }
      }),
      { numRuns: 3 },
    )
  })

  test('where nobody waits and there are no neighbours, legacy loses to slots; where everybody does, it wins', () => {
    const world = tinyWorld(3, demand(40))
    const at = (knob: number) => ({ waits: knob, neighbour: 0.3 * knob, message: 0 })
    // Around half of all visits fail without waiting: a tenth of a tiny day's orders more or less does not turn that round.
    expect(delivered(runRegime(world, slotsmith, at(0), effort))).toBeGreaterThan(1.1 * delivered(runRegime(world, legacy, at(0), effort)))
    expect(delivered(runRegime(world, legacy, at(1), effort))).toBeGreaterThanOrEqual(delivered(runRegime(world, slotsmith, at(1), effort)))
  })
})
