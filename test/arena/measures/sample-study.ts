/** A made-up but well-formed study: its figures mean nothing, their shapes are those of a real one. */
import type { Fate } from '../../../src/arena/days/record.ts'
import { measures } from '../../../src/arena/measures/definitions.ts'
import type { Measure } from '../../../src/arena/measures/measure.ts'
import { lorenz } from '../../../src/arena/measures/spread.ts'
import type { MapSample, RegimeResult, ScenarioResult, StudyResult, SweepResult } from '../../../src/arena/measures/study-result.ts'
import { fateLetters } from '../../../src/arena/measures/study-result.ts'
import { Random } from '../../../src/base/random.ts'

const regimes = [
  { name: 'legacy', title: 'Plus-or-minus 8 hours' }, { name: 'legacy-message', title: 'The same, with a morning message' },
  { name: 'counters', title: 'Counters' }, { name: 'first-fit', title: 'First fit' }, { name: 'slotsmith', title: 'slotsmith' },
  { name: 'hindsight', title: 'Hindsight' },
]
const titles = new Map([
  ['dense-city', 'Dense city parcels'], ['rural', 'Sparse rural area'], ['town-hub', 'Town hub'], ['city-hub', 'City hub'],
  ['grocery', 'Grocery vans'], ['large-items', 'Large items, crews of two'], ['surge', 'Demand surge'],
])
const effort = { perChange: 2000, perRepair: 20_000, perDay: 200_000 }
const HOUR = 3600

/** Options: how many scenarios and seeds, and a text put before every text. */
export function study({ scenarios = 2, seeds = 6, spice = '' }: { scenarios?: number; seeds?: number; spice?: string } = {}): StudyResult {
  const random = new Random(7)
  const list = Array.from({ length: seeds }, (_, i) => i + 1)
  const names = [...titles.keys()].slice(0, scenarios)
  const about = (scenario: string, width: number) => ({ scenario: spice + scenario, title: spice + titles.get(scenario)!, seeds: list, days: 10, widths: [width], effort })
  return {
    format: 'slotsmith study 1', title: `${spice}Narrow slots against plus-or-minus eight hours`,
    commit: `${spice}abc1234`, node: 'v20.20.2', machine: `${spice}2 cores`,
    regimes: regimes.map(({ name, title }) => ({ name: spice + name, title: spice + title })), ours: `${spice}slotsmith`, baseline: `${spice}legacy`, alsoAgainst: [`${spice}legacy-message`],
    scenarios: names.map((name, i): ScenarioResult => ({
      ...about(name, 2 * HOUR), about: `${spice}What is special about ${name}: 120 orders a day, 6 couriers.`, failure: 0.126,
      regimes: regimes.map((regime, r) => regimeOf(spice + regime.name, r, i, list, random, false)),
      groups: {
        area: list.map(() => ({ groups: 9, customers: 1180, smallest: 41, pooled: 33, left: 0 })),
        household: list.map(() => ({ groups: 4, customers: 1180, smallest: 120, pooled: 0, left: 0 })),
        booking: list.map(() => ({ groups: 2, customers: 1180, smallest: 590, pooled: 0, left: 0 })),
        basket: list.map(() => ({ groups: 3, customers: 1175, smallest: 200, pooled: 0, left: 5 })),
      },
      ...(name === 'town-hub' ? { published: 'town' } : name === 'city-hub' ? { published: 'city' } : {}),
      ...(i < 2 ? { map: mapOf(spice, random) } : {}),
    })),
    sweeps: [
      sweepOf(about('dense-city', HOUR), 'failure', [0.028, 0.05, 0.08, 0.108, 0.126, 0.155, 0.2, 0.25, 0.4], 0.9, random, spice),
      sweepOf(about('dense-city', 2 * HOUR), 'failure', [0.028, 0.05, 0.08, 0.108, 0.126, 0.155, 0.2, 0.25, 0.4], 0.97, random, spice),
      sweepOf(about('rural', 2 * HOUR), 'failure', [0.028, 0.05, 0.08, 0.108], 0.7, random, spice),
      sweepOf(about('dense-city', 2 * HOUR), 'demand', [0.6, 0.8, 1, 1.2, 1.5], 1, random, spice),
      sweepOf(about('dense-city', 2 * HOUR), 'width', [0.5, 1, 2, 4].map((hours) => hours * HOUR), 1, random, spice),
      sweepOf(about('dense-city', 2 * HOUR), 'density', [0.5, 1, 2, 5, 10], 1, random, spice),
    ],
    checks: [
      { name: `${spice}Each order ends once`, passed: true, detail: `${spice}14,160 orders` },
      { name: 'Set failure rate', passed: false, detail: '0.7 points off in rural' },
    ],
    notes: [`${spice}Made up for a test.`],
  }
}

