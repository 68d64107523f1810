import { describe, expect, test } from 'vitest'
import type { CourierInput } from '../../src/model/courier.ts'
import type { Day } from '../../src/model/day.ts'
import { makeDay } from '../../src/model/day.ts'
import { matrixTravel } from '../../src/travel/matrix.ts'
import { TravelGrid } from '../../src/travel/grid.ts'
import { problemsOf } from '../make/problems.ts'

const travel = matrixTravel({ seconds: [[0, 100, 200], [150, 0, 100], [300, 150, 0]] })

function dayWith(courier: object): Day {
  const usual: CourierInput = { id: 'k', start: 1, end: 0, shift: { start: 0, end: 1000 } }
  return makeDay({ travel, depots: [{ id: 'hub', place: 0 }, { id: 'yard', place: 2 }], couriers: [{ ...usual, ...courier }] })
}

describe('a reload', () => {
  test('is where the shift starts, as often as there may be, unless it says otherwise', () => {
    const day = dayWith({ reload: {} })
    expect(day.couriers[0]!.shifts[0]!.reload).toEqual({ place: 1, service: 0, most: 20 })
    expect(Object.isFrozen(day.couriers[0]!.shifts[0]!.reload)).toBe(true)
    expect(day.grid.placeOf(day.routes[0]!.reloadPlace)).toBe(1)
  })

  test('may be at another depot or place', () => {
    expect(dayWith({ reload: { at: 'yard', service: 'PT5M', most: 2 } }).couriers[0]!.shifts[0]!.reload).toEqual({ place: 2, service: 300, most: 2 })
    expect(dayWith({ reload: { at: 0 } }).couriers[0]!.shifts[0]!.reload).toEqual({ place: 0, service: 0, most: 20 })
  })

  test('is nowhere unless it is asked for', () => {
    const day = dayWith({})
    expect(Object.keys(day.couriers[0]!.shifts[0]!)).not.toContain('reload')
    expect(day.routes[0]!.reloadPlace).toBe(TravelGrid.NOWHERE)
  })

  test('is that of the courier, unless the shift has its own or none', () => {
    const day = dayWith({
      shift: undefined,
      reload: { service: 60 },
      shifts: [
        { start: 0, end: 100 },
        { start: 100, end: 200, from: 2 },
        { start: 200, end: 300, reload: { at: 'hub', most: 1 } },
        { start: 300, end: 400, reload: null },
      ],
    })
    expect(day.couriers[0]!.shifts.map((shift) => shift.reload)).toEqual([
      { place: 1, service: 60, most: 20 },
      { place: 2, service: 60, most: 20 },
      { place: 0, service: 0, most: 1 },
      undefined,
    ])
    expect(day.routes.map((route) => day.grid.placeOf(route.reloadPlace))).toEqual([1, 2, 0, null])
  })

  test('needs a place where the start is open', () => {
    expect(problemsOf(() => dayWith({ start: null, reload: {} }))).toEqual(['missing at couriers[0].shift.reload.at'])
    expect(dayWith({ start: null, reload: { at: 2 } }).couriers[0]!.shifts[0]!.reload!.place).toBe(2)
    const shifts = [{ start: 0, end: 100, from: null }, { start: 100, end: 200, from: null, reload: null }]
    expect(problemsOf(() => dayWith({ shift: undefined, shifts, reload: {} }))).toEqual(['missing at couriers[0].shifts[0].reload.at'])
  })

  test.each([
    ['a number', 3, ['not-an-object at couriers[0].reload']],
    ['a depot that nobody declared', { at: 'barn' }, ['unknown-id at couriers[0].reload.at']],
    ['an open place', { at: null }, ['place-unknown at couriers[0].reload.at']],
    ['a row that the matrix has not', { at: 3 }, ['place-unknown at couriers[0].reload.at']],
    ['no reloads at all', { most: 0 }, ['out-of-range at couriers[0].reload.most']],
    ['too many', { most: 21 }, ['out-of-range at couriers[0].reload.most']],
    ['VROOM’s words', { max: 3, service: -1 }, ['unknown-key at couriers[0].reload.max', 'out-of-range at couriers[0].reload.service']],
  ])('is refused with %s', (_, reload, expected) => {
    expect(problemsOf(() => dayWith({ reload }))).toEqual(expected)
    expect(problemsOf(() => dayWith({ shift: { start: 0, end: 1000, reload } }))).toEqual(expected.map((text) => text.replace('couriers[0]', 'couriers[0].shift')))
  })
})
