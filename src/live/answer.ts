/** What the desk answers: plain data with moments as ISO text. */
import type { Booking } from '../booking/booking.ts'
import type { BookingRefusal } from '../booking/refusal.ts'
import type { RoadThen } from '../booking/road.ts'
import type { Allowance, Slot } from '../model/nouns.ts'
import type { Miss } from '../slots/fit.ts'
import { nearestSlot } from '../slots/nearest.ts'
import type { Reason } from '../slots/reason.ts'
import type { Calendar } from '../time/calendar.ts'
import { fromEpoch, toIso } from '../time/calendar.ts'
import type { Place } from '../travel/place.ts'
import type { Judged } from './judge.ts'
import type { SlotFact } from './slot-facts.ts'

/** A slot with its terms. Nothing is reserved until it is held. */
export interface Offered {
  readonly slot: string
  /** First and last moment at which service may start. */
  readonly start: string
  readonly end: string
  /** Who would come, as the routes stand; the promise is the window, not the courier. */
  readonly courier: string
  readonly shift: number
  /** Seconds of driving that the routes would grow by. */
  readonly addedTravel: number
  /** The same in integer cost units. */
  readonly addedCost: number
  /** Seconds between the earliest and the latest start inside the slot that keep everybody's promise. */
  readonly margin: number
  /** Share of travel scenarios in which everybody on that route is on time; absent where reliability is switched off. */
  readonly onTime?: number
  readonly price: number
  /** Until when the offer can be held. */
  readonly expires: string
  /** Give it to `hold`. */
  readonly token: string
}

/** A slot that is not offered. */
export interface Refused {
  readonly slot: string
  readonly start: string
  readonly end: string
  readonly reason: Reason
}

/** What an answer was computed from: kept with the answer, it lets `replayOffer` give the same one later. */
export interface AnswerBasis {
  /** Epoch milliseconds of the desk's clock. */
  readonly at: number
  /** Number of the last event before the answer, and how often the routes had been improved: together they tell the state of the day. */
  readonly seq: number
  readonly improvements: number
}

/** All slots of one request, offered and refused together. */
export interface OfferAnswer {
  readonly order: string
  /** The moment at which the answer is true. */
  readonly at: string
  readonly basis: AnswerBasis
  readonly offered: readonly Offered[]
  readonly refused: readonly Refused[]
  /** Where nothing that was asked for can be had: what else could. */
  readonly alternatives: readonly Offered[]
  /** Gaps that were looked at. */
  readonly evaluations: number
}

/** What became of a hold, a confirmation, a release, a cancellation or a move. `id` names the booking. */
export type BookingAnswer =
  | { readonly ok: true; readonly id: string; readonly booking: BookedSlot; readonly repeated: boolean }
  | { readonly ok: false; readonly refusal: BookingRefusal; readonly repeated: boolean }

/** What was told of a courier on the road, as the desk has it now, with what comes too late from there on; or why that cannot be. */
export type ObserveAnswer =
  | {
    readonly ok: true
    readonly courier: string
    readonly shift: number
    /** How many steps of the route are over. */
    readonly done: number
    readonly left: string
    readonly at: Place
    readonly from: string
    readonly late: readonly LateNotice[]
    readonly repeated: boolean
  }
  | { readonly ok: false; readonly refusal: BookingRefusal; readonly repeated: boolean }

/**
 * Something on the way that is left that cannot be kept any more. It stays in the route and may come no later than this, until the next
 * observation or until the order is moved to another slot.
 */
export interface LateNotice {
  /** A visit, a break, the end of the shift, or a limit of the courier. */
  readonly type: Allowance['type']
  /** Of the order or the break. */
  readonly id?: string
  /** Seconds, or metres. */
  readonly by: number
  /** When it will be; absent for limits. */
  readonly at?: string
}

/** A booking as the caller sees it. */
export interface BookedSlot {
  readonly id: string
  readonly order: string
  readonly slot: string
  readonly start: string
  readonly end: string
  readonly by: string
  readonly state: Booking['state']
  /** Until when a hold lasts. */
  readonly expires: string
}

/** A moment of the clock in the day's zone. */
export function isoOf(calendar: Calendar, epochMilliseconds: number): string {
  return toIso(calendar, fromEpoch(calendar, epochMilliseconds))
}

/** The offer in a caller's terms. */
export function offeredOf(fact: SlotFact, judged: Judged, shift: number, expires: string, token: string): Offered {
  const { slot, courier, addedTravel, addedCost, margin, onTime } = judged.candidate
  return {
    slot: slot.id, start: fact.start, end: fact.end, courier, shift, addedTravel, addedCost, margin,
    ...(onTime === undefined ? {} : { onTime }),
    price: judged.price, expires, token,
  }
}

/** The refusal in a caller's terms. `working` are the slots that are offered instead: the nearest of them is named. */
export function refusedOf(fact: SlotFact, { slot, reason }: Miss, working: readonly Slot[]): Refused {
  const { nearest: _, ...rest } = reason
  const nearest = nearestSlot(slot, working)?.id
  return { slot: slot.id, start: fact.start, end: fact.end, reason: nearest === undefined ? rest : { ...rest, nearest } }
}

/** The booking in a caller's terms. */
export function bookedOf(calendar: Calendar, { id, order, slot, by, state, expiresAt }: Booking): BookedSlot {
  return { id, order: order.id, slot: slot.id, ...ends(calendar, slot), by, state, expires: isoOf(calendar, expiresAt) }
}

/** An observation in a caller's terms. */
export function observedOf(calendar: Calendar, road: RoadThen, repeated: boolean): ObserveAnswer {
  const { courier, shift, made, at } = road
  const late = road.late.map(({ type, id, by, until }): LateNotice => ({
    type, ...(id === undefined ? {} : { id }), by, ...(type === 'travel' || type === 'metres' ? {} : { at: toIso(calendar, until) }),
  }))
  const moments = { left: toIso(calendar, road.left), at, from: toIso(calendar, road.free) }
  return { ok: true, courier, shift, done: made, ...moments, late, repeated }
}

function ends(calendar: Calendar, { window }: Slot): { start: string; end: string } {
  return { start: toIso(calendar, window.start), end: toIso(calendar, window.end) }
}
