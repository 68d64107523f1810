/** How warm a search is: a long one several times warm to cold from the best so far, and once more, slowly, with less warmth. */

/** As shares of the mean leg. */
const WARMEST = 1.5
const COLDEST = 0.004

/** Heats, the share of the search that each takes, and how much less warm the last cooling begins. Measured, see decision 19. */
const HEATS = 6
const HEAT_SHARE = 0.1
const LAST_WARMTH = 0.13

/** Short searches and days in parts cool only once, evenly, and begin so much less warm. */
const STEADY_WARMTH = 0.27

/** Rounds for each stop from which on a search is long enough for heats. */
const LONG = 900

/** What a round usually looks at: from evaluations its number is foreseen, so that a search that goes on foresees the same. */
export const EVALUATIONS_PER_ROUND = 700

/** Rounds after which the length of a search by the clock is foreseen. */
export const FORESEEN_AFTER = 256

/** Temperatures in cost units. Simulated annealing accepts what costs up to `temperature × −ln(uniform)` more. */
export interface Cooling {
  readonly warmest: number
  readonly coldest: number
}

/** By the mean cost of a leg. */
export function usualCooling(meanLeg: number): Cooling {
  return { warmest: meanLeg * WARMEST, coldest: meanLeg * COLDEST }
}

/** From the first temperature to the last, by equal factors. */
export function cooled({ warmest, coldest }: Cooling, done: number): number {
  return warmest * Math.pow(coldest / warmest, done)
}

/** The same for short searches and days in parts. */
export function steadilyCooled({ warmest, coldest }: Cooling, done: number): number {
  return cooled({ warmest: warmest * STEADY_WARMTH, coldest }, done)
}

/** Whether a search of so many rounds has heats. */
export function hasHeats(rounds: number, stops: number): boolean {
  return rounds >= LONG * stops
}

/** Which heat it is when so much is done, 0 to 1; the last cooling comes after all heats. */
export function heatAt(done: number): number {
  return Math.min(HEATS, Math.floor(done / HEAT_SHARE + 1e-9))
}

/** How warm it is then. */
export function heated({ warmest, coldest }: Cooling, done: number): number {
  const heat = heatAt(done)
  const begun = heat * HEAT_SHARE
  if (heat < HEATS) return cooled({ warmest, coldest }, Math.max(0, done - begun) / HEAT_SHARE)
  return cooled({ warmest: warmest * LAST_WARMTH, coldest }, (done - begun) / (1 - begun))
}
