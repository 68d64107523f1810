/**
 * Law 12: after any list of commands with observations in between, what has happened on the road is exactly what was observed, whatever is
 * offered, held, cancelled, moved, improved or merged afterwards; and the plan is legal as far as it was not told to be late.
 *
 * Broken on purpose, and seen to fail: goods of the depot delivered in the first trip of who has left, and given to who loads no more; goods
 * aboard given to somebody else; visited orders cancelled; lateness that was told forgotten; travel so far not counted; breaks taken again;
 * roads left out of the snapshot; an observation that was undone still there; couriers in an area that they do not serve taken off the road.
 */
import { describe, expect, test } from 'vitest'
import { legal } from '../../src/model/legal.ts'
import type { Desk } from '../../src/live/desk.ts'
import type { DeskMark } from '../../src/live/state.ts'
import type { Watch } from '../make/desk-model.ts'
import { drives } from '../make/desk-model.ts'
import { roadCommands } from '../make/road-commands.ts'
import { openTown } from '../make/town.ts'

const watch: Watch = {
  after(driven) {
    const { desk, roads } = driven
    const orders = desk.orders()
    const plan = desk.plan()
    expect(legal(desk.day, orders.values(), plan)).toEqual([])
    for (const [key, seen] of roads) {
      const route = plan.routes.find(({ courier, shift }) => `${shift} ${courier}` === key)!
      expect(route.steps.slice(0, seen.steps.length)).toEqual(seen.steps)
      const { left, made, at, free } = seen.begun!
      expect(route.begun).toMatchObject({ left, made, at, free })
    }
    const stops = plan.routes.flatMap((route) => route.steps.flatMap((step) => (step.type === 'order' ? [step.id] : [])))
    expect(stops.toSorted()).toEqual(driven.live().map(({ order }) => order).toSorted())
    expect(desk.dispatch().reduce((sum, { cost }) => sum + cost, 0)).toBe(desk.cost())
  },
}

const kinds = [true, false].flatMap((metric) => [0, 300].map((repairEvaluations) => ({ metric, repairEvaluations })))

describe('what has happened stays', () => {
  for (const { metric, repairEvaluations } of kinds) {
    const travel = `travel that ${metric ? 'keeps' : 'breaks'} the triangle inequality, ${repairEvaluations} evaluations of repair`
    test(`on plain days (${travel})`, () => drives({ metric, repairEvaluations }, watch, { runs: 20, commands: 120 }, roadCommands))
    test(`with reloads, other ends, positions, areas and releases (${travel})`, () =>
      drives({ metric, repairEvaluations, trips: true }, watch, { runs: 20, commands: 120 }, roadCommands))
    test(`with setups, types, and breaks with a most load (${travel})`, () =>
      drives({ metric, repairEvaluations, visits: true }, watch, { runs: 15, commands: 120 }, roadCommands))
  }
})

/** Another desk that follows is what this one is, byte for byte. */
function followed(): Watch {
  let leader: Desk | undefined
  let follower: Desk | undefined
  let mark: DeskMark | undefined
  return {
    after({ desk, town, clock }) {
      // Holds that lapsed are gone at the leader first.
      desk.basis()
      if (desk !== leader || mark === undefined) {
        follower = openTown(town, clock, { snapshot: JSON.parse(JSON.stringify(desk.snapshot())) })
      } else {
        const change = desk.changesSince(mark)
        if (change) follower!.follow([JSON.parse(JSON.stringify(change))])
      }
      leader = desk
      mark = desk.mark()
      expect(JSON.stringify(follower!.snapshot())).toBe(JSON.stringify(desk.snapshot()))
      expect(follower!.plan()).toEqual(desk.plan())
      expect(follower!.cost()).toBe(desk.cost())
    },
  }
}

describe('another process that follows', () => {
  for (const trips of [false, true]) {
    test(`is at the same place${trips ? ', with reloads and other ends' : ''}`, () =>
      drives({ metric: false, trips }, followed(), { runs: 20, commands: 60 }, roadCommands))
  }
})
