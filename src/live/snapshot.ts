/** What must outlive the process: the ledger, and the routes with it, because rebuilding routes by insertion may fail. */
import { InputError } from '../base/errors.ts'
import { promises } from '../booking/ledger.ts'
import type { LedgerState } from '../booking/ledger.ts'
import { restore, snapshot } from '../booking/replay.ts'
import type { LedgerSnapshot } from '../booking/replay.ts'
import type { Day } from '../model/day.ts'
import type { Order, Plan } from '../model/nouns.ts'
import { legal } from '../model/legal.ts'
import { readPlan, writePlan } from '../model/plan.ts'
import { Routing } from '../routing/routing.ts'
import type { Calendar } from '../time/calendar.ts'
import { placedOrder } from './change.ts'

/** JSON data. Take it back with the same couriers, slots and travel. */
export interface DeskSnapshot {
  readonly kind: 'slotsmith-day'
  readonly version: 1
  readonly date: string
  readonly zone: string
  readonly seed: number
  readonly improvements: number
  readonly ledger: LedgerSnapshot
  readonly plan: Plan
}

/** The day as JSON data. The same events, seed and improvements give the same bytes. */
export function takeSnapshot(
  { calendar, seed }: { readonly calendar: Calendar; readonly seed: number }, ledger: LedgerState, plan: Plan, improvements: number,
): DeskSnapshot {
  return {
    kind: 'slotsmith-day', version: 1, date: calendar.date, zone: calendar.zone, seed, improvements, ledger: snapshot(ledger),
    plan: writePlan(plan),
  }
}

/**
 * The ledger and the routes of a snapshot.
 * @throws {InputError} `snapshot-mismatch` where it is of another day or version, or its routes do not keep its promises on this day
 */
export function readSnapshot(
  value: unknown, day: Day, calendar: Calendar,
): { ledger: LedgerState; routing: Routing; improvements: number } {
  const stored = value as DeskSnapshot | null
  if (stored?.kind !== 'slotsmith-day' || stored.version !== 1) throw mismatch('kind', stored?.kind, 'give what snapshot() returned')
  if (stored.date !== calendar.date) throw mismatch('date', stored.date, `open the day ${stored.date}`)
  if (stored.zone !== calendar.zone) throw mismatch('zone', stored.zone, `open the day in ${stored.zone}`)
  if (!Number.isSafeInteger(stored.improvements)) throw mismatch('improvements', stored.improvements, 'give what snapshot() returned')
  const ledger = restore(stored.ledger)
  const plan = readPlan(stored.plan, day, 'snapshot.plan')
  const placed = promises(ledger).map(placedOrder)
  const orders = placed.map(({ order }) => order)
  for (const order of orders) checkPlace(order, day)
  const [violation] = legal(day, orders, plan)
  if (violation) throw mismatch('plan', violation.detail, 'open the day with the couriers and travel that it was stored with')
  const routing = new Routing(day)
  for (const { order, turn } of placed) routing.enter(order, turn)
  if (!routing.adopt(plan.routes)) throw mismatch('plan', 'routes', 'open the day with the couriers and travel that it was stored with')
  return { ledger, routing, improvements: stored.improvements }
}

/** The judge asks for travel times; that needs places that the travel sources know. */
export function checkPlace(order: Order, day: Day): void {
  const { place, collectAt, bringTo } = order
  for (const [field, at] of Object.entries({ place, 'collectAt.place': collectAt?.place, 'bringTo.place': bringTo?.place })) {
    for (const source of day.travel.values()) {
      const why = at === undefined ? undefined : source.refuses(at)
      if (why !== undefined) throw mismatch(`ledger.orders.${order.id}.${field}`, at, why)
    }
  }
  for (const [field, load] of Object.entries({ delivery: order.delivery, pickup: order.pickup })) {
    if (load.length === day.dimensions) continue
    throw mismatch(`ledger.orders.${order.id}.${field}`, load, `open the day with ${load.length} load dimensions`)
  }
}

function mismatch(path: string, got: unknown, remedy: string): InputError {
  return new InputError({ code: 'snapshot-mismatch', path: `snapshot.${path}`, got, remedy })
}
