/** Business rules over slots that can be kept. */
import { describe, expect, test } from 'vitest'
import type { Policy } from '../../src/slots/policy.ts'
import { everySlot, priceByDetour, smallestDetourFirst } from '../../src/slots/policy.ts'
import { promise, roadDesk } from '../make/road.ts'

const slots = ['08', '09', '10'].map((hour) => ({ id: hour, start: `${hour}:00`, end: `${hour}:50` }))

describe('a policy', () => {
  test('offers every slot free of charge by its start, unless it says otherwise', () => {
    const { offered } = roadDesk({ slots: slots.toReversed(), policy: everySlot }).offer({ id: 'x', place: 1 })
    expect(offered.map(({ slot, price }) => [slot, price])).toEqual([['08', 0], ['09', 0], ['10', 0]])
  })

  test('prices by detour, between the least and the most, to the cent', () => {
    const desk = roadDesk({ slots, policy: priceByDetour({ base: 1, perMinute: 0.333, least: 2, most: 9 }) })
    promise(desk, { id: 'a', place: 3 }, '09:30')
    // 08 and 09: place 2 is on the way to place 3. 1 + 0, but 2 at the least. 10 likewise, on the way home.
    expect(desk.offer({ id: 'x', place: 2 }).offered.map(({ price }) => price)).toEqual([2, 2, 2])
    // Place 4 is ten minutes beyond: 20 minutes of detour, 1 + 20 × 0.333 = 7.66.
    expect(desk.offer({ id: 'x', place: 4 }).offered.map(({ price }) => price)).toEqual([7.66, 7.66, 7.66])
    // Place 5: 40 minutes, 1 + 13.32, but 9 at the most.
    expect(desk.offer({ id: 'x', place: 5 }).offered.at(-1)).toMatchObject({ addedTravel: 2400, price: 9 })
  })

  test('puts the smallest detour first', () => {
    const desk = roadDesk({ slots, policy: smallestDetourFirst })
    promise(desk, { id: 'a', place: 5, service: 'PT10M' }, '09:20')
    promise(desk, { id: 'b', place: 1, service: 'PT10M' }, '10:10')
    const { offered } = desk.offer({ id: 'x', place: 4 })
    const costs = offered.map(({ addedCost }) => addedCost)
    expect(costs.toSorted((a, b) => a - b)).toEqual(costs)
    // On the way to place 5 or back it costs nothing. After place 1 it is 30 minutes there and 40 home, instead of 10 home: 3600 s.
    expect(offered.map(({ slot, addedCost }) => [slot, addedCost])).toEqual([['08', 0], ['09', 0], ['10', 3600]])
    const free = desk.offer({ id: 'x', place: 4, slots: [slots[2]!, slots[1]!] }).offered.map(({ slot }) => slot)
    expect(free).toEqual(['09', '10'])
  })

  test('hides slots, and never makes one feasible', () => {
    const policy: Policy = { name: 'mornings off', hides: ({ slot, addedTravel }) => slot.id === '08' || addedTravel > 3600 }
    const desk = roadDesk({ slots: [...slots, { id: '13', start: '13:00', end: '14:00' }], policy })
    const { offered, refused } = desk.offer({ id: 'x', place: 1 })
    expect(offered.map(({ slot }) => slot)).toEqual(['09', '10'])
    expect(refused.map(({ slot, reason }) => [slot, reason.code, reason.nearest]).toSorted())
      .toEqual([['08', 'hidden', '09'], ['13', 'unreachable', '10']])
    // Place 5 is 100 minutes there and back.
    const far = desk.offer({ id: 'x', place: 5 }).refused.map(({ reason }) => reason.code)
    expect(far).toEqual(['unreachable', 'hidden', 'hidden', 'hidden'])
  })

  test('sees what it judges: order, courier, detour, cost, margin, reliability', () => {
    const seen: unknown[] = []
    const policy = { name: 'curious', price: (candidate: unknown) => seen.push(candidate) }
    roadDesk({ slots: [slots[1]!], policy }).offer({ id: 'x', place: 1, load: [2] })
    // Any moment of the fifty minutes will do.
    const order = { id: 'x', delivery: [2] }
    const terms = { courier: 'ann', addedTravel: 1200, addedCost: 1200, margin: 3000, onTime: 1 }
    expect(seen).toMatchObject([{ order, slot: { id: '09' }, ...terms }])
  })
})
