/** The world of past days: what was written down is as it was, and the rest follows from the seed. */
import { describe, expect, test } from 'vitest'
import { readOwnFleet } from '../../../src/arena/backtest/own-fleet.ts'
import type { Backtest } from '../../../src/arena/backtest/past-world.ts'
import { pastWorld } from '../../../src/arena/backtest/past-world.ts'
import { readPastDays } from '../../../src/arena/backtest/past-days.ts'
import { runRegime } from '../../../src/arena/days/run.ts'
import { legacy } from '../../../src/arena/regimes/legacy.ts'
import { slotsmith } from '../../../src/arena/regimes/slotsmith.ts'
import { faultsOf } from '../../../src/arena/runs/faults.ts'
import { InputError } from '../../../src/base/errors.ts'
import { openCalendar } from '../../../src/time/calendar.ts'

const zone = 'Europe/Berlin'
const header = ['id', 'date', 'lon', 'lat', 'service', 'load', 'asked', 'from', 'to']

/** Twelve orders on two days with a Sunday between them; every third one asked late in the evening before, every fourth named a window. */
const table = [header, ...Array.from({ length: 12 }, (_, i) => [
  `o${i}`, i % 2 === 0 ? '2026-03-07' : '2026-03-09', String(13.38 + 0.004 * i), '52.52', '4', String(1 + (i % 3)),
  i % 3 === 0 ? (i % 2 === 0 ? '2026-03-06 23:30' : '2026-03-08 23:30') : '', i % 4 === 0 ? '09:00' : '', i % 4 === 0 ? '11:00' : '',
])]

const fleetJson = {
  depots: [{ id: 'hub', place: [13.4, 52.52] }],
  couriers: [{ id: 'ann', depot: 'hub', shift: { start: '08:00', end: '20:00' }, capacity: [40], costs: { perPaidHour: 2500 } }],
}
const calendar = openCalendar('2026-03-07', zone)
const backtest: Backtest = { past: readPastDays(table, zone), fleet: readOwnFleet(fleetJson, calendar, 25) }
const effort = { perChange: 100, perRepair: 100, perDay: 2000 }
const doors = { waits: 0.5, neighbour: 0.15, message: 0.5 }

describe('the world of past days', () => {
  const world = pastWorld(backtest, 1)

  test('has the orders as they were, on their days', () => {
    expect(world.dates).toEqual(['2026-03-07', '2026-03-09'])
    const known = new Map(backtest.past.orders.map((order) => [order.id, order]))
    expect(world.customers.map(({ id }) => id).sort()).toEqual([...known.keys()].sort())
    for (const { id, day, request } of world.customers) {
      const { place, load, service } = known.get(id)!
      expect([day, request.place, request.load, request.service]).toEqual([known.get(id)!.day, place, load, service])
    }
  })

  test('lets nobody ask after the cut-off at 22:00 of the evening before', () => {
    for (const { day, asksAt } of world.customers) expect(asksAt).toBeLessThan(world.cutoffs[day]!)
    // Asked at 23:30; a minute before the cut-off in this world.
    expect(world.customers.find(({ id }) => id === 'o0')!.asksAt).toBe(Date.parse('2026-03-06T21:59:00+01:00'))
  })

  test('has everybody in who named a window, ascending and apart', () => {
    const named = world.customers.filter(({ id }) => Number(id.slice(1)) % 4 === 0)
    expect(named).toHaveLength(3)
    for (const { home, day } of named) {
      expect(home[day]!.some(({ start, end }) => start <= 9 * 3600 && end >= 11 * 3600)).toBe(true)
      for (const [i, { start, end }] of home[day]!.entries()) expect(start > (home[day]![i - 1]?.end ?? -1) && end > start).toBe(true)
    }
  })

  test('differs from seed to seed in what nobody wrote down', () => {
    const other = pastWorld(backtest, 2)
    expect(JSON.stringify(pastWorld(backtest, 1).customers)).toBe(JSON.stringify(world.customers))
    expect(JSON.stringify(other.customers.map(({ home }) => home))).not.toBe(JSON.stringify(world.customers.map(({ home }) => home)))
  })

  test('is run by regimes like any other', () => {
    for (const regime of [legacy, slotsmith]) {
      const record = runRegime(world, regime, doors, effort)
      expect(faultsOf(record, world)).toEqual([])
      expect(record.customers.some(({ fate }) => fate === 'delivered')).toBe(true)
    }
  })
})

describe('own couriers', () => {
  const problemsOf = (json: unknown): string[] => {
    try {
      readOwnFleet(json, calendar, 25)
    } catch (error) {
      expect(error).toBeInstanceOf(InputError)
      return (error as InputError).problems.map(({ code, path }) => `${path} ${code}`)
    }
    return []
  }

  test('are told what is wrong with them', () => {
    expect(problemsOf(fleetJson)).toEqual([])
    expect(problemsOf([])).toEqual(['couriers.json not-an-object'])
    expect(problemsOf({ ...fleetJson, vans: 3 })).toEqual(['couriers.json.vans unknown-key'])
    expect(problemsOf({ ...fleetJson, couriers: [] })).toEqual(['couriers missing'])
    expect(problemsOf({ ...fleetJson, couriers: [{ ...fleetJson.couriers[0], depot: 'moon' }] })).toEqual(['couriers[0].depot unknown-id'])
    expect(problemsOf({ ...fleetJson, told: { from: 'early', to: '20:00' } })).toEqual(['told.from time-invalid'])
  })
})
