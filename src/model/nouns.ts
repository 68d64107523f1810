/** The nouns: what a day is made of. All are validated once (`day.ts`, `order.ts`), frozen, and in integer seconds. */
import type { Seconds } from '../time/seconds.ts'
import type { Window } from '../time/window.ts'
import type { Place } from '../travel/place.ts'

/** One number per capacity dimension: parcels, kilograms, litres, crates. Whole and not negative. */
export type Load = readonly number[]

/** A place where couriers start, end or load. */
export interface Depot {
  readonly id: string
  readonly place: Place
}

/** A pause of `service` seconds that must start in one of the windows, anywhere on the way. */
export interface Break {
  readonly id: string
  readonly windows: readonly Window[]
  readonly service: Seconds
}

/** When a courier works: leaves `from` no earlier than `start`, is back at `to` no later than `end`. `null`: an open end. */
export interface Shift {
  readonly start: Seconds
  readonly end: Seconds
  readonly from: Place | null
  readonly to: Place | null
  /** Taken in this order. */
  readonly breaks: readonly Break[]
}

/**
 * What a route costs, in integer cost units: fixed + perHour × travel hours + perKm × kilometres, rounded per leg, + perPaidHour × hours
 * from leaving to returning, rounded once. The last counts waiting and service as well, with the route left as late as it may be.
 */
export interface Costs {
  readonly fixed: number
  readonly perHour: number
  readonly perKm: number
  /** 0 by default: waiting costs nothing then. */
  readonly perPaidHour: number
}

/** A vehicle with its driver. Each shift is one route. */
export interface Courier {
  readonly id: string
  readonly shifts: readonly Shift[]
  readonly capacity: Load
  readonly skills: readonly string[]
  /** Which travel source; `car` where there is only one. */
  readonly profile: string
  /** 1 is the source's own speed, 2 is twice as fast. A leg takes ⌈seconds ÷ speed⌉, so that rounding never makes anyone late. */
  readonly speed: number
  /** Most orders in one route. */
  readonly maxTasks: number
  /** Most seconds of travel in one route. */
  readonly maxTravelTime: Seconds
  /** Most metres in one route. */
  readonly maxDistance: number
  readonly costs: Costs
}

/** What a customer wants delivered or collected. */
export interface Order {
  readonly id: string
  readonly place: Place
  /** Seconds at the door. */
  readonly service: Seconds
  /** Brought from the start of the route. */
  readonly delivery: Load
  /** Taken along to the end of the route. */
  readonly pickup: Load
  /** A courier must have all of them. */
  readonly skills: readonly string[]
  /** Where service may start: disjoint, ascending, at least one. */
  readonly windows: readonly Window[]
  /** For orders that are not promised yet: 0–100, the higher is served first. */
  readonly priority: number
  readonly description?: string
}

/** What is offered and sold: a named window on a day. */
export interface Slot {
  readonly id: string
  readonly window: Window
}

/** One step of a planned route, between its start and its end. */
export type PlanStep =
  | { readonly type: 'order'; readonly id: string }
  | { readonly type: 'break'; readonly id: string }
  /** Driven through without stopping: what a cancelled order leaves behind where leaving it out would make the route later. */
  | { readonly type: 'via'; readonly place: Place }

/** The stops of one shift of one courier, in order. */
export interface PlanRoute {
  readonly courier: string
  /** Index in the courier's `shifts`. */
  readonly shift: number
  readonly steps: readonly PlanStep[]
}

/** The routes that keep all promises. Shifts without a route are unused. */
export interface Plan {
  readonly routes: readonly PlanRoute[]
}
