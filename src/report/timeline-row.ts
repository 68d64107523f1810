/** One courier's row of the timeline: what is done when, and below it each promised window with planned start and slack. */
import type { Courier } from '../model/nouns.ts'
import { isVisit } from '../model/stop.ts'
import type { RouteSheet, SheetStep } from '../model/timetable.ts'
import type { Calendar } from '../time/calendar.ts'
import { toLocalTime } from '../time/calendar.ts'
import type { Window } from '../time/window.ts'
import { oneLine } from './markup.ts'
import type { Look } from './palette.ts'
import { bandOf, bandPath, capPath, labelPlace, showsWindow, slackPath, startPath, withLabel } from './timeline-bands.ts'
import { lanesOf } from './timeline-lanes.ts'
import type { Mark } from './timeline-marks.ts'
import { box, circle } from './timeline-marks.ts'
import { plural } from './words.ts'

/** What the timeline shows. */
export interface TimelineData {
  readonly calendar: Calendar
  readonly couriers: readonly Courier[]
  readonly sheets: readonly RouteSheet[]
  readonly looks: ReadonlyMap<string, Look>
}

/** Measures of the drawing, in pixels. */
export interface Style {
  readonly width: number
  /** Left of the axis; the names of couriers stand there where `beside` is set, else above their rows. */
  readonly left: number
  readonly right: number
  readonly beside: boolean
  readonly font: number
  readonly strip: number
  readonly lane: number
  /** Whether orders are named at their windows. */
  readonly names: boolean
  /** Panels grow no higher than this, so that each fits on a sheet of paper and on most screens. */
  readonly panel: number
}

/** One row of the timeline. */
export interface Row {
  readonly height: number
  readonly marks: readonly Mark[]
}

const GAP = 4

/** Draws the row of one route, with its windows in lanes below. */
export function rowOf(data: TimelineData, sheet: RouteSheet, hours: Window, style: Style): Row {
  const { left, width, right, strip, lane, font } = style
  const scale = (width - left - right) / (hours.end - hours.start)
  const x = (at: number): number => left + (Math.min(hours.end, Math.max(hours.start, at)) - hours.start) * scale
  const head = style.beside ? GAP : font + 10
  const look = data.looks.get(sheet.courier)!
  const visits = sheet.steps.filter((step) => isVisit(step) && showsWindow(step, hours))
  const bands = visits.map((step) => bandOf(step, hours, x, style))
  const lanes = lanesOf(bands.map(withLabel), 4)
  const laneTop = (i: number): number => head + strip + GAP + lanes[i]! * lane
  const depth = Math.max(-1, ...lanes) + 1
  const height = Math.max(head + strip + GAP + depth * lane, style.beside ? 44 : 0) + 12
  const shift = data.couriers.find(({ id }) => id === sheet.courier)?.shifts[sheet.shift]
  const marks: Mark[] = [
    ...titleMarks(data, sheet, look, style),
    ...(shift === undefined ? [] : [{ path: box(x(shift.start), head, x(shift.end), strip), fill: 'var(--shade)' }]),
    ...stripMarks(sheet.steps, look, x, head, strip),
    { path: bands.map((band, i) => bandPath(band, laneTop(i), lane - 2)).join(''), fill: look.colour, opacity: 0.24 },
    { path: bands.map((band, i) => capPath(band, laneTop(i), lane - 2)).join(''), stroke: look.colour, width: 1.4 },
    { path: bands.map((band, i) => slackPath(band, laneTop(i), lane - 2)).join(''), stroke: 'var(--ink)', width: 1.2 },
    { path: bands.map((band, i) => startPath(band, laneTop(i), lane - 2)).join(''), fill: 'var(--ink)' },
    ...bands.flatMap((band, i): Mark[] => band.label === '' ? [] : [
      { text: band.label, ...labelPlace(band), y: laneTop(i) + (lane - 2) / 2, size: 9.5, colour: 'var(--soft)' },
    ]),
  ]
  return { height, marks: marks.filter((mark) => !('path' in mark) || mark.path !== '') }
}

