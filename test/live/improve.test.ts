/**
 * Improving a desk: what ends it, who is told, what a callback that throws leaves behind, and how it goes on later.
 *
 * Broken on purpose, and seen to fail: no undo where a callback throws; the desk answers while it is improved; the pieces counted as if
 * nothing had been found; a resumed search that takes its chance from the seed.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/base/errors.ts'
import type { ImproveProgress } from '../../src/live/improve-budget.ts'
import { openDay } from '../../src/live/open-day.ts'
import { manualClock } from '../../src/time/clock.ts'
import { filledTownArbitrary, openTown } from '../make/town.ts'
import { cityDay, cityOrder } from '../postgres/town.ts'

const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T
const clock = () => manualClock('2026-11-30T12:00:00+01:00')

/** A day of five couriers with eighty orders, put in one after the other. */
function busyDay() {
  const desk = openDay({ ...cityDay(5, 40, clock()), repairEvaluations: 0, seed: 4 })
  for (let number = 0; number < 80; number++) {
    const order = cityOrder(number)
    const hold = desk.hold({ order, slot: desk.offer(order).offered.at(number % 3)?.slot ?? '8h' }, { id: `h${number}` })
    if (hold.ok) desk.confirm(hold.id, { id: `c${number}` })
  }
  return desk
}
const stored = busyDay().snapshot()
const again = () => openDay({ ...cityDay(5, 40, clock()), repairEvaluations: 0, seed: 4, snapshot: throughJson(stored) })

function problemOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof InputError) return `${error.code} at ${error.path}`
    throw error
  }
  return 'none'
}

describe('what ends an improvement', () => {
  test('its evaluations, to the round', () => {
    const { before, after, evaluations, ended } = again().improve({ evaluations: 50_000 })
    expect(ended).toBe('done')
    expect(after).toBeLessThan(before)
    // The last round may look at no more than eighty stops, each with eighty gaps and five more.
    expect(evaluations).toBeGreaterThanOrEqual(50_000)
    expect(evaluations).toBeLessThan(50_000 + 80 * 85 + 32)
  })

  test('seconds, by the clock that was handed in', () => {
    let asked = 0
    // Every look at the clock takes ten milliseconds: a hundred of them and one are a second.
    const { ended, rounds } = again().improve({ seconds: 1, now: () => 10 * asked++ })
    expect(ended).toBe('time')
    expect(asked).toBeGreaterThan(100)
    expect(rounds).toBeGreaterThan(0)
  })

  test('a signal, before it begins or in a callback', () => {
    const desk = again()
    const before = JSON.stringify(desk.snapshot())
    const none = desk.improve({ evaluations: 50_000, signal: AbortSignal.abort() })
    expect(none).toMatchObject({ ended: 'aborted', evaluations: 0, rounds: 0 })
    expect(JSON.stringify(desk.snapshot())).toBe(before)
    const control = new AbortController()
    const some = desk.improve({ evaluations: 500_000, signal: control.signal, onProgress: ({ share }) => share >= 0.2 && control.abort() })
    expect(some.ended).toBe('aborted')
    expect(some.evaluations).toBeGreaterThan(100_000)
    expect(some.evaluations).toBeLessThan(200_000)
    expect(some.after).toBeLessThan(some.before)
    expect(desk.cost()).toBe(some.after)
  })

  test('whoever is asked, with what is known by then', () => {
    const { before } = again().improve({ evaluations: 0 })
    const { ended, after } = again().improve({ interrupted: ({ cost }) => cost < before })
    expect(ended).toBe('interrupted')
    expect(after).toBeLessThan(before)
  })

  test('nothing to do', () => {
    const desk = openDay(cityDay(2, 5, clock()))
    const nothing = { before: 0, after: 0, couriersBefore: 0, couriers: 0, evaluations: 0, rounds: 0, served: [], ended: 'done' }
    expect(desk.improve({ evaluations: 1000 })).toEqual(nothing)
  })

  test('what cannot end is turned down, and all else that makes no sense', () => {
    const desk = again()
    const before = JSON.stringify(desk.snapshot())
    const codes = [
      {}, { evaluations: Infinity }, { evaluations: -1 }, { evaluations: 1.5 }, { seconds: 2 }, { seconds: -1, now: () => 0 }, { evaluations: 9, budget: 1 },
      { evaluations: 9, signal: {} }, { evaluations: 9, onProgress: 'loud' }, { evaluations: 9, resume: {} }, { seconds: 'soon', now: 3 },
      { evaluations: 9, resume: { kind: 'slotsmith-search', version: 1, evaluations: 9, share: 0.5, search: { chance: [1, 2, 3] } } },
    ].map((budget) => problemOf(() => desk.improve(budget as never)))
    expect(codes).toEqual([
      'missing at budget.evaluations', 'not-a-number at budget.evaluations', 'out-of-range at budget.evaluations', 'not-an-integer at budget.evaluations',
      'missing at budget.now', 'out-of-range at budget.seconds', 'unknown-key at budget.budget',
      'not-an-object at budget.signal', 'not-an-object at budget.onProgress', 'snapshot-mismatch at budget.resume.kind', 'not-an-object at budget.now',
      'snapshot-mismatch at budget.resume.search.chance',
    ])
    expect(JSON.stringify(desk.snapshot())).toBe(before)
  })
})

