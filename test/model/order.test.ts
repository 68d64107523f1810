import { describe, expect, test } from 'vitest'
import { makeDay } from '../../src/model/day.ts'
import { makeOrder } from '../../src/model/order.ts'
import { FARTHEST } from '../../src/time/seconds.ts'
import { openCalendar } from '../../src/time/calendar.ts'
import { estimateTravel } from '../../src/travel/estimate.ts'
import { matrixTravel } from '../../src/travel/matrix.ts'
import { problemsOf } from '../make/problems.ts'

const travel = matrixTravel({ seconds: [[0, 100], [150, 0]] })
const day = makeDay({ travel, couriers: [{ id: 'k', start: 0, end: 0, shift: { start: 0, end: 3600 }, capacity: [5, 6] }] })
const simple = makeDay({ travel, couriers: [{ id: 'k', start: 0, end: 0, shift: { start: 0, end: 3600 }, capacity: 5 }] })

describe('an order', () => {
  test('fills in what was left out', () => {
    expect(makeOrder({ id: 'o', place: 1 }, day)).toEqual({
      id: 'o', place: 1, service: 0, delivery: [0, 0], pickup: [0, 0], skills: [], priority: 0, windows: [{ start: -FARTHEST, end: FARTHEST }],
    })
  })

  test('reads loads as lists, or as a number where there is one dimension', () => {
    expect(makeOrder({ id: 'o', place: 1, load: [1, 2], pickup: [3, 4] }, day)).toMatchObject({ delivery: [1, 2], pickup: [3, 4] })
    expect(makeOrder({ id: 'o', place: 1, delivery: 3 }, simple)).toMatchObject({ delivery: [3], pickup: [0] })
  })

  test('reads durations and windows as people write them', () => {
    const berlin = makeDay({ travel: estimateTravel({ kilometresPerHour: 30 }), couriers: [] }, openCalendar('2026-12-01', 'Europe/Berlin'))
    const order = makeOrder({ id: 'o', place: [13, 52], service: 'PT4M', windows: [{ start: '17:30', end: '19:00' }], description: 'ring twice' }, berlin)
    expect(order).toMatchObject({ place: [13, 52], service: 240, windows: [{ start: 63_000, end: 68_400 }], description: 'ring twice' })
  })

  test('counts a skill once, and may ask for one that nobody has', () => {
    expect(makeOrder({ id: 'o', place: 1, skills: ['lift', 'lift', 'fly'] }, day).skills).toEqual(['lift', 'fly'])
  })

  test('reads its other end, position and release', () => {
    const berlin = makeDay({ travel: estimateTravel({ kilometresPerHour: 30 }), couriers: [] }, openCalendar('2026-12-01', 'Europe/Berlin'))
    const bakery = { place: [13.1, 52] as const, service: 'PT2M', windows: [{ start: '06:00', end: '07:00' }] }
    const read = { place: [13.1, 52], service: 120, windows: [{ start: 21_600, end: 25_200 }] }
    expect(makeOrder({ id: 'o', place: [13, 52], collectAt: bakery }, berlin).collectAt).toEqual(read)
    // 09:30 is 34,200 s
    expect(makeOrder({ id: 'o', place: [13, 52], bringTo: bakery, release: '09:30' }, berlin)).toMatchObject({ bringTo: read, release: 34_200 })
    expect(makeOrder({ id: 'o', place: [13, 52], position: 'first', release: -60 }, berlin)).toMatchObject({ position: 'first', release: -60 })
    const whenever = makeOrder({ id: 'o', place: 0, bringTo: { place: 1 } }, day).bringTo!
    expect(whenever).toEqual({ place: 1, service: 0, windows: [{ start: -FARTHEST, end: FARTHEST }] })
    expect([whenever, whenever.windows].every(Object.isFrozen)).toBe(true)
  })

  test('is frozen, and does not change with what was passed in', () => {
    const load = [1, 2]
    const windows = [{ start: 0, end: 9 }]
    const order = makeOrder({ id: 'o', place: 1, load, windows }, day)
    load[0] = 99
    windows[0]!.start = 5
    expect(order).toMatchObject({ delivery: [1, 2], windows: [{ start: 0, end: 9 }] })
    expect([order, order.delivery, order.pickup, order.windows, order.windows[0], order.skills].every(Object.isFrozen)).toBe(true)
  })

  test.each([
    ['nothing', undefined, ['not-an-object at ']],
    ['no id and no place', {}, ['missing at id', 'place-unknown at place']],
    ['a row that the matrix has not', { id: 'o', place: 2 }, ['place-unknown at place']],
    ['coordinates where there is a matrix', { id: 'o', place: [13, 52] }, ['place-unknown at place']],
    ['a place that is no place', { id: 'o', place: Number.NaN }, ['place-unknown at place']],
    ['a place with half its fields', { id: 'o', place: { row: 1 } }, ['place-unknown at place.at']],
    ['loads of the wrong number', { id: 'o', place: 1, load: 3, pickup: [1, 2, 3] }, ['load-dimensions at load', 'load-dimensions at pickup']],
    ['loads that are negative, fractions, infinite or too much', { id: 'o', place: 1, load: [-1, 0.5], pickup: [Infinity, 2 ** 29] },
      ['out-of-range at load[0]', 'not-an-integer at load[1]', 'not-a-number at pickup[0]', 'out-of-range at pickup[1]']],
    ['load and delivery', { id: 'o', place: 1, load: [1, 1], delivery: [1, 1] }, ['contradiction at delivery']],
    ['negative service', { id: 'o', place: 1, service: -1 }, ['out-of-range at service']],
    ['service of half a second', { id: 'o', place: 1, service: 0.5 }, ['not-an-integer at service']],
    ['service that is no duration', { id: 'o', place: 1, service: 'long' }, ['duration-invalid at service']],
    ['no windows in the list', { id: 'o', place: 1, windows: [] }, ['window-empty at windows']],
    ['windows that are reversed or one-sided', { id: 'o', place: 1, windows: [{ start: 9, end: 8 }, { end: 20 }] },
      ['window-reversed at windows[0]', 'window-empty at windows[1]']],
    ['windows that overlap or go back', { id: 'o', place: 1, windows: [{ start: 10, end: 20 }, { start: 15, end: 30 }, { start: 0, end: 5 }] },
      ['window-overlap at windows[1]', 'window-overlap at windows[2]']],
    ['windows with more in them', { id: 'o', place: 1, windows: [{ start: 0, end: 1, width: 3 }] }, ['unknown-key at windows[0].width']],
    ['a million windows', { id: 'o', place: 1, windows: Array(1_000_000) }, ['too-many at windows']],
    ['two other ends', { id: 'o', place: 1, collectAt: { place: 0 }, bringTo: { place: 0 } }, ['contradiction at bringTo']],
    ['a position and another end', { id: 'o', place: 1, bringTo: { place: 0 }, position: 'last' }, ['contradiction at position']],
    ['a release of what is collected', { id: 'o', place: 1, collectAt: { place: 0 }, release: 60 }, ['contradiction at release']],
    ['a position in the middle', { id: 'o', place: 1, position: 'middle' }, ['unknown-id at position']],
    ['a release that is no moment', { id: 'o', place: 1, release: '09:00' }, ['not-a-number at release']],
    ['another end that is nowhere, endless, closed and misspelt', { id: 'o', place: 1, bringTo: { place: 9, service: Infinity, windows: [], load: 1 } },
      ['unknown-key at bringTo.load', 'place-unknown at bringTo.place', 'not-a-number at bringTo.service', 'window-empty at bringTo.windows']],
    ['another end that is only a place', { id: 'o', place: 1, collectAt: 1 }, ['not-an-object at collectAt']],
    ['a priority beyond the scale', { id: 'o', place: 1, priority: 101 }, ['out-of-range at priority']],
    ['a hostile key', JSON.parse('{ "id": "o", "place": 1, "__proto__": { "skills": ["lift"] } }'), ['forbidden-key at __proto__']],
    ['VROOM’s words', { id: 'o', place: 1, time_windows: [[0, 1]] }, ['unknown-key at time_windows']],
  ])('is refused with %s', (_, input, expected) => {
    expect(problemsOf(() => makeOrder(input as never, day))).toEqual(expected)
  })

  test('says where in a list it stands', () => {
    expect(problemsOf(() => makeOrder({ id: '', place: 9 }, day, 'orders[3]'))).toEqual(['not-text at orders[3].id', 'place-unknown at orders[3].place'])
  })
})
