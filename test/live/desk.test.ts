/**
 * A shopper's way through the desk: offers, holds, promises, changes, route sheets.
 *
 * Broken on purpose, and seen to fail: orders listed before lapsed holds go; tokens that only count; offers that stand whatever order
 * they are for.
 */
import { describe, expect, test } from 'vitest'
import { legal } from '../../src/model/legal.ts'
import type { Desk } from '../../src/live/desk.ts'
import type { BookingAnswer } from '../../src/live/answer.ts'
import { manualClock } from '../../src/time/clock.ts'
import { ann, EVENING, promise, roadDesk } from '../make/road.ts'

const order = { id: 'x', place: 1, load: [1], service: 'PT5M' }

/** The answer of a command that is granted. */
function granted(answer: BookingAnswer): BookingAnswer & { ok: true } {
  if (!answer.ok) throw new Error(answer.refusal.code)
  return answer
}

/** Orders in the routes. */
function planned(desk: Desk): string[] {
  return desk.plan().routes.flatMap(({ steps }) => steps.flatMap((step) => (step.type === 'order' ? [step.id] : [])))
}

describe('an offer', () => {
  test('has all its terms, and reserves nothing', () => {
    const desk = roadDesk()
    const answer = desk.offer({ ...order, slots: ['nine'] })
    // Ten minutes there and ten back; service may start at any moment of the hour.
    expect(answer).toMatchObject({
      order: 'x', at: '2026-11-30T12:00:00+01:00', refused: [], alternatives: [],
      offered: [{
        slot: 'nine', start: '2026-12-01T09:00:00+01:00', end: '2026-12-01T10:00:00+01:00', courier: 'ann', shift: 0,
        addedTravel: 1200, addedCost: 1200, margin: 3600, onTime: 1, price: 0, expires: '2026-11-30T12:10:00+01:00',
      }],
    })
    expect(desk.orders().size).toBe(0)
    expect(desk.plan()).toEqual({ routes: [] })
  })

  test('expires when its slot closes, if that is sooner', () => {
    const clock = manualClock('2026-12-01T09:55:00+01:00')
    const [nine, ten] = roadDesk({ clock, couriers: [{ ...ann, shift: { start: '08:00', end: '14:00' } }] }).offer(order).offered
    expect([nine!.expires, ten!.expires]).toEqual(['2026-12-01T10:00:00+01:00', '2026-12-01T10:05:00+01:00'])
  })

  test('lapses, and is refused from then on', () => {
    const clock = manualClock(EVENING)
    const desk = roadDesk({ clock, offersLast: 'PT2M' })
    const [nine, ten] = desk.offer(order).offered
    clock.advance('PT1M59S')
    expect(desk.hold(nine!).ok).toBe(true)
    clock.advance(1)
    expect(desk.hold(ten!)).toMatchObject({ ok: false, refusal: { code: 'offer-expired', recourse: 'choose-another-slot' } })
    // The hold of nine stands.
    expect(desk.orders().get('x')!.windows).toEqual([{ start: 9 * 3600, end: 10 * 3600 }])
  })

  test('is asked for in the customer’s own words', () => {
    const desk = roadDesk()
    const slotsFor = (wishes: string) => desk.offer({ ...order, wishes }).offered.map(({ slot }) => slot)
    expect(slotsFor('Tuesday, 10:00 or later')).toEqual(['ten'])
    expect(slotsFor('before 10:00')).toEqual(['nine'])
    expect(slotsFor('any day')).toEqual(['nine', 'ten'])
  })

  test('is cut to measure where a wish names a width, or no slot of the day lies inside it', () => {
    const desk = roadDesk()
    const own = desk.offer({ ...order, wishes: { from: '09:00', to: '10:15', width: 'PT30M' } }).offered
    expect(own.map(({ slot }) => slot)).toEqual(['09:00-09:30', '09:30-10:00'])
    const narrow = desk.offer({ ...order, wishes: { from: '09:20', to: '09:40' } }).offered
    expect(narrow.map(({ slot, margin }) => [slot, margin])).toEqual([['09:20-09:40', 1200]])
    expect(granted(desk.hold(narrow[0]!)).booking).toMatchObject({ slot: '09:20-09:40', start: '2026-12-01T09:20:00+01:00' })
  })

  test('comes with alternatives where nothing that was wished for can be had', () => {
    const desk = roadDesk()
    // 30 November 2026 is a Monday, and the day a Tuesday.
    const answer = desk.offer({ ...order, wishes: 'Sunday' })
    expect(answer).toMatchObject({ offered: [], refused: [] })
    expect(answer.alternatives.map(({ slot }) => slot)).toEqual(['nine', 'ten'])
    expect(granted(desk.hold(answer.alternatives[1]!)).booking.slot).toBe('ten')
  })

  test('names the nearest alternative beside each refusal', () => {
    const desk = roadDesk()
    promise(desk, { id: 'long', place: 1, service: 'PT1H31M' }, '08:30')
    // Until 10:01.
    const { offered, refused, alternatives } = desk.offer({ ...order, service: 'PT30M', slots: ['nine'] })
    expect(offered).toEqual([])
    expect(alternatives.map(({ slot }) => slot)).toEqual(['ten'])
    expect(refused).toMatchObject([{ slot: 'nine', reason: { nearest: 'ten' } }])
  })
})

