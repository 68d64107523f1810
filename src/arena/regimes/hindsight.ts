/** The bound: everybody who will ask, when they are really in, and who will cancel, is known before the first of them asks. */
import type { OfferRequest } from '../../live/request.ts'
import type { Window } from '../../time/window.ts'
import { holds } from '../../time/window.ts'
import type { Choice, DayBrief, Dispatched, Foreseen, Regime, RegimeDay } from './regime.ts'
import { handOver } from './hand-over.ts'
import { KnownDay } from './planning.ts'

/** What is told, in seconds to both sides of the planned moment. */
const ESTIMATE = 900

/** Traffic is not foreseen: visits are planned for so many seconds before somebody goes out, where they are in for longer. */
const MARGIN = 900

/** One plan for all, made with the whole day's effort: most customers served first, then least cost. */
export const hindsight: Regime = {
  name: 'hindsight',
  title: 'hindsight, the bound',
  chooses: false,
  foresees: true,
  openDay: (brief) => new HindsightDay(brief),
}

class HindsightDay implements RegimeDay {
  private readonly known: KnownDay
  private readonly told: Window
  /** By order: when somebody would open. */
  private readonly open: ReadonlyMap<string, readonly Window[]>
  /** New customers who could have been served, and are left out for others. */
  private readonly turnedAway = new Set<string>()
  /** Who is booked and in no route: nobody will open, or others come first; they are told the next day. */
  private readonly later = new Set<string>()

  constructor(brief: DayBrief) {
    this.known = new KnownDay(brief)
    this.told = brief.told
    this.open = new Map((brief.foreseen ?? []).map(({ customer, open }) => [customer.id, open]))
    for (const one of brief.foreseen ?? []) {
      if (stays(one) && one.open.length > 0) this.known.enter({ request: one.customer.request, windows: one.open.map(inGoodTime) })
    }
    this.known.improve(brief.effort.perDay, true)
    const absent = new Set(this.known.absent())
    for (const one of brief.foreseen ?? []) {
      const { id } = one.customer
      if (absent.has(id) && !one.again) this.turnedAway.add(id)
      else if (absent.has(id) || (stays(one) && one.open.length === 0)) this.later.add(id)
    }
  }

  ask(request: OfferRequest): Choice[] {
    return this.turnedAway.has(request.id) ? [] : [{ id: 'the day', window: this.told, price: 0 }]
  }

  book(): void {
    // Everything was decided before anybody asked.
  }

  cancel(): void {
    // It was known.
  }

  dispatch(): Dispatched {
    const routes = handOver(this.known.calendar, this.known.sheets(), (id, planned) => {
      const told = { start: planned - ESTIMATE, end: planned + ESTIMATE }
      const isIn = this.open.get(id)!.find((open) => holds(open, planned))!
      return { promised: this.told, told, waitsUntil: Math.max(told.start, isIn.start) }
    })
    return { routes, left: [], postponed: [...this.later], evaluations: this.known.evaluations }
  }
}

function inGoodTime({ start, end }: Window): Window {
  return { start, end: Math.max(start, end - MARGIN) }
}

function stays({ customer, again }: Foreseen): boolean {
  return again || customer.ending === 'keeps' || customer.ending === 'moves'
}
