/**
 * A large day in parts. Small days stand for large ones here: parts of two or three stops, of at least one route.
 *
 * Broken on purpose, and seen to fail: an idle route dealt to two parts; absent stops of a part forgotten where it has no route; routes given
 * back one by one, so that a stop that went from one to another is in neither; the annealed routes taken for the best; all that is found
 * taken for better.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Random } from '../../../src/base/random.ts'
import { makeDay } from '../../../src/model/day.ts'
import { legal } from '../../../src/model/legal.ts'
import { makeOrder } from '../../../src/model/order.ts'
import type { Plan } from '../../../src/model/nouns.ts'
import { PartGround } from '../../../src/routing/search/part-ground.ts'
import { partsOf } from '../../../src/routing/search/parts.ts'
import { searchInParts } from '../../../src/routing/search/parts-search.ts'
import { search } from '../../../src/routing/search/search.ts'
import { Routing } from '../../../src/routing/routing.ts'
import { estimateTravel } from '../../../src/travel/estimate.ts'
import type { LonLat } from '../../../src/travel/place.ts'
import type { PlannedDay } from '../../make/day.ts'
import { plannedArbitrary } from '../../make/day.ts'
import { routed } from '../../make/routed.ts'
import { plannedTownArbitrary } from '../../make/town.ts'

const SMALL = { stops: 3, routes: 1, passes: 3, visit: 1 }

const days: readonly (readonly [string, fc.Arbitrary<PlannedDay>])[] = [
  ['where travel breaks the triangle inequality', plannedArbitrary(10)],
  ['with reloads, other ends and paid hours', plannedArbitrary(10, { trips: true, paidHours: true })],
  ['with coordinates, reloads and other ends', plannedTownArbitrary(10, { metric: true, trips: true })],
]

/** The day with its promised orders in routes and the others absent, and what parts are made of. */
function standing(one: PlannedDay) {
  const routing = routed(one)
  for (const order of one.rest) routing.enter(order)
  const { ground, slabs, day } = routing
  const absent = routing.absent().map((id) => routing['handle'](id))
  return { routing, ground, slabs, absent, whole: { day, grid: routing['grid'], ground } }
}

function servedBy(plan: Plan): string[] {
  return plan.routes.flatMap(({ steps }) => steps.flatMap((step) => (step.type === 'order' ? [step.id] : []))).toSorted()
}

describe('parts', () => {
  for (const [name, day] of days) {
    test(`hold every route and every absent stop once, ${name}`, () => {
      fc.assert(fc.property(day, fc.nat(), fc.integer({ min: 1, max: 6 }), (one, seed, stops) => {
        const { ground, slabs, absent } = standing(one)
        const parts = partsOf(ground, slabs, absent, { stops, routes: 1 }, new Random(seed))
        const all = [...slabs.len.keys()]
        const somebody = absent.length > 0 || all.some((r) => slabs.len[r]! > 0)
        expect(parts.flatMap(({ routes }) => routes).toSorted((a, b) => a - b)).toEqual(somebody ? all : [])
        expect(parts.flatMap((part) => part.absent).toSorted((a, b) => a - b)).toEqual(absent.toSorted((a, b) => a - b))
        expect(partsOf(ground, slabs, absent, { stops, routes: 1 }, new Random(seed))).toEqual(parts)
      }), { numRuns: 100 })
    })

    test(`cost on their own what they cost in the day, and come back as they were, ${name}`, () => {
      fc.assert(fc.property(day, fc.nat(), (one, seed) => {
        const { routing, whole, slabs, ground, absent } = standing(one)
        const plan = routing.plan()
        const cost = slabs.totalCost()
        let sum = 0
        for (const part of partsOf(ground, slabs, absent, SMALL, new Random(seed))) {
          const own = new PartGround(whole, slabs, part)
          sum += own.slabs.totalCost()
          expect(own.inWhole(own.absent)).toEqual(part.absent)
          own.giveBack(own.slabs, slabs)
        }
        if (cost > 0) expect(sum).toBe(cost)
        expect(routing.plan()).toEqual(plan)
        expect(slabs.totalCost()).toBe(cost)
      }), { numRuns: 100 })
    })
  }

  test('give back stops that went from one route to another, and every stop knows its place then', () => {
    fc.assert(fc.property(days[0]![1], fc.nat(), (one, seed) => {
      const { whole, slabs, ground } = standing({ ...one, rest: [] })
      const [part] = partsOf(ground, slabs, [], { stops: 100, routes: 1 }, new Random(seed))
      if (part === undefined) return
      const own = new PartGround(whole, slabs, part)
      const task = { absent: [], evaluations: 2000, chance: new Random(seed), warmest: 1e6, coldest: 1e6 }
      const { last, lastAbsent } = search(own.ground, own.slabs, own.neighbours, task)
      if (lastAbsent.length > 0) return
      own.giveBack(last, slabs)
      expect(slabs.totalCost()).toBe(last.totalCost())
      for (const r of slabs.len.keys()) {
        for (let p = 1; p <= slabs.len[r]!; p++) {
          const stop = slabs.stopAt[r * slabs.width + p]!
          expect([slabs.routeOf[stop], slabs.posOf[stop]]).toEqual([r, p])
        }
      }
    }), { numRuns: 100 })
  })

  test('lie together: of two villages each is a part', () => {
    // Two villages, 0.5 degrees apart; two couriers in each, who serve three neighbours each.
    const at = (village: number, house: number): LonLat => [13 + 0.5 * village, 52 + 0.001 * house]
    const couriers = [0, 1, 2, 3].map((k) => ({ id: `k${k}`, start: at(k % 2, 0), end: at(k % 2, 0), shift: { start: 0, end: 40_000 } }))
    const day = makeDay({ couriers, travel: estimateTravel({ kilometresPerHour: 30, detour: 1.3 }) })
    const routing = new Routing(day)
    for (let village = 0; village < 2; village++) {
      for (let house = 1; house <= 6; house++) routing.enter(makeOrder({ id: `${village}-${house}`, place: at(village, house) }, day))
    }
    const visits = (village: number, houses: readonly number[]) => houses.map((house) => ({ type: 'order' as const, id: `${village}-${house}` }))
    expect(routing.adopt([
      { courier: 'k0', shift: 0, steps: visits(0, [1, 2, 3]) },
      { courier: 'k1', shift: 0, steps: visits(1, [1, 2, 3]) },
      { courier: 'k2', shift: 0, steps: visits(0, [4, 5, 6]) },
      { courier: 'k3', shift: 0, steps: visits(1, [4, 5, 6]) },
    ])).toBe(true)
    for (let seed = 0; seed < 20; seed++) {
      // Twelve stops in parts of six.
      const parts = partsOf(routing.ground, routing.slabs, [], { stops: 6, routes: 2 }, new Random(seed))
      expect(parts.map(({ routes }) => routes).toSorted((a, b) => a[0]! - b[0]!)).toEqual([[0, 2], [1, 3]])
    }
  })
})

