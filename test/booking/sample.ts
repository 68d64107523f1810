/** Orders, slots and a minimal desk for the tests of this room. */
import { decide } from '../../src/booking/decide.ts'
import type { Decision } from '../../src/booking/decide.ts'
import type { Command, Hold } from '../../src/booking/command.ts'
import type { BookingEvent } from '../../src/booking/event.ts'
import { applyAll, dueExpiries, emptyLedger } from '../../src/booking/ledger.ts'
import type { LedgerState } from '../../src/booking/ledger.ts'
import { snapshot } from '../../src/booking/replay.ts'
import type { Order, Slot } from '../../src/model/nouns.ts'

/** 2026-12-01T08:00:00Z in epoch milliseconds. */
export const eight = Date.UTC(2026, 11, 1, 8)
export const minute = 60_000

export function sampleOrder(id: string): Order {
  return {
    id,
    place: [13.38, 52.51],
    service: 240,
    delivery: [3],
    pickup: [0],
    skills: ['lift'],
    windows: [{ start: 28_800, end: 72_000 }],
    priority: 0,
  }
}

/** A slot of one hour: `sampleSlot(9)` is 09:00 to 10:00. */
export function sampleSlot(hour: number): Slot {
  return { id: `at-${hour}`, window: { start: hour * 3600, end: (hour + 1) * 3600 } }
}

/** A hold of order `o1` at 09:00 by cart `ann` for ten minutes, as booking `b1`, unless told otherwise. */
export function sampleHold(changes: Partial<Hold> = {}): Hold {
  const basic: Hold = {
    id: 'c1',
    type: 'hold',
    booking: 'b1',
    order: sampleOrder('o1'),
    slot: sampleSlot(9),
    by: 'ann',
    for: 10 * minute,
  }
  return { ...basic, ...changes }
}

/** Decides and applies in one breath, and keeps the log: what a desk does, without routes. */
export class Desk {
  state: LedgerState = emptyLedger()
  readonly log: BookingEvent[] = []

  ask(command: Command, now: number): Decision {
    const decision = decide(this.state, command, now)
    this.take(decision.events)
    return decision
  }

  lapse(now: number): void {
    this.take(dueExpiries(this.state, now))
  }

  take(events: readonly BookingEvent[]): void {
    this.state = applyAll(this.state, events)
    this.log.push(...events)
  }
}

/** A day that has a booking in the given state, `b1` of order `o1`; ask again at 08:05, or at 08:20 where it expired. */
export function deskWith(state: 'unknown' | 'held' | 'confirmed' | 'released' | 'expired' | 'cancelled'): { desk: Desk; now: number } {
  const desk = new Desk()
  if (state === 'unknown') return { desk, now: eight + 5 * minute }
  desk.ask(sampleHold({ id: 'set-up-1' }), eight)
  if (state === 'confirmed' || state === 'cancelled') desk.ask({ id: 'set-up-2', type: 'confirm', booking: 'b1' }, eight + minute)
  if (state === 'released') desk.ask({ id: 'set-up-3', type: 'release', booking: 'b1' }, eight + 2 * minute)
  if (state === 'cancelled') desk.ask({ id: 'set-up-4', type: 'cancel', booking: 'b1' }, eight + 3 * minute)
  // Held at 08:00 for ten minutes: at 08:20 it has lapsed, and nobody has noticed yet.
  return { desk, now: state === 'expired' ? eight + 20 * minute : eight + 5 * minute }
}

/** The whole state as text. */
export function bytesOf(state: LedgerState): string {
  return JSON.stringify(snapshot(state))
}

/** The part of the state that is about bookings: without the memory of answers. */
export function bookingBytesOf(state: LedgerState): string {
  return JSON.stringify(snapshot(state).bookings)
}

/** What a decision says, in a word: the state of the booking or the code of the refusal. */
export function wordOf(decision: Decision): string {
  return decision.ok ? decision.booking.state : decision.refusal.code
}

const frozen = new WeakSet()

/** Freezes everything that can be reached; maps throw when written to. */
export function deepFreeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || frozen.has(value)) return
  frozen.add(value)
  if (value instanceof Map) {
    for (const item of value.values()) deepFreeze(item)
    for (const method of ['set', 'delete', 'clear']) {
      if (Object.hasOwn(value, method)) continue
      Object.defineProperty(value, method, {
        value: () => {
          throw new Error(`a map of the state was changed by ${method}`)
        },
      })
    }
  }
  for (const item of Array.isArray(value) ? value : Object.values(value)) deepFreeze(item)
  Object.freeze(value)
}
