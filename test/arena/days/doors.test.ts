import { describe, expect, test } from 'vitest'
import type { Knock } from '../../../src/arena/days/doors.ts'
import { driveRoute } from '../../../src/arena/days/doors.ts'
import type { DispatchedRoute, DispatchedStop } from '../../../src/arena/regimes/regime.ts'

/** Every leg takes ten minutes and one kilometre. */
const drive = () => ({ seconds: 600, metres: 1000 })

const stop = (id: string, changes: Partial<DispatchedStop> = {}): DispatchedStop => {
  const window = { start: 0, end: 86_400 }
  return { id, place: 1, planned: 0, service: 300, promised: window, told: window, waitsUntil: 0, ...changes }
}
const route = (changes: Partial<DispatchedRoute>): DispatchedRoute => ({
  courier: 'ann', start: 30_000, end: 0, from: 0, to: 0, stops: [], pauses: [], ...changes,
})
const everybody: Knock = () => ({ by: 'home', stayedIn: false })
const nobody: Knock = () => ({ by: undefined, stayedIn: false })

describe('a courier', () => {
  test('drives, serves, and is paid from leaving to being back', () => {
    const { record, visits } = driveRoute(drive, 0, route({ stops: [stop('a'), stop('b')] }), everybody)
    // Leaves at 30,000; a at 30,600 for 300 s; b at 31,500 for 300 s; back at 32,400.
    expect(visits.map(({ at }) => at)).toEqual([30_600, 31_500])
    expect(record).toEqual({ courier: 'ann', paid: 2400, driving: 1800, waiting: 0, service: 600, metres: 3000, stops: 2 })
  })

  test('waits two minutes at a closed door, or as long as the service would have taken', () => {
    const { record, visits } = driveRoute(drive, 0, route({ stops: [stop('a'), stop('b', { service: 60 })] }), nobody)
    // a at 30,600 for 120 s of 300; b at 31,320 for 60 s; back at 31,980.
    expect(visits.map(({ at, by }) => [at, by])).toEqual([[30_600, undefined], [31_320, undefined]])
    expect(record).toMatchObject({ paid: 1980, service: 180 })
  })

  test('who comes before the window waits, and who comes late goes on', () => {
    const { record, visits } = driveRoute(drive, 0, route({ stops: [stop('a', { waitsUntil: 31_000 }), stop('b', { waitsUntil: 20_000 })] }), everybody)
    // 400 s of waiting before a; b at 31,300 + 600.
    expect(visits.map(({ at }) => at)).toEqual([31_000, 31_900])
    expect(record).toMatchObject({ waiting: 400, paid: 600 + 400 + 300 + 600 + 300 + 600 })
  })

  test('takes a break on the road as soon as it opens, and waits for it where there is nothing left to drive', () => {
    const pause = (opens: number, after: number) => ({ after, place: null, opens, seconds: 1800 })
    // Opens when 200 of 600 s are driven: 1800 s later the other 400 s follow.
    const onTheRoad = driveRoute(drive, 0, route({ stops: [stop('a')], pauses: [pause(30_200, 0)] }), everybody)
    expect(onTheRoad.visits[0]!.at).toBe(30_000 + 600 + 1800)
    expect(onTheRoad.record).toMatchObject({ waiting: 0, driving: 1200, service: 2100 })
    // Opens 300 s after arrival: they are waited.
    const atTheDoor = driveRoute(drive, 0, route({ stops: [stop('a')], pauses: [pause(30_900, 0)] }), everybody)
    expect(atTheDoor.visits[0]!.at).toBe(30_900 + 1800)
    expect(atTheDoor.record.waiting).toBe(300)
    // On the way home, behind the last stop.
    const home = driveRoute(drive, 0, route({ stops: [stop('a')], pauses: [pause(0, 1)] }), everybody)
    expect([home.visits[0]!.at, home.record.paid]).toEqual([30_600, 600 + 300 + 1800 + 600])
  })

  test('reloads at its place, on the way', () => {
    const reload = { after: 1, place: 0, opens: 0, seconds: 900 }
    const { record, visits } = driveRoute(drive, 0, route({ stops: [stop('a'), stop('b')], pauses: [reload] }), everybody)
    // a at 30,600 until 30,900; hub at 31,500 until 32,400; b at 33,000.
    expect(visits[1]!.at).toBe(33_000)
    expect(record).toMatchObject({ driving: 2400, metres: 4000, service: 1500 })
  })

  test('has open ends driven for nothing, and asks for the leg of the moment, the day and the courier', () => {
    const asked: unknown[] = []
    const spy = (...leg: unknown[]) => {
      asked.push(leg)
      return { seconds: 600, metres: 1000 }
    }
    const { record } = driveRoute(spy, 4, route({ from: null, to: null, stops: [stop('a', { place: 7 }), stop('b', { place: 8 })] }), everybody)
    expect(asked).toEqual([[4, 7, 8, 30_300, 'ann']])
    expect(record).toMatchObject({ driving: 600, paid: 300 + 600 + 300 })
  })
})
