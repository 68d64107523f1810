/** Route sheets with reloads and other ends: what is on board, where, and how late it may become. */
import { expect, test } from 'vitest'
import { openDesk } from '../../src/live/open-day.ts'
import { makeDay } from '../../src/model/day.ts'
import { openCalendar } from '../../src/time/calendar.ts'
import { manualClock } from '../../src/time/clock.ts'
import { matrixTravel } from '../../src/travel/matrix.ts'

test('other ends and reloads are stops of their own; the other end carries the words of its order, and its own window', () => {
  const calendar = openCalendar('2026-12-01', 'Europe/Berlin')
  const travel = matrixTravel({ seconds: [[0, 600, 600], [600, 0, 600], [600, 600, 0]] })
  const day = makeDay({
    travel, couriers: [{ id: 'anna', start: 0, end: 0, shift: { start: '08:00', end: '12:00' }, capacity: [5], reload: { service: 'PT5M' } }],
  }, calendar)
  const orders = [
    { id: 'cake', place: 1, load: 2, description: 'third floor', windows: [{ start: '08:30', end: '09:30' }],
      collectAt: { place: 2, service: 60, windows: [{ start: '08:30', end: '09:00' }] } },
    { id: 'book', place: 1, load: 3, windows: [{ start: '09:00', end: '11:00' }] },
  ]
  const steps = [{ type: 'collect', id: 'cake' }, { type: 'order', id: 'cake' }, { type: 'reload' }, { type: 'order', id: 'book' }] as const
  const plan = { routes: [{ courier: 'anna', shift: 0, steps }] }
  const desk = openDesk(day, calendar, { clock: manualClock('2026-11-30T12:00:00Z'), promised: { orders, plan } })
  const [route] = desk.dispatch()
  // Nothing binds the end but the baker's opening: collected at 08:30 for a minute, the door at 08:41, loaded from 08:51 to 08:56, the second
  // door at 09:06, home at 09:16. At doors 60 s, loading 300 s.
  expect(route).toMatchObject({ courier: 'anna', orders: 2, leaves: expect.stringContaining('T08:20:00'), returns: expect.stringContaining('T09:16:00'), service: 360 })
  const lines = route!.stops.map(({ type, id, description, place, start, window, slack, load }) =>
    [type, id, description, place, start.slice(11, 16), window?.end.slice(11, 16), slack, load[0]])
  expect(lines).toEqual([
    // The cake must be collected by 09:00, 30 minutes later than it will be; the book has until 11:00, 114 minutes.
    ['start', undefined, undefined, 0, '08:20', undefined, 1800, 0],
    ['collect', 'cake', 'third floor', 2, '08:30', '09:00', 1800, 2],
    ['order', 'cake', 'third floor', 1, '08:41', '09:30', 2940, 0],
    ['reload', undefined, undefined, 0, '08:51', undefined, 6840, 3],
    ['order', 'book', undefined, 1, '09:06', '11:00', 6840, 0],
    ['end', undefined, undefined, 0, '09:16', undefined, 9840, 0],
  ])
})
