/**
 * Direct gaps into the caller's arrays: the same slots and costs as `offer` without repair, again and again, without garbage.
 *
 * Broken on purpose, and seen to fail: closed slots left in; the start of a slot left out of its earliest moment; a question that does not
 * ask for its order anew; lapsed holds looked for once and never again.
 */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { manualClock } from '../../src/time/clock.ts'
import { slotColumns } from '../../src/slots/direct.ts'
import { problemsOf } from '../make/problems.ts'
import { promise, roadDesk } from '../make/road.ts'

const hours = [8, 9, 10, 11].map((hour) => ({ id: `h${hour}`, start: hour * 3600, end: hour * 3600 + 3000 }))

describe('direct gaps into arrays', () => {
  test('say what offer says where nothing is repaired, hidden or priced', () => {
    const service = fc.integer({ min: 0, max: 3600 })
    const order = fc.record({ place: fc.integer({ min: 0, max: 5 }), service, load: fc.constantFrom([0], [3]) })
    fc.assert(fc.property(fc.array(order, { maxLength: 4 }), order, (before, newcomer) => {
      const desk = roadDesk({ slots: hours })
      for (const [i, one] of before.entries()) {
        const [first] = desk.offer({ id: `b${i}`, ...one }).offered
        if (first) desk.hold(first)
      }
      const question = desk.question({ id: 'x', ...newcomer })
      const columns = slotColumns(question.slots.length)
      for (let again = 0; again < 2; again++) {
        const kept = desk.directInto(question, columns)
        const { offered } = desk.offer({ id: 'x', ...newcomer })
        expect(kept).toBe(offered.length)
        for (const [w, { id }] of question.slots.entries()) {
          const offer = offered.find(({ slot }) => slot === id)
          expect(columns.route[w]! >= 0).toBe(offer !== undefined)
          if (!offer) continue
          expect(columns.addedCost[w]).toBe(offer.addedCost)
          expect(columns.latest[w]! - columns.earliest[w]!).toBe(offer.margin)
        }
        // What is asked the second time is asked of other routes.
        const [taken] = offered
        if (taken) desk.hold(taken)
        if (taken) break
      }
    }))
  })

  test('follow the routes as they change', () => {
    const desk = roadDesk({ slots: hours })
    const question = desk.question({ id: 'x', place: 1, load: [3] })
    const columns = slotColumns(4)
    expect(desk.directInto(question, columns)).toBe(4)
    // Ann carries five: three are left for nobody.
    promise(desk, { id: 'a', place: 2, load: [3] }, '09:00')
    expect(desk.directInto(question, columns)).toBe(0)
    expect([...columns.route]).toEqual([-1, -1, -1, -1])
  })

  test('leave out slots that can no longer be booked', () => {
    const clock = manualClock('2026-12-01T09:30:00+01:00')
    const desk = roadDesk({ slots: hours, clock })
    const columns = slotColumns(4)
    expect(desk.directInto(desk.question({ id: 'x', place: 1 }), columns)).toBe(desk.offer({ id: 'x', place: 1 }).offered.length)
    expect(columns.route[0]).toBe(-1)
  })

  test('an order that is booked already is not a newcomer', () => {
    const desk = roadDesk()
    promise(desk, { id: 'a', place: 1 }, '09:00')
    expect(() => desk.question({ id: 'a', place: 1 })).toThrow(/contradiction/)
  })

  test('arrays that are too short, and questions of another desk, are refused before anything is written', () => {
    const desk = roadDesk({ slots: hours })
    const question = desk.question({ id: 'x', place: 1 })
    const short = { ...slotColumns(4), latest: new Int32Array(3) }
    expect(problemsOf(() => desk.directInto(question, short))).toEqual(['out-of-range at columns.latest'])
    const missing = { ...slotColumns(4), route: undefined as unknown as Int32Array }
    expect(problemsOf(() => desk.directInto(question, missing))).toEqual(['out-of-range at columns.route'])
    expect([...short.earliest]).toEqual([0, 0, 0, 0])
    expect(problemsOf(() => roadDesk({ slots: hours }).directInto(question, slotColumns(4)))).toEqual(['contradiction at question'])
    expect(problemsOf(() => desk.directInto({} as typeof question, slotColumns(4)))).toEqual(['contradiction at question'])
  })

  test('an order that was booked meanwhile is not a newcomer any more', () => {
    const desk = roadDesk({ slots: hours })
    const question = desk.question({ id: 'x', place: 1 })
    promise(desk, { id: 'x', place: 1 }, '09:00')
    expect(problemsOf(() => desk.directInto(question, slotColumns(4)))).toEqual(['contradiction at question'])
  })

  test('an order whose hold has lapsed is a newcomer again', () => {
    const clock = manualClock('2026-11-30T12:00:00+01:00')
    const desk = roadDesk({ slots: hours, clock })
    desk.hold({ order: { id: 'x', place: 1 }, slot: 'h9' }, { for: 'PT10M' })
    clock.advance(601)
    expect(desk.directInto(desk.question({ id: 'x', place: 1 }), slotColumns(4))).toBe(4)
  })

  test('make no garbage', () => {
    // In a process of its own: the test runner's modules are not compiled together, and box the numbers that pass between them.
    const script = fileURLToPath(new URL('../make/garbage.ts', import.meta.url))
    const bytes = Number(execFileSync(process.execPath, ['--expose-gc', '--import', 'tsx', script], { encoding: 'utf8' }))
    // Twelve slots are asked for: one object of two fields for each would be 12 x 32 = 384 bytes. What is left is a few boxed numbers, such
    // as the clock's milliseconds, 16 bytes each; how many depends on what the compiler puts into one piece.
    expect(bytes).toBeLessThan(128)
  }, 60_000)
})
