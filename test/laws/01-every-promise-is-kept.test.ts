/**
 * Law 1: after any list of commands every promise is in exactly one route, within its window, and `legal` lists nothing.
 *
 * The desk is driven by hundreds of random commands beside a model that knows bookings and deadlines, and nothing of routes.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { legal } from '../../src/model/legal.ts'
import type { Watch } from '../make/desk-model.ts'
import { deskCommands, Driven } from '../make/desk-model.ts'
import type { TownFeatures } from '../make/town.ts'
import { townArbitrary } from '../make/town.ts'

const watch: Watch = {
  after({ desk, ...driven }) {
    const orders = desk.orders()
    const plan = desk.plan()
    expect(legal(desk.day, orders.values(), plan)).toEqual([])
    const live = driven.rows.filter(({ state }) => state === 'held' || state === 'confirmed')
    const stops = plan.routes.flatMap((route) => route.steps.flatMap((step) => (step.type === 'order' ? [step.id] : [])))
    expect(stops.toSorted()).toEqual(live.map(({ order }) => order).toSorted())
    for (const { order, start, end } of live) {
      const { anchor } = desk.calendar
      expect(orders.get(order)!.windows).toEqual([{ start: (start - anchor) / 1000, end: (end - anchor) / 1000 }])
    }
  },
}

function holds(features: TownFeatures, runs: number): void {
  const towns = townArbitrary(features).chain((town) => deskCommands(town, 300).map((commands) => ({ town, commands })))
  fc.assert(
    fc.property(towns, ({ town, commands }) => {
      const driven = new Driven(town)
      fc.modelRun(() => ({ model: driven, real: watch }), commands)
    }),
    { numRuns: runs, interruptAfterTimeLimit: 50_000 },
  )
}

describe('every promise is kept', () => {
  test('where travel keeps the triangle inequality', () => holds({ metric: true }, 60))
  test('where travel breaks the triangle inequality', () => holds({ metric: false }, 60))
  test('with rearrangements, where travel keeps the triangle inequality', () => holds({ metric: true, repairEvaluations: 300 }, 30))
  test('with rearrangements, where travel breaks it', () => holds({ metric: false, repairEvaluations: 300 }, 30))
})
