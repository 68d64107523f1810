import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import type { RunRecord } from '../../../src/arena/days/record.ts'
import { runRegime } from '../../../src/arena/days/run.ts'
import { everyRegime } from '../../../src/arena/regimes/every-regime.ts'
import type { Choice, Dispatched, Regime, RegimeDay } from '../../../src/arena/regimes/regime.ts'
import type { Customer } from '../../../src/arena/world/customer.ts'
import type { World } from '../../../src/arena/world/world.ts'
import { HOUR, changed, effort, tinyWorld } from './tiny.ts'

const doors = { waits: 0.6, neighbour: 0.18, message: 0.5 }
const nobody = { waits: 0, neighbour: 0, message: 0 }

/** A regime of one's own: everybody is told ten to noon, and one courier comes to all of them, one every ten minutes from ten on. */
const tenToNoon: Regime = {
  name: 'ten to noon', title: 'everybody from ten to noon', chooses: false,
  openDay: (): RegimeDay => {
    const booked = new Map<string, Choice>()
    return {
      ask: () => [{ id: 'only', window: { start: 10 * HOUR, end: 12 * HOUR }, price: 0 }],
      book: ({ id }, choice) => void booked.set(id, choice),
      cancel: (id) => void booked.delete(id),
      dispatch: (): Dispatched => {
        const stops = [...booked].map(([id, { window }], index) => ({
          id, place: [13.4, 52.52] as const, planned: 10 * HOUR, service: 60, promised: window, told: window, waitsUntil: 10 * HOUR + index * 600,
        }))
        const route = { courier: 'one', start: 9 * HOUR, end: 24 * HOUR, from: [13.4, 52.52] as const, to: null, stops, pauses: [] }
        return { routes: stops.length > 0 ? [route] : [], left: [], evaluations: 0 }
      },
    }
  },
}

/** Only these customers, as told. */
function only(world: World, count: number, change: (customer: Customer, index: number) => Partial<Customer>): World {
  const customers = world.customers.slice(0, count).map((customer, index) => ({ ...customer, ...change(customer, index) }))
  return { ...world, customers }
}

const out = (world: World) => ({ home: world.dates.map(() => []), absent: world.dates.map(() => false), ending: 'keeps' as const })

