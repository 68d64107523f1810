/** Planning a day that is known: as many orders as can be, then the least cost, by the search that all regimes use. */
import { Random } from '../../base/random.ts'
import { dispatchRoutes } from '../../live/dispatch.ts'
import type { DispatchedRoute as Sheet } from '../../live/dispatch.ts'
import type { OfferRequest } from '../../live/request.ts'
import { makeDay } from '../../model/day.ts'
import type { Day } from '../../model/day.ts'
import type { Order } from '../../model/nouns.ts'
import { makeOrder } from '../../model/order.ts'
import { Routing } from '../../routing/routing.ts'
import { openCalendar } from '../../time/calendar.ts'
import type { Calendar } from '../../time/calendar.ts'
import type { Window } from '../../time/window.ts'
import type { DayBrief } from './regime.ts'

/** A request with the windows in which it may be served. */
export interface Wanted {
  readonly request: OfferRequest
  readonly windows: readonly Window[]
}

/** A day's plan in the making. */
export class KnownDay {
  readonly calendar: Calendar
  /** Gaps that were looked at. */
  evaluations = 0
  private readonly day: Day
  private readonly chance: Random
  private readonly orders = new Map<string, Order>()
  private routing: Routing

  constructor({ date, zone, depots, couriers, travel, profile, dimensions, seed }: DayBrief) {
    this.calendar = openCalendar(date, zone)
    this.day = makeDay({ depots, couriers, travel, dimensions, ...(profile && { profile }) }, this.calendar)
    this.routing = new Routing(this.day)
    this.chance = new Random(seed).fork('known day')
  }

  /** Enters an order, with the first gap that it has. An order that is in the plan already is entered anew, with other windows. */
  enter({ request, windows }: Wanted): void {
    const { slots: _, wishes: __, ...rest } = request
    if (this.routing.knows(rest.id)) this.routing.leave(rest.id)
    const order = makeOrder({ ...rest, windows }, this.day)
    this.orders.set(order.id, order)
    this.routing.enter(order)
    this.routing.place(order.id)
  }

  /** Orders that are in no route. */
  absent(): string[] {
    return this.routing.absent()
  }

  /** Searches. @param mayDrop whether some may lose their place to more others */
  improve(evaluations: number, mayDrop: boolean): void {
    if (evaluations <= 0) return
    this.evaluations += this.routing.improve({ evaluations, chance: this.chance, mayDrop }).evaluations
  }

  /** Route sheets. */
  sheets(): Sheet[] {
    const served = new Map([...this.orders].filter(([id]) => this.routing.serves(id)))
    return dispatchRoutes(this.day, this.calendar, served, this.routing.plan())
  }
}
