/** What a desk did, told to another desk and taken back: hundreds of random commands, and damaged changes. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/base/errors.ts'
import type { DeskChange } from '../../src/live/change.ts'
import type { Desk } from '../../src/live/desk.ts'
import { openDay } from '../../src/live/open-day.ts'
import type { OpenDayInput } from '../../src/live/open-day.ts'
import type { DeskMark } from '../../src/live/state.ts'
import { manualClock } from '../../src/time/clock.ts'
import { estimateTravel } from '../../src/travel/estimate.ts'
import type { Driven, Watch } from '../make/desk-model.ts'
import { deskCommands, Driven as Drive } from '../make/desk-model.ts'
import { EVE, openTown, townArbitrary } from '../make/town.ts'

function drive(metric: boolean, watch: () => Watch, runs: number): void {
  const towns = townArbitrary({ metric }).chain((town) => deskCommands(town, 200).map((commands) => ({ town, commands })))
  fc.assert(
    fc.property(towns, ({ town, commands }) => {
      const driven = new Drive(town)
      const watching = watch()
      fc.modelRun(() => ({ model: driven, real: watching }), commands)
    }),
    { numRuns: runs },
  )
}

const bytes = (desk: Desk) => JSON.stringify(desk.snapshot())
const throughJson = (change: DeskChange) => JSON.parse(JSON.stringify(change)) as DeskChange

/** A second desk does what the first did, told every few commands. */
function following(): Watch {
  let first: Desk | undefined
  let second: Desk
  let mark: DeskMark
  let told: DeskChange[] = []
  return {
    after(driven: Driven) {
      const { desk } = driven
      if (desk !== first) {
        first = desk
        second = openTown(driven.town, driven.clock, { snapshot: JSON.parse(bytes(desk)) })
        mark = desk.mark()
        told = []
        return
      }
      const now = bytes(desk)
      const change = desk.changesSince(mark)
      if (change !== undefined) told.push(throughJson(change))
      mark = desk.mark()
      expect(desk.changesSince(mark)).toBeUndefined()
      if (driven.count % 3 !== 0) return
      second.follow(told)
      told = []
      expect(bytes(second)).toBe(now)
    },
  }
}

/** Each command is taken back, leaves nothing behind, and is then done again from what was noted of it. */
function undoing(): Watch {
  let mark: DeskMark | undefined
  let first: Desk
  return {
    before({ desk }) {
      bytes(desk)
      first = desk
      mark = desk.mark()
    },
    after({ desk }) {
      if (desk !== first) return
      const now = bytes(desk)
      const change = desk.changesSince(mark!)
      desk.undo(mark!)
      expect(desk.changesSince(mark!)).toBeUndefined()
      if (change !== undefined) desk.follow([throughJson(change)])
      expect(bytes(desk)).toBe(now)
    },
  }
}

// Seen to fail: without the orders that `movedOrders` finds, an order that changes its window where it stands is lost on the way.
describe('a desk that follows another ends with the same bytes', () => {
  test('where travel keeps the triangle inequality', () => drive(true, following, 30))
  test('where travel breaks it', () => drive(false, following, 30))
})

// Seen to fail: where `undo` leaves the chain of events as it is, the next change tells of events that were taken back.
describe('a command that is taken back leaves nothing', () => {
  test('where travel keeps the triangle inequality', () => drive(true, undoing, 30))
  test('where travel breaks it', () => drive(false, undoing, 30))
})

const input: OpenDayInput = {
  date: '2026-12-01',
  zone: 'Europe/Berlin',
  clock: manualClock(EVE),
  depots: [{ id: 'hub', place: [13.38, 52.51] }],
  couriers: [{
    id: 'ann', shift: { start: '08:00', end: '16:00' }, capacity: [2],
    breaks: [{ id: 'lunch', windows: [{ start: '12:00', end: '13:00' }], service: 1800 }],
  }],
  slots: [{ id: 'morning', start: '09:00', end: '11:00' }, { id: 'noon', start: '11:00', end: '13:00' }],
  travel: estimateTravel({ kilometresPerHour: 25 }),
}
const order = (id: string) => ({ id, place: [13.4, 52.52] as const, load: [1], service: 240 })

