import { describe, expect, test } from 'vitest'
import { hindsight } from '../../../src/arena/regimes/hindsight.ts'
import type { Foreseen } from '../../../src/arena/regimes/regime.ts'
import type { Customer } from '../../../src/arena/world/customer.ts'
import { holds } from '../../../src/time/window.ts'
import type { Window } from '../../../src/time/window.ts'
import { HOUR, effort, tinyWorld } from '../days/tiny.ts'
import { briefOf } from './brief.ts'

const world = tinyWorld(1)
const people = world.customers.slice(0, 12).map((customer): Customer => ({ ...customer, ending: 'keeps' }))
const foresee = (customer: Customer, open: readonly Window[], again = false): Foreseen => ({ customer, open, again })
const openWith = (foreseen: readonly Foreseen[]) => hindsight.openDay({ ...briefOf(world, effort), foreseen })
const at = world.opens[0]!

describe('hindsight', () => {
  test('comes when somebody is really in, in one of several hours', () => {
    const open = (index: number) => [{ start: (8 + index / 2) * HOUR, end: (8.5 + index / 2) * HOUR }, { start: 18 * HOUR, end: 18.5 * HOUR }]
    const foreseen = people.map((customer, index) => foresee(customer, open(index)))
    const { routes, left, postponed } = openWith(foreseen).dispatch()
    const stops = routes.flatMap((route) => route.stops)
    expect([stops.length, left, postponed]).toEqual([12, [], []])
    for (const { id, planned, told } of stops) {
      const index = people.findIndex((customer) => customer.id === id)
      expect(open(index).some((window) => holds(window, planned))).toBe(true)
      expect(told).toEqual({ start: planned - 900, end: planned + 900 })
    }
  })

  test('leaves a quarter of an hour for traffic before somebody goes out, and does not knock before they are in', () => {
    const [nine, ten] = [9 * HOUR, 10 * HOUR]
    const { routes } = openWith(people.map((customer) => foresee(customer, [{ start: nine, end: ten }]))).dispatch()
    const stops = routes.flatMap((route) => route.stops)
    expect(stops.length).toBeGreaterThan(3)
    for (const { planned, waitsUntil } of stops) {
      expect(planned).toBeGreaterThanOrEqual(nine)
      expect(planned).toBeLessThanOrEqual(ten - 900)
      expect(waitsUntil).toBe(Math.max(nine, planned - 900))
    }
    // Who is in for less than that is visited as they come in.
    const [short] = openWith([foresee(people[0]!, [{ start: nine, end: nine + 600 }])]).dispatch().routes
    expect(short!.stops.map(({ planned }) => planned)).toEqual([nine])
  })

  test('turns away new customers who could only be served instead of others, and tells who comes back the next day', () => {
    // Service takes an hour each, and all twelve are in from 8 to 9 only: the one courier on shift then starts at two doors at the most.
    const slow = people.map((customer): Customer => ({ ...customer, request: { ...customer.request, service: HOUR } }))
    const day = openWith(slow.map((customer, index) => foresee(customer, [{ start: 8 * HOUR, end: 9 * HOUR }], index >= 6)))
    const told = slow.filter(({ request }) => day.ask(request, at, 0).length > 0).map(({ id }) => id)
    const { routes, postponed } = day.dispatch()
    const served = routes.flatMap((route) => route.stops).map(({ id }) => id)
    expect(served.length).toBeGreaterThan(0)
    expect(served.length).toBeLessThanOrEqual(2)
    expect([...served, ...postponed!].sort()).toEqual(told.sort())
    // Six come back; at most two of them are served today.
    expect(postponed!.length).toBeGreaterThanOrEqual(4)
    expect(postponed!.every((id) => slow.findIndex((customer) => customer.id === id) >= 6)).toBe(true)
  })

  test('books who lets it lapse or cancels without a place in the routes, and who is away the whole day for another', () => {
    const [one, two, three] = people
    const foreseen = [
      foresee({ ...one!, ending: 'cancels' }, [{ start: 8 * HOUR, end: 20 * HOUR }]),
      foresee({ ...two!, ending: 'lapses' }, [{ start: 8 * HOUR, end: 20 * HOUR }]),
      foresee(three!, []),
    ]
    const day = openWith(foreseen)
    for (const { request } of [one!, two!, three!]) expect(day.ask(request, at, 0)).toHaveLength(1)
    const { routes, postponed } = day.dispatch()
    expect([routes, postponed]).toEqual([[], [three!.id]])
  })

  test('serves more for a longer way, before it looks at the cost', () => {
    const day = openWith(people.map((customer) => foresee(customer, [{ start: 8 * HOUR, end: 21 * HOUR }])))
    expect(day.dispatch().routes.flatMap((route) => route.stops)).toHaveLength(12)
  })
})
