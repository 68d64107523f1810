/** The seam: how long and how far it is from one place to another. */
import type { Place } from './place.ts'

/** Answers for one pair of places. `matrixTravel` and `estimateTravel` make one. */
export interface TravelSource {
  /** Short description for reports and for the fingerprint of a day. */
  readonly name: string
  /** True where the triangle inequality holds by construction, so that taking a stop out never makes anything later. */
  readonly metric: boolean
  /** Number of rows where places are rows of a matrix, all known beforehand. */
  readonly rows?: number
  /** Why the place cannot be answered for, or `undefined` when it can. */
  refuses(place: Place): string | undefined
  /** Whole seconds from `from` to `to`, not negative; 0 for a place to itself. */
  seconds(from: Place, to: Place): number
  /** Whole metres; 0 where nothing is known. */
  metres(from: Place, to: Place): number
}
