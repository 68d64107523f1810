/** Decisions of the ledger: one customer's way from hold to end, repeats, replacements, deadlines, clocks, and hostile input. */
import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/base/errors.ts'
import type { Command } from '../../src/booking/command.ts'
import { decide, mostAnswers, refuse } from '../../src/booking/decide.ts'
import { dueExpiries, promises } from '../../src/booking/ledger.ts'
import { recourses } from '../../src/booking/refusal.ts'
import type { SharedMap } from '../../src/booking/shared-map.ts'
import { Desk, bookingBytesOf, bytesOf, deepFreeze, deskWith, eight, minute, sampleHold, sampleOrder, sampleSlot, wordOf } from './sample.ts'

/** Another end of an order. */
const pantry = { place: [13.4, 52.5], service: 60, windows: [{ start: 28_800, end: 32_400 }] } as const

describe('one customer', () => {
  test('holds, confirms, moves and cancels', () => {
    const desk = new Desk()
    const held = desk.ask(sampleHold(), eight)
    // Ten minutes from 08:00.
    expect(held).toMatchObject({ ok: true, repeated: false, booking: { id: 'b1', state: 'held', heldAt: eight, expiresAt: eight + 600_000 } })
    desk.ask({ id: 'c2', type: 'confirm', booking: 'b1' }, eight + minute)
    desk.ask({ id: 'c3', type: 'reschedule', booking: 'b1', slot: sampleSlot(17) }, eight + 2 * minute)
    expect(desk.state.bookings.get('b1')).toMatchObject({ state: 'confirmed', confirmedAt: eight + minute, slot: { id: 'at-17' } })
    expect(promises(desk.state).map((booking) => booking.id)).toEqual(['b1'])
    const cancelled = desk.ask({ id: 'c4', type: 'cancel', booking: 'b1', reason: 'ill' }, eight + 3 * minute)
    expect(cancelled).toMatchObject({ ok: true, booking: { state: 'cancelled', endedAt: eight + 180_000, reason: 'ill' } })
    expect(promises(desk.state)).toEqual([])
    expect(desk.log.map((event) => [event.seq, event.type, event.command])).toEqual([
      [1, 'held', 'c1'],
      [2, 'confirmed', 'c2'],
      [3, 'rescheduled', 'c3'],
      [4, 'cancelled', 'c4'],
    ])
    expect(desk.log[2]).toMatchObject({ from: sampleSlot(9), to: sampleSlot(17) })
  })

  test('reschedules a hold without gaining time', () => {
    const { desk, now } = deskWith('held')
    const moved = desk.ask({ id: 'c2', type: 'reschedule', booking: 'b1', slot: sampleSlot(17) }, now)
    // Asked at 08:05, the deadline stays at 08:10.
    expect(moved).toMatchObject({ ok: true, booking: { state: 'held', slot: { id: 'at-17' }, expiresAt: eight + 10 * minute } })
  })

  test('cancelling a hold releases it: nothing was promised yet', () => {
    const { desk, now } = deskWith('held')
    const decision = desk.ask({ id: 'c2', type: 'cancel', booking: 'b1' }, now)
    expect(decision).toMatchObject({ ok: true, booking: { state: 'released' }, events: [{ type: 'released', why: 'asked' }] })
  })
})

