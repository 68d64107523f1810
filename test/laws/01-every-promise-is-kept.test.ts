/**
 * Law 1: after any list of commands every promise is in exactly one route, within its window, and `legal` lists nothing.
 *
 * The desk is driven by hundreds of random commands beside a model that knows bookings and deadlines, and nothing of routes.
 *
 * Broken on purpose, and seen to fail: lapsed holds left in the routes; stops taken out where travel is not metric; the end of the
 * shift not checked; the couriers' limit of orders not checked in the scan; breaks before a newcomer put behind it; the first trip not
 * waiting for what is released late; areas that are not asked about; a stop left out that saved the next one its setup.
 */
import { describe, expect, test } from 'vitest'
import { legal } from '../../src/model/legal.ts'
import type { Watch } from '../make/desk-model.ts'
import { drives } from '../make/desk-model.ts'

const watch: Watch = {
  after(driven) {
    const { desk } = driven
    const orders = desk.orders()
    const plan = desk.plan()
    expect(legal(desk.day, orders.values(), plan)).toEqual([])
    const stops = plan.routes.flatMap((route) => route.steps.flatMap((step) => (step.type === 'order' ? [step.id] : [])))
    expect(stops.toSorted()).toEqual(driven.live().map(({ order }) => order).toSorted())
    for (const { order, start, end } of driven.live()) {
      const { anchor } = desk.calendar
      expect(orders.get(order)!.windows).toEqual([{ start: (start - anchor) / 1000, end: (end - anchor) / 1000 }])
    }
  },
}

describe('every promise is kept', () => {
  const long = { runs: 50, commands: 300 }
  const short = { runs: 25, commands: 300 }
  test('where travel keeps the triangle inequality', () => drives({ metric: true }, watch, long))
  test('where travel breaks the triangle inequality', () => drives({ metric: false }, watch, long))
  test('with rearrangements, where travel keeps it', () => drives({ metric: true, repairEvaluations: 300 }, watch, short))
  test('with rearrangements, where travel breaks it', () => drives({ metric: false, repairEvaluations: 300 }, watch, short))
  for (const repairEvaluations of [0, 300]) {
    for (const metric of [true, false]) {
      const travel = `travel that ${metric ? 'keeps' : 'breaks'} it, ${repairEvaluations} evaluations of repair`
      test(`with reloads, other ends, positions, areas and releases (${travel})`, () =>
        drives({ metric, repairEvaluations, trips: true }, watch, { runs: 20, commands: 250 }))
      test(`with setups, times per type of courier and breaks with a most load (${travel})`, () =>
        drives({ metric, repairEvaluations, trips: repairEvaluations > 0, visits: true }, watch, { runs: 15, commands: 250 }))
    }
  }
})
