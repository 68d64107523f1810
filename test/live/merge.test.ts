/**
 * Merging what was improved elsewhere: what is taken, what is left, and why. Random commands between snapshot and merge are in the laws.
 *
 * Broken on purpose, and seen to fail: sets taken over at the same cost; a newcomer left out; those who left kept in the improved routes;
 * the judge not asked; the merge not counted as an improvement.
 */
import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/base/errors.ts'
import type { Desk } from '../../src/live/desk.ts'
import { openDay } from '../../src/live/open-day.ts'
import type { Merged } from '../../src/live/merge.ts'
import type { Plan } from '../../src/model/nouns.ts'
import { legal } from '../../src/model/legal.ts'
import { manualClock } from '../../src/time/clock.ts'
import { matrixTravel } from '../../src/travel/matrix.ts'
import type { Watch } from '../make/desk-model.ts'
import { drives } from '../make/desk-model.ts'
import { openTown } from '../make/town.ts'

/**
 * A road east and west of the hub at row 0: rows 1 to 3 lie 10, 20 and 30 minutes to the east, rows 4 to 6 as far to the west. Two
 * couriers of so many parcels each.
 */
const km = [0, 10, 20, 30, -10, -20, -30]
const seconds = km.map((from) => km.map((to) => 60 * Math.abs(from - to)))

function road(capacity: number, snapshot?: unknown, repairEvaluations = 0): Desk {
  return openDay({
    date: '2026-12-01',
    zone: 'Europe/Berlin',
    clock: manualClock('2026-11-30T12:00:00+01:00'),
    couriers: ['ann', 'bob'].map((id) => ({ id, start: 0, end: 0, shift: { start: '08:00', end: '18:00' }, capacity: [capacity] })),
    slots: [{ id: 'day', start: '08:00', end: '18:00' }],
    travel: matrixTravel({ seconds }),
    repairEvaluations,
    ...(snapshot ? { snapshot: JSON.parse(JSON.stringify(snapshot)) } : {}),
  })
}

function book(desk: Desk, ...rows: number[]): void {
  for (const row of rows) {
    const hold = desk.hold({ order: { id: `o${row}`, place: row, load: [1] }, slot: 'day' }, { id: `h${row}` })
    if (hold.ok) desk.confirm(hold.id, { id: `c${row}` })
  }
}

const stops = (plan: Plan) => plan.routes.map(({ courier, steps }) => [courier, ...steps.map((step) => ('id' in step ? step.id : step.type))].join(' '))
const route = (courier: string, ...rows: number[]) => ({ courier, shift: 0, steps: rows.map((row) => ({ type: 'order' as const, id: `o${row}` })) })

/** Both go east and west: 40 + 40 minutes there and back for the one, 60 + 60 for the other, 12,000 s; sorted it is 7,200 s. */
function crossed(capacity: number): Desk {
  const desk = road(capacity)
  book(desk, 2, 5, 3, 6)
  const mixed = { routes: [route('ann', 2, 5), route('bob', 3, 6)] }
  return road(capacity, { ...desk.snapshot(), plan: mixed })
}

const sorted = { routes: [route('ann', 2, 3), route('bob', 5, 6)] }