describe('the search part by part', () => {
  for (const [name, day] of days) {
    test(`keeps every promise and raises no cost, ${name}`, () => {
      // The earlier it is stopped, the warmer it is, and the dearer where the annealing is.
      fc.assert(fc.property(day, fc.nat(5000), fc.integer({ min: 1, max: 10 }), fc.nat(), (one, evaluations, tenths, seed) => {
        const { routing, whole, slabs } = standing({ ...one, rest: [] })
        const before = slabs.totalCost()
        const task = { absent: [], evaluations, pauseAt: (evaluations * tenths) / 10, chance: new Random(seed) }
        const { best, absent } = searchInParts(whole, slabs, task, SMALL)
        expect(absent).toEqual([])
        expect(best.totalCost()).toBeLessThanOrEqual(before)
        for (const r of best.len.keys()) slabs.takeRoute(best, r)
        expect(servedBy(routing.plan())).toEqual(one.promised.map(({ id }) => id).toSorted())
        expect(legal(one.day, one.promised, routing.plan())).toEqual([])
      }), { numRuns: 100, interruptAfterTimeLimit: 40_000 })
    })

    test(`serves absent orders beside everybody who is served, ${name}`, () => {
      fc.assert(fc.property(day, fc.nat(5000), fc.nat(), (one, evaluations, seed) => {
        const { routing, whole, slabs, absent } = standing(one)
        const result = searchInParts(whole, slabs, { absent, evaluations, chance: new Random(seed) }, SMALL)
        for (const r of result.best.len.keys()) slabs.takeRoute(result.best, r)
        const served = servedBy(routing.plan())
        expect(served.length).toBe(one.promised.length + absent.length - result.absent.length)
        for (const { id } of one.promised) expect(served).toContain(id)
        const orders = [...one.promised, ...one.rest].filter(({ id }) => served.includes(id))
        expect(legal(one.day, orders, routing.plan())).toEqual([])
      }), { numRuns: 100, interruptAfterTimeLimit: 40_000 })
    })
  }

  test('ends within its budget, where it is told to, and the same way each time', () => {
    fc.assert(fc.property(days[0]![1], fc.integer({ min: 1, max: 3000 }), fc.nat(), (one, evaluations, seed) => {
      const run = (more: { pauseAt?: number; interrupted?: () => boolean }) => {
        const { whole, slabs } = standing({ ...one, rest: [] })
        return searchInParts(whole, slabs, { absent: [], evaluations, chance: new Random(seed), ...more }, SMALL)
      }
      const result = run({})
      const again = run({})
      expect([...again.best.stopAt]).toEqual([...result.best.stopAt])
      expect(again.evaluations).toBe(result.evaluations)
      // The last round of a part may go beyond its share, by looking at all gaps for all stops; the next part gets that much less.
      const round = 32 + one.promised.length * (one.promised.length - 1 + one.day.routes.length)
      expect(result.evaluations).toBeLessThanOrEqual(evaluations - 1 + round)
      expect(run({ pauseAt: 1 }).evaluations).toBeLessThanOrEqual(round)
      // Somebody is asked after 64 rounds, or between two parts then.
      expect(run({ interrupted: () => true }).rounds).toBeLessThan(64 + 64)
    }), { numRuns: 60 })
  })

  test('goes on from where it stopped, and is never worse for it', () => {
    fc.assert(fc.property(days[1]![1], fc.integer({ min: 100, max: 3000 }), fc.nat(), (one, evaluations, seed) => {
      const { whole, slabs } = standing({ ...one, rest: [] })
      const task = { absent: [], evaluations, chance: new Random(seed) }
      const first = searchInParts(whole, slabs, { ...task, pauseAt: Math.ceil(evaluations / 2) }, SMALL)
      const cost = first.best.totalCost()
      const spent = first.evaluations
      const second = searchInParts(whole, slabs, { ...task, from: first.state }, SMALL)
      expect(second.best.totalCost()).toBeLessThanOrEqual(cost)
      expect(second.evaluations).toBeGreaterThanOrEqual(spent)
    }), { numRuns: 60 })
  })
})

