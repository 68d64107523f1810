import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blocks } from '../../src/model/area.ts'
import type { CourierInput } from '../../src/model/courier.ts'
import { makeDay } from '../../src/model/day.ts'
import type { Area } from '../../src/model/nouns.ts'
import type { LonLat } from '../../src/travel/place.ts'
import { estimateTravel } from '../../src/travel/estimate.ts'
import { matrixTravel } from '../../src/travel/matrix.ts'
import { problemsOf } from '../make/problems.ts'

/** An L: the square of four degrees without its upper right quarter. */
const bend: Area = { polygon: [[0, 0], [4, 0], [4, 2], [2, 2], [2, 4], [0, 4]] }

describe('a blocked area', () => {
  test.each<[string, LonLat, boolean]>([
    ['inside', [1, 3], true],
    ['outside', [5, 1], false],
    ['in the corner that is cut out', [3, 3], false],
    ['on an edge', [3, 2], true],
    ['on a slanted line of sight to a corner', [-1, 2], false],
    ['on a corner', [2, 2], true],
    ['on the line of an edge, but beyond it', [2, 5], false],
  ])('is a polygon: %s', (_, at, inside) => {
    expect(blocks([bend], at)).toBe(inside)
    expect(blocks([bend], { row: 7, at })).toBe(inside)
  })

  test('is a list of rows', () => {
    const rows: Area = { rows: [3, 5] }
    expect([3, 4, 5, { row: 5, at: [0, 0] as const }].map((place) => blocks([rows], place))).toEqual([true, false, true, true])
  })

  test('of the one kind never holds places of the other', () => {
    // row 1 without coordinates is in no polygon; coordinates without a row are in no list
    expect(blocks([bend], 1)).toBe(false)
    expect(blocks([{ rows: [1] }], [1, 1])).toBe(false)
  })

  test('is any of several', () => {
    expect(blocks([], [1, 1])).toBe(false)
    expect(blocks([{ rows: [9] }, bend], [1, 1])).toBe(true)
  })

  // In small whole numbers turns are exact: the point is inside, or on an edge, when no two of the three turns differ in sense.
  test('of three corners holds what three turns say', () => {
    const point = fc.tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: -5, max: 5 }))
    const turn = ([ax, ay]: LonLat, [bx, by]: LonLat, [x, y]: LonLat): number => Math.sign((bx - ax) * (y - ay) - (by - ay) * (x - ax))
    let edges = 0
    fc.assert(fc.property(point, point, point, point, (a, b, c, p) => {
      fc.pre(turn(a, b, c) !== 0)
      const turns = [turn(a, b, p), turn(b, c, p), turn(c, a, p)]
      const inside = !(turns.includes(1) && turns.includes(-1))
      if (inside && turns.includes(0)) edges++
      expect(blocks([{ polygon: [a, b, c] }], p)).toBe(inside)
      expect(blocks([{ polygon: [c, b, a] }], p)).toBe(inside)
    }), { numRuns: 3000 })
    expect(edges).toBeGreaterThan(100)
  })
})

describe('the areas of a courier', () => {
  const seconds = [[0, 100], [150, 0]]
  const withBlocked = (blocked: unknown) => {
    const courier = { id: 'k', start: 0, end: 0, shift: { start: 0, end: 3600 }, blocked } as CourierInput
    return makeDay({ travel: matrixTravel({ seconds }), couriers: [courier] }).couriers[0]!.blocked
  }

  test('are read and frozen, rows once, rings open', () => {
    const [polygon, rows] = withBlocked([{ polygon: [[0, 0], [4, 0], [0, 4], [0, 0]] }, { rows: [1, 0, 1] }])
    expect([polygon, rows]).toEqual([{ polygon: [[0, 0], [4, 0], [0, 4]] }, { rows: [1, 0] }])
    expect(Object.isFrozen(rows) && Object.isFrozen(polygon)).toBe(true)
    expect(withBlocked(undefined)).toEqual([])
  })

  test('may be polygons where couriers travel by coordinates', () => {
    const courier: CourierInput = { id: 'k', start: [0, 0], end: [0, 0], shift: { start: 0, end: 3600 }, blocked: [bend] }
    expect(makeDay({ travel: estimateTravel({ kilometresPerHour: 30 }), couriers: [courier] }).couriers[0]!.blocked).toEqual([bend])
  })

  test.each([
    ['no list', {}, ['not-a-list at couriers[0].blocked']],
    ['an area that says nothing', [{}], ['missing at couriers[0].blocked[0]']],
    ['an area that says both', [{ rows: [], polygon: [] }], ['contradiction at couriers[0].blocked[0].rows']],
    ['a line', [{ polygon: [[0, 0], [1, 1], [0, 0]] }], ['polygon-invalid at couriers[0].blocked[0].polygon']],
    ['nothing at all', [{ polygon: [] }], ['polygon-invalid at couriers[0].blocked[0].polygon']],
    ['rings in a ring, as in GeoJSON', [{ polygon: [[[0, 0], [1, 1], [0, 1]]] }], ['place-unknown at couriers[0].blocked[0].polygon[0]']],
    ['a corner beyond the pole', [{ polygon: [[0, 0], [1, 91], [0, 1]] }], ['out-of-range at couriers[0].blocked[0].polygon[1][1]']],
    ['rows that the matrix has not', [{ rows: [2, -1, 0.5] }],
      ['place-unknown at couriers[0].blocked[0].rows[0]', 'out-of-range at couriers[0].blocked[0].rows[1]', 'not-an-integer at couriers[0].blocked[0].rows[2]']],
    ['a hundred and one areas', Array.from({ length: 101 }, () => ({ rows: [1] })), ['too-many at couriers[0].blocked']],
    ['too many rows', [{ rows: Array(10_001).fill(1) }], ['too-many at couriers[0].blocked[0].rows']],
    ['a hostile key', [JSON.parse('{ "rows": [1], "__proto__": {} }')], ['forbidden-key at couriers[0].blocked[0].__proto__']],
  ])('are refused with %s', (_, blocked, expected) => {
    expect(problemsOf(() => withBlocked(blocked))).toEqual(expected)
  })
})
