/** Every measure on runs whose figures can be worked out by hand. */
import { expect, test } from 'vitest'
import { measureNamed, measures } from '../../../src/arena/measures/definitions.ts'
import { measureRun } from '../../../src/arena/measures/run-figures.ts'
import { customer, route, run, visit } from './sample-run.ts'

const HOUR = 3600
const day = { start: 6 * HOUR, end: 22 * HOUR }
const wide = { told: day, promised: day }

/** Eight who asked: five visited, of whom three are delivered, one at the second visit. */
const few = run([
  customer('at once'),
  customer('late', { attempts: [visit({ at: 12.5 * HOUR, late: HOUR / 2, waited: 2.5 * HOUR })], suiting: 0, offered: 1 }),
  customer('second', {
    attempts: [visit({ ...wide, success: false, stayedIn: false, waited: 0, by: undefined }), visit({ ...wide, day: 1, stayedIn: true, waited: 5 * HOUR })],
  }),
  customer('thrice', { fate: 'returned', attempts: [1, 2, 3].map(() => visit({ success: false, stayedIn: false, waited: 0, by: undefined })) }),
  customer('open', { fate: 'open', attempts: [visit({ success: false, waited: HOUR, by: undefined })], unserved: 2 }),
  customer('full', { fate: 'lost-full', attempts: [], offered: 0, suiting: 0 }),
  customer('unsuited', { fate: 'lost-unsuited', attempts: [], offered: 4, suiting: 3 }),
  customer('lapsed', { fate: 'lapsed', attempts: [], offered: 4, suiting: 4 }),
], [route('c1'), route('c2', { paid: 4 * HOUR, driving: 2 * HOUR, metres: 30_000 }), route('c3', { paid: 0, driving: 0, waiting: 0, metres: 0 })], 4)
const figures = measureRun(few).values

test('throughput', () => {
  expect(figures).toMatchObject({
    // 3 in 8 + 4 hours; on 2 days of couriers, the third never left; of 4 who could work
    'delivered-per-paid-hour': 0.25, 'delivered-per-courier-day': 1.5, 'delivered-per-shift': 0.75,
    // visits 1 + 1 + 2 + 3 + 1 = 8
    'attempts-per-delivery': 2.666667, 'paid-per-delivery': 4 * HOUR, 'paid-per-visit': 1.5 * HOUR,
    'driving-per-delivery': 2 * HOUR, 'waiting-per-delivery': (2 * HOUR) / 3, 'km-per-delivery': 30_000,
  })
})

test('service: every fate of the eight once', () => {
  expect(figures).toMatchObject({
    'service-rate': 3 / 8, 'failing-first': 3 / 5, 'failing-visits': 5 / 8, 'lost-sales': 2 / 8, 'lost-full': 1 / 8, 'lost-unsuited': 1 / 8,
    'returned': 1 / 8, 'open': 1 / 8, 'lapsed': 1 / 8, 'cancelled': 0,
  })
})

test('promises: days promised without a visit count as not kept', () => {
  // 8 visits and 2 such days; one visit was half an hour late
  expect(figures).toMatchObject({ 'within-told': 7 / 10, 'within-promised': 7 / 10, 'late-mean': HOUR / 16, 'late-p95': HOUR / 2, 'unserved': 1 / 8 })
})

test('a courier who comes early was not within the told window, and not after the promise either', () => {
  const early = measureRun(run([customer('early', { attempts: [visit({ at: 9 * HOUR })] })])).values
  expect(early).toMatchObject({ 'within-told': 0, 'within-promised': 1, 'late-mean': 0 })
})

test('hours add up over all visits of a customer', () => {
  expect(figures).toMatchObject({
    // widths 2, 2, 16 + 16, 3 · 2 and 2 hours over 8 visits and over 5 customers visited
    'told-mean': (44 * HOUR) / 8, 'kept-mean': (44 * HOUR) / 5, 'kept-p95': 32 * HOUR,
    // 2 (1·2 + 2·2 + 3·2 + 4·6 + 5·32) ÷ (5 · 44) − 6 ÷ 5 = 392 ÷ 220 − 1.2
    'kept-gini': 0.5818182,
    // 44² ÷ (5 (4 + 4 + 4 + 36 + 1024))
    'kept-jain': 0.361194,
    // 1 + 2.5 + 5 + 0 + 1
    'in-mean': (9.5 * HOUR) / 5, 'in-p95': 5 * HOUR,
    // 2 (1·0 + 2·1 + 3·1 + 4·2.5 + 5·5) ÷ (5 · 9.5) − 1.2 = 80 ÷ 47.5 − 1.2
    'in-gini': 0.4842105,
    // 9.5² ÷ (5 (0 + 1 + 1 + 6.25 + 25))
    'in-jain': 0.5428571,
    // stayed in for: at once, late, the second of second, open
    'in-share': 4 / 8,
  })
})