describe('a hold', () => {
  test('lasts as long as it says, counts meanwhile, and then never was', () => {
    const clock = manualClock(EVENING)
    const desk = roadDesk({ clock })
    const { id, booking } = granted(desk.hold({ order, slot: 'nine' }, { for: 'PT3M', by: 'cart-1' }))
    expect(booking).toMatchObject({ order: 'x', slot: 'nine', by: 'cart-1', state: 'held', expires: '2026-11-30T12:03:00+01:00' })
    clock.advance(179)
    expect(desk.booking(id)!.state).toBe('held')
    expect([...desk.orders().keys()]).toEqual(['x'])
    clock.advance(1)
    expect([...desk.orders().keys()]).toEqual([])
    expect(desk.booking(id)!.state).toBe('expired')
    expect(planned(desk)).toEqual([])
    expect(desk.confirm(id)).toMatchObject({ ok: false, refusal: { code: 'hold-expired' } })
  })

  test('lapses on time whichever question is asked first', () => {
    const questions: ((desk: Desk) => unknown)[] = [
      (desk) => desk.orders().size, (desk) => planned(desk).length, (desk) => desk.cost(), (desk) => desk.dispatch().length,
      (desk) => desk.snapshot().ledger.bookings.filter(({ state }) => state === 'held').length,
      (desk) => desk.bookings().filter(({ state }) => state === 'held').length,
    ]
    for (const question of questions) {
      const clock = manualClock(EVENING)
      const desk = roadDesk({ clock, holdsLast: 60 })
      desk.hold({ order, slot: 'nine' })
      expect(question(desk)).toBeGreaterThan(0)
      clock.advance(60)
      expect(question(desk)).toBe(0)
    }
  })

  test('of the same order by the same holder replaces the one before', () => {
    const desk = roadDesk()
    const first = granted(desk.hold({ order, slot: 'nine' }, { by: 'cart-1' }))
    const second = granted(desk.hold({ order, slot: 'ten' }, { by: 'cart-1' }))
    expect(desk.booking(first.id)!.state).toBe('released')
    expect(desk.booking(second.id)!.state).toBe('held')
    expect(planned(desk)).toEqual(['x'])
    expect(desk.hold({ order, slot: 'nine' }, { by: 'cart-2' })).toMatchObject({ ok: false, refusal: { code: 'order-held-elsewhere' } })
  })

  test('repeated under its id has the first answer, even in another process that never heard of the offer', () => {
    const clock = manualClock(EVENING)
    const desk = roadDesk({ clock })
    const [nine, ten] = desk.offer(order).offered
    const first = desk.hold(nine!, { id: 'cart-1/hold' })
    const moved = desk.reschedule('b:cart-1/hold', ten!, { id: 'cart-1/move' })
    const again = roadDesk({ clock, snapshot: JSON.parse(JSON.stringify(desk.snapshot())) })
    expect(again.hold(nine!, { id: 'cart-1/hold' })).toEqual({ ...first, repeated: true })
    expect(again.hold(nine!.token, { id: 'cart-1/hold' })).toEqual({ ...first, repeated: true })
    expect(again.reschedule('b:cart-1/hold', ten!.token, { id: 'cart-1/move' })).toEqual({ ...moved, repeated: true })
    // Under another id it is another command, and the offer is unknown.
    expect(() => again.hold(nine!, { id: 'cart-1/other' })).toThrow('unknown-id')
    expect(again.bookings()).toEqual(desk.bookings())
  })

  test('an offer of an earlier process never stands for one of this process', () => {
    const clock = manualClock(EVENING)
    const [here] = roadDesk({ clock }).offer(order).offered
    const [there] = roadDesk({ clock }).offer({ ...order, place: 2 }).offered
    expect(here!.slot).toBe(there!.slot)
    expect(here!.token).not.toBe(there!.token)
  })
})

