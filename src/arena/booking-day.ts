/** One regime books the shoppers of a day, in time order, through the desk's public face. */
import { assert } from '../base/assert.ts'
import type { Offered } from '../live/answer.ts'
import type { Desk } from '../live/desk.ts'
import { openDay } from '../live/open-day.ts'
import type { SlotInput } from '../model/day.ts'
import type { Slot } from '../model/nouns.ts'
import type { CostPoint } from '../report/day-report.ts'
import type { RequestRecord } from '../report/request-log.ts'
import { recordOf } from '../report/request-log.ts'
import type { Policy } from '../slots/policy.ts'
import { manualClock } from '../time/clock.ts'
import type { SlotTemplate } from '../time/template.ts'
import type { City } from './city.ts'
import type { Choice, Shopper } from './shoppers.ts'
import { suits } from './shoppers.ts'

/** What a regime offers, and how its customers answer. Everything else is the same for all. */
export interface Regime {
  readonly name: string
  readonly slots: readonly (SlotInput | SlotTemplate)[]
  readonly policy: Policy
  /** What the shopper takes of what is offered; `undefined`: leaves. */
  readonly choose: (shopper: Shopper, choices: readonly OfferedChoice[]) => OfferedChoice | undefined
  /** Whether a customer is told a narrow slot, for which everybody stays in, and can move it. */
  readonly narrow: boolean
}

/** An offer as a shopper sees it. */
export interface OfferedChoice extends Choice {
  readonly offer: Offered
}

/** How hard to search; the same for every regime. Gaps that may be looked at. */
export interface Effort {
  /** After every confirmation, cancellation and move. */
  readonly perChange: number
  /** For a slot without a direct gap. */
  readonly perRepair: number
  /** Before dispatch. */
  readonly atTheEnd: number
}

/** What one shopper saw and did. */
export interface Visit {
  readonly shopper: Shopper
  readonly record: RequestRecord
  /** Slots offered that lie within the hours at home. */
  readonly suiting: number
  chosen: string | undefined
  outcome: 'nothing offered' | 'nothing suited' | 'lapsed' | 'cancelled' | 'booked'
  moved: boolean
}

/** A day after booking. */
export interface BookedDay {
  readonly regime: Regime
  readonly desk: Desk
  /** In the order in which the shoppers asked. */
  readonly visits: readonly Visit[]
  /** What the routes cost, after every change. */
  readonly history: readonly CostPoint[]
  /** Gaps that were looked at in all. */
  readonly evaluations: number
}

/** Called after each event. */
export type OnEvent = (done: number, total: number) => void

interface Event {
  readonly at: number
  readonly shopper: Shopper
  readonly what: 'asks' | 'confirms' | 'changes'
}

/** Books the day. Nothing but the regime differs between two calls. */
export function bookDay(
  city: City, shoppers: readonly Shopper[], regime: Regime, effort: Effort, seed: number, onEvent?: OnEvent,
): BookedDay {
  const events = eventsOf(shoppers)
  const clock = manualClock(events[0]?.at ?? 0)
  const desk = openDay({
    date: city.date, zone: city.zone, depots: city.depots, couriers: city.couriers, travel: city.travel,
    slots: regime.slots, policy: regime.policy, clock, seed, repairEvaluations: effort.perRepair,
    closing: { cutoff: { at: '22:00', daysBefore: 1 } },
  })
  const booking = new Booking(desk, regime, effort)
  for (const [index, { at, shopper, what }] of events.entries()) {
    clock.set(at)
    booking[what](shopper)
    onEvent?.(index + 1, events.length)
  }
  // Holds that nobody confirmed lapse before the routes are made final.
  clock.advance('PT1H')
  booking.improve(effort.atTheEnd)
  return { regime, desk, visits: [...booking.visits.values()], history: booking.history, evaluations: booking.evaluations }
}

