/** The day in a row of numbers. */
import type { Markup } from './markup.ts'
import { html } from './markup.ts'
import type { DayMeasures } from './measures.ts'
import { shareOf } from './measures.ts'
import { grouped, hoursAndMinutes, inUnit, kilometres, plural } from './words.ts'

interface Tile {
  readonly title: string
  readonly value: string
  readonly about: string
  readonly tone?: 'good' | 'bad'
}

/** The tiles, most important first. `choice`: whether customers asked for three slots or more, so that three could be offered. */
export function headline(m: DayMeasures, violations: number, choice: boolean): Markup {
  const three = choice ? `; ${grouped(m.offeredThree)} had at least three` : ''
  const tiles: Tile[] = [
    ...(m.requests === 0 ? [] : [
      {
        title: 'Offered a slot', value: inUnit(shareOf(m.offeredOne, m.requests), 'share'),
        about: `${grouped(m.offeredOne)} of ${grouped(m.requests)} requests${three}`,
      },
      {
        title: 'Accepted', value: inUnit(shareOf(m.accepted, m.requests), 'share'),
        about: `${grouped(m.accepted)} of ${grouped(m.requests)} customers took a slot`,
      },
    ]),
    {
      title: 'Promises kept', value: `${grouped(m.kept)} of ${grouped(m.promised)}`,
      about: violations === 0
        ? 'in the plan; the judge finds nothing wrong'
        : `in the plan; the judge’s ${plural(violations, 'finding')} below`,
      tone: m.kept === m.promised && violations === 0 ? 'good' : 'bad',
    },
    {
      title: 'Kept free by customers', value: hoursAndMinutes(m.keptFree),
      about: m.meanWidth === undefined ? 'nobody waits' : `${hoursAndMinutes(m.meanWidth)} each on average`,
    },
    {
      title: 'Orders in routes', value: grouped(m.orders),
      about: m.couriersUsed === 0 ? 'nobody drives' : `${inUnit(m.orders / m.couriersUsed, 'ratio')} for each courier`,
    },
    { title: 'Couriers used', value: grouped(m.couriersUsed), about: `of ${grouped(m.couriers)} who could work` },
    {
      title: 'Paid hours', value: hoursAndMinutes(m.paid),
      about: m.ordersPerPaidHour === undefined ? 'nobody drives' : `${inUnit(m.ordersPerPaidHour, 'ratio')} orders per paid hour`,
    },
    {
      title: 'Driving', value: hoursAndMinutes(m.travel),
      about: m.metresPerOrder === undefined ? 'distances unknown' : `${kilometres(m.metres)}, ${kilometres(m.metresPerOrder)} per order`,
    },
    { title: 'Waiting at doors', value: hoursAndMinutes(m.waiting), about: `${inUnit(shareOf(m.waiting, m.paid), 'share')} of paid hours` },
    {
      title: 'Cost of the routes', value: grouped(m.cost),
      about: m.orders === 0 ? 'integer cost units' : `${inUnit(m.cost / m.orders, 'cost')} per order`,
    },
  ]
  // an even number of tiles, so that they fill two rows
  return html`<dl class="tiles" style="--tiles:${tiles.length / 2}">${tiles.map(({ title, value, about, tone = 'plain' }) =>
    html`<div class="${tone}"><dt>${title}</dt><dd>${value}</dd><dd class="about">${about}</dd></div>`)}</dl>`
}
