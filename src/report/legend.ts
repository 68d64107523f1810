/** Small pictures of what the charts are made of, beside the words for them. */
import type { SheetStep } from '../model/timetable.ts'
import type { Markup } from './markup.ts'
import { html } from './markup.ts'

type Entry = readonly [picture: Markup, words: string]

/** Of the couriers' day; kinds of steps that a fleet seldom has are explained only where the day has them. */
export function timelineLegend(types: ReadonlySet<SheetStep['type']>): Markup {
  const entries: Entry[] = [
    [html`<path d="M0 6H34V8H0Z" fill="var(--drive)"/>`, 'driving'],
    [html`<path d="M9 1H25V13H9Z" fill="var(--c1)"/>`, 'service'],
  ]
  if (types.has('collect') || types.has('bring')) {
    entries.push(
      [html`<path d="M9 2H25V12H9Z" fill="var(--paper)" stroke="var(--c1)" stroke-width="1.6"/>`, otherEndWords(types)],
      [html`<path d="M1 3H33V11H1Z" fill="none" stroke="var(--c1)" stroke-width="1.4"/>`, 'window there'],
    )
  }
  if (types.has('reload')) entries.push([html`<path d="M13 0H21V14H13Z" fill="var(--ink)"/>`, 'loading again'])
  return legendOf([...entries, ...commonEntries])
}

function otherEndWords(types: ReadonlySet<SheetStep['type']>): string {
  const words = [...(types.has('collect') ? ['collecting (↑)'] : []), ...(types.has('bring') ? ['bringing (↓)'] : [])]
  return `${words.join(' or ')} on the way`
}

const commonEntries: readonly Entry[] = [
  [html`<path d="M5 2.5H29V11.5H5Z" fill="var(--wait-fill)" stroke="var(--wait)"/>`, 'waiting'],
  [html`<path d="M5 2H29V12H5Z" fill="var(--pause)"/>`, 'break'],
  [
    html`<path d="M1 3H33V11H1Z" fill="var(--c1)" opacity="0.24"/><path d="M1.7 3v8M32.3 3v8" stroke="var(--c1)" stroke-width="1.4"/>`,
    'promised window',
  ],
  [
    html`<path d="M9 7H27M27 4v6" fill="none" stroke="var(--ink)" stroke-width="1.2"/><circle cx="9" cy="7" r="2.6" fill="var(--ink)"/>`,
    'planned start and slack',
  ],
  [html`<path d="M0 1H34V13H0Z" fill="var(--shade)"/>`, 'shift'],
]

/** Of slots offered and chosen. */
export const slotLegend = legendOf([
  [html`<path d="M5 2H29V12H5Z" fill="var(--bar-soft)"/>`, 'offered'],
  [html`<path d="M5 2H29V12H5Z" fill="var(--bar)"/>`, 'chosen'],
])

function legendOf(entries: readonly Entry[]): Markup {
  const items = entries.map(([picture, words]) => html`<li><svg viewBox="0 0 34 14" aria-hidden="true">${picture}</svg>${words}</li>`)
  return html`<ul class="legend">${items}</ul>`
}
