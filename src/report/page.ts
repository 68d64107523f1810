/** The report of a day as one HTML file, which needs no network, no script and no colour to be read. */
import { comparisonTable } from './comparison-table.ts'
import { drawCostChart } from './cost-chart.ts'
import { courierTable } from './courier-table.ts'
import type { DayReport } from './day-report.ts'
import type { Charts } from './drawing.ts'
import { loadCharts } from './drawing.ts'
import { headline } from './headline.ts'
import { clockChange } from './hour-axis.ts'
import { slotLegend, timelineLegend } from './legend.ts'
import { looksOf } from './looks.ts'
import type { Markup, Piece } from './markup.ts'
import { html, named, raw } from './markup.ts'
import type { Look } from './palette.ts'
import { promiseRows, promiseTable } from './promise-table.ts'
import { refusalCounts, refusalTable } from './refusal-table.ts'
import { drawRouteMap, routeMapOf } from './route-map.ts'
import { drawSlotChart } from './slot-chart.ts'
import { slotCounts } from './slot-table.ts'
import { styleSheet } from './style.ts'
import { drawTimeline } from './timeline.ts'
import { grouped, plural } from './words.ts'

/** More routes than this are not drawn; they are in the tables all the same. */
const MOST_ROUTES = 200

/** Violations that are listed. */
const MOST_VIOLATIONS = 50

/**
 * One HTML file: headline numbers, map, timeline, slots, refusals, cost, promises, comparison and small print. All texts are escaped, and a
 * content security policy lets nothing be loaded or run. The same data gives the same bytes.
 * Rejects with an `InputError` (`package-missing`) where the optional package echarts is not installed.
 */
export async function renderDayReport(data: DayReport): Promise<string> {
  const charts = await loadCharts()
  const looks = looksOf(data.day.couriers, data.sheets)
  const sections: Piece[] = [
    violationSection(data),
    mapSection(charts, data, looks),
    timelineSection(charts, data, looks),
    slotSection(charts, data),
    refusalSection(data),
    costSection(charts, data),
    comparisonSection(data),
    promiseSection(data, looks),
    factSection(data),
  ]
  const choice = data.log.some(({ offered, refused }) => offered.length + refused.length >= 3)
  const subtitle = data.subtitle === undefined ? '' : html`<p>${data.subtitle}</p>`
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>${data.title}</title>
<style>${raw(styleSheet)}</style>
</head>
<body>
<main>
<header><h1>${data.title}</h1>${subtitle}</header>
${headline(data.measures, data.violations.length, choice)}
${sections}
<footer>Drawn by slotsmith. All times are those of clocks in ${data.calendar.zone} on ${data.calendar.date}.</footer>
</main>
</body>
</html>
`.text
}

function section(id: string, title: string, ...body: Piece[]): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>
${body}
</section>
`
}

/** A drawing for wide screens and paper, and the same for telephones. */
function figure(wide: Piece, narrow: Piece): Markup {
  return html`<figure><div class="wide">${wide}</div><div class="narrow">${narrow}</div></figure>`
}

function violationSection({ violations }: DayReport): Piece {
  if (violations.length === 0) return ''
  const rest = violations.length - MOST_VIOLATIONS
  return section('violations', 'What is wrong with the plan',
    html`<ul>${violations.slice(0, MOST_VIOLATIONS).map(({ code, detail }) => html`<li><code>${code}</code> ${detail}</li>`)}</ul>`,
    rest > 0 ? html`<p class="note">And ${plural(rest, 'more', 'more')}.</p>` : '')
}

function mapSection(charts: Charts, data: DayReport, looks: ReadonlyMap<string, Look>): Piece {
  const table = data.sheets.length === 0 ? '' : courierTable(data.sheets, data.calendar, looks)
  const map = routeMapOf(data.day, data.sheets.slice(0, MOST_ROUTES), looks)
  if (map === undefined) {
    const idle = data.sheets.length === 0
    const why = idle ? 'No courier has anything to do.' : 'The places of this day have no coordinates, so there is no map.'
    return section('map', 'Routes', html`<p>${why}</p>`, table)
  }
  const label = `Map of ${plural(map.routes.length, 'route')}`
  const left = map.unplaced === 0 ? '' : ` Left out: ${plural(map.unplaced, 'stop')} without coordinates.`
  const hollow = map.routes.some(({ trips }) => trips.some((stops) => stops.some(({ isOtherEnd }) => isOtherEnd)))
  const ends = hollow ? ' Hollow marks are places where orders are collected, or brought to, on the way.' : ''
  return section('map', 'Routes',
    html`<p>Each line is one route, numbered as in the table below; the house is where couriers start and load. Lines are straight between
stops, whatever the roads, and the ways from and to the depot are drawn faint.${ends}${left}${limitNote(data)}</p>`,
    figure(
      drawRouteMap(charts, { id: 'map', label, width: 1000 }, map, 0.78),
      drawRouteMap(charts, { id: 'map-s', label, width: 360 }, map, 1.15),
    ),
    table)
}

