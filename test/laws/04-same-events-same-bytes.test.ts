/**
 * Law 4: same events, same state bytes. Same command id twice, same answer, no second effect. A restart from the stored state loses no
 * promise and no feasibility.
 *
 * Broken on purpose, and seen to fail: places that are driven through left out of the stored plan; improvements drawn from unseeded
 * chance; a repeated hold carried out again; a refusal forgotten when its offer is; routes built again by insertion instead of taken
 * from the snapshot; reloads left out of the stored plan.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Desk } from '../../src/live/desk.ts'
import { manualClock } from '../../src/time/clock.ts'
import type { Watch } from '../make/desk-model.ts'
import { deskCommands, Driven, drives } from '../make/desk-model.ts'
import { EVE, filledTownArbitrary, openTown, ownWindowArbitrary, townArbitrary, wantedArbitrary } from '../make/town.ts'
import type { Wanted } from '../make/town.ts'

const kinds = [[true, false], [false, false], [true, true], [false, true]] as const

function named(metric: boolean, trips: boolean): string {
  return `travel ${metric ? 'keeps' : 'breaks'} the triangle inequality${trips ? ', reloads and other ends' : ''}`
}

describe('same events, same bytes', () => {
  for (const [metric, trips] of kinds) {
    test(`two desks that hear the same say the same (${named(metric, trips)})`, () => {
      const cases = townArbitrary({ metric, repairEvaluations: 200, trips, visits: trips })
        .chain((town) => deskCommands(town, 100).map((list) => ({ town, list: [...list] })))
      fc.assert(
        fc.property(cases, ({ town, list }) => {
          const heard = [1, 2].map(() => {
            const said: string[] = []
            const driven = new Driven(town)
            const watch: Watch = { after: ({ desk }, outcome) => said.push(JSON.stringify([outcome, desk.snapshot()])) }
            for (const command of list) command.run(driven, watch)
            return said
          })
          expect(heard[1]).toEqual(heard[0])
        }),
        { numRuns: trips ? 20 : 30, interruptAfterTimeLimit: 50_000 },
      )
    })
  }
})

for (const trips of [false, true]) {
  test(`the same command id twice has the same answer and no second effect (${named(false, trips)})`, () => {
    let before = ''
    const watch: Watch = {
      before: ({ desk }) => void (before = JSON.stringify(desk.snapshot())),
      after: ({ desk }, outcome) => {
        if (outcome.type === 'answered' && outcome.answer.repeated) expect(JSON.stringify(desk.snapshot())).toBe(before)
      },
    }
    drives({ metric: false, trips }, watch, { runs: trips ? 15 : 30, commands: 200 })
  })
}

/** What a desk answers, without what names the moment. */
function answersOf(desk: Desk, wanted: Wanted, windows: readonly { start: number; end: number }[]): unknown {
  const { offered, refused } = desk.offer({ ...wanted, id: 'newcomer', slots: [...desk.day.slots.map(({ id }) => id), ...windows] })
  return { offered: offered.map((terms) => ({ ...terms, token: undefined })), refused }
}

describe('a restart', () => {
  for (const [metric, trips] of kinds) {
    test(`loses no promise and no feasibility (${named(metric, trips)})`, () => {
      const cases = townArbitrary({ metric, trips, visits: trips }).chain((town) =>
        fc.record({
          town: fc.constant(town), list: deskCommands(town, 60), wanted: fc.array(wantedArbitrary(town), { maxLength: 4 }),
          windows: fc.array(ownWindowArbitrary(), { maxLength: 3 }),
        }))
      fc.assert(
        fc.property(cases, ({ town, list, wanted, windows }) => {
          const driven = new Driven(town)
          fc.modelRun(() => ({ model: driven, real: {} }), list)
          const { desk, clock } = driven
          const again = openTown(town, clock, { snapshot: JSON.parse(JSON.stringify(desk.snapshot())) })
          expect(again.bookings()).toEqual(desk.bookings())
          expect(again.plan()).toEqual(desk.plan())
          expect(again.cost()).toBe(desk.cost())
          for (const one of wanted) expect(answersOf(again, one, windows)).toEqual(answersOf(desk, one, windows))
        }),
        { numRuns: 60, interruptAfterTimeLimit: 50_000 },
      )
    })
  }

  for (const trips of [false, true]) {
    test(`keeps routes that putting the orders in one by one could not build again (${named(true, trips)})`, () => {
      fc.assert(
        fc.property(filledTownArbitrary({ metric: true, repairEvaluations: 500, most: 14, trips }), ({ town, snapshot }) => {
          const again = openTown(town, manualClock(EVE), { snapshot })
          expect(JSON.stringify(again.snapshot())).toBe(JSON.stringify(snapshot))
        }),
        { numRuns: 60 },
      )
    })
  }
})
