/** The nouns: what a day is made of. All are validated once (`day.ts`, `order.ts`), frozen, and in integer seconds. */
import type { Seconds } from '../time/seconds.ts'
import type { Window } from '../time/window.ts'
import type { LonLat, Place } from '../travel/place.ts'

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
  /** It is only taken while no more than this is aboard, in every dimension; absent where that does not matter. */
  readonly maxLoad?: Load
}

/**
 * Coming back for more: up to `most` times in the shift, for `service` seconds each. What was picked up so far is put down, and what
 * the orders up to the next reload are brought is taken aboard.
 */
export interface Reload {
  readonly place: Place
  readonly service: Seconds
  readonly most: number
}

/** When a courier works: leaves `from` no earlier than `start`, is back at `to` no later than `end`. `null`: an open end. */
export interface Shift {
  readonly start: Seconds
  readonly end: Seconds
  readonly from: Place | null
  readonly to: Place | null
  /** Taken in this order. */
  readonly breaks: readonly Break[]
  /** Absent where all of a route is loaded at once. */
  readonly reload?: Reload
}

/**
 * What a route costs, in integer cost units: fixed + perHour × travel hours + perKm × kilometres, rounded per leg, + perTaskHour × hours of
 * setup and service at orders, rounded per visit, + perPaidHour × hours from leaving to returning, rounded once. The last counts waiting,
 * breaks and reloads as well, with the route left as late as it may be. Where the travel source says itself what legs cost, that takes
 * the place of perHour and perKm.
 */
export interface Costs {
  readonly fixed: number
  readonly perHour: number
  readonly perKm: number
  /** 0 by default: waiting costs nothing then. */
  readonly perPaidHour: number
  /** 0 by default: it matters only where couriers differ, setup can be saved, or orders have a value. */
  readonly perTaskHour: number
}

/** Places that a courier does not serve: inside a polygon of at least three corners, or in a list of matrix rows. */
export type Area = { readonly polygon: readonly LonLat[] } | { readonly rows: readonly number[] }

/** A vehicle with its driver. Each shift is one route. */
export interface Courier {
  readonly id: string
  /** Couriers of a type may take a time of their own at a visit; see {@link VisitTimes.perType}. */
  readonly type?: string
  readonly shifts: readonly Shift[]
  readonly capacity: Load
  readonly skills: readonly string[]
  /** Which travel source; `car` where there is only one. */
  readonly profile: string
  /**
   * 1 is the source's own speed, 2 is twice as fast; counts in millionths. A leg takes ⌈seconds ÷ speed⌉, so that rounding never makes
   * anyone late.
   */
  readonly speed: number
  /** Most visits to orders in one route; an order that is collected and delivered on the way counts twice. */
  readonly maxTasks: number
  /** Most seconds of travel in one route. */
  readonly maxTravelTime: Seconds
  /** Most metres in one route. */
  readonly maxDistance: number
  /** Orders with a visit in one of these are not for this courier. */
  readonly blocked: readonly Area[]
  readonly costs: Costs
}

/** How long a visit takes couriers of one type; what is absent is as for everybody. */
export interface TypeTimes {
  readonly type: string
  readonly service?: Seconds
  readonly setup?: Seconds
}

/** How long a visit takes. Setup and service follow each other without a break, and the window bounds when the first of them starts. */
export interface VisitTimes {
  /** Seconds at the door. */
  readonly service: Seconds
  /** Seconds before the service, where the courier comes from another place; absent where there are none. */
  readonly setup?: Seconds
  /** Types of couriers that take longer or less, each at most once. */
  readonly perType?: readonly TypeTimes[]
}

/** The other place of an order that is collected and delivered on the way. */
export interface OtherEnd extends VisitTimes {
  readonly place: Place
  /** Where service may start there: disjoint, ascending, at least one. */
  readonly windows: readonly Window[]
  /** Before every order of the route that is not `first`: where goods are that are aboard already. Nobody can ask for it. */
  readonly position?: 'first'
}

/** What a customer wants delivered or collected. */
export interface Order extends VisitTimes {
  readonly id: string
  readonly place: Place
  /** Brought from the start of the trip, or from `collectAt`. */
  readonly delivery: Load
  /** Taken along to the end of the trip, or to `bringTo`. */
  readonly pickup: Load
  /** A courier must have all of them. */
  readonly skills: readonly string[]
  /** Where service may start: disjoint, ascending, at least one. */
  readonly windows: readonly Window[]
  /** For orders that are not promised yet: 0–100, the higher is served first. */
  readonly priority: number
  /**
   * For orders that are not promised yet: what serving it is worth, in cost units. It stays out where its service would add more to the
   * cost. Absent: it is served wherever that is possible, by priority.
   */
  readonly value?: number
  readonly description?: string
  /** Where the delivery is collected, by the same courier and earlier in the same trip, instead of being loaded at its start. */
  readonly collectAt?: OtherEnd
  /** Where the pickup is brought, by the same courier and later in the same trip, not to its end. Never together with `collectAt`. */
  readonly bringTo?: OtherEnd
  /** `first`: before every order of the route that is not; `last`: after every one. Never together with another end. */
  readonly position?: 'first' | 'last'
  /** When the delivery is ready at the depot: the trip that brings it does not start earlier. Never together with `collectAt`. */
  readonly release?: Seconds
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
  /** The other end of an order, before it or after it. */
  | { readonly type: 'collect'; readonly id: string }
  | { readonly type: 'bring'; readonly id: string }
  /** The end of a trip and the start of the next. */
  | { readonly type: 'reload' }
  /** Driven through without stopping: what a cancelled order leaves behind where leaving it out would make the route later. */
  | { readonly type: 'via'; readonly place: Place }

/** When a step of a route was begun and done. */
export interface Made {
  readonly start: Seconds
  readonly depart: Seconds
}

/**
 * How far beyond its limit something may go, because it cannot be helped any more: until when a visit or a break may start, or the route
 * may end, or how many seconds of travel or metres the whole route may have.
 */
export interface Allowance {
  readonly type: 'order' | 'collect' | 'bring' | 'break' | 'end' | 'travel' | 'metres'
  /** Of the order or the break. */
  readonly id?: string
  readonly until: number
}

/** The beginning of a route whose courier is on the road: it can no longer be changed. */
export interface Begun {
  /** When the courier left the start of the route. */
  readonly left: Seconds
  /** For the first steps of the route, in order: those that were made, and the one that is being driven to or served where it must stay. */
  readonly made: readonly Made[]
  /** From where and when the courier goes on. */
  readonly at: Place
  readonly free: Seconds
  /** Orders whose goods were taken aboard at the last loading. Only this courier, and only before loading again, can deliver them. */
  readonly aboard: readonly string[]
  readonly allowed: readonly Allowance[]
}

/** The stops of one shift of one courier, in order. */
export interface PlanRoute {
  readonly courier: string
  /** Index in the courier's `shifts`. */
  readonly shift: number
  readonly steps: readonly PlanStep[]
  /** Absent as long as the courier has not left. */
  readonly begun?: Begun
}

/** The routes that keep all promises. Shifts without a route are unused. */
export interface Plan {
  readonly routes: readonly PlanRoute[]
}
