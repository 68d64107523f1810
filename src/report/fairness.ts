/** How evenly something is spread over people: the Gini coefficient and Jain's index. */
import type { Problem } from '../base/errors.ts'
import { throwIfAny } from '../base/read.ts'

/**
 * Gini coefficient: the mean difference between two people, over twice the mean; `Σᵢ Σⱼ |xᵢ − xⱼ| ÷ (2 n² x̄)`, computed from the sorted
 * values as `2 Σ i·x₍ᵢ₎ ÷ (n Σ x) − (n + 1) ÷ n` [Gini, Variabilità e mutabilità, 1912; Sen, On Economic Inequality, 1973].
 * 0: all have the same; (n − 1) ÷ n: one has everything. `undefined` for nobody, 0 where all have nothing.
 * @throws {InputError} for values that are negative or not finite
 */
export function gini(values: readonly number[]): number | undefined {
  check(values)
  if (values.length === 0) return undefined
  const sum = values.reduce((total, value) => total + value, 0)
  if (sum === 0) return 0
  const n = values.length
  const weighted = values.toSorted((a, b) => a - b).reduce((total, value, i) => total + (i + 1) * value, 0)
  return Math.max(0, (2 * weighted) / (n * sum) - (n + 1) / n)
}

/**
 * Jain's fairness index: `(Σ x)² ÷ (n Σ x²)` [Jain, Chiu and Hawe, DEC Research Report TR-301, 1984]. 1: all have the same; 1 ÷ n: one has
 * everything. `undefined` for nobody, 1 where all have nothing.
 * @throws {InputError} for values that are negative or not finite
 */
export function jain(values: readonly number[]): number | undefined {
  check(values)
  if (values.length === 0) return undefined
  const sum = values.reduce((total, value) => total + value, 0)
  if (sum === 0) return 1
  const squares = values.reduce((total, value) => total + value * value, 0)
  return (sum * sum) / (values.length * squares)
}

function check(values: readonly number[]): void {
  const problems: Problem[] = []
  for (const [i, value] of values.entries()) {
    const path = `values[${i}]`
    if (!Number.isFinite(value)) problems.push({ code: 'not-a-number', path, got: value, remedy: 'give finite numbers' })
    else if (value < 0) problems.push({ code: 'out-of-range', path, got: value, remedy: 'give what people have, from 0' })
  }
  throwIfAny(problems)
}
