/** Why a slot is refused, as a value. */

/** Every code of a refused slot, with its meaning. `docs/errors.md` lists the same codes. */
export const refusalCodes = {
  'no-skill': 'No courier has all the skills that the order needs.',
  'blocked': 'The place lies in an area that no courier with the skills may serve.',
  'too-big': 'The load is more than any suitable courier can carry, even empty.',
  'unreachable': 'Even a courier with nothing else to do could not serve the place in this slot and be back in time.',
  'full': 'Every suitable courier is loaded to the limit.',
  'task-limit': 'Every suitable courier has as many orders as a route may have.',
  'arrives-late': 'The courier that comes nearest would arrive after the slot closes.',
  'leaves-early': 'The courier that comes nearest would have to go on before the slot opens.',
  'no-room': 'The courier that comes nearest has too little time between two promised stops.',
  'travel-limit': 'The detour would exceed the courier’s limit of travel time or distance.',
  'position': 'The gaps that have the time lie behind orders that must be last, or before others that must be first.',
  'not-ready': 'What is to be delivered is ready at the depot too late for the slot.',
  'other-end': 'The other place of the order cannot be served in time beside this slot.',
  'departed': 'Every suitable courier has left without the goods, and none of them loads again.',
  'underway': 'A courier has been there, is there, or is on the way there: nothing of the order can be changed any more.',
  'unreliable': 'The slot fits, but somebody on that route would be on time less often than promised.',
  'closed': 'The slot can no longer be booked: its cut-off or lead time has passed.',
  'not-wished': 'The slot was asked for, but lies outside the wishes of the same request.',
  'hidden': 'The policy does not offer the slot.',
} as const

/** A stable code from {@link refusalCodes}. */
export type RefusalCode = keyof typeof refusalCodes

/** The binding constraint, and by how much it is missed. */
export interface Reason {
  readonly code: RefusalCode
  /** True: no plan at all could keep the slot. False: not found in the present routes and within the budget of the repair. */
  readonly proved: boolean
  /** The courier that comes nearest, and its shift. */
  readonly courier?: string
  readonly shift?: number
  /** What is missing, in `unit`. */
  readonly shortBy?: number
  readonly unit?: 'seconds' | 'metres' | 'units' | 'orders'
  /** Load dimension, where the unit is `units`. */
  readonly dimension?: number
  /** The slot offered in the same answer, or among its alternatives, that lies nearest in time. */
  readonly nearest?: string
  /** What would make it possible, in words. */
  readonly remedy: string
}
