/** The promise list: every booking with its window, its courier and what has become of it. */
import type { BookedSlot } from '../live/answer.ts'
import { isVisit } from '../model/stop.ts'
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
  /** From 1: visits to orders and to their other ends. */
  readonly stop: number
  readonly start: number
  readonly latest: number | undefined
  /** When and how the order's other end is visited. */
  readonly other: { readonly type: 'collect' | 'bring'; readonly start: number } | undefined
}

const stateWords: Readonly<Record<BookedSlot['state'], string>> = {
  held: 'held',
  confirmed: 'confirmed',
  released: 'released',
  expired: 'expired',
  cancelled: 'cancelled',
}

/** A page holds no more rows than this. */
export const MOST_ROWS = 5000

/** All bookings: by window, planned start and order; those that have ended come last. */
export function promiseRows({ calendar, bookings, sheets, orders, log }: DayReport): PromiseRow[] {
  const stops = plannedStops(sheets)
  const chances = chancesOf(log)
  const rows = bookings.map((booking): PromiseRow => {
    const live = isLive(booking)
    const planned = live ? stops.get(booking.order) : undefined
    return {
      booking,
      description: orders.get(booking.order)?.description,
      window: windowInWords(calendar, windowOf(booking, calendar)),
      planned,
      onTime: live ? chances.get(booking.order)?.get(booking.slot) : undefined,
      broken: live ? troubleOf(booking, planned, calendar) : undefined,
    }
  })
  const rank = ({ booking, planned }: PromiseRow): (number | string)[] => [
    isLive(booking) ? 0 : 1, Date.parse(booking.start), Date.parse(booking.end), planned?.start ?? 0,
    booking.order, booking.id,
  ]
  return rows.map((row) => ({ row, rank: rank(row) })).sort((a, b) => compare(a.rank, b.rank)).map(({ row }) => row)
}

/** The list as a table that becomes cards on a telephone. */
export function promiseTable(rows: readonly PromiseRow[], calendar: Calendar, looks: ReadonlyMap<string, Look>): Markup {
  const lines = rows.slice(0, MOST_ROWS).map((row) => lineOf(row, calendar, looks))
  const rest = rows.length <= MOST_ROWS
    ? ''
    : html`<p class="note">The first ${grouped(MOST_ROWS)} of ${grouped(rows.length)} bookings are listed.</p>`
  return html`<table class="promises"><thead><tr>
<th scope="col">Order</th><th scope="col">Promised window, slot</th><th scope="col">Courier</th>
<th scope="col" class="number">Planned start</th><th scope="col" class="number">Slack</th><th scope="col" class="number">On time</th>
<th scope="col">State</th></tr></thead>
<tbody>${lines}</tbody></table>${rest}`
}

function lineOf(row: PromiseRow, calendar: Calendar, looks: ReadonlyMap<string, Look>): Markup {
  const { booking, description, window, planned, onTime, broken } = row
  const look = planned && looks.get(planned.courier)
  const courier = planned === undefined || look === undefined
    ? '–'
    : html`${badge(look)} ${named(planned.courier)}<small class="stop">stop ${planned.stop}</small>${otherEnd(planned, calendar)}`
  const start = planned === undefined ? '–' : toLocalTime(calendar, Math.floor(planned.start / 60) * 60)
  const slack = planned?.latest === undefined ? '–' : wholeMinutes(planned.latest - planned.start)
  const state = broken === undefined ? stateWords[booking.state] : html`<strong class="bad">${booking.state}, ${broken}</strong>`
  return html`<tr${isLive(booking) ? '' : html` class="ended"`}><th scope="row">${named(booking.order)}${small(description)}</th>
<td>${window}${slotName(booking, calendar)}</td><td>${courier}</td><td class="number">${start}</td><td class="number">${slack}</td>
<td class="number">${onTime === undefined ? '–' : percent(onTime)}</td><td>${state}</td></tr>
`
}

const otherWords = { collect: 'collected at', bring: 'brought at' } as const

function otherEnd({ other }: PlannedStop, calendar: Calendar): Markup | undefined {
  if (other === undefined) return undefined
  return html`<small>${otherWords[other.type]} ${toLocalTime(calendar, Math.floor(other.start / 60) * 60)}</small>`
}

/** The slot's name, where it says more than the window does. */
function slotName(booking: BookedSlot, calendar: Calendar): Markup | undefined {
  const { start, end } = windowOf(booking, calendar)
  const says = `${toLocalTime(calendar, start)}-${toLocalTime(calendar, end)}`
  return booking.slot === says ? undefined : html`<small>${named(booking.slot)}</small>`
}

function small(text: string | undefined): Markup | undefined {
  return text === undefined ? undefined : html`<small>${text}</small>`
}

function isLive({ state }: BookedSlot): boolean {
  return state === 'held' || state === 'confirmed'
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
    const visits = steps.filter(isVisit)
    const others = new Map(visits.flatMap(({ type, id, start }) => (type === 'collect' || type === 'bring' ? [[id, { type, start }]] : [])))
    for (const [i, step] of visits.entries()) {
      if (step.type !== 'order') continue
      stops.set(step.id!, { courier, stop: i + 1, start: step.start, latest: step.latest, other: others.get(step.id) })
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
