/** Opening a desk over promises that exist already, as from another system or a file: they become confirmed bookings. */
import { assert } from '../base/assert.ts'
import { InputError } from '../base/errors.ts'
import type { Problem } from '../base/errors.ts'
import { Random } from '../base/random.ts'
import { noteId, readList, readObject, throwIfAny } from '../base/read.ts'
import { decide } from '../booking/decide.ts'
import { applyAll, emptyLedger } from '../booking/ledger.ts'
import type { LedgerState } from '../booking/ledger.ts'
import type { Day } from '../model/day.ts'
import { legal } from '../model/legal.ts'
import type { Order, Plan } from '../model/nouns.ts'
import { readOrder } from '../model/order.ts'
import type { OrderInput } from '../model/order.ts'
import { readPlan } from '../model/plan.ts'
import { Routing } from '../routing/routing.ts'
import type { Calendar } from '../time/calendar.ts'
import { toLocalTime } from '../time/calendar.ts'
import { checkLength } from './request.ts'

/** Promises made elsewhere, and the routes that keep them. */
export interface Promised {
  /** Each with the one window that was promised. */
  readonly orders: readonly OrderInput[]
  /** Without it, routes are looked for. */
  readonly plan?: Plan | undefined
}

const MOST_PROMISED = 100_000

/** Gaps that may be looked at per order where no plan is given and the orders do not fit one after the other. */
const EVALUATIONS_PER_ORDER = 200_000

/**
 * A ledger in which the orders are confirmed, at `now` (epoch milliseconds), and the routes that keep them. The booking of order `x`
 * is `b:promised x`.
 * @throws {InputError} with all that is wrong with the orders; `promise-unkept` where the plan, or any plan found, breaks a promise
 */
export function readPromised(
  value: Promised, day: Day, calendar: Calendar, now: number, seed: number,
): { ledger: LedgerState; routing: Routing } {
  const problems: Problem[] = []
  const fields = readObject(value, ['orders', 'plan'], 'promised', problems)
  const orders = fields === undefined ? [] : readOrders(fields['orders'], day, problems)
  throwIfAny(problems)
  const routing = new Routing(day)
  for (const order of orders) routing.enter(order)
  if (fields!['plan'] === undefined) findRoutes(routing, seed)
  else adoptPlan(routing, orders, readPlan(fields!['plan'], day, 'promised.plan'))
  return { ledger: confirmAll(orders, calendar, now), routing }
}

function readOrders(value: unknown, day: Day, problems: Problem[]): Order[] {
  const orders: Order[] = []
  const ids = new Set<string>()
  for (const [i, entry] of (readList(value, MOST_PROMISED, 'promised.orders', problems) ?? []).entries()) {
    const path = `promised.orders[${i}]`
    const order = readOrder(entry, day, path, problems)
    if (order === undefined) continue
    noteId(order.id, ids, `${path}.id`, problems)
    if (order.windows.length > 1) {
      const remedy = 'give the one window that was promised'
      problems.push({ code: 'window-overlap', path: `${path}.windows`, got: order.windows, remedy })
    }
    checkLength(order, path, problems)
    orders.push(order)
  }
  return orders
}

function adoptPlan(routing: Routing, orders: readonly Order[], plan: Plan): void {
  const left = plan.routes.find(({ begun }) => begun !== undefined)
  if (left) throw unkept('promised.plan', left.courier, 'give the routes without what has begun, and observe the couriers at the desk')
  const [violation] = legal(routing.day, orders, plan)
  if (violation) throw unkept('promised.plan', violation.detail, 'give a plan that keeps every promise, or none')
  const adopted = routing.adopt(plan.routes)
  assert(adopted, 'a legal plan is adopted')
}

/** Narrow windows first, then a search for places for those left over. */
function findRoutes(routing: Routing, seed: number): void {
  const width = (id: string) => routing.order(id).windows[0]!.end - routing.order(id).windows[0]!.start
  const ids = routing.absent().sort((a, b) => width(a) - width(b) || (a < b ? -1 : 1))
  for (const id of ids) routing.place(id)
  if (routing.absent().length > 0) {
    const chance = new Random(seed).fork('promised')
    routing.improve({ evaluations: EVALUATIONS_PER_ORDER * ids.length, chance, interrupted: ({ absent }) => absent === 0 })
  }
  const [left] = routing.absent()
  if (left !== undefined) throw unkept('promised.orders', left, 'give the plan that keeps this order, add couriers, or leave it out')
}

function confirmAll(orders: readonly Order[], calendar: Calendar, now: number): LedgerState {
  let ledger = emptyLedger()
  for (const [i, order] of orders.entries()) {
    const [window] = order.windows
    const slot = { id: `${toLocalTime(calendar, window!.start)}-${toLocalTime(calendar, window!.end)}`, window: window! }
    const booking = `b:promised ${order.id}`
    const held = decide(ledger, { id: `~promised ${i}`, type: 'hold', booking, order, slot, by: 'promised', for: 1000 }, now)
    ledger = applyAll(ledger, held.events)
    const confirmed = decide(ledger, { id: `~promised and confirmed ${i}`, type: 'confirm', booking }, now)
    assert(held.ok && confirmed.ok, 'an order that nobody holds can be held and confirmed')
    ledger = applyAll(ledger, confirmed.events)
  }
  return ledger
}

function unkept(path: string, got: unknown, remedy: string): InputError {
  return new InputError({ code: 'promise-unkept', path, got, remedy })
}
