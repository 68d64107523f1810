/** Draws from the distributions that the arena needs. */
import type { Random } from '../../base/random.ts'

/** A standard normal draw [Box & Muller 1958]. */
export function bell(chance: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - chance.unit()))
  return radius * Math.cos(2 * Math.PI * chance.unit())
}

/** A standard Gumbel draw: the part of a utility that nobody can see, in a logit choice [McFadden 1974]. */
export function gumbel(chance: Random): number {
  return -Math.log(-Math.log((chance.next() + 0.5) / 2 ** 32))
}

/** A whole number from `least` to `most`. */
export function between(chance: Random, least: number, most: number): number {
  return least + chance.below(most - least + 1)
}

/** One of the entries, by their weights. */
export function pick<T extends { readonly weight: number }>(chance: Random, entries: readonly T[]): T {
  let left = chance.unit() * entries.reduce((sum, { weight }) => sum + weight, 0)
  return entries.find(({ weight }) => (left -= weight) < 0) ?? entries.at(-1)!
}
