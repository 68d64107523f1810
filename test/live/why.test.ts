/** Why was I refused at 10:02? The desk as of that moment gives the answer again. */
import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/base/errors.ts'
import type { OfferAnswer } from '../../src/live/answer.ts'
import type { DeskChange } from '../../src/live/change.ts'
import type { DeskSnapshot } from '../../src/live/snapshot.ts'
import { deskAsOf, replayOffer } from '../../src/live/why.ts'
import type { Past } from '../../src/live/why.ts'
import { manualClock } from '../../src/time/clock.ts'
import { EVENING, ann, promise, roadDesk } from '../make/road.ts'

const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

describe('the desk as of a moment', () => {
  const order = { id: 'x', place: 1 }
  const clock = () => manualClock(EVENING)
  const reopen: Past['open'] = (snapshot, then) => roadDesk({ clock: then, snapshot, repairEvaluations: 500, couriers: [{ ...ann, capacity: [1] }] })

  /** At 12:00 somebody holds the only room there is, for ten minutes; at 12:05 it is improved; at 12:20 somebody else books it. */
  function story(): { changes: DeskChange[]; answers: OfferAnswer[] } {
    const now = clock()
    const desk = reopen(undefined, now)
    const changes: DeskChange[] = []
    const given: OfferAnswer[] = []
    let mark = desk.mark()
    const step = (act: () => unknown) => {
      act()
      const change = desk.changesSince(mark)
      if (change) changes.push(throughJson(change))
      mark = desk.mark()
      given.push(desk.offer({ ...order, load: [1] }))
    }
    step(() => desk.hold({ order: { ...order, id: 'first', load: [1] }, slot: 'nine' }))
    now.advance(300)
    step(() => desk.improve({ evaluations: 100 }))
    now.advance(900)
    step(() => {})
    step(() => promise(desk, { ...order, id: 'second', load: [1] }, '09:30'))
    return { changes, answers: given }
  }

  test('answers as it did then, lapsed holds included', () => {
    const { changes, answers: given } = story()
    // full, still full, free again because the hold has lapsed, full
    expect(given.map(({ offered, refused }) => [offered.length, refused[0]?.reason.code])).toEqual([[0, 'full'], [0, 'full'], [2, undefined], [0, 'full']])
    for (const answer of given) expect(replayOffer({ open: reopen, changes }, { ...order, load: [1] }, answer.basis)).toEqual(answer)
  })

  test('may be asked for by the moment alone', () => {
    const { changes } = story()
    const codes = (when: string) => {
      const { offered, refused } = deskAsOf({ open: reopen, changes }, when).offer({ ...order, load: [1] })
      return offered.length > 0 ? 'offered' : refused[0]!.reason.code
    }
    expect(codes('2026-11-30T11:59:59+01:00')).toBe('offered')
    expect(codes('2026-11-30T12:00:00+01:00')).toBe('full')
    // the hold lapses when its ten minutes are over, and not before
    expect(codes('2026-11-30T12:09:59+01:00')).toBe('full')
    expect(codes('2026-11-30T12:10:00+01:00')).toBe('offered')
    expect(codes('2026-11-30T12:20:00+01:00')).toBe('full')
    expect(deskAsOf({ open: reopen, changes }, new Date('2026-11-30T11:04:59Z')).basis()).toMatchObject({ seq: 1, improvements: 0 })
    expect(deskAsOf({ open: reopen, changes }, new Date('2026-11-30T11:05:00Z')).basis()).toMatchObject({ seq: 1, improvements: 1 })
  })

  test('shows the bookings and routes of then, too', () => {
    const { changes, answers: [first] } = story()
    const desk = deskAsOf({ open: reopen, changes }, first!.basis)
    expect(desk.bookings().map(({ order: id, state }) => `${id} ${state}`)).toEqual(['first held'])
    expect(desk.dispatch()).toHaveLength(1)
  })

  test('of a state that was not kept is not made up', () => {
    const { changes, answers: given } = story()
    const fails = (past: Past, when: OfferAnswer['basis']) => {
      try {
        deskAsOf(past, when)
      } catch (error) {
        if (error instanceof InputError) return `${error.code} at ${error.path}`
        throw error
      }
      return 'nothing is wrong'
    }
    // the changes from the hold to the last booking told in one: what was between is not in it
    const desk = reopen(undefined, clock())
    const mark = desk.mark()
    desk.follow(changes)
    const together = desk.changesSince(mark)!
    expect(fails({ open: reopen, changes: [together] }, given[0]!.basis)).toBe('snapshot-mismatch at basis')
    expect(fails({ open: reopen, changes: [together] }, given[3]!.basis)).toBe('nothing is wrong')
    // a snapshot from after the answer, and a change that is missing
    expect(fails({ open: reopen, snapshot: desk.snapshot() }, given[0]!.basis)).toBe('snapshot-mismatch at basis')
    expect(fails({ open: reopen, changes: changes.slice(1) }, given[3]!.basis)).toMatch(/^snapshot-mismatch/)
    expect(fails({ open: reopen, changes: [] }, given[3]!.basis)).toBe('snapshot-mismatch at basis')
    // a desk that lives in the present
    expect(fails({ open: (snapshot?: DeskSnapshot) => reopen(snapshot, clock()), changes }, given[0]!.basis)).toBe('contradiction at open')
  })

  test.each([undefined, null, 'ten past two', '2026-11-30T12:00', Number.NaN, { at: 5 }])('%j is none', (when) => {
    expect(() => deskAsOf({ open: reopen }, when as never)).toThrow('time-invalid at when')
  })

  test('does not touch what was kept', () => {
    const { changes, answers: given } = story()
    const before = JSON.stringify(changes)
    deskAsOf({ open: reopen, changes }, given[1]!.basis).hold({ order, slot: 'ten' })
    expect(JSON.stringify(changes)).toBe(before)
  })
})

// The clock stands between two seconds: a slot that closes at the full second before has closed, though `at` shows that second.
test('the basis of an answer knows milliseconds', () => {
  let now = Date.parse('2026-12-01T10:00:00.500+01:00')
  const desk = roadDesk({ clock: { now: () => now } })
  const answer = desk.offer({ id: 'x', place: 1, slots: ['nine'] })
  expect([answer.at, answer.basis.at - now]).toEqual(['2026-12-01T10:00:00+01:00', 0])
  expect(answer.refused[0]!.reason.code).toBe('closed')
  now += 1_000_000
  const open: Past['open'] = (snapshot, clock) => roadDesk({ clock, snapshot })
  expect(replayOffer({ open }, { id: 'x', place: 1, slots: ['nine'] }, answer.basis)).toEqual(answer)
})
