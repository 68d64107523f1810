/** A booking moves to another day: the new place first, the old one given up at last, and nothing changed where either says no. */
import { describe, expect, test } from 'vitest'
import type { Desk } from '../../src/live/desk.ts'
import { moveBooking } from '../../src/live/move.ts'
import type { DeskSnapshot } from '../../src/live/snapshot.ts'
import { manualClock } from '../../src/time/clock.ts'
import { problemsOf } from '../make/problems.ts'
import { ann, EVENING, roadDesk } from '../make/road.ts'

const order = { id: 'x', place: 1 }
const clock = manualClock(EVENING)
const on = (date: string, snapshot?: DeskSnapshot): Desk => roadDesk({ date, clock, ...(snapshot ? { snapshot } : {}) })

function booked(): { tuesday: Desk; wednesday: Desk; id: string } {
  const [tuesday, wednesday] = [on('2026-12-01'), on('2026-12-02')]
  const hold = tuesday.hold({ order, slot: 'nine' }, { id: 'h1', by: 'cart-1' })
  if (!hold.ok) throw new Error(hold.refusal.code)
  return { tuesday, wednesday, id: hold.id }
}

const states = (desk: Desk) => desk.bookings().map(({ id, slot, by, state }) => `${id} ${slot} ${by} ${state}`)

describe('a booking that moves to another day', () => {
  test('is confirmed there where it was confirmed here, and its place here is free', () => {
    const { tuesday, wednesday, id } = booked()
    tuesday.confirm(id)
    const offer = wednesday.offer(order).offered[1]!
    const moved = moveBooking({ desk: tuesday, booking: id }, { desk: wednesday, offer }, { id: 'm1', reason: 'moved' })
    expect(moved).toMatchObject({ ok: true, id: 'b:m1 hold', repeated: false, booking: { slot: 'ten', by: 'cart-1', state: 'confirmed' } })
    expect(states(tuesday)).toEqual(['b:h1 nine cart-1 cancelled'])
    expect(states(wednesday)).toEqual(['b:m1 hold ten cart-1 confirmed'])
    expect(tuesday.plan().routes.flatMap(({ steps }) => steps.filter(({ type }) => type === 'order'))).toEqual([])
  })

  test('is held there where it was only held here', () => {
    const { tuesday, wednesday, id } = booked()
    const moved = moveBooking({ desk: tuesday, booking: id }, { desk: wednesday, offer: { order, slot: 'nine' } }, { id: 'm1', for: 60 })
    expect(moved).toMatchObject({ ok: true, booking: { state: 'held', expires: '2026-11-30T12:01:00+01:00' } })
    expect(states(tuesday)).toEqual(['b:h1 nine cart-1 released'])
  })

  test('stays where it is where the other day has no place for it', () => {
    const { tuesday, wednesday, id } = booked()
    tuesday.confirm(id)
    const before = [tuesday.snapshot(), wednesday.orders().size]
    const moved = moveBooking({ desk: tuesday, booking: id }, { desk: wednesday, offer: { order: { ...order, load: [9] }, slot: 'nine' } })
    expect(moved).toMatchObject({ ok: false, refusal: { code: 'no-longer-fits' } })
    expect([tuesday.snapshot(), wednesday.orders().size]).toEqual(before)
  })

  test.each([
    ['of somebody else', 'b:h1', { by: 'cart-2' }, 'not-yours'],
    ['that nobody made', 'b:h2', {}, 'booking-unknown'],
  ])('%s does not move, and the other day hears nothing of it', (_, booking, options, code) => {
    const { tuesday, wednesday } = booked()
    const moved = moveBooking({ desk: tuesday, booking }, { desk: wednesday, offer: { order, slot: 'nine' } }, options)
    expect(moved).toMatchObject({ ok: false, refusal: { code } })
    expect(wednesday.bookings()).toEqual([])
    expect(states(tuesday)).toEqual(['b:h1 nine cart-1 held'])
  })

  test('does not move twice under two ids', () => {
    const { tuesday, wednesday, id } = booked()
    const to = { desk: wednesday, offer: { order, slot: 'nine' } }
    expect(moveBooking({ desk: tuesday, booking: id }, to, { id: 'm1' }).ok).toBe(true)
    expect(moveBooking({ desk: tuesday, booking: id }, to, { id: 'm2' })).toMatchObject({ ok: false, refusal: { code: 'already-released' } })
    expect(states(wednesday)).toEqual(['b:m1 hold nine cart-1 held'])
  })
})

