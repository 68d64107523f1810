/** The manual clock moves on and never back; the system clock is the real one. */
import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/base/errors.ts'
import { manualClock, systemClock } from '../../src/time/clock.ts'

function codeOf(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    if (error instanceof InputError) return error.code
    throw error
  }
  return 'fine'
}

describe('the manual clock', () => {
  const noon = Date.UTC(2026, 11, 1, 12)

  test('shows where it starts', () => {
    expect(manualClock(noon).now()).toBe(noon)
    expect(manualClock('2026-12-01T13:00+01:00').now()).toBe(noon)
    expect(manualClock('2026-12-01T12:00:00Z').now()).toBe(noon)
    expect(manualClock(new Date(noon)).now()).toBe(noon)
  })

  test('moves when it is moved', () => {
    const clock = manualClock(noon)
    clock.advance('PT10M')
    expect(clock.now()).toBe(noon + 600_000)
    clock.advance(30)
    expect(clock.now()).toBe(noon + 630_000)
    clock.advance(0)
    clock.set('2026-12-01T13:00Z')
    clock.set(noon + 3_600_000)
    expect(clock.now()).toBe(noon + 3_600_000)
  })

  test('refuses to go back, and stays where it was', () => {
    const clock = manualClock(noon)
    expect(codeOf(() => clock.set(noon - 1))).toBe('clock-backwards')
    expect(codeOf(() => clock.advance(-1))).toBe('out-of-range')
    expect(codeOf(() => clock.advance('soon'))).toBe('duration-invalid')
    expect(clock.now()).toBe(noon)
  })

  test('refuses what is no instant', () => {
    const moments = [
      Number.NaN, Infinity, 0.5, 1e300, '', '12:00', '2026-12-01T12:00', '2026-12-01', '2026-02-30T12:00Z', new Date(Number.NaN), {}, null, undefined,
      Object.create(Date.prototype),
    ]
    for (const moment of moments) {
      expect(codeOf(() => manualClock(moment))).toBe('time-invalid')
      expect(codeOf(() => manualClock(noon).set(moment))).toBe('time-invalid')
    }
  })
})

test('the system clock lies between two looks at the real one', () => {
  const before = Date.now()
  const now = systemClock.now()
  expect(now).toBeGreaterThanOrEqual(before)
  expect(now).toBeLessThanOrEqual(Date.now())
})
