/** Refusals of slots that need no look at the routes. */
import type { Slot } from '../model/nouns.ts'
import type { Miss } from '../slots/fit.ts'

/** The slot can no longer be booked. */
export function closedMiss(slot: Slot): Miss {
  return { slot, reason: { code: 'closed', proved: true, remedy: 'Choose a later slot, or another day.' } }
}

/** The slot was named, but the wishes of the same request rule it out. */
export function unwishedMiss(slot: Slot): Miss {
  return { slot, reason: { code: 'not-wished', proved: false, remedy: 'Widen the wishes, or leave them out.' } }
}

/** A courier is there, or was: no slot of the order can be changed. */
export function underwayMiss(slot: Slot): Miss {
  return { slot, reason: { code: 'underway', proved: true, remedy: 'Take a new order for what is still wanted.' } }
}
