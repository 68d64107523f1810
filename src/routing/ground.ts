/** What routes are computed from. */
import type { TimeProfile } from '../travel/profile.ts'
import type { Fleet } from './fleet.ts'
import type { Legs } from './legs.ts'
import type { StopTable } from './stops.ts'

/** The fleet, the leg tables, the stops, and the hour's speed where there is one. */
export interface Ground {
  readonly fleet: Fleet
  readonly legs: Legs
  readonly stops: StopTable
  readonly profile: TimeProfile | undefined
}
