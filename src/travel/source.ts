/** The seam: how long and how far it is from one place to another. */
import type { Place } from './place.ts'

/** Answers for one pair of places. `matrixTravel` and `estimateTravel` make one; so can you. */
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
  /**
   * What a leg costs, in whole cost units from 0 to 2^28, at any speed: such as tolls, or what a carrier asks. Where a source says so,
   * couriers' `perHour` and `perKm` count for nothing on its legs, and legs are kept in tables. Left out: legs cost time and distance.
   */
  readonly cost?: (from: Place, to: Place) => number
  /**
   * For sources that compute a leg in well under a microsecond, as from coordinates: a new computer of legs without places. A day whose
   * sources all have it keeps no tables of legs when it is large, and holds a million places. Left out: tables, of up to 16,383 places.
   */
  readonly computer?: () => LegComputer
  /**
   * What no leg falls below, per metre of the straight line between its ends' coordinates (through a sphere of 6,371,008.8 m radius;
   * allow half a percent for the true Earth). Where all sources of a day have it, requests skip whole areas. Left out: they do not.
   */
  readonly leastPerMetre?: PerMetre
  /** Of an estimate: what it was made of, so that another thread can make it again. */
  readonly estimate?: { readonly kilometresPerHour: number; readonly detour: number }
}

/** Legs between places under handles, computed whenever they are asked for. */
export interface LegComputer {
  /** True where every leg is as long and as far back as there. */
  readonly symmetric: boolean
  /** From now on the handle means the place. Handles are whole numbers from 0 on, given out densely, and used again. */
  put(handle: number, place: Place): void
  /** What the source says of the two handles' places: the same whole seconds. */
  seconds(from: number, to: number): number
  /** The same whole metres. */
  metres(from: number, to: number): number
}

/** Seconds and metres of travel per metre of straight line: finite, 0 or more, 0 where nothing is known. */
export interface PerMetre {
  readonly seconds: number
  readonly metres: number
}
