import fc from 'fast-check'
import { DateTime, Interval } from 'luxon'
import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/base/errors.ts'
import type { CourierInput } from '../../src/model/courier.ts'
import { makeDay } from '../../src/model/day.ts'
import { MOST_SLOTS, UNLIMITED } from '../../src/model/limits.ts'
import { makeOrder } from '../../src/model/order.ts'
import { openCalendar } from '../../src/time/calendar.ts'
import { estimateTravel } from '../../src/travel/estimate.ts'
import { TravelGrid } from '../../src/travel/grid.ts'
import { matrixTravel } from '../../src/travel/matrix.ts'
import { timeProfile } from '../../src/travel/profile.ts'
import { dayInputArbitrary } from '../make/day.ts'
import { problemsOf } from '../make/problems.ts'

const travel = matrixTravel({ seconds: [[0, 100, 200], [150, 0, 100], [300, 150, 0]] })
const shift = { start: 0, end: 3600 }
const courier: CourierInput = { id: 'k', start: 0, end: 0, shift }
const berlin = openCalendar('2026-12-01', 'Europe/Berlin')

/** Problems of a day whose only courier has these fields too. */
function courierProblems(fields: object, more: object = {}): string[] {
  return problemsOf(() => makeDay({ travel, couriers: [{ ...courier, ...fields }], ...more } as never))
}

