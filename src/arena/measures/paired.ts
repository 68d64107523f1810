/** Means over seeds and paired differences between regimes, with 95 % intervals by Student's t. */
import { assert } from '../../base/assert.ts'
import { meanOf, sumOf } from './spread.ts'
import { studentT } from './student.ts'

const LEVEL = 0.95

/** A mean over seeds. */
export interface Estimate {
  readonly mean: number
  /** Half the width of the 95 % interval; `undefined` for a single seed, from which none follows. */
  readonly half: number | undefined
  /** Seeds behind it. */
  readonly seeds: number
}

/** The mean of one figure per seed. Seeds without the figure (`null`) are counted out; `undefined` where no seed has it. */
export function estimateOf(figures: readonly (number | null)[]): Estimate | undefined {
  const known = figures.filter((figure) => figure !== null)
  const mean = meanOf(known)
  if (mean === undefined) return undefined
  const n = known.length
  if (n === 1) return { mean, half: undefined, seeds: 1 }
  const variance = sumOf(known.map((figure) => (figure - mean) ** 2)) / (n - 1)
  return { mean, half: studentT(LEVEL, n - 1) * Math.sqrt(variance / n), seeds: n }
}

/** The mean of `ours − theirs`, seed by seed: what the world did to both is taken out. Both lists are in the order of the same seeds. */
export function pairedDifference(ours: readonly (number | null)[], theirs: readonly (number | null)[]): Estimate | undefined {
  assert(ours.length === theirs.length, 'pairs need as many seeds on both sides')
  return estimateOf(ours.map((figure, i) => {
    const other = theirs[i]!
    return figure === null || other === null ? null : figure - other
  }))
}

/** The sign of a difference whose interval leaves out 0; 0 where it does not, or where there is no interval. */
export function signBeyondInterval(difference: Estimate | undefined): -1 | 0 | 1 {
  if (difference === undefined || difference.half === undefined || Math.abs(difference.mean) <= difference.half) return 0
  return difference.mean > 0 ? 1 : -1
}
