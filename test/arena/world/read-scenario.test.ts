import { describe, expect, test } from 'vitest'
import { readScenario } from '../../../src/arena/world/read-scenario.ts'
import type { Scenario } from '../../../src/arena/world/scenario.ts'
import { scenarioNames, scenarioOf } from '../../../src/arena/world/scenarios.ts'
import { InputError } from '../../../src/base/errors.ts'

function problemsOf(json: unknown): string[] {
  try {
    readScenario(json)
    return []
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return error.problems.map(({ code, path }) => `${code} ${path}`)
  }
}

const json = (scenario: Scenario): Record<string, unknown> => JSON.parse(JSON.stringify(scenario)) as Record<string, unknown>
const like = (changed: Record<string, unknown>) => problemsOf({ like: 'city-parcels', ...changed })

test.each(scenarioNames)('%s is JSON, and reads back as it was', (name) => {
  expect(readScenario(json(scenarioOf(name)))).toEqual(scenarioOf(name))
})

test('Named scenarios can be changed in one field', () => {
  expect(readScenario({ like: 'large-items', days: 4 })).toEqual({ ...scenarioOf('large-items'), days: 4 })
  expect(problemsOf({ like: 'nowhere' })).toEqual(['unknown-id like'])
})

describe('hostile JSON', () => {
  test('that is no scenario at all', () => {
    for (const nothing of [null, 7, 'city-parcels', [], undefined]) expect(problemsOf(nothing)).toHaveLength(1)
    expect(problemsOf({}).length).toBeGreaterThan(15)
  })

  test('with unknown or forbidden keys, at the top and inside', () => {
    expect(like({ speed: 3 })).toEqual(['unknown-key speed'])
    expect(like({ told: { from: '08:00', to: '24:00', at: 3 } })).toEqual(['unknown-key told.at'])
    expect(problemsOf(JSON.parse('{"like":"city-parcels","__proto__":{"days":3}}'))).toEqual(['forbidden-key __proto__'])
    expect(problemsOf(JSON.parse('{"like":"city-parcels","noise":{"leg":0,"day":0,"courier":0,"constructor":1}}')))
      .toEqual(['forbidden-key noise.constructor'])
    expect(problemsOf({ like: '__proto__' })).toEqual(['unknown-id like'])
  })

  test('with wrong kinds of values names each', () => {
    expect(like({ days: '10', noise: { leg: -1, day: Number.NaN, courier: 0 }, demand: { perDay: 1.5, horizonDays: 3, surge: 7 } }).toSorted()).toEqual([
      'not-a-list demand.surge', 'not-a-number days', 'not-a-number noise.day', 'not-an-integer demand.perDay', 'out-of-range noise.leg',
    ])
    expect(like({ couriers: [{ ...scenarioOf('city-parcels').couriers[0], count: 1e9 }] })).toEqual(['out-of-range couriers[0].count'])
    expect(like({ travel: { kind: 'train' } })).toEqual(['unknown-id travel.kind'])
    expect(like({ title: 'x'.repeat(300) })).toEqual(['text-too-long title'])
  })

  test('whose times, depots or loads do not agree', () => {
    expect(like({ zone: 'Nowhere', firstDate: '2026-02-30' }).toSorted()).toEqual(['date-invalid firstDate', 'zone-unknown zone'])
    expect(like({ told: { from: '20:00', to: '08:00' } })).toEqual(['window-reversed told'])
    expect(like({ cutoff: '10 pm' })).toEqual(['time-invalid cutoff'])
    expect(like({ slots: { from: '08:00', to: '09:00', every: 3600, widths: [7200] } })).toEqual(['window-empty slots'])
    const [group] = scenarioOf('city-parcels').couriers
    expect(like({ couriers: [{ ...group, depot: 'moon', capacity: [1, 2] }, group] }).toSorted())
      .toEqual(['duplicate-id couriers[1].name', 'load-dimensions couriers[0].capacity', 'unknown-id couriers[0].depot'])
    expect(like({ couriers: [{ ...group, count: 0 }] })).toEqual(['missing couriers'])
    expect(like({ hours: [1, 2] })).toEqual(['profile-invalid hours'])
    expect(like({ endings: { lapses: 0.5, cancels: 0.5, moves: 0.5 } })).toEqual(['out-of-range endings'])
    expect(like({ demand: { perDay: 10, horizonDays: 3, surge: [{ day: 10, factor: 2 }] } })).toEqual(['outside-day demand.surge[0].day'])
    expect(like({ taste: { ...scenarioOf('city-parcels').taste, leaves: [-1, -2] } })).toEqual(['window-reversed taste.leaves'])
  })

  test('with a presence table or a matrix that is broken', () => {
    const table = { name: 'a', source: 'b', of: 'occupants', rows: [{ residents: 1, weight: 0, home: [0.5, 2] }] }
    expect(like({ homes: { presence: table, absence: 0, together: 0, bends: true } })).toEqual(['out-of-range homes.presence.rows[0].home[1]'])
    const seven = { ...table, rows: [{ residents: 1, weight: 0, home: Array(7).fill(1) }] }
    expect(like({ homes: { presence: seven, absence: 0, together: 0, bends: true } }))
      .toEqual(['out-of-range homes.presence.rows', 'profile-invalid homes.presence.rows[0].home'])
    expect(like({ homes: { presence: 'uk', absence: 0, together: 0, bends: true } })).toEqual(['unknown-id homes.presence'])
    const matrix = (seconds: unknown, row = 1) => ({ travel: { kind: 'matrix', seconds, depots: [{ id: 'hub', row: 0 }], orders: [{ row, load: [1], service: 9 }] } })
    expect(like(matrix([[0, 5], [5, 0]]))).toEqual([])
    expect(like(matrix([[0, 5], [5]]))).toEqual(['matrix-ragged travel.seconds[1]'])
    expect(like(matrix([[0, 'x'], [5, 0]]))).toEqual(['not-a-number travel.seconds[0][1]'])
    expect(like(matrix([[0, 5], [5, 0]], 2))).toEqual(['place-unknown travel.orders[0].row'])
    expect(like(matrix(7))).toEqual(['not-a-list travel.seconds'])
  })

  test('that is huge is refused by its length', () => {
    expect(like({ hours: Array(1_000_000).fill('x') })).toEqual(['too-many hours'])
    expect(like({ demand: { perDay: 5000, horizonDays: 3, surge: [] }, days: 60 })).toEqual(['too-many demand.perDay'])
  })
})