function timelineSection(charts: Charts, data: DayReport, looks: ReadonlyMap<string, Look>): Piece {
  if (data.sheets.length === 0) return ''
  const timeline = { ...data, couriers: data.day.couriers, looks, sheets: data.sheets.slice(0, MOST_ROUTES) }
  const change = clockChange(data.calendar)
  const clocks = change === undefined ? '' : ` ${change}`
  const wide = drawTimeline(charts, timeline, 'time', false)
  const narrow = drawTimeline(charts, timeline, 'time-s', true)
  return section('timeline', 'The couriers’ day',
    html`<p>The upper strip of each row is what the courier does. Below it lies each promised window, with a dot at the planned start
of service; the line from the dot shows how far that start may slip before a promise or the end of the shift is
missed.${clocks}${limitNote(data)}</p>`,
    timelineLegend(new Set(timeline.sheets.flatMap(({ steps }) => steps.map(({ type }) => type)))),
    wide.map((panel) => html`<figure class="wide">${panel}</figure>`),
    narrow.map((panel) => html`<figure class="narrow">${panel}</figure>`))
}

function slotSection(charts: Charts, { calendar, log }: DayReport): Piece {
  const { byHour, slots } = slotCounts(calendar, log)
  if (slots.length === 0) return ''
  const what = byHour ? 'There are many slots, so those that open in the same hour are put together.' : 'One pair of bars for each slot.'
  return section('slots', 'Slots offered and chosen',
    html`<p>${what} The percentage is the share of requests for the slot that were offered it.</p>`,
    slotLegend,
    figure(drawSlotChart(charts, 'slots', slots, false), drawSlotChart(charts, 'slots-s', slots, true)))
}

function refusalSection({ log }: DayReport): Piece {
  if (log.length === 0) return ''
  const counts = refusalCounts(log)
  if (counts.length === 0) return section('refusals', 'Why slots were refused', html`<p>No slot was refused.</p>`)
  return section('refusals', 'Why slots were refused',
    html`<p>Each refused slot counts once, under the constraint that was binding for the courier that came nearest. “Proved impossible”
means that no plan at all could have kept it; otherwise none was found within the budget.</p>`,
    refusalTable(counts))
}

function costSection(charts: Charts, { history = [] }: DayReport): Piece {
  if (history.length < 2) return ''
  const improved = history.some(({ after }) => after === 'improvement')
  return section('cost', 'Cost while bookings came in',
    html`<p>The cost of the plan after each booking${improved ? '; green strokes are improvements, which move no promise' : ''}.</p>`,
    figure(drawCostChart(charts, 'cost', history, false), drawCostChart(charts, 'cost-s', history, true)))
}

function comparisonSection({ comparison }: DayReport): Piece {
  return comparison === undefined ? '' : section('comparison', 'Side by side', comparisonTable(comparison))
}

function promiseSection(data: DayReport, looks: ReadonlyMap<string, Look>): Piece {
  const rows = promiseRows(data)
  if (rows.length === 0) return section('promises', 'Promises', html`<p>Nothing has been booked.</p>`)
  const states = new Map<string, number>()
  for (const { booking } of rows) states.set(booking.state, (states.get(booking.state) ?? 0) + 1)
  const counts = [...states].map(([state, count]) => `${grouped(count)} ${state}`).join(', ')
  return section('promises', 'Promises',
    html`<p>${plural(rows.length, 'booking')}: ${counts}. Slack is how far the planned start may slip; “on time” is the share of travel
scenarios in which everybody on that route was on time when the slot was offered, where known.</p>`,
    promiseTable(rows, data.calendar, looks))
}

function factSection({ facts = [] }: DayReport): Piece {
  if (facts.length === 0) return ''
  const lines = facts.map(({ name, value }) => html`<div><dt>${name}</dt><dd>${named(String(value))}</dd></div>`)
  return section('facts', 'How this came about', html`<dl class="facts">${lines}</dl>`)
}

function limitNote({ sheets }: DayReport): string {
  return sheets.length <= MOST_ROUTES ? '' : ` The first ${MOST_ROUTES} of ${grouped(sheets.length)} routes are drawn.`
}
