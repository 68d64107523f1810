/** What a desk knows: promises and routes, changed together, counted from marks, taken back to a mark, or brought up to what others did. */
import { assert } from '../base/assert.ts'
import { InputError } from '../base/errors.ts'
import { checkNow } from '../booking/check.ts'
import type { BookingEvent } from '../booking/event.ts'
import { applyAll, dueExpiries, nextDeadline } from '../booking/ledger.ts'
import type { LedgerState } from '../booking/ledger.ts'
import { roadKey } from '../booking/road.ts'
import type { Day } from '../model/day.ts'
import { legal } from '../model/legal.ts'
import type { Order, Plan, PlanRoute } from '../model/nouns.ts'
import type { RestOfDay } from '../model/rest.ts'
import type { Routing } from '../routing/routing.ts'
import { changeBetween, changedRoutes, mismatch, movedOrders, readChange } from './change.ts'
import type { DeskChange, Standing } from './change.ts'
import { goingOn, layRoutes, liveBooking, needsNewRoutes, openIn, placedOrder, restOf, spentOn, wholePlan } from './on-the-road.ts'
import type { PlacedOrder } from './on-the-road.ts'
import { checkPlace, checkRoad } from './snapshot.ts'

/** A moment in a desk's life, known to that desk only. */
export interface DeskMark {
  /** Number of the last event before it, and its moment in epoch milliseconds; 0 where nothing had happened. */
  readonly seq: number
  readonly at: number
}

/** Events as a chain that only marks hold on to: what no mark reaches is forgotten. */
interface Link {
  readonly event?: BookingEvent
  next?: Link
}

/** Ledger and routes of one desk. */
export class DeskState {
  /** Routes of what is left of the day: others take their place whenever a courier is seen on the road. */
  routing: Routing
  rest: RestOfDay
  /** Integer cost of what was made on the road. */
  spent: number
  ledger: LedgerState
  improvements: number
  /** When anything changed last, in epoch milliseconds. */
  private changedAt: number
  readonly day: Day
  private readonly marks = new WeakMap<DeskMark, Standing & { readonly last: Link }>()
  private last: Link = {}
  /** The ledger whose next deadline is known, and that deadline. */
  private watched: LedgerState | undefined
  private nextDue = Infinity
  /** Whether a search is at work on the routes. */
  private searching = false
  private planned: { readonly version: number; readonly plan: Plan } | undefined

  constructor(day: Day, routing: Routing, ledger: LedgerState, improvements: number) {
    this.day = day
    this.routing = routing
    this.ledger = ledger
    this.improvements = improvements
    this.changedAt = ledger.at
    this.rest = restOf(day, ledger)
    this.spent = spentOn(day, this.rest, ledger)
  }

  /** The routes of the whole day as plain data; the same object until they change. */
  plan(): Plan {
    const { version } = this.routing
    if (this.planned?.version !== version) this.planned = { version, plan: wholePlan(this.rest, this.routing) }
    return this.planned.plan
  }

  /** Integer cost of the routes of the whole day. */
  cost(): number {
    return this.spent + this.routing.cost()
  }

  /** The routes of what is left of the day. */
  planLeft(): Plan {
    return this.routing.plan()
  }

  /** An order as the routes have it; `undefined` where nothing is left to do for it. */
  placed(id: string): PlacedOrder | undefined {
    const pin = this.rest.pins.find((one) => one.id === id)
    if (pin) return { order: pin, turn: 0 }
    const booking = liveBooking(this.ledger, id)
    const placed = booking && placedOrder(booking)
    const open = placed && this.rest.orderOf(this.rest.allowing(placed.order))
    return open && { order: open, turn: placed.turn }
  }

  /** Counts an improvement that began at `now`. */
  nextImprovement(now: number): void {
    this.changedAt = Math.max(this.changedAt, now)
    this.improvements++
  }

  /** Makes the routes those of a plan for the same orders, which must be legal. */
  restore(plan: Plan): void {
    const placed = this.moveRoutes(new Map(), changedRoutes(this.plan(), plan, new Map()))
    assert(placed, 'routes that were legal are legal again')
  }