describe('what is taken', () => {
  test('everything, where nothing has happened since', () => {
    const desk = crossed(4)
    const basis = desk.basis()
    expect(desk.cost()).toBe(60 * (20 + 40 + 20) + 60 * (30 + 60 + 30))
    const merged = desk.merge({ plan: sorted, basis })
    // To row 3 and back is an hour, to row 6 as well.
    expect(merged).toEqual({
      before: 12_000, after: 7200, left: [],
      taken: [{ routes: [{ courier: 'ann', shift: 0 }, { courier: 'bob', shift: 0 }], newcomers: [] }],
    })
    expect(stops(desk.plan())).toEqual(['ann o2 o3', 'bob o5 o6'])
    // It is an improvement like any other, and another desk can follow it.
    expect(desk.basis().improvements).toBe(basis.improvements + 1)
    expect(desk.merge({ plan: sorted, basis })).toEqual({ before: 7200, after: 7200, taken: [], left: [] })
  })

  test('with whoever was booked since put in again, and whoever left out of it', () => {
    const desk = crossed(4)
    const basis = desk.basis()
    book(desk, 1)
    desk.cancel('b:h6')
    const merged = desk.merge({ plan: sorted, basis })
    // Row 1 lies on the way to row 3; without row 6 the way west ends at row 5: 60 × (30 + 30) + 60 × (20 + 20).
    expect(merged.after).toBe(6000)
    expect(merged.taken.map(({ newcomers }) => newcomers)).toEqual([['o1']])
    expect(stops(desk.plan()).map((line) => line.split(' ').toSorted().join(' '))).toEqual(['ann o1 o2 o3', 'bob o5'])
  })

  test('with whoever was moved since put in again: where the plan has it, it would be late', () => {
    const back = { routes: [route('ann', 3, 2), route('bob', 6, 5)] }
    for (const known of [true, false]) {
      const desk = crossed(4)
      const basis = desk.basis()
      desk.reschedule('b:h2', { start: '08:20', end: '08:20' })
      const { taken, left, after } = desk.merge({ plan: back, ...(known ? { basis } : {}) })
      expect(taken.map(({ newcomers }) => newcomers)).toEqual(known ? [['o2']] : [])
      expect(left.map(({ why }) => why)).toEqual(known ? [] : ['illegal'])
      expect(after).toBe(known ? 7200 : 12_000)
    }
  })

  test('fewer couriers, where they count first', () => {
    const desk = crossed(4)
    // One for all: 30, 60 and 30 minutes, as much as one of the two; east and west apart it is as much together.
    const one = { plan: { routes: [route('ann', 2, 3, 5, 6)] } }
    expect(desk.merge({ plan: sorted }).after).toBe(7200)
    expect(desk.merge(one).left.map(({ why }) => why)).toEqual(['dearer'])
    expect(desk.merge({ ...one, objective: 'couriers-first' }).left).toEqual([])
    expect([stops(desk.plan()), desk.cost()]).toEqual([['ann o2 o3 o5 o6'], 7200])
    expect(desk.merge({ plan: sorted, objective: 'couriers-first' }).taken).toEqual([])
  })

  test('where an order left that the routes need on their way, it is driven through', () => {
    // From row 3 straight to row 2 the road is closed for the day; by way of row 1 it is not.
    const closed = seconds.map((line, i) => line.map((one, j) => (i === 3 && j === 2 ? 60_000 : one)))
    const open = (snapshot?: unknown) => openDay({
      date: '2026-12-01', zone: 'Europe/Berlin', clock: manualClock('2026-11-30T12:00:00+01:00'), repairEvaluations: 0,
      couriers: ['ann', 'bob'].map((id) => ({ id, start: 0, end: 0, shift: { start: '08:00', end: '18:00' } })),
      slots: [{ id: 'early', start: '08:00', end: '08:30' }, { id: 'day', start: '08:00', end: '18:00' }],
      travel: matrixTravel({ seconds: closed }), ...(snapshot ? { snapshot: snapshot as never } : {}),
    })
    const desk = open()
    for (const [row, slot] of [[3, 'early'], [1, 'day'], [2, 'day']] as const) desk.hold({ order: { id: `o${row}`, place: row }, slot }, { id: `h${row}` })
    const apart = open({ ...desk.snapshot(), plan: { routes: [route('ann', 3), route('bob', 1, 2)] } })
    const basis = apart.basis()
    apart.release('b:h1')
    // 3, 1, 2 and home: 30 + 20 + 10 + 20 minutes, against 60 for the one and 40 for the other.
    expect(apart.cost()).toBe(6000)
    const merged = apart.merge({ plan: { routes: [route('ann', 3, 1, 2)] }, basis })
    expect(merged).toMatchObject({ before: 6000, after: 4800, left: [] })
    expect(stops(apart.plan())).toEqual(['ann o3 via o2'])
  })

  test('another planner’s routes, without a basis', () => {
    const desk = crossed(4)
    expect(desk.merge({ plan: sorted }).after).toBe(7200)
  })
})

