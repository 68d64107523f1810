/** Why slots were refused: each reason in words, with how often it was the binding one. */
import { refusalCodes } from '../slots/reason.ts'
import type { RefusalCode } from '../slots/reason.ts'
import type { Markup } from './markup.ts'
import { html, raw } from './markup.ts'
import type { RequestRecord } from './request-log.ts'
import { grouped, percent } from './words.ts'

/** One reason. */
export interface RefusalCount {
  readonly code: RefusalCode
  /** Slots refused for this reason. */
  readonly slots: number
  /** Of these, slots that no plan at all could have kept. */
  readonly proved: number
  /** Requests that were offered nothing, and had a slot refused for this reason. */
  readonly emptyHanded: number
}

/** Reasons of all refused slots, the most frequent first. */
export function refusalCounts(log: readonly RequestRecord[]): RefusalCount[] {
  const counts = new Map<RefusalCode, { slots: number; proved: number; emptyHanded: number }>()
  for (const { offered, alternatives = [], refused } of log) {
    const isEmpty = offered.length + alternatives.length === 0
    const codes = new Set<RefusalCode>()
    for (const { reason } of refused) {
      const count = counts.get(reason.code) ?? { slots: 0, proved: 0, emptyHanded: 0 }
      counts.set(reason.code, count)
      count.slots++
      if (reason.proved) count.proved++
      if (isEmpty && !codes.has(reason.code)) count.emptyHanded++
      codes.add(reason.code)
    }
  }
  return [...counts].map(([code, count]) => ({ code, ...count })).sort((a, b) => b.slots - a.slots || (a.code < b.code ? -1 : 1))
}

/** The reasons as a table with bars. */
export function refusalTable(counts: readonly RefusalCount[]): Markup {
  const most = Math.max(1, ...counts.map(({ slots }) => slots))
  const all = counts.reduce((sum, { slots }) => sum + slots, 0)
  const rows = counts.map(({ code, slots, proved, emptyHanded }) => {
    const width = raw(((100 * slots) / most).toFixed(1))
    return html`<tr><th scope="row"><code>${code}</code><span class="meaning">${meaningOf(code)}</span></th>
<td class="bar"><span class="number">${grouped(slots)} <small>${percent(slots / all)}</small></span>
<span class="track"><span style="width:${width}%"></span></span></td>
<td class="number">${grouped(proved)}</td><td class="number">${grouped(emptyHanded)}</td></tr>
`
  })
  return html`<table class="refusals"><thead><tr><th scope="col">Reason</th><th scope="col">Slots refused</th>
<th scope="col" class="number">of these proved impossible</th><th scope="col" class="number">Customers offered nothing</th></tr></thead>
<tbody>${rows}</tbody></table>`
}

function meaningOf(code: RefusalCode): string {
  return Object.hasOwn(refusalCodes, code) ? refusalCodes[code] : 'A reason that this version does not know.'
}