describe('progress', () => {
  test('is told each hundredth of the way at most, never goes back, and ends at the end', () => {
    const told: ImproveProgress[] = []
    const { before, after, evaluations, rounds } = again().improve({ evaluations: 1_000_000, onProgress: (progress) => told.push(progress) })
    expect(told.length).toBeGreaterThan(20)
    expect(told.length).toBeLessThanOrEqual(101)
    expect(told.at(-1)).toEqual({ share: 1, evaluations, rounds, before, cost: after })
    for (const [i, one] of told.entries()) {
      const last = told[i - 1] ?? { share: 0, evaluations: 0, rounds: 0, cost: before }
      expect([one.share >= last.share, one.evaluations > last.evaluations || i === told.length - 1, one.cost <= last.cost]).toEqual([true, true, true])
    }
    // Nobody is told more because somebody listens: the routes are the same.
    const silent = again()
    silent.improve({ evaluations: 1_000_000 })
    expect(silent.cost()).toBe(after)
  })

  test('where nobody knows the end, it is told each million', () => {
    const told: ImproveProgress[] = []
    again().improve({ interrupted: ({ evaluations }) => evaluations > 2_500_000, onProgress: (progress) => told.push(progress) })
    expect(told.map(({ share, evaluations }) => [share, Math.floor(evaluations / 1_000_000)])).toEqual([[0, 1], [0, 2], [0, 2]])
  })

  test('a callback that throws leaves the desk as it was', () => {
    for (const share of [0.01, 0.5, 1]) {
      const desk = again()
      const before = JSON.stringify(desk.snapshot())
      const mark = desk.mark()
      const onProgress = (progress: ImproveProgress) => {
        if (progress.share >= share) throw new Error('the bar broke')
      }
      expect(() => desk.improve({ evaluations: 100_000, onProgress })).toThrow('the bar broke')
      expect(JSON.stringify(desk.snapshot())).toBe(before)
      expect(desk.changesSince(mark)).toBeUndefined()
      // and it can be asked and improved
      expect(desk.improve({ evaluations: 1000 }).ended).toBe('done')
    }
  })

  test('a callback cannot ask the desk: it would meet it in the middle of a change', () => {
    const desk = again()
    const before = JSON.stringify(desk.snapshot())
    const asks = [
      () => desk.offer(cityOrder(500)), () => desk.cost(), () => desk.mark(), () => desk.improve({ evaluations: 1 }), () => desk.follow([]),
      () => desk.hold({ order: cityOrder(500), slot: '8h' }), () => desk.snapshot(),
    ]
    for (const ask of asks) {
      expect(problemOf(() => desk.improve({ evaluations: 10_000, onProgress: ask }))).toBe('work-not-allowed at desk')
      expect(JSON.stringify(desk.snapshot())).toBe(before)
    }
  })
})

