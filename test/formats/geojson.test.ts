/** Routes on a map. */
import { describe, expect, test } from 'vitest'
import { routesToGeoJson } from '../../src/formats/geojson.ts'
import { makeDay } from '../../src/model/day.ts'
import type { Plan } from '../../src/model/nouns.ts'
import { makeOrder } from '../../src/model/order.ts'
import { openCalendar } from '../../src/time/calendar.ts'
import { matrixTravel } from '../../src/travel/matrix.ts'

const travel = matrixTravel({ seconds: [[0, 600, 600], [600, 0, 600], [600, 600, 0]], metres: [[0, 5000, 5000], [5000, 0, 5000], [5000, 5000, 0]] })
const depot = { row: 0, at: [13.3, 52.5] as const }
const shift = { start: '08:00', end: '16:00', breaks: [{ id: 'lunch', service: 0 }] }
const day = makeDay({ travel, couriers: [{ id: 'anna', start: depot, end: depot, shift }] }, openCalendar('2026-12-01', 'Europe/Berlin'))
const orders = [
  makeOrder({ id: 'a', place: { row: 1, at: [13.4, 52.6] }, service: 60, windows: [{ start: '09:00', end: '10:00' }], description: 'ring twice' }, day),
  makeOrder({ id: 'b', place: 2 }, day),
]
const plan = (...ids: string[]): Plan => ({
  routes: [{ courier: 'anna', shift: 0, steps: [{ type: 'break', id: 'lunch' }, ...ids.map((id) => ({ type: 'order' as const, id }))] }],
})

describe('a route', () => {
  const { geojson, losses } = routesToGeoJson(day, orders, plan('a'))
  const [line, start, stop, end] = geojson.features

  test('is a line from the depot over the stops and back', () => {
    expect(losses).toEqual([])
    expect(geojson.features).toHaveLength(4)
    expect(line).toEqual({
      type: 'Feature',
      geometry: { type: 'LineString', coordinates: [[13.3, 52.5], [13.4, 52.6], [13.3, 52.5]] },
      properties: {
        kind: 'route', courier: 'anna', shift: 0, stops: 1, start: '2026-12-01T08:50:00+01:00', end: '2026-12-01T09:11:00+01:00',
        travel: 1200, metres: 10_000,
      },
    })
  })

  test('has a point per stop with its order, window and planned start', () => {
    expect(stop).toEqual({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [13.4, 52.6] },
      properties: {
        kind: 'order', courier: 'anna', shift: 0, sequence: 1, arrival: '2026-12-01T09:00:00+01:00', order: 'a',
        start: '2026-12-01T09:00:00+01:00', windowStart: '2026-12-01T09:00:00+01:00', windowEnd: '2026-12-01T10:00:00+01:00', description: 'ring twice',
      },
    })
    expect([start!.properties['kind'], start!.properties['sequence']]).toEqual(['start', 0])
    expect([end!.properties['kind'], end!.properties['sequence']]).toEqual(['end', 2])
  })
})

test('places without coordinates are left out and listed', () => {
  const { geojson, losses } = routesToGeoJson(day, orders, plan('a', 'b'))
  expect(geojson.features[0]!.geometry.coordinates).toHaveLength(3)
  expect(losses).toEqual([{ path: 'routes.anna.0', what: '1 of 4 places have no coordinates', did: 'they are left out of the line' }])
})

test('a route with fewer than two drawn places has no line, and a route that is not driven nothing', () => {
  const rows = makeDay({ travel, couriers: [{ id: 'k', start: 0, end: 0, shift: { start: 0, end: 9000 } }] })
  const order = makeOrder({ id: 'a', place: { row: 1, at: [1, 2] } }, rows)
  const { geojson, losses } = routesToGeoJson(rows, [order], { routes: [{ courier: 'k', shift: 0, steps: [{ type: 'order', id: 'a' }] }] })
  // Without a calendar moments are seconds.
  expect(geojson.features).toEqual([expect.objectContaining({ properties: expect.objectContaining({ kind: 'order', arrival: 600 }) })])
  expect(losses[0]!.did).toBe('the route is not drawn')
  expect(routesToGeoJson(rows, [], { routes: [{ courier: 'k', shift: 0, steps: [] }] })).toEqual({ geojson: { type: 'FeatureCollection', features: [] }, losses: [] })
})

test('other ends and reloads are points of their own, and count as stops only where they are visits', () => {
  const at = (row: number) => ({ row, at: [13.3 + row / 10, 52.5] as const })
  const twice = makeDay({ travel, couriers: [{ id: 'k', start: at(0), end: at(0), shift: { start: 0, end: 9000 }, reload: { service: 60 } }] })
  const windows = [{ start: 0, end: 5000 }]
  const pairs = [
    makeOrder({ id: 'a', place: at(1), windows, collectAt: { place: at(2), windows: [{ start: 700, end: 800 }] }, description: 'ring twice' }, twice),
    makeOrder({ id: 'b', place: at(1), windows, bringTo: { place: at(2) } }, twice),
  ]
  const steps = [
    { type: 'collect', id: 'a' }, { type: 'order', id: 'a' }, { type: 'reload' }, { type: 'order', id: 'b' }, { type: 'bring', id: 'b' },
  ] as const
  const { geojson, losses } = routesToGeoJson(twice, pairs, { routes: [{ courier: 'k', shift: 0, steps }] })
  expect(losses).toEqual([])
  const [line, ...points] = geojson.features
  expect(line!.properties['stops']).toBe(4)
  expect(points.map(({ properties: { kind, sequence, order, windowEnd, description } }) => [kind, sequence, order, windowEnd, description])).toEqual([
    ['start', 0, undefined, undefined, undefined],
    ['collect', 1, 'a', 800, undefined],
    ['order', 2, 'a', 5000, 'ring twice'],
    ['reload', 3, undefined, undefined, undefined],
    ['order', 4, 'b', 5000, undefined],
    ['bring', 5, 'b', 2 ** 20, undefined],
    ['end', 6, undefined, undefined, undefined],
  ])
  // Collected at 700, at the door at 1,300, at the depot again at 1,900.
  expect(points[3]!.properties['start']).toBe(1900)
})
