/** Requests by slot: how often each was asked for, offered, refused and chosen. */
import type { Calendar } from '../time/calendar.ts'
import { toLocalTime } from '../time/calendar.ts'
import type { Seconds } from '../time/seconds.ts'
import type { Window } from '../time/window.ts'
import { windowOf } from './measures.ts'
import type { RequestRecord } from './request-log.ts'
import { offersOf } from './request-log.ts'

/** One slot, or all slots that open within one hour. */
export interface SlotCount {
  /** `08–10`, or `08:30–10:30`; `08` for all that open from 08:00 to 08:59. */
  readonly label: string
  readonly start: Seconds
  readonly asked: number
  readonly offered: number
  readonly chosen: number
}

/** All slots of the log, by opening and closing. */
export interface SlotCounts {
  /** Whether there were so many that slots were put together by the hour in which they open. */
  readonly byHour: boolean
  readonly slots: readonly SlotCount[]
}

interface Tally {
  readonly window: Window
  asked: number
  offered: number
  chosen: number
}

/** More slots than this would be too narrow to read. */
const MOST_SLOTS_SHOWN = 26

/** The slots of all requests. Slots of the customers' own with the same window count as one. */
export function slotCounts(calendar: Calendar, log: readonly RequestRecord[]): SlotCounts {
  const tallies = talliesOf(calendar, log)
  if (tallies.length > MOST_SLOTS_SHOWN) return { byHour: true, slots: byHour(calendar, tallies) }
  const slots = tallies.map(({ window, asked, offered, chosen }) => {
    return { label: windowLabel(calendar, window), start: window.start, asked, offered, chosen }
  })
  return { byHour: false, slots }
}

function talliesOf(calendar: Calendar, log: readonly RequestRecord[]): Tally[] {
  const tallies = new Map<string, Tally>()
  const tallyOf = (slot: { readonly start: string; readonly end: string }): Tally => {
    const key = `${slot.start} ${slot.end}`
    const known = tallies.get(key)
    if (known !== undefined) return known
    const fresh = { window: windowOf(slot, calendar), asked: 0, offered: 0, chosen: 0 }
    tallies.set(key, fresh)
    return fresh
  }
  for (const record of log) {
    for (const refusal of record.refused) tallyOf(refusal).asked++
    for (const offer of offersOf(record)) {
      const tally = tallyOf(offer)
      tally.asked++
      tally.offered++
      if (offer.slot === record.chosen) tally.chosen++
    }
  }
  return [...tallies.values()].sort((a, b) => a.window.start - b.window.start || a.window.end - b.window.end)
}

function byHour(calendar: Calendar, tallies: readonly Tally[]): SlotCount[] {
  const hours = new Map<string, SlotCount>()
  for (const { window, asked, offered, chosen } of tallies) {
    const label = toLocalTime(calendar, window.start).replace(/^(\d+):\d+(:\d+)?/, '$1')
    const sum = hours.get(label) ?? { label, start: window.start, asked: 0, offered: 0, chosen: 0 }
    hours.set(label, { ...sum, asked: sum.asked + asked, offered: sum.offered + offered, chosen: sum.chosen + chosen })
  }
  return [...hours.values()]
}

/** `08–10` where both ends are full hours. */
export function windowLabel(calendar: Calendar, window: Window): string {
  const ends = [window.start, window.end].map((at) => toLocalTime(calendar, at))
  const full = ends.every((end) => /^\d\d:00(?:[+-]|$)/.test(end))
  return ends.map((end) => (full ? end.replace(':00', '') : end)).join('–')
}
