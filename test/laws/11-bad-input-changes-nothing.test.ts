/**
 * Law 11: bad input never half-applies. A command that throws leaves every byte of the state as it was. A command that is refused leaves
 * the routes and the bookings as they were; the ledger records the refusal, and nothing else: one answer, one event, its moment. A
 * repeated command, and a command id that is used again for something else, leave every byte.
 *
 * Broken on purpose, and seen to fail: an improvement counted before its budget is read; the old place given up before the new one is
 * found; a command id accepted twice; an improvement that was undone still counted.
 */
import { describe, expect, test } from 'vitest'
import type { DeskSnapshot } from '../../src/live/snapshot.ts'
import type { Watch } from '../make/desk-model.ts'
import { drives } from '../make/desk-model.ts'

let before: DeskSnapshot

const watch: Watch = {
  before: ({ desk }) => void (before = desk.snapshot()),
  after: ({ desk, clock }, outcome) => {
    const after = desk.snapshot()
    const same = () => expect(JSON.stringify(after)).toBe(JSON.stringify(before))
    if (outcome.type === 'threw') same()
    if (outcome.type !== 'answered' || outcome.answer.ok) return
    const { answer, id } = outcome
    if (answer.repeated || answer.refusal.code === 'command-id-reused') {
      same()
      return
    }
    const { answers, ...ledger } = after.ledger
    const recorded = answers.filter(({ command }) => command === id)
    expect(recorded).toMatchObject([{ ok: false, refusal: { code: answer.refusal.code } }])
    expect({ ...after, ledger: { ...ledger, answers: answers.filter(({ command }) => command !== id) } }).toEqual({
      ...before, ledger: { ...before.ledger, seq: before.ledger.seq + 1, at: clock.now() },
    })
  },
}

describe('what throws or is refused changes nothing', () => {
  const size = { runs: 30, commands: 250 }
  test('where travel keeps the triangle inequality', () => drives({ metric: true }, watch, size))
  test('where travel breaks the triangle inequality', () => drives({ metric: false, repairEvaluations: 200 }, watch, size))
  const trips = { metric: false, repairEvaluations: 200, trips: true }
  test('with reloads and other ends', () => drives(trips, watch, { runs: 15, commands: 250 }))
})