describe('days in a row', () => {
  test('bring a failed visit back the next day, three times at the most', () => {
    const base = tinyWorld(1, { days: 5 })
    const record = runRegime(only(base, 1, () => out(base)), tenToNoon, nobody, effort)
    const [customer] = record.customers
    expect(customer!.attempts.map(({ day, at, success, by }) => ({ day, at, success, by }))).toEqual(
      [0, 1, 2].map((day) => ({ day, at: 10 * HOUR, success: false, by: undefined })),
    )
    expect(customer!.fate).toBe('returned')
    expect(record.days.map(({ routes }) => routes.length)).toEqual([1, 1, 1, 0, 0])
  })

  test('leave open what is still to be delivered after the last', () => {
    const base = tinyWorld(1, { days: 2 })
    const record = runRegime(only(base, 1, () => out(base)), tenToNoon, nobody, effort)
    expect([record.customers[0]!.attempts.length, record.customers[0]!.fate]).toEqual([2, 'open'])
  })

  test('deliver on the day on which somebody is in', () => {
    const base = tinyWorld(1)
    const home = [[], [{ start: 9 * HOUR, end: 11 * HOUR }], []]
    const record = runRegime(only(base, 1, () => ({ ...out(base), home })), tenToNoon, nobody, effort)
    expect(record.customers[0]).toMatchObject({ fate: 'delivered', offered: 1, suiting: 0, unserved: 0 })
    expect(record.customers[0]!.attempts.map(({ success, by }) => [success, by])).toEqual([[false, undefined], [true, 'home']])
  })

  test('count how late a visit was, and how long somebody stayed in for it', () => {
    const base = tinyWorld(1)
    // Fifteen customers of the first day, one every ten minutes: the visits of 12:10 and 12:20 find the patient, at 12:20 nobody is left.
    const record = runRegime(only(base, 15, () => out(base)), tenToNoon, { ...nobody, waits: 1 }, effort)
    const first = record.customers.flatMap(({ attempts }) => attempts.slice(0, 1)).sort((a, b) => a.at - b.at)
    expect(first.map(({ late }) => late)).toEqual([...Array<number>(13).fill(0), 600, 1200])
    expect(first.map(({ waited }) => waited)).toEqual([...Array.from({ length: 14 }, (_, index) => index * 600), 2 * HOUR + 900])
    expect(first.map(({ success }) => success)).toEqual([...Array<boolean>(14).fill(true), false])
    expect(first.every(({ stayedIn }) => stayedIn)).toBe(true)
  })

  test('a customer whom no route takes is told in the morning, comes back the next day, and has had no attempt', () => {
    const base = tinyWorld(1)
    const asked: [number, number, number][] = []
    const never: Regime = {
      ...tenToNoon,
      openDay: (brief) => {
        const one = tenToNoon.openDay(brief)
        let id = ''
        return {
          ...one,
          ask: (request, at, again) => {
            id = request.id
            asked.push([brief.day, at, again])
            return one.ask(request, at, again)
          },
          dispatch: () => ({ routes: [], left: id === '' ? [] : [id], evaluations: 0 }),
        }
      },
    }
    const record = runRegime(only(base, 1, () => out(base)), never, nobody, effort)
    expect(record.customers[0]).toMatchObject({ fate: 'open', attempts: [], unserved: 3 })
    expect(asked.slice(1)).toEqual([1, 2].map((day) => [day, base.calendars[day - 1]!.anchor + 8 * HOUR * 1000, 0]))
  })

  test('who comes back and finds nothing free tries again a day later', () => {
    const base = tinyWorld(1, { days: 4 })
    const days: number[] = []
    const fullOnTheSecond: Regime = {
      ...tenToNoon,
      openDay: (brief) => {
        const one = tenToNoon.openDay(brief)
        return { ...one, ask: (request, at, again) => (days.push(brief.day), brief.day === 1 ? [] : one.ask(request, at, again)) }
      },
    }
    const record = runRegime(only(base, 1, () => out(base)), fullOnTheSecond, nobody, effort)
    expect(days).toEqual([0, 1, 2, 3])
    expect(record.customers[0]!.attempts.map(({ day }) => day)).toEqual([0, 2, 3])
  })
})

/** What holds of every record: nobody vanishes, and what is said of a customer fits together. */
function checkConservation(world: World, record: RunRecord): void {
  expect(record.customers.map(({ id }) => id)).toEqual(world.customers.map(({ id }) => id))
  for (const { day, fate, attempts, unserved } of record.customers) {
    const days = attempts.map((attempt) => attempt.day)
    expect(attempts.length).toBeLessThanOrEqual(3)
    expect(days.every((each, i) => each >= day && (i === 0 || each > days[i - 1]!))).toBe(true)
    // A success ends the story; everybody who failed three times goes back, and nobody else.
    expect(attempts.slice(0, -1).every(({ success }) => !success)).toBe(true)
    expect(fate === 'delivered').toBe(attempts.at(-1)?.success ?? false)
    expect(fate === 'returned').toBe(attempts.length === 3 && fate !== 'delivered')
    if (fate.startsWith('lost') || fate === 'lapsed' || fate === 'cancelled') expect([attempts.length, unserved]).toEqual([0, 0])
  }
  const stops = record.days.flatMap(({ routes }) => routes).reduce((sum, route) => sum + route.stops, 0)
  expect(record.customers.reduce((sum, { attempts }) => sum + attempts.length, 0)).toBe(stops)
  for (const { routes } of record.days) {
    for (const { paid, driving, waiting, service } of routes) expect(driving + waiting + service).toBe(paid)
  }
}

