/**
 * A search that stops and goes on, in this process or another, is the search that never stopped: to the draw, and to the byte.
 *
 * Broken on purpose, and seen to fail: the gaps until the next blink drawn anew; the routes that it was at taken for the best ones;
 * absences forgotten; the order of the stops that it begins a ruin at; the layout of the tree over the routes left out.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Random } from '../../../src/base/random.ts'
import { makeDay } from '../../../src/model/day.ts'
import { legal } from '../../../src/model/legal.ts'
import type { Order } from '../../../src/model/nouns.ts'
import { makeOrder } from '../../../src/model/order.ts'
import { Routing } from '../../../src/routing/routing.ts'
import { estimateTravel } from '../../../src/travel/estimate.ts'
import type { PlannedDay } from '../../make/day.ts'
import { plannedArbitrary } from '../../make/day.ts'
import { routed } from '../../make/routed.ts'
import { problemsOf } from '../../make/problems.ts'
import { enteredRouting, warpDayArbitrary } from '../../make/warp-day.ts'
import type { WarpDay } from '../../make/warp-day.ts'
import { plannedTownArbitrary } from '../../make/town.ts'

const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

const days = [
  ['where travel breaks the triangle inequality', plannedArbitrary(10)],
  ['where travel keeps it', plannedTownArbitrary(10, { metric: true })],
  ['with reloads and other ends, where travel breaks it', plannedArbitrary(10, { trips: true, paidHours: true })],
  ['with reloads and other ends, where travel keeps it', plannedTownArbitrary(10, { metric: true, trips: true })],
] as const

const halts = fc.array(fc.nat(4000), { minLength: 1, maxLength: 3 })

describe('n evaluations at once are a of them and then the rest', () => {
  test.each(days)('%s', (_, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, fc.nat(4000), halts, fc.nat(), fc.nat(3), (one, evaluations, stops, seed, leavers) => {
        // places that are only driven through, where travel needs them
        const begun = () => {
          const routing = routed(one)
          for (const { id } of one.promised.slice(0, leavers)) routing.remove(id)
          return routing
        }
        const atOnce = begun()
        const chance = new Random(seed)
        const whole = atOnce.improve({ evaluations, chance })

        let here = begun()
        let piece = here.search({ evaluations, chance: new Random(seed), pauseAt: Math.min(evaluations, ...stops) })
        let spent = piece.improvement.evaluations
        for (const [i, pauseAt] of [...stops, evaluations].toSorted((a, b) => a - b).entries()) {
          const paused = throughJson(here.pause(piece.stopped))
          if (i % 2 === 0) {
            // another process has the routes and nothing else
            const { routes } = here.plan()
            here = new Routing(one.day)
            for (const order of one.promised.slice(leavers)) here.enter(order)
            expect(here.adopt(routes)).toBe(true)
          }
          const from = here.resume(paused, 'paused')
          expect(from.version).toBe(here.version)
          piece = here.search({ evaluations, chance: from.chance, pauseAt }, from)
          spent += piece.improvement.evaluations
        }
        expect(here.plan()).toEqual(atOnce.plan())
        expect(piece.improvement.after).toBe(whole.after)
        expect(spent).toBe(whole.evaluations)
        expect(piece.stopped.chance.state()).toEqual(chance.state())
      }),
      { numRuns: 80, interruptAfterTimeLimit: 50_000 },
    )
  })

  test('with somebody whom nobody has room for, again and again in another one’s place', () => {
    // Promises stay in the best routes, while the search passes through plans with somebody else out.
    const alike = (one: PlannedDay): PlannedDay => ({ ...one, promised: one.promised.map(plain), rest: one.rest.map(plain) })
    const plain = (order: Order): Order => ({ ...order, priority: 0 })
    const cases = fc.tuple(plannedArbitrary(8).map(alike), fc.integer({ min: 200, max: 3000 }), fc.nat(3000), fc.nat())
    fc.assert(
      fc.property(cases, ([one, evaluations, pauseAt, seed]) => {
        fc.pre(one.rest.length > 0)
        const begun = () => {
          const routing = routed(one)
          for (const order of one.rest) routing.enter(order)
          return routing
        }
        const atOnce = begun()
        const chance = new Random(seed)
        const { served } = atOnce.improve({ evaluations, chance })
        // Whoever found room is a neighbour from then on.
        fc.pre(served.length === 0)
        const here = begun()
        const piece = here.search({ evaluations, chance: new Random(seed), pauseAt })
        const from = here.resume(throughJson(here.pause(piece.stopped)), 'paused')
        here.search({ evaluations, chance: from.chance }, from)
        expect(here.plan()).toEqual(atOnce.plan())
        expect(from.chance.state()).toEqual(chance.state())
      }),
      { numRuns: 60, interruptAfterTimeLimit: 50_000 },
    )
  })

  test('by moves, whose routes may be late when it stops', () => {
    let [moving, late] = [0, 0]
    fc.assert(
      fc.property(warpDayArbitrary(10, true), fc.integer({ min: 500, max: 6000 }), halts, (one, evaluations, stops) => {
        const begun = () => {
          const routing = enteredRouting(one)
          for (const order of one.orders) if (!routing.place(order.id)) routing.leave(order.id)
          return routing
        }
        const atOnce = begun()
        const chance = new Random(one.seed)
        const whole = atOnce.improve({ evaluations, chance })
        let here = begun()
        let piece = here.search({ evaluations, chance: new Random(one.seed), pauseAt: Math.min(evaluations, ...stops) })
        for (const [i, pauseAt] of [...stops, evaluations].toSorted((a, b) => a - b).entries()) {
          const paused = throughJson(here.pause(piece.stopped))
          if (paused.moves) moving++
          if (paused.moves && JSON.stringify(paused.moves.current) !== JSON.stringify(paused.moves.best)) late++
          if (i % 2 === 0) {
            const { routes } = here.plan()
            const other = new Routing(one.day)
            for (const order of one.orders) if (here.knows(order.id)) other.enter(order)
            expect(other.adopt(routes)).toBe(true)
            here = other
          }
          // The same process has the tables, too, and need not make them again.
          const from = i % 2 === 0 ? here.resume(paused, 'paused') : piece.stopped
          expect(from.version).toBe(here.version)
          piece = here.search({ evaluations, chance: from.chance, pauseAt }, from)
        }
        expect(here.plan()).toEqual(atOnce.plan())
        expect(piece.improvement.after).toBe(whole.after)
        expect(piece.stopped.chance.state()).toEqual(chance.state())
      }),
      { numRuns: 80, interruptAfterTimeLimit: 50_000 },
    )
    expect(moving).toBeGreaterThan(50)
    expect(late).toBeGreaterThan(20)
  })

  test('on a day whose legs are computed, and whose far routes are skipped', () => {
    // 2,200 doors: more than tables are kept for. Thirty couriers: enough for a tree over their routes.
    const place = new Random(7)
    const at = () => [13 + place.below(4000) / 10_000, 52.3 + place.below(3000) / 10_000] as const
    const couriers = Array.from({ length: 30 }, (_, i) => ({ id: `k${i}`, start: at(), end: at(), shift: { start: 0, end: 80_000 } }))
    const day = makeDay({ couriers, travel: estimateTravel({ kilometresPerHour: 30 }) })
    const orders = Array.from({ length: 2200 }, (_, i): Order => {
      const start = place.below(60_000)
      const windows = [{ start, end: start + 20_000 }]
      return { id: `o${i}`, place: at(), service: 60, delivery: [0], pickup: [0], skills: [], windows, priority: 0 }
    })
    const first = new Routing(day)
    for (const order of orders) {
      first.enter(order)
      if (!first.place(order.id)) first.leave(order.id)
    }
    expect(first.ground.legs.tabled).toBe(false)
    const { routes } = first.plan()
    const again = (from: typeof routes) => {
      const routing = new Routing(day)
      for (const order of orders) if (first.knows(order.id)) routing.enter(order)
      expect(routing.adopt(from)).toBe(true)
      return routing
    }
    const atOnce = again(routes)
    const whole = atOnce.improve({ evaluations: 300_000, chance: new Random(3) })
    let here = again(routes)
    let piece = here.search({ evaluations: 300_000, chance: new Random(3), pauseAt: 90_000 })
    for (const pauseAt of [200_000, 300_000]) {
      const paused = throughJson(here.pause(piece.stopped))
      expect(paused.layout).not.toBeNull()
      here = again(here.plan().routes)
      const from = here.resume(paused, 'paused')
      piece = here.search({ evaluations: 300_000, chance: from.chance, pauseAt }, from)
    }
    expect(whole.after).toBeLessThan(whole.before)
    expect(piece.improvement.after).toBe(whole.after)
    expect(here.plan()).toEqual(atOnce.plan())
  })
})

test('where the routes are others by now, the search goes on from them and keeps what it must', () => {
  fc.assert(
    fc.property(plannedArbitrary(10, { trips: true }), fc.nat(2000), fc.nat(), (one, pauseAt, seed) => {
      fc.pre(one.promised.length > 1)
      const routing = routed(one)
      const piece = routing.search({ evaluations: 3000, chance: new Random(seed), pauseAt })
      const paused = throughJson(routing.pause(piece.stopped))
      routing.remove(one.promised[0]!.id)
      const from = routing.resume(paused, 'paused')
      const before = routing.cost()
      const { improvement } = routing.search({ evaluations: 3000, chance: from.chance }, from)
      expect(improvement.after).toBeLessThanOrEqual(before)
      expect(legal(one.day, one.promised.slice(1), routing.plan())).toEqual([])
      // in all, as if it had gone on
      expect(piece.improvement.evaluations + improvement.evaluations).toBeGreaterThanOrEqual(Math.min(3000, piece.improvement.evaluations))
    }),
    { numRuns: 60 },
  )
})

describe('what was paused and damaged since', () => {
  /** A search by moves that was stopped, as data, of a day where couriers suit some orders only. */
  function stopped(one: WarpDay, pauseAt: number) {
    const routing = enteredRouting(one)
    for (const order of one.orders) if (!routing.place(order.id)) routing.leave(order.id)
    const piece = routing.search({ evaluations: 3000, chance: new Random(one.seed), pauseAt })
    return { routing, paused: throughJson(routing.pause(piece.stopped)) }
  }

  /** The same visits, one of them in another route, which may not suit it. */
  function dealt(lists: readonly (readonly number[])[], seed: number): number[][] {
    const chance = new Random(seed)
    const others = lists.map((list) => [...list])
    const from = others.filter((list) => list.length > 0)
    if (from.length === 0) return others
    const [visit] = from[chance.below(from.length)]!.splice(0, 1)
    const to = others[chance.below(others.length)]!
    to.splice(chance.below(to.length + 1), 0, visit!)
    return others
  }

  test('never leads to a plan that is not legal: where ruin and recreate is', () => {
    let changed = 0
    // Somebody whom no van could carry keeps the search from moves.
    fc.assert(fc.property(warpDayArbitrary(8, true), fc.integer({ min: 10, max: 2000 }), fc.nat(), (one, pauseAt, seed) => {
      const routing = enteredRouting(one)
      routing.enter(makeOrder({ id: 'too much', place: 0, load: [99, 99] }, one.day))
      for (const order of one.orders) routing.place(order.id)
      const promised = one.orders.filter(({ id }) => routing.serves(id))
      const piece = routing.search({ evaluations: 3000, chance: new Random(seed), pauseAt })
      const paused = throughJson(routing.pause(piece.stopped))
      expect(paused.moves).toBeNull()
      const visits = dealt(paused.current.map((route) => route.visits), seed)
      const current = paused.current.map((route, i) => ({ ...route, visits: visits[i]!, breaks: [0, ...visits[i]!.map(() => 0)] }))
      if (JSON.stringify(current) !== JSON.stringify(paused.current)) changed++
      const from = routing.resume({ ...paused, current }, 'paused')
      routing.search({ evaluations: 3000, chance: from.chance }, from)
      const served = one.orders.filter(({ id }) => routing.serves(id))
      expect(served).toEqual(expect.arrayContaining(promised))
      expect(legal(one.day, served, routing.plan())).toEqual([])
    }), { numRuns: 600 })
    expect(changed).toBeGreaterThan(20)
  })

  test('never leads to a plan that is not legal: where moves are', () => {
    let changed = 0
    const cases = fc.tuple(warpDayArbitrary(8, true), fc.integer({ min: 10, max: 2000 }), fc.nat(), fc.boolean())
    fc.assert(fc.property(cases, ([one, pauseAt, seed, best]) => {
      const { routing, paused } = stopped(one, pauseAt)
      if (!paused.moves) return
      const current = dealt(paused.moves.current, seed)
      if (JSON.stringify(current) !== JSON.stringify(paused.moves.current)) changed++
      const moves = { ...paused.moves, current, best: best && paused.moves.best ? dealt(paused.moves.best, seed) : paused.moves.best }
      const from = routing.resume({ ...paused, moves }, 'paused')
      const { improvement } = routing.search({ evaluations: 3000, chance: from.chance }, from)
      const served = one.orders.filter(({ id }) => routing.knows(id))
      expect(legal(one.day, served, routing.plan())).toEqual([])
      expect(improvement.after).toBeLessThanOrEqual(improvement.before)
    }), { numRuns: 300 })
    expect(changed).toBeGreaterThan(20)
  })

  test('is refused with where and what, and nothing changes', () => {
    const moving = warpDayArbitrary(8, true).filter((day) => stopped(day, 2000).paused.moves !== null)
    const { routing, paused } = stopped(fc.sample(moving, { numRuns: 1, seed: 1 })[0]!, 2000)
    const before = JSON.stringify(routing.plan())
    const moves = paused.moves!
    const damages = [
      undefined, 7, {}, { ...moves, routes: [{}] }, { ...moves, current: [['0']] }, { ...moves, best: 'none' }, { ...moves, warpRate: 0 },
      { ...moves, loadRate: null }, { ...moves, meanLeg: -1 }, { ...moves, rounds: 0.5 }, { ...moves, evaluations: -1 },
      { ...moves, penalties: {} },
    ]
    for (const damaged of damages) {
      const problems = problemsOf(() => routing.resume({ ...paused, moves: damaged } as never, 'paused'))
      expect(problems).toEqual(['snapshot-mismatch at paused.moves'])
    }
    expect(JSON.stringify(routing.plan())).toBe(before)
  })
})
