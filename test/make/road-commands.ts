/** Commands that say where couriers on the road are. */
import fc from 'fast-check'
import { expect } from 'vitest'
import { InputError } from '../../src/base/errors.ts'
import type { Desk } from '../../src/live/desk.ts'
import type { Observation } from '../../src/live/observation.ts'
import type { PlanRoute } from '../../src/model/nouns.ts'
import { timetable } from '../../src/model/timetable.ts'
import type { DeskCommand, Driven, Outcome } from './desk-model.ts'
import { commandOf } from './desk-model.ts'
import type { Town } from './town.ts'

/** Which shift, how many more steps, how much later than planned, and at which of the town's places; at the last stop where it is none. */
interface Sight {
  readonly shift: number
  readonly more: number
  readonly delay: number
  readonly place: number | undefined
}

/** Sights of all kinds: nothing made, some or all of it, too early, on time, or far too late, and far off the route. */
export function sightArbitrary(): fc.Arbitrary<Sight> {
  return fc.record({
    shift: fc.nat(20),
    more: fc.oneof({ weight: 3, arbitrary: fc.nat(2) }, { weight: 1, arbitrary: fc.nat(20) }),
    delay: fc.oneof(fc.constant(0), fc.integer({ min: -400, max: 400 }), fc.nat(4000)),
    place: fc.option(fc.nat(20), { freq: 3, nil: undefined }),
  })
}

/** Observations, with some that are taken back. */
export function roadCommands(): fc.Arbitrary<DeskCommand>[] {
  const sight = sightArbitrary()
  return [sight.map(observe), sight.map(observe), sight.map(observeAndTakeBack)]
}

/** What the sight says at this desk. */
export function observationOf(desk: Desk, town: Town, { shift, more, delay, place }: Sight): Observation {
  const spec = desk.day.routes[shift % desk.day.routes.length]!
  const name = { courier: spec.courier.id, shift: spec.shiftIndex }
  const plan = desk.plan()
  const route = plan.routes.find((one) => one.courier === name.courier && one.shift === name.shift)
  const steps = route?.steps ?? spec.shift.breaks.map(({ id }) => ({ type: 'break' as const, id }))
  const count = Math.min(steps.length, (route?.begun?.made.length ?? 0) + more)
  const sheet = timetable(desk.day, desk.orders(), plan).find((one) => one.courier === name.courier && one.shift === name.shift)
  const planned = sheet?.steps[count]?.depart ?? spec.shift.start
  const at = place ?? (spec.shift.from === null ? 0 : undefined)
  return {
    ...name, done: steps.slice(0, count), from: Math.max(spec.shift.start, planned + delay),
    ...(at === undefined ? {} : { at: town.places[at % town.places.length]! }),
  }
}

function observe(sight: Sight): DeskCommand {
  return commandOf(`observe ${JSON.stringify(sight)}`, (driven): Outcome => {
    const { desk } = driven
    const observation = observationOf(desk, driven.town, sight)
    const before = JSON.stringify(desk.snapshot())
    const options = { id: `c${driven.count}` }
    try {
      const answer = desk.observe(observation, options)
      expect(answer.ok).toBe(true)
      expect(answer.repeated).toBe(false)
      const after = JSON.stringify(desk.snapshot())
      expect(desk.observe(observation, options)).toEqual({ ...answer, repeated: true })
      expect(JSON.stringify(desk.snapshot())).toBe(after)
    } catch (error) {
      // Moments that do not follow each other, as where the courier is free before what was known of the step.
      if (!(error instanceof InputError)) throw error
      expect(error.code).toBe('out-of-range')
      expect(JSON.stringify(desk.snapshot())).toBe(before)
      return { type: 'threw' }
    }
    noteRoad(driven, observation)
    return { type: 'moved' }
  })
}

function noteRoad(driven: Driven, { courier, shift, done }: Observation): void {
  const route = driven.desk.plan().routes.find((one) => one.courier === courier && one.shift === shift)!
  driven.roads.set(`${shift} ${courier}`, { ...route, steps: route.steps.slice(0, done.length) } satisfies PlanRoute)
  driven.changes++
  for (const step of done) {
    if (typeof step === 'string' || (step.type !== 'order' && step.type !== 'collect' && step.type !== 'bring')) continue
    const row = driven.live().find(({ order }) => order === step.id)!
    row.state = 'confirmed'
    if (row.visited !== 'made') row.visited = step.type === 'order' ? 'made' : 'half'
  }
}

/** A store turns the observation down: it is undone to the last byte. */
function observeAndTakeBack(sight: Sight): DeskCommand {
  return commandOf(`observe and take back ${JSON.stringify(sight)}`, (driven): Outcome => {
    const { desk } = driven
    const before = JSON.stringify(desk.snapshot())
    const mark = desk.mark()
    try {
      desk.observe(observationOf(desk, driven.town, sight))
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      return { type: 'threw' }
    }
    desk.undo(mark)
    driven.changes++
    expect(JSON.stringify(desk.snapshot())).toBe(before)
    return { type: 'moved' }
  })
}
