/** The unit of everything to the right of this room: whole seconds from the day's anchor. */

/** Whole seconds. A moment counts from the day's anchor (local midnight); a duration counts from its own start. */
export type Seconds = number

/**
 * Later than every moment of a day: 2^29. Two of them added still fit in 31 bits, so sums in typed arrays and in V8's
 * small integers never overflow.
 */
export const NEVER: Seconds = 2 ** 29

/** The farthest moment a day may name, about 12 days from the anchor in either direction. */
export const FARTHEST: Seconds = 2 ** 20