describe('a deadline', () => {
  test('is the first moment at which the hold no longer counts', () => {
    const confirm: Command = { id: 'c2', type: 'confirm', booking: 'b1' }
    const { desk } = deskWith('held')
    // Held at 08:00:00.000 for 600,000 ms: 599,999 ms later it can be confirmed, 600,000 ms later it cannot.
    expect(wordOf(decide(desk.state, confirm, eight + 599_999))).toBe('confirmed')
    expect(wordOf(decide(desk.state, confirm, eight + 600_000))).toBe('hold-expired')
    expect(dueExpiries(desk.state, eight + 599_999)).toEqual([])
    expect(dueExpiries(desk.state, eight + 600_000)).toMatchObject([{ type: 'expired', booking: 'b1', command: null }])
  })

  test('is noticed by the late confirmation itself, which is refused and frees the capacity', () => {
    const { desk, now } = deskWith('expired')
    const decision = desk.ask({ id: 'c2', type: 'confirm', booking: 'b1' }, now)
    expect(decision).toMatchObject({ ok: false, refusal: { code: 'hold-expired', recourse: 'hold-again', booking: 'b1' } })
    expect(decision.events.map((event) => event.type)).toEqual(['expired', 'refused'])
    expect(promises(desk.state)).toEqual([])
    // Noticed at 08:20, it ended at 08:10 all the same.
    expect(desk.state.bookings.get('b1')).toMatchObject({ state: 'expired', endedAt: eight + 10 * minute })
  })

  test('is noticed by whoever asks first, about anything', () => {
    const { desk, now } = deskWith('expired')
    const decision = desk.ask(sampleHold({ id: 'c2', booking: 'b2', order: sampleOrder('o1'), by: 'bob' }), now)
    // Ann's hold of the order has lapsed; Bob may have it.
    expect(decision.events.map((event) => [event.type, event.booking])).toEqual([
      ['expired', 'b1'],
      ['held', 'b2'],
    ])
  })

  test('holds lapse by deadline, then by id', () => {
    const desk = new Desk()
    // `z` lapses after one second, the others after three.
    for (const booking of ['f', 'b', 'd', 'z', 'a', 'e', 'c']) {
      desk.ask(sampleHold({ id: `c-${booking}`, booking, order: sampleOrder(booking), for: booking === 'z' ? 1000 : 3000 }), eight)
    }
    expect(dueExpiries(desk.state, eight + 3000).map((event) => event.booking)).toEqual(['z', 'a', 'b', 'c', 'd', 'e', 'f'])
    expect(dueExpiries(desk.state, eight + 3000).map((event) => event.seq)).toEqual([8, 9, 10, 11, 12, 13, 14])
  })
})

describe('a repeated command', () => {
  test('gets the same answer and has no second effect', () => {
    const desk = new Desk()
    const first = desk.ask(sampleHold(), eight)
    desk.ask({ id: 'c2', type: 'confirm', booking: 'b1' }, eight + minute)
    const before = bytesOf(desk.state)
    const again = desk.ask(sampleHold(), eight + 5 * minute)
    expect(again).toEqual({ ...first, events: [], repeated: true })
    expect(bytesOf(desk.state)).toBe(before)
  })

  test('gets the same refusal, even where a new command would now succeed', () => {
    const { desk, now } = deskWith('held')
    const bobs = sampleHold({ id: 'bob-1', booking: 'b2', by: 'bob' })
    const first = desk.ask(bobs, now)
    desk.ask({ id: 'c2', type: 'release', booking: 'b1' }, now)
    expect(desk.ask(bobs, now)).toEqual({ ...first, events: [], repeated: true })
    expect(wordOf(desk.ask({ ...bobs, id: 'bob-2' }, now))).toBe('held')
  })

  test('with other content is refused, and leaves no trace', () => {
    const { desk, now } = deskWith('held')
    const before = bytesOf(desk.state)
    const other = desk.ask(sampleHold({ id: 'set-up-1', slot: sampleSlot(10) }), now)
    expect(other).toMatchObject({ ok: false, repeated: false, events: [], refusal: { code: 'command-id-reused', recourse: 'new-command-id' } })
    expect(wordOf(desk.ask({ id: 'set-up-1', type: 'confirm', booking: 'b1' }, now))).toBe('command-id-reused')
    expect(bytesOf(desk.state)).toBe(before)
    // The first content still gets the first answer.
    expect(desk.ask(sampleHold({ id: 'set-up-1' }), now)).toMatchObject({ ok: true, repeated: true })
  })

  test.each([
    ['collectAt', pantry],
    ['bringTo', pantry],
    ['position', 'first'],
    ['release', 36_000],
  ])('is another command where the order says %s', (key, value) => {
    const { desk, now } = deskWith('held')
    const order = { ...sampleOrder('o1'), [key]: value }
    expect(wordOf(desk.ask(sampleHold({ id: 'set-up-1', order }), now))).toBe('command-id-reused')
  })

  test('says the same whatever the order of its keys', () => {
    const desk = new Desk()
    desk.ask(sampleHold(), eight)
    const turned = Object.fromEntries(Object.entries(sampleHold()).toReversed()) as unknown as Command
    expect(desk.ask(turned, eight)).toMatchObject({ ok: true, repeated: true })
  })
})

