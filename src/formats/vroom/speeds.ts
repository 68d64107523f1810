/** VROOM's speed factors: it takes them as a whole percentage of the time. */
import { wholeSpeed } from '../../travel/leg.ts'

/** VROOM's fastest. */
const FASTEST = 5

/** Percent of the matrix's time that VROOM takes for a leg. */
export function percentOf(speedFactor: number): number {
  return Math.round(100 / speedFactor)
}

/** Our speed for a factor of VROOM's: 0.7 is 143 % of the time. Not below it by a millionth, so that no leg gets a second longer. */
export function speedOf(speedFactor: number): number {
  return Math.ceil(1e8 / percentOf(speedFactor)) / 1e6
}

/** The fastest factor of VROOM's that is not faster than our speed, with two decimals where they say as much; slower is safe. */
export function factorOf(speed: number): number {
  // Our speeds count in millionths; a percentage that lies so near was meant.
  const percent = Math.max(100 / FASTEST, Math.ceil(100 / speed - 1e-4 / speed ** 2))
  const short = Math.round(100 * speed) / 100
  return short <= FASTEST && percentOf(short) === percent ? short : wholeSpeed(100 / percent)
}
