/** What must outlive the process: the ledger, and the routes with it, because rebuilding routes by insertion may fail. */
import { InputError } from '../base/errors.ts'
import { promises } from '../booking/ledger.ts'
import type { LedgerState } from '../booking/ledger.ts'
import { restore, snapshot } from '../booking/replay.ts'
import type { LedgerSnapshot } from '../booking/replay.ts'
import type { Road } from '../booking/road.ts'
import type { Day } from '../model/day.ts'
import type { Order, Plan } from '../model/nouns.ts'
import { legal } from '../model/legal.ts'
import { readPlan, writePlan } from '../model/plan.ts'
import type { Routing } from '../routing/routing.ts'
import type { Calendar } from '../time/calendar.ts'
import { goingOn, layRoutes, placedOrder, restOf } from './on-the-road.ts'

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
    plan: writePlan({ routes: plan.routes.map(({ courier, shift, steps }) => ({ courier, shift, steps })) }),
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
  const orders = promises(ledger).map((booking) => placedOrder(booking).order)
  for (const order of orders) checkPlace(order, day)
  const remedy = 'open the day with the couriers and travel that it was stored with'
  for (const road of ledger.roads.values()) checkRoad(road, day)
  const rest = restOf(day, ledger)
  const whole = goingOn(day, rest, plan)
  if (whole === undefined) throw mismatch('plan', 'routes that do not begin with what has happened', remedy)
  const [violation] = legal(day, orders, whole)
  if (violation) throw mismatch('plan', violation.detail, remedy)
  const routing = layRoutes(rest, ledger, whole)
  if (routing === undefined) throw mismatch('plan', 'routes', remedy)
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

/** What is left of the day needs a shift that the day has, its breaks and reloads, and a place that the travel sources know. */
export function checkRoad({ courier, shift, steps, at }: Road, day: Day): void {
  const spec = day.routes.find((one) => one.courier.id === courier && one.shiftIndex === shift)
  const remedy = 'open the day with the couriers that it was stored with'
  if (spec === undefined) throw mismatch('ledger.roads', courier, remedy)
  const known = new Set(spec.shift.breaks.map(({ id }) => id))
  const strange = steps.find((step) => step.type === 'break' && !known.has(step.id))
  const reloads = steps.filter(({ type }) => type === 'reload').length
  if (strange || reloads > (spec.shift.reload?.most ?? 0)) throw mismatch('ledger.roads', courier, remedy)
  for (const place of [at, ...steps.flatMap((step) => (step.type === 'via' ? [step.place] : []))]) {
    for (const source of day.travel.values()) {
      const why = source.refuses(place)
      if (why !== undefined) throw mismatch('ledger.roads', place, why)
    }
  }
}

function mismatch(path: string, got: unknown, remedy: string): InputError {
  return new InputError({ code: 'snapshot-mismatch', path: `snapshot.${path}`, got, remedy })
}
