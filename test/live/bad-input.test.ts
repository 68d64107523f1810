/** Bad input at the door of a day and at its desk: an error that names code, path, value and remedy, at once, and nothing is changed. */
import { describe, expect, test } from 'vitest'
import { InputError, inputCodes } from '../../src/base/errors.ts'
import type { InputCode } from '../../src/base/errors.ts'
import type { Desk } from '../../src/live/desk.ts'
import { openDay } from '../../src/live/open-day.ts'
import { estimateTravel } from '../../src/travel/estimate.ts'
import { manualClock } from '../../src/time/clock.ts'
import { matrixTravel } from '../../src/travel/matrix.ts'
import { timeProfile } from '../../src/travel/profile.ts'
import { ann, promise, roadDesk, roadTravel } from '../make/road.ts'

/** The error of the act; anything else that happens is passed on. */
function errorOf(act: () => unknown): InputError {
  try {
    act()
  } catch (error) {
    if (error instanceof InputError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

/** What is wrong with each problem as it should be told. */
function expectTold(error: InputError, code: InputCode, path: string): void {
  expect(error.problems.map((problem) => `${problem.code} at ${problem.path}`)).toContain(`${code} at ${path}`)
  for (const problem of error.problems) {
    expect(Object.keys(inputCodes)).toContain(problem.code)
    expect(problem.remedy.length).toBeGreaterThan(5)
    expect(problem).toHaveProperty('got')
  }
  expect(error.message).toContain(error.code)
  expect(error.message.length).toBeLessThan(50_000)
}

/** JSON text keeps `__proto__` as a key of its own. */
const hostile = JSON.parse('{ "__proto__": { "polluted": true } }') as object

const million = Array.from({ length: 1_000_000 }, (_, i) => ({ id: String(i), start: 0, end: 1 }))

const late = { id: 'b', service: 60, windows: [{ start: '13:00', end: '14:00' }] }
const long = { id: 'b', service: 'PT5H' }
const ofTwo = { ...ann, id: 'bob', capacity: [1, 2] }

const shifts = (start: unknown, end: unknown) => ({ couriers: [{ ...ann, shift: { start, end } }] })

type Row = readonly [what: string, change: Record<string, unknown>, code: InputCode, path: string]

const badDays: readonly Row[] = [
  ['no date', { date: undefined }, 'date-invalid', 'date'],
  ['a date that does not exist', { date: '2026-02-30' }, 'date-invalid', 'date'],
  ['a zone that does not exist', { zone: 'Europe/Atlantis' }, 'zone-unknown', 'zone'],
  ['no zone', { zone: undefined }, 'zone-unknown', 'zone'],
  ['a misspelt field', { courier: [] }, 'unknown-key', 'courier'],
  ['a hostile field', hostile as Record<string, unknown>, 'forbidden-key', '__proto__'],
  ['no couriers', { couriers: undefined }, 'not-a-list', 'couriers'],
  ['couriers that are no list', { couriers: 'ann' }, 'not-a-list', 'couriers'],
  ['a courier that is nobody', { couriers: [null] }, 'not-an-object', 'couriers[0]'],
  ['two couriers of one name', { couriers: [ann, ann] }, 'duplicate-id', 'couriers[1].id'],
  ['a courier with a hostile field', { couriers: [{ ...ann, ...hostile }] }, 'forbidden-key', 'couriers[0].__proto__'],
  ['a shift that ends before it starts', shifts('12:00', '08:00'), 'window-reversed', 'couriers[0].shift'],
  ['a shift without an end', { couriers: [{ ...ann, shift: { start: '08:00' } }] }, 'window-empty', 'couriers[0].shift'],
  ['a shift at no time', shifts(Number.NaN, 5), 'not-a-number', 'couriers[0].shift.start'],
  ['a shift without end', shifts(0, Infinity), 'not-a-number', 'couriers[0].shift.end'],
  ['a shift between two seconds', shifts(0.5, 5), 'not-an-integer', 'couriers[0].shift.start'],
  ['a shift in epoch milliseconds', shifts(1.8e12, 1.9e12), 'outside-day', 'couriers[0].shift.start'],
  ['a start nowhere', { couriers: [{ ...ann, start: 99 }] }, 'place-unknown', 'couriers[0].start'],
  ['a depot that was not declared', { couriers: [{ ...ann, start: 'hub' }] }, 'unknown-id', 'couriers[0].start'],
  ['a load below nothing', { couriers: [{ ...ann, capacity: [-1] }] }, 'out-of-range', 'couriers[0].capacity[0]'],
  ['half a parcel', { couriers: [{ ...ann, capacity: [0.5] }] }, 'not-an-integer', 'couriers[0].capacity[0]'],
  ['couriers that count in other dimensions', { couriers: [ann, ofTwo] }, 'load-dimensions', 'couriers[1].capacity'],
  ['a courier that never moves', { couriers: [{ ...ann, speed: 0 }] }, 'out-of-range', 'couriers[0].speed'],
  ['a courier faster than light', { couriers: [{ ...ann, speed: Infinity }] }, 'not-a-number', 'couriers[0].speed'],
  ['a limit below nothing', { couriers: [{ ...ann, maxTasks: -1 }] }, 'out-of-range', 'couriers[0].maxTasks'],
  ['a break that fits in no shift', { couriers: [{ ...ann, breaks: [late] }] }, 'break-impossible', 'couriers[0].breaks[0]'],
  ['a break longer than the shift', { couriers: [{ ...ann, breaks: [long] }] }, 'break-impossible', 'couriers[0].breaks[0]'],
  ['a slot without an id', { slots: [{ start: '09:00', end: '10:00' }] }, 'missing', 'slots[0].id'],
  ['two slots of one name', { slots: [{ id: 'a', start: 0, end: 1 }, { id: 'a', start: 2, end: 3 }] }, 'duplicate-id', 'slots[1].id'],
  ['a slot with no end', { slots: [{ id: 'a', start: '09:00' }] }, 'window-empty', 'slots[0]'],
  ['a slot in no words', { slots: [{ id: 'a', start: 'noonish', end: '13:00' }] }, 'time-invalid', 'slots[0].start'],
  ['a million slots', { slots: million }, 'too-many', 'slots'],
  ['a template of a million slots', { slots: [{ every: 1, widths: [1], from: '00:00', to: '24:00' }] }, 'too-many', 'slots[0]'],
  ['no travel', { travel: undefined }, 'missing', 'travel'],
  ['travel that is no source', { travel: [[0, 1], [1, 0]] }, 'not-an-object', 'travel'],
  ['a place that only a map knows', { couriers: [{ ...ann, start: [13.4, 52.5] }] }, 'place-unknown', 'couriers[0].start'],
  ['a profile that is none', { profile: { steps: [] } }, 'profile-invalid', 'profile'],
  ['a seed that is none', { seed: 'lucky' }, 'not-a-number', 'seed'],
  ['a seed beyond 32 bits', { seed: 2 ** 40 }, 'out-of-range', 'seed'],
  ['endless repair', { repairEvaluations: Infinity }, 'not-a-number', 'repairEvaluations'],
  ['offers that last no time', { offersLast: 0 }, 'out-of-range', 'offersLast'],
  ['holds in no words', { holdsLast: 'ten minutes' }, 'duration-invalid', 'holdsLast'],
  ['holds that last longer than any may', { holdsLast: 'P8D' }, 'out-of-range', 'holdsLast'],
  ['a closing rule in no words', { closing: { leadTime: 'soon' } }, 'duration-invalid', 'closing.leadTime'],
  ['a cut-off at no time', { closing: { cutoff: { at: '25:99', daysBefore: 1 } } }, 'time-invalid', 'closing.cutoff.at'],
  ['scenarios without end', { reliability: { scenarios: 1e9 } }, 'out-of-range', 'reliability.scenarios'],
  ['a spread that is no number', { reliability: { daySpread: Number.NaN } }, 'out-of-range', 'reliability.daySpread'],
  ['a policy that is none', { policy: 'cheap' }, 'not-an-object', 'policy'],
  ['a policy without rules', { policy: { name: 'odd', price: 5 } }, 'not-an-object', 'policy.price'],
  ['a floor above certainty', { policy: { name: 'odd', leastOnTime: 1.5 } }, 'out-of-range', 'policy.leastOnTime'],
  ['a clock that tells no time', { clock: {} }, 'not-an-object', 'clock'],
  ['a snapshot of nothing', { snapshot: null }, 'snapshot-mismatch', 'snapshot.kind'],
]

const usual = { date: '2026-12-01', zone: 'Europe/Berlin', travel: roadTravel() }

describe('a day is not opened with', () => {
  test.each(badDays)('%s', (_, change, code, path) => {
    const input = { ...usual, couriers: [ann], clock: manualClock('2026-11-30T12:00:00Z'), ...change }
    // a spread drops what JSON.parse keeps
    if (Object.hasOwn(change, '__proto__')) Object.defineProperty(input, '__proto__', { value: {}, enumerable: true })
    expectTold(errorOf(() => openDay(input as never)), code, path)
  })

  test('anything wrong at all, in one list', () => {
    const couriers = [{ ...ann, capacity: [-1] }, { ...ann, shift: { start: '12:00', end: '08:00' } }]
    const error = errorOf(() => openDay({ ...usual, couriers, slots: [{ id: 'a', start: '09:00', end: '08:00' }] }))
    expect(error.problems.map(({ path }) => path)).toEqual(['couriers[0].capacity[0]', 'couriers[1].id', 'couriers[1].shift', 'slots[0]'])
  })

  test('anything but an object', () => {
    for (const nothing of [null, undefined, 5, 'day', []]) expectTold(errorOf(() => openDay(nothing as never)), 'not-an-object', '')
  })

  test('more errors than anybody reads', () => {
    const couriers = Array.from({ length: 5000 }, () => ({})) as never
    expect(errorOf(() => openDay({ ...usual, couriers })).problems.length).toBeLessThanOrEqual(100)
  })

  test('local times that clocks skip or show twice', () => {
    const at = (date: string, start: string) => errorOf(() => openDay({
      date, zone: 'Europe/Berlin', travel: roadTravel(), couriers: [{ ...ann, shift: { start, end: '12:00' } }],
    }))
    // Clocks go from 2:00 to 3:00 on 29 March 2026, and from 3:00 back to 2:00 on 25 October.
    expectTold(at('2026-03-29', '02:30'), 'time-nonexistent', 'couriers[0].shift.start')
    expectTold(at('2026-10-25', '02:30'), 'time-ambiguous', 'couriers[0].shift.start')
  })
})

describe('travel is not made of', () => {
  const rows: readonly [string, unknown, InputCode, string][] = [
    ['rows of different lengths', { seconds: [[0, 1], [1]] }, 'matrix-ragged', 'seconds[1]'],
    ['two matrices of different sizes', { seconds: [[0, 1], [1, 0]], metres: [[0]] }, 'matrix-size', 'metres'],
    ['times beyond 32 bits', { seconds: [[0, 2 ** 33], [1, 0]] }, 'matrix-too-large', 'seconds[0][1]'],
    ['negative times', { seconds: [[0, -1], [1, 0]] }, 'out-of-range', 'seconds[0][1]'],
    ['fractions', { seconds: [[0, 1.5], [1, 0]] }, 'not-an-integer', 'seconds[0][1]'],
    ['no numbers', { seconds: [[0, null], [1, 0]] }, 'not-a-number', 'seconds[0][1]'],
    ['endless times', { seconds: [[0, Infinity], [1, 0]] }, 'not-a-number', 'seconds[0][1]'],
    ['something else', { seconds: 'fast' }, 'not-a-list', 'seconds'],
    ['a hundred thousand rows', { seconds: { length: 100_000 } }, 'not-a-list', 'seconds'],
  ]
  test.each(rows)('%s', (_, input, code, path) => {
    expectTold(errorOf(() => matrixTravel(input as never)), code, path)
  })

  test('a speed that is none, or a profile that goes back in time', () => {
    expectTold(errorOf(() => estimateTravel({ kilometresPerHour: 0 })), 'out-of-range', 'kilometresPerHour')
    expectTold(errorOf(() => timeProfile({ steps: [{ from: 5, factor: 1 }, { from: 4, factor: 1 }] })), 'profile-invalid', 'steps[1].from')
    expectTold(errorOf(() => timeProfile({ steps: [{ from: 0, factor: 0 }] })), 'profile-invalid', 'steps[0].factor')
  })
})

const order = { id: 'x', place: 1 }

type Ask = readonly [what: string, act: (desk: Desk) => unknown, code: InputCode, path: string]

const badRequests: readonly Ask[] = [
  ['nothing', (desk) => desk.offer(undefined as never), 'missing', 'id'],
  ['text', (desk) => desk.offer('a parcel' as never), 'place-unknown', 'place'],
  ['no id', (desk) => desk.offer({ place: 1 } as never), 'missing', 'id'],
  ['a blank id', (desk) => desk.offer({ ...order, id: '  ' }), 'not-text', 'id'],
  ['an endless id', (desk) => desk.offer({ ...order, id: 'x'.repeat(201) }), 'out-of-range', 'id'],
  ['no place', (desk) => desk.offer({ id: 'x' } as never), 'place-unknown', 'place'],
  ['a place that the matrix does not know', (desk) => desk.offer({ ...order, place: 6 }), 'place-unknown', 'place'],
  ['a place between two rows', (desk) => desk.offer({ ...order, place: 1.5 }), 'place-unknown', 'place'],
  ['coordinates in a day of rows', (desk) => desk.offer({ ...order, place: [13, 52] }), 'place-unknown', 'place'],
  ['coordinates off the globe', (desk) => desk.offer({ ...order, place: [200, 52] }), 'out-of-range', 'place[0]'],
  ['a load in too many dimensions', (desk) => desk.offer({ ...order, load: [1, 2] }), 'load-dimensions', 'load'],
  ['a load of nothing', (desk) => desk.offer({ ...order, load: [Number.NaN] }), 'not-a-number', 'load[0]'],
  ['a load below nothing', (desk) => desk.offer({ ...order, load: [-1] }), 'out-of-range', 'load[0]'],
  ['a load beyond 32 bits', (desk) => desk.offer({ ...order, load: [2 ** 40] }), 'out-of-range', 'load[0]'],
  ['load and delivery at once', (desk) => desk.offer({ ...order, load: [1], delivery: [1] }), 'contradiction', 'delivery'],
  ['service below nothing', (desk) => desk.offer({ ...order, service: -60 }), 'out-of-range', 'service'],
  ['service of half a second', (desk) => desk.offer({ ...order, service: 0.5 }), 'not-an-integer', 'service'],
  ['service in no words', (desk) => desk.offer({ ...order, service: 'a while' }), 'duration-invalid', 'service'],
  ['skills that are no list', (desk) => desk.offer({ ...order, skills: 'lift' as never }), 'not-a-list', 'skills'],
  ['windows, which slots are for', (desk) => desk.offer({ ...order, windows: [{ start: 0, end: 1 }] } as never), 'unknown-key', 'windows'],
  ['a misspelt field', (desk) => desk.offer({ ...order, laod: [1] } as never), 'unknown-key', 'laod'],
  ['a hostile field', (desk) => desk.offer(JSON.parse('{ "id": "x", "place": 1, "__proto__": {} }')), 'forbidden-key', '__proto__'],
  ['a slot that is not of the day', (desk) => desk.offer({ ...order, slots: ['midnight'] }), 'unknown-id', 'slots[0]'],
  ['the name of every object’s parent as a slot', (desk) => desk.offer({ ...order, slots: ['__proto__'] }), 'unknown-id', 'slots[0]'],
  ['slots that are no list', (desk) => desk.offer({ ...order, slots: 'nine' as never }), 'not-a-list', 'slots'],
  ['a slot that closes before it opens', (desk) => desk.offer({ ...order, slots: [{ start: 10, end: 9 }] }), 'window-reversed', 'slots[0]'],
  ['a slot of nothing', (desk) => desk.offer({ ...order, slots: [null as never] }), 'window-empty', 'slots[0]'],
  ['a million slots', (desk) => desk.offer({ ...order, slots: million }), 'too-many', 'slots'],
  ['a wish that nobody understands', (desk) => desk.offer({ ...order, wishes: 'whenever the moon is full' }), 'wish-unclear', 'wishes'],
  ['a wish at no time', (desk) => desk.offer({ ...order, wishes: { from: '25:00', to: '24:99' } }), 'time-invalid', 'wishes.to'],
  ['a thousand wishes', (desk) => desk.offer({ ...order, wishes: Array.from({ length: 1000 }, () => 'after 18') }), 'too-many', 'wishes'],
]

const badCommands: readonly Ask[] = [
  ['hold nothing', (desk) => desk.hold(null as never), 'unknown-id', 'offer'],
  ['hold a number', (desk) => desk.hold(5 as never), 'unknown-id', 'offer'],
  ['hold a token that nobody gave', (desk) => desk.hold('x/nine/1'), 'unknown-id', 'offer'],
  ['hold an order of nothing', (desk) => desk.hold({ order: null as never, slot: 'nine' }), 'missing', 'id'],
  ['hold no slot', (desk) => desk.hold({ order } as never), 'window-empty', 'slot'],
  ['hold an unknown slot', (desk) => desk.hold({ order, slot: 'midnight' }), 'unknown-id', 'slot'],
  ['hold with a misspelt option', (desk) => desk.hold({ order, slot: 'nine' }, { fro: 60 } as never), 'unknown-key', 'options.fro'],
  ['hold with no options at all', (desk) => desk.hold({ order, slot: 'nine' }, null as never), 'not-an-object', 'options'],
  ['hold for no time', (desk) => desk.hold({ order, slot: 'nine' }, { for: 0 }), 'out-of-range', 'for'],
  ['hold for ever', (desk) => desk.hold({ order, slot: 'nine' }, { for: 'P8D' }), 'out-of-range', 'for'],
  ['hold for nobody', (desk) => desk.hold({ order, slot: 'nine' }, { by: '' }), 'not-text', 'by'],
  ['hold under an id that is no text', (desk) => desk.hold({ order, slot: 'nine' }, { id: 5 as never }), 'not-text', 'id'],
  ['hold under an endless id', (desk) => desk.hold({ order, slot: 'nine' }, { id: 'x'.repeat(300) }), 'text-too-long', 'id'],
  ['confirm nothing', (desk) => desk.confirm(undefined as never), 'missing', 'booking'],
  ['confirm an object', (desk) => desk.confirm({} as never), 'not-text', 'booking'],
  ['confirm with options that are none', (desk) => desk.confirm('b:1', 'now' as never), 'not-an-object', 'options'],
  ['release for a number', (desk) => desk.release('b:1', { by: 5 as never }), 'not-text', 'by'],
  ['cancel for an endless reason', (desk) => desk.cancel('b:1', { reason: 'x'.repeat(1001) }), 'text-too-long', 'reason'],
  ['cancel for no reason in words', (desk) => desk.cancel('b:1', { reason: 5 as never }), 'not-text', 'reason'],
  ['reschedule nothing', (desk) => desk.reschedule(null as never, 'nine'), 'not-text', 'booking'],
  ['reschedule to nothing', (desk) => desk.reschedule('b:1', null as never), 'window-empty', 'slot'],
  ['reschedule to an unknown slot', (desk) => desk.reschedule('b:1', 'midnight'), 'unknown-id', 'slot'],
  ['reschedule to an offer of another desk', (desk) => desk.reschedule('b:1', roadDesk().offer(order).offered[0]!), 'unknown-id', 'offer'],
  ['reschedule to a window between two seconds', (desk) => desk.reschedule('b:1', { start: 0.5, end: 1 }), 'not-an-integer', 'slot.start'],
  ['improve by nothing', (desk) => desk.improve(undefined as never), 'not-an-object', 'budget'],
  ['improve without end', (desk) => desk.improve({ evaluations: Infinity }), 'not-a-number', 'budget.evaluations'],
  ['improve backwards', (desk) => desk.improve({ evaluations: -1 }), 'out-of-range', 'budget.evaluations'],
  ['improve for a word', (desk) => desk.improve({ evaluations: 5, interrupted: 'stop' as never }), 'not-an-object', 'budget.interrupted'],
]

describe('a desk refuses to', () => {
  const busy = () => {
    const desk = roadDesk()
    promise(desk, { id: 'first', place: 2, load: [1] }, '09:30')
    return desk
  }

  test.each([...badRequests.map(([what, ...rest]) => [`offer: ${what}`, ...rest] as const), ...badCommands])('%s', (_, act, code, path) => {
    const desk = busy()
    const before = JSON.stringify(desk.snapshot())
    expectTold(errorOf(() => act(desk)), code, path)
    expect(JSON.stringify(desk.snapshot())).toBe(before)
  })

  test('tell the time by a clock that has stopped making sense', () => {
    let now: number = Date.parse('2026-11-30T12:00:00Z')
    const desk = roadDesk({ clock: { now: () => now } })
    now = Number.NaN
    expectTold(errorOf(() => desk.offer(order)), 'not-a-number', 'now')
    expectTold(errorOf(() => desk.hold({ order, slot: 'nine' })), 'not-a-number', 'now')
    now = Date.parse('2026-11-30T12:00:00Z')
    expect(desk.offer(order).offered).toHaveLength(2)
  })
})

describe('what is well-formed and cannot be served is refused, not an error', () => {
  test('skills that nobody has, loads that nobody carries, windows that miss every shift', () => {
    const reasons = [
      { skills: ['juggling'] }, { load: [100] }, { slots: [{ id: 'night', start: '01:00', end: '02:00' }] }, { service: 'PT20H' },
    ].map((change) => roadDesk().offer({ ...order, ...change }).refused[0]!.reason)
    expect(reasons.map(({ code }) => code)).toEqual(['no-skill', 'too-big', 'unreachable', 'unreachable'])
    expect(reasons.every(({ proved }) => proved)).toBe(true)
  })

  test('a booking that does not exist, or a booking’s name that is hostile', () => {
    for (const id of ['nobody', '__proto__', 'constructor']) {
      for (const act of [roadDesk().confirm(id), roadDesk().release(id), roadDesk().cancel(id), roadDesk().reschedule(id, 'nine')]) {
        expect(act).toMatchObject({ ok: false, refusal: { code: 'booking-unknown' } })
      }
      expect(roadDesk().booking(id)).toBeUndefined()
    }
    expect(roadDesk().booking(undefined as never)).toBeUndefined()
  })

  test('hostile names are names like others', () => {
    const names = ['__proto__', 'constructor', 'prototype']
    const slots = [{ id: '__proto__', start: '08:00', end: '08:50' }, { id: 'constructor', start: '09:00', end: '09:50' }]
    const desk = roadDesk({ couriers: names.map((id) => ({ ...ann, id, skills: [id] })), slots })
    for (const id of names) {
      const [offer] = desk.offer({ ...order, id, skills: [id] }).offered
      expect(offer).toMatchObject({ slot: '__proto__', courier: id })
      expect(desk.hold(offer!, { id, by: id })).toMatchObject({ ok: true, id: `b:${id}`, booking: { order: id } })
      expect(desk.confirm(`b:${id}`, { by: id, id: `confirm ${id}` })).toMatchObject({ ok: true, booking: { state: 'confirmed' } })
    }
    expect(desk.dispatch().map(({ courier }) => courier)).toEqual(names)
    expect(JSON.stringify(desk.snapshot())).toContain('"id":"__proto__"')
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  test('a day without couriers, or without slots', () => {
    const { refused } = roadDesk({ couriers: [], dimensions: 1 }).offer(order)
    expect(refused.map(({ reason }) => reason.code)).toEqual(['no-skill', 'no-skill'])
    expect(roadDesk({ slots: [] }).offer(order)).toMatchObject({ offered: [], refused: [], alternatives: [] })
  })
})

describe('nothing hangs', () => {
  test('a full desk and a request for ten thousand windows that nobody can keep', () => {
    // One courier, one long promise; every window needs a repair, and none is found.
    const desk = roadDesk({ repairEvaluations: 20_000 })
    promise(desk, { id: 'all morning', place: 1, service: 'PT3H30M' }, '08:10')
    const slots = Array.from({ length: 10_000 }, (_, i) => ({ id: String(i), start: 36_000 + (i % 3600), end: 36_000 + (i % 3600) }))
    const { refused, evaluations } = desk.offer({ ...order, place: 5, slots })
    expect(refused).toHaveLength(10_000)
    // 50 searches of 20,000 evaluations, two more for the day's own slots as alternatives, and what their last rounds come to.
    expect(evaluations).toBeLessThan(52 * 20_100)
  })
})