describe('a booking is moved all or nothing', () => {
  const booked = () => {
    const desk = roadDesk()
    const hold = granted(desk.hold({ order, slot: 'nine' }, { by: 'cart-1' }))
    granted(desk.confirm(hold.id))
    return { desk, id: hold.id }
  }

  test('to another slot, an offer, or a window of the customer’s own', () => {
    const offered = (desk: Desk) => desk.offer({ ...order, slots: ['ten'] }).offered[0]!
    for (const to of [() => 'ten', offered, () => ({ start: '10:00', end: '11:00' })]) {
      const { desk, id } = booked()
      const moved = granted(desk.reschedule(id, to(desk)))
      expect(moved.booking).toMatchObject({ id, state: 'confirmed', start: '2026-12-01T10:00:00+01:00' })
      expect(desk.orders().get('x')!.windows).toEqual([{ start: 36_000, end: 39_600 }])
      expect(legal(desk.day, desk.orders().values(), desk.plan())).toEqual([])
    }
  })

  test('where the new slot cannot be kept, the old one stands', () => {
    const { desk, id } = booked()
    promise(desk, { id: 'long', place: 5, service: 'PT1H' }, '10:00')
    const before = desk.plan()
    expect(desk.reschedule(id, { start: '10:10', end: '10:20' })).toMatchObject({ ok: false, refusal: { code: 'no-longer-fits' } })
    expect(desk.plan()).toEqual(before)
    expect(desk.booking(id)).toMatchObject({ slot: 'nine', state: 'confirmed' })
    expect(legal(desk.day, desk.orders().values(), desk.plan())).toEqual([])
  })

  test('its own stop is not in its way', () => {
    // Ann has room for this one order only, and is busy with it from 9:00 to 9:05. Five minutes later is no trouble.
    const desk = roadDesk({ couriers: [{ ...ann, maxTasks: 1, capacity: [1] }] })
    const { id } = granted(desk.hold({ order, slot: { start: '09:00', end: '09:00' } }))
    expect(desk.reschedule(id, { start: '09:02', end: '09:02' }).ok).toBe(true)
  })

  test('an offer that was made for another order names the slot, and the question is asked again', () => {
    const { desk, id } = booked()
    promise(desk, { id: 'early', place: 5 }, '08:50')
    // Whoever lives at place 5 could be served at 8:51; whoever lives at place 1 not before 9:30.
    const [offer] = desk.offer({ ...order, id: 'y', place: 5, slots: [{ id: 'tight', start: '08:51', end: '09:00' }] }).offered
    expect(desk.reschedule(id, offer!)).toMatchObject({ ok: false, refusal: { code: 'no-longer-fits' } })
    expect(desk.booking(id)).toMatchObject({ slot: 'nine' })
    expect(legal(desk.day, desk.orders().values(), desk.plan())).toEqual([])
  })

  test('nobody but its holder moves it, and nobody moves what has ended', () => {
    const { desk, id } = booked()
    expect(desk.reschedule(id, 'ten', { by: 'cart-2' })).toMatchObject({ ok: false, refusal: { code: 'not-yours' } })
    granted(desk.cancel(id, { by: 'cart-1', reason: 'away' }))
    expect(desk.reschedule(id, 'ten', { by: 'cart-1' })).toMatchObject({ ok: false, refusal: { code: 'already-cancelled' } })
  })
})

