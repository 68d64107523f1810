/** In which units a search counts costs, so that rounding every leg loses nothing that matters. */
import { LONGEST_LEG } from '../../travel/leg.ts'
import { MOST_FIXED, MOST_RATE } from '../../model/limits.ts'
import type { ProblemJson, RequestJson } from './schema.ts'

const SCALES = [1000, 100, 10]

/**
 * How many of our cost units are one of VROOM's: 1 where every second and metre costs whole units, else up to 1000. At 20 an hour a leg
 * of a minute costs 0.33; in thousandths 333 are left of it, in whole units nothing.
 */
export function fineCostScale(json: ProblemJson): number {
  const costs = json.vehicles.map((vehicle) => vehicle.costs ?? {})
  const hours = costs.flatMap(({ per_hour: hour = 3600, per_task_hour: task = 0, per_paid_hour: paid = 0 }) => [hour, task, paid])
  const kilometres = costs.map(({ per_km: rate = 0 }) => rate)
  if (hours.every((rate) => rate % 3600 === 0) && kilometres.every((rate) => rate % 1000 === 0)) return 1
  const tasks: readonly RequestJson[] = [...(json.jobs ?? []), ...(json.shipments ?? []), ...(json.requests ?? [])]
  const rate = greatest([...hours, ...kilometres])
  const amount = greatest([...costs.map(({ fixed = 0 }) => fixed), ...tasks.map(({ value = 0 }) => value)])
  const leg = dearestLeg(json.matrices)
  return SCALES.find((scale) => scale * rate <= MOST_RATE && scale * amount <= MOST_FIXED && scale * leg < LONGEST_LEG) ?? 1
}

/** The greatest number in any matrix of costs; matrices have not been looked at yet, and may hold anything. */
function dearestLeg(matrices: unknown): number {
  if (typeof matrices !== 'object' || matrices === null) return 0
  const tables = Object.values(matrices).flatMap((table: unknown) => {
    const costs = (table as { costs?: unknown } | null)?.costs
    return Array.isArray(costs) ? (costs as unknown[]) : []
  })
  return greatest(tables.map((row) => (Array.isArray(row) ? greatest((row as unknown[]).filter((cell) => typeof cell === 'number')) : 0)))
}

function greatest(numbers: readonly number[]): number {
  return numbers.reduce((most, number) => Math.max(most, number), 0)
}
