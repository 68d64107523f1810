/** The desk that a backend holds: the one place where the ledger of promises and the routes meet, in one synchronous breath. */
import { assert } from '../base/assert.ts'
import { InputError } from '../base/errors.ts'
import { Random } from '../base/random.ts'
import type { Booking } from '../booking/booking.ts'
import type { Command } from '../booking/command.ts'
import { decide, refuse } from '../booking/decide.ts'
import type { Decision } from '../booking/decide.ts'
import { promises } from '../booking/ledger.ts'
import type { LedgerState } from '../booking/ledger.ts'
import type { Day } from '../model/day.ts'
import type { Order, Plan, PlanRoute, Slot } from '../model/nouns.ts'
import type { Routing } from '../routing/routing.ts'
import { NO_GAP } from '../routing/gaps/gaps.ts'
import { DirectQuestion } from '../slots/direct.ts'
import type { SlotColumns } from '../slots/direct.ts'
import { feasibleSlots } from '../slots/feasible.ts'
import type { Miss } from '../slots/fit.ts'
import type { Calendar } from '../time/calendar.ts'
import type { Clock } from '../time/clock.ts'
import type { DurationInput } from '../time/duration.ts'
import { bookedOf, isoOf, offeredOf, refusedOf } from './answer.ts'
import type { AnswerBasis, BookedSlot, BookingAnswer, ObserveAnswer, OfferAnswer, Offered } from './answer.ts'
import { closedMiss, underwayMiss, unwishedMiss } from './calendar-miss.ts'
import type { DeskChange } from './change.ts'
import type { DeskParts } from './desk-parts.ts'
import type { DispatchedRoute } from './dispatch.ts'
import { dispatchRoutes } from './dispatch.ts'
import type { ImproveBudget } from './improve-budget.ts'
import { ImproveRun } from './improve-run.ts'
import type { DeskImprovement } from './improve-run.ts'
import { judge } from './judge.ts'
import type { Judged } from './judge.ts'
import { mergePlan } from './merge.ts'
import type { ImprovedPlan, Merged } from './merge.ts'
import type { Observation } from './observation.ts'
import { observe } from './observe.ts'
import { placedOrder } from './on-the-road.ts'
import { OfferBook } from './offer-book.ts'
import type { OpenOffer } from './offer-book.ts'
import type { CommandOptions } from './options.ts'
import { checkOptions, durationMilliseconds } from './options.ts'
import type { OfferRequest } from './request.ts'
import { readRequest } from './request.ts'
import { sameOrder } from './same-order.ts'
import { SlotFacts } from './slot-facts.ts'
import type { DeskSnapshot } from './snapshot.ts'
import { takeSnapshot } from './snapshot.ts'
import type { DeskMark } from './state.ts'
import { DeskState } from './state.ts'
import type { OutrightHold, OwnWindow } from './what-to-hold.ts'
import { Meanings } from './what-to-hold.ts'

/** One running day of promises. */
export class Desk {
  readonly day: Day
  readonly calendar: Calendar
  readonly clock: Clock
  private readonly parts: DeskParts
  private readonly state: DeskState
  private readonly facts: SlotFacts
  private readonly offers: OfferBook
  private readonly meanings: Meanings

  constructor(parts: DeskParts) {
    this.parts = parts
    this.day = parts.day
    this.calendar = parts.calendar
    this.clock = parts.clock
    this.facts = new SlotFacts(parts.calendar, parts.closing)
    const { date, zone } = parts.calendar
    this.offers = new OfferBook(JSON.stringify([date, zone, parts.day.depots, parts.day.couriers]))
    this.meanings = new Meanings(parts.day, parts.calendar, this.offers)
    this.state = new DeskState(parts.day, parts.routing, parts.ledger, parts.improvements)
  }

  private get ledger(): LedgerState {
    return this.state.ledger
  }

  private get routing(): Routing {
    return this.state.routing
  }

  /**
   * Answers all slots for a request in one call: those that can be kept, with their terms, and the others, each with a reason. Reserves
   * nothing. An order that is already held or booked is answered as if it were not.
   * @throws {InputError} with all that is wrong with the request
   */
  offer(request: OfferRequest): OfferAnswer {
    const now = this.settle()
    const { order, wanted, unwished, others } = readRequest(request, this.day, this.calendar)
    const answer = this.answer(order, wanted, now)
    const bad = [...answer.bad, ...unwished.map(unwishedMiss)]
    const elsewhere = answer.good.length > 0 || others.length === 0 ? undefined : this.answer(order, others, now)
    const working = (elsewhere ?? answer).good.map(({ fit }) => fit.slot)
    return {
      order: order.id,
      at: isoOf(this.calendar, now),
      basis: this.basisAt(now),
      offered: answer.good.map((judged) => this.offered(order, judged, now)),
      refused: bad.map((miss) => refusedOf(this.facts.of(miss.slot), miss, working)),
      alternatives: (elsewhere?.good ?? []).map((judged) => this.offered(order, judged, now)),
      evaluations: answer.evaluations + (elsewhere?.evaluations ?? 0),
    }
  }

