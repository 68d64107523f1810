/** A customer of the arena: what they want, when they are in, and what they will do. */
import type { OfferRequest } from '../../live/request.ts'
import type { Window } from '../../time/window.ts'
import type { Basket } from './scenario.ts'

/** Somebody who wants a delivery on one of the days. */
export interface Customer {
  readonly id: string
  /** Index of the delivery day wanted. */
  readonly day: number
  /** Epoch milliseconds, before the cut-off of that day. */
  readonly asksAt: number
  /** Epoch milliseconds, between asking and the cut-off: when they cancel or move, if `ending` says so. */
  readonly changesAt: number
  readonly ending: Ending
  /** Id, place, load, service and skills: all that a regime may know. */
  readonly request: OfferRequest
  readonly area: string
  /** Kind of household, as in `two, out by day`. */
  readonly household: string
  readonly basket: Basket
  /** Per delivery day: when they plan to be in, ascending and disjoint, in seconds from midnight. */
  readonly home: readonly (readonly Window[])[]
  /** Per delivery day: whether something comes up, so that nobody is in whatever was planned. */
  readonly absent: readonly boolean[]
  readonly draws: Draws
  readonly taste: Taste
}

/** What a customer does with a booking. */
export type Ending = 'keeps' | 'lapses' | 'cancels' | 'moves'

/**
 * Uniform draws in [0, 1). The customer stays in on purpose where `waits` is below the world's share of those who do; has a neighbour who
 * takes it, and acts on a morning message, likewise.
 */
export interface Draws {
  readonly waits: number
  readonly neighbour: number
  readonly message: number
}

/** One customer's taste; utilities are at most 0. */
export interface Taste {
  /** Per hour of width. */
  readonly perHour: number
  readonly perPrice: number
  /** Per hour between the middle of the slot and the favourite time. */
  readonly perHourAway: number
  /** Per hour of the slot in which they had not planned to be in; only who would wait at home on purpose chooses such a slot. */
  readonly perHourIn: number
  /** Seconds from midnight. */
  readonly favourite: number
  /** A slot worth less than this is not taken. */
  readonly leaves: number
  /** Seeds the part of the taste for each window that nobody can see. */
  readonly whims: number
}