function eventsOf(shoppers: readonly Shopper[]): Event[] {
  const events = shoppers.flatMap((shopper): Event[] => {
    const asks: Event = { at: shopper.asksAt, shopper, what: 'asks' }
    const confirms: Event = { at: shopper.confirmsAt, shopper, what: 'confirms' }
    const changes: Event = { at: shopper.changesAt, shopper, what: 'changes' }
    if (shopper.ending === 'lapses') return [asks]
    return shopper.ending === 'keeps' ? [asks, confirms] : [asks, confirms, changes]
  })
  return events.sort((a, b) => a.at - b.at)
}

class Booking {
  readonly visits = new Map<string, Visit>()
  readonly history: CostPoint[] = []
  evaluations = 0
  private readonly desk: Desk
  private readonly regime: Regime
  private readonly effort: Effort
  private readonly slots: ReadonlyMap<string, Slot>
  private readonly ids = new Map<string, string>()

  constructor(desk: Desk, regime: Regime, effort: Effort) {
    this.desk = desk
    this.regime = regime
    this.effort = effort
    this.slots = new Map(desk.day.slots.map((slot) => [slot.id, slot]))
  }

  asks(shopper: Shopper): void {
    const answer = this.desk.offer(shopper.request)
    this.evaluations += answer.evaluations
    const choices = this.choices(answer.offered)
    const chosen = this.regime.choose(shopper, choices)
    this.visits.set(shopper.id, {
      shopper,
      record: recordOf(answer, chosen?.id),
      suiting: choices.filter(({ window }) => suits(shopper, window)).length,
      chosen: chosen?.id,
      outcome: chosen ? 'lapsed' : choices.length === 0 ? 'nothing offered' : 'nothing suited',
      moved: false,
    })
    if (!chosen) return
    const hold = this.desk.hold(chosen.offer, { id: `hold ${shopper.id}`, by: shopper.id })
    assert(hold.ok, 'an offer accepted at once is never refused')
    this.ids.set(shopper.id, hold.id)
  }

  confirms(shopper: Shopper): void {
    const booking = this.ids.get(shopper.id)
    if (booking === undefined) return
    const answer = this.desk.confirm(booking, { id: `confirm ${shopper.id}`, by: shopper.id })
    assert(answer.ok, 'a hold that has not lapsed is confirmed')
    this.visits.get(shopper.id)!.outcome = 'booked'
    this.improve(this.effort.perChange)
  }

  changes(shopper: Shopper): void {
    const booking = this.ids.get(shopper.id)
    if (booking === undefined) return
    if (shopper.ending === 'cancels') this.cancel(shopper, booking)
    else if (this.regime.narrow) this.move(shopper, booking)
    this.improve(this.effort.perChange)
  }

  improve(evaluations: number): void {
    this.note('customer')
    if (evaluations === 0) return
    this.evaluations += this.desk.improve({ evaluations }).evaluations
    this.note('improvement')
  }

  private note(after: CostPoint['after']): void {
    this.history.push({ requests: this.visits.size, orders: this.desk.orders().size, cost: this.desk.cost(), after })
  }

  private cancel(shopper: Shopper, booking: string): void {
    const answer = this.desk.cancel(booking, { id: `cancel ${shopper.id}`, by: shopper.id, reason: 'changed my mind' })
    assert(answer.ok, 'a confirmed booking can be cancelled')
    this.visits.get(shopper.id)!.outcome = 'cancelled'
  }

  /** To the slot that they like second best; where there is none, the booking stands. */
  private move(shopper: Shopper, booking: string): void {
    const visit = this.visits.get(shopper.id)!
    const answer = this.desk.offer(shopper.request)
    this.evaluations += answer.evaluations
    const chosen = this.regime.choose(shopper, this.choices(answer.offered).filter(({ id }) => id !== visit.chosen))
    if (!chosen) return
    const moved = this.desk.reschedule(booking, chosen.offer, { id: `move ${shopper.id}`, by: shopper.id })
    assert(moved.ok, 'an offer accepted at once is never refused')
    visit.chosen = chosen.id
    visit.moved = true
  }

  private choices(offered: readonly Offered[]): OfferedChoice[] {
    return offered.map((offer) => ({ id: offer.slot, window: this.slots.get(offer.slot)!.window, price: offer.price, offer }))
  }
}