describe('route sheets', () => {
  test('tell each courier when to leave, where to be when, with what slack and what load', () => {
    const desk = roadDesk({ couriers: [ann, { ...ann, id: 'bob' }] })
    promise(desk, { id: 'a', place: 2, load: [2], service: 'PT10M', description: 'ring twice' }, '09:00')
    const b = granted(desk.hold({ order: { id: 'b', place: 1, load: [1], service: 'PT5M' }, slot: { start: '09:00', end: '10:00' } }))
    granted(desk.confirm(b.id))
    const [sheet, ...others] = desk.dispatch()
    expect(others).toEqual([])
    // To be at place 2 at 9:00 ann leaves at 8:40: twenty minutes. There until 9:10, at place 1 at 9:20, until 9:25, home at 9:35.
    expect(sheet).toMatchObject({
      courier: 'ann', shift: 0, orders: 2, leaves: '2026-12-01T08:40:00+01:00', returns: '2026-12-01T09:35:00+01:00',
      travel: 2400, waiting: 0, service: 900, metres: 20_000, cost: 2400,
    })
    expect(sheet!.stops).toMatchObject([
      { type: 'start', place: 0, load: [3], depart: '2026-12-01T08:40:00+01:00', slack: 0 },
      {
        type: 'order', id: 'a', description: 'ring twice', place: 2, slack: 0, load: [1],
        arrival: '2026-12-01T09:00:00+01:00', start: '2026-12-01T09:00:00+01:00', depart: '2026-12-01T09:10:00+01:00',
        window: { start: '2026-12-01T09:00:00+01:00', end: '2026-12-01T09:00:00+01:00' },
      },
      // By 10:00 would do: forty minutes later.
      { type: 'order', id: 'b', start: '2026-12-01T09:20:00+01:00', slack: 2400, load: [0] },
      { type: 'end', place: 0, arrival: '2026-12-01T09:35:00+01:00' },
    ])
  })

  test('have breaks in them, and leave out who has nothing to do', () => {
    const breaks = [{ id: 'tea', service: 'PT15M', windows: [{ start: '09:00', end: '09:30' }] }]
    const desk = roadDesk({ couriers: [{ ...ann, breaks }, { ...ann, id: 'bob' }] })
    promise(desk, { id: 'a', place: 5, load: [1], service: 'PT5M' }, '08:50')
    promise(desk, { id: 'b', place: 5, load: [1], service: 'PT5M' }, '09:50')
    const [sheet, ...others] = desk.dispatch()
    expect(others).toEqual([])
    expect(sheet!.stops.map(({ type, id }) => id ?? type)).toEqual(['start', 'a', 'tea', 'b', 'end'])
    expect(sheet!.stops[2])
      .toMatchObject({ type: 'break', place: null, start: '2026-12-01T09:00:00+01:00', depart: '2026-12-01T09:15:00+01:00' })
  })

  test('send nobody out only to drive through what was cancelled', () => {
    const desk = roadDesk()
    const hold = granted(desk.hold({ order, slot: 'nine' }))
    expect(desk.dispatch()).toHaveLength(1)
    desk.release(hold.id)
    // A matrix may break the triangle inequality, so the place is kept until the next improvement; but who would drive there?
    expect(desk.plan().routes[0]!.steps).toEqual([{ type: 'via', place: 1 }])
    expect(desk.dispatch()).toEqual([])
    expect(desk.cost()).toBe(0)
    // Whoever comes next pays the whole way: ten minutes there and ten back.
    expect(desk.offer({ ...order, id: 'y' }).offered[0]).toMatchObject({ addedCost: 1200, addedTravel: 1200 })
    desk.improve({ evaluations: 0 })
    expect(desk.plan()).toEqual({ routes: [] })
  })
})