  /**
   * Reads a request once, for {@link directInto}: until a courier is seen on the road, and the routes are others.
   * @throws {InputError} with all that is wrong with the request, and `contradiction` where the order is held or booked already
   */
  question(request: OfferRequest): DirectQuestion {
    this.settle()
    const { order, wanted } = readRequest(request, this.day, this.calendar)
    if (this.ledger.live.has(order.id)) {
      const remedy = 'ask for an order that is not booked, or use offer()'
      throw new InputError({ code: 'contradiction', path: 'id', got: order.id, remedy })
    }
    return new DirectQuestion(this.routing, this.state.rest.orderOf(order)!, wanted)
  }

  /**
   * Which slots have a direct gap now, into the caller's arrays and without allocating: for lists and maps of what is left, asked again as
   * often as one likes. No repair, no policy, no reliability, no reasons: `offer` knows more slots. @returns how many slots can be kept
   * @throws {InputError} where the question is another desk's, its order is booked by now, or an array is too short; nothing is written
   */
  directInto(question: DirectQuestion, columns: SlotColumns): number {
    const now = this.settle()
    if (!(question instanceof DirectQuestion && question.isAbout(this.routing))) {
      const remedy = 'give what question() of this desk returned, for an order that is not booked'
      throw new InputError({ code: 'contradiction', path: 'question', got: question, remedy })
    }
    let kept = question.answerInto(columns)
    for (let w = 0; w < question.slots.length; w++) {
      if (columns.route[w]! < 0 || !this.isClosed(question.slots[w]!, now)) continue
      columns.route[w] = NO_GAP
      kept--
    }
    return kept
  }

  /**
   * Reserves a slot for a while: an offer of this desk, its token, or an order and a slot outright. A hold of the same order by the same
   * holder is replaced. What was offered and is accepted before anything else happens is never refused.
   * @throws {InputError} when the input is malformed
   */
  hold(
    what: Offered | string | OutrightHold,
    options: CommandOptions & { readonly for?: DurationInput } = {},
  ): BookingAnswer {
    const now = this.settle()
    checkOptions(options, ['id', 'by', 'for'])
    const earlier = this.meanings.isForgotten(what) ? this.earlierAnswer(options.id, `b:${options.id}`) : undefined
    if (earlier) return earlier
    const { order, slot, offer } = this.meanings.toHold(what)
    const id = options.id ?? this.ownId('hold')
    const lasting = options.for === undefined ? this.parts.holdFor : durationMilliseconds(options.for, 'for')
    const promised = { ...order, windows: [slot.window] }
    const command: Command = { id, type: 'hold', booking: `b:${id}`, order: promised, slot, by: options.by ?? 'anybody', for: lasting }
    return this.carryOut(command, order, slot, offer, now)
  }

  /** Makes a hold a promise. */
  confirm(booking: string, options: CommandOptions = {}): BookingAnswer {
    return this.command({ type: 'confirm', booking, ...this.naming('confirm', options) })
  }

  /** Gives a hold up. */
  release(booking: string, options: CommandOptions = {}): BookingAnswer {
    return this.command({ type: 'release', booking, ...this.naming('release', options) })
  }

  /** Takes a promise back, at the customer's wish. */
  cancel(booking: string, options: CommandOptions & { readonly reason?: string } = {}): BookingAnswer {
    const naming = this.naming('cancel', options, ['id', 'by', 'reason'])
    return this.command({ type: 'cancel', booking, ...(options.reason === undefined ? {} : { reason: options.reason }), ...naming })
  }

  /**
   * Moves a hold or a promise to another slot, all or nothing: where the new slot cannot be kept, the old one stands.
   * @throws {InputError} when the slot is malformed
   */
  reschedule(booking: string, to: Offered | string | OwnWindow, options: CommandOptions = {}): BookingAnswer {
    const now = this.settle()
    const naming = this.naming('reschedule', options)
    const earlier = this.meanings.isForgotten(to) ? this.earlierAnswer(options.id, booking) : undefined
    if (earlier) return earlier
    const { slot, offer } = this.meanings.toMoveTo(to)
    const command: Command = { type: 'reschedule', booking, slot, ...naming }
    const order = this.bookingOf(booking)?.order
    return order ? this.carryOut(command, order, slot, offer, now) : this.record(decide(this.ledger, command, now))
  }