describe('a move that is repeated under its id', () => {
  test('has no second effect', () => {
    const { tuesday, wednesday, id } = booked()
    tuesday.confirm(id)
    const move = () => moveBooking({ desk: tuesday, booking: id }, { desk: wednesday, offer: { order, slot: 'nine' } }, { id: 'm1' })
    const first = move()
    const before = [tuesday.snapshot(), wednesday.snapshot()]
    expect(move()).toEqual({ ...first, repeated: true })
    expect([tuesday.snapshot(), wednesday.snapshot()]).toEqual(before)
  })

  // The process dies after the hold, after the confirmation, or after the cancellation, each stored at once.
  test.each([1, 2, 3])('is finished wherever it was interrupted: after %d commands', (done) => {
    const { tuesday, wednesday, id } = booked()
    tuesday.confirm(id)
    let left = done
    const dying = <T>(desk: Desk): Desk => new Proxy(desk, {
      get: (target, name) => {
        const value = Reflect.get(target, name) as unknown
        if (typeof value !== 'function') return value
        return (...args: unknown[]): T => {
          const counts = name === 'hold' || name === 'confirm' || name === 'cancel'
          if (counts && left-- === 0) throw new RangeError('the power went')
          return (value as (...rest: unknown[]) => T).apply(target, args)
        }
      },
    })
    const to = { order, slot: 'nine' }
    const interrupted = () => moveBooking({ desk: dying(tuesday), booking: id }, { desk: dying(wednesday), offer: to }, { id: 'm1' })
    if (done < 3) expect(interrupted).toThrow('the power went')
    else expect(interrupted()).toMatchObject({ ok: true })
    // never nowhere
    expect(tuesday.orders().size + wednesday.orders().size).toBeGreaterThan(0)
    const again = [on('2026-12-01', tuesday.snapshot()), on('2026-12-02', wednesday.snapshot())] as const
    const moved = moveBooking({ desk: again[0], booking: id }, { desk: again[1], offer: to }, { id: 'm1' })
    expect(moved).toMatchObject({ ok: true, booking: { slot: 'nine', state: 'confirmed' } })
    expect(states(again[0])).toEqual(['b:h1 nine cart-1 cancelled'])
    expect(states(again[1])).toEqual(['b:m1 hold nine cart-1 confirmed'])
  })
})

describe('a move that makes no sense', () => {
  const wrong: readonly [what: string, act: (tuesday: Desk, wednesday: Desk) => unknown, problem: string][] = [
    ['within one desk', (desk) => moveBooking({ desk, booking: 'b:h1' }, { desk, offer: { order, slot: 'ten' } }), 'contradiction at to.desk'],
    ['from no desk', (_, desk) => moveBooking({ booking: 'b:h1' } as never, { desk, offer: 'x' }), 'not-an-object at from.desk'],
    ['with an endless id', (from, desk) => moveBooking({ desk: from, booking: 'b:h1' }, { desk, offer: 'x' }, { id: 'x'.repeat(191) }),
      'out-of-range at id'],
    ['with an endless reason', (from, desk) => moveBooking({ desk: from, booking: 'b:h1' }, { desk, offer: 'x' }, { reason: 'x'.repeat(1001) }),
      'out-of-range at reason'],
    ['to an offer that nobody made', (from, desk) => moveBooking({ desk: from, booking: 'b:h1' }, { desk, offer: 'x' }), 'unknown-id at offer'],
    ['for a while that is none', (from, desk) => moveBooking({ desk: from, booking: 'b:h1' }, { desk, offer: { order, slot: 'ten' } }, { for: -1 }),
      'out-of-range at for'],
    ['with options that are none', (from, desk) => moveBooking({ desk: from, booking: 'b:h1' }, { desk, offer: 'x' }, null as never),
      'not-an-object at options'],
  ]
  test.each(wrong)('%s changes nothing', (_, act, problem) => {
    const { tuesday, wednesday } = booked()
    const before = [tuesday.snapshot(), wednesday.snapshot()]
    expect(problemsOf(() => act(tuesday, wednesday))).toEqual([problem])
    expect([tuesday.snapshot(), wednesday.snapshot()]).toEqual(before)
  })

  test('in the ledger of the old day gives the new place back', () => {
    const { tuesday, wednesday, id } = booked()
    tuesday.confirm(id)
    // the old day answers no command any more, as when it has answered all that a day may
    tuesday.cancel = () => ({ ok: false, refusal: { code: 'ledger-full' } as never, repeated: false })
    const moved = moveBooking({ desk: tuesday, booking: id }, { desk: wednesday, offer: { order, slot: 'nine' } }, { id: 'm1' })
    expect(moved).toMatchObject({ ok: false, refusal: { code: 'ledger-full' } })
    expect(wednesday.orders().size).toBe(0)
    expect(tuesday.orders().size).toBe(1)
  })

  test('because the old day has another courier is none: each day is its own', () => {
    const { tuesday, id } = booked()
    const other = roadDesk({ date: '2026-12-02', clock, couriers: [{ ...ann, id: 'bo' }] })
    expect(moveBooking({ desk: tuesday, booking: id }, { desk: other, offer: { order, slot: 'nine' } }).ok).toBe(true)
  })
})