  /** Lets a search do its work: who is called back meanwhile must not ask the desk. */
  during<T>(search: () => T): T {
    this.searching = true
    try {
      return search()
    } finally {
      this.searching = false
    }
  }

  /** Applies events to the ledger, and takes the orders of ended bookings out of the routes. */
  apply(events: readonly BookingEvent[]): void {
    const { ledger } = this
    for (const event of events) {
      const before = event.booking === undefined ? undefined : this.ledger.bookings.get(event.booking)
      this.note([event])
      const ended = event.type === 'expired' || event.type === 'cancelled' || (event.type === 'released' && event.why === 'asked')
      if (ended) this.routing.remove(before!.order.id)
    }
    const moved = [...movedOrders(ledger, this.ledger, events).keys()]
    if (!needsNewRoutes(ledger, this.ledger, moved)) return
    const renewed = this.renew(this.plan())
    assert(renewed, 'routes that were legal are legal from where the couriers are')
  }

  /** Lets lapsed holds go, in ledger and routes alike. Looks through the holds once per change of the ledger. */
  lapse(now: number): void {
    checkNow(now)
    this.checkIdle()
    if (this.watched !== this.ledger) {
      this.watched = this.ledger
      this.nextDue = nextDeadline(this.ledger)
    }
    if (Math.max(now, this.ledger.at) >= this.nextDue) this.apply(dueExpiries(this.ledger, now))
  }

  /** Where the desk stands now. */
  mark(): DeskMark {
    this.checkIdle()
    const mark = Object.freeze({ seq: this.ledger.seq, at: this.ledger.at })
    this.marks.set(mark, { ...this.standing(), last: this.last })
    return mark
  }

  /** What has happened since the mark; `undefined` where nothing has. */
  changesSince(mark: DeskMark): DeskChange | undefined {
    const before = this.at(mark)
    return changeBetween(before, this.standing(), eventsAfter(before.last))
  }

  /** Takes back all that has happened since the mark. */
  undo(mark: DeskMark): void {
    const before = this.at(mark)
    const moved = movedOrders(this.ledger, before.ledger, eventsAfter(before.last))
    const anew = needsNewRoutes(this.ledger, before.ledger, moved.keys())
    const now = this.plan()
    this.ledger = before.ledger
    const placed = anew ? this.renew(before.plan) : this.moveRoutes(moved, changedRoutes(now, before.plan, moved))
    assert(placed, 'routes that were legal are legal again')
    this.improvements = before.improvements
    this.changedAt = before.at
    this.last = before.last
    delete this.last.next
  }

  /**
   * Does what another desk of the day did next. Where this throws, this desk is of no use any more.
   * @throws {InputError} `snapshot-mismatch` where the changes are damaged or do not go on from here
   */
  follow(changes: readonly unknown[]): void {
    this.checkIdle()
    const { ledger } = this
    const read = changes.map((change, i) => readChange(change, this.day, `changes[${i}]`))
    const events = read.flatMap((change) => change.events)
    const routes = new Map(read.flatMap((change) => change.routes).map((route) => [`${route.shift} ${route.courier}`, route]))
    this.note(events)
    const moved = movedOrders(ledger, this.ledger, events)
    for (const placed of moved.values()) if (placed) checkPlace(placed.order, this.day)
    for (const road of this.ledger.roads.values()) checkRoad(road, this.day)
    const anew = needsNewRoutes(ledger, this.ledger, moved.keys())
    const isRunning = anew || this.ledger.roads.size > 0
    const plan = isRunning ? this.planWith(routes) : { routes: [...routes.values()] }
    this.judge(plan)
    const placed = anew ? this.renew(plan) : this.moveRoutes(moved, [...routes.values()])
    if (!placed || this.servedOrders() !== this.ledger.live.size) throw doesNotFollow('routes', 'that do not keep every promise')
    this.improvements = read.at(-1)?.improvements ?? this.improvements
    this.changedAt = Math.max(this.changedAt, read.at(-1)?.at ?? 0)
  }

  private standing(): Standing {
    return { ledger: this.ledger, plan: this.plan(), improvements: this.improvements, at: this.changedAt }
  }

