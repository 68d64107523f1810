/** Where one regime is better than another beyond the interval of the paired difference, whichever it is. */
import { measures } from './definitions.ts'
import type { Measure } from './measure.ts'
import type { Estimate } from './paired.ts'
import { estimateOf, pairedDifference, signBeyondInterval } from './paired.ts'
import type { RegimeResult } from './study-result.ts'

/** One measure in which `winner` is better than `loser`. */
export interface Win {
  readonly measure: Measure
  readonly winner: Estimate
  readonly loser: Estimate
  /** The winner's less the loser's. */
  readonly difference: Estimate
}

/** All measures with a better direction, in their order, in which the first regime is better than the second beyond the 95 % interval. */
export function winsOf(winner: RegimeResult, loser: RegimeResult): Win[] {
  return measures.flatMap((measure): Win[] => {
    const [mine, other] = [winner.values[measure.name], loser.values[measure.name]]
    if (measure.better === 'neither' || mine === undefined || other === undefined) return []
    const difference = pairedDifference(mine, other)
    if (difference === undefined || signBeyondInterval(difference) !== (measure.better === 'higher' ? 1 : -1)) return []
    return [{ measure, winner: estimateOf(mine)!, loser: estimateOf(other)!, difference }]
  })
}
