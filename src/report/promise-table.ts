/** The promise list: every booking with its window, its courier and what has become of it. */
import type { BookedSlot } from '../live/answer.ts'
import type { RouteSheet } from '../model/timetable.ts'
import type { Calendar } from '../time/calendar.ts'
import { toLocalTime } from '../time/calendar.ts'
import { holds } from '../time/window.ts'
import { windowInWords } from '../time/wording.ts'
import type { DayReport } from './day-report.ts'
import type { Markup } from './markup.ts'
import { html, named } from './markup.ts'
import { windowOf } from './measures.ts'
import type { Look } from './palette.ts'
import type { RequestRecord } from './request-log.ts'
import { offersOf } from './request-log.ts'
import { grouped, percent, wholeMinutes } from './words.ts'

/** One line of the list. */
export interface PromiseRow {
  readonly booking: BookedSlot
  readonly description: string | undefined
  /** The window in the words of a confirmation. */
  readonly window: string
  /** Where the plan serves it; absent for ended bookings. */
  readonly planned: PlannedStop | undefined
  readonly onTime: number | undefined
  /** What is wrong, in words: a live booking without a stop, or outside its window. */
  readonly broken: string | undefined
}

/** A stop of the plan. */
export interface PlannedStop {
  readonly courier: string
  /** From 1, orders only. */
  readonly stop: number
  readonly start: number
  readonly latest: number | undefined
}

const stateWords: Readonly<Record<BookedSlot['state'], string>> = {
  held: 'held, not confirmed yet',
  confirmed: 'confirmed',
  released: 'released by the customer',
  expired: 'hold lapsed',
  cancelled: 'cancelled',
}

/** A page holds no more rows than this. */
export const MOST_ROWS = 5000

/** All bookings: by window, planned start and order; those that have ended come last. */
export function promiseRows({ calendar, bookings, sheets, orders, log }: DayReport): PromiseRow[] {
  const stops = plannedStops(sheets)
  const chances = chancesOf(log)
  const rows = bookings.map((booking): PromiseRow => {
    const isLive = booking.state === 'held' || booking.state === 'confirmed'
    const planned = isLive ? stops.get(booking.order) : undefined
    return {
      booking,
      description: orders.get(booking.order)?.description,
      window: windowInWords(calendar, windowOf(booking, calendar)),
      planned,
      onTime: isLive ? chances.get(booking.order)?.get(booking.slot) : undefined,
      broken: isLive ? troubleOf(booking, planned, calendar) : undefined,
    }
  })
  const rank = ({ booking, planned }: PromiseRow): (number | string)[] => [
    booking.state === 'held' || booking.state === 'confirmed' ? 0 : 1, Date.parse(booking.start), Date.parse(booking.end), planned?.start ?? 0,
    booking.order, booking.id,
  ]
  return rows.map((row) => ({ row, rank: rank(row) })).sort((a, b) => compare(a.rank, b.rank)).map(({ row }) => row)
}

/** The list as a table that becomes cards on a telephone. */
export function promiseTable(rows: readonly PromiseRow[], calendar: Calendar, looks: ReadonlyMap<string, Look>): Markup {
  const lines = rows.slice(0, MOST_ROWS).map((row) => lineOf(row, calendar, looks))
  return html`<table class="promises"><thead><tr><th scope="col">Order</th><th scope="col">Promised window</th><th scope="col">Slot</th>
<th scope="col">Courier</th><th scope="col">Planned start</th><th scope="col">Slack</th><th scope="col">On time</th><th scope="col">State</th></tr></thead>
<tbody>${lines}</tbody></table>${rows.length > MOST_ROWS ? html`<p class="note">The first ${grouped(MOST_ROWS)} of ${grouped(rows.length)} bookings are listed.</p>` : ''}`
}

function lineOf({ booking, description, window, planned, onTime, broken }: PromiseRow, calendar: Calendar, looks: ReadonlyMap<string, Look>): Markup {
  const look = planned && looks.get(planned.courier)
  const ended = booking.state !== 'held' && booking.state !== 'confirmed'
  const note = description === undefined ? '' : html`<small>${description}</small>`
  const courier = planned === undefined || look === undefined
    ? '–'
    : html`${badge(look)} ${named(planned.courier)}<small>stop ${planned.stop}</small>`
  const slack = planned?.latest === undefined ? '–' : wholeMinutes(planned.latest - planned.start)
  const state = broken === undefined ? stateWords[booking.state] : html`<strong class="bad">${broken}</strong>`
  return html`<tr${ended ? html` class="ended"` : ''}><th scope="row">${named(booking.order)}${note}</th><td>${window}</td><td>${named(booking.slot)}</td>
<td>${courier}</td><td>${planned === undefined ? '–' : toLocalTime(calendar, planned.start)}</td><td>${slack}</td>
<td>${onTime === undefined ? '–' : percent(onTime)}</td><td>${state}</td></tr>
`
}

/** A courier's number in its colour, as on the map. */
export function badge({ number, colour }: Look): Markup {
  return html`<span class="badge" style="border-color:${colour}">${number}</span>`
}

function troubleOf(booking: BookedSlot, planned: PlannedStop | undefined, calendar: Calendar): string | undefined {
  if (planned === undefined) return 'in no route'
  return holds(windowOf(booking, calendar), planned.start) ? undefined : 'outside its window'
}

function plannedStops(sheets: readonly RouteSheet[]): Map<string, PlannedStop> {
  const stops = new Map<string, PlannedStop>()
  for (const { courier, steps } of sheets) {
    for (const [i, step] of steps.filter(({ type }) => type === 'order').entries()) {
      stops.set(step.id!, { courier, stop: i + 1, start: step.start, latest: step.latest })
    }
  }
  return stops
}

/** By order and slot, as last offered. */
function chancesOf(log: readonly RequestRecord[]): Map<string, Map<string, number>> {
  const chances = new Map<string, Map<string, number>>()
  for (const record of log) {
    const known = chances.get(record.order) ?? new Map<string, number>()
    chances.set(record.order, known)
    for (const { slot, onTime } of offersOf(record)) if (onTime !== undefined) known.set(slot, onTime)
  }
  return chances
}

function compare(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (const [i, left] of a.entries()) {
    const right = b[i]!
    if (left !== right) return left < right ? -1 : 1
  }
  return 0
}