/** What a desk did that held one order. */
function oneHold(): DeskChange {
  const desk = openDay(input)
  const mark = desk.mark()
  desk.hold({ order: order('o1'), slot: 'morning' }, { id: 'c1' })
  return throughJson(desk.changesSince(mark)!)
}

describe('a change', () => {
  test('names the events, the routes that changed, and nothing else', () => {
    const { events, routes, improvements } = oneHold()
    expect(events.map(({ type, seq }) => [type, seq])).toEqual([['held', 1]])
    // the lunch break lies behind the morning's stop
    expect(routes).toEqual([{ courier: 'ann', shift: 0, steps: [{ type: 'order', id: 'o1' }, { type: 'break', id: 'lunch' }] }])
    expect(improvements).toBe(0)
  })

  test('of a desk whose last order left says that the route has nothing to do', () => {
    const desk = openDay(input)
    const held = desk.hold({ order: order('o1'), slot: 'morning' })
    const mark = desk.mark()
    desk.release(held.ok ? held.id : '')
    expect(desk.changesSince(mark)!.routes).toEqual([{ courier: 'ann', shift: 0, steps: [] }])
  })

  test('made once is not followed twice, nor out of order', () => {
    const change = oneHold()
    const desk = openDay(input)
    desk.follow([change])
    expect(() => desk.follow([change])).toThrow(InputError)
  })

  interface Loose {
    events: Record<string, unknown>[]
    routes: { courier: string; steps: object[] }[]
    improvements: unknown
  }
  const damaged: readonly [what: string, damage: (change: Loose) => void][] = [
    ['no events', (change) => (change.events = undefined as never)],
    ['an event of no known type', (change) => (change.events[0]!['type'] = 'sold')],
    ['a hostile key', (change) => (change.events[0] = JSON.parse('{"__proto__": 1}') as Record<string, unknown>)],
    ['no routes', (change) => (change.routes = undefined as never)],
    ['a route of no known courier', (change) => (change.routes[0]!.courier = '__proto__')],
    ['a stop that was promised to nobody', (change) => change.routes[0]!.steps.push({ type: 'order', id: 'o2' })],
    ['the promised stop twice', (change) => change.routes[0]!.steps.push({ type: 'order', id: 'o1' })],
    ['no stop for what was promised', (change) => change.routes[0]!.steps.shift()],
    ['no route for what was promised', (change) => (change.routes = [])],
    ['the break left out', (change) => change.routes[0]!.steps.pop()],
    ['the stop after the break, too late', (change) => change.routes[0]!.steps.reverse()],
    ['a number of improvements that is none', (change) => (change.improvements = 'many')],
  ]
  test.each(damaged)('with %s is refused', (_, damage) => {
    const change = oneHold()
    damage(change as never)
    expect(() => openDay(input).follow([change])).toThrow(InputError)
  })

  test('does not go back to a mark of another desk', () => {
    const mark = openDay(input).mark()
    expect(() => openDay(input).undo(mark)).toThrow(InputError)
    expect(() => openDay(input).changesSince(mark)).toThrow(InputError)
  })
})

test('offers outlive what another desk did, and are asked again', () => {
  const desk = openDay(input)
  const offered = desk.offer(order('o2')).offered.find(({ slot }) => slot === 'morning')!
  desk.follow([oneHold()])
  // two units of room, one taken by the other desk
  expect(desk.hold(offered, { id: 'c2' }).ok).toBe(true)
  expect(desk.hold({ order: order('o3'), slot: 'morning' }, { id: 'c3' })).toMatchObject({ ok: false, refusal: { code: 'no-longer-fits' } })
})
