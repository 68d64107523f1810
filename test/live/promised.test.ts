/** A desk over promises that were made elsewhere: they are bookings like others, and the routes that keep them are kept. */
import { describe, expect, test } from 'vitest'
import { readVroom } from '../../src/formats/vroom/read.ts'
import { InputError, legal, manualClock, matrixTravel, openCalendar, openDay, openDesk } from '../../src/index.ts'
import type { OpenDayInput } from '../../src/index.ts'

// One courier, half an hour from the depot (row 0) to either customer, and ten minutes between the two.
const minutes = [[0, 30, 30], [30, 0, 10], [30, 10, 0]]
const day: OpenDayInput = {
  date: '2026-12-01',
  zone: 'Europe/Berlin',
  depots: [{ id: 'hub', place: 0 }],
  couriers: [{ id: 'ann', shift: { start: '08:00', end: '12:00' }, capacity: [10] }],
  slots: [{ id: 'early', start: '08:00', end: '10:00' }],
  travel: matrixTravel({ seconds: minutes.map((row) => row.map((minute) => minute * 60)) }),
  clock: manualClock('2026-11-30T12:00:00Z'),
}
const first = { id: 'first', place: 1, load: [1], service: 'PT5M', windows: [{ start: '09:00', end: '10:00' }] }
const second = { id: 'second', place: 2, load: [1], service: 'PT5M', windows: [{ start: '10:00', end: '11:00' }] }
const plan = { routes: [{ courier: 'ann', shift: 0, steps: [{ type: 'order', id: 'first' }, { type: 'order', id: 'second' }] }] } as const

function codeOf(act: () => unknown): string {
  try {
    act()
    return 'nothing is wrong'
  } catch (error) {
    if (error instanceof InputError) return `${error.code} at ${error.path}`
    throw error
  }
}

test('promised orders are confirmed bookings in the routes that were given', () => {
  const desk = openDay({ ...day, promised: { orders: [first, second], plan } })
  expect(desk.bookings().map(({ id, order, slot, state }) => [id, order, slot, state])).toEqual([
    ['b:promised first', 'first', '09:00-10:00', 'confirmed'],
    ['b:promised second', 'second', '10:00-11:00', 'confirmed'],
  ])
  expect(desk.plan().routes[0]!.steps).toEqual(plan.routes[0].steps)
  expect(legal(desk.day, desk.orders().values(), desk.plan())).toEqual([])
  expect(desk.cancel('b:promised first').ok).toBe(true)
  expect([...desk.orders().keys()]).toEqual(['second'])
})

test('routes are found where none were given', () => {
  const desk = openDay({ ...day, promised: { orders: [second, first] } })
  expect(legal(desk.day, desk.orders().values(), desk.plan())).toEqual([])
  expect(desk.orders().size).toBe(2)
})

test('a snapshot of such a desk opens again without the promised orders', () => {
  const desk = openDay({ ...day, promised: { orders: [first], plan: { routes: [{ ...plan.routes[0], steps: [{ type: 'order', id: 'first' }] }] } } })
  const again = openDay({ ...day, snapshot: desk.snapshot() })
  expect(JSON.stringify(again.snapshot())).toBe(JSON.stringify(desk.snapshot()))
})

test('a problem in VROOM JSON becomes a desk', () => {
  const problem = readVroom({
    vehicles: [{ id: 1, start_index: 0, end_index: 0, time_window: [28_800, 43_200], capacity: [10] }],
    jobs: [{ id: 7, location_index: 1, delivery: [1], service: 300, time_windows: [[32_400, 36_000]] }],
    matrices: { car: { durations: minutes.map((row) => row.map((minute) => minute * 60)) } },
  })
  const desk = openDesk(problem.day, openCalendar('2026-12-01', 'UTC'), { promised: { orders: problem.orders }, clock: manualClock(0) })
  // 09:00 is one hour after the shift begins and half an hour is enough to be there: nobody else is asked for, so both slots fit.
  const answer = desk.offer({ id: 'n', place: 2, load: [1], slots: [{ start: 28_800, end: 32_400 }, { start: 36_000, end: 39_600 }] })
  expect(answer.offered.map(({ slot }) => slot)).toEqual(['08:00-09:00', '10:00-11:00'])
})

describe('what cannot be kept is refused, and nothing is opened', () => {
  test.each([
    // 30 minutes out at 08:00 and ten between them: second is served at 10:00, and first, an hour earlier, is late by then.
    ['a plan that comes too late', { orders: [first, second], plan: { routes: [{ ...plan.routes[0], steps: plan.routes[0].steps.toReversed() }] } },
      'promise-unkept at promised.plan'],
    ['a plan that leaves one out', { orders: [first, second], plan: { routes: [] } }, 'promise-unkept at promised.plan'],
    ['more load than the courier carries', { orders: [{ ...first, load: [6] }, { ...second, load: [6] }] }, 'promise-unkept at promised.orders'],
    ['two windows', { orders: [{ ...first, windows: [{ start: '08:00', end: '09:00' }, { start: '10:00', end: '11:00' }] }] },
      'window-overlap at promised.orders[0].windows'],
    ['the same order twice', { orders: [first, first] }, 'duplicate-id at promised.orders[1].id'],
    ['no list', { orders: 7 as never }, 'not-a-list at promised.orders'],
    ['no object', 7 as never, 'not-an-object at promised'],
  ])('%s', (_, promised, expected) => {
    expect(codeOf(() => openDay({ ...day, promised }))).toBe(expected)
  })

  test('a snapshot beside promised orders', () => {
    const { snapshot } = { snapshot: openDay(day).snapshot() }
    expect(codeOf(() => openDay({ ...day, snapshot, promised: { orders: [first] } }))).toBe('contradiction at promised')
  })
})
