/** The shapes of what comes in: commands, and stored events, bookings and answers. */
import * as v from 'valibot'
import { FARTHEST } from '../time/seconds.ts'
import { latestMoment, longestBookingId, longestHold, longestId, longestReason } from './command.ts'
import { bookingRefusals } from './refusal.ts'

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(longestId))
const bookingId = v.pipe(v.string(), v.minLength(1), v.maxLength(longestBookingId))
const integer = v.pipe(v.number(), v.safeInteger())
const count = v.pipe(integer, v.minValue(0))

/** Epoch milliseconds. */
export const momentShape = v.pipe(integer, v.minValue(0), v.maxValue(latestMoment))

// Routes reckon in 32 bits: a moment farther away would be another one there.
const seconds = v.pipe(integer, v.minValue(-FARTHEST), v.maxValue(FARTHEST))
const window = v.pipe(
  v.strictObject({ start: seconds, end: seconds }),
  v.check(({ start, end }) => start <= end),
)
const slot = v.looseObject({ id, window })
const lonLat = v.tuple([v.number(), v.number()])
const place = v.union([lonLat, count, v.strictObject({ row: count, at: lonLat })])

const perType = v.array(v.strictObject({ type: v.string(), service: v.optional(count), setup: v.optional(count) }))
const visit = {
  place, service: count, setup: v.optional(count), perType: v.optional(perType), windows: v.pipe(v.array(window), v.minLength(1)),
}
const otherEnd = v.strictObject(visit)

// Loose: the ledger reads only the id, and keeps whatever else the model says of an order.
const order = v.pipe(
  v.looseObject({
    id,
    ...visit,
    delivery: v.array(count),
    pickup: v.array(count),
    skills: v.array(v.string()),
    priority: v.number(),
    value: v.optional(count),
    collectAt: v.optional(otherEnd),
    bringTo: v.optional(otherEnd),
    position: v.optional(v.picklist(['first', 'last'])),
    release: v.optional(integer),
  }),
  v.partialCheck([['collectAt'], ['bringTo'], ['position'], ['release']], isConsistent),
)

/** What the model says of orders with another end. */
function isConsistent(given: { collectAt?: unknown; bringTo?: unknown; position?: unknown; release?: unknown }): boolean {
  if (given.collectAt !== undefined && (given.bringTo !== undefined || given.release !== undefined)) return false
  return given.position === undefined || (given.collectAt === undefined && given.bringTo === undefined)
}

const reason = v.optional(v.pipe(v.string(), v.maxLength(longestReason)))
const onBooking = { id, booking: bookingId, by: v.optional(id) }

const planStep = v.variant('type', [
  ...(['order', 'collect', 'bring', 'break'] as const).map((type) => v.strictObject({ type: v.literal(type), id })),
  v.strictObject({ type: v.literal('reload') }),
  v.strictObject({ type: v.literal('via'), place }),
])
const times = { start: v.optional(seconds), depart: v.optional(seconds) }
const observedStep = v.variant('type', [
  ...(['order', 'collect', 'bring', 'break'] as const).map((type) => v.strictObject({ type: v.literal(type), id, ...times })),
  v.strictObject({ type: v.literal('reload'), ...times }),
  v.strictObject({ type: v.literal('via'), place, ...times }),
])

const late = v.strictObject({
  type: v.picklist(['order', 'collect', 'bring', 'break', 'end', 'travel', 'metres']), id: v.optional(id), until: integer, by: count,
  placed: v.optional(count),
})
const goods = v.strictObject({ id, delivery: v.array(count), takes: v.boolean() })
const then = { courier: id, shift: count, left: seconds, at: place, free: seconds, late: v.array(late) }
const roadThen = v.strictObject({ ...then, made: count })

/** A courier on the road. What was made was made in order. */
export const roadShape = v.pipe(
  v.strictObject({
    ...then, steps: v.array(planStep), made: v.array(v.strictObject({ start: seconds, depart: seconds })), aboard: v.array(goods),
  }),
  v.check(({ left, steps, made, free }) => {
    const moments = [left, ...made.flatMap(({ start, depart }) => [start, depart]), free]
    return steps.length === made.length && moments.every((at, i) => i === 0 || moments[i - 1]! <= at)
  }),
)