describe('every regime', () => {
  test('gives each customer exactly one end, and never more than three attempts', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.constantFrom(...everyRegime), fc.integer({ min: 4, max: 35 }), (seed, regime, perDay) => {
        const world = tinyWorld(seed, { demand: { perDay, horizonDays: 2, surge: [] } })
        checkConservation(world, runRegime(world, regime, doors, effort))
      }),
      { numRuns: 9 },
    )
  })

  test('gives the same bytes again, whatever was run in between', () => {
    const few = { demand: { perDay: 12, horizonDays: 2, surge: [] } }
    const bytes = (world: World, regime: Regime) => JSON.stringify(runRegime(world, regime, doors, effort))
    const before = everyRegime.map((regime) => bytes(tinyWorld(5, few), regime))
    runRegime(tinyWorld(6), everyRegime[2]!, nobody, effort)
    // In the other order, and each in a world of its own.
    const after = everyRegime.toReversed().map((regime) => bytes(tinyWorld(5, few), regime)).toReversed()
    expect(after).toEqual(before)
  })

  test('spends the same effort on each day, but for the last round of a search', () => {
    const perDay = 20_000
    for (const regime of everyRegime) {
      const { days } = runRegime(tinyWorld(7), regime, doors, { ...effort, perDay })
      for (const { evaluations } of days) {
        expect(evaluations, regime.name).toBeGreaterThanOrEqual(perDay)
        expect(evaluations, regime.name).toBeLessThan(1.1 * perDay)
      }
    }
  })

  test('meets the same people: what a regime does changes nobody', () => {
    const world = tinyWorld(8)
    const before = JSON.stringify(world.customers)
    for (const regime of everyRegime) runRegime(world, regime, doors, effort)
    expect(JSON.stringify(world.customers)).toBe(before)
  })

  test('reports each day', () => {
    const seen: number[][] = []
    runRegime(tinyWorld(9), tenToNoon, doors, effort, (...news) => seen.push(news))
    expect(seen).toEqual([[1, 3], [2, 3], [3, 3]])
  })
})

describe('customers', () => {
  test('are never visited outside what they chose but by a late courier', () => {
    const world = changed(tinyWorld(10), () => ({ ending: 'keeps' }))
    for (const regime of everyRegime.filter(({ chooses, name }) => chooses && name !== 'counters')) {
      for (const { attempts } of runRegime(world, regime, doors, effort).customers) {
        for (const { at, promised, told, late } of attempts) {
          expect(told).toEqual(promised)
          expect(at).toBeGreaterThanOrEqual(promised.start)
          expect(late).toBe(Math.max(0, at - promised.end))
        }
      }
    }
  })
})

test('who would wait on purpose may choose a slot for which they stay in, where the scenario says so, and nobody else does', () => {
  const slotsmith = everyRegime.find(({ name }) => name === 'slotsmith')!
  const fates = (bends: boolean): string[] => {
    const world = tinyWorld(3)
    const { homes } = world.scenario
    const empty = only({ ...world, scenario: { ...world.scenario, homes: { ...homes, bends } } }, 10, (customer, index) => ({
      ...out(world), taste: { ...customer.taste, leaves: -1000 }, draws: { waits: index < 4 ? 0.1 : 0.9, neighbour: 1, message: 1 },
    }))
    return runRegime(empty, slotsmith, { waits: 0.5, neighbour: 0, message: 0 }, effort).customers.map(({ fate }) => fate)
  }
  // Nobody plans to be in at all. Four of the ten would wait.
  const [waits, leaves] = [Array<string>(4).fill('delivered'), Array<string>(6).fill('lost-unsuited')]
  expect(fates(true).toSorted()).toEqual([...waits, ...leaves].toSorted())
  expect(fates(false)).toEqual(Array<string>(10).fill('lost-unsuited'))
})
