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

  test('is told what comes too late, and the promise stays in the route', () => {
    const desk = open()
    book(desk, 'a', 1, '08:00', '08:15')
    book(desk, 'b', 2, '08:00', '08:45')
    // Free at place 1 at 08:50: place 2 at 09:00, a quarter of an hour too late.
    const seen = desk.observe({ courier: 'ann', done: ['a'], from: '08:50' })
    expect(seen).toMatchObject({ ok: true, late: [{ type: 'order', id: 'b', by: 900, at: at('09:00') }] })
    expect(steps(desk)).toEqual(['a', 'b'])
    expect(legal(desk.day, desk.orders().values(), desk.plan())).toEqual([])
    expect(desk.bookings().find(({ order }) => order === 'b')).toMatchObject({ end: at('08:45') })
    // Nobody may make it later still: a stop before it would.
    const offer = desk.offer({ id: 'c', place: 3, pickup: 1, slots: [{ start: '08:50', end: '09:10' }, { start: '09:10', end: '10:00' }] })
    expect(offer.offered.map(({ slot }) => slot)).toEqual(['09:10-10:00'])
    // The courier was quicker than that after all.
    expect(desk.observe({ courier: 'ann', done: ['a'], from: '08:30' })).toMatchObject({ ok: true, late: [] })
    // Moved to a slot that can be kept, it is late no more.
    desk.observe({ courier: 'ann', done: ['a'], from: '08:50' })
    expect(desk.reschedule('b:hold b', { start: '09:00', end: '09:30' })).toMatchObject({ ok: true })
    expect(desk.plan().routes[0]!.begun!.allowed).toEqual([])
  })

  test('keeps who is being driven to, and a hold that was served', () => {
    const desk = open()
    desk.hold({ order: { id: 'a', place: 1, service: 300 }, slot: { start: '08:00', end: '09:00' } }, { id: 'a' })
    expect(desk.observe({ courier: 'ann', done: ['a'], from: '08:15' })).toMatchObject({ ok: true })
    expect(desk.booking('b:a')).toMatchObject({ state: 'confirmed' })
    expect(desk.offer({ id: 'a', place: 1, slots: [{ start: '08:00', end: '09:00' }] }).refused[0]!.reason.code).toBe('underway')
    expect(desk.reschedule('b:a', { start: '09:00', end: '10:00' })).toMatchObject({ ok: false, refusal: { code: 'underway' } })
  })

  test('is paid from the moment of leaving, and gets home', () => {
    const costs = { perHour: 0, perPaidHour: 3600, fixed: 50 }
    const couriers = [{ id: 'ann', start: 0, end: 0, costs, shift: { start: '08:00', end: '12:00' } }]
    const desk = open({ couriers })
    book(desk, 'a', 1, '09:00', '09:00')
    book(desk, 'b', 2, '09:00', '11:00')
    // As planned she leaves at 08:50, serves until 09:05 and until 09:20, and is back at 09:40: 50 + 3000.
    expect(desk.cost()).toBe(3050)
    // She left an hour before; nothing of that can be saved any more.
    desk.observe({ courier: 'ann', done: [], from: '08:00', at: 0, left: '08:00' })
    expect(desk.cost()).toBe(50 + 6000)
    desk.observe({ courier: 'ann', done: ['a'], from: '09:05', left: '08:00' })
    // Without b she is home at 09:15, once the search has found out that nobody needs to drive through there.
    desk.cancel('b:hold b')
    desk.improve({ evaluations: 200 })
    expect(desk.cost()).toBe(50 + 4500)
    expect(desk.dispatch()[0]!.cost).toBe(desk.cost())
  })

  test('brings what is aboard before loading again, and what is not only afterwards', () => {
    const couriers = [{
      id: 'ann', start: 0, end: 0, capacity: 2, reload: { at: 0, most: 1, service: 0 }, shift: { start: '08:00', end: '12:00' },
    }]
    const desk = open({ couriers })
    book(desk, 'a', 1, '08:00', '11:00')
    book(desk, 'b', 2, '08:00', '11:00')
    desk.observe({ courier: 'ann', done: [], from: '08:00' })
    book(desk, 'c', 1, '08:00', '11:30')
    desk.improve({ evaluations: 2000 })
    const [first, second] = steps(desk).join(' ').split(' reload ')
    expect([first!.split(' ').toSorted(), second]).toEqual([['a', 'b'], 'c'])
    expect(legal(desk.day, desk.orders().values(), desk.plan())).toEqual([])
    const wrong = { routes: [{ ...desk.plan().routes[0]!, steps: ['c', 'a', 'b'].map((id) => ({ type: 'order' as const, id })) }] }
    expect(legal(desk.day, desk.orders().values(), wrong).map(({ code }) => code)).toContain('not-aboard')
  })

  test('carries to the end of the trip what was picked up', () => {
    const desk = open({ couriers: [{ id: 'ann', start: 0, end: 0, capacity: 2, shift: { start: '08:00', end: '12:00' } }] })
    book(desk, 'a', 1, '08:00', '08:15', { load: 0, pickup: 1 })
    book(desk, 'b', 2, '08:00', '10:00', { load: 0, pickup: 1 })
    desk.observe({ courier: 'ann', done: ['a'], from: '08:15' })
    const offer = desk.offer({ id: 'c', place: 3, pickup: 1, slots: [{ start: '08:00', end: '11:00' }] })
    expect(offer.refused[0]!.reason).toMatchObject({ code: 'full', shortBy: 1 })
  })

  test('is not where the plan says that they cannot be', () => {
    const desk = open()
    book(desk, 'a', 1, '08:00', '08:15')
    book(desk, 'b', 2, '08:00', '10:00')
    expect(desk.observe({ courier: 'ann', done: ['b'], from: '08:30' }, { id: 'x' })).toMatchObject({ refusal: { code: 'not-in-route' } })
    expect(desk.observe({ courier: 'ann', done: ['b'], from: '08:30' }, { id: 'x' })).toMatchObject({ repeated: true })
    expect(desk.observe({ courier: 'ann', done: ['a', 'b'], from: '08:40' })).toMatchObject({ ok: true })
    expect(desk.observe({ courier: 'ann', done: ['a'], from: '08:50' })).toMatchObject({ refusal: { code: 'goes-back' } })
  })

  test('bad observations name what is wrong, and change nothing', () => {
    const desk = open()
    book(desk, 'a', 1, '08:00', '08:15')
    const before = JSON.stringify(desk.snapshot())
    const code = (observation: object) => {
      try {
        desk.observe(observation as never)
        return 'taken'
      } catch (error) {
        return `${(error as { code: string }).code} ${(error as { path: string }).path}`
      }
    }
    const sight = { courier: 'ann', done: ['a'], from: '08:20' }
    expect(code({ ...sight, courier: 'eve' })).toBe('unknown-id courier')
    expect(code({ ...sight, courier: '__proto__' })).toBe('unknown-id courier')
    expect(code({ ...sight, shift: 1 })).toBe('out-of-range shift')
    expect(code({ ...sight, from: '07:59' })).toBe('out-of-range from')
    expect(code({ ...sight, from: 'noon' })).toBe('time-invalid from')
    expect(code({ ...sight, at: 9 })).toBe('place-unknown at')
    expect(code({ ...sight, done: 'a' })).toBe('not-a-list done')
    expect(code({ ...sight, done: [{ type: 'order', id: 'a', start: '08:30' }] })).toBe('out-of-range done[0]')
    expect(code({ ...sight, where: 0 })).toBe('unknown-key observation.where')
    expect(JSON.stringify(desk.snapshot())).toBe(before)
    expect(code(sight)).toBe('taken')
  })
})
