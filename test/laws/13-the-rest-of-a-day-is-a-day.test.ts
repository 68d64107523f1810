/**
 * Law 13: offers equal those of a fresh day in which the couriers on the road begin there and then, with those stops only that are open.
 *
 * The fresh day is written out here: a courier's shift begins where and when they are free, with an order of nothing that is served there
 * and then by that courier alone, because they are on the road already. What is asked for is taken along, since whatever is delivered is
 * not aboard; and what is open was loaded before.
 *
 * Broken on purpose, and seen to fail: couriers who are free a minute earlier, and such who begin at home.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Desk } from '../../src/live/desk.ts'
import type { CourierInput } from '../../src/model/courier.ts'
import type { OrderInput } from '../../src/model/order.ts'
import type { PlanRoute } from '../../src/model/nouns.ts'
import { manualClock } from '../../src/time/clock.ts'
import { observationOf, sightArbitrary } from '../make/road-commands.ts'
import type { FilledTown, Town, Wanted } from '../make/town.ts'
import { EVE, filledTownArbitrary, openTown, wantedArbitrary } from '../make/town.ts'

/** The day as if it began now. */
function freshDay(desk: Desk, town: Town): Desk {
  const { input } = town
  const plan = desk.plan()
  const made = new Set(plan.routes.flatMap(({ steps, begun }) => {
    return steps.slice(0, begun?.made.length ?? 0).flatMap((step) => (step.type === 'order' ? [step.id] : []))
  }))
  const routes = plan.routes.map(({ courier, shift, steps, begun }): PlanRoute => {
    const pin = begun ? [{ type: 'order' as const, id: `pin ${courier}` }] : []
    return { courier, shift, steps: [...pin, ...steps.slice(begun?.made.length ?? 0)] }
  })
  const open = [...desk.orders().values()].filter(({ id }) => !made.has(id))
  const pins = plan.routes.flatMap(({ courier, begun }) => {
    if (!begun) return []
    return [{ id: `pin ${courier}`, place: begun.at, skills: [`is ${courier}`], windows: [{ start: begun.free, end: begun.free }] }]
  })
  const couriers = input.couriers.map((courier): CourierInput => {
    const begun = plan.routes.find((route) => route.courier === courier.id)?.begun
    const [shift] = courier.shifts!
    const late = begun?.allowed.find(({ type }) => type === 'end')?.until ?? -Infinity
    const shifts = begun ? [{ ...shift!, start: begun.free, end: Math.max(Number(shift!.end), late), from: begun.at }] : courier.shifts!
    return { ...courier, shifts, skills: [...(courier.skills ?? []), `is ${courier.id}`] }
  })
  const allowed = new Map(plan.routes.flatMap(({ begun }) => begun?.allowed.map(({ id, until }) => [id, until] as const) ?? []))
  const orders = open.map(({ windows: [window], ...order }): OrderInput => {
    return { ...order, windows: [{ start: window!.start, end: Math.max(window!.end, allowed.get(order.id) ?? 0) }] }
  })
  const promised = { orders: [...orders, ...pins], plan: { routes } }
  return openTown({ ...town, input: { ...input, couriers } }, manualClock(EVE), { promised })
}

function answerOf(desk: Desk, wanted: Wanted): unknown {
  const { offered, refused } = desk.offer({ ...wanted, id: 'newcomer' })
  return {
    offered: offered.map((offer) => ({ ...offer, token: undefined, expires: undefined })),
    refused: refused.map(({ slot, reason }) => ({ slot, reason: { ...reason, remedy: undefined } })),
  }
}

for (const metric of [true, false]) {
  test(`an offer is that of a day that begins now, where travel ${metric ? 'keeps' : 'breaks'} the triangle inequality`, () => {
    const features = {
      metric, breaks: false, openEnds: false, severalShifts: false, limits: false, profile: false, most: 12, repairEvaluations: 0,
    }
    const cases = filledTownArbitrary(features).chain(({ town, snapshot }: FilledTown) => fc.record({
      town: fc.constant(town), snapshot: fc.constant(snapshot), sights: fc.array(sightArbitrary(), { minLength: 1, maxLength: 4 }),
      wanted: fc.array(wantedArbitrary(town), { minLength: 1, maxLength: 4 }),
    }))
    let onRoad = 0
    fc.assert(
      fc.property(cases, ({ town, snapshot, sights, wanted }) => {
        const desk = openTown(town, manualClock(EVE), { snapshot })
        for (const sight of sights) {
          try {
            desk.observe(observationOf(desk, town, sight))
          } catch {
            // Moments that do not follow each other.
          }
        }
        onRoad += desk.plan().routes.filter(({ begun, steps }) => begun && steps.length > begun.made.length && begun.made.length > 0).length
        // What was taken along is aboard to the end: nobody here takes anything.
        fc.pre([...desk.orders().values()].every(({ pickup }) => pickup.every((units) => units === 0)))
        const fresh = freshDay(desk, town)
        for (const one of wanted) {
          const asked = { ...one, delivery: Array<number>(town.dimensions).fill(0) }
          expect(answerOf(desk, asked)).toEqual(answerOf(fresh, asked))
        }
      }),
      { numRuns: 50 },
    )
    expect(onRoad).toBeGreaterThan(10)
  })
}
