/** What one desk did, as data that other desks of the same day can follow. */
import { InputError } from '../base/errors.ts'
import { readEvent } from '../booking/check.ts'
import type { BookingEvent } from '../booking/event.ts'
import type { LedgerState } from '../booking/ledger.ts'
import type { Day } from '../model/day.ts'
import type { Plan, PlanRoute, PlanStep } from '../model/nouns.ts'
import { readPlan } from '../model/plan.ts'
import { liveBooking, placedOrder } from './on-the-road.ts'
import type { PlacedOrder } from './on-the-road.ts'

/** JSON data: everything that happened at a desk between two moments. */
export interface DeskChange {
  readonly events: readonly BookingEvent[]
  /** The routes that changed, as they were in the end; those with nothing left to do have no steps. */
  readonly routes: readonly PlanRoute[]
  /** How often the routes had been improved in the end. */
  readonly improvements: number
  /** When the last of it happened by the desk's clock, in epoch milliseconds. Never before an earlier change. */
  readonly at: number
}

/** A desk at one moment. */
export interface Standing {
  readonly ledger: LedgerState
  readonly plan: Plan
  readonly improvements: number
  readonly at: number
}

/** What led from one standing to a later one by these events; `undefined` where nothing did. */
export function changeBetween(before: Standing, after: Standing, events: readonly BookingEvent[]): DeskChange | undefined {
  const untouched = before.ledger === after.ledger && before.plan === after.plan && before.improvements === after.improvements
  if (untouched) return undefined
  const moved = movedOrders(before.ledger, after.ledger, events)
  const routes = moved.size === 0 && before.plan === after.plan ? [] : changedRoutes(before.plan, after.plan, moved)
  const same = events.length === 0 && routes.length === 0 && before.improvements === after.improvements
  return same ? undefined : { events, routes, improvements: after.improvements, at: after.at }
}

/** Orders that left the routes or came into them, or were promised another window: what is promised afterwards. */
export function movedOrders(
  before: LedgerState, after: LedgerState, events: readonly BookingEvent[],
): Map<string, PlacedOrder | undefined> {
  const moved = new Map<string, PlacedOrder | undefined>()
  for (const event of events) {
    const id = event.booking
    const booking = id === undefined ? undefined : (after.bookings.get(id) ?? before.bookings.get(id))
    if (booking === undefined) continue
    const { order } = booking
    const was = liveBooking(before, order.id)
    const is = liveBooking(after, order.id)
    if (was?.order === is?.order && was?.slot === is?.slot) continue
    moved.set(order.id, is && placedOrder(is))
  }
  return moved
}

/** Routes of `after` with other steps than before, or with an order that was promised another window where it stands. */
export function changedRoutes(before: Plan, after: Plan, moved: ReadonlyMap<string, unknown>): PlanRoute[] {
  const earlier = new Map(before.routes.map((route) => [keyOf(route), route]))
  const routes: PlanRoute[] = []
  for (const route of after.routes) {
    const was = earlier.get(keyOf(route))
    earlier.delete(keyOf(route))
    const stands = was !== undefined && sameSteps(was.steps, route.steps) && !route.steps.some((step) => isOf(step, moved))
    if (!stands) routes.push({ courier: route.courier, shift: route.shift, steps: route.steps })
  }
  for (const { courier, shift } of earlier.values()) routes.push({ courier, shift, steps: [] })
  return routes
}

function keyOf({ courier, shift }: PlanRoute): string {
  return `${shift} ${courier}`
}

function isOf(step: PlanStep, moved: ReadonlyMap<string, unknown>): boolean {
  return step.type === 'order' && moved.has(step.id)
}

function sameSteps(one: readonly PlanStep[], other: readonly PlanStep[]): boolean {
  return one.length === other.length && one.every((step, i) => sameStep(step, other[i]!))
}

function sameStep(one: PlanStep, other: PlanStep): boolean {
  if (one.type === 'via' || other.type === 'via') return JSON.stringify(one) === JSON.stringify(other)
  return one.type === other.type && (one.type === 'reload' || one.id === (other as typeof one).id)
}

/** A change from JSON values. Throws {@link InputError} with what is wrong with it. */
export function readChange(value: unknown, day: Day, path: string): DeskChange {
  const { events, routes, improvements, at } = (value ?? {}) as Record<string, unknown>
  const remedy = 'give what changesSince() returned'
  if (!Array.isArray(events)) throw mismatch(`${path}.events`, events, remedy)
  if (!Number.isSafeInteger(improvements)) throw mismatch(`${path}.improvements`, improvements, remedy)
  if (at !== undefined && !Number.isSafeInteger(at)) throw mismatch(`${path}.at`, at, remedy)
  const read = events.map((event, i) => readEvent(event, `${path}.events[${i}]`))
  return {
    events: read,
    routes: readPlan({ routes }, day, path).routes,
    improvements: improvements as number,
    // Changes that were noted before they had a moment.
    at: (at as number | undefined) ?? read.at(-1)?.at ?? 0,
  }
}

/** The error of a change that does not fit the desk that follows it. */
export function mismatch(path: string, got: unknown, remedy: string): InputError {
  return new InputError({ code: 'snapshot-mismatch', path, got, remedy })
}
