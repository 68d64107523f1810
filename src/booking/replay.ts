/** Storing the ledger: the same state is always the same bytes, and comes back from its snapshot or from its events. */
import * as v from 'valibot'
import { InputError } from '../base/errors.ts'
import type { Problem } from '../base/errors.ts'
import { isVisit } from '../model/stop.ts'
import type { Booking } from './booking.ts'
import { isLive } from './booking.ts'
import { problemOf, readEvent, shaped } from './check.ts'
import type { Answer, LedgerState } from './ledger.ts'
import { apply, emptyLedger, visitedAfter } from './ledger.ts'
import { plainCopy } from './plain.ts'
import { refusalOf } from './refusal.ts'
import type { RefusalFacts } from './refusal.ts'
import { roadKey } from './road.ts'
import type { Road, RoadThen } from './road.ts'
import { answerShape, bookingShape, roadShape, snapshotShape } from './shapes.ts'
import { SharedMap } from './shared-map.ts'

/** A whole ledger as JSON data. Keys and lists are sorted: `JSON.stringify` of it has the same bytes for the same state. */
export interface LedgerSnapshot {
  readonly kind: 'slotsmith-ledger'
  readonly version: 1
  readonly seq: number
  readonly at: number
  /** By id. */
  readonly bookings: readonly Booking[]
  /** By command. */
  readonly answers: readonly AnswerRecord[]
  /** Couriers on the road, by shift; absent where there are none. */
  readonly roads?: readonly Road[]
}

/** An answer as it is stored: the order is found with the booking, the words of a refusal by its code. */
export type AnswerRecord =
  | { readonly command: string; readonly digest: string; readonly ok: true; readonly booking: Omit<Booking, 'order'> }
  | { readonly command: string; readonly digest: string; readonly ok: true; readonly road: RoadThen }
  | { readonly command: string; readonly digest: string; readonly ok: false; readonly refusal: RefusalFacts }

/** Most problems that {@link restore} lists. */
const mostProblems = 100

/** The state as JSON data. */
export function snapshot(state: LedgerState): LedgerSnapshot {
  const bookings = [...state.bookings.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  const answers = [...state.answers.entries()].sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([command, answer]) => recordOf(command, answer))
  const roads = [...state.roads.entries()].sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([, road]) => road)
  const onRoad = roads.length === 0 ? {} : { roads }
  const whole = { kind: 'slotsmith-ledger', version: 1, seq: state.seq, at: state.at, bookings, answers, ...onRoad }
  return plainCopy(whole, '', [], Infinity) as unknown as LedgerSnapshot
}

/**
 * The state of a snapshot, which may have come as JSON from anywhere. Throws {@link InputError} `snapshot-mismatch` with the problems found
 * (at most 100). What only the day knows (places, skills, load dimensions) is for the day to check.
 */
export function restore(value: unknown): LedgerState {
  const problems: Problem[] = []
  for (const issue of v.safeParse(snapshotShape, value).issues ?? []) problems.push(problemOf(issue, ''))
  stopAt(1, problems)
  const stored = value as LedgerSnapshot
  const bookings = bookingsOf(stored, problems)
  const answers = answersOf(stored, bookings, problems)
  const roads = roadsOf(stored, bookings, problems)
  stopAt(1, problems)
  let visited = emptyLedger().visited
  for (const road of roads.values()) visited = visitedAfter(visited, road)
  let live = SharedMap.empty<string>()
  let deadlines = SharedMap.empty<number>()
  for (const booking of bookings.values()) {
    if (isLive(booking)) live = live.with(booking.order.id, booking.id)
    if (booking.state === 'held') deadlines = deadlines.with(booking.id, booking.expiresAt)
  }
  return Object.freeze({ seq: stored.seq, at: stored.at, bookings, answers, live, deadlines, roads, visited })
}

/**
 * The state after the events of a log, which may have come as JSON from anywhere, starting from an empty ledger or from a snapshot that was
 * restored. Throws {@link InputError}: an event is malformed, or does not follow from those before it.
 */
export function replay(events: Iterable<unknown>, from: LedgerState = emptyLedger()): LedgerState {
  let state = from
  let index = 0
  for (const event of events) {
    state = apply(state, readEvent(event, `events[${index}]`))
    index += 1
  }
  return state
}

function recordOf(command: string, answer: Answer): AnswerRecord {
  const { digest } = answer
  if (answer.ok && answer.road) return { command, digest, ok: true, road: answer.road }
  if (answer.ok) {
    const { order: _, ...booking } = answer.booking
    return { command, digest, ok: true, booking }
  }
  const { text: _, recourse: __, ...refusal } = answer.refusal
  return { command, digest, ok: false, refusal }
}