/** Legacy first: the lower the index, the longer the hours; shares and indices stay between 0 and 1. */
function regimeOf(name: string, r: number, scenario: number, seeds: readonly number[], random: Random, swept: boolean): RegimeResult {
  const worlds = seeds.map(() => random.unit() - 0.5)
  const kept = measures.filter((measure) => !swept || measure.swept)
  const values = Object.fromEntries(kept.map((measure) => [measure.name, worlds.map((push) => rounded(figure(measure, r, scenario, push, random)))]))
  if (swept) return { regime: name, values }
  const curve = (power: number) => lorenz(Array.from({ length: 40 }, (_, i) => (i + 1) ** power))!
  return { regime: name, values, lorenz: { kept: curve(0.3 + 0.2 * r), in: r === 5 ? null : curve(3 - 0.4 * r) } }
}

function rounded(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(7))
}

function figure({ name, unit }: Measure, r: number, scenario: number, push: number, random: Random): number | null {
  const shake = 1 + 0.02 * push + 0.005 * (random.unit() - 0.5)
  if (name === 'kept-mean') return [16.9, 6.1, 2.1, 2.05, 2.08, 2.02][r]! * HOUR * shake
  if (name === 'kept-gini') return [0.1, 0.42, 0.08, 0.06, 0.07, 0.05][r]! * shake
  if (name === 'service-rate' || name === 'area-served-worst') return [0.955, 0.958, 0.84, 0.86, 0.93, 0.96][r]! * (name === 'service-rate' ? 1 : 0.9) * shake
  if (name === 'delivered-per-paid-hour') return (8 - scenario + [0, 0.1, -0.4, -0.3, 0.35, 1.4][r]! * (scenario === 1 ? -1 : 1)) * shake
  if (name === 'basket-kept-ratio' && r === 0) return null
  if (name === 'asked') return 1180
  if (unit === 'count') return Math.round((1400 - 40 * r) * shake)
  if (unit === 'share' || unit === 'index') return Math.min(1, (0.2 + 0.1 * r) * shake)
  return (unit === 'ratio' ? 1.2 + r / 10 : unit === 'km' ? 4000 : 600) * shake
}

function sweepOf(
  about: Omit<SweepResult, 'over' | 'points'>, over: SweepResult['over'], at: readonly number[], factor: number, random: Random, spice: string,
): SweepResult {
  const points = at.map((one, i) => ({
    at: one,
    regimes: regimes.map((regime, r) => {
      const made = regimeOf(spice + regime.name, r, 0, about.seeds, random, true)
      const wide = r < 2
      // legacy falls with the failure rate, the others with the factor
      const hourly = about.seeds.map((_, s) => 8 * (over === 'failure' ? (wide ? 1 - 0.9 * one : factor * 0.95) : 0.8 + 0.05 * i) + 0.1 * random.unit() + s / 10)
      const failing = about.seeds.map(() => (over === 'failure' && wide ? one : 0.03) + 0.002 * (random.unit() - 0.5))
      return { ...made, values: { ...made.values, 'delivered-per-paid-hour': hourly.map(rounded), 'failing-first': failing.map(rounded) } }
    }),
  }))
  return { ...about, over, points }
}

function mapOf(spice: string, random: Random): MapSample {
  const places = Array.from({ length: 400 }, (): [number, number] => [13.4 + 0.1 * (random.unit() + random.unit() - 1), 52.5 + 0.06 * (random.unit() + random.unit() - 1)])
  const letters = Object.values(fateLetters satisfies Record<Exclude<Fate, 'delivered'>, string>).join('')
  return {
    seed: 1, places, customers: 1180,
    regimes: regimes.map(({ name }, r) => ({
      regime: spice + name,
      fates: places.map(() => (random.unit() < 0.8 ? 'd' : r < 2 && random.unit() < 0.6 ? 'D' : letters[random.below(letters.length)]!)).join(''),
      kept: places.map(() => (r === 0 ? 960 : 120)),
    })),
  }
}
