/** Student's t distribution with whole degrees of freedom. */
import { assert } from '../../base/assert.ts'

/**
 * Probability of lying within `±t`, by the finite sums for whole degrees of freedom [Abramowitz and Stegun, Handbook of Mathematical
 * Functions, 1964, 26.7.3 and 26.7.4], as a function of the angle `θ = arctan(t ÷ √ν)`.
 */
function within(angle: number, degrees: number): number {
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)]
  const odd = degrees % 2 === 1
  let term = odd ? cosine : 1
  let sum = 0
  for (let k = odd ? 3 : 2; k <= degrees; k += 2) {
    sum += term
    term *= ((k - 1) / k) * cosine * cosine
  }
  return odd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum
}

/** The `t` within `±` which the share `level` of the distribution lies: 2.045 for 95 % and 29 degrees. Degrees: a whole number from 1. */
export function studentT(level: number, degrees: number): number {
  assert(Number.isInteger(degrees) && degrees >= 1, 'degrees of freedom are whole and at least 1')
  assert(level > 0 && level < 1, 'a level lies between 0 and 1')
  let [low, high] = [0, Math.PI / 2]
  // halving an angle below 2 sixty times leaves nothing that a double could tell apart
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2
    if (within(middle, degrees) < level) low = middle
    else high = middle
  }
  return Math.tan((low + high) / 2) * Math.sqrt(degrees)
}
