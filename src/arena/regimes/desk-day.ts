/** A delivery day booked through the desk's public face: what legacy, first fit and slotsmith have in common. */
import { assert } from '../../base/assert.ts'
import type { OfferAnswer, Offered } from '../../live/answer.ts'
import type { Desk } from '../../live/desk.ts'
import { openDay } from '../../live/open-day.ts'
import type { OfferRequest } from '../../live/request.ts'
import type { DeskSnapshot } from '../../live/snapshot.ts'
import type { SlotInput } from '../../model/day.ts'
import type { Policy } from '../../slots/policy.ts'
import type { ReliabilityInput } from '../../slots/reliability.ts'
import { manualClock } from '../../time/clock.ts'
import type { ManualClock } from '../../time/clock.ts'
import type { Seconds } from '../../time/seconds.ts'
import type { SlotTemplate } from '../../time/template.ts'
import type { Window } from '../../time/window.ts'
import type { Telling } from './hand-over.ts'
import { handOver } from './hand-over.ts'
import type { Choice, DayBrief, Dispatched, RegimeDay } from './regime.ts'

/** How a desk is set up. */
export interface DeskSetup {
  readonly slots: readonly (SlotInput | SlotTemplate)[]
  readonly policy: Policy
  readonly reliability: ReliabilityInput | false
  /** Whether slots without a direct gap are searched for, and routes improved after each change. Before dispatch they always are. */
  readonly searches: boolean
  readonly tell: (promised: Window, planned: Seconds) => Telling
  /** Told of everything that happens at the desk, as it happens. It must not change anything. */
  readonly onStep?: (step: DeskStep) => void
}

/** Something that happened at the desk. */
export type DeskStep =
  | { readonly what: 'answered'; readonly answer: OfferAnswer; readonly desk: Desk }
  | { readonly what: 'booked'; readonly order: string; readonly slot: string; readonly desk: Desk }
  | { readonly what: 'cancelled'; readonly order: string; readonly desk: Desk }
  | { readonly what: 'improved'; readonly desk: Desk }

/** Opens the day at a desk. */
export function openDeskDay(brief: DayBrief, setup: DeskSetup): RegimeDay {
  return new DeskDay(brief, setup)
}

/** Share of the day's effort that booking may use. */
const WHILE_BOOKING = 0.7

class DeskDay implements RegimeDay {
  private readonly brief: DayBrief
  private readonly setup: DeskSetup
  private readonly clock: ManualClock
  private readonly windows: ReadonlyMap<string, Window>
  /** By order: what it was offered when it asked last, and its booking. */
  private readonly offers = new Map<string, readonly Offered[]>()
  private readonly bookings = new Map<string, string>()
  private desk: Desk
  private repairs: boolean
  private evaluations = 0

  constructor(brief: DayBrief, setup: DeskSetup) {
    this.brief = brief
    this.setup = setup
    this.clock = manualClock(brief.opensAt)
    this.repairs = setup.searches && brief.effort.perRepair > 0
    this.desk = this.openDesk()
    this.windows = new Map(this.desk.day.slots.map(({ id, window }) => [id, window]))
  }

  ask(request: OfferRequest, at: number): Choice[] {
    this.clock.set(at)
    if (this.repairs && this.evaluations > this.forBooking) this.endRepairs()
    const answer = this.desk.offer(request)
    this.evaluations += answer.evaluations
    this.offers.set(request.id, answer.offered)
    this.setup.onStep?.({ what: 'answered', answer, desk: this.desk })
    return answer.offered.map(({ slot, price }) => ({ id: slot, window: this.windows.get(slot)!, price }))
  }

  book(request: OfferRequest, choice: Choice, at: number): void {
    this.clock.set(at)
    const offer = this.offers.get(request.id)?.find(({ slot }) => slot === choice.id)
    assert(offer !== undefined, 'what is booked was offered')
    const booked = this.bookings.get(request.id)
    const by = { by: request.id }
    const answer = booked === undefined ? this.desk.hold(offer, by) : this.desk.reschedule(booked, offer, by)
    assert(answer.ok, 'an offer accepted at once is never refused')
    if (booked === undefined) {
      const confirmed = this.desk.confirm(answer.id, by)
      assert(confirmed.ok, 'a hold that has not lapsed is confirmed')
      this.bookings.set(request.id, answer.id)
    }
    this.setup.onStep?.({ what: 'booked', order: request.id, slot: choice.id, desk: this.desk })
    this.improve(this.brief.effort.perChange)
  }

  cancel(id: string, at: number): void {
    this.clock.set(at)
    const booking = this.bookings.get(id)
    assert(booking !== undefined, 'only a booking is cancelled')
    const answer = this.desk.cancel(booking, { by: id })
    assert(answer.ok, 'a confirmed booking can be cancelled')
    this.bookings.delete(id)
    this.setup.onStep?.({ what: 'cancelled', order: id, desk: this.desk })
    this.improve(this.brief.effort.perChange)
  }

  dispatch(): Dispatched {
    this.search(this.brief.effort.perDay - this.evaluations)
    const orders = this.desk.orders()
    const routes = handOver(this.desk.calendar, this.desk.dispatch(), (id, planned) => {
      const [promised] = orders.get(id)!.windows
      return this.setup.tell(promised!, planned)
    })
    return { routes, left: [], evaluations: this.evaluations }
  }

  /** What booking may use: the rest is for the search before dispatch, so that no regime searches more than another. */
  private get forBooking(): number {
    return WHILE_BOOKING * this.brief.effort.perDay
  }

  private openDesk(snapshot?: DeskSnapshot): Desk {
    const { date, zone, depots, couriers, dimensions, travel, profile, seed, effort } = this.brief
    const { slots, policy, reliability } = this.setup
    const repair = this.repairs ? effort.perRepair : 0
    return openDay({
      date, zone, depots, couriers, dimensions, travel, ...(profile && { profile }), slots, policy, reliability, seed, clock: this.clock,
      repairEvaluations: repair, lastResortEvaluations: repair, snapshot,
    })
  }

  /** A desk with other settings goes on where this one stands. */
  private endRepairs(): void {
    this.repairs = false
    this.desk = this.openDesk(this.desk.snapshot())
  }

  private improve(evaluations: number): void {
    if (this.setup.searches) this.search(Math.min(evaluations, this.forBooking - this.evaluations))
  }

  private search(evaluations: number): void {
    if (evaluations <= 0) return
    this.evaluations += this.desk.improve({ evaluations }).evaluations
    this.setup.onStep?.({ what: 'improved', desk: this.desk })
  }
}
