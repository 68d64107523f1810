/** What regimes are shown of the first day of a tiny world. */
import { readClock } from '../../../src/time/civil.ts'
import type { DayBrief, Effort, History } from '../../../src/arena/regimes/regime.ts'
import type { World } from '../../../src/arena/world/world.ts'

export function briefOf(world: World, effort: Effort, history?: History): DayBrief {
  const { scenario, zone, depots, couriers, travel, profile } = world
  return {
    date: world.dates[0]!, day: 0, zone, depots, couriers, dimensions: world.dimensions.length, travel, profile, slots: scenario.slots,
    told: { start: readClock(scenario.told.from)!, end: readClock(scenario.told.to)! }, effort, seed: 1, opensAt: world.opens[0]!,
    history: () => {
      if (history === undefined) throw new Error('this regime asks for no history')
      return history
    },
  }
}
