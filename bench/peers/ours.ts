/** Our own plan of a benchmark day, as lists of customers: the judge of the peers reads nothing else. */
import { Random } from '../../src/base/random.ts'
import type { BenchmarkDay } from '../../src/formats/benchmark.ts'
import type { Day } from '../../src/model/day.ts'
import { makeDay } from '../../src/model/day.ts'
import { Routing } from '../../src/routing/routing.ts'

/** Routes of a solver, each a list of the rows of its customers, and what they took: wall and processor seconds. */
export interface PeerPlan {
  readonly routes: readonly (readonly number[])[]
  readonly seconds: number
  readonly cpu: number
  /** How deep VROOM explored. */
  readonly level?: number
}

/** Plans the day on one thread, as `bench/plan.ts` does; where paid hours are the objective, travel costs nothing by itself. */
export function planOurs({ day: read, orders }: BenchmarkDay, seconds: number, seed: number, objective: string): PeerPlan {
  const day = objective === 'paid' ? paidDay(read) : read
  const cpu = process.cpuUsage()
  const start = performance.now()
  const elapsed = () => (performance.now() - start) / 1000
  const routing = new Routing(day)
  for (const order of orders) routing.enter(order)
  for (const order of orders) routing.place(order.id)
  routing.improve({
    evaluations: Infinity,
    chance: new Random(seed),
    done: () => Math.min(1, elapsed() / seconds),
    interrupted: () => elapsed() >= seconds,
  })
  const { user, system } = process.cpuUsage(cpu)
  const took = { seconds: elapsed(), cpu: (user + system) / 1e6 }
  const routes = routing.plan().routes.map(({ steps }) => steps.flatMap((step) => (step.type === 'order' ? [Number(step.id)] : [])))
  return { routes, ...took }
}

function paidDay(day: Day): Day {
  const couriers = day.couriers.map(({ id, capacity, shifts }) => ({
    id, capacity, shifts: shifts.map(({ start, end, from, to }) => ({ start, end, from, to })), costs: { perHour: 0, perPaidHour: 3600 },
  }))
  return makeDay({ couriers, travel: day.travel })
}
