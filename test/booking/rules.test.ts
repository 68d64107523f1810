/** The table of legal transitions, every cell of it, against what the ledger really does. */
import { describe, expect, test } from 'vitest'
import type { Command, CommandType } from '../../src/booking/command.ts'
import { apply } from '../../src/booking/ledger.ts'
import { bookingRefusals, recourses } from '../../src/booking/refusal.ts'
import { eventsFrom, holdRules, standings, transitions } from '../../src/booking/rules.ts'
import type { Standing } from '../../src/booking/rules.ts'
import { bookingBytesOf, deskWith, eight, minute, sampleHold, sampleSlot } from './sample.ts'

const commands: Record<CommandType, Command> = {
  hold: sampleHold({ id: 'c' }),
  confirm: { id: 'c', type: 'confirm', booking: 'b1' },
  release: { id: 'c', type: 'release', booking: 'b1' },
  cancel: { id: 'c', type: 'cancel', booking: 'b1' },
  reschedule: { id: 'c', type: 'reschedule', booking: 'b1', slot: sampleSlot(17) },
}
const types = Object.keys(commands) as CommandType[]
const cells = standings.flatMap((standing) => types.map((type) => [standing, type, transitions[standing][type]] as const))

/** Said once more, by hand: the state that each event leaves behind. `rescheduled` leaves it as it was. */
const stateAfter: Record<string, Standing> = { held: 'held', confirmed: 'confirmed', released: 'released', cancelled: 'cancelled' }

describe('the table', () => {
  test('has a cell for every standing and every command', () => {
    // 6 standings × 5 commands.
    expect(cells.map(([, , outcome]) => outcome).filter(Boolean)).toHaveLength(30)
    expect(Object.keys(transitions).toSorted()).toEqual([...standings].toSorted())
  })

  test.each(cells)('a booking that is %s, told to %s: %s', (standing, type, outcome) => {
    const { desk, now } = deskWith(standing)
    desk.lapse(now)
    const before = bookingBytesOf(desk.state)
    const decision = desk.ask(commands[type], now)
    const last = decision.events.at(-1)!
    if (outcome in bookingRefusals) {
      expect(decision).toMatchObject({ ok: false, refusal: { code: outcome } })
      expect(last.type).toBe('refused')
      expect(bookingBytesOf(desk.state)).toBe(before)
    } else {
      expect(last.type).toBe(outcome)
      expect(desk.state.bookings.get('b1')!.state).toBe(stateAfter[outcome] ?? standing)
    }
  })

  test('lets nothing leave an end', () => {
    for (const standing of ['released', 'expired', 'cancelled'] as const) {
      expect(types.filter((type) => !(transitions[standing][type] in bookingRefusals))).toEqual([])
    }
  })

  test('agrees with what a log may say: a command leads only to events that may follow', () => {
    const follows = cells.filter(([, , outcome]) => !(outcome in bookingRefusals))
    // held; confirmed, released twice, rescheduled; cancelled, rescheduled.
    expect(follows).toHaveLength(7)
    for (const [standing, , outcome] of follows) expect(eventsFrom[outcome as keyof typeof eventsFrom]).toContain(standing)
  })
})

describe('a log', () => {
  const types = Object.keys(eventsFrom) as (keyof typeof eventsFrom)[]
  const pairs = standings.flatMap((standing) => types.map((type) => [type, standing] as const))

  test.each(pairs)('that says %s of a booking that is %s', (type, standing) => {
    const { desk, now } = deskWith(standing)
    desk.lapse(now)
    const late = type === 'expired' ? eight + 30 * minute : now
    const stamp = { seq: desk.state.seq + 1, at: late, booking: 'b1', type }
    const content = { ...sampleHold(), expiresAt: late + minute, why: 'asked', from: sampleSlot(9), to: sampleSlot(17), refusal: { code: 'not-yours' } }
    const cause = type === 'expired' ? { command: null, digest: null } : { command: 'c', digest: '0000000000000000-1' }
    const run = () => apply(desk.state, { ...content, ...stamp, ...cause } as never)
    if (eventsFrom[type].includes(standing)) expect(run().seq).toBe(desk.state.seq + 1)
    else expect(run).toThrow('snapshot-mismatch at event.type')
  })
})

describe('the rules of a new hold', () => {
  test.each(Object.entries(holdRules))('of an order that is %s: %s', (standing, rule) => {
    const { desk, now } = deskWith(standing === 'free' ? 'unknown' : standing === 'confirmed' ? 'confirmed' : 'held')
    const by = standing === 'held-elsewhere' ? 'bob' : 'ann'
    const decision = desk.ask(sampleHold({ id: 'c', booking: 'b2', by }), now)
    const types = decision.events.map((event) => event.type)
    if (rule === 'held') expect(types).toEqual(['held'])
    else if (rule === 'replaced') expect(types).toEqual(['released', 'held'])
    else expect(decision).toMatchObject({ ok: false, refusal: { code: rule } })
  })
})

describe('the codes', () => {
  test('each have words and a recourse, and each recourse is of use', () => {
    const used = Object.values(bookingRefusals).map((refusal) => refusal.recourse)
    expect(new Set(used)).toEqual(new Set(Object.keys(recourses)))
    for (const { text } of Object.values(bookingRefusals)) expect(text).toMatch(/^[A-Z].*\.$/)
  })
})