describe('one order', () => {
  test('held again by its holder: the new hold replaces the old one in the same breath', () => {
    const { desk, now } = deskWith('held')
    const decision = desk.ask(sampleHold({ id: 'c2', booking: 'b2', slot: sampleSlot(17) }), now)
    expect(decision.events).toMatchObject([
      { type: 'released', booking: 'b1', why: 'replaced', command: 'c2', digest: null },
      { type: 'held', booking: 'b2', command: 'c2' },
    ])
    // A new hold is a new interval: 08:05 and ten minutes.
    expect(decision).toMatchObject({ ok: true, booking: { id: 'b2', expiresAt: eight + 15 * minute } })
    expect(promises(desk.state).map((booking) => booking.id)).toEqual(['b2'])
  })

  test('held by somebody else: refused, with the time to wait and without the other booking’s id', () => {
    const { desk, now } = deskWith('held')
    const decision = desk.ask(sampleHold({ id: 'c2', booking: 'b2', by: 'bob' }), now)
    expect(decision).toMatchObject({ ok: false, refusal: { code: 'order-held-elsewhere', recourse: 'wait', until: eight + 10 * minute } })
    expect(JSON.stringify(decision)).not.toContain('b1')
  })

  test('confirmed: a second hold is refused; only its own holder learns which booking to reschedule', () => {
    const { desk, now } = deskWith('confirmed')
    const anns = desk.ask(sampleHold({ id: 'c2', booking: 'b2' }), now)
    expect(anns).toMatchObject({ ok: false, refusal: { code: 'order-already-booked', recourse: 'reschedule', booking: 'b1' } })
    const bobs = desk.ask(sampleHold({ id: 'c3', booking: 'b3', by: 'bob' }), now)
    expect(bobs).toMatchObject({ ok: false, refusal: { code: 'order-already-booked' } })
    expect(JSON.stringify(bobs)).not.toContain('b1')
  })

  test.each(['released', 'expired', 'cancelled'] as const)('whose booking was %s is free for anybody', (state) => {
    const { desk, now } = deskWith(state)
    expect(wordOf(desk.ask(sampleHold({ id: 'c2', booking: 'b2', by: 'bob' }), now))).toBe('held')
  })

  test('a booking id is used once, even by the same holder and after its end', () => {
    const { desk, now } = deskWith('released')
    expect(wordOf(desk.ask(sampleHold({ id: 'c2' }), now))).toBe('booking-id-taken')
  })
})

describe('who may command', () => {
  test.each(['confirm', 'release', 'cancel', 'reschedule'] as const)('%s: its holder and staff, but nobody else', (type) => {
    const { desk, now } = deskWith('held')
    const command = { id: 'c2', type, booking: 'b1', ...(type === 'reschedule' ? { slot: sampleSlot(17) } : {}) } as Command
    expect(decide(desk.state, { ...command, by: 'bob' }, now)).toMatchObject({ ok: false, refusal: { code: 'not-yours' } })
    expect(decide(desk.state, { ...command, by: 'ann' }, now).ok).toBe(true)
    expect(decide(desk.state, command, now).ok).toBe(true)
  })
})

describe('a refusal', () => {
  test('changes no booking, and remembers only its answer', () => {
    const { desk, now } = deskWith('confirmed')
    const before = bookingBytesOf(desk.state)
    expect(wordOf(desk.ask({ id: 'c2', type: 'confirm', booking: 'b1' }, now))).toBe('already-confirmed')
    expect(bookingBytesOf(desk.state)).toBe(before)
    expect(desk.state.answers.has('c2')).toBe(true)
  })

  test('by the desk is remembered like the ledger’s own', () => {
    const desk = new Desk()
    const decision = refuse(desk.state, sampleHold(), 'no-longer-fits', eight)
    desk.take(decision.events)
    expect(decision).toMatchObject({ ok: false, refusal: { code: 'no-longer-fits', recourse: 'choose-another-slot', booking: 'b1' } })
    // Room has appeared meanwhile, and the same command is repeated: no is no, and a new command may try again.
    expect(desk.ask(sampleHold(), eight + minute)).toEqual({ ...decision, events: [], repeated: true })
    expect(wordOf(desk.ask(sampleHold({ id: 'c2' }), eight + minute))).toBe('held')
    // And the desk cannot take back what was granted.
    expect(refuse(desk.state, sampleHold({ id: 'c2' }), 'slot-closed', eight + minute)).toMatchObject({ ok: true, repeated: true })
  })

  test('names a recourse that has words', () => {
    const { desk, now } = deskWith('held')
    const decision = desk.ask({ id: 'c2', type: 'confirm', booking: 'nothing' }, now)
    expect(decision.ok ? '' : recourses[decision.refusal.recourse]).toBe('Ask for offers and hold a slot.')
  })
})

