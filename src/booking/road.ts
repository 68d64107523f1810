/** A courier on the road, as the ledger knows it: what happened of the route, and from where and when they go on. */
import type { Allowance, Made, PlanStep } from '../model/nouns.ts'
import type { Goods } from '../model/rest.ts'
import type { Seconds } from '../time/seconds.ts'
import type { Place } from '../travel/place.ts'

/** Something that comes later, or is more, than it should. */
export interface Late extends Allowance {
  /** By how much. */
  readonly by: number
  /** Of an order: `placed` of its booking. Whoever moves to another slot has nothing to do with this any more. */
  readonly placed?: number
}

/** What was observed of one shift of one courier, last of all. Frozen, deeply. */
export interface Road {
  readonly courier: string
  readonly shift: number
  /** When the courier left the start of the route. */
  readonly left: Seconds
  /** The steps that were made, and the one that is being made, from the first on, and when. */
  readonly steps: readonly PlanStep[]
  readonly made: readonly Made[]
  readonly at: Place
  readonly free: Seconds
  /** What was loaded at the last loading. */
  readonly aboard: readonly Goods[]
  /** What was late then, in what was still to come. */
  readonly late: readonly Late[]
}

/** The part of it that answers the observation. */
export interface RoadThen extends Pick<Road, 'courier' | 'shift' | 'left' | 'at' | 'free' | 'late'> {
  /** How many steps were made. */
  readonly made: number
}

/** The same courier's shift. */
export function roadKey({ courier, shift }: Pick<Road, 'courier' | 'shift'>): string {
  return `${shift} ${courier}`
}

/** What answers the observation. */
export function roadThen({ courier, shift, left, made, at, free, late }: Road): RoadThen {
  return Object.freeze({ courier, shift, left, made: made.length, at, free, late })
}
