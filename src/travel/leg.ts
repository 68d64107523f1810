/** What a single leg may take, and how a courier's speed stretches it. */

/** The longest leg, in seconds and in metres: 2^28. Longer ones are cut to it; no shift is long enough to drive it. */
export const LONGEST_LEG = 2 ** 28

/** The slowest and the fastest courier, as multiples of the travel source's own speed. */
export const SLOWEST = 0.01
export const FASTEST = 100

/** Speeds count in parts of so many. */
const PARTS = 1_000_000

/**
 * ⌈seconds ÷ speed⌉, in whole numbers: the speed counts in millionths, so 21 s at speed 0.7 are 30 s and not 31, and
 * a travel source that keeps the triangle inequality keeps it at every speed.
 */
export function atSpeed(seconds: number, speed: number): number {
  return Math.min(LONGEST_LEG, Math.ceil((seconds * PARTS) / Math.round(speed * PARTS)))
}

/** The speed that counts. */
export function wholeSpeed(speed: number): number {
  return Math.round(speed * PARTS) / PARTS
}