describe('a day of 640 orders', () => {
  /** Sixteen villages of forty houses, and two couriers from the middle of each; orders come in no order. */
  function largeDay(): Routing {
    const chance = new Random(5)
    const villages = Array.from({ length: 16 }, (_, i): LonLat => [13 + 0.05 * (i % 4), 52 + 0.03 * Math.floor(i / 4)])
    // A pause, which moves know nothing of.
    const breaks = [{ id: 'pause', windows: [{ start: 39_600, end: 50_400 }], service: 600 }]
    const couriers = Array.from({ length: 32 }, (_, k) => ({
      id: `k${k}`, start: villages[k % 16]!, end: villages[k % 16]!, capacity: [30], shift: { start: 28_800, end: 64_800 }, breaks,
    }))
    const day = makeDay({ couriers, travel: estimateTravel({ kilometresPerHour: 30, detour: 1.3 }) })
    const routing = new Routing(day)
    const orders = Array.from({ length: 640 }, (_, i) => {
      const [lon, lat] = villages[i % 16]!
      const start = 28_800 + 3600 * chance.below(8)
      const place: LonLat = [lon + 0.01 * chance.unit(), lat + 0.01 * chance.unit()]
      return makeOrder({ id: `o${i}`, place, load: [1], service: 240, windows: [{ start, end: start + 7200 }] }, day)
    })
    chance.shuffle(orders)
    for (const order of orders) routing.enter(order)
    for (const order of orders) routing.place(order.id)
    return routing
  }

  test('is parted, and gets about as cheap as by one search with as many evaluations, with many more rounds', () => {
    const routing = largeDay()
    expect(routing.absent()).toEqual([])
    const { ground, slabs } = routing
    const whole = search(ground, slabs, routing['neighbours'], { absent: [], evaluations: 12_000_000, chance: new Random(1) })
    const { before, after, evaluations, rounds } = routing.improve({ evaluations: 12_000_000, chance: new Random(1) })
    expect(after).toBeLessThan(before)
    expect(after).toBeLessThan(1.02 * whole.best.totalCost())
    expect(rounds).toBeGreaterThan(1.5 * whole.rounds)
    // Forty stops or so are put back in a round, each after a look at 330 gaps: no more than that beyond the budget.
    expect(evaluations).toBeLessThan(12_000_000 + 20_000)
    expect(routing.absent()).toEqual([])
    const orders = Array.from({ length: 640 }, (_, i) => routing.order(`o${i}`))
    expect(legal(routing.day, orders, routing.plan())).toEqual([])
  })

  test('stopped while it is warm, it hands out the cheapest that it came by, and goes on from there', () => {
    const routing = largeDay()
    const { ground, slabs, day } = routing
    const begun = slabs.totalCost()
    const task = { absent: [], evaluations: 12_000_000, pauseAt: 3_000_000, chance: new Random(1) }
    const { best, last } = searchInParts({ day, grid: routing['grid'], ground }, slabs, task)
    expect(best.totalCost()).toBeLessThan(begun)
    expect(last.totalCost()).toBeGreaterThan(best.totalCost())
  })

  test('is not parted for a budget that would be spent on tables', () => {
    const [one, other] = [largeDay(), largeDay()]
    one.improve({ evaluations: 300_000, chance: new Random(1) })
    const { ground, slabs } = other
    const { best } = search(ground, slabs, other['neighbours'], { absent: [], evaluations: 300_000, chance: new Random(1) })
    expect(one.cost()).toBe(best.totalCost())
  })
})