describe('in pieces', () => {
  test('the routes are those of one breath, and the last piece is the last improvement that changed them', () => {
    const whole = again()
    const { evaluations, rounds, after } = whole.improve({ evaluations: 100_000 })
    const desk = again()
    const run = desk.startImproving({ evaluations: 100_000 })
    let pieces = 1
    while (run.goOn(7000)) pieces++
    expect(pieces).toBeGreaterThan(10)
    expect(desk.plan()).toEqual(whole.plan())
    expect(run.improvement).toMatchObject({ evaluations, rounds, after, ended: 'done' })
    // Each state of the routes has a number of its own: offers between two pieces can be explained later.
    expect(desk.basis().improvements).toBeGreaterThan(1)
    expect(desk.basis().improvements).toBeLessThanOrEqual(pieces)
    expect(run.goOn()).toBe(false)
  })

  test('the day goes on between them: whoever books is served, and whoever leaves is gone', () => {
    const desk = again()
    const run = desk.startImproving({ evaluations: 200_000 })
    const booked = new Set(desk.orders().keys())
    for (let number = 100; run.goOn(10_000); number++) {
      const order = cityOrder(number)
      const [offer] = desk.offer(order).offered
      const hold = offer && desk.hold(offer, { id: `h${number}` })
      if (hold?.ok) booked.add(order.id)
      if (number % 3 === 0 && desk.cancel(`b:h${number - 90}`).ok) booked.delete(cityOrder(number - 90).id)
      const cost = desk.cost()
      expect(run.progress.evaluations).toBeLessThanOrEqual(210_000)
      expect(cost).toBeGreaterThan(0)
    }
    expect([...desk.orders().keys()].toSorted()).toEqual([...booked].toSorted())
    const planned = desk.plan().routes.flatMap(({ steps }) => steps.flatMap((step) => (step.type === 'order' ? [step.id] : [])))
    expect(planned.toSorted()).toEqual([...booked].toSorted())
    expect(booked.size).not.toBe(80)
  })

  test('a callback that throws takes back its own piece only', () => {
    const desk = again()
    let broken = false
    const run = desk.startImproving({ evaluations: 100_000, onProgress: () => broken && expect.unreachable() })
    run.goOn(50_000)
    const halfway = JSON.stringify(desk.snapshot())
    broken = true
    expect(() => run.goOn(50_000)).toThrow()
    expect(JSON.stringify(desk.snapshot())).toBe(halfway)
    expect(run.goOn()).toBe(false)
  })
})

describe('resumed', () => {
  test('another process gets the routes that one breath would have found', () => {
    const whole = again()
    whole.improve({ evaluations: 80_000 })
    const first = again()
    const control = { aborted: false }
    const stop = ({ evaluations }: ImproveProgress) => void (control.aborted = evaluations > 30_000)
    const { paused, ended } = first.improve({ evaluations: 80_000, signal: control, onProgress: stop, resumable: true })
    expect(ended).toBe('aborted')
    const second = openDay({ ...cityDay(5, 40, clock()), repairEvaluations: 0, seed: 99, snapshot: throughJson(first.snapshot()) })
    const { evaluations } = second.improve({ resume: throughJson(paused!) })
    expect(second.plan()).toEqual(whole.plan())
    expect(evaluations).toBeLessThan(60_000)
  })

  test('random towns: any number of stops, and the same routes', () => {
    for (const metric of [true, false]) {
      const cases = fc.tuple(filledTownArbitrary({ metric, trips: true }), fc.nat(3000), fc.array(fc.nat(3000), { maxLength: 3 }))
      fc.assert(
        fc.property(cases, ([{ town, snapshot }, evaluations, stops]) => {
          const whole = openTown(town, undefined, { snapshot })
          whole.improve({ evaluations })
          let desk = openTown(town, undefined, { snapshot })
          let paused
          for (const stop of [...stops, Infinity].toSorted((a, b) => a - b)) {
            const run = desk.startImproving({ evaluations, resumable: true, ...(paused ? { resume: paused } : {}) })
            run.goOn(Math.max(0, stop - run.progress.evaluations))
            paused = throughJson(run.improvement.paused)
            desk = openTown(town, undefined, { snapshot: throughJson(desk.snapshot()) })
          }
          expect(desk.plan()).toEqual(whole.plan())
        }),
        { numRuns: 40, interruptAfterTimeLimit: 25_000 },
      )
    }
  })

  test('where the day has changed it goes on from the routes as they are', () => {
    const desk = again()
    const { paused } = desk.improve({ evaluations: 20_000, resumable: true })
    desk.cancel('b:h7')
    const before = desk.cost()
    const more = desk.improve({ evaluations: 60_000, resume: throughJson(paused!) })
    // 60,000 in all, of which 20,000 and some were spent
    expect(more.evaluations).toBeLessThan(45_000)
    expect(more.after).toBeLessThanOrEqual(before)
    expect(desk.orders().size).toBe(desk.plan().routes.flatMap(({ steps }) => steps).filter(({ type }) => type === 'order').length)
  })

  test('seconds go on as well: the share that was done stays done', () => {
    let time = 0
    const now = () => (time += 10)
    const { paused } = again().improve({ seconds: 10, now, interrupted: ({ share }) => share >= 0.5, resumable: true })
    expect(paused!.share).toBeGreaterThanOrEqual(0.5)
    const shares: number[] = []
    again().improve({ seconds: 1, now, resume: paused!, onProgress: ({ share }) => void shares.push(share) })
    expect(shares[0]).toBeGreaterThan(0.5)
    expect(shares.at(-1)).toBe(1)
  })
})
