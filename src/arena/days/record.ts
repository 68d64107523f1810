/** What became of one regime in one world, as JSON data: everything that measures and reports are computed from. */
import type { Window } from '../../time/window.ts'

/** One regime's days in one world. Plain JSON: what would be `undefined` may be left out. */
export interface RunRecord {
  readonly scenario: string
  readonly seed: number
  readonly regime: string
  /** Shares of customers who wait on purpose, who have a neighbour, and who act on a morning message. */
  readonly doors: { readonly waits: number; readonly neighbour: number; readonly message: number }
  /** Evaluations that each regime may spend. */
  readonly effort: { readonly perChange: number; readonly perRepair: number; readonly perDay: number }
  readonly customers: readonly CustomerRecord[]
  readonly days: readonly DayRecord[]
  readonly evaluations: number
}

/** How it ended for a customer; each ends in exactly one way. `open`: still to be delivered after the last day. */
export type Fate = 'delivered' | 'returned' | 'lost-full' | 'lost-unsuited' | 'lapsed' | 'cancelled' | 'open'

export interface CustomerRecord {
  readonly id: string
  /** Index of the delivery day wanted. */
  readonly day: number
  /** Longitude and latitude; none where places are rows of a matrix. */
  readonly place: readonly [number, number] | undefined
  readonly area: string
  readonly household: string
  readonly basket: string
  /** Asked in the first half of the day's askers. */
  readonly early: boolean
  /** Slots offered at the first asking. */
  readonly offered: number
  /** Slots offered at the first asking that lie within the hours at home. */
  readonly suiting: number
  readonly fate: Fate
  readonly attempts: readonly AttemptRecord[]
  /** Days on which it was promised and no route took it. */
  readonly unserved: number
}

/** One visit at the door. Times in seconds from the local midnight of its day. */
export interface AttemptRecord {
  readonly day: number
  readonly at: number
  /** What the customer was told in the end; for a chosen slot the promise itself. */
  readonly told: Window
  readonly promised: Window
  readonly success: boolean
  /** Seconds after the promise ended, 0 if it was kept. */
  readonly late: number
  readonly stayedIn: boolean
  /** Seconds in on purpose or by promise, from the told start to the visit. */
  readonly waited: number
  /** Who opened; nobody at a failed visit. */
  readonly by: 'home' | 'waiting' | 'neighbour' | undefined
}

/** A day's routes as they were really driven. Seconds and metres. */
export interface DayRecord {
  readonly day: number
  /** Couriers who could work. */
  readonly couriers: number
  readonly routes: readonly RouteRecord[]
  readonly evaluations: number
}

export interface RouteRecord {
  readonly courier: string
  /** From leaving to being back. */
  readonly paid: number
  readonly driving: number
  readonly waiting: number
  readonly service: number
  readonly metres: number
  readonly stops: number
}