  /**
   * Makes the routes cheaper without touching a promise, in one breath: whoever is called back meanwhile must not ask the desk, and where a
   * callback throws, the desk is as before.
   * @throws {InputError} with what is wrong with the budget, as where it has no end
   */
  improve(budget: ImproveBudget): DeskImprovement {
    const run = this.startImproving(budget)
    run.goOn()
    return run.improvement
  }

  /** The same in pieces, each of which keeps what it found. Between them the desk may be asked and the day may change. */
  startImproving(budget: ImproveBudget): ImproveRun {
    return new ImproveRun(this.state, this.parts.seed, () => this.settle(), budget)
  }

  /**
   * Takes over a plan that was improved elsewhere from a snapshot of this day, wherever it is still legal and cheaper: whoever was booked
   * since is put in again, whoever left is left out, and what does not fit stays as it is. One step, like an improvement.
   * @throws {InputError} where it is no plan of this day; nothing has changed then
   */
  merge(improved: ImprovedPlan): Merged {
    return mergePlan(this.state, this.parts, this.settle(), improved)
  }

  /**
   * Takes down where a courier on the road is, and which steps of the route are over: they cannot be changed any more. The rest of the
   * day is planned as if the courier began there and then, with what is aboard. What was held and is visited by now is confirmed.
   * Nothing is refused for coming late: what cannot be kept any more stays in the route, and is told.
   * @throws {InputError} where the courier, a place or a moment makes no sense; nothing has changed then
   */
  observe(observation: Observation, options: Pick<CommandOptions, 'id'> = {}): ObserveAnswer {
    const now = this.settle()
    return observe(this.state, this.calendar, observation, this.naming('observe', options, ['id']).id, now)
  }

  /** Route sheets for the couriers: stops in order with planned moments, windows, slack and loads. */
  dispatch(): DispatchedRoute[] {
    return dispatchRoutes(this.day, this.calendar, this.orders(), this.plan())
  }

  /** The routes that keep all promises, as plain data, with what has happened of those that have begun. */
  plan(): Plan {
    this.settle()
    return this.state.plan()
  }

  /** Integer cost of the routes, what was spent on the road included. */
  cost(): number {
    this.settle()
    return this.state.cost()
  }

  /** Orders that are held or booked, by id, each with its promised window. */
  orders(): Map<string, Order> {
    this.settle()
    return new Map(promises(this.ledger).map((booking) => [booking.order.id, placedOrder(booking).order]))
  }

  /** A booking by its id, whatever has become of it. */
  booking(id: string): BookedSlot | undefined {
    this.settle()
    const booking = this.bookingOf(id)
    return booking && bookedOf(this.calendar, booking)
  }

  /** All bookings, the ended ones too, by id. */
  bookings(): BookedSlot[] {
    this.settle()
    return [...this.ledger.bookings.values()].sort((a, b) => (a.id < b.id ? -1 : 1)).map((booking) => bookedOf(this.calendar, booking))
  }

  /** What an answer given now is computed from. */
  basis(): AnswerBasis {
    return this.basisAt(this.settle())
  }

  /** Everything that must outlive this process, as JSON data; `openDay` takes it back. The routes are in it. */
  snapshot(): DeskSnapshot {
    this.settle()
    return takeSnapshot(this.parts, this.ledger, this.state.plan(), this.state.improvements)
  }

  /** Where the desk stands now, for a store: to count changes from, and to go back to. */
  mark(): DeskMark {
    return this.state.mark()
  }

  /** What has happened at this desk since the mark, as JSON data; `undefined` where nothing has. */
  changesSince(mark: DeskMark): DeskChange | undefined {
    return this.state.changesSince(mark)
  }

  /** Takes back all that has happened since the mark, as if it had never been asked. Marks made since then are of no use any more. */
  undo(mark: DeskMark): void {
    this.state.undo(mark)
  }

  /**
   * Does what another desk of the same day did from where this one stands. Where it throws, open a new desk in place of this one.
   * @throws {InputError} `snapshot-mismatch` where the changes are damaged, or do not go on from here
   */
  follow(changes: readonly DeskChange[]): void {
    this.state.follow(changes)
  }

  /** Lets lapsed holds go, in ledger and routes alike. @returns now, in epoch milliseconds */
  private settle(): number {
    const now = this.clock.now()
    this.state.lapse(now)
    return now
  }

  private basisAt(now: number): AnswerBasis {
    return { at: now, seq: this.ledger.seq, improvements: this.state.improvements }
  }

  private command(command: Command): BookingAnswer {
    const now = this.settle()
    return this.record(decide(this.ledger, command, now))
  }

