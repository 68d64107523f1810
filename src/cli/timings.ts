/** How long things took, as VROOM reports it. */
import type { ComputingTimes } from '../formats/vroom/solution-write.ts'

/** Whole milliseconds of reading and of everything after it. */
export function timings(begun: number, loaded: number, solved: number): ComputingTimes {
  return { loading: Math.round(loaded - begun), solving: Math.round(solved - loaded), routing: 0 }
}