  private checkIdle(): void {
    if (!this.searching) return
    const remedy = 'ask the desk when improve has returned, or improve in pieces and ask between them'
    throw new InputError({ code: 'work-not-allowed', path: 'desk', got: 'a question while it is improved', remedy })
  }

  private at(mark: DeskMark): Standing & { readonly last: Link } {
    this.checkIdle()
    const standing = this.marks.get(mark)
    if (standing === undefined) throw mismatch('mark', mark, 'give what mark() of this desk returned')
    return standing
  }

  private note(events: readonly BookingEvent[]): void {
    this.ledger = applyAll(this.ledger, events)
    this.changedAt = Math.max(this.changedAt, this.ledger.at)
    for (const event of events) {
      const link: Link = { event }
      this.last.next = link
      this.last = link
    }
  }

  /** The judge looks at routes that come from elsewhere before they are taken over. */
  private judge({ routes }: Plan): void {
    const orders = new Map<string, Order>()
    for (const { steps } of routes) {
      for (const step of steps) {
        const booking = step.type === 'order' ? liveBooking(this.ledger, step.id) : undefined
        if (booking) orders.set(booking.order.id, { ...booking.order, windows: [booking.slot.window] })
      }
    }
    const plan = goingOn(this.day, restOf(this.day, this.ledger), { routes })
    if (plan === undefined) throw doesNotFollow('routes', 'that do not begin with what has happened')
    const [violation] = legal(this.day, orders.values(), plan)
    if (violation) throw doesNotFollow('routes', violation.detail)
  }

  /** The routes of now, and these in place of theirs. */
  private planWith(changed: ReadonlyMap<string, PlanRoute>): Plan {
    const routes = new Map(this.plan().routes.map((route) => [`${route.shift} ${route.courier}`, route]))
    for (const [key, route] of changed) routes.set(key, route)
    return { routes: [...routes.values()].filter((route) => route.steps.length > 0 || this.ledger.roads.has(roadKey(route))) }
  }

  /** Brings the routes to what they are in the list, and who is in them to what was moved. @returns false where that is illegal */
  private moveRoutes(moved: ReadonlyMap<string, PlacedOrder | undefined>, routes: readonly PlanRoute[]): boolean {
    if (moved.size === 0 && routes.length === 0) return true
    for (const [id, placed] of moved) {
      if (this.routing.serves(id)) this.routing.remove(id)
      const open = placed && this.rest.orderOf(this.rest.allowing(placed.order))
      if (open) this.routing.enter(open, placed.turn)
    }
    const open = openIn(this.routing)
    return this.routing.adopt(routes.map((route) => this.rest.cut(route.steps.length === 0 ? this.idle(route) : route, open)))
  }

  /** Builds the routes anew: those of the plan, as far as the ledger says that they are still to be driven. @returns false where illegal */
  private renew(plan: Plan): boolean {
    const { version } = this.routing
    const rest = restOf(this.day, this.ledger)
    const whole = goingOn(this.day, rest, plan)
    const routing = whole && layRoutes(rest, this.ledger, whole)
    if (routing === undefined) return false
    // Nothing that knows the old routes may take these for them.
    routing.version += version + 1
    this.rest = rest
    this.routing = routing
    this.spent = spentOn(this.day, rest, this.ledger)
    return true
  }

  /** A route with nothing to do keeps the breaks of its shift, for whoever comes next. */
  private idle({ courier, shift }: PlanRoute): PlanRoute {
    const { breaks } = this.day.couriers.find(({ id }) => id === courier)!.shifts[shift]!
    return { courier, shift, steps: breaks.map(({ id }) => ({ type: 'break', id })) }
  }

  private servedOrders(): number {
    let count = 0
    for (const { steps } of this.plan().routes) for (const step of steps) if (step.type === 'order') count++
    return count
  }
}

function eventsAfter(last: Link): BookingEvent[] {
  const events: BookingEvent[] = []
  for (let link = last.next; link; link = link.next) events.push(link.event!)
  return events
}

function doesNotFollow(path: string, got: string) {
  return mismatch(`changes.${path}`, got, 'follow a desk with the same couriers and travel, in order and from the same start')
}
