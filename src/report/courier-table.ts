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
  const rows = sheets.map((sheet) => {
    const orders = sheet.steps.filter(({ type }) => type === 'order').length
    return html`<tr><th scope="row">${badge(looks.get(sheet.courier)!)} ${named(sheet.courier)}${sheet.shift > 0 ? ` (shift ${sheet.shift + 1})` : ''}</th>
<td class="number">${orders}</td><td class="number">${clock(calendar, sheet.start)}–${clock(calendar, sheet.end)}</td>
<td class="number">${hoursAndMinutes(sheet.travel)}</td><td class="number">${hoursAndMinutes(sheet.service)}</td>
<td class="number">${hoursAndMinutes(sheet.waiting)}</td>${hasMetres ? html`<td class="number">${kilometres(sheet.metres)}</td>` : ''}
<td class="number">${grouped(sheet.cost)}</td></tr>
`
  })
  return html`<div class="scroll"><table class="couriers"><thead><tr><th scope="col">Courier</th><th scope="col" class="number">Orders</th>
<th scope="col" class="number">On the road</th><th scope="col" class="number">Driving</th><th scope="col" class="number">Service, breaks</th>
<th scope="col" class="number">Waiting</th>${hasMetres ? html`<th scope="col" class="number">Distance</th>` : ''}
<th scope="col" class="number">Cost</th></tr></thead><tbody>${rows}</tbody></table></div>`
}

function clock(calendar: Calendar, at: number): string {
  return toLocalTime(calendar, Math.round(at / 60) * 60)
}
