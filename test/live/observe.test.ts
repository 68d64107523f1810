/** Couriers on the road, told as a story. */
import { describe, expect, test } from 'vitest'
import { legal } from '../../src/model/legal.ts'
import { openDay } from '../../src/live/open-day.ts'
import type { OpenDayInput } from '../../src/live/open-day.ts'
import { manualClock } from '../../src/time/clock.ts'
import { matrixTravel } from '../../src/travel/matrix.ts'

// Places 0 … 4 in a row, ten minutes from each to the next; the depot is 0.
const seconds = [0, 1, 2, 3, 4].map((i) => [0, 1, 2, 3, 4].map((j) => 600 * Math.abs(i - j)))

function open(more: Partial<OpenDayInput> = {}) {
  return openDay({
    date: '2026-12-01', zone: 'Europe/Berlin', clock: manualClock('2026-12-01T06:00:00+01:00'), reliability: false,
    couriers: [{ id: 'ann', start: 0, end: 0, capacity: 10, shift: { start: '08:00', end: '12:00' } }],
    travel: matrixTravel({ seconds }), ...more,
  })
}

const at = (text: string) => `2026-12-01T${text}:00+01:00`

function book(desk: ReturnType<typeof open>, id: string, place: number, start: string, end: string, more = {}) {
  const held = desk.hold({ order: { id, place, service: 300, load: 1, ...more }, slot: { start, end } }, { id: `hold ${id}` })
  expect(held).toMatchObject({ ok: true })
  desk.confirm(`b:hold ${id}`, { id: `confirm ${id}` })
}

const steps = (desk: ReturnType<typeof open>) => desk.plan().routes[0]!.steps.map((step) => ('id' in step ? step.id : step.type))

describe('a courier on the road', () => {
  test('keeps what was made, and goes on from there', () => {
    const desk = open()
    book(desk, 'a', 1, '08:00', '08:15')
    book(desk, 'b', 2, '08:00', '08:45')
    book(desk, 'c', 3, '08:00', '11:00')
    expect(steps(desk)).toEqual(['a', 'b', 'c'])
    const before = desk.cost()
    const answer = desk.observe({ courier: 'ann', done: ['a'], from: '08:30' }, { id: 'seen 1' })
    expect(answer).toMatchObject({ ok: true, done: 1, at: 1, from: at('08:30'), late: [] })
    expect(steps(desk)).toEqual(['a', 'b', 'c'])
    expect(legal(desk.day, desk.orders().values(), desk.plan())).toEqual([])
    expect(desk.cost()).toBe(before)
    expect(desk.dispatch()[0]!.cost).toBe(before)
    expect(desk.cancel('b:hold a')).toMatchObject({ ok: false, refusal: { code: 'underway' } })
    // From place 1 at 08:30 it takes 10 minutes to place 2.
    expect(desk.dispatch()[0]!.stops.map(({ type, id, start }) => [type, id, start])).toEqual([
      ['start', undefined, at('08:00')], ['order', 'a', at('08:10')], ['order', 'b', at('08:40')], ['order', 'c', at('08:55')],
      ['end', undefined, at('09:30')],
    ])
    expect(desk.observe({ courier: 'ann', done: ['a'], from: '08:30' }, { id: 'seen 1' })).toEqual({ ...answer, repeated: true })
    const again = open({ snapshot: JSON.parse(JSON.stringify(desk.snapshot())) })
    expect(again.plan()).toEqual(desk.plan())
    expect(JSON.stringify(again.snapshot())).toBe(JSON.stringify(desk.snapshot()))
    const offer = desk.offer({ id: 'd', place: 2, load: 1, slots: [{ start: '08:00', end: '11:00' }] })
    expect(offer.refused[0]!.reason.code).toBe('departed')
    const pickup = desk.offer({ id: 'e', place: 2, pickup: 1, slots: [{ start: '08:00', end: '11:00' }] })
    expect(pickup.offered[0]).toMatchObject({ courier: 'ann', addedCost: 0 })
  })
})
