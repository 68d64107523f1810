import { describe, expect, test } from 'vitest'
import { counters } from '../../../src/arena/regimes/counters.ts'
import type { Choice, RegimeDay } from '../../../src/arena/regimes/regime.ts'
import type { Customer } from '../../../src/arena/world/customer.ts'
import { HOUR, effort, tinyWorld } from '../days/tiny.ts'
import { briefOf } from './brief.ts'

/** Hourly slots of one and two hours; one courier from 8 to 15, one from 14 to 21: 14 courier-hours, of which two lie from 14 to 15. */
const world = tinyWorld(1, { slots: { from: '08:00', to: '21:00', every: HOUR, widths: [HOUR, 2 * HOUR] }, demand: { perDay: 60, horizonDays: 3, surge: [] } })
const areas = new Map(world.customers.map(({ id, area }) => [id, area]))
const open = (carried: number, shares: ReadonlyMap<string, number>) =>
  counters.openDay(briefOf(world, effort, { areaOf: ({ id }) => areas.get(id)!, shares, carried }))

const at = world.opens[0]!
const inArea = (area: string): Customer[] => world.customers.filter((one) => one.area === area)
const named = (choices: readonly Choice[], from: number, to: number) =>
  choices.find(({ window }) => window.start === from * HOUR && window.end === to * HOUR)

/** Books the slot until its counter is empty. @returns how many there were */
function drain(day: RegimeDay, people: readonly Customer[], from: number, to: number): number {
  let count = 0
  for (const { request } of people) {
    const choice = named(day.ask(request, at, 0), from, to)
    if (choice === undefined) break
    day.book(request, choice, at)
    count++
  }
  return count
}

describe('counters', () => {
  const inner = inArea('inner')

  test('are split over the hours by couriers on shift and over the areas by share', () => {
    // 28 orders in 14 courier-hours: two an hour, four from 14 to 15; half of them for the inner area.
    const shares = new Map([['inner', 0.5], ['outer north', 0.5]])
    expect(drain(open(28, shares), inner, 9, 10)).toBe(1)
    expect(drain(open(28, shares), inner, 14, 15)).toBe(2)
    expect(drain(open(28, shares), inner, 14, 16)).toBe(3)
    // An area that nobody is known to live in has no counters.
    expect(open(28, shares).ask(inArea('outer south')[0]!.request, at, 0)).toEqual([])
  })

  test('sum up to what the fleet carries, whatever is rounded', () => {
    const day = open(23, new Map([['inner', 1]]))
    const sold = Array.from({ length: 13 }, (_, hour) => 8 + hour).map((hour, i) => drain(day, inner.slice(3 * i), hour, hour + 1))
    expect(sold.reduce((sum, count) => sum + count, 0)).toBe(23)
  })

  test('take a wide slot from the hour with most left, and give back what is cancelled or moved', () => {
    const day = open(14, new Map([['inner', 1]]))
    const [ann, ben, cid] = inner.map(({ request }) => request)
    const offers = (request = cid!) => day.ask(request, at, 0)
    // One an hour, two from 14 to 15: the two-hour slot takes one of those two.
    day.book(ann!, named(offers(ann), 14, 16)!, at)
    expect([named(offers(), 14, 15), named(offers(), 15, 16)].every((choice) => choice !== undefined)).toBe(true)
    day.book(ben!, named(offers(ben), 14, 15)!, at)
    expect(named(offers(), 14, 15)).toBeUndefined()
    day.book(ben!, named(offers(ben), 9, 10)!, at)
    expect([named(offers(), 14, 15) === undefined, named(offers(), 9, 10) === undefined]).toEqual([false, true])
    day.cancel(ben!.id, at)
    expect(named(offers(), 9, 10)).toBeDefined()
  })

  test('ask less for a wide slot, and know nothing of routes', () => {
    const choices = open(28, new Map([['inner', 1]])).ask(inner[0]!.request, at, 0)
    // 4.50 for an hour; half way in doublings from there to 3.00 for four.
    expect([named(choices, 9, 10)!.price, named(choices, 9, 11)!.price]).toEqual([4.5, 3.75])
  })

  test('break promises where they promised too much: late where that helps, and left where nothing does', () => {
    // Every order takes 5 minutes and a drive: one courier cannot be at forty doors from nine to ten, and not at all of them until 15.
    const day = open(14 * 90, new Map([['inner', 1]]))
    const crowd = world.customers.slice(0, 60)
    const people = crowd.map(({ request }, index) => ({ id: `x${index}`, place: request.place, load: request.load!, service: 1200 }))
    for (const { id } of people) areas.set(id, 'inner')
    for (const request of people) day.book(request, named(day.ask(request, at, 0), 9, 10)!, at)
    const { routes, left, evaluations } = day.dispatch()
    const stops = routes.flatMap((route) => route.stops)
    expect(stops.length + left.length).toBe(60)
    expect(new Set([...stops.map(({ id }) => id), ...left]).size).toBe(60)
    const late = stops.filter(({ planned, promised }) => planned > promised.end)
    // Of 60 twenty-minute orders a 7-hour shift takes 21 at the most, so two couriers leave 18 at least; from 9 to 10 start three or four.
    expect(left.length).toBeGreaterThanOrEqual(18)
    expect(stops.length - late.length).toBeLessThanOrEqual(4)
    expect(late.length).toBeGreaterThan(10)
    expect(stops.every(({ planned, promised, told }) => planned >= promised.start && told.end === promised.end)).toBe(true)
    expect(evaluations).toBeGreaterThanOrEqual(effort.perDay)
  })
})
