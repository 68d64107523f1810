import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeDay } from '../../src/model/day.ts'
import { readPlan, writePlan } from '../../src/model/plan.ts'
import { matrixTravel } from '../../src/travel/matrix.ts'
import { dayArbitrary, ordersArbitrary, planArbitrary } from '../make/day.ts'
import { problemsOf } from '../make/problems.ts'

const travel = matrixTravel({ seconds: [[0, 100], [150, 0]] })
const day = makeDay({ travel, couriers: [{ id: 'k', start: 0, end: 0, shift: { start: 0, end: 3600 } }] })

describe('a plan as JSON', () => {
  test('is read back as it was written, but for routes without steps', () => {
    const cases = dayArbitrary().chain((some) => ordersArbitrary(some, 5).chain((orders) => planArbitrary(some, orders).map((plan) => ({ some, plan }))))
    fc.assert(fc.property(cases, ({ some, plan }) => {
      const text = JSON.stringify(writePlan(plan))
      const read = readPlan(JSON.parse(text), some)
      expect(read.routes).toEqual(plan.routes.filter((route) => route.steps.length > 0))
      expect(JSON.stringify(writePlan(read))).toBe(text)
    }))
  })

  test('knows reloads and other ends', () => {
    const steps = [{ type: 'collect', id: 'a' }, { type: 'order', id: 'a' }, { type: 'reload' }, { type: 'order', id: 'b' }, { type: 'bring', id: 'b' }]
    const read = readPlan({ routes: [{ courier: 'k', shift: 0, steps }] }, day)
    expect(read.routes[0]!.steps).toEqual(steps)
    expect(writePlan(read)).toEqual({ routes: [{ courier: 'k', shift: 0, steps }] })
    expect(read.routes[0]!.steps.every(Object.isFrozen)).toBe(true)
  })

  test('is frozen', () => {
    const plan = readPlan({ routes: [{ courier: 'k', shift: 0, steps: [{ type: 'via', place: 1 }] }] }, day)
    expect([plan, plan.routes, plan.routes[0], plan.routes[0]!.steps, plan.routes[0]!.steps[0]].every(Object.isFrozen)).toBe(true)
  })

  test.each([
    ['nothing', null, ['not-an-object at plan']],
    ['no routes', {}, ['not-a-list at plan.routes']],
    ['a courier nobody knows', { routes: [{ courier: '__proto__', shift: 0, steps: [] }] }, ['unknown-id at plan.routes[0].courier']],
    ['a shift that the courier has not', { routes: [{ courier: 'k', shift: 1, steps: [] }] }, ['out-of-range at plan.routes[0].shift']],
    ['two routes of one shift', { routes: [{ courier: 'k', shift: 0, steps: [] }, { courier: 'k', shift: 0, steps: [] }] }, ['duplicate-id at plan.routes[1]']],
    ['steps of no kind, without an id, or through no place',
      { routes: [{ courier: 'k', shift: 0, steps: [{ type: 'fly', id: 'a' }, { type: 'order' }, { type: 'via', place: 7 }, { type: 'via', id: 'a', place: 1 }, 3, { type: 'reload', id: 'a' }, { type: 'bring' }] }] },
      ['unknown-id at plan.routes[0].steps[0].type', 'missing at plan.routes[0].steps[1].id', 'place-unknown at plan.routes[0].steps[2].place',
        'unknown-key at plan.routes[0].steps[3].id', 'not-an-object at plan.routes[0].steps[4]',
        'unknown-key at plan.routes[0].steps[5].id', 'missing at plan.routes[0].steps[6].id']],
  ])('is refused with %s', (_, input, expected) => {
    expect(problemsOf(() => readPlan(input, day, 'plan'))).toEqual(expected)
  })
})
