/** What a study found, as plain JSON: all that a report needs, and nothing that grows with customers but the samples for maps. */
import { assert } from '../../base/assert.ts'
import type { Fate, RunRecord } from '../days/record.ts'
import { measures } from './definitions.ts'
import type { GroupCount, Grouping } from './groups.ts'
import { keptFree } from './measured-run.ts'
import type { RunFigures } from './run-figures.ts'
import { meanOf } from './spread.ts'

/** A study: scenarios under every regime, and sweeps. All texts are anybody's and are escaped by reports. */
export interface StudyResult {
  readonly format: 'slotsmith study 1'
  readonly title: string
  /** Of slotsmith's own source, the Node version, and the machine if it is to be named. */
  readonly commit: string
  readonly node: string
  readonly machine?: string
  /** In the order of all tables. */
  readonly regimes: readonly { readonly name: string; readonly title: string }[]
  /** The regime whose break-even is asked for, and the one it is held against. */
  readonly ours: string
  readonly baseline: string
  /** Other regimes of plus-or-minus eight hours that ours is held against too, such as the one with a morning message. */
  readonly alsoAgainst?: readonly string[]
  readonly scenarios: readonly ScenarioResult[]
  readonly sweeps: readonly SweepResult[]
  /** Self-checks that were run, those that failed included. */
  readonly checks?: readonly { readonly name: string; readonly passed: boolean; readonly detail: string }[]
  /** Limits of this study beside those that hold for every one, a sentence each. */
  readonly notes?: readonly string[]
}

/** What stands under each table: what it was measured on. */
export interface Provenance {
  readonly scenario: string
  readonly title: string
  readonly seeds: readonly number[]
  readonly days: number
  /** Widths of the slots offered, seconds. */
  readonly widths: readonly number[]
  readonly effort: { readonly perChange: number; readonly perRepair: number; readonly perDay: number }
}

export interface ScenarioResult extends Provenance {
  /** In a sentence or two. */
  readonly about: string
  /** Share of first visits that was set to fail under the baseline; `null` where the doors were set otherwise. */
  readonly failure: number | null
  readonly regimes: readonly RegimeResult[]
  /** By seed, in the order of `seeds`. */
  readonly groups: Readonly<Record<Grouping, readonly GroupCount[]>>
  /** Which hub of the published experiment this scenario rebuilds. */
  readonly published?: 'city' | 'town'
  readonly map?: MapSample
}

/** One regime over all seeds. */
export interface RegimeResult {
  readonly regime: string
  /** By measure, then by seed in the order of `seeds`; `null` where a seed has no figure. Sweeps hold the swept measures only. */
  readonly values: Readonly<Record<string, readonly (number | null)[]>>
  /** Means over the seeds at each point; `null` where nobody was visited. */
  readonly lorenz?: { readonly kept: readonly number[] | null; readonly in: readonly number[] | null }
}

/** One scenario with one thing varied. */
export interface SweepResult extends Provenance {
  /**
   * `failure`: share of first visits set to fail under the baseline; `demand`: demand ÷ capacity; `width` of slots, seconds; `density`:
   * orders per km² and day; `noise` of the roads, as a factor; `absence`: share of customers and days on which something comes up;
   * `bending`: 1 where who would wait at home on purpose may choose a slot for which they stay in, 0 where not.
   */
  readonly over: 'failure' | 'demand' | 'width' | 'density' | 'noise' | 'absence' | 'bending'
  /** Ascending. */
  readonly points: readonly SweepPoint[]
}

export interface SweepPoint {
  readonly at: number
  readonly regimes: readonly RegimeResult[]
}

/** The customers of one seed, thinned out evenly where there are many. Lists are in the order of `places`. */
export interface MapSample {
  readonly seed: number
  /** Longitude and latitude. */
  readonly places: readonly (readonly [number, number])[]
  /** Customers of the seed that have a place, thinned out or not. */
  readonly customers: number
  readonly regimes: readonly {
    readonly regime: string
    /** One letter per customer, see {@link fateLetters}. */
    readonly fates: string
    /** Whole minutes that each was told to keep free, 0 for those not visited. */
    readonly kept: readonly number[]
  }[]
}

/** Letters of `MapSample.fates`; `d` delivered at the first visit, `D` later. */
export const fateLetters: Readonly<Record<Exclude<Fate, 'delivered'>, string>> = {
  returned: 'r', 'lost-full': 'f', 'lost-unsuited': 'u', lapsed: 'l', cancelled: 'c', open: 'o',
}

/** Customers on a map. */
const MOST_PLACES = 600

/** One regime's runs, in the order of the study's seeds. `only`: the swept measures, without Lorenz curves. */
export function regimeResult(regime: string, runs: readonly RunFigures[], only?: 'swept'): RegimeResult {
  const kept = only === undefined ? measures : measures.filter(({ swept }) => swept)
  const values = Object.fromEntries(kept.map(({ name }) => [name, runs.map((run) => run.values[name] ?? null)]))
  if (only !== undefined) return { regime, values }
  const curve = (which: 'kept' | 'in') => meanCurve(runs.flatMap((run) => (run.lorenz[which] === null ? [] : [run.lorenz[which]])))
  return { regime, values, lorenz: { kept: curve('kept'), in: curve('in') } }
}

/** The groups behind the indices, from one regime's runs in the order of the study's seeds. */
export function groupCounts(runs: readonly RunFigures[]): ScenarioResult['groups'] {
  const counts = (grouping: Grouping) => runs.map((run) => run.groups[grouping])
  return { area: counts('area'), household: counts('household'), booking: counts('booking'), basket: counts('basket') }
}

/** The map of one seed, from its record under each regime; `undefined` where no customer has a place. */
export function mapSample(records: readonly RunRecord[]): MapSample | undefined {
  const first = records[0]
  if (first === undefined) return undefined
  const placed = first.customers.filter(({ place }) => place !== undefined)
  const step = Math.max(1, placed.length / MOST_PLACES)
  const chosen = Array.from({ length: Math.min(placed.length, MOST_PLACES) }, (_, i) => placed[Math.floor(i * step)]!)
  if (chosen.length === 0) return undefined
  return {
    seed: first.seed,
    places: chosen.map(({ place }) => [Number(place![0].toFixed(5)), Number(place![1].toFixed(5))]),
    customers: placed.length,
    regimes: records.map((record) => {
      const byId = new Map(record.customers.map((customer) => [customer.id, customer]))
      const same = chosen.map(({ id }) => byId.get(id))
      const complete = same.every((customer) => customer !== undefined)
      assert(record.seed === first.seed && complete, 'a map shows the same customers under every regime')
      return {
        regime: record.regime,
        fates: same.map(({ fate, attempts }) => (fate === 'delivered' ? (attempts.length > 1 ? 'D' : 'd') : fateLetters[fate])).join(''),
        kept: same.map((customer) => Math.round(keptFree(customer) / 60)),
      }
    }),
  }
}

function meanCurve(curves: readonly (readonly number[])[]): number[] | null {
  const [first] = curves
  return first === undefined ? null : first.map((_, i) => Number(meanOf(curves.map((curve) => curve[i]!))!.toFixed(4)))
}
