/** The ledger of promises: a state that never changes, and the next one after each event. */
import { InputError } from '../base/errors.ts'
import type { Booking } from './booking.ts'
import { checkNow } from './check.ts'
import type { BookingEvent, EventBody, EventStamp, Held } from './event.ts'
import type { BookingRefusal } from './refusal.ts'
import { refusalOf } from './refusal.ts'
import { eventsFrom } from './rules.ts'
import type { Standing } from './rules.ts'
import type { Road, RoadThen } from './road.ts'
import { roadKey, roadThen } from './road.ts'
import { SharedMap } from './shared-map.ts'

/** What a command was answered, with a digest of its content. */
export type Answer =
  | { readonly ok: true; readonly digest: string; readonly booking: Booking; readonly road?: undefined }
  | { readonly ok: true; readonly digest: string; readonly booking?: undefined; readonly road: RoadThen }
  | { readonly ok: false; readonly digest: string; readonly refusal: BookingRefusal }

/** All that has been promised, and all that has been answered. Never changes; {@link apply} makes the next one. */
export interface LedgerState {
  /** Number of the last event; 0 in an empty ledger. */
  readonly seq: number
  /** Moment of the last event, epoch milliseconds. The ledger's time never goes back behind it. */
  readonly at: number
  /** By id, the ended ones too. */
  readonly bookings: SharedMap<Booking>
  /** By command id. */
  readonly answers: SharedMap<Answer>
  /** By order id, the id of its one held or confirmed booking. */
  readonly live: SharedMap<string>
  /** By id of a held booking, its deadline. */
  readonly deadlines: SharedMap<number>
  /** By shift, of couriers on the road. */
  readonly roads: SharedMap<Road>
  /** By order id, how far it got on the road: its own visit was made, or only that of its other end. */
  readonly visited: SharedMap<'made' | 'half'>
}

/** A ledger in which nothing has happened. */
export function emptyLedger(): LedgerState {
  return Object.freeze({
    seq: 0,
    at: 0,
    bookings: SharedMap.empty<Booking>(),
    answers: SharedMap.empty<Answer>(),
    live: SharedMap.empty<string>(),
    deadlines: SharedMap.empty<number>(),
    roads: SharedMap.empty<Road>(),
    visited: SharedMap.empty<'made' | 'half'>(),
  })
}

/** The held and the confirmed bookings, by id. Both use capacity. */
export function promises(state: LedgerState): Booking[] {
  const list: Booking[] = []
  for (const id of state.live.values()) list.push(state.bookings.get(id)!)
  return list.sort((a, b) => (a.id < b.id ? -1 : 1))
}

/**
 * The expiry of every hold whose deadline is at or before `now` (epoch milliseconds), by deadline, then id. Nobody needs to run a timer:
 * `decide` begins with the same events, so whoever asks first notices. Apply them before reading capacity without a command.
 */
export function dueExpiries(state: LedgerState, now: number): BookingEvent[] {
  checkNow(now)
  const at = Math.max(now, state.at)
  const due: [id: string, deadline: number][] = []
  for (const entry of state.deadlines.entries()) if (entry[1] <= at) due.push(entry)
  due.sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1))
  return due.map(([booking], i) => Object.freeze({ type: 'expired', booking, seq: state.seq + 1 + i, at, command: null, digest: null }))
}

/** When the next hold lapses, in epoch milliseconds; `Infinity` where nothing is held. */
export function nextDeadline(state: LedgerState): number {
  let next = Infinity
  for (const [, deadline] of state.deadlines.entries()) next = Math.min(next, deadline)
  return next
}

/** The state after all events. Throws like {@link apply}. */
export function applyAll(state: LedgerState, events: Iterable<BookingEvent>): LedgerState {
  let current = state
  for (const event of events) current = apply(current, event)
  return current
}

/**
 * The state after the event. Throws {@link InputError} `snapshot-mismatch` where the event does not follow from this state: numbered out of
 * order, dated before the last, against the rules, or answering a command twice.
 */
export function apply(state: LedgerState, event: BookingEvent): LedgerState {
  checkFollows(state, event)
  const before = event.booking === undefined ? undefined : state.bookings.get(event.booking)
  const after = bookingAfter(before, event)
  const road = event.type === 'observed' ? event.road : undefined
  return Object.freeze({
    seq: event.seq,
    at: event.at,
    bookings: after && after !== before ? state.bookings.with(after.id, after) : state.bookings,
    answers: event.digest === null ? state.answers : state.answers.with(event.command, answerOf(event, event.digest, after)),
    live: liveAfter(state.live, event, before),
    deadlines: deadlinesAfter(state.deadlines, event),
    roads: road ? state.roads.with(roadKey(road), road) : state.roads,
    visited: road ? visitedAfter(state.visited, road) : state.visited,
  })
}

