/**
 * Where a newcomer could be in a route if one or two stops made way is what the gap kernel says of the route from which they were taken out.
 *
 * Broken on purpose, and seen to fail: gaps before the one that is left behind not looked at; gaps behind it neither; a full route looked at
 * only where bounds have moved; loads of one of the two not counted; the gap between the two skipped, or the one behind the second taken
 * for the one that it left.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { refresh } from '../../../src/routing/bounds.ts'
import { GapScan, NO_GAP } from '../../../src/routing/gaps/gaps.ts'
import { MakingRoom } from '../../../src/routing/repair/making-room.ts'
import type { Routing } from '../../../src/routing/routing.ts'
import { scanGapsOf } from '../../../src/routing/gaps/scan.ts'
import type { RouteSlabs } from '../../../src/routing/slabs.ts'
import { TrialRoutes } from '../../../src/routing/repair/trial-routes.ts'
import { plannedArbitrary } from '../../make/day.ts'
import { routed } from '../../make/routed.ts'
import { plannedTownArbitrary } from '../../make/town.ts'

interface Windows {
  readonly open: Int32Array
  readonly close: Int32Array
}

/** Which windows the route takes, in the eyes of the kernel. */
function taken({ ground }: Routing, slabs: RouteSlabs, r: number, stop: number, { open, close }: Windows): number {
  const scan = new GapScan(ground)
  scan.ask(open.length)
  scan.open.set(open)
  scan.close.set(close)
  scan.askRow(ground, stop)
  scanGapsOf(scan, ground, slabs, r)
  return open.reduce((mask, _, w) => (scan.route[w] === NO_GAP ? mask : mask | (1 << w)), 0)
}

const features = { couriers: 2, breaks: false, limits: false }
const days = fc.oneof(plannedArbitrary(10, features), plannedTownArbitrary(10, { ...features, metric: true }))
const slots = fc.array(fc.record({ start: fc.nat(7000), width: fc.nat(600) }), { minLength: 1, maxLength: 6 })

test('without one stop, and without two', () => {
  const seen = { one: 0, two: 0 }
  fc.assert(
    fc.property(days, slots, (one, list) => {
      const newcomer = one.rest[0]
      fc.pre(newcomer !== undefined)
      const routing = routed(one)
      const { ground, slabs } = routing
      routing.enter(newcomer)
      const stop = ground.stops.orders.findIndex((order) => order?.id === newcomer.id)
      const windows = {
        open: Int32Array.from(list, ({ start }) => start), close: Int32Array.from(list, ({ start, width }) => start + width),
      }
      // Loads that are carried back depend on the order of the stops: they are left to whoever tries a chain out.
      const exact = ground.stops.carriesBack ? 0 : -1
      const room = new MakingRoom(ground, new TrialRoutes(ground))
      room.ask(stop, list.length, windows.open, windows.close)
      for (let r = 0; r < ground.fleet.routes; r++) {
        if (!room.enter(slabs, r)) continue
        const direct = taken(routing, slabs, r, stop, windows)
        const without = (...positions: number[]): number | undefined => {
          const trial = slabs.copy()
          for (const position of positions) trial.unsplice(r, position, 1)
          return refresh(ground, trial, r) ? taken(routing, trial, r, stop, windows) : undefined
        }
        for (let i = 1; i <= slabs.len[r]!; i++) {
          const expected = without(i)
          const mask = room.withoutOne(slabs, r, i) ? room.mask : 0
          if (expected === undefined) expect(mask).toBe(0)
          // Of gaps that nothing has moved, only those windows matter that have none.
          else expect([mask & ~expected & exact, expected & ~direct & ~mask]).toEqual([0, 0])
          if (expected !== undefined && (expected & ~direct) !== 0) seen.one++
          for (let k = i + 1; k <= slabs.len[r]! && room.takesTwo; k++) {
            const both = without(k, i)
            if (both === undefined || expected === undefined || without(k) === undefined) continue
            const wide = room.withoutTwo(slabs, r, i, k) ? room.mask : 0
            expect([wide & ~both & exact, both & ~wide]).toEqual([0, 0])
            if ((both & ~direct) !== 0) seen.two++
          }
        }
      }
    }),
    { numRuns: 300, interruptAfterTimeLimit: 40_000 },
  )
  expect(seen.one).toBeGreaterThan(100)
  expect(seen.two).toBeGreaterThan(100)
})