  private record(decision: Decision): BookingAnswer {
    this.state.apply(decision.events)
    if (!decision.ok) return { ok: false, refusal: decision.refusal, repeated: decision.repeated }
    const booking = bookedOf(this.calendar, decision.booking)
    return { ok: true, id: booking.id, booking, repeated: decision.repeated }
  }

  /** The one feasibility function: of offer, hold and reschedule alike. An order's own stop is lifted meanwhile. */
  private answer(order: Order, slots: readonly Slot[], now: number): { good: Judged[]; bad: Miss[]; evaluations: number } {
    const bookable = slots.filter((slot) => !this.isClosed(slot, now))
    const closed = slots.filter((slot) => !bookable.includes(slot)).map(closedMiss)
    const open = this.state.rest.orderOf(order)
    if (open === undefined) return { good: [], bad: [...bookable.map(underwayMiss), ...closed], evaluations: 0 }
    const own = this.routing.serves(order.id)
    if (own) this.routing.lift(order.id)
    const chance = new Random(this.parts.seed).fork('repair')
    const { repairEvaluations, lastResort } = this.parts
    const answers = feasibleSlots(this.routing, open, bookable, { evaluations: repairEvaluations, lastResort, chance })
    const { good, bad } = judge(this.routing, { asked: order, open }, answers, this.parts.policy, this.parts.scenarios)
    if (own) this.routing.putBackLifted()
    return { good, bad: [...bad, ...closed], evaluations: answers.evaluations }
  }

  /** A command that needs a place in the routes: granted by the ledger first, then by calendar and routes, then done in both. */
  private carryOut(command: Command, order: Order, slot: Slot, offer: OpenOffer | undefined, now: number): BookingAnswer {
    const decision = decide(this.ledger, command, now)
    if (!decision.ok || decision.repeated) return this.record(decision)
    if (this.isClosed(slot, now)) return this.record(refuse(this.ledger, command, 'slot-closed', now))
    if (offer && offer.expires <= now) return this.record(refuse(this.ledger, command, 'offer-expired', now))
    // Terms of the present routes stand as offered; after any change the question is asked again.
    const stands = offer?.version === this.routing.version && sameOrder(offer.order, order)
    const terms = stands ? offer : this.answer(order, [slot], now).good[0]?.fit
    if (!terms) return this.record(refuse(this.ledger, command, 'no-longer-fits', now))
    this.move(order, slot, terms.rearranged, decision.events.at(-1)!.seq)
    return this.record(decision)
  }

  /** Puts the order into the routes for a slot that is known to fit, in place of its own earlier stop. */
  private move(order: Order, slot: Slot, rearranged: readonly PlanRoute[] | undefined, turn: number): void {
    const { routing } = this
    if (routing.serves(order.id)) {
      routing.lift(order.id)
      routing.discardLifted()
    }
    const open = this.state.rest.orderOf({ ...order, windows: [slot.window] })
    assert(open !== undefined, 'what was found feasible is still to be done')
    routing.enter(open, turn)
    const placed = rearranged ? routing.adopt(rearranged) : routing.place(order.id)
    assert(placed, 'what was found feasible is legal')
  }

  private offered(order: Order, judged: Judged, now: number): Offered {
    const { slot, rearranged, route } = judged.fit
    const expires = Math.min(now + this.parts.offerFor, this.facts.of(slot).closes)
    const token = this.offers.add({ order, slot, expires, version: this.routing.version, rearranged })
    return offeredOf(this.facts.of(slot), judged, this.day.routes[route]!.shiftIndex, this.facts.moment(expires), token)
  }

  private bookingOf(id: unknown): Booking | undefined {
    return typeof id === 'string' ? this.ledger.bookings.get(id) : undefined
  }

  /** The first answer to a command that is repeated when its offer is forgotten. */
  private earlierAnswer(id: unknown, booking: string): BookingAnswer | undefined {
    const answer = typeof id === 'string' ? this.ledger.answers.get(id) : undefined
    if (answer?.ok === false) return { ok: false, refusal: answer.refusal, repeated: true }
    if (answer?.booking?.id !== booking) return undefined
    return { ok: true, id: booking, booking: bookedOf(this.calendar, answer.booking), repeated: true }
  }

  private isClosed(slot: Slot, now: number): boolean {
    return now > this.facts.of(slot).closes
  }

  private naming(verb: string, options: CommandOptions, fields: readonly string[] = ['id', 'by']): { id: string; by?: string } {
    checkOptions(options, fields)
    const { id, by } = options
    return by === undefined ? { id: id ?? this.ownId(verb) } : { id: id ?? this.ownId(verb), by }
  }

  /** An id for a command whose sender gave none; such a command cannot be repeated. */
  private ownId(verb: string): string {
    return `~${verb} ${this.ledger.seq + 1}`
  }
}
