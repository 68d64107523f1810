/** The timeline: the couriers' rows in panels, each with its own hours. */
import type { CustomSeriesRenderItemReturn, EChartsOption } from 'echarts'
import { toLocalTime } from '../time/calendar.ts'
import type { Window } from '../time/window.ts'
import type { Charts } from './drawing.ts'
import { draw } from './drawing.ts'
import { hourTicks } from './hour-axis.ts'
import type { Markup } from './markup.ts'
import type { Mark } from './timeline-marks.ts'
import { short } from './timeline-marks.ts'
import type { Row, Style, TimelineData } from './timeline-row.ts'
import { rowOf } from './timeline-row.ts'
import { plural } from './words.ts'

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
  return panelsOf(rows, style.panel).map((panel, index) => drawPanel(charts, data, panel, hours, style, `${name}${index}`))
}

/** From the first route's start to the last one's end, with what sticks out a little; rounded outwards. */
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
  const first = Math.floor(from / unit) * unit
  return { start: first, end: Math.max(Math.ceil(to / unit) * unit, first + unit) }
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
  const [from, to] = [toLocalTime(data.calendar, hours.start), toLocalTime(data.calendar, hours.end)]
  const label = `Timeline of ${plural(rows.length, 'route')}, from ${from} to ${to}`
  return draw(charts, { id, label, width, height }, option)
}

/** What echarts takes inside a group. */
type Element = Extract<NonNullable<CustomSeriesRenderItemReturn>, { children: unknown }>['children'][number]

function elementOf(mark: Mark, top: number): Element {
  if ('text' in mark) {
    const { text, x, y, size, colour, bold, align } = mark
    const weight = bold ? { fontWeight: 'bold' as const } : {}
    const place = { x: 0, y: 0, align: align ?? 'left', verticalAlign: 'middle' } as const
    const style = { ...place, text, fontSize: size, fontFamily: 'inherit', fill: colour, ...weight }
    return { type: 'text', silent: true, x, y: top + y, style }
  }
  const { path, fill, stroke, width, opacity } = mark
  const line = stroke === undefined ? {} : { stroke, lineWidth: width ?? 1 }
  return {
    type: 'path', silent: true, x: 0, y: top, shape: { pathData: path },
    style: { fill: fill ?? 'none', ...line, ...(opacity === undefined ? {} : { opacity }) },
  }
}
