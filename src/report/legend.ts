/** Small pictures of what the charts are made of, beside the words for them. */
import type { Markup } from './markup.ts'
import { html } from './markup.ts'

/** Of the couriers' day. */
export const timelineLegend = legendOf([
  [html`<path d="M0 6H34V8H0Z" fill="var(--drive)"/>`, 'driving'],
  [html`<path d="M9 1H25V13H9Z" fill="var(--c1)"/>`, 'service'],
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
])

/** Of slots offered and chosen. */
export const slotLegend = legendOf([
  [html`<path d="M5 2H29V12H5Z" fill="var(--bar-soft)"/>`, 'offered'],
  [html`<path d="M5 2H29V12H5Z" fill="var(--bar)"/>`, 'chosen'],
])

function legendOf(entries: readonly (readonly [picture: Markup, words: string])[]): Markup {
  const items = entries.map(([picture, words]) => html`<li><svg viewBox="0 0 34 14" aria-hidden="true">${picture}</svg>${words}</li>`)
  return html`<ul class="legend">${items}</ul>`
}
