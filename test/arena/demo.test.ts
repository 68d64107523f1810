import { describe, expect, test } from 'vitest'
import { runDemo } from '../../src/arena/demo.ts'
import type { BookedDay } from '../../src/arena/booking-day.ts'
import type { Measures } from '../../src/arena/measures.ts'
import { breakEven } from '../../src/arena/measures.ts'
import { suits } from '../../src/arena/shoppers.ts'
import { legal } from '../../src/model/legal.ts'

const effort = { perChange: 5000, perRepair: 5000, atTheEnd: 50_000 }
const result = runDemo({ seed: 2, orders: 80, couriers: 3, effort })
const both: readonly (readonly [BookedDay, Measures])[] = [[result.narrow, result.measures.narrow], [result.legacy, result.measures.legacy]]

describe('a day under two rules', () => {
  test('shows the same shoppers to both, each once', () => {
    for (const [day] of both) expect(day.visits.map(({ shopper }) => shopper)).toEqual(result.shoppers)
  })

  test('loses nobody from the books: every shopper is lost, lapsed, cancelled or driven to, and every attempt succeeds or fails', () => {
    for (const [, measures] of both) {
      const { shoppers, lostFull, lostUnsuited, lapsed, cancelled, attempts, delivered, failed } = measures
      expect(lostFull + lostUnsuited + lapsed + cancelled + attempts).toBe(shoppers)
      expect(delivered + failed).toBe(attempts)
    }
  })

  test('ends with routes that keep every promise', () => {
    for (const [{ desk }] of both) expect(legal(desk.day, desk.orders().values(), desk.plan())).toEqual([])
  })

  test('gives the wide window at least the effort of the narrow ones, and hardly more', () => {
    const { narrow, legacy } = result
    expect(legacy.evaluations).toBeGreaterThanOrEqual(narrow.evaluations)
    expect(legacy.evaluations).toBeLessThan(narrow.evaluations * 1.05)
  })

  test('sells narrow slots within the hours at home only, and the whole day to everybody', () => {
    for (const { shopper, chosen } of result.narrow.visits) {
      if (chosen === undefined) continue
      const slot = result.narrow.desk.day.slots.find(({ id }) => id === chosen)!
      expect(suits(shopper, slot.window)).toBe(true)
    }
    for (const { windows } of result.legacy.desk.orders().values()) expect(windows).toEqual([{ start: 28_800, end: 86_400 }])
    expect(result.measures.legacy.lostUnsuited).toBe(0)
    expect(result.measures.legacy.told).toEqual({ mean: 57_600, p95: 57_600 })
  })

  test('has shoppers who let it lapse, cancel and move', () => {
    const { lapsed, cancelled, moved } = result.measures.narrow
    expect([lapsed > 0, cancelled > 0, moved > 0]).toEqual([true, true, true])
    expect(result.measures.legacy.moved).toBe(0)
  })

  test('is the same again for the same seed', () => {
    const again = runDemo({ seed: 2, orders: 80, couriers: 3, effort })
    expect(again.measures).toEqual(result.measures)
    expect(JSON.stringify(again.narrow.desk.snapshot())).toBe(JSON.stringify(result.narrow.desk.snapshot()))
  })

  test('reports each event once', () => {
    const seen: string[] = []
    runDemo({ seed: 2, orders: 5, couriers: 1, effort, onEvent: (regime, done, total) => seen.push(`${regime} ${done}/${total}`) })
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.at(-1)).toMatch(/^plus or minus eight hours (\d+)\/\1$/)
  })
})

describe('break-even', () => {
  const day = { ...result.measures.narrow, delivered: 90, attempts: 100, paid: 10 * 3600, deliveredPerPaidHour: 9 }

  test('is the failing share at which both deliver the same per paid hour', () => {
    // 120 attempts in 10 hours: with a quarter failing 90 are delivered, 9 an hour.
    expect(breakEven(day, { ...day, attempts: 120 })).toBeCloseTo(0.25, 12)
    // The wide window needs more hours: narrow slots are ahead even if nothing fails.
    expect(breakEven(day, { ...day, attempts: 80 })).toBeLessThan(0)
    expect(breakEven(day, { ...day, attempts: 0 })).toBeUndefined()
  })
})
