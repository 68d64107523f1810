/** The timeline: what each courier does when, and under it each promised window with the planned start and its slack. */
import type { CustomSeriesRenderItemReturn, EChartsOption } from 'echarts'
import type { Courier, Order } from '../model/nouns.ts'
import type { RouteSheet, SheetStep } from '../model/timetable.ts'
import type { Calendar } from '../time/calendar.ts'
import { toLocalTime } from '../time/calendar.ts'
import type { Window } from '../time/window.ts'
import type { Charts } from './drawing.ts'
import { draw } from './drawing.ts'
import { hourTicks } from './hour-axis.ts'
import type { Markup } from './markup.ts'
import { oneLine } from './markup.ts'
import type { Look } from './palette.ts'
import { lanesOf } from './timeline-lanes.ts'
import { plural } from './words.ts'

/** What the timeline shows. */
export interface TimelineData {
  readonly calendar: Calendar
  readonly couriers: readonly Courier[]
  readonly orders: ReadonlyMap<string, Order>
  readonly sheets: readonly RouteSheet[]
  readonly looks: ReadonlyMap<string, Look>
}

/** Measures of the drawing, in pixels. */
interface Style {
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

/** Up to this many stops, orders are named in the drawing. */
const MOST_NAMED = 260

/** Windows and shifts may stick out of the routes' own hours by this much, and are cut off beyond it. */
const OVERHANG = 2 * 3600

/** Draws the rows in panels one below the other, each with its own hours. */
export function drawTimeline(charts: Charts, data: TimelineData, name: string, narrow: boolean): Markup[] {
  const stops = data.sheets.reduce((count, { steps }) => count + steps.length, 0)
  const names = !narrow && stops <= MOST_NAMED
  const style: Style = narrow
    ? { width: 360, left: 8, right: 14, beside: false, font: 11, strip: 10, lane: 6, names, panel: 520 }
    : { width: 1000, left: 158, right: 22, beside: true, font: 13, strip: 13, lane: names ? 13 : 7, names, panel: 760 }
  const hours = hoursOf(data)
  const rows = data.sheets.map((sheet) => rowOf(data, sheet, hours, style))
  return panelsOf(rows, style.panel).map((panel, index) => {
    const id = `${name}${index}`
    return drawPanel(charts, data, panel, hours, style, id)
  })
}

/** The hours of all routes, with what sticks out a little, in whole hours. */
function hoursOf({ couriers, sheets }: TimelineData): Window {
  const start = sheets.reduce((least, sheet) => Math.min(least, sheet.start), Infinity)
  const end = sheets.reduce((most, sheet) => Math.max(most, sheet.end), -Infinity)
  const shifts = couriers.flatMap((courier) => courier.shifts)
  const windows = sheets.flatMap(({ steps }) => steps.flatMap(({ window }) => window ?? []))
  let [from, to] = [start, end]
  for (const around of [...shifts, ...windows]) {
    if (around.start >= start - OVERHANG) from = Math.min(from, around.start)
    if (around.end <= end + OVERHANG) to = Math.max(to, around.end)
  }
  const unit = to - from > 4 * 3600 ? 1800 : 300
  return { start: Math.floor(from / unit) * unit, end: Math.ceil(to / unit) * unit }
}

/** One mark of the drawing: an SVG path or a text, with the row's top at 0. */
type Mark =
  | { readonly path: string; readonly fill?: string; readonly stroke?: string; readonly width?: number; readonly opacity?: number }
  | { readonly text: string; readonly x: number; readonly y: number; readonly size: number; readonly colour: string;
      readonly bold?: boolean; readonly align?: 'left' | 'center' | 'right' }

interface Row {
  readonly height: number
  readonly marks: readonly Mark[]
}

const GAP = 4

function rowOf(data: TimelineData, sheet: RouteSheet, hours: Window, style: Style): Row {
  const { left, width, right, strip, lane, font } = style
  const scale = (width - left - right) / (hours.end - hours.start)
  const x = (at: number): number => left + (Math.min(hours.end, Math.max(hours.start, at)) - hours.start) * scale
  const head = style.beside ? GAP : font + 10
  const look = data.looks.get(sheet.courier)!
  const orders = sheet.steps.filter(({ type }) => type === 'order')
  const bands = orders.flatMap((step) => (step.window === undefined ? [] : [bandOf(step, step.window, hours, x, style)]))
  const lanes = lanesOf(bands.map(withLabel), 4)
  const laneTop = (i: number): number => head + strip + GAP + lanes[i]! * lane
  const depth = Math.max(-1, ...lanes) + 1
  const height = Math.max(head + strip + GAP + depth * lane, style.beside ? 44 : 0) + 12
  const shift = data.couriers.find(({ id }) => id === sheet.courier)?.shifts[sheet.shift]
  const marks: Mark[] = [
    ...titleMarks(data, sheet, look, style, orders.length),
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
function titleMarks({ calendar }: TimelineData, sheet: RouteSheet, look: Look, style: Style, orders: number): Mark[] {
  const { font, beside } = style
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
      { text: `${plural(orders, 'order')}`, x, y: y + 16, size: font - 2, colour: 'var(--soft)' },
      { text: hours, x, y: y + 30, size: font - 2, colour: 'var(--soft)' },
    ]
  }
  const about = `${plural(orders, 'order')}, ${hours}`
  return [
    ...badge,
    { text: name, x, y, size: font, colour: 'var(--ink)', bold: true },
    { text: about, x: x + [...name].length * font * 0.66 + 8, y, size: font - 1, colour: 'var(--soft)' },
  ]
}

/** What the courier does: driving as a line, waiting as an open box, service and breaks as full ones. */
function stripMarks(
  steps: readonly SheetStep[], { colour }: Look, x: (at: number) => number, top: number, height: number,
): Mark[] {
  const between = (from: number, to: number, y: number, h: number): string => (to > from ? box(x(from), y, Math.max(x(to), x(from) + 1.2), h) : '')
  const inner = height - 4
  const legs = steps.slice(1).map((step, i) => between(steps[i]!.depart, step.arrival, top + height / 2 - 1, 2))
  const waits = steps.map((step) => between(step.arrival, step.start, top + 2.5, inner - 1))
  const stopsOf = (type: SheetStep['type']): string =>
    steps.filter((step) => step.type === type).map((step) => between(step.start, step.depart, top + 1, height - 2)).join('')
  return [
    { path: legs.join(''), fill: 'var(--drive)' },
    { path: waits.join(''), fill: 'var(--wait-fill)', stroke: 'var(--wait)', width: 1 },
    { path: stopsOf('break'), fill: 'var(--pause)' },
    { path: stopsOf('order'), fill: colour },
  ]
}

/** A promised window with the planned start and the latest, in pixels. */
interface Band {
  readonly left: number
  readonly right: number
  readonly opens: boolean
  readonly closes: boolean
  readonly start: number
  readonly latest: number
  readonly label: string
  /** Whether the label stands after the window, or before it where there is no room after it. */
  readonly after: boolean
}

const LETTER = 5.9

/** A window and its label, as one extent. */
function withLabel({ left, right, label, after }: Band): { left: number; right: number } {
  const room = label === '' ? 0 : [...label].length * LETTER + 4
  return after ? { left, right: right + room } : { left: left - room, right }
}

function labelPlace({ left, right, after }: Band): { x: number; align: 'left' | 'right' } {
  return after ? { x: right + 4, align: 'left' } : { x: left - 4, align: 'right' }
}

function bandOf(step: SheetStep, window: Window, hours: Window, x: (at: number) => number, style: Style): Band {
  const right = Math.max(x(window.end), x(window.start) + 2)
  const label = style.names ? oneLine(step.id!, 12) : ''
  return {
    left: x(window.start),
    right,
    opens: window.start >= hours.start,
    closes: window.end <= hours.end,
    start: x(step.start),
    latest: x(step.latest ?? step.start),
    label,
    after: right + [...label].length * LETTER + 4 <= style.width,
  }
}

function bandPath({ left, right }: Band, top: number, height: number): string {
  return box(left, top, right, height)
}

/** An upright stroke at each end of the window; none where the window goes on beyond the drawing. */
function capPath({ left, right, opens, closes }: Band, top: number, height: number): string {
  const stroke = (at: number): string => `M${short(at)} ${short(top)}v${short(height)}`
  return `${opens ? stroke(left + 0.7) : ''}${closes ? stroke(right - 0.7) : ''}`
}

/** From the planned start to the latest one, with an upright stroke there. */
function slackPath({ start, latest }: Band, top: number, height: number): string {
  if (latest - start < 1) return ''
  const middle = short(top + height / 2)
  return `M${short(start)} ${middle}H${short(latest)}M${short(latest)} ${short(top + height * 0.15)}v${short(height * 0.7)}`
}

function startPath({ start }: Band, top: number, height: number): string {
  return circle(start, top + height / 2, Math.min(2.6, height * 0.42))
}

/** Rows one below the other, a new panel where the next row would not fit. */
function panelsOf(rows: readonly Row[], most: number): Row[][] {
  const panels: Row[][] = []
  let height = Infinity
  for (const row of rows) {
    if (height + row.height > most) {
      panels.push([])
      height = 0
    }
    panels.at(-1)!.push(row)
    height += row.height
  }
  return panels
}

function drawPanel(charts: Charts, data: TimelineData, rows: readonly Row[], hours: Window, style: Style, id: string): Markup {
  const { width, left, right, font } = style
  const head = font + (style.beside ? 12 : 16)
  const height = head + rows.reduce((sum, row) => sum + row.height, 0) + 4
  const ticks = hourTicks(data.calendar, hours, Math.floor((width - left - right) / (font * 4.4)))
  const labels = new Map(ticks.map(({ at, label }) => [at, label]))
  const moments = ticks.map(({ at }) => at)
  let top = head
  const elements = rows.flatMap((row) => {
    const drawn = row.marks.map((mark) => elementOf(mark, top))
    top += row.height
    return drawn
  })
  const rules = rows.slice(0, -1).reduce<{ path: string; y: number }>(({ path, y }, row) => {
    const next = y + row.height
    return { path: `${path}M0 ${short(next - 5)}H${width}`, y: next }
  }, { path: '', y: head }).path
  const children = [...(rules === '' ? [] : [elementOf({ path: rules, stroke: 'var(--rule)', width: 1 }, 0)]), ...elements]
  const option: EChartsOption = {
    grid: { left, right, top: head, bottom: 4 },
    xAxis: {
      type: 'value', position: 'top', min: hours.start, max: hours.end,
      axisLine: { show: false },
      axisTick: { show: false, customValues: moments },
      axisLabel: {
        customValues: moments, formatter: (at: number) => labels.get(at) ?? '', color: 'var(--soft)', fontSize: font - 1, margin: 6,
        hideOverlap: false, showMinLabel: true, showMaxLabel: true,
      },
      splitLine: { show: true, lineStyle: { color: 'var(--rule)', width: 1 } },
    },
    yAxis: { type: 'value', show: false, min: 0, max: 1 },
    series: [{ type: 'custom', silent: true, clip: false, data: [[0, 0]], renderItem: () => ({ type: 'group', children }) }],
  }
  const label = `Timeline of ${plural(rows.length, 'route')}, from ${toLocalTime(data.calendar, hours.start)} to ${toLocalTime(data.calendar, hours.end)}`
  return draw(charts, { id, label, width, height }, option)
}

/** What echarts takes inside a group. */
type Element = Extract<NonNullable<CustomSeriesRenderItemReturn>, { children: unknown }>['children'][number]

function elementOf(mark: Mark, top: number): Element {
  if ('text' in mark) {
    const { text, x, y, size, colour, bold, align } = mark
    const weight = bold ? { fontWeight: 'bold' as const } : {}
    const place = { x: 0, y: 0, align: align ?? 'left', verticalAlign: 'middle' } as const
    return { type: 'text', silent: true, x, y: top + y, style: { ...place, text, fontSize: size, fontFamily: 'inherit', fill: colour, ...weight } }
  }
  const { path, fill, stroke, width, opacity } = mark
  const line = stroke === undefined ? {} : { stroke, lineWidth: width ?? 1 }
  return {
    type: 'path', silent: true, x: 0, y: top, shape: { pathData: path },
    style: { fill: fill ?? 'none', ...line, ...(opacity === undefined ? {} : { opacity }) },
  }
}

function box(left: number, top: number, right: number, height: number): string {
  return `M${short(left)} ${short(top)}H${short(right)}V${short(top + height)}H${short(left)}Z`
}

function circle(x: number, y: number, radius: number): string {
  const r = short(radius)
  return `M${short(x - radius)} ${short(y)}a${r} ${r} 0 1 1 ${short(2 * radius)} 0a${r} ${r} 0 1 1 ${short(-2 * radius)} 0Z`
}

function short(pixels: number): string {
  return String(Math.round(pixels * 10) / 10)
}

function minuteOf(at: number): number {
  return Math.round(at / 60) * 60
}
