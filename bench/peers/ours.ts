/** Our own plan of a benchmark day, as lists of customers: the judge of the peers reads nothing else. */
import type { BenchmarkDay } from '../../src/formats/benchmark.ts'
import { paidDay, planDay } from '../plan-day.ts'

/** Routes of a solver, each a list of the rows of its customers, and what they took: wall and processor seconds. */
export interface PeerPlan {
  readonly routes: readonly (readonly number[])[]
  readonly seconds: number
  readonly cpu: number
  /** How deep VROOM explored. */
  readonly level?: number
}

/** Plans the day on one thread, as for our own tables; where paid hours are the objective, travel costs nothing by itself. */
export function planOurs({ day: read, orders }: BenchmarkDay, seconds: number, seed: number, objective: string): PeerPlan {
  const day = objective === 'paid' ? paidDay(read, 0) : read
  const cpu = process.cpuUsage()
  const { routing, seconds: took } = planDay(day, orders, seconds, seed)
  const { user, system } = process.cpuUsage(cpu)
  const routes = routing.plan().routes.map(({ steps }) => steps.flatMap((step) => (step.type === 'order' ? [Number(step.id)] : [])))
  return { routes, seconds: took, cpu: (user + system) / 1e6 }
}