export const commandShape = v.variant('type', [
  v.strictObject({
    id,
    type: v.literal('hold'),
    booking: bookingId,
    order,
    slot,
    by: id,
    for: v.pipe(integer, v.minValue(1), v.maxValue(longestHold)),
  }),
  v.strictObject({ ...onBooking, type: v.literal('confirm') }),
  v.strictObject({ ...onBooking, type: v.literal('release') }),
  v.strictObject({ ...onBooking, type: v.literal('cancel'), reason }),
  v.strictObject({ ...onBooking, type: v.literal('reschedule'), slot }),
  v.strictObject({
    id, type: v.literal('observe'), courier: id, shift: count, made: v.array(observedStep), at: v.optional(place), free: seconds,
    left: v.optional(seconds),
  }),
])

const refusal = v.strictObject({
  code: v.picklist(Object.keys(bookingRefusals)),
  booking: v.optional(bookingId),
  until: v.optional(momentShape),
})
const digest = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}-[0-9]{1,9}$/))
const numbered = { seq: v.pipe(integer, v.minValue(1)), at: momentShape }
const stamp = { ...numbered, booking: bookingId }
const answering = { ...stamp, command: id, digest }

export const eventShape = v.variant('type', [
  v.strictObject({ ...answering, type: v.literal('held'), order, slot, by: id, expiresAt: momentShape }),
  v.strictObject({ ...answering, digest: v.nullable(digest), type: v.literal('confirmed') }),
  v.variant('why', [
    v.strictObject({ ...answering, type: v.literal('released'), why: v.literal('asked') }),
    v.strictObject({ ...stamp, command: id, digest: v.null(), type: v.literal('released'), why: v.literal('replaced') }),
  ]),
  v.strictObject({ ...stamp, command: v.null(), digest: v.null(), type: v.literal('expired') }),
  v.strictObject({ ...answering, type: v.literal('cancelled'), reason }),
  v.strictObject({ ...answering, type: v.literal('rescheduled'), from: slot, to: slot }),
  v.strictObject({ ...answering, booking: v.optional(bookingId), type: v.literal('refused'), refusal }),
  v.strictObject({ ...numbered, command: id, digest, type: v.literal('observed'), road: roadShape }),
])

const claim = { id: bookingId, slot, by: id, placed: v.optional(count), heldAt: momentShape, expiresAt: momentShape }
const ended = { ...claim, endedAt: momentShape }

const held = { ...claim, state: v.literal('held') }
const confirmed = { ...claim, state: v.literal('confirmed'), confirmedAt: momentShape }
const released = { ...ended, state: v.literal('released') }
const expired = { ...ended, state: v.literal('expired') }
const cancelled = { ...ended, state: v.literal('cancelled'), confirmedAt: momentShape, reason }

export const bookingShape = v.variant('state', [
  v.strictObject({ ...held, order }),
  v.strictObject({ ...confirmed, order }),
  v.strictObject({ ...released, order }),
  v.strictObject({ ...expired, order }),
  v.strictObject({ ...cancelled, order }),
])

/** A booking as it was when a command was answered; its order never changes, and is kept once, with the booking. */
const bookingThen = v.variant('state', [
  v.strictObject(held),
  v.strictObject(confirmed),
  v.strictObject(released),
  v.strictObject(expired),
  v.strictObject(cancelled),
])

export const answerShape = v.variant('ok', [
  v.strictObject({ command: id, digest, ok: v.literal(true), booking: v.optional(bookingThen), road: v.optional(roadThen) }),
  v.strictObject({ command: id, digest, ok: v.literal(false), refusal }),
])

export const snapshotShape = v.strictObject({
  kind: v.literal('slotsmith-ledger'),
  version: v.literal(1),
  seq: count,
  at: momentShape,
  bookings: v.array(v.unknown()),
  answers: v.array(v.unknown()),
  roads: v.optional(v.array(v.unknown())),
})
