/** A study so small that it takes a second: two days of a dozen orders. */
import type { PlannedScenario, StudyPlan } from '../../../src/arena/runs/study-plan.ts'
import { alwaysHome, oneWideSlot } from '../../../src/arena/runs/variants.ts'
import { legacy } from '../../../src/arena/regimes/legacy.ts'
import { slotsmith } from '../../../src/arena/regimes/slotsmith.ts'
import type { Regime } from '../../../src/arena/regimes/regime.ts'
import type { Scenario } from '../../../src/arena/world/scenario.ts'
import { scenarioOf, withOptions } from '../../../src/arena/world/scenarios.ts'

export function tinyScenario(perDay = 12): Scenario {
  const scenario = scenarioOf('city-parcels', { days: 2 })
  return { ...scenario, demand: { ...scenario.demand, perDay } }
}

export const tinyEffort = { perChange: 100, perRepair: 100, perDay: 3000 }

/** Two seeds of one scenario, a sweep of two rates, a sweep of two widths, and the self-checks. */
export function tinyStudy(regimes: readonly Regime[] = [legacy, slotsmith]): StudyPlan {
  const scenario = tinyScenario()
  const base = { seeds: [1, 2], effort: tinyEffort }
  const planned: PlannedScenario = { ...base, scenario, wanted: { failure: 0.15 } }
  const doors = { doors: { waits: 0, neighbour: 0, message: 0 } }
  const names = regimes.map(({ name }) => name)
  return {
    title: 'A tiny study', regimes: regimes.map(({ name, title }) => ({ name, title })), pilots: [9001],
    ours: 'slotsmith', baseline: 'legacy', scenarios: [planned],
    sweeps: [
      { ...base, over: 'failure', scenario, regimes: names, points: [0.15, 0.3].map((at) => ({ at, scenario, wanted: { failure: at } })) },
      {
        ...base, over: 'width', scenario, regimes: names,
        points: [3600, 7200].map((width) => ({
          at: width, scenario: withOptions(scenario, { width }), wanted: { failure: 0.15, of: scenario },
          instead: { regimes: ['legacy'], scenario },
        })),
      },
    ],
    checks: {
      alwaysHome: { ...base, scenario: alwaysHome(scenario), wanted: doors },
      oneSlot: { ...base, scenario: oneWideSlot(alwaysHome(scenario)), wanted: doors },
    },
  }
}
