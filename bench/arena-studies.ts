/** What the published study consists of, and its quick version. What was changed after results were seen is in decision 22. */
import type { PlannedScenario, PlannedSweep, StudyPlan } from '../src/arena/runs/study-plan.ts'
import { alwaysHome, oneWideSlot, smaller, withAbsence, withNoise, withoutBending } from '../src/arena/runs/variants.ts'
import { pilotSeeds } from '../src/arena/days/calibrate.ts'
import { everyRegime } from '../src/arena/regimes/every-regime.ts'
import type { Effort } from '../src/arena/regimes/regime.ts'
import type { CityTravel, Scenario } from '../src/arena/world/scenario.ts'
import { scenarioOf, withOptions } from '../src/arena/world/scenarios.ts'

/** How large a study is. */
interface Size {
  readonly title: string
  readonly seeds: number
  /** Of sweeps. */
  readonly fewer: number
  readonly pilots: number
  readonly effort: Effort
  /** Failure rates that are swept. */
  readonly rates: readonly number[]
  /** Failure rates that are swept for each width of slots. */
  readonly ratesPerWidth: readonly number[]
  readonly widths: readonly number[]
  readonly demands: readonly number[]
  /** Scenarios for which width and demand are swept; all where it is left out. */
  readonly only?: readonly string[]
  /** Noise, absence and density are swept, too. */
  readonly sensitivity: boolean
  readonly shrink: (scenario: Scenario) => Scenario
}

/** From the lowest to the highest rate that was published, see the evidence page. */
const RATES = [0.028, 0.05, 0.08, 0.108, 0.126, 0.155, 0.2, 0.25, 0.4]

const WIDTHS = [1800, 3600, 7200, 14_400]

export const full: Size = {
  title: 'The arena: narrow slots against plus or minus eight hours',
  seeds: 30, fewer: 5, pilots: 10,
  effort: { perChange: 5000, perRepair: 5000, perDay: 1_000_000 },
  rates: RATES, ratesPerWidth: [0.05, 0.108, 0.155, 0.25, 0.4], widths: WIDTHS, demands: [0.8, 1, 1.2], sensitivity: true,
  shrink: (scenario) => scenario,
}

export const quick: Size = {
  title: 'The arena, quick: fewer seeds, smaller days',
  seeds: 3, fewer: 2, pilots: 3,
  effort: { perChange: 1000, perRepair: 1000, perDay: 200_000 },
  rates: [0.05, 0.108, 0.25, 0.4], ratesPerWidth: [], widths: [3600, 7200], demands: [0.8, 1.2], sensitivity: false,
  only: ['city-parcels', 'grocery-vans'],
  shrink: (scenario) => smaller(scenario, 3, 0.6),
}

/** First visits that fail without an agreed time: at the city hub of the published experiment, and at its town hub. */
const CITY_RATE = 0.108
const TOWN_RATE = 0.152

/** Above it nobody can get at the hubs, whose customers are seldom out. */
const HUBS_MOST = 0.13

/** Of which f* is asked for each width of slots. */
const BY_WIDTH = ['city-parcels', 'grocery-vans', 'sparse-rural']

/** One for noise, absence and density. */
const SENSITIVE = 'city-parcels'

/** They sell no slots: they need not be run again for other widths. */
const SLOTLESS = ['legacy', 'legacy-message', 'hindsight']

const PAIR = ['legacy', 'legacy-message', 'slotsmith']

