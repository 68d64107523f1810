import { describe, expect, test } from 'vitest'
import { openDeskDay } from '../../../src/arena/regimes/desk-day.ts'
import { firstFit } from '../../../src/arena/regimes/first-fit.ts'
import { legacyMessage } from '../../../src/arena/regimes/legacy-message.ts'
import { legacy } from '../../../src/arena/regimes/legacy.ts'
import type { Choice, Regime } from '../../../src/arena/regimes/regime.ts'
import { slotsmith } from '../../../src/arena/regimes/slotsmith.ts'
import { runRegime } from '../../../src/arena/days/run.ts'
import { everySlot } from '../../../src/slots/policy.ts'
import { HOUR, effort, tinyWorld } from '../days/tiny.ts'
import { briefOf } from './brief.ts'

const world = tinyWorld(1)
const at = world.opens[0]!
const [ann, ben] = world.customers.map(({ request }) => request)

/** Everybody takes the first choice; what the couriers are handed. */
const dispatched = (regime: Regime) => {
  const day = regime.openDay(briefOf(world, effort))
  for (const { request } of world.customers.slice(0, 10)) day.book(request, day.ask(request, at, 0)[0]!, at)
  return day.dispatch()
}

describe('a day at the desk', () => {
  test('legacy tells sixteen hours to everybody, for nothing, and does not wait at doors', () => {
    expect(legacy.openDay(briefOf(world, effort)).ask(ann!, at, 0)).toEqual([
      { id: 'the day', window: { start: 8 * HOUR, end: 24 * HOUR }, price: 0 },
    ])
    const stops = dispatched(legacy).routes.flatMap((route) => route.stops)
    expect(stops).toHaveLength(10)
    for (const { promised, told, waitsUntil } of stops) {
      expect([promised, told, waitsUntil]).toEqual([{ start: 8 * HOUR, end: 24 * HOUR }, promised, 0])
    }
  })

  test('the morning message says two hours before and after the planned moment, and changes no route', () => {
    const [silent, told] = [dispatched(legacy), dispatched(legacyMessage)]
    const plain = ({ routes }: typeof told) => routes.map(({ courier, start, stops }) => [courier, start, stops.map(({ id, planned }) => [id, planned])])
    expect(plain(told)).toEqual(plain(silent))
    for (const { planned, promised, told: window } of told.routes.flatMap((route) => route.stops)) {
      expect(promised).toEqual({ start: 8 * HOUR, end: 24 * HOUR })
      expect(window).toEqual({ start: Math.max(8 * HOUR, planned - 2 * HOUR), end: Math.min(24 * HOUR, planned + 2 * HOUR) })
    }
  })

  test('slots are kept as planned, and couriers wait for them to begin', () => {
    for (const regime of [firstFit, slotsmith]) {
      for (const { planned, promised, told, waitsUntil } of dispatched(regime).routes.flatMap((route) => route.stops)) {
        expect([told, waitsUntil]).toEqual([promised, promised.start])
        expect(planned >= promised.start && planned <= promised.end).toBe(true)
      }
    }
  })

  test('first fit is for nothing; slotsmith asks less for a wide slot, and more for a longer way', () => {
    expect(firstFit.openDay(briefOf(world, effort)).ask(ann!, at, 0).every(({ price }) => price === 0)).toBe(true)
    const day = slotsmith.openDay(briefOf(world, effort))
    const priceOf = (choices: readonly Choice[], from: number, to: number) =>
      choices.find(({ window }) => window.start === from * HOUR && window.end === to * HOUR)!.price
    const before = day.ask(ann!, at, 0)
    expect(priceOf(before, 10, 14)).toBeLessThan(priceOf(before, 10, 11))
    // The second customer of the hour shares the way there: never dearer than the first, who had a courier leave for it.
    day.book(ann!, before.find(({ window }) => window.start === 10 * HOUR)!, at)
    expect(priceOf(day.ask(ben!, at, 0), 10, 11)).toBeLessThanOrEqual(priceOf(before, 10, 11))
  })

  test('who is booked and books again has moved: one place in the routes, and it can be cancelled', () => {
    for (const regime of [legacy, firstFit, slotsmith]) {
      const day = regime.openDay(briefOf(world, effort))
      day.book(ann!, day.ask(ann!, at, 0)[0]!, at)
      day.book(ben!, day.ask(ben!, at, 0)[0]!, at)
      day.book(ann!, day.ask(ann!, at, 0).at(-1)!, at)
      day.cancel(ben!.id, at)
      expect(day.dispatch().routes.flatMap((route) => route.stops).map(({ id }) => id)).toEqual([ann!.id])
    }
  })

  test('searches no more than the effort allows, goes on without repair, and spends the rest before dispatch', () => {
    const tight = { perChange: 1000, perRepair: 5000, perDay: 80_000 }
    const busy = tinyWorld(2, { days: 1, demand: { perDay: 90, horizonDays: 3, surge: [] } })
    const { days } = runRegime(busy, slotsmith, { waits: 0, neighbour: 0, message: 0 }, tight)
    for (const { evaluations } of days) {
      expect(evaluations).toBeGreaterThanOrEqual(tight.perDay)
      expect(evaluations).toBeLessThan(1.1 * tight.perDay)
    }
  })

  test('a desk set up by oneself is a regime', () => {
    const hourly: Regime = {
      name: 'hourly', title: 'hourly slots for nothing', chooses: true,
      openDay: (brief) => openDeskDay(brief, {
        slots: [{ ...brief.slots, widths: [HOUR] }], policy: everySlot, reliability: false, searches: true,
        tell: (promised) => ({ promised, told: promised, waitsUntil: promised.start }),
      }),
    }
    const { customers } = runRegime(world, hourly, { waits: 0, neighbour: 0, message: 0 }, effort)
    const attempts = customers.flatMap((customer) => customer.attempts)
    expect(attempts.length).toBeGreaterThan(20)
    expect(attempts.every(({ promised }) => promised.end - promised.start === HOUR)).toBe(true)
  })
})
