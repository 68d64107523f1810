/** What most shops run today: so many orders per slot and area, and no routes until booking has ended. */
import { assert } from '../../base/assert.ts'
import type { OfferRequest } from '../../live/request.ts'
import { makeDay } from '../../model/day.ts'
import type { Day } from '../../model/day.ts'
import { openCalendar } from '../../time/calendar.ts'
import type { Seconds } from '../../time/seconds.ts'
import type { Window } from '../../time/window.ts'
import { asPromised, handOver } from './hand-over.ts'
import { KnownDay } from './planning.ts'
import { priceOfWidth } from './price.ts'
import type { Choice, DayBrief, Dispatched, History, Regime, RegimeDay } from './regime.ts'
import { staffed } from './staffed.ts'

/** Of the effort, for the plan that keeps all windows; the rest is for those that it cannot keep, where there are any. */
const FOR_ALL_WINDOWS = 0.7

/**
 * A slot is offered while its counter of the area is not empty. How high counters start: what the fleet carries in a day (see
 * {@link History}) is split over the hours by couriers on shift, and over the areas by population. Prices are by width only. At dispatch
 * all orders are planned within their windows; those that do not fit are planned until the end of the day, which may break a promise;
 * those that fit nowhere are left.
 */
export const counters: Regime = {
  name: 'counters',
  title: 'narrow slots, counters per slot and area',
  chooses: true,
  openDay: (brief) => new CountersDay(brief),
}

interface Booked {
  readonly request: OfferRequest
  readonly window: Window
  /** The counter that it was taken from. */
  readonly area: string
  readonly cell: number
}

class CountersDay implements RegimeDay {
  private readonly brief: DayBrief
  private readonly history: History
  private readonly choices: readonly Choice[]
  /** By area: what is left in each cell, which is as long as the time from one opening to the next. */
  private readonly free: Map<string, number[]>
  private readonly booked = new Map<string, Booked>()

  constructor(brief: DayBrief) {
    this.brief = brief
    this.history = brief.history()
    const day = makeDay(
      { depots: brief.depots, couriers: brief.couriers, dimensions: brief.dimensions, travel: brief.travel, slots: [brief.slots] },
      openCalendar(brief.date, brief.zone),
    )
    this.choices = day.slots.map(({ id, window }) => ({ id, window, price: priceOfWidth(window.end - window.start) }))
    this.free = startingCounters(day, this.history, brief.slots.every)
  }

  ask(request: OfferRequest): Choice[] {
    const free = this.free.get(this.history.areaOf(request)) ?? []
    return this.choices.filter(({ window }) => this.freest(free, window) !== undefined)
  }

  book(request: OfferRequest, { window }: Choice): void {
    this.cancel(request.id)
    const area = this.history.areaOf(request)
    const free = this.free.get(area)
    const cell = free && this.freest(free, window)
    assert(cell !== undefined, 'the counter of an offered slot is not empty')
    free![cell]!--
    this.booked.set(request.id, { request, window, area, cell })
  }

  cancel(id: string): void {
    const booking = this.booked.get(id)
    if (booking === undefined) return
    this.free.get(booking.area)![booking.cell]!++
    this.booked.delete(id)
  }

  dispatch(): Dispatched {
    const known = new KnownDay(this.brief)
    const { perDay } = this.brief.effort
    for (const { request, window } of this.booked.values()) known.enter({ request, windows: [window] })
    known.improve(Math.round(FOR_ALL_WINDOWS * perDay), true)
    for (const id of known.absent()) {
      const { request, window } = this.booked.get(id)!
      known.enter({ request, windows: [{ start: window.start, end: this.brief.told.end }] })
    }
    known.improve(perDay - known.evaluations, false)
    const routes = handOver(known.calendar, known.sheets(), (id) => asPromised(this.booked.get(id)!.window))
    return { routes, left: known.absent(), evaluations: known.evaluations }
  }

  /** Wide slots take from the hour that has most left. */
  private freest(free: readonly number[], { start, end }: Window): number | undefined {
    const { every } = this.brief.slots
    let best: number | undefined
    for (let cell = Math.floor(start / every); cell < Math.ceil(end / every); cell++) {
      const left = free[cell] ?? 0
      if (left >= 1 && left > (best === undefined ? 0 : free[best]!)) best = cell
    }
    return best
  }
}

/**
 * By area, orders for each cell of the day: their sum is what the fleet carries, rounded so that no area gains or loses more than one.
 * A cell weighs as much as couriers are on shift in it, within the hours that are sold.
 */
function startingCounters(day: Day, { shares, carried }: History, every: Seconds): Map<string, number[]> {
  const windows = day.slots.map(({ window }) => window)
  const sold = { start: Math.min(...windows.map(({ start }) => start)), end: Math.max(...windows.map(({ end }) => end)) }
  const weights: number[] = []
  for (let cell = 0; cell * every < sold.end; cell++) {
    const [start, end] = [Math.max(sold.start, cell * every), Math.min(sold.end, (cell + 1) * every)]
    weights.push(staffed(day, { start, end }))
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return new Map([...shares].map(([area, share]) => {
    let due = 0
    let given = 0
    return [area, weights.map((weight) => {
      due += total === 0 ? 0 : (carried * share * weight) / total
      const here = Math.round(due) - given
      given += here
      return here
    })]
  }))
}
