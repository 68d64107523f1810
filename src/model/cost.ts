/** What a leg, a visit and a paid hour cost. */
import type { Costs } from './nouns.ts'

/**
 * Whole cost units of one leg: perHour × hours + perKm × kilometres, rounded. Seconds are those of the travel grid, so a leg costs
 * the same at every time of day, and a rush hour costs time and not money.
 */
export function legCost(costs: Pick<Costs, 'perHour' | 'perKm'>, seconds: number, metres: number): number {
  return Math.round((costs.perHour * seconds) / 3600 + (costs.perKm * metres) / 1000)
}

/** Whole cost units of setup and service at one visit. */
export function taskCost(costs: Pick<Costs, 'perTaskHour'>, seconds: number): number {
  return Math.round((costs.perTaskHour * seconds) / 3600)
}

/** Whole cost units of a route's hours from leaving to returning, waiting and service among them. */
export function paidCost(costs: Pick<Costs, 'perPaidHour'>, seconds: number): number {
  return Math.round((costs.perPaidHour * seconds) / 3600)
}
