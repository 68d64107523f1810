/** The couriers' day in numbers, which is the legend of map and timeline too. */
import type { RouteSheet } from '../model/timetable.ts'
import type { Calendar } from '../time/calendar.ts'
import { toLocalTime } from '../time/calendar.ts'
import type { Markup } from './markup.ts'
import { html, named } from './markup.ts'
import type { Look } from './palette.ts'
import { badge } from './promise-table.ts'
import { grouped, hoursAndMinutes, kilometres } from './words.ts'

/** One line per route. */
export function courierTable(sheets: readonly RouteSheet[], calendar: Calendar, looks: ReadonlyMap<string, Look>): Markup {
  const hasMetres = sheets.some(({ metres }) => metres > 0)
  const hasTrips = sheets.some((sheet) => tripsIn(sheet) > 1)
  const service = hasTrips ? 'Service, loading, breaks' : 'Service, breaks'
  const columns = [
    'Orders', 'On the road', ...(hasTrips ? ['Trips'] : []), 'Driving', service, 'Waiting', ...(hasMetres ? ['Distance'] : []), 'Cost',
  ]
  const rows = sheets.map((sheet) => {
    const cells = [
      grouped(sheet.steps.filter(({ type }) => type === 'order').length),
      `${clock(calendar, sheet.start)}–${clock(calendar, sheet.end)}`,
      ...(hasTrips ? [grouped(tripsIn(sheet))] : []),
      hoursAndMinutes(sheet.travel), hoursAndMinutes(sheet.service), hoursAndMinutes(sheet.waiting),
      ...(hasMetres ? [kilometres(sheet.metres)] : []),
      grouped(sheet.cost),
    ]
    const shift = sheet.shift > 0 ? ` (shift ${sheet.shift + 1})` : ''
    return html`<tr><th scope="row">${badge(looks.get(sheet.courier)!)} ${named(sheet.courier)}${shift}</th>${cells.map((cell, i) =>
      html`<td class="number" data-is="${columns[i]!}">${cell}</td>`)}</tr>
`
  })
  return html`<table class="couriers"><thead><tr><th scope="col">Courier</th>${columns.map((name) =>
    html`<th scope="col" class="number">${name}</th>`)}</tr></thead>
<tbody>${rows}</tbody></table>`
}

/** Each reload ends a trip and begins the next. */
function tripsIn({ steps }: RouteSheet): number {
  return steps.filter(({ type }) => type === 'reload').length + 1
}

function clock(calendar: Calendar, at: number): string {
  return toLocalTime(calendar, Math.round(at / 60) * 60)
}