/** Whose row it is, how many orders and when. */
function titleMarks({ calendar }: TimelineData, sheet: RouteSheet, look: Look, style: Style): Mark[] {
  const { font, beside } = style
  const work = workOf(sheet)
  const hours = `${toLocalTime(calendar, minuteOf(sheet.start))}–${toLocalTime(calendar, minuteOf(sheet.end))}`
  const radius = font * 0.75
  const y = beside ? GAP + 8 : 8
  const name = oneLine(sheet.courier, 15)
  const badge: Mark[] = [
    { path: circle(radius + 1, y, radius), fill: 'var(--paper)', stroke: look.colour, width: 2 },
    { text: String(look.number), x: radius + 1, y, size: font * 0.8, colour: 'var(--ink)', bold: true, align: 'center' },
  ]
  const x = 2 * radius + 8
  if (beside) {
    return [
      ...badge,
      { text: name, x, y, size: font, colour: 'var(--ink)', bold: true },
      { text: work, x, y: y + 16, size: font - 2, colour: 'var(--soft)' },
      { text: hours, x, y: y + 30, size: font - 2, colour: 'var(--soft)' },
    ]
  }
  const about = `${work}, ${hours}`
  return [
    ...badge,
    { text: name, x, y, size: font, colour: 'var(--ink)', bold: true },
    { text: about, x: x + [...name].length * font * 0.66 + 8, y, size: font - 1, colour: 'var(--soft)' },
  ]
}

/** `7 orders`, or `7 orders in 2 trips`. */
function workOf({ steps }: RouteSheet): string {
  const trips = steps.filter(({ type }) => type === 'reload').length + 1
  const orders = plural(steps.filter(({ type }) => type === 'order').length, 'order')
  return trips === 1 ? orders : `${orders} in ${trips} trips`
}

/** Loading and the other ends of orders are seen even where they take no time. */
const LEAST_WIDTH = 4

/**
 * What the courier does: driving as a line, waiting as an open box, service and breaks as full ones; other ends of orders as open ones
 * in the courier's colour, and reloads, where a trip ends and the next begins, as dark ones that stand out.
 */
function stripMarks(
  steps: readonly SheetStep[], { colour }: Look, x: (at: number) => number, top: number, height: number,
): Mark[] {
  const between = (from: number, to: number, y: number, h: number): string =>
    to > from ? box(x(from), y, Math.max(x(to), x(from) + 1.2), h) : ''
  const inner = height - 4
  const legs = steps.slice(1).map((step, i) => between(steps[i]!.depart, step.arrival, top + height / 2 - 1, 2))
  const waits = steps.map((step) => between(step.arrival, step.start, top + 2.5, inner - 1))
  const stopsOf = (type: SheetStep['type']): string =>
    steps.filter((step) => step.type === type).map((step) => between(step.start, step.depart, top + 1, height - 2)).join('')
  const atLeast = (wanted: (step: SheetStep) => boolean, y: number, h: number): string => steps.filter(wanted)
    .map(({ start, depart }) => box(x(start), y, Math.max(x(depart), x(start) + LEAST_WIDTH), h)).join('')
  return [
    { path: legs.join(''), fill: 'var(--drive)' },
    { path: waits.join(''), fill: 'var(--wait-fill)', stroke: 'var(--wait)', width: 1 },
    { path: stopsOf('break'), fill: 'var(--pause)' },
    { path: stopsOf('order'), fill: colour },
    {
      path: atLeast(({ type }) => type === 'collect' || type === 'bring', top + 1.8, height - 3.6),
      fill: 'var(--paper)', stroke: colour, width: 1.6,
    },
    { path: atLeast(({ type }) => type === 'reload', top - 1, height + 2), fill: 'var(--ink)' },
  ]
}

function minuteOf(at: number): number {
  return Math.round(at / 60) * 60
}
