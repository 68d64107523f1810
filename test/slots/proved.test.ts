/**
 * `proved: true` is a promise, too: no plan at all could keep the slot. Checked against every plan that there is.
 *
 * Broken on purpose, and seen to fail: the direct leg taken for the shortest way, or a limit proved, where travel is not metric;
 * couriers without a route left out of the room of the fleet; one courier that cannot enough for a proof.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Random } from '../../src/base/random.ts'
import type { Day, RouteSpec } from '../../src/model/day.ts'
import { legal } from '../../src/model/legal.ts'
import type { Order, PlanStep, Slot } from '../../src/model/nouns.ts'
import { feasibleSlots } from '../../src/slots/feasible.ts'
import type { DayFeatures } from '../make/day.ts'
import { orderArbitrary, plannedArbitrary } from '../make/day.ts'
import { routed } from '../make/routed.ts'
import { plannedTownArbitrary } from '../make/town.ts'

/** Whether some plan serves all the orders: every way to share them out, every order of stops, every place of the breaks. */
function keepable(day: Day, orders: readonly Order[]): boolean {
  const routes = orders.map((order) => day.routes.filter(({ courier }) => order.skills.every((skill) => courier.skills.includes(skill))))
  const share = (next: number, shares: ReadonlyMap<number, readonly Order[]>): boolean => {
    const order = orders[next]
    if (order === undefined) return [...shares].every(([r, list]) => servable(day, day.routes[r]!, list))
    return routes[next]!.some(({ handle }) => share(next + 1, new Map([...shares, [handle, [...(shares.get(handle) ?? []), order]]])))
  }
  return share(0, new Map())
}

function servable(day: Day, spec: RouteSpec, orders: readonly Order[]): boolean {
  const breaks = spec.shift.breaks.map(({ id }): PlanStep => ({ type: 'break', id }))
  const stops = orders.map(({ id }): PlanStep => ({ type: 'order', id }))
  return sequences(stops, breaks).some((steps) =>
    legal(day, orders, { routes: [{ courier: spec.courier.id, shift: spec.shiftIndex, steps }] }).length === 0)
}

/** The stops in every order, with the breaks in theirs. */
function sequences(stops: readonly PlanStep[], breaks: readonly PlanStep[]): PlanStep[][] {
  if (stops.length === 0) return [[...breaks]]
  const after = stops.flatMap((stop, i) => sequences(stops.toSpliced(i, 1), breaks).map((rest) => [stop, ...rest]))
  const [first, ...others] = breaks
  return first === undefined ? after : [...after, ...sequences(stops, others).map((rest) => [first, ...rest])]
}

const features: DayFeatures = { couriers: 2, rows: 4, dimensions: 2 }
const days = fc.oneof(plannedArbitrary(4, features), plannedTownArbitrary(4, { ...features, metric: true }))

test('on days of up to four promises and two couriers, nothing is proved impossible that some plan could keep', () => {
  let proofs = 0
  const cases = days.chain((one) =>
    fc.record({
      one: fc.constant(one),
      newcomer: orderArbitrary(one.day, one).map((order) => ({ ...order, id: 'newcomer' })),
      from: fc.array(fc.nat(8000), { minLength: 1, maxLength: 4 }),
      width: fc.nat(2000),
    }))
  fc.assert(
    fc.property(cases, ({ one, newcomer, from, width }) => {
      const slots = from.map((start, i): Slot => ({ id: String(i), window: { start, end: start + width } }))
      const { fits, misses } = feasibleSlots(routed(one), newcomer, slots, { evaluations: 0, chance: new Random(1) })
      expect(fits.length + misses.length).toBe(slots.length)
      for (const { slot, reason } of misses) {
        if (!reason.proved) continue
        proofs++
        expect(keepable(one.day, [...one.promised, { ...newcomer, windows: [slot.window] }]), reason.code).toBe(false)
      }
    }),
    { numRuns: 1200, interruptAfterTimeLimit: 50_000 },
  )
  expect(proofs).toBeGreaterThan(100)
})