test('offers count those who left, too', () => {
  expect(figures).toMatchObject({
    // suiting 2, 0, 2, 2, 2, 0, 3, 4 and offered 3, 1, 3, 3, 3, 0, 4, 4
    'suits-one': 6 / 8, 'suits-three': 2 / 8, 'offered-mean': 21 / 8, 'suiting-mean': 15 / 8,
    // 15² ÷ (8 (4 · 4 + 9 + 16))
    'suiting-jain': 0.6859756,
    // of 1 and 0: one less the rate, and the rate
    'served-gini': 5 / 8, 'served-jain': 3 / 8,
  })
})

test('couriers', () => {
  expect(figures).toMatchObject({
    // 8 and 4 hours: mean 6, deviation 2
    'paid-cv-days': 0.3333333,
    // 8, 4, 0, 0: mean 3, squares 25 + 1 + 9 + 9 = 44, over 4 = 11
    'paid-cv-couriers': Number((Math.sqrt(11) / 3).toPrecision(7)),
  })
})

test('counts', () => {
  expect(figures).toMatchObject({ asked: 8, delivered: 3, visits: 8, 'courier-days': 2, paid: 12 * HOUR, distance: 90_000, evaluations: 300 })
})

/** 20 + 30 customers in two areas and 25 + 25 halves; area b is served half as often as a. */
const grouped = run([
  ...Array.from({ length: 20 }, (_, i) => customer(`a${i}`, { area: 'a', early: i < 10 })),
  ...Array.from({ length: 30 }, (_, i) => customer(`b${i}`, {
    area: 'b', early: i < 15, household: '__proto__', suiting: i < 12 ? 3 : 0,
    ...(i < 15 ? { attempts: [visit(wide)] } : { fate: 'lost-full', attempts: [] }),
  })),
])

test('between areas', () => {
  expect(measureRun(grouped).values).toMatchObject({
    // 1 and 15 ÷ 30: mean 0.75, deviation 0.25
    'area-served-worst': 0.5, 'area-served-gap': 0.5, 'area-served-cv': 0.3333333,
    // 20 of 20 and 12 of 30 are offered one; 0 and 12 of 30 three: mean 0.2, deviation 0.2
    'area-one-worst': 0.4, 'area-one-gap': 0.6, 'area-three-worst': 0, 'area-three-gap': 0.4, 'area-three-cv': 1,
    // 2 and 16 hours, over those visited
    'area-kept-worst': 16 * HOUR, 'area-kept-gap': 14 * HOUR, 'area-kept-cv': 0.7777778,
  })
})

test('between households, bookers and baskets', () => {
  const { values, groups } = measureRun(grouped)
  expect(values).toMatchObject({
    'household-served-worst': 0.5, 'household-served-ratio': 0.5, 'household-kept-worst': 16 * HOUR, 'household-kept-ratio': 2 / 16,
    // early: 10 of a and the 15 of b that are delivered: 25 of 25; late: 10 of 25
    'booking-served-ratio': 0.4, 'booking-served-early-late': 0.6,
    // hours: early (10 · 2 + 15 · 16) ÷ 25 = 10.4; late 2
    'booking-kept-early-late': 8.4 * HOUR,
    // one basket size: nothing to compare
    'basket-served-worst': null, 'basket-served-ratio': null,
  })
  expect(groups.household).toEqual({ groups: 2, customers: 50, smallest: 20, pooled: 0, left: 0 })
  expect(groups.basket.groups).toBe(1)
})

test('groups of fewer than 20 are pooled, and left out if too few even then', () => {
  const many = (area: string, count: number) => Array.from({ length: count }, (_, i) => customer(`${area}${i}`, { area }))
  const pooled = measureRun(run([...many('a', 20), ...many('b', 19), ...many('c', 1)])).groups.area
  expect(pooled).toEqual({ groups: 2, customers: 40, smallest: 20, pooled: 20, left: 0 })
  const left = measureRun(run([...many('a', 20), ...many('b', 18), ...many('c', 1)])).groups.area
  expect(left).toEqual({ groups: 1, customers: 20, smallest: 20, pooled: 0, left: 19 })
})

test('a run in which nobody asked has counts and no figures', () => {
  const { values, lorenz } = measureRun(run([], []))
  expect(lorenz).toEqual({ kept: null, in: null })
  const known = Object.keys(values).filter((name) => values[name] !== null)
  // two couriers could have worked: 0 orders over 2, and 0 hours each, which do not vary
  expect(known).toEqual([
    'delivered-per-shift', 'paid-cv-couriers', 'asked', 'delivered', 'visits', 'courier-days', 'paid', 'distance', 'evaluations',
  ])
})

test('every measure is defined once, in words, and found by its name', () => {
  expect(new Set(measures.map(({ name }) => name)).size).toBe(measures.length)
  expect(new Set(measures.map(({ title }) => title)).size).toBe(measures.length)
  for (const measure of measures) {
    expect(measure.meaning).toMatch(/^[A-Z].*\.$/)
    expect(measureNamed(measure.name)).toBe(measure)
  }
  expect(measureNamed('__proto__')).toBeUndefined()
})

test('the order of customers and their names change nothing', () => {
  const turned = { ...few, customers: few.customers.toReversed().map((one) => ({ ...one, id: `__proto__${one.id}` })) }
  expect(measureRun(turned)).toEqual(measureRun(few))
})
