/** How values lie over people or vehicles: mean, quantiles, coefficient of variation and the Lorenz curve. */

/** Shares of people at which a Lorenz curve is kept: 0, 5, … 100 %. */
export const LORENZ_POINTS = 21

/** `undefined` for no values. */
export function meanOf(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : sumOf(values) / values.length
}

export function sumOf(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/** The value of nearest rank, the `⌈p n⌉`-th from the least: the share `p` of all values do not exceed it. `undefined` for no values. */
export function quantile(values: readonly number[], p: number): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.max(1, Math.ceil(p * values.length)) - 1]
}

/** Standard deviation (of all there are, not of a sample) over the mean. `undefined` for no values, 0 where all are 0. */
export function coefficientOfVariation(values: readonly number[]): number | undefined {
  const mean = meanOf(values)
  if (mean === undefined || mean === 0) return mean
  const squares = sumOf(values.map((value) => (value - mean) ** 2))
  return Math.sqrt(squares / values.length) / mean
}

/**
 * The Lorenz curve at {@link LORENZ_POINTS} even shares of people: which share of everything the people with the least of it have
 * together, linear between two people [Lorenz, Publications of the American Statistical Association 9, 1905]. The diagonal
 * where all have nothing; `undefined` for nobody.
 */
export function lorenz(values: readonly number[]): number[] | undefined {
  if (values.length === 0) return undefined
  const total = sumOf(values)
  const running = [0]
  for (const value of values.toSorted((a, b) => a - b)) running.push(running.at(-1)! + value)
  return Array.from({ length: LORENZ_POINTS }, (_, i) => {
    const share = i / (LORENZ_POINTS - 1)
    if (total === 0) return share
    const people = share * values.length
    const whole = Math.min(Math.floor(people), values.length - 1)
    return (running[whole]! + (people - whole) * (running[whole + 1]! - running[whole]!)) / total
  })
}
