import { describe, expect, test } from 'vitest'
import { PATIENCE, openHours, opens } from '../../../src/arena/days/presence.ts'
import type { Customer } from '../../../src/arena/world/customer.ts'
import { HOUR, tinyWorld } from './tiny.ts'

/** In from 18 o'clock on; waits, has a neighbour, and reads messages only where the shares are above one half. */
const worker: Customer = {
  ...tinyWorld(1).customers[0]!,
  home: [[{ start: 18 * HOUR, end: 24 * HOUR }]],
  absent: [false],
  draws: { waits: 0.5, neighbour: 0.5, message: 0.5 },
}
const none = { waits: 0, neighbour: 0, message: 0 }
const day = { start: 8 * HOUR, end: 24 * HOUR }
const slot = { start: 10 * HOUR, end: 11 * HOUR }

describe('at the door', () => {
  test('is somebody who planned to be in at that moment, both ends included', () => {
    expect(opens(worker, 0, 18 * HOUR, day, 'day', none)).toEqual({ by: 'home', stayedIn: false })
    expect(opens(worker, 0, 18 * HOUR - 1, day, 'day', none)).toEqual({ by: undefined, stayedIn: false })
  })

  test('is who stays in on purpose, for what they were told and a quarter of an hour more', () => {
    const waiting = { ...none, waits: 0.6 }
    expect(opens(worker, 0, 9 * HOUR, day, 'day', waiting)).toEqual({ by: 'waiting', stayedIn: true })
    expect(opens(worker, 0, 8 * HOUR - 1, day, 'day', waiting)).toEqual({ by: undefined, stayedIn: true })
    expect(opens(worker, 0, slot.end + PATIENCE, slot, 'message', waiting).by).toBe('waiting')
    expect(opens(worker, 0, slot.end + PATIENCE + 1, slot, 'message', waiting).by).toBeUndefined()
  })

  test('is who chose the slot, whatever the shares are; a message helps only those who act on it', () => {
    expect(opens(worker, 0, 10 * HOUR, slot, 'chosen', none)).toEqual({ by: 'waiting', stayedIn: true })
    expect(opens(worker, 0, 10 * HOUR, slot, 'message', none).by).toBeUndefined()
    expect(opens(worker, 0, 10 * HOUR, slot, 'message', { ...none, message: 0.6 }).by).toBe('waiting')
    expect(opens(worker, 0, 10 * HOUR, slot, 'day', { ...none, message: 0.6 }).by).toBeUndefined()
  })

  test('is nobody where something has come up, whoever promised what, unless there is a neighbour', () => {
    const gone = { ...worker, absent: [true] }
    for (const reason of ['chosen', 'message', 'day'] as const) {
      expect(opens(gone, 0, 19 * HOUR, day, reason, { ...none, waits: 1, message: 1 })).toEqual({ by: undefined, stayedIn: false })
      expect(opens(gone, 0, 19 * HOUR, day, reason, { ...none, neighbour: 0.6 })).toEqual({ by: 'neighbour', stayedIn: false })
    }
  })
})

describe('the hours that hindsight knows', () => {
  test('are those at home, all of the day with a neighbour or for who would wait, and none where something comes up', () => {
    expect(openHours(worker, 0, day, none)).toEqual([{ start: 18 * HOUR, end: 24 * HOUR }])
    for (const doors of [{ ...none, waits: 0.6 }, { ...none, message: 0.6 }, { ...none, neighbour: 0.6 }]) {
      expect(openHours(worker, 0, day, doors)).toEqual([day])
    }
    expect(openHours({ ...worker, absent: [true] }, 0, day, { ...none, waits: 1, message: 1 })).toEqual([])
    expect(openHours({ ...worker, absent: [true] }, 0, day, { ...none, neighbour: 0.6 })).toEqual([day])
    // Home until nine, told from eight on.
    const early = { ...worker, home: [[{ start: 0, end: 9 * HOUR }]] }
    expect(openHours(early, 0, day, none)).toEqual([{ start: 8 * HOUR, end: 9 * HOUR }])
  })
})
