/** The seam for rules of promising: what a regime is shown of a day, and what it must answer. Your own one plugs in here. */
import type { OfferRequest } from '../../live/request.ts'
import type { CourierInput } from '../../model/courier.ts'
import type { DepotInput } from '../../model/day.ts'
import type { Seconds } from '../../time/seconds.ts'
import type { Window } from '../../time/window.ts'
import type { Place } from '../../travel/place.ts'
import type { TimeProfile } from '../../travel/profile.ts'
import type { TravelSource } from '../../travel/source.ts'
import type { Customer } from '../world/customer.ts'
import type { SlotPlan } from '../world/scenario.ts'

/** Something that a customer may choose, or is told. */
export interface Choice {
  /** Names it within one answer. */
  readonly id: string
  /** When service may start, in seconds from the delivery day's local midnight. */
  readonly window: Window
  readonly price: number
}

/**
 * How hard to search, in evaluations (gaps that are looked at); the same for every regime. What a regime does not use while booking it
 * spends before dispatch, so all end with as many.
 */
export interface Effort {
  /** After every confirmation, cancellation and move. */
  readonly perChange: number
  /** For the slots of a request that have no direct gap. */
  readonly perRepair: number
  /** In all, from the opening of the day to its dispatch. */
  readonly perDay: number
}

/** What somebody will do, and when a visit to them would succeed. Only hindsight is told. */
export interface Foreseen {
  readonly customer: Customer
  /** Moments of the day at which somebody would open, ascending and disjoint; none where nobody will. */
  readonly open: readonly Window[]
  /** Asked on an earlier day, and is still to be delivered. */
  readonly again: boolean
}

/** What an operator knows from earlier days, drawn from a world of its own that is never measured. */
export interface History {
  /** The area of a request. */
  readonly areaOf: (request: OfferRequest) => string
  /** Share of the customers in each area; together 1. */
  readonly shares: ReadonlyMap<string, number>
  /** Orders that this fleet can carry in a day; see `days/history.ts` for how they are counted. */
  readonly carried: number
}

/** One delivery day as a regime is shown it when booking opens. */
export interface DayBrief {
  /** As in `2026-12-01`. */
  readonly date: string
  /** Index of the delivery day in its world. */
  readonly day: number
  /** IANA time zone. */
  readonly zone: string
  readonly depots: readonly DepotInput[]
  readonly couriers: readonly CourierInput[]
  /** Load dimensions. */
  readonly dimensions: number
  /** Expected times. What a leg really takes is found out on the road. */
  readonly travel: TravelSource
  /** What rush hours add to them; `undefined` where hours are alike. */
  readonly profile: TimeProfile | undefined
  /** Which narrow slots there are. */
  readonly slots: SlotPlan
  /** The hours that are told where customers cannot choose: sixteen, as a rule. */
  readonly told: Window
  readonly effort: Effort
  /** Of all searches. */
  readonly seed: number
  /** Epoch milliseconds; nobody asks earlier. */
  readonly opensAt: number
  /** What is known from earlier days. Asking costs time: the first call plans pilot days. */
  readonly history: () => History
  /** Everybody who will ask for the day, and the truth about them: only where the regime says `foresees`. */
  readonly foreseen?: readonly Foreseen[]
}

/** A regime's booking of one delivery day. Calls come in the order of time; `at` is epoch milliseconds. */
export interface RegimeDay {
  /**
   * What may be chosen now; nothing where the day is full. Who is booked and asks again wants to move.
   * @param again visits to this customer that have failed before: 0 for a new one
   */
  readonly ask: (request: OfferRequest, at: number, again: number) => readonly Choice[]
  /** Books what was offered a moment ago, in place of an earlier booking of the same order. An offer accepted at once is never refused. */
  readonly book: (request: OfferRequest, choice: Choice, at: number) => void
  /** Takes a booking back. */
  readonly cancel: (id: string, at: number) => void
  /** Ends booking and hands the routes to the couriers. */
  readonly dispatch: () => Dispatched
}

/** What the couriers are handed in the morning. */
export interface Dispatched {
  readonly routes: readonly DispatchedRoute[]
  /** Booked orders that no route could take. */
  readonly left: readonly string[]
  /** Customers who are told the next day instead, without a promise being broken: only where everything is foreseen. */
  readonly postponed?: readonly string[]
  /** Gaps that all searches of the day looked at. */
  readonly evaluations: number
}

/** One shift of one courier as planned. Moments in seconds from the day's local midnight. */
export interface DispatchedRoute {
  readonly courier: string
  /** When the courier leaves, and would be back. */
  readonly start: Seconds
  readonly end: Seconds
  /** Where from and where to; `null` for an open end. */
  readonly from: Place | null
  readonly to: Place | null
  /** In the order of driving. */
  readonly stops: readonly DispatchedStop[]
  /** Breaks, reloads, and places that are only driven through. */
  readonly pauses: readonly DispatchedPause[]
}

/** One visit as planned. */
export interface DispatchedStop {
  /** Of the order. */
  readonly id: string
  readonly place: Place
  /** When service would start, and how long it takes where somebody opens. */
  readonly planned: Seconds
  readonly service: Seconds
  /** What was promised when it was booked. */
  readonly promised: Window
  /** What the customer was told in the end. */
  readonly told: Window
  /** A courier who comes earlier waits until then; who need not wait is given 0. */
  readonly waitsUntil: Seconds
}

/** Something between two visits. */
export interface DispatchedPause {
  /** How many stops of the route come before it. */
  readonly after: number
  /** Where it is; `null`: on the road, as soon as it opens. */
  readonly place: Place | null
  /** It starts no earlier. */
  readonly opens: Seconds
  readonly seconds: Seconds
}

/**
 * A rule of promising. It differs from others in nothing but what it offers, promises and routes.
 *
 * Your own: `openDay` is called once for each delivery day and returns an object that keeps that day's bookings. Its `ask`, `book` and
 * `cancel` are called in the order of time; then `dispatch` hands out routes, and the arena drives them, knocks, and asks again for
 * who was not in. It must follow from its brief alone: no clock, no chance but `brief.seed`, nothing kept between days. `openDeskDay` opens
 * a day at a desk of this library, for rules that differ in slots, prices or search only.
 */
export interface Regime {
  /** Short and unique: `legacy`, `slotsmith`. */
  readonly name: string
  /** In words, for reports. */
  readonly title: string
  /** Whether customers choose by taste, or leave; where not, they are told the first choice and take it. */
  readonly chooses: boolean
  /** Whether it is told everything beforehand: a bound, no rule that anybody could follow. */
  readonly foresees?: boolean
  readonly openDay: (brief: DayBrief) => RegimeDay
}
