/** Nine real grocery days in the arena: at which failure rate do slots of each width break even with no windows at all? */
import type { PlannedScenario, PlannedSweep, StudyPlan } from '../src/arena/runs/study-plan.ts'
import { everyRegime } from '../src/arena/regimes/every-regime.ts'
import type { Effort } from '../src/arena/regimes/regime.ts'
import type { Scenario } from '../src/arena/world/scenario.ts'
import { scenarioOf, withOptions } from '../src/arena/world/scenarios.ts'
import type { KnownDay } from './days.ts'
import { knownDays } from './days.ts'

const RATES = [0.05, 0.108, 0.155, 0.25, 0.4]
const WIDTHS = [1800, 3600, 7200, 14_400]
const SLOTLESS = ['legacy', 'legacy-message', 'hindsight']
const PAIR = ['legacy', 'legacy-message', 'slotsmith']
const EFFORT: Effort = { perChange: 5000, perRepair: 5000, perDay: 4_000_000 }

/** Deliveries that fail come back, so that a single day would not do. */
const DAYS = 4

const OPENS = 8 * 3600

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
    pilots: [9001, 9002, 9003], ours: 'slotsmith', baseline: 'legacy',
    scenarios, sweeps: scenarios.flatMap(sweepsOf),
    notes: [
      'Roads, loads, service times and vans are those of the real day; every customer of it orders on each of '
      + `${DAYS} days in a row. There are twice as many vans as the best known routes need, so that nobody is lost for want of one.`,
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

/** Row 0 is the depot. */
function groceryScenario(known: KnownDay): Scenario {
  const { day, orders, capacity } = known.read()
  const [, short = known.name] = /ASYM-(\w+)-/.exec(known.name) ?? []
  const rows = Array.from({ length: orders.length + 1 }, (_, row) => row)
  const travel = [...day.travel.values()][0]!
  const closes = OPENS + day.couriers[0]!.shifts[0]!.end
  const usual = scenarioOf('grocery-vans')
  const hours = (at: number) => `${String(Math.floor(at / 3600)).padStart(2, '0')}:${String(Math.floor((at % 3600) / 60)).padStart(2, '0')}`
  return {
    ...usual,
    name: `grocery-${short}`,
    title: `Real grocery day ${short}, ${orders.length} orders`,
    days: DAYS,
    slots: { ...usual.slots, to: hours(Math.min(closes, 21 * 3600)) },
    travel: {
      kind: 'matrix',
      seconds: rows.map((from) => rows.map((to) => travel.seconds(from, to))),
      depots: [{ id: 'hub', row: 0 }],
      orders: orders.map(({ place, delivery, service }) => ({ row: place as number, load: [...delivery], service })),
    },
    couriers: [{
      name: 'van', count: 2 * (known.routes ?? 10), depot: 'hub', shift: { start: hours(OPENS), end: hours(closes) }, breaks: [],
      capacity: [capacity], skills: [],
    }],
    costs: { perVehicleDay: 0, perPaidHour: 3600, perKm: 0 },
    demand: { ...usual.demand, perDay: orders.length },
  }
}