describe('a clock that goes back', () => {
  test('counts as the last moment seen: nothing comes back to life', () => {
    const { desk, now } = deskWith('expired')
    desk.lapse(now)
    // The clock falls back from 08:20 to 08:01, when the hold still had nine minutes.
    expect(wordOf(desk.ask({ id: 'c2', type: 'confirm', booking: 'b1' }, eight + minute))).toBe('hold-expired')
    const later = desk.ask(sampleHold({ id: 'c3', booking: 'b2' }), eight + minute)
    expect(later).toMatchObject({ ok: true, booking: { heldAt: now, expiresAt: now + 10 * minute } })
  })
})

const millionLoads = Array.from({ length: 1_000_000 }, () => 1)

describe('hostile and wrong input', () => {
  test.each(['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString', '\u0000', '\ud800', 'é'.repeat(100), 'x'.repeat(200)])(
    'the id %j is an id like any other',
    (id) => {
      const desk = new Desk()
      expect(desk.ask({ ...sampleHold({ id, booking: id, by: id }), order: sampleOrder(id), slot: { ...sampleSlot(9), id } }, eight).ok).toBe(true)
      expect(promises(desk.state).map((booking) => booking.order.id)).toEqual([id])
      expect(wordOf(desk.ask({ id: `${id.slice(1)}2`, type: 'confirm', booking: id, by: id }, eight))).toBe('confirmed')
      expect(({} as Record<string, unknown>)['id']).toBeUndefined()
    },
  )

  test('an empty id, a fractional interval and a reversed window are told together, and change nothing', () => {
    const { desk, now } = deskWith('held')
    const before = bytesOf(desk.state)
    const wrong = { ...sampleHold({ id: '', for: 0.5 }), slot: { id: 's', window: { start: 9, end: 8 } } }
    const error = caught(() => desk.ask(wrong, now))
    expect(error.problems.map((problem) => [problem.code, problem.path])).toEqual([
      ['not-text', 'id'],
      ['window-reversed', 'slot.window'],
      ['not-an-integer', 'for'],
      ['out-of-range', 'for'],
    ])
    expect(bytesOf(desk.state)).toBe(before)
  })

  test.each([
    ['a very long id', sampleHold({ id: 'x'.repeat(201) }), 'text-too-long', 'id'],
    ['an order of megabytes', sampleHold({ order: { ...sampleOrder('o1'), description: 'x'.repeat(200_000) } }), 'text-too-long', ''],
    // 10,000 values: the command, its booking, by, for, id and order, the order's delivery, and 9,993 loads. The next one is one too many.
    ['a million loads', sampleHold({ order: { ...sampleOrder('o1'), delivery: millionLoads } }), 'too-many', 'order.delivery[9993]'],
    ['an endless hold', sampleHold({ for: Infinity }), 'not-a-number', 'for'],
    ['a hold of more than a week', sampleHold({ for: 604_800_001 }), 'out-of-range', 'for'],
    ['a hold of no time', sampleHold({ for: 0 }), 'out-of-range', 'for'],
    ['an order that is text', { ...sampleHold(), order: 'o1' }, 'not-an-object', 'order'],
    ['a missing order', { ...sampleHold(), order: undefined }, 'missing', 'order'],
    ['a place that is none', { ...sampleHold(), order: { ...sampleOrder('o1'), place: 'here' } }, 'place-unknown', 'order.place'],
    ['no windows', sampleHold({ order: { ...sampleOrder('o1'), windows: [] } }), 'window-empty', 'order.windows'],
    ['another end without a place', sampleHold({ order: { ...sampleOrder('o1'), collectAt: { ...pantry, place: 'here' } as never } }), 'place-unknown', 'order.collectAt.place'],
    ['another end with more in it', sampleHold({ order: { ...sampleOrder('o1'), bringTo: { ...pantry, load: 3 } as never } }), 'unknown-key', 'order.bringTo.load'],
    ['another end without windows', sampleHold({ order: { ...sampleOrder('o1'), bringTo: { ...pantry, windows: [] } } }), 'window-empty', 'order.bringTo.windows'],
    ['a position in the middle', sampleHold({ order: { ...sampleOrder('o1'), position: 'middle' as never } }), 'unknown-id', 'order.position'],
    ['a release of half a second', sampleHold({ order: { ...sampleOrder('o1'), release: 0.5 } }), 'not-an-integer', 'order.release'],
    ['two other ends', sampleHold({ order: { ...sampleOrder('o1'), collectAt: pantry, bringTo: pantry } }), 'contradiction', 'order'],
    ['a release of what is collected', sampleHold({ order: { ...sampleOrder('o1'), collectAt: pantry, release: 0 } }), 'contradiction', 'order'],
    ['a position and another end', sampleHold({ order: { ...sampleOrder('o1'), bringTo: pantry, position: 'last' } }), 'contradiction', 'order'],
    ['a misspelt field', { ...sampleHold(), form: 1 }, 'unknown-key', 'form'],
    ['an unknown command', { id: 'c', type: 'steal', booking: 'b' }, 'unknown-id', 'type'],
    ['no command', null, 'not-an-object', ''],
    ['a list', [], 'missing', 'type'],
    ['a date', new Date(0), 'not-an-object', ''],
    ['a hostile key', JSON.parse('{"id":"c","type":"confirm","booking":"b","__proto__":{"by":"ann"}}'), 'forbidden-key', '__proto__'],
    ['a hostile key deep inside', { ...sampleHold(), order: { ...sampleOrder('o1'), x: { constructor: 1 } } }, 'forbidden-key', 'order.x.constructor'],
  ])('%s', (_, command, code, path) => {
    const { desk, now } = deskWith('held')
    const error = caught(() => desk.ask(command as Command, now))
    expect([error.code, error.path]).toEqual([code, path])
  })

  test('an order that contains itself', () => {
    const order: Record<string, unknown> = { ...sampleOrder('o1') }
    order['self'] = order
    expect(caught(() => new Desk().ask(sampleHold({ order: order as never }), eight)).code).toBe('too-many')
  })

  test.each([
    [Number.NaN, 'not-a-number'],
    [Infinity, 'not-a-number'],
    [0.5, 'not-an-integer'],
    [-1, 'out-of-range'],
    [8.64e15 + 2, 'out-of-range'],
    ['2026-12-01', 'not-a-number'],
    [undefined, 'missing'],
  ])('a clock that says %s', (now, code) => {
    const error = caught(() => new Desk().ask(sampleHold(), now as number))
    expect([error.code, error.path]).toEqual([code, 'now'])
  })

  test('what the caller changes afterwards stays outside', () => {
    const desk = new Desk()
    const command = sampleHold({ order: sampleOrder('o1') })
    desk.ask(command, eight)
    const before = bytesOf(desk.state)
    ;(command.order.delivery as number[])[0] = 99
    expect(bytesOf(desk.state)).toBe(before)
  })

  test('a decision changes neither the state nor the command', () => {
    const { desk, now } = deskWith('expired')
    const command = sampleHold({ id: 'c2', booking: 'b2' })
    deepFreeze(desk.state)
    deepFreeze(command)
    const before = bytesOf(desk.state)
    expect(decide(desk.state, command, now)).toEqual(decide(desk.state, command, now))
    expect(bytesOf(desk.state)).toBe(before)
  })
})

describe('a full ledger', () => {
  test('refuses further commands without remembering them, and still answers repeats', () => {
    const { desk, now } = deskWith('held')
    const known = desk.state.answers.get('set-up-1')!
    // Stands in for half a million answers.
    const answers = { size: mostAnswers, get: (id: string) => (id === 'set-up-1' ? known : undefined) } as unknown as SharedMap<typeof known>
    const full = { ...desk.state, answers }
    const confirm: Command = { id: 'c2', type: 'confirm', booking: 'b1' }
    expect(decide(full, confirm, now)).toMatchObject({ ok: false, events: [], refusal: { code: 'ledger-full', recourse: 'another-day' } })
    expect(decide(full, sampleHold({ id: 'set-up-1' }), now)).toMatchObject({ ok: true, repeated: true })
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
