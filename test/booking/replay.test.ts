/** Storing the ledger and bringing it back: from a snapshot, from a log, from a snapshot and the rest of the log; and what is not accepted. */
import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/base/errors.ts'
import { dueExpiries, emptyLedger, promises } from '../../src/booking/ledger.ts'
import { replay, restore, snapshot } from '../../src/booking/replay.ts'
import { Desk, bytesOf, deskWith, eight, minute, sampleHold, sampleOrder, wordOf } from './sample.ts'

/** Three bookings: `b1` lapsed, `b2` confirmed, `b3` held until 08:35; and one refusal. */
function busyDesk(): Desk {
  const { desk, now } = deskWith('expired')
  desk.ask(sampleHold({ id: 'c3', booking: 'b3', order: sampleOrder('o3'), for: 15 * minute }), now)
  desk.ask(sampleHold({ id: 'c2', booking: 'b2', order: sampleOrder('o2'), by: 'bob' }), now)
  desk.ask({ id: 'c4', type: 'confirm', booking: 'b2' }, now)
  desk.ask({ id: 'c5', type: 'confirm', booking: 'b1' }, now)
  return desk
}

/** A copy of JSON data, as it may come from outside, with another value at a place such as `bookings.1.state`; `undefined` takes the place out. */
function spoilt(value: unknown, place: string, put: unknown): unknown {
  const whole: unknown = JSON.parse(JSON.stringify(value))
  const keys = place.split('.')
  let part = whole as Record<string, unknown>
  for (const key of keys.slice(0, -1)) part = part[key] as Record<string, unknown>
  Object.defineProperty(part, keys.at(-1)!, { value: put, enumerable: true, configurable: true, writable: true })
  return whole
}

describe('a snapshot', () => {
  test('has its keys and lists in order, whatever happened first', () => {
    const stored = snapshot(busyDesk().state)
    expect(Object.keys(stored)).toEqual(['answers', 'at', 'bookings', 'kind', 'seq', 'version'])
    expect(stored.bookings.map((booking) => booking.id)).toEqual(['b1', 'b2', 'b3'])
    expect(stored.answers.map((answer) => answer.command)).toEqual(['c2', 'c3', 'c4', 'c5', 'set-up-1'])
    expect(Object.keys(stored.bookings[0]!)).toEqual(Object.keys(stored.bookings[0]!).toSorted())
  })

  test('keeps each order once, and of a refusal only the facts', () => {
    const text = bytesOf(busyDesk().state)
    expect(text.split('"id":"o2"')).toHaveLength(2)
    expect(text).not.toContain('The hold was not confirmed in time.')
  })

  test('brings back promises, deadlines and answers', () => {
    const desk = busyDesk()
    const back = new Desk()
    back.state = restore(JSON.parse(bytesOf(desk.state)))
    expect(bytesOf(back.state)).toBe(bytesOf(desk.state))
    expect(promises(back.state)).toEqual(promises(desk.state))
    // `b3` was held at 08:20 for 15 minutes.
    expect(dueExpiries(back.state, eight + 35 * minute).map((event) => event.booking)).toEqual(['b3'])
    expect(dueExpiries(back.state, eight + 35 * minute - 1)).toEqual([])
    const refused = back.ask({ id: 'c5', type: 'confirm', booking: 'b1' }, eight + 21 * minute)
    expect(refused).toEqual({ ...desk.ask({ id: 'c5', type: 'confirm', booking: 'b1' }, eight + 21 * minute), repeated: true })
    expect(wordOf(back.ask(sampleHold({ id: 'c9', booking: 'b9', order: sampleOrder('o2') }), eight + 21 * minute))).toBe('order-already-booked')
  })

  test('keeps other ends, positions and releases, in the log and in the promises', () => {
    const pantry = { place: 4, service: 60, windows: [{ start: 28_800, end: 32_400 }] }
    const orders = [
      { ...sampleOrder('o1'), collectAt: pantry },
      { ...sampleOrder('o2'), bringTo: pantry, release: 36_000 },
      { ...sampleOrder('o3'), position: 'last' as const, release: -60 },
    ]
    const desk = new Desk()
    for (const [i, order] of orders.entries()) desk.ask(sampleHold({ id: `c${i}`, booking: `b${i}`, order }), eight)
    const back = restore(JSON.parse(bytesOf(desk.state)))
    expect(orders.map((_, i) => back.bookings.get(`b${i}`)!.order)).toEqual(orders)
    expect(bytesOf(replay(JSON.parse(JSON.stringify(desk.log))))).toBe(bytesOf(desk.state))
  })

  test('of an empty ledger is a ledger too', () => {
    expect(bytesOf(restore(snapshot(emptyLedger())))).toBe('{"answers":[],"at":0,"bookings":[],"kind":"slotsmith-ledger","seq":0,"version":1}')
  })
})

