/** What a VROOM problem becomes: a day, its orders, and what is needed to write a solution in VROOM's own terms. */
import type { Day } from '../../model/day.ts'
import type { Order, Plan, Slot } from '../../model/nouns.ts'
import type { KeyWarning, Loss } from '../loss.ts'

/** Where something is, as the input said it. */
export interface VroomLocation {
  readonly location?: readonly [lon: number, lat: number]
  readonly location_index?: number
}

/** A job, or one end of a shipment, as VROOM names it. */
export interface VroomTask extends VroomLocation {
  readonly type: 'job' | 'pickup' | 'delivery'
  readonly id: number
  readonly description?: string
}

/** A vehicle as VROOM names it. */
export interface VroomVehicle {
  readonly id: number
  readonly description?: string
  /** VROOM's `speed_factor`, 1 where none is stated. */
  readonly speed: number
  /** `undefined`: an open start. */
  readonly start: VroomLocation | undefined
  /** `undefined`: an open end. */
  readonly end: VroomLocation | undefined
  /** Where the vehicle loads again; `undefined` where it does not. */
  readonly reload: VroomLocation | undefined
  /** Breaks by our id. */
  readonly breaks: ReadonlyMap<string, { readonly id: number; readonly description?: string }>
}

/**
 * A VROOM problem in our terms. Ids of jobs and vehicles are VROOM's integers as text; the order of a shipment is `shipment-` and its
 * delivery's id.
 */
export interface VroomProblem {
  readonly day: Day
  /** The jobs, and the shipments after them. */
  readonly orders: readonly Order[]
  /** The top-level `requests`. */
  readonly requests: readonly Order[]
  /** The top-level `slots`. */
  readonly slots: readonly Slot[]
  /** The vehicles' `steps`, a start for a search: without breaks, not checked for being legal. */
  readonly steps: Plan | undefined
  /** The top-level `routes`: the current plan, not checked for being legal. */
  readonly routes: Plan | undefined
  /** Seconds taken off every moment of the input; 0 unless the input is in epoch seconds. */
  readonly anchor: number
  /** Whether metres mean something. */
  readonly distances: boolean
  /** Whether any vehicle, break or task has a window: VROOM rounds costs another way then. */
  readonly timed: boolean
  /** How many of our cost units are one of VROOM's; see {@link VroomOptions.fineCosts}. */
  readonly costScale: number
  /** Seconds after which a search is to stop: `options.l`. */
  readonly limit: number | undefined
  readonly losses: readonly Loss[]
  readonly warnings: readonly KeyWarning[]
  /** By our order id: what stands for its door. A job, or that end of a shipment at which the customer is. */
  readonly tasks: ReadonlyMap<string, VroomTask>
  /** By our order id: the other end of a shipment. */
  readonly otherEnds: ReadonlyMap<string, VroomTask>
  /** By our courier id, one per shift: a vehicle of VROOM's has one shift only. */
  readonly vehicles: ReadonlyMap<string, readonly VroomVehicle[]>
}

/** The part of a problem that a solution is written and read with. */
export type VroomNames = Pick<
  VroomProblem, 'day' | 'orders' | 'requests' | 'anchor' | 'distances' | 'timed' | 'costScale' | 'tasks' | 'otherEnds' | 'vehicles'
>