describe('a day', () => {
  test('fills in what was left out', () => {
    const day = makeDay({ travel, couriers: [courier] })
    expect(day.couriers[0]).toEqual({
      id: 'k',
      shifts: [{ start: 0, end: 3600, from: 0, to: 0, breaks: [] }],
      capacity: [UNLIMITED],
      skills: [],
      profile: 'car',
      speed: 1,
      maxTasks: UNLIMITED,
      maxTravelTime: UNLIMITED,
      maxDistance: UNLIMITED,
      blocked: [],
      costs: { fixed: 0, perHour: 3600, perKm: 0, perPaidHour: 0, perTaskHour: 0 },
    })
    expect(day).toMatchObject({ calendar: undefined, depots: [], slots: [], dimensions: 1, profile: undefined, metric: false })
  })

  test('reads clock times, ISO text, Date, DateTime and Interval in its zone', () => {
    const seven = DateTime.fromISO('2026-12-01T19:00', { zone: 'Europe/Berlin' })
    const day = makeDay({
      travel,
      couriers: [{ ...courier, shift: { start: '08:00', end: seven }, breaks: [{ id: 'tea', service: 'PT15M', windows: [Interval.after(seven.set({ hour: 10 }), { hours: 1 }) as never] }] }],
      slots: [{ id: 'noon', start: '2026-12-01T11:00Z', end: new Date('2026-12-01T12:00:00Z') }],
    }, berlin)
    expect(day.couriers[0]!.shifts[0]).toMatchObject({ start: 8 * 3600, end: 19 * 3600 })
    expect(day.couriers[0]!.shifts[0]!.breaks).toEqual([{ id: 'tea', service: 900, windows: [{ start: 36_000, end: 39_600 }] }])
    // Berlin is an hour ahead of UTC in winter
    expect(day.slots).toEqual([{ id: 'noon', window: { start: 12 * 3600, end: 13 * 3600 } }])
  })

  test('writes out slot templates', () => {
    const day = makeDay({ travel, couriers: [courier], slots: [{ from: '08:00', to: '11:00', every: 'PT1H', widths: ['PT1H', 'PT2H'] }] }, berlin)
    // from 8, 9 and 10 for an hour, from 8 and 9 for two
    expect(day.slots).toHaveLength(5)
    expect(new Set(day.slots.map((slot) => slot.id)).size).toBe(5)
  })

  test('makes one route per shift, at home where the shift, the courier or the depots say', () => {
    const shifts = [{ start: 0, end: 1000 }, { start: 2000, end: 3000, from: 'south', to: null }]
    const day = makeDay({
      travel,
      depots: [{ id: 'north', place: 1 }, { id: 'south', place: 2 }],
      couriers: [{ id: 'a', depot: 'north', shifts }, { id: 'b', start: 0, end: 'south', shift, speed: 2 }],
    })
    const { grid } = day
    expect(day.routes.map(({ handle, courier: { id }, shiftIndex, fromPlace, toPlace, variant }) => [handle, id, shiftIndex, grid.placeOf(fromPlace), grid.placeOf(toPlace), variant])).toEqual([
      [0, 'a', 0, 1, 1, 0],
      [1, 'a', 1, 2, null, 0],
      [2, 'b', 0, 0, 2, 1],
    ])
    expect(day.routes[1]!.toPlace).toBe(TravelGrid.NOWHERE)
    // at twice the speed, half the time
    expect(grid.seconds[1]![day.routes[2]!.fromPlace * grid.stride + day.routes[2]!.toPlace]).toBe(100)
  })

  test('uses the only depot where nothing else is said', () => {
    const day = makeDay({ travel, depots: [{ id: 'd', place: 2 }], couriers: [{ id: 'a', shift }, { id: 'b', start: null, end: null, shift }] })
    expect(day.couriers.map(({ shifts: [first] }) => [first!.from, first!.to])).toEqual([[2, 2], [null, null]])
  })

  test('knows which travel keeps the triangle inequality', () => {
    const estimate = estimateTravel({ kilometresPerHour: 30 })
    const at = { start: [13, 52], end: [13, 52] } as const
    expect(makeDay({ travel: estimate, couriers: [{ ...courier, ...at }] }).metric).toBe(true)
    const both = new Map([['car', estimate], ['van', travel]])
    const place = { row: 0, at: [13, 52] } as const
    expect(makeDay({ travel: both, couriers: [{ ...courier, start: place, end: place }] }).metric).toBe(false)
  })

  test('gives the courier’s breaks to the shifts that they fit', () => {
    const lunch = { id: 'lunch', service: 600, windows: [{ start: 3000, end: 5000 }] }
    const tea = { id: 'tea', service: 300 }
    const shifts = [{ start: 0, end: 3500 }, { start: 4000, end: 8000 }, { start: 9000, end: 9200 }]
    const [one] = makeDay({ travel, couriers: [{ id: 'k', start: 0, end: 0, shifts, breaks: [lunch, tea] }] }).couriers
    // 3000 + 600 is after the first shift's end; tea does not fit into 200 s
    expect(one!.shifts.map(({ breaks }) => breaks.map(({ id }) => id))).toEqual([['tea'], ['lunch', 'tea'], []])
    expect(one!.shifts[0]!.breaks[0]!.windows).toEqual([{ start: 0, end: 3200 }])
  })

  test('is frozen, and does not change with what was passed in', () => {
    const place: [number, number] = [13, 52]
    const input = { travel: estimateTravel({ kilometresPerHour: 30 }), couriers: [{ ...courier, start: place, end: place, capacity: [3] }] }
    const day = makeDay(input)
    place[0] = 99
    input.couriers[0]!.capacity[0] = 99
    expect(day.couriers[0]).toMatchObject({ shifts: [{ from: [13, 52], to: [13, 52] }], capacity: [3] })
    const frozen = [day, day.couriers, day.couriers[0], day.couriers[0]!.shifts, day.couriers[0]!.shifts[0], day.couriers[0]!.shifts[0]!.from, day.couriers[0]!.capacity, day.slots, day.routes]
    expect(frozen.every(Object.isFrozen)).toBe(true)
  })

  test('takes hostile names for what they are: names', () => {
    const names = ['__proto__', 'constructor', 'prototype', 'toString']
    const day = makeDay({
      travel: new Map(names.map((name) => [name, travel])),
      depots: names.map((id) => ({ id, place: 1 })),
      couriers: names.map((id) => ({ id, depot: id, shift, profile: id, skills: names })),
      slots: names.map((id) => ({ id, start: 0, end: 1 })),
    })
    expect(day.couriers.map((one) => [one.id, one.profile, one.shifts[0]!.from])).toEqual(names.map((id) => [id, id, 1]))
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})

describe('a day refuses', () => {
  test('everything that is wrong at once, with paths', () => {
    const input = {
      travel,
      depots: [{ id: 'd', place: 7 }, { id: 'd', place: 0 }],
      couriers: [
        { id: 'k', depot: 'nowhere', shift: { start: 100, end: 50 }, speed: Number.NaN },
        { id: 'k', depot: 'd', capacity: [1.5], maxTasks: -1, skillz: [] },
      ],
      slots: [{ id: 's', start: 0 }, { id: 's', start: 0, end: Infinity }],
      weather: 'rain',
    }
    expect(problemsOf(() => makeDay(input as never))).toEqual([
      'unknown-key at weather',
      'place-unknown at depots[0].place',
      'duplicate-id at depots[1].id',
      'unknown-id at couriers[0].depot',
      'window-reversed at couriers[0].shift',
      'not-a-number at couriers[0].speed',
      'unknown-key at couriers[1].skillz',
      'duplicate-id at couriers[1].id',
      'missing at couriers[1].shift',
      'not-an-integer at couriers[1].capacity[0]',
      'out-of-range at couriers[1].maxTasks',
      'window-empty at slots[0]',
      'not-a-number at slots[1].end',
    ])
  })

  test('with a value and a way out for each', () => {
    try {
      makeDay({ travel, couriers: [{ ...courier, speed: 0 }] })
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(InputError)
      expect(error).toMatchObject({ code: 'out-of-range', path: 'couriers[0].speed', got: 0 })
      expect((error as InputError).message).toBe('out-of-range at couriers[0].speed: got 0; give a number from 0.01 to 100')
    }
  })

  test.each([
    ['nothing', undefined, ['not-an-object at ']],
    ['a list', [], ['not-an-object at ']],
    ['a day without couriers or travel', {}, ['missing at travel', 'not-a-list at couriers']],
    ['travel that is no source', { travel: [[0]], couriers: [] }, ['not-an-object at travel']],
    ['no sources at all', { travel: new Map(), couriers: [] }, ['missing at travel']],
    ['a profile that is none', { travel, couriers: [], profile: [{ from: 0, factor: 1 }] }, ['profile-invalid at profile']],
    ['a million slots', { travel, couriers: [], slots: Array(1_000_000) }, ['too-many at slots']],
    ['a million couriers', { travel, couriers: Array(1_000_000) }, ['too-many at couriers']],
    ['templates without a calendar', { travel, couriers: [], slots: [{ from: '08:00', to: '10:00', every: 3600, widths: [3600] }] }, ['missing at slots[0]']],
    ['keys that reach into prototypes', JSON.parse('{ "couriers": [], "__proto__": { "travel": 1 }, "constructor": 1 }'),
      ['forbidden-key at __proto__', 'forbidden-key at constructor', 'missing at travel']],
  ])('%s', (_, input, expected) => {
    expect(problemsOf(() => makeDay(input as never))).toEqual(expected)
  })

  test.each([
    ['an id that is none', { id: 7 }, ['not-text at couriers[0].id']],
    ['no id', { id: undefined }, ['missing at couriers[0].id']],
    ['a blank id', { id: ' ' }, ['not-text at couriers[0].id']],
    ['an endless id', { id: 'k'.repeat(201) }, ['out-of-range at couriers[0].id']],
    ['a place off the map', { start: [181, 0] }, ['out-of-range at couriers[0].start[0]']],
    ['coordinates where there is a matrix', { start: [13, 52] }, ['place-unknown at couriers[0].start']],
    ['a row that is none', { end: 1.5 }, ['place-unknown at couriers[0].end']],
    ['a depot that is none', { end: 'moon' }, ['unknown-id at couriers[0].end']],
    ['no home', { start: undefined }, ['missing at couriers[0].start']],
    ['a shift of one side', { shift: { start: 0 } }, ['window-empty at couriers[0].shift']],
    ['shifts and a shift', { shifts: [shift] }, ['contradiction at couriers[0].shifts']],
    ['fractions of a second', { shift: { start: 0.5, end: 10 } }, ['not-an-integer at couriers[0].shift.start']],
    ['epoch seconds', { shift: { start: 1_764_547_200, end: 1_764_567_200 } }, ['outside-day at couriers[0].shift.start', 'outside-day at couriers[0].shift.end']],
    ['clock times without a calendar', { shift: { start: '08:00', end: 9999 } }, ['not-a-number at couriers[0].shift.start']],
    ['capacities of the wrong number', { capacity: [1, 2] }, ['load-dimensions at couriers[0].capacity'], { dimensions: 1 }],
    ['a bare capacity for two dimensions', { capacity: 3 }, ['load-dimensions at couriers[0].capacity'], { dimensions: 2 }],
    ['negative capacity', { capacity: -3 }, ['out-of-range at couriers[0].capacity']],
    ['a travel source that is none', { profile: 'bike' }, ['unknown-id at couriers[0].profile']],
    ['costs that are no numbers', { costs: { fixed: 'much', perHour: 0.5, perMile: 3 } },
      ['unknown-key at couriers[0].costs.perMile', 'not-a-number at couriers[0].costs.fixed', 'not-an-integer at couriers[0].costs.perHour']],
    ['skills that are no text', { skills: ['lift', 3] }, ['not-text at couriers[0].skills[1]']],
    ['a travel limit that is no duration', { maxTravelTime: 'an hour' }, ['duration-invalid at couriers[0].maxTravelTime']],
    ['a break outside every shift', { breaks: [{ id: 'b', service: 60, windows: [{ start: 3541, end: 4000 }] }] }, ['break-impossible at couriers[0].breaks[0]']],
    ['breaks that cannot be taken in order',
      { breaks: [{ id: 'b', service: 60, windows: [{ start: 900, end: 999 }] }, { id: 'a', service: 60, windows: [{ start: 0, end: 800 }] }] },
      ['break-impossible at couriers[0].shift.breaks']],
    ['breaks without windows', { breaks: [{ id: 'b', service: 60, windows: [] }] }, ['window-empty at couriers[0].breaks[0].windows']],
    ['windows that touch', { breaks: [{ id: 'b', service: 60, windows: [{ start: 0, end: 10 }, { start: 10, end: 20 }] }] },
      ['window-overlap at couriers[0].breaks[0].windows[1]']],
    ['two breaks of one name', { breaks: [{ id: 'b', service: 60 }], shift: { ...shift, breaks: [{ id: 'b', service: 60 }] } },
      ['duplicate-id at couriers[0].shift.breaks']],
    ['a choice of break windows in the rush hour', { breaks: [{ id: 'b', service: 60, windows: [{ start: 0, end: 10 }, { start: 20, end: 30 }] }] },
      ['break-impossible at couriers[0].breaks[0]'], { profile: timeProfile({ steps: [{ from: 0, factor: 2 }] }) }],
  ] as [string, object, string[], object?][])('a courier with %s', (_, fields, expected, more) => {
    expect(courierProblems(fields, more)).toEqual(expected)
  })

  test('more matrices than memory allows', () => {
    const couriers = Array.from({ length: 65 }, (_, i) => ({ ...courier, id: `k${i}`, speed: 1 + i / 100 }))
    expect(problemsOf(() => makeDay({ travel, couriers }))).toEqual(['too-many at couriers'])
    expect(makeDay({ travel, couriers: couriers.slice(1) }).grid.variants).toBe(64)
  })

  test('templates that write out too many slots', () => {
    const template = { from: '00:00', to: '24:00', every: 60, widths: [60, 120] }
    const slots = Array.from({ length: 5 }, (_, i) => ({ ...template, id: `t${i}-{start}` }))
    const problems = problemsOf(() => makeDay({ travel, couriers: [], slots }, berlin))
    // 1,440 + 1,439 a template: the fourth is one too many
    expect(4 * 2879).toBeGreaterThan(MOST_SLOTS)
    expect(problems).toContain('too-many at slots')
  })

  test('no more than a hundred problems at once', () => {
    const couriers = Array.from({ length: 10_000 }, () => ({}) as never)
    expect(problemsOf(() => makeDay({ travel, couriers }))).toHaveLength(100)
  })

  test('local times that clocks skip or show twice', () => {
    const spring = openCalendar('2026-03-29', 'Europe/Berlin')
    const autumn = openCalendar('2026-10-25', 'Europe/Berlin')
    const couriers = [{ ...courier, shift: { start: '02:30', end: '10:00' } }]
    expect(problemsOf(() => makeDay({ travel, couriers }, spring))).toEqual(['time-nonexistent at couriers[0].shift.start'])
    expect(problemsOf(() => makeDay({ travel, couriers }, autumn))).toEqual(['time-ambiguous at couriers[0].shift.start'])
  })
})

test('anything at all either makes a day or throws an InputError', () => {
  const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withSparseArray: true, withNullPrototype: true })
  const keys = fc.constantFrom('id', 'start', 'end', 'shift', 'shifts', 'breaks', 'capacity', 'speed', 'costs', 'skills', 'profile', 'depot', '__proto__')
  const broken = fc.dictionary(keys, anything).map((fields) => ({ travel, couriers: [{ ...courier, ...fields }] }))
  fc.assert(fc.property(fc.oneof(anything, broken), (input) => {
    try {
      makeDay(input as never)
    } catch (error) {
      expect(error).toBeInstanceOf(InputError)
    }
  }), { numRuns: 1000 })
})

test('the days of the property tests are valid, and varied', () => {
  const seen = { breaks: 0, open: 0, shifts: 0, profile: 0, speed: 0 }
  fc.assert(fc.property(dayInputArbitrary(), (input) => {
    const day = makeDay(input)
    if (day.routes.some(({ shift: { breaks } }) => breaks.length > 0)) seen.breaks++
    if (day.routes.some(({ toPlace }) => toPlace === TravelGrid.NOWHERE)) seen.open++
    if (day.routes.length > day.couriers.length) seen.shifts++
    if (day.profile !== undefined) seen.profile++
    if (day.grid.variants > 1) seen.speed++
    expect(makeOrder({ id: 'o', place: 1 }, day).delivery).toHaveLength(day.dimensions)
  }), { numRuns: 200 })
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(20)
})