describe('a snapshot', () => {
  const stored = () => {
    const desk = roadDesk()
    promise(desk, { id: 'a', place: 2, load: [1] }, '09:00')
    desk.hold({ order, slot: 'ten' })
    return JSON.parse(JSON.stringify(desk.snapshot()))
  }

  test('opens the day where it was left', () => {
    const snapshot = stored()
    const again = roadDesk({ snapshot })
    expect(again.snapshot()).toEqual(snapshot)
    expect([...again.orders().keys()].toSorted()).toEqual(['a', 'x'])
    // The clock went on meanwhile: the hold has lapsed.
    const later = roadDesk({ snapshot, clock: manualClock('2026-11-30T13:00:00+01:00') })
    expect([...later.orders().keys()]).toEqual(['a'])
  })

  const wrong: readonly [what: string, change: (snapshot: any) => void, path: string][] = [
    ['of another day', (one) => (one.date = '2026-12-02'), 'snapshot.date'],
    ['of another zone', (one) => (one.zone = 'Europe/London'), 'snapshot.zone'],
    ['of a newer version', (one) => (one.version = 2), 'snapshot.kind'],
    ['of something else', (one) => (one.kind = 'shopping-list'), 'snapshot.kind'],
    ['that counts improvements in halves', (one) => (one.improvements = 0.5), 'snapshot.improvements'],
    ['with a promise that is in no route', (one) => (one.plan.routes[0].steps.pop()), 'snapshot.plan'],
    ['with a stop that nobody was promised', (one) => (one.plan.routes[0].steps.push({ type: 'order', id: 'z' })), 'snapshot.plan'],
    ['with a stop twice', (one) => (one.plan.routes[0].steps.push(one.plan.routes[0].steps[0])), 'snapshot.plan'],
    ['with the stops in an order that breaks a window', (one) => (one.plan.routes[0].steps.reverse()), 'snapshot.plan'],
    ['without its ledger', (one) => delete one.ledger, ''],
    ['with a place that the travel does not know', (one) => (one.ledger.bookings[0].order.place = 77), 'snapshot.ledger.orders.a.place'],
    ['with loads in other dimensions', (one) => (one.ledger.bookings[0].order.delivery = [1, 2]), 'snapshot.ledger.orders.a.delivery'],
  ]

  test.each(wrong)('%s is not opened', (_, change, path) => {
    const snapshot = stored()
    change(snapshot)
    expect(() => roadDesk({ snapshot })).toThrow(expect.objectContaining({ code: 'snapshot-mismatch', path }))
  })

  test('of couriers who no longer work is not opened', () => {
    const { code, path } = (() => {
      try {
        roadDesk({ snapshot: stored(), couriers: [{ ...ann, id: 'bob' }] })
      } catch (error) {
        return error as { code: string; path: string }
      }
      throw new Error('opened')
    })()
    expect([code, path]).toEqual(['unknown-id', 'snapshot.plan.routes[0].courier'])
  })

  test('of couriers who work less is not opened', () => {
    expect(() => roadDesk({ snapshot: stored(), couriers: [{ ...ann, shift: { start: '08:00', end: '10:00' } }] }))
      .toThrow(expect.objectContaining({ code: 'snapshot-mismatch', path: 'snapshot.plan' }))
  })
})
