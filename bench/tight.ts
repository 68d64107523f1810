/** Tight real days: grocery days filled to the last order that fits, and the customers who ask after that. */
import { assert } from '../src/base/assert.ts'
import { Random } from '../src/base/random.ts'
import type { Day } from '../src/model/day.ts'
import type { Order, PlanRoute, Slot } from '../src/model/nouns.ts'
import { Routing } from '../src/routing/routing.ts'
import type { KnownDay } from './days.ts'

/** How full a day is: until an order has no direct gap, or until a search finds no place for one either. */
export type Filling = 'gaps' | 'search'

/** A full day and who asks next. The routes keep all promised orders. */
export interface TightDay {
  readonly day: Day
  readonly promised: readonly Order[]
  readonly routes: readonly PlanRoute[]
  readonly requests: readonly Order[]
  readonly slots: readonly Slot[]
}

const REQUESTS = 24
const SLOTS = 10

/** Gaps looked at between two orders, and for an order without a direct gap. */
const BETWEEN = 1_000_000
const FOR_ONE = 6_000_000

/**
 * Books the orders of the file in a random order, each with its own window, with as many couriers as the best known plan has routes and
 * search between, until the first that has no place; where all have one, the same orders come again as other customers. Half of those who
 * ask then are orders that are left, as many as there are; the others live where somebody is served already. All ask for ten slots, which
 * part the day.
 */
export function tightDay(known: KnownDay, seed: number, filling: Filling): TightDay {
  const { day, orders } = known.read(known.routes)
  const routing = new Routing(day)
  const chance = new Random(seed)
  const arrivals = [...orders]
  chance.fork('arrivals').shuffle(arrivals)
  const again = arrivals.map((order): Order => ({ ...order, id: `${order.id} again` }))
  const promised: Order[] = []
  for (const [i, order] of [...arrivals, ...again].entries()) {
    routing.enter(order)
    const placed = routing.place(order.id) || (filling === 'search' && placeBySearch(routing, order.id, chance.fork(`order ${i}`)))
    if (!placed) {
      routing.leave(order.id)
      break
    }
    promised.push(order)
    routing.improve({ evaluations: BETWEEN, chance: chance.fork(`between ${i}`) })
  }
  const asking = arrivals.slice(promised.length, promised.length + REQUESTS / 2)
  const draws = chance.fork('requests')
  while (asking.length < REQUESTS) asking.push(promised[draws.below(promised.length)]!)
  const requests = asking.map((order, i): Order => ({ ...order, id: `request ${i}` }))
  const { start, end } = day.routes[0]!.shift
  const width = (end - start) / SLOTS
  const slots = Array.from({ length: SLOTS }, (_, i): Slot => ({
    id: `slot ${i}`, window: { start: Math.round(start + i * width), end: Math.round(start + (i + 1) * width) },
  }))
  return { day, promised, routes: routing.plan().routes, requests, slots }
}

function placeBySearch(routing: Routing, id: string, chance: Random): boolean {
  return routing.improve({ evaluations: FOR_ONE, chance }).served.includes(id)
}

/** The day's routing, made anew. */
export function routedDay({ day, promised, routes }: TightDay): Routing {
  const routing = new Routing(day)
  for (const order of promised) routing.enter(order)
  assert(routing.adopt(routes), 'the tight day is legal')
  return routing
}