/** The plan of a study over the named scenarios. @param seeds instead of the size's own number */
export function arenaStudy(size: Size, names: readonly string[], seeds = size.seeds): StudyPlan {
  const few = range(Math.min(size.fewer, seeds))
  const scenarios = names.map((name): PlannedScenario => ({
    scenario: size.shrink(scenarioOf(name)), seeds: range(seeds), effort: size.effort, wanted: { failure: rateOf(name) },
    ...(name === 'city-hub' ? { published: 'city' as const } : name === 'town-hub' ? { published: 'town' as const } : {}),
  }))
  const sweeps = scenarios.flatMap((planned) => sweepsOf(size, { ...planned, seeds: few }))
  const calm = { ...size.shrink(withOptions(scenarioOf('city-parcels'), { demand: 0.4 })), name: 'checks' }
  const checked = (scenario: Scenario): PlannedScenario => ({
    scenario, seeds: few, effort: size.effort, wanted: { doors: { waits: 0, neighbour: 0, message: 0 } },
  })
  return {
    title: size.title,
    regimes: everyRegime.map(({ name, title }) => ({ name, title })),
    pilots: pilotSeeds.slice(0, size.pilots),
    ours: 'slotsmith', baseline: 'legacy', alsoAgainst: ['legacy-message'], scenarios, sweeps,
    checks: { alwaysHome: checked(alwaysHome(calm)), oneSlot: checked(oneWideSlot(alwaysHome(calm))) },
    notes: [`Sweeps are made with ${few.length} seeds, the scenarios with ${seeds}; each table says so beside it.`],
  }
}

function rateOf(name: string): number {
  return name === 'town-hub' ? TOWN_RATE : CITY_RATE
}

function sweepsOf(size: Size, planned: PlannedScenario): PlannedSweep[] {
  const { scenario } = planned
  const reachable = (rate: number) => !scenario.name.endsWith('-hub') || rate < HUBS_MOST
  const { seeds, effort, wanted } = planned
  const sweep = { scenario, seeds, effort }
  const same = 'failure' in wanted ? { failure: wanted.failure, of: scenario } : wanted
  const instead = { regimes: SLOTLESS, scenario }
  const byRate: PlannedSweep = {
    ...sweep, over: 'failure', regimes: PAIR,
    points: size.rates.filter(reachable).map((rate) => ({ at: rate, scenario, wanted: { failure: rate } })),
  }
  const byRateAndWidth = BY_WIDTH.includes(scenario.name) && size.ratesPerWidth.length > 0 ? size.widths.map((width): PlannedSweep => {
    const changed = withOptions(scenario, { width })
    return {
      ...sweep, over: 'failure', regimes: PAIR, scenario: changed,
      points: size.ratesPerWidth.map((rate) => ({ at: rate, scenario: changed, instead, wanted: { failure: rate, of: scenario } })),
    }
  }) : []
  const byWidth: PlannedSweep = {
    ...sweep, over: 'width', regimes: ['legacy', 'legacy-message', 'counters', 'first-fit', 'slotsmith'],
    points: size.widths.map((width) => ({ at: width, scenario: withOptions(scenario, { width }), instead, wanted: same })),
  }
  const byDemand: PlannedSweep = {
    ...sweep, over: 'demand', regimes: everyRegime.map(({ name }) => name),
    points: size.demands.map((demand) => ({ at: demand, scenario: withOptions(scenario, { demand }), wanted: same })),
  }
  const others = size.only === undefined || size.only.includes(scenario.name) ? [byWidth, byDemand] : []
  const sensitive = size.sensitivity && scenario.name === SENSITIVE ? sensitivity(scenario, sweep, same) : []
  return [byRate, ...byRateAndWidth, ...others, ...sensitive]
}

/** How much hangs on what was assumed. */
function sensitivity(
  scenario: Scenario, sweep: Pick<PlannedSweep, 'scenario' | 'seeds' | 'effort'>, wanted: PlannedScenario['wanted'],
): PlannedSweep[] {
  const { squareKm } = scenario.travel as CityTravel
  return [
    { ...sweep, over: 'noise', regimes: PAIR, points: [0, 1, 2].map((at) => ({ at, scenario: withNoise(scenario, at), wanted })) },
    { ...sweep, over: 'absence', regimes: PAIR, points: [0, 0.03, 0.1].map((at) => ({ at, scenario: withAbsence(scenario, at), wanted })) },
    {
      ...sweep, over: 'bending', regimes: PAIR,
      points: [{ at: 0, scenario: withoutBending(scenario), wanted }, { at: 1, scenario, wanted }],
    },
    {
      ...sweep, over: 'density', regimes: PAIR,
      points: [0.25, 1, 4].map((density) => {
        const changed = withOptions(scenario, { density, demand: 0.8 })
        return { at: Number((changed.demand.perDay / (squareKm / density)).toFixed(1)), scenario: changed, wanted }
      }),
    },
  ]
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => 1 + i)
}
