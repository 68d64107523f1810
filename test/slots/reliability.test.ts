/**
 * How likely a promise is to be kept.
 *
 * Broken on purpose, and seen to fail: breaks taken before the road instead of on it; windows never waited for.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { manualClock } from '../../src/time/clock.ts'
import { drawScenarios, onTimeShare } from '../../src/slots/reliability.ts'
import { ann, promise, roadDesk } from '../make/road.ts'
import { EVE, filledTownArbitrary, openTown, wantedArbitrary } from '../make/town.ts'

describe('the share of days on which everybody is on time', () => {
  const scenarios = drawScenarios(7, { scenarios: 1000 })
  const stop = (start: number, end: number) => ({ leg: 600, breaks: [], service: 0, window: { start, end } })

  test('is lower for a tight stop than for a loose one', () => {
    // Ten minutes on the road, left at 0: 600 s on a usual day, which is more than half of the time a little less or more.
    const share = (slack: number) => onTimeShare(scenarios, 0, [stop(0, 600 + slack)])
    const shares = [-300, -60, 0, 60, 300].map(share)
    expect(shares.toSorted((a, b) => a - b)).toEqual(shares)
    expect(shares[0]).toBeLessThan(0.01)
    expect(shares[2]).toBeGreaterThan(0.4)
    expect(shares[2]).toBeLessThan(0.6)
    expect(shares[4]).toBeGreaterThan(0.95)
  })

  test('counts everybody on the route, whoever comes first', () => {
    const alone = onTimeShare(scenarios, 0, [stop(0, 700)])
    const both = onTimeShare(scenarios, 0, [stop(0, 700), stop(0, 1300)])
    expect(both).toBeLessThan(alone)
    // A third with hours to spare changes nothing.
    expect(onTimeShare(scenarios, 0, [stop(0, 700), stop(0, 1300), stop(0, 9000)])).toBe(both)
  })

  test('waits for a window that is not open yet', () => {
    const still = drawScenarios(1, { scenarios: 5, daySpread: 0, legSpread: 0 })
    // There at 600, served at 5000, and at the next door 600 s later.
    expect(onTimeShare(still, 0, [stop(5000, 6000), stop(0, 5600)])).toBe(1)
    expect(onTimeShare(still, 0, [stop(5000, 6000), stop(0, 5599)])).toBe(0)
  })

  test('is 1 where travel never varies and everybody is in time, and 0 where somebody is late', () => {
    const still = drawScenarios(1, { scenarios: 5, daySpread: 0, legSpread: 0 })
    expect(onTimeShare(still, 0, [stop(0, 600)])).toBe(1)
    expect(onTimeShare(still, 0, [stop(0, 599)])).toBe(0)
  })

  test('has a break on the road, not before it', () => {
    const still = drawScenarios(1, { scenarios: 5, daySpread: 0, legSpread: 0 })
    const breaks = [{ id: 'tea', windows: [{ start: 400, end: 800 }], service: 100 }]
    // 400 s on the road, tea until 500, the other 200 s: there at 700.
    expect(onTimeShare(still, 0, [{ ...stop(0, 700), breaks }])).toBe(1)
    expect(onTimeShare(still, 0, [{ ...stop(0, 699), breaks }])).toBe(0)
  })

  test('is the same for the same seed, and another for another', () => {
    const share = (seed: number) => onTimeShare(drawScenarios(seed), 0, [stop(0, 640)])
    expect(share(3)).toBe(share(3))
    expect(new Set([1, 2, 3, 4, 5].map(share)).size).toBeGreaterThan(1)
  })
})

describe('an offer', () => {
  test('says how likely it is to be kept, with everybody who was promised before', () => {
    const desk = roadDesk()
    const [nine] = desk.offer({ id: 'x', place: 5, slots: [{ id: 'loose', start: '09:00', end: '10:00' }] }).offered
    // Fifty minutes from 8:00: half past nine would be forty minutes late on a very bad day only.
    expect(nine!.onTime).toBeGreaterThan(0.95)
    const [tight] = desk.offer({ id: 'x', place: 5, slots: [{ id: 'tight', start: '08:50', end: '08:50' }] }).offered
    expect(tight!.onTime).toBeLessThan(0.7)
    expect(desk.offer({ id: 'y', place: 5, slots: [{ id: 'tight', start: '08:50', end: '08:50' }] }).offered[0]!.onTime).toBe(tight!.onTime)
  })

  test('does not say so where reliability is switched off', () => {
    expect(roadDesk({ reliability: false }).offer({ id: 'x', place: 1 }).offered[0]).not.toHaveProperty('onTime')
  })

  test('that would push an earlier promise below the floor is refused', () => {
    const desk = roadDesk({ policy: { name: 'sure', leastOnTime: 0.9 } })
    promise(desk, { id: 'a', place: 2, service: 'PT10M' }, '10:00')
    // At place 1 until 9:50, and ten minutes to place 2 by 10:00, to the second: too often too late for a.
    const slots = [{ id: 'squeeze', start: '09:30', end: '09:30' }, { id: 'early', start: '08:30', end: '09:00' }]
    const { offered, refused } = desk.offer({ id: 'x', place: 1, service: 'PT20M', slots })
    expect(offered.map(({ slot }) => slot)).toEqual(['early'])
    expect(refused).toMatchObject([{ slot: 'squeeze', reason: { code: 'unreliable', courier: 'ann', nearest: 'early' } }])
  })

  test('for a wide slot is kept the reliable way that a narrow one inside it is', () => {
    // Ann is at place 1 from 9:00 to 9:30. Bob is far from anything, and dearer.
    const bob = { ...ann, id: 'bob', costs: { fixed: 10_000 } }
    const desk = roadDesk({ couriers: [ann, bob], policy: { name: 'sure', leastOnTime: 0.9 } })
    promise(desk, { id: 'a', place: 1, service: 'PT30M' }, '09:00')
    promise(desk, { id: 'b', place: 1 }, '10:00')
    // For ann it is on the way: done at 9:30, at place 2 at 9:40, and back at place 1 by 10:00, with nothing to spare.
    const slots = [{ id: 'wide', start: '09:00', end: '09:45' }, { id: 'narrow', start: '09:00', end: '09:05' }]
    const { offered } = desk.offer({ id: 'x', place: 2, service: 'PT10M', slots })
    expect(offered.map(({ slot, courier }) => [slot, courier])).toEqual([['narrow', 'bob'], ['wide', 'bob']])
    expect(desk.hold(offered[1]!).ok).toBe(true)
    expect(desk.plan().routes.find(({ courier }) => courier === 'bob')!.steps).toEqual([{ type: 'order', id: 'x' }])
  })

  test('is always on time where travel never varies, with breaks and rush hours, too', () => {
    for (const metric of [true, false]) {
      const cases = filledTownArbitrary({ metric })
        .chain((filled) => fc.record({ filled: fc.constant(filled), wanted: wantedArbitrary(filled.town) }))
      fc.assert(
        fc.property(cases, ({ filled: { town, snapshot }, wanted }) => {
          const desk = openTown(town, manualClock(EVE), { snapshot, reliability: { scenarios: 1, daySpread: 0, legSpread: 0 } })
          for (const { onTime } of desk.offer({ ...wanted, id: 'newcomer' }).offered) expect(onTime).toBe(1)
        }),
        { numRuns: 150 },
      )
    }
  })
})
