/** Our offers of a small day beside the exact answer, each taken to the end: held, confirmed, and judged. */
import { Random } from '../../src/base/random.ts'
import { openDesk } from '../../src/live/open-day.ts'
import { makeDay } from '../../src/model/day.ts'
import { legal } from '../../src/model/legal.ts'
import type { Order, Plan, Slot } from '../../src/model/nouns.ts'
import { makeOrder } from '../../src/model/order.ts'
import { Routing } from '../../src/routing/routing.ts'
import { feasibleSlots } from '../../src/slots/feasible.ts'
import { openCalendar } from '../../src/time/calendar.ts'
import { manualClock } from '../../src/time/clock.ts'
import { exactSlots } from './exact.ts'
import type { SmallDay } from './fleet.ts'

/** What became of the slots of one day, by id. */
export interface Comparison {
  readonly seed: number
  readonly features: readonly string[]
  readonly slots: readonly string[]
  /** Some legal plan keeps them. */
  readonly keepable: readonly string[]
  /** Offered without moving anybody. */
  readonly direct: readonly string[]
  readonly offered: readonly string[]
  /** Refused, and said to be proved impossible. */
  readonly proved: readonly string[]
  /** What went wrong with what was offered, in words. */
  readonly unsound: readonly string[]
}

/** What was answered, and how to take an offer: `undefined` where that is refused. */
interface Answered {
  readonly offered: readonly string[]
  readonly proved: readonly string[]
  readonly take: (slot: Slot) => Plan | undefined
}

/** Asks for all slots, with so many evaluations for those that have no direct gap, and no more where nothing can be offered. */
export function compare(small: SmallDay, repairEvaluations: number): Comparison {
  const { seed, features, day, orders, slots } = small
  const newcomer = makeOrder(small.newcomer, day)
  const exact = exactSlots(day, orders, newcomer, slots)
  const keepable = slots.filter((_, i) => exact[i]).map(({ id }) => id)
  const direct = askRoutes(small, newcomer, 0).offered
  // A desk promises one window; an order with several can only be asked of the routes.
  const isBookable = orders.every(({ windows }) => windows.length === 1)
  const answered = isBookable ? askDesk(small, direct, repairEvaluations) : askRoutes(small, newcomer, repairEvaluations)
  const unsound: string[] = []
  for (const slot of slots.filter(({ id }) => answered.offered.includes(id))) {
    const plan = answered.take(slot)
    const wrong = plan === undefined ? 'is refused when it is taken' : judged(small, newcomer, slot, plan)
    if (wrong !== undefined) unsound.push(`${slot.id} ${wrong}`)
    else if (!keepable.includes(slot.id)) unsound.push(`${slot.id} is kept by a plan unknown to the exact answer: ${JSON.stringify(plan)}`)
  }
  const { offered, proved } = answered
  return { seed, features: [...features], slots: slots.map(({ id }) => id), keepable, direct, offered, proved, unsound }
}

function judged({ day, orders }: SmallDay, newcomer: Order, slot: Slot, plan: Plan): string | undefined {
  if (plan.routes.some(({ steps }) => steps.some(({ type }) => type === 'via'))) return 'drives through a place without stopping'
  const [violation] = legal(day, [...orders, { ...newcomer, windows: [slot.window] }], plan)
  return violation && `is kept by a plan that is not legal, ${violation.code}: ${violation.detail}`
}

function askRoutes(small: SmallDay, newcomer: Order, evaluations: number): Answered {
  const open = (): Routing => {
    const routing = new Routing(small.day)
    for (const order of small.orders) routing.enter(order)
    if (!routing.adopt(small.plan.routes)) throw new Error(`seed ${small.seed}: the routes refuse a plan that the judge calls legal`)
    return routing
  }
  const { fits, misses } = feasibleSlots(open(), newcomer, small.slots, { evaluations, chance: new Random(1).fork('repair') })
  const take = (slot: Slot): Plan | undefined => {
    const routing = open()
    routing.enter({ ...newcomer, windows: [slot.window] })
    const { rearranged } = fits.find((fit) => fit.slot === slot)!
    return (rearranged ? routing.adopt(rearranged) : routing.place(newcomer.id)) ? routing.plan() : undefined
  }
  return { offered: fits.map(({ slot }) => slot.id), proved: misses.filter(({ reason }) => reason.proved).map(({ slot }) => slot.id), take }
}

function askDesk({ input, plan, promised, newcomer, slots }: SmallDay, direct: readonly string[], repairEvaluations: number): Answered {
  const calendar = openCalendar('2026-12-01', 'Europe/Berlin')
  const clock = manualClock('2026-11-30T12:00:00+01:00')
  const { windows: _, ...order } = newcomer
  const ask = (wanted: readonly Slot[]) => {
    const budgets = { repairEvaluations, lastResortEvaluations: repairEvaluations }
    const settings = { clock, ...budgets, reliability: false as const, promised: { orders: promised, plan } }
    const desk = openDesk(makeDay(input, calendar), calendar, settings)
    return { desk, answer: desk.offer({ ...order, slots: wanted.map(({ id, window }) => ({ id, ...window })) }) }
  }
  const first = ask(slots)
  let isUntouched = true
  const take = (slot: Slot): Plan | undefined => {
    // An offer stands until the first change: each is taken at a desk at which nothing has happened. A direct gap is found by itself.
    const { desk, answer } = isUntouched ? first : ask(direct.includes(slot.id) ? [slot] : slots)
    isUntouched = false
    const hold = desk.hold(answer.offered.find((offer) => offer.slot === slot.id)!)
    return hold.ok && desk.confirm(hold.id).ok ? desk.plan() : undefined
  }
  const { offered, refused } = first.answer
  return { offered: offered.map(({ slot }) => slot), proved: refused.filter(({ reason }) => reason.proved).map(({ slot }) => slot), take }
}