describe('a log', () => {
  const { log } = busyDesk()

  test('replayed from the start or from a snapshot gives the same bytes', () => {
    const desk = busyDesk()
    const stored = JSON.parse(JSON.stringify(desk.log)) as unknown[]
    for (let cut = 0; cut <= stored.length; cut++) {
      const half = restore(snapshot(replay(stored.slice(0, cut))))
      expect(bytesOf(replay(stored.slice(cut), half))).toBe(bytesOf(desk.state))
    }
  })

  test('of this desk', () => {
    expect(log.map((event) => event.type)).toEqual(['held', 'expired', 'held', 'held', 'confirmed', 'refused'])
    expect(log.map((event) => event.booking)).toEqual(['b1', 'b1', 'b3', 'b2', 'b2', 'b1'])
  })

  test.each([
    ['whose time goes back', '1.at', 0, 'snapshot-mismatch', 'event.at'],
    ['that lets a hold lapse too early', '1.at', eight + 10 * minute - 1, 'snapshot-mismatch', 'event.at'],
    // `b2` was held at 08:20 for ten minutes.
    ['that confirms too late', '4.at', eight + 30 * minute, 'snapshot-mismatch', 'event.at'],
    ['that answers a command twice', '3.command', 'c3', 'snapshot-mismatch', 'event.command'],
    ['that books one order twice', '3.order.id', 'o3', 'snapshot-mismatch', 'event.order.id'],
    ['with a hold that ends before it begins', '0.expiresAt', eight, 'snapshot-mismatch', 'event.expiresAt'],
    ['with a fact of another kind', '0.type', 'stolen', 'unknown-id', 'events[0].type'],
    ['without a moment', '2.at', undefined, 'missing', 'events[2].at'],
    ['with a spoilt digest', '0.digest', 'x', 'text-format', 'events[0].digest'],
    ['with an unknown refusal', '5.refusal.code', 'toString', 'unknown-id', 'events[5].refusal.code'],
    ['with a hostile key', '0.order.constructor', 1, 'forbidden-key', 'events[0].order.constructor'],
  ])('%s is not accepted', (_, place, value, code, path) => {
    const error = caught(() => replay(spoilt(log, place, value) as unknown[]))
    expect([error.code, error.path]).toEqual([code, path])
  })

  test('with a gap, or with an event twice, is not accepted', () => {
    expect(() => replay(log.toSpliced(1, 1))).toThrow('snapshot-mismatch at event.seq: got 3; apply event 2 next')
    expect(() => replay(log.toSpliced(1, 0, log[0]!))).toThrow('snapshot-mismatch at event.seq: got 1; apply event 2 next')
  })
})

describe('what is not accepted as a snapshot', () => {
  const stored = snapshot(busyDesk().state)

  test.each([
    ['another kind of thing', 'kind', 'plan', 'kind'],
    ['a newer version', 'version', 2, 'version'],
    ['an unknown field', 'more', 1, 'more'],
    ['a fractional clock', 'at', 0.5, 'at'],
    ['a booking in no known state', 'bookings.1.state', 'lost', 'bookings[1].state'],
    ['a confirmed booking without its moment', 'bookings.1.confirmedAt', undefined, 'bookings[1].confirmedAt'],
    ['a booking twice', 'bookings.1', stored.bookings[0], 'bookings[1].id'],
    ['an order promised twice', 'bookings.2.order.id', 'o2', 'bookings[2].order.id'],
    ['a booking from the future', 'bookings.1.confirmedAt', stored.at + 1, 'bookings[1]'],
    ['an answer twice', 'answers.1.command', 'c2', 'answers[1].command'],
    ['an answer about no booking', 'answers.0.booking.id', 'b7', 'answers[0].booking.id'],
    ['a refusal with an unknown code', 'answers.3.refusal.code', 'toString', 'answers[3].refusal.code'],
    ['a hostile key', 'bookings.0.order.__proto__', 1, 'bookings[0].order.__proto__'],
  ])('%s', (_, place, value, path) => {
    const error = caught(() => restore(spoilt(stored, place, value)))
    expect([error.code, error.path]).toEqual(['snapshot-mismatch', path])
  })

  test.each([
    [null, ''],
    ['{}', ''],
    [[], 'kind'],
    [{}, 'kind'],
  ])('%j', (value, path) => {
    const error = caught(() => restore(value))
    expect([error.code, error.path]).toEqual(['snapshot-mismatch', path])
  })

  test('all problems are told, up to a hundred', () => {
    const two = spoilt(spoilt(stored, 'bookings.0.by', ''), 'answers.4.digest', '')
    expect(caught(() => restore(two)).problems.map((problem) => problem.path)).toEqual(['bookings[0].by', 'answers[4].digest'])
    const thousand = Array.from({ length: 1000 }, () => 0)
    expect(caught(() => restore(spoilt(stored, 'answers', thousand))).problems).toHaveLength(100)
  })
})

function caught(run: () => unknown): InputError {
  try {
    run()
  } catch (error) {
    if (error instanceof InputError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}