/** What was visited by then, and on this road. */
export function visitedAfter(visited: SharedMap<'made' | 'half'>, { steps }: Road): SharedMap<'made' | 'half'> {
  let after = visited
  for (const step of steps) {
    if (step.type === 'order') after = after.with(step.id, 'made')
    else if ((step.type === 'collect' || step.type === 'bring') && !after.has(step.id)) after = after.with(step.id, 'half')
  }
  return after
}

function checkFollows(state: LedgerState, event: BookingEvent): void {
  if (event.seq !== state.seq + 1) throw mismatch('event.seq', event.seq, `apply event ${state.seq + 1} next`)
  if (event.at < state.at) throw mismatch('event.at', event.at, `pass events in order; the last one was at ${state.at}`)
  if (event.type !== 'observed') checkBooking(state, event)
  if (event.digest !== null && state.answers.has(event.command)) {
    throw mismatch('event.command', event.command, 'apply the events of one command once')
  }
}

function checkBooking(state: LedgerState, event: Exclude<BookingEvent, { type: 'observed' }>): void {
  const before = event.booking === undefined ? undefined : state.bookings.get(event.booking)
  const standing: Standing = before?.state ?? 'unknown'
  if (!eventsFrom[event.type].includes(standing)) {
    throw mismatch('event.type', event.type, `apply the events to the ledger they were decided on; here the booking is ${standing}`)
  }
  if (event.type === 'held' && state.live.has(event.order.id)) {
    throw mismatch('event.order.id', event.order.id, 'end the booking that the order has before another is held')
  }
  if (event.type === 'held' && event.expiresAt <= event.at) {
    throw mismatch('event.expiresAt', event.expiresAt, 'let a hold end after it begins')
  }
  if (event.type === 'expired' && event.at < before!.expiresAt) {
    throw mismatch('event.at', event.at, `let the hold expire at ${before!.expiresAt}, not before`)
  }
  if (event.type !== 'expired' && event.type !== 'refused' && before?.state === 'held' && before.expiresAt <= event.at) {
    throw mismatch('event.at', event.at, `let the hold expire first; its deadline was ${before.expiresAt}`)
  }
  const how = before && state.visited.get(before.order.id)
  if ((event.type === 'cancelled' && how) || (event.type === 'rescheduled' && how === 'made')) {
    throw mismatch('event.type', event.type, 'leave alone what was visited')
  }
}

function mismatch(path: string, got: unknown, remedy: string): InputError {
  return new InputError({ code: 'snapshot-mismatch', path, got, remedy })
}

function bookingAfter(before: Booking | undefined, event: BookingEvent): Booking | undefined {
  if (event.type === 'held') return bookingOf(event)
  if (event.type === 'refused' || event.type === 'observed' || !before) return before
  return Object.freeze({ ...before, ...changeOf(before, event) })
}

function bookingOf(event: Held & EventStamp): Booking {
  return Object.freeze({
    id: event.booking,
    order: event.order,
    slot: event.slot,
    by: event.by,
    state: 'held',
    placed: event.seq,
    heldAt: event.at,
    expiresAt: event.expiresAt,
  })
}

function changeOf(before: Booking, event: Exclude<EventBody, { type: 'held' | 'refused' | 'observed' }> & EventStamp): Partial<Booking> {
  switch (event.type) {
    case 'confirmed':
      return { state: 'confirmed', confirmedAt: event.at }
    case 'released':
      return { state: 'released', endedAt: event.at }
    case 'expired':
      return { state: 'expired', endedAt: before.expiresAt }
    case 'cancelled':
      return { state: 'cancelled', endedAt: event.at, ...(event.reason === undefined ? {} : { reason: event.reason }) }
    case 'rescheduled':
      return { slot: event.to, placed: event.seq }
  }
}

function answerOf(event: BookingEvent, digest: string, booking: Booking | undefined): Answer {
  if (event.type === 'refused') return Object.freeze({ ok: false, digest, refusal: refusalOf(event.refusal) })
  if (event.type === 'observed') return Object.freeze({ ok: true, digest, road: roadThen(event.road) })
  return Object.freeze({ ok: true, digest, booking: booking! })
}

function liveAfter(live: SharedMap<string>, event: BookingEvent, before: Booking | undefined): SharedMap<string> {
  if (event.type === 'held') return live.with(event.order.id, event.booking)
  if (event.type === 'released' || event.type === 'expired' || event.type === 'cancelled') return live.without(before!.order.id)
  return live
}

function deadlinesAfter(deadlines: SharedMap<number>, event: BookingEvent): SharedMap<number> {
  if (event.type === 'held') return deadlines.with(event.booking, event.expiresAt)
  if (event.type === 'confirmed' || event.type === 'released' || event.type === 'expired') return deadlines.without(event.booking)
  return deadlines
}
