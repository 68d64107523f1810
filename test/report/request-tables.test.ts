/** Requests by slot and refusals by reason: counts equal the log. */
import { expect, test } from 'vitest'
import { refusalCounts } from '../../src/report/refusal-table.ts'
import type { RequestRecord } from '../../src/report/request-log.ts'
import { slotCounts, windowLabel } from '../../src/report/slot-table.ts'
import { openCalendar } from '../../src/time/calendar.ts'

const calendar = openCalendar('2026-12-01', 'UTC')
const at = (hours: number) => new Date(calendar.anchor + hours * 3_600_000).toISOString()
const slot = (from: number, to: number) => ({ slot: `${from}-${to}`, start: at(from), end: at(to) })
const refused = (from: number, to: number, code: 'full' | 'no-room', proved = false) => ({ ...slot(from, to), reason: { code, proved } })

const log: RequestRecord[] = [
  { order: 'a', at: at(0), offered: [slot(8, 9), slot(8, 10)], refused: [refused(11, 12, 'no-room')], chosen: '8-10' },
  { order: 'b', at: at(0), offered: [slot(8, 10)], refused: [refused(8, 9, 'no-room'), refused(11, 12, 'full', true)], chosen: '8-10' },
  { order: 'c', at: at(0), offered: [], refused: [refused(8, 9, 'no-room'), refused(8, 10, 'no-room')] },
  { order: 'd', at: at(0), offered: [], refused: [refused(8, 9, 'full')], alternatives: [slot(11, 12)], chosen: '11-12' },
]

test('each slot by its window: asked for, offered, chosen', () => {
  expect(slotCounts(calendar, log)).toEqual({
    byHour: false,
    slots: [
      { label: '08–09', start: 8 * 3600, asked: 4, offered: 1, chosen: 0 },
      { label: '08–10', start: 8 * 3600, asked: 3, offered: 2, chosen: 2 },
      { label: '11–12', start: 11 * 3600, asked: 3, offered: 1, chosen: 1 },
    ],
  })
})

test('many slots are put together by the hour in which they open, and no count is lost', () => {
  const many = Array.from({ length: 40 }, (_, i): RequestRecord => {
    const own = { slot: 'own', start: at(8 + i / 10), end: at(10 + i / 10) }
    return { order: String(i), at: at(0), offered: [own], refused: [], chosen: 'own' }
  })
  // openings every six minutes from 08:00 to 11:54: ten in each of four hours
  expect(slotCounts(calendar, many)).toEqual({
    byHour: true,
    slots: [8, 9, 10, 11].map((h) => ({ label: String(h).padStart(2, '0'), start: h * 3600, asked: 10, offered: 10, chosen: 10 })),
  })
})

test('labels leave out minutes where there are none', () => {
  expect(windowLabel(calendar, { start: 8 * 3600, end: 10 * 3600 })).toBe('08–10')
  expect(windowLabel(calendar, { start: 8.5 * 3600, end: 10 * 3600 })).toBe('08:30–10:00')
  expect(windowLabel(calendar, { start: 22 * 3600, end: 24 * 3600 })).toBe('22–00+1d')
})

test('reasons: slots refused, proved among them, and customers who were offered nothing', () => {
  // no-room: a one, b one, c two slots; full: b one (proved), d one. c alone went empty-handed, d had an alternative.
  expect(refusalCounts(log)).toEqual([
    { code: 'no-room', slots: 4, proved: 0, emptyHanded: 1 },
    { code: 'full', slots: 2, proved: 1, emptyHanded: 0 },
  ])
})
