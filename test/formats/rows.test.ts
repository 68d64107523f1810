/** Orders as CSV and back, and a plan as a table. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCsv } from '../../src/formats/csv.ts'
import { ordersFromCsv, ordersToCsv, planToCsv } from '../../src/formats/rows.ts'
import { makeDay } from '../../src/model/day.ts'
import { makeOrder } from '../../src/model/order.ts'
import { openCalendar } from '../../src/time/calendar.ts'
import { estimateTravel } from '../../src/travel/estimate.ts'
import { matrixTravel } from '../../src/travel/matrix.ts'
import { dayArbitrary, ordersArbitrary } from '../make/day.ts'
import { allFeatures, smallDay } from '../make/fleet.ts'
import { problemsOf } from '../make/problems.ts'

const day = makeDay({
  travel: matrixTravel({ seconds: [[0, 600], [600, 0]] }),
  couriers: [{ id: 'anna', start: 0, end: 0, shift: { start: '08:00', end: '16:00' }, capacity: [5] }],
}, openCalendar('2026-12-01', 'Europe/Berlin'))

describe('orders', () => {
  test('have a line each', () => {
    const order = makeOrder({
      id: 'o1', place: { row: 1, at: [13.4, 52.5] }, load: 2, service: 60, skills: ['lift', 'a;b'],
      windows: [{ start: '09:00', end: '10:00' }, { start: '12:00', end: '13:00' }], description: 'third floor, left',
    }, day)
    expect(ordersToCsv([order])).toBe(
      'id,lon,lat,row,service,delivery,pickup,skills,windows,priority,description\r\n' +
      'o1,13.4,52.5,1,60,2,0,lift;a\\;b,32400/36000;43200/46800,0,"third floor, left"\r\n',
    )
    expect(ordersFromCsv(ordersToCsv([order]), day)).toEqual([order])
  })

  test('have columns for other ends, positions and releases where some order needs them', () => {
    const common = { place: 1, load: 1, windows: [{ start: '09:00', end: '10:00' }] } as const
    const some = [
      makeOrder({ id: 'a', ...common, collectAt: { place: { row: 0, at: [13.3, 52.4] }, service: 60, windows: [{ start: '08:00', end: '08:30' }] } }, day),
      makeOrder({ id: 'b', ...common, position: 'last' }, day),
    ]
    expect(ordersToCsv(some)).toBe(
      'id,lon,lat,row,service,delivery,pickup,skills,windows,priority,description,' +
      'collectLon,collectLat,collectRow,collectService,collectWindows,position\r\n' +
      'a,,,1,0,1,0,,32400/36000,0,,13.3,52.4,0,60,28800/30600,\r\n' +
      'b,,,1,0,1,0,,32400/36000,0,,,,,,,last\r\n',
    )
    expect(ordersFromCsv(ordersToCsv(some), day)).toEqual(some)
    const others = [
      makeOrder({ id: 'c', place: 1, bringTo: { place: 0 } }, day),
      makeOrder({ id: 'd', place: 1, bringTo: { place: 1, service: 5 }, release: '07:00' }, day),
    ]
    expect(readCsv(ordersToCsv(others)).map((row) => row.slice(11))).toEqual([['bringRow', 'bringService', 'release'], ['0', '0', ''], ['1', '5', '25200']])
    expect(ordersFromCsv(ordersToCsv(others), day)).toEqual(others)
  })

  test('have times per type of courier as JSON, and what they are worth', () => {
    const order = makeOrder({ id: 'a', place: 1, setup: 60, perType: [{ type: 'van; red', service: 5 }], value: 0 }, day)
    const rows = readCsv(ordersToCsv([order]))
    expect(rows.map((row) => row.slice(11))).toEqual([['setup', 'perType', 'value'], ['60', '[{"type":"van; red","service":5}]', '0']])
    expect(ordersFromCsv(ordersToCsv([order]), day)).toEqual([order])
    expect(problemsOf(() => ordersFromCsv('id,row,perType\na,1,van=5', day))).toEqual(['not-a-list at line[2].perType'])
  })

  test('with everything come back as they were', () => {
    fc.assert(fc.property(fc.nat(2 ** 30), (seed) => {
      const small = smallDay(seed, allFeatures)
      expect(ordersFromCsv(ordersToCsv(small.orders), small.day)).toEqual(small.orders)
    }), { numRuns: 50 })
  })

  test('come back as they were', () => {
    fc.assert(fc.property(dayArbitrary().chain((any) => ordersArbitrary(any, 5, { visits: true, trips: true }).map((orders) => ({ any, orders }))), ({ any, orders }) => {
      expect(ordersFromCsv(ordersToCsv(orders), any)).toEqual(orders)
    }))
  })

  test('may be open on one side, and only those that are open on both have no window', () => {
    const open = [
      makeOrder({ id: 'from nine', place: 1, windows: [{ start: '09:00', end: 2 ** 20 }] }, day),
      makeOrder({ id: 'until nine', place: 1, windows: [{ start: -(2 ** 20), end: '09:00' }] }, day),
      makeOrder({ id: 'any time', place: 1 }, day),
    ]
    expect(readCsv(ordersToCsv(open)).map((row) => row[8])).toEqual(['windows', '32400/1048576', '-1048576/32400', ''])
    expect(ordersFromCsv(ordersToCsv(open), day)).toEqual(open)
  })

  test('need only an id and a place, in any order of columns', () => {
    const city = makeDay({ travel: estimateTravel({ kilometresPerHour: 30 }), couriers: [] })
    expect(ordersFromCsv('lat,lon,id\n52.5,13.4,7\n', city)).toMatchObject([{ id: '7', place: [13.4, 52.5], service: 0 }])
  })

  test('all problems are named with their lines', () => {
    expect(() => ordersFromCsv('name\nx\n', day)).toThrow(/unknown-key at header\[0\].*\nmissing at header/)
    const text = 'id,row,service,windows\na,1,x,5/3\na,9,1,\nb,1\nb,1,,\n'
    expect(() => ordersFromCsv(text, day)).toThrow(/not-a-number at line\[2\]\.service.*\nwindow-reversed at line\[2\]\.windows\[0\].*\nplace-unknown at line\[3\]\.place.*\ntext-format at line\[4\]/)
    expect(() => ordersFromCsv('id,row\na,1\na,1\n', day)).toThrow('duplicate-id at line[3].id')
    const ends = 'id,row,collectService,position,release\na,1,60,,\nb,1,,middle,soon\n'
    expect(() => ordersFromCsv(ends, day)).toThrow(/place-unknown at line\[2\]\.collectAt\.place.*\nunknown-id at line\[3\]\.position.*\n.*at line\[3\]\.release/)
  })
})

test('a plan has a line per stop in local time, and is safe to open in a spreadsheet', () => {
  const order = makeOrder({ id: '=cmd()', place: 1, load: 2, service: 60, windows: [{ start: '09:00', end: '10:00' }] }, day)
  const plan = { routes: [{ courier: 'anna', shift: 0, steps: [{ type: 'order' as const, id: '=cmd()' }] }] }
  // Away at 08:50 to be there at 09:00, a minute at the door, home at 09:11.
  expect(planToCsv(day, [order], plan).split('\r\n')).toEqual([
    'courier,shift,sequence,type,id,arrival,start,depart,waiting,travel,metres,load,windowStart,windowEnd',
    'anna,0,0,start,,2026-12-01T08:50:00+01:00,2026-12-01T08:50:00+01:00,2026-12-01T08:50:00+01:00,0,0,0,2,,',
    "anna,0,1,order,'=cmd(),2026-12-01T09:00:00+01:00,2026-12-01T09:00:00+01:00,2026-12-01T09:01:00+01:00,0,600,0,0,2026-12-01T09:00:00+01:00,2026-12-01T10:00:00+01:00",
    'anna,0,2,end,,2026-12-01T09:11:00+01:00,2026-12-01T09:11:00+01:00,2026-12-01T09:11:00+01:00,0,1200,0,0,,',
    '',
  ])
})

test('other ends and reloads have lines of their own', () => {
  const twice = makeDay({
    travel: matrixTravel({ seconds: [[0, 600], [600, 0]] }),
    couriers: [{ id: 'anna', start: 0, end: 0, shift: { start: 0, end: 9000 }, reload: { service: 60 }, capacity: [5] }],
  })
  const orders = [
    makeOrder({ id: 'a', place: 1, load: 2, collectAt: { place: 0, service: 30, windows: [{ start: 0, end: 9000 }] } }, twice),
    makeOrder({ id: 'b', place: 1, load: 3 }, twice),
  ]
  const steps = [{ type: 'collect', id: 'a' }, { type: 'order', id: 'a' }, { type: 'reload' }, { type: 'order', id: 'b' }] as const
  const rows = readCsv(planToCsv(twice, orders, { routes: [{ courier: 'anna', shift: 0, steps }] }))
  // Collected on the spot until 30, at the door at 630, back for the next trip at 1,230 for a minute, at the door at 1,890, home at 2,490.
  // On board: 0 at the start, 2 from the shop, 0, then 3, then 0.
  expect(rows.slice(1).map(([, , , type, id, , start, depart, , , , load, opens]) => [type, id, start, depart, load, opens])).toEqual([
    ['start', '', '0', '0', '0', ''],
    ['collect', 'a', '0', '30', '2', '0'],
    ['order', 'a', '630', '630', '0', '-1048576'],
    ['reload', '', '1230', '1290', '3', ''],
    ['order', 'b', '1890', '1890', '0', '-1048576'],
    ['end', '', '2490', '2490', '0', ''],
  ])
})
