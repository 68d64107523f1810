/**
 * Law 8: a wider slot is never refused where a narrower one inside it is offered; another courier never removes an offer; a cancelled
 * booking never removes one.
 *
 * The first holds for every answer, repair and reliability included. The others are stated for direct gaps: a repair is a search with a
 * budget, and more routes to look at leave less of it for each (docs/decisions/0002-laws.md).
 *
 * Broken on purpose, and seen to fail: the only stop of a route taken out where travel is not metric; an unreliable wide slot refused
 * beside a reliable narrow one; what a repair finds for one slot kept from the others; the first courier overlooked where there are
 * many; reloads of the first courier only.
 *
 * Where orders have setups, who is cancelled may have saved somebody at the same door a setup: then an offer there may go, and truly so.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { covers } from '../../src/time/window.ts'
import type { Window } from '../../src/time/window.ts'
import { manualClock } from '../../src/time/clock.ts'
import type { Desk } from '../../src/live/desk.ts'
import { courierArbitrary } from '../make/day.ts'
import { EVE, filledTownArbitrary, openTown, ownWindowArbitrary, wantedArbitrary } from '../make/town.ts'
import type { FilledTown, TownFeatures, Wanted } from '../make/town.ts'

interface Case {
  readonly filled: FilledTown
  readonly wanted: Wanted
  readonly windows: readonly Window[]
}

function cases(features: TownFeatures): fc.Arbitrary<Case> {
  return filledTownArbitrary(features).chain((filled) =>
    fc.record({
      filled: fc.constant(filled),
      wanted: wantedArbitrary(filled.town),
      windows: fc.array(ownWindowArbitrary(), { minLength: 2, maxLength: 12, size: 'max' }),
    }))
}

/** Which of the windows are offered. */
function offeredOf(desk: Desk, wanted: Wanted, windows: readonly Window[]): boolean[] {
  const slots = windows.map(({ start, end }, i) => ({ id: String(i), start, end }))
  const offered = new Set(desk.offer({ ...wanted, id: 'newcomer', slots }).offered.map(({ slot }) => slot))
  return slots.map(({ id }) => offered.has(id))
}

const kinds = [[true, false], [false, false], [true, true], [false, true]] as const

const names = (metric: boolean, trips: boolean) =>
  `where travel ${metric ? 'keeps' : 'breaks'} the triangle inequality${trips ? ', reloads and other ends' : ''}`

describe('a wider slot is never refused where a narrower one inside it is offered', () => {
  for (const [metric, trips] of kinds) {
    for (const repairEvaluations of [0, 200]) {
      for (const leastOnTime of [0, 0.9]) {
        test(`${names(metric, trips)}, ${repairEvaluations} evaluations of repair, ${leastOnTime} on time at least`, () => {
          fc.assert(
            fc.property(cases({ metric, repairEvaluations, trips, visits: trips }), ({ filled: { town, snapshot }, wanted, windows }) => {
              const policy = { name: 'sure', leastOnTime }
              const reliability = leastOnTime === 0 ? false as const : { scenarios: 30 }
              const desk = openTown(town, manualClock(EVE), { snapshot, policy, reliability })
              const offered = offeredOf(desk, wanted, windows)
              for (const [i, narrow] of windows.entries()) {
                for (const [j, wide] of windows.entries()) {
                  const around = `${JSON.stringify(wide)} around ${JSON.stringify(narrow)}`
                  if (covers(wide, narrow) && offered[i]) expect(offered[j], around).toBe(true)
                }
              }
            }),
            { numRuns: trips ? 80 : 120, interruptAfterTimeLimit: 50_000 },
          )
        })
      }
    }
  }
})

describe('another courier never removes an offer', () => {
  for (const [metric, trips] of kinds) {
    test(`${names(metric, trips)}`, () => {
      // of the plainest kind, or like a courier of another town
      const another = cases({ metric, trips, visits: trips }).chain((one) => {
        const { dimensions, input } = one.filled.town
        return courierArbitrary(6, dimensions, input.profile !== undefined, {}).map((courier) => ({ ...one, courier }))
      })
      fc.assert(
        fc.property(another, fc.boolean(), ({ filled: { town, snapshot }, wanted, windows, courier }, first) => {
          const shifts = courier.shifts!.map((shift) => ({ ...shift, from: 'depot', to: 'depot' }))
          const newcomer = { ...courier, id: 'another', shifts, ...(trips ? { reload: { at: 'depot', most: 1 } } : {}) }
          const { couriers } = town.input
          const larger = { ...town, input: { ...town.input, couriers: first ? [newcomer, ...couriers] : [...couriers, newcomer] } }
          const before = offeredOf(openTown(town, manualClock(EVE), { snapshot }), wanted, windows)
          const after = offeredOf(openTown(larger, manualClock(EVE), { snapshot }), wanted, windows)
          for (const [i, offered] of before.entries()) if (offered) expect(after[i]).toBe(true)
        }),
        { numRuns: 100, interruptAfterTimeLimit: 50_000 },
      )
    })
  }
})

describe('a cancelled booking never removes an offer', () => {
  for (const [metric, trips] of kinds) {
    test(`${names(metric, trips)}`, () => {
      fc.assert(
        fc.property(cases({ metric, trips }), fc.array(fc.nat(20), { minLength: 1, maxLength: 3 }), ({ filled, wanted, windows }, picks) => {
          const { town, snapshot } = filled
          const desk = openTown(town, manualClock(EVE), { snapshot })
          let before = offeredOf(desk, wanted, windows)
          for (const pick of picks) {
            const live = desk.bookings().filter(({ state }) => state === 'held' || state === 'confirmed')
            if (live.length === 0) break
            expect(desk.cancel(live[pick % live.length]!.id).ok).toBe(true)
            const after = offeredOf(desk, wanted, windows)
            for (const [i, offered] of before.entries()) if (offered) expect(after[i]).toBe(true)
            before = after
          }
        }),
        { numRuns: 150, interruptAfterTimeLimit: 50_000 },
      )
    })
  }
})
