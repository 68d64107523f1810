/** How a day is planned for so many seconds: the same for our own tables and beside other solvers. */
import { Random } from '../src/base/random.ts'
import type { Day } from '../src/model/day.ts'
import { makeDay } from '../src/model/day.ts'
import type { Order } from '../src/model/nouns.ts'
import { Routing } from '../src/routing/routing.ts'

/** A plan, and what it took. */
export interface Planned {
  readonly routing: Routing
  readonly evaluations: number
  readonly rounds: number
  readonly seconds: number
}

/** Orders are inserted as listed, and then improved until the seconds of the clock are over. One thread. */
export function planDay(day: Day, orders: readonly Order[], seconds: number, seed: number): Planned {
  const start = performance.now()
  const elapsed = () => (performance.now() - start) / 1000
  const routing = new Routing(day)
  for (const order of orders) routing.enter(order)
  for (const order of orders) routing.place(order.id)
  const { evaluations, rounds } = routing.improve({
    evaluations: Infinity,
    chance: new Random(seed),
    done: () => Math.min(1, elapsed() / seconds),
    interrupted: () => elapsed() >= seconds,
  })
  return { routing, evaluations, rounds, seconds: elapsed() }
}

/** The same day with couriers who cost 3600 a paid hour, and so much a travel hour. */
export function paidDay(day: Day, perHour: number): Day {
  const couriers = day.couriers.map(({ id, capacity, shifts }) => ({
    id, capacity, shifts: shifts.map(({ start, end, from, to }) => ({ start, end, from, to })), costs: { perHour, perPaidHour: 3600 },
  }))
  return makeDay({ couriers, travel: day.travel })
}
