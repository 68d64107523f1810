/** The booking of one delivery day: everybody who wants it meets the regime, in the order of time. */
import type { Choice, Regime, RegimeDay } from '../regimes/regime.ts'
import type { Customer } from '../world/customer.ts'
import { choose, suits } from '../world/taste.ts'

/** Somebody who asks for a place on the day. */
export interface Asker {
  readonly customer: Customer
  /** Epoch milliseconds. */
  readonly at: number
  /** Visits that have failed before. */
  readonly failed: number
  /** Whether this is the first day for which they ask. */
  readonly isNew: boolean
}

/** What came of one asker's booking. */
export interface Asked {
  readonly asker: Asker
  /** Slots that were offered, and those of them that lie within the hours at home. */
  readonly offered: number
  readonly suiting: number
  readonly outcome: 'booked' | 'nothing offered' | 'nothing suited' | 'lapsed' | 'cancelled'
}

/** A hold that nobody confirms lapses after ten minutes. */
const HOLD = 600_000

interface Event {
  readonly at: number
  readonly asker: Asker
  readonly what: 'asks' | 'lapses' | 'changes'
}

/** Whether a customer stays in on purpose for a slot that they choose. */
export type Bends = (customer: Customer) => boolean

/** Runs the stream. New customers may let a hold lapse, cancel or move; who comes back keeps what they are given. @returns by customer */
export function bookDay(regime: Regime, regimeDay: RegimeDay, day: number, askers: readonly Asker[], bends: Bends): Map<string, Asked> {
  const stream = new Stream(regime, regimeDay, day, bends)
  for (const { what, asker, at } of eventsOf(askers)) stream[what](asker, at)
  return stream.asked
}

function eventsOf(askers: readonly Asker[]): Event[] {
  const events = askers.flatMap((asker): Event[] => {
    const { customer, at, isNew } = asker
    const asks: Event = { at, asker, what: 'asks' }
    if (!isNew || customer.ending === 'keeps') return [asks]
    const lapses = customer.ending === 'lapses'
    return [asks, lapses ? { at: at + HOLD, asker, what: 'lapses' } : { at: Math.max(at, customer.changesAt), asker, what: 'changes' }]
  })
  return events.sort((a, b) => a.at - b.at || (a.asker.customer.id < b.asker.customer.id ? -1 : a.asker === b.asker ? 0 : 1))
}

class Stream {
  readonly asked = new Map<string, Asked>()
  private readonly regime: Regime
  private readonly regimeDay: RegimeDay
  private readonly day: number
  private readonly bends: Bends
  private readonly chosen = new Map<string, string>()

  constructor(regime: Regime, regimeDay: RegimeDay, day: number, bends: Bends) {
    this.bends = bends
    this.regime = regime
    this.regimeDay = regimeDay
    this.day = day
  }

  asks(asker: Asker, at: number): void {
    const { customer, failed } = asker
    const choices = this.regimeDay.ask(customer.request, at, failed)
    const choice = this.choose(customer, choices)
    const suiting = choices.filter(({ window }) => suits(customer, this.day, window)).length
    const outcome = choice ? 'booked' : choices.length === 0 ? 'nothing offered' : 'nothing suited'
    this.asked.set(customer.id, { asker, offered: choices.length, suiting, outcome })
    if (choice) this.book(customer, choice, at)
  }

  lapses({ customer }: Asker, at: number): void {
    if (!this.chosen.has(customer.id)) return
    this.regimeDay.cancel(customer.id, at)
    this.end(customer, 'lapsed')
  }

  /** Who moves takes what they like best of the others; where nothing else suits, the booking stands. */
  changes({ customer, failed }: Asker, at: number): void {
    const present = this.chosen.get(customer.id)
    if (present === undefined) return
    if (customer.ending === 'cancels') {
      this.regimeDay.cancel(customer.id, at)
      this.end(customer, 'cancelled')
    } else {
      const others = this.regime.chooses ? this.regimeDay.ask(customer.request, at, failed).filter(({ id }) => id !== present) : []
      const choice = this.choose(customer, others)
      if (choice) this.book(customer, choice, at)
    }
  }

  private choose(customer: Customer, choices: readonly Choice[]): Choice | undefined {
    return this.regime.chooses ? choose(customer, this.day, choices, this.bends(customer)) : choices[0]
  }

  private book(customer: Customer, choice: Choice, at: number): void {
    this.regimeDay.book(customer.request, choice, at)
    this.chosen.set(customer.id, choice.id)
  }

  private end(customer: Customer, outcome: 'lapsed' | 'cancelled'): void {
    this.chosen.delete(customer.id)
    this.asked.set(customer.id, { ...this.asked.get(customer.id)!, outcome })
  }
}
