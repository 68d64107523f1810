/** Nine real grocery days in the arena: at which failure rate do slots of each width break even with no windows at all? */
import type { PlannedScenario, PlannedSweep, StudyPlan } from '../src/arena/runs/study-plan.ts'
import { pilotSeeds } from '../src/arena/days/calibrate.ts'
import { everyRegime } from '../src/arena/regimes/every-regime.ts'
import type { Effort } from '../src/arena/regimes/regime.ts'
import type { Scenario } from '../src/arena/world/scenario.ts'
import { knownDay } from '../src/arena/world/known-day.ts'
import { withOptions } from '../src/arena/world/scenarios.ts'
import type { KnownDay } from './days.ts'
import { knownDays } from './days.ts'

/** Between them both regimes’ figures change evenly, as the studies of generated cities show with nine rates. */
const RATES = [0.05, 0.155, 0.4]
const WIDTHS = [1800, 3600, 7200, 14_400]
const SLOTLESS = ['legacy', 'legacy-message', 'hindsight']
const PAIR = ['legacy', 'legacy-message', 'slotsmith']
const EFFORT: Effort = { perChange: 5000, perRepair: 5000, perDay: 4_000_000 }

/** Deliveries that fail come back, so that a single day would not do. */
const DAYS = 4

/** Of what the vans can take: there are twice as many as are needed, so that nobody is lost for want of one. */
const DEMAND = 0.5

/** The study over days whose name holds one of `only`. */
export function groceryStudy(data: string, seeds: number, only: readonly string[]): StudyPlan {
  const days = knownDays(data, 'grocery').filter(({ name }) => only.length === 0 || only.some((part) => name.includes(part)))
  const list = Array.from({ length: seeds }, (_, i) => i + 1)
  const scenarios = days.map((known): PlannedScenario => ({
    scenario: groceryScenario(known), seeds: list, effort: EFFORT, wanted: { failure: 0.108 },
  }))
  return {
    title: 'Nine real grocery days: where slots of each width break even',
    regimes: everyRegime.filter(({ name }) => PAIR.includes(name)).map(({ name, title }) => ({ name, title })),
    pilots: pilotSeeds.slice(0, 3), ours: 'slotsmith', baseline: 'legacy', alsoAgainst: ['legacy-message'],
    scenarios, sweeps: scenarios.flatMap(sweepsOf),
    notes: [
      'Roads, loads, service times and vans are those of the real day; every customer of it orders on each of '
      + `${DAYS} days in a row. There are twice as many vans as are needed, so that hardly anybody is lost for want of one.`,
    ],
  }
}

function sweepsOf({ scenario, seeds, effort }: PlannedScenario): PlannedSweep[] {
  return WIDTHS.map((width) => {
    const changed = withOptions(scenario, { width })
    return {
      over: 'failure', scenario: changed, seeds, effort, regimes: PAIR,
      points: RATES.map((rate) => ({
        at: rate, scenario: changed, wanted: { failure: rate, of: scenario }, instead: { regimes: SLOTLESS, scenario },
      })),
    }
  })
}

/** The whole day, every day. */
function groceryScenario(known: KnownDay): Scenario {
  const [, short = known.name] = /ASYM-(\w+)-/.exec(known.name) ?? []
  const { day, orders } = known.read()
  return { ...knownDay({ name: short, day, orders }, { demand: DEMAND, days: DAYS }), title: `Grocery day ${short}, ${orders.length} orders` }
}
