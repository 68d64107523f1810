/** The break-even failure rate f*: the share of failing first visits at which two regimes deliver the same per paid hour. */
import { assert } from '../../base/assert.ts'
import { Random } from '../../base/random.ts'
import { meanOf, quantile } from './spread.ts'
import type { StudyResult, SweepResult } from './study-result.ts'

/** Success inside a chosen slot that the cheap formula takes for granted. */
const KEPT_INSIDE = 0.97

const RESAMPLES = 2000
const LEVEL = 0.95

/** Of a sweep's points: the failure rate, and by seed what the two regimes delivered per paid hour. Points ascend by rate. */
export interface BreakEvenPoint {
  /** By seed. */
  readonly failing: readonly number[]
  readonly ours: readonly number[]
  readonly theirs: readonly number[]
}

/** A failure rate, or on which side of the sweep it lies. */
export type Rate = number | 'below' | 'above'

export interface BreakEven {
  /** `below`: ahead at every rate of the sweep; `above`: behind at the highest. */
  readonly rate: Rate
  readonly low: Rate
  readonly high: Rate
  /** The ends of the sweep, as they really failed. */
  readonly from: number
  readonly to: number
  /** `1 − 0.97 ÷ cost ratio`, the ratio of paid time per visit at the lowest rate of the sweep; what the evidence page computes. */
  readonly formula: number | undefined
  readonly seeds: number
}

/**
 * f* by linear interpolation between the points of a sweep, of the means over seeds. Where the regimes change places more than once it
 * is the highest crossing, above which ours stays ahead. The interval is the 2.5th to the 97.5th percentile (nearest rank) of the same
 * over 2,000 samples of seeds with replacement [Efron, Annals of Statistics 7, 1979]; a sample without a crossing counts as
 * below or above the sweep, so a bound may be either. With few seeds such intervals are narrower than they ought to be.
 */
export function breakEven(points: readonly BreakEvenPoint[], seed: number): Omit<BreakEven, 'formula'> {
  const seeds = points[0]?.ours.length ?? 0
  assert(points.length > 0 && seeds > 0, 'a break-even needs points and seeds')
  const every = Array.from({ length: seeds }, (_, i) => i)
  const random = new Random(seed)
  const samples = Array.from({ length: RESAMPLES }, () => crossing(points, every.map(() => random.below(seeds))))
  const tail = (1 - LEVEL) / 2
  const ends = [0, points.length - 1].map((i) => meanAt(points[i]!.failing, every))
  return {
    rate: named(crossing(points, every)),
    low: named(quantile(samples, tail)!),
    high: named(quantile(samples, 1 - tail)!),
    from: ends[0]!,
    to: ends[1]!,
    seeds,
  }
}

/** f* of one sweep over failure rates; `undefined` where the sweep lacks one of the two regimes. */
export interface SweptBreakEven {
  readonly sweep: SweepResult
  readonly found: BreakEven | undefined
}

/**
 * f* of every sweep over failure rates, in the study's order, against the baseline or another regime; the rates are always the
 * baseline's. Seeds that lack a figure at any point are left out of it.
 */
export function breakEvens({ sweeps, ours, baseline }: StudyResult, against = baseline): SweptBreakEven[] {
  return sweeps.filter(({ over }) => over === 'failure').map((sweep) => ({ sweep, found: breakEvenOf(sweep, ours, against, baseline) }))
}

function breakEvenOf(sweep: SweepResult, ours: string, against: string, baseline: string): BreakEven | undefined {
  const listed = (i: number, regime: string, measure: string) =>
    sweep.points[i]!.regimes.find((one) => one.regime === regime)?.values[measure] ?? []
  const rows = sweep.points.map((_, i) => ({
    failing: listed(i, baseline, 'failing-first'),
    ours: listed(i, ours, 'delivered-per-paid-hour'),
    theirs: listed(i, against, 'delivered-per-paid-hour'),
  }))
  const complete = (s: number) => rows.every((row) => [row.failing, row.ours, row.theirs].every((list) => typeof list[s] === 'number'))
  const seeds = [...sweep.seeds.keys()].filter(complete)
  if (rows.length === 0 || seeds.length === 0) return undefined
  const of = (list: readonly (number | null)[]) => seeds.map((s) => list[s]!)
  const points = rows.map((row) => ({ failing: of(row.failing), ours: of(row.ours), theirs: of(row.theirs) }))
  const perVisit = (regime: string) => meanOf(of(listed(0, regime, 'paid-per-visit').map((value) => value ?? Number.NaN)))!
  const ratio = perVisit(ours) / perVisit(against)
  return { ...breakEven(points, sweep.seeds[0]!), formula: Number.isFinite(ratio) ? cheapBreakEven(ratio) : undefined }
}

/** What evidence computes without an arena: the rate at which visits repeated until they succeed cost as much as windows do. */
export function cheapBreakEven(costRatio: number): number {
  return 1 - KEPT_INSIDE / costRatio
}

/** The highest crossing of the means over the sampled seeds; −∞ or ∞ where ours is ahead everywhere, or behind at the end. */
function crossing(points: readonly BreakEvenPoint[], sample: readonly number[]): number {
  const curve = points.map(({ failing, ours, theirs }) => {
    const lead = meanAt(ours, sample) - meanAt(theirs, sample)
    return { at: meanAt(failing, sample), lead }
  })
  const behind = curve.findLastIndex(({ lead }) => lead < 0)
  const [last, next] = [curve[behind], curve[behind + 1]]
  if (last === undefined) return -Infinity
  if (next === undefined) return Infinity
  return last.at + ((next.at - last.at) * -last.lead) / (next.lead - last.lead)
}

function meanAt(values: readonly number[], sample: readonly number[]): number {
  return sample.reduce((sum, i) => sum + values[i]!, 0) / sample.length
}

function named(rate: number): Rate {
  return rate === -Infinity ? 'below' : rate === Infinity ? 'above' : rate
}