function bookingsOf(stored: LedgerSnapshot, problems: Problem[]): SharedMap<Booking> {
  let bookings = SharedMap.empty<Booking>()
  const liveOrders = new Set<string>()
  for (const [i, value] of stored.bookings.entries()) {
    const path = `bookings[${i}]`
    const before = problems.length
    const read = shaped(bookingShape, value, path, problems) as Booking
    stopAt(mostProblems, problems)
    if (problems.length > before) continue
    // Snapshots of before it was noted.
    const booking = (read.placed as number | undefined) === undefined ? Object.freeze({ ...read, placed: 0 }) : read
    if (bookings.has(booking.id)) problems.push(mismatch(`${path}.id`, booking.id, 'list every booking once'))
    if (isLive(booking) && liveOrders.has(booking.order.id)) {
      problems.push(mismatch(`${path}.order.id`, booking.order.id, 'give one order one held or confirmed booking'))
    }
    if (isLive(booking)) liveOrders.add(booking.order.id)
    if (lastMoment(booking) > stored.at) problems.push(mismatch(path, lastMoment(booking), 'date nothing after the ledger itself'))
    bookings = bookings.with(booking.id, booking)
  }
  return bookings
}

/** Who was visited has a confirmed booking. */
function roadsOf(stored: LedgerSnapshot, bookings: SharedMap<Booking>, problems: Problem[]): SharedMap<Road> {
  const confirmed = new Set([...bookings.values()].filter(({ state }) => state === 'confirmed').map(({ order }) => order.id))
  let roads = SharedMap.empty<Road>()
  for (const [i, value] of (stored.roads ?? []).entries()) {
    const path = `roads[${i}]`
    const before = problems.length
    const road = shaped(roadShape, value, path, problems) as Road
    stopAt(mostProblems, problems)
    if (problems.length > before) continue
    if (roads.has(roadKey(road))) problems.push(mismatch(path, road.courier, 'list every shift once'))
    const stranger = road.steps.find((step) => isVisit(step) && 'id' in step && !confirmed.has(step.id))
    if (stranger) problems.push(mismatch(`${path}.steps`, stranger, 'keep the bookings of those who were visited'))
    roads = roads.with(roadKey(road), road)
  }
  return roads
}

function answersOf(stored: LedgerSnapshot, bookings: SharedMap<Booking>, problems: Problem[]): SharedMap<Answer> {
  let answers = SharedMap.empty<Answer>()
  for (const [i, value] of stored.answers.entries()) {
    const path = `answers[${i}]`
    const before = problems.length
    const record = shaped(answerShape, value, path, problems) as AnswerRecord
    stopAt(mostProblems, problems)
    if (problems.length > before) continue
    if (answers.has(record.command)) problems.push(mismatch(`${path}.command`, record.command, 'answer every command once'))
    if (record.ok && 'road' in record) {
      answers = answers.with(record.command, Object.freeze({ ok: true, digest: record.digest, road: record.road }))
      continue
    }
    const id = record.ok ? (record as { booking?: { id: string } }).booking?.id : undefined
    const booking = id === undefined ? undefined : bookings.get(id)
    if (record.ok && !booking) problems.push(mismatch(`${path}.booking.id`, id, 'keep the booking that the answer is about'))
    if (record.ok && booking) answers = answers.with(record.command, answerOf(record.digest, record.booking, booking))
    if (!record.ok) answers = answers.with(record.command, refusalAnswer(record.digest, record.refusal))
  }
  return answers
}

function answerOf(digest: string, then: Omit<Booking, 'order'>, booking: Booking): Answer {
  return Object.freeze({ ok: true, digest, booking: Object.freeze({ ...then, order: booking.order }) })
}

function refusalAnswer(digest: string, facts: RefusalFacts): Answer {
  return Object.freeze({ ok: false, digest, refusal: refusalOf(facts) })
}

/** The last moment at which something is said to have happened to the booking. */
function lastMoment(booking: Booking): number {
  return Math.max(booking.heldAt, booking.confirmedAt ?? 0, booking.endedAt ?? 0)
}

function mismatch(path: string, got: unknown, remedy: string): Problem {
  return { code: 'snapshot-mismatch', path, got, remedy }
}

/** Gives up where there are `count` problems. Nobody can mend a snapshot by hand, whatever is wrong: the code is always the same. */
function stopAt(count: number, problems: readonly Problem[]): void {
  if (problems.length < count) return
  throw new InputError(problems.slice(0, mostProblems).map((problem) => ({ ...problem, code: 'snapshot-mismatch' as const })))
}