describe('what is left', () => {
  test('routes that are dearer than those of now', () => {
    const desk = crossed(4)
    const basis = desk.basis()
    desk.merge({ plan: sorted, basis })
    const before = JSON.stringify(desk.snapshot())
    const back = desk.merge({ plan: { routes: [route('ann', 2, 5), route('bob', 3, 6)] }, basis })
    expect(back).toMatchObject({ before: 7200, after: 7200, taken: [], left: [{ why: 'dearer', newcomers: [] }] })
    // The same the other way round costs the same: nobody is sent elsewhere for nothing.
    expect(desk.merge({ plan: { routes: [route('bob', 2, 3), route('ann', 5, 6)] } }).left.map(({ why }) => why)).toEqual(['dearer'])
    expect(JSON.stringify(desk.snapshot())).toBe(before)
  })

  test('routes in which somebody who came since finds no room, unless others can be moved', () => {
    for (const [repairEvaluations, taken] of [[0, false], [10_000, true]] as const) {
      const desk = road(3, crossed(3).snapshot(), repairEvaluations)
      const basis = desk.basis()
      // Both must be the first of somebody's day.
      const first = { start: '08:10', end: '08:10' }
      for (const row of [1, 4]) desk.hold({ order: { id: `o${row}`, place: row, load: [1] }, slot: first }, { id: `h${row}` })
      const before = JSON.stringify(desk.snapshot())
      // ann's three parcels are all that she can carry; bob can be at one of the two doors at 08:10.
      const full = { routes: [route('ann', 2, 3, 5), route('bob', 6)] }
      const merged = desk.merge({ plan: full, basis })
      // 10 and 10 east, 40 back west, 20 home for ann, and 10, 40, 60 and 30 for bob: 13,200 s.
      expect(merged.before).toBe(13_200)
      if (taken) expect(merged.left).toEqual([])
      else expect(merged.left).toMatchObject([{ why: 'no-room', newcomers: ['o1', 'o4'] }])
      // bob gets one from ann: 10, 30, 10 and 30 minutes, and 10, 40, 10 and 20.
      expect(merged.after).toBe(taken ? 9600 : 13_200)
      expect(JSON.stringify(desk.snapshot()) === before).toBe(!taken)
    }
  })

  test('routes that the judge turns down: too many parcels, unknown breaks, an order twice', () => {
    const desk = crossed(2)
    const before = JSON.stringify(desk.snapshot())
    const twice = { routes: [route('ann', 2, 3), route('bob', 5, 6, 3)] }
    const many = { routes: [route('ann', 2, 3, 5, 6)] }
    const pause = { routes: [{ ...route('ann', 2, 3), steps: [...route('ann', 2, 3).steps, { type: 'break' as const, id: 'tea' }] }, route('bob', 5, 6)] }
    for (const plan of [twice, many, pause]) expect(desk.merge({ plan }).left.map(({ why }) => why)).toEqual(['illegal'])
    expect(JSON.stringify(desk.snapshot())).toBe(before)
  })

  test('what is no plan of this day is bad input, and changes nothing', () => {
    const desk = crossed(4)
    const before = JSON.stringify(desk.snapshot())
    const bad = [
      null, {}, { plan: sorted, basis: 7 }, { plan: sorted, basis: { seq: 'x' } }, { plan: sorted, extra: 1 },
      { plan: sorted, objective: 'speed' }, { plan: { routes: [route('nobody', 2)] } }, { plan: { routes: [{ courier: 'ann', shift: 4, steps: [] }] } },
    ]
    for (const one of bad) expect(() => desk.merge(one as never)).toThrow(InputError)
    expect(JSON.stringify(desk.snapshot())).toBe(before)
    // An order that nobody knows has left, as far as the desk can tell.
    const strange = { routes: [route('ann', 2, 3), { ...route('bob', 5, 6, 1) }] }
    expect(desk.merge({ plan: strange }).after).toBe(7200)
  })
})

describe('after any commands in between', () => {
  const kinds = [[true, false], [false, false], [true, true], [false, true]] as const
  test.each(kinds)('every promise is kept, another desk follows, and a twin merges alike (metric %s, trips %s)', (metric, trips) => {
    const seen = new Map<string, number>()
    let known = 0
    let before = ''
    let mark: ReturnType<Desk['mark']> | undefined
    const watch: Watch = {
      before({ desk }) {
        before = JSON.stringify(desk.snapshot())
        mark = desk.mark()
      },
      after(driven, _, name) {
        if (!name.startsWith('bring back')) return
        const { desk, town, clock, merged } = driven
        expect(legal(desk.day, desk.orders().values(), desk.plan())).toEqual([])
        const bytes = JSON.stringify(desk.snapshot())
        const change = desk.changesSince(mark!)
        const follower = openTown(town, clock, { snapshot: JSON.parse(before) as never })
        if (change) follower.follow([JSON.parse(JSON.stringify(change)) as never])
        expect(JSON.stringify(follower.snapshot())).toBe(bytes)
        const twin = openTown(town, clock, { snapshot: JSON.parse(before) as never })
        const last = merged.at(-1)!
        expect(twin.merge(last.improved)).toEqual(last.merged)
        expect(JSON.stringify(twin.snapshot())).toBe(bytes)
        note(last.merged)
      },
    }
    const note = (merged: Merged) => {
      known++
      for (const { newcomers } of merged.taken) count(newcomers.length > 0 ? 'taken with newcomers' : 'taken')
      for (const { why } of merged.left) count(why)
    }
    const count = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1)
    drives({ metric, trips, repairEvaluations: 200 }, watch, { runs: 25, commands: 200 })
    expect(known).toBeGreaterThan(100)
    expect([...seen.keys()]).toEqual(expect.arrayContaining(['taken with newcomers', 'dearer']))
  })
})
