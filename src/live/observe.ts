/** From what was seen of a courier to what is known of the road: which steps are over, and what comes too late from there on. */
import { InputError } from '../base/errors.ts'
import type { Observe } from '../booking/command.ts'
import { decideObserve } from '../booking/decide.ts'
import { promises } from '../booking/ledger.ts'
import type { LedgerState } from '../booking/ledger.ts'
import type { ObserveRefusalCode } from '../booking/refusal.ts'
import type { Late, Road } from '../booking/road.ts'
import { roadKey } from '../booking/road.ts'
import type { Day, RouteSpec } from '../model/day.ts'
import type { Begun, Made, Order, Plan, PlanRoute, PlanStep } from '../model/nouns.ts'
import type { Goods } from '../model/rest.ts'
import type { Stop } from '../model/stop.ts'
import { isFromDepot, isVisit, placeOf, stopsOf } from '../model/stop.ts'
import { plannedStart } from '../model/timetable.ts'
import { walk } from '../model/walk.ts'
import type { Calendar } from '../time/calendar.ts'
import type { Seconds } from '../time/seconds.ts'
import type { Place } from '../travel/place.ts'
import { observedOf } from './answer.ts'
import type { ObserveAnswer } from './answer.ts'
import { readObservation } from './observation.ts'
import type { ReadObservation } from './observation.ts'
import { liveBooking, placedOrder } from './on-the-road.ts'
import type { DeskState } from './state.ts'

/** Takes down what was seen. Throws {@link InputError} where it makes no sense; nothing has changed then. */
export function observe(state: DeskState, calendar: Calendar, observation: unknown, id: string, now: number): ObserveAnswer {
  const { day, ledger } = state
  const seen = readObservation(observation, day, calendar)
  const { spec, done: made, at, free, left } = seen
  const where = { ...(at === undefined ? {} : { at }), free, ...(left === undefined ? {} : { left }) }
  const command: Observe = { id, type: 'observe', courier: spec.courier.id, shift: spec.shiftIndex, made, ...where }
  const orders = new Map(promises(ledger).map((booking) => [booking.order.id, placedOrder(booking).order]))
  // Who repeats a command is answered as then, whatever has become of the route.
  const road = ledger.answers.has(id) ? 'not-in-route' : roadOf(day, ledger, orders, state.plan(), seen)
  const decision = decideObserve(ledger, command, road, now)
  state.apply(decision.events)
  if (!decision.ok) return { ok: false, refusal: decision.refusal, repeated: decision.repeated }
  return observedOf(calendar, decision.road, decision.repeated)
}

/**
 * Where the courier is on the route of the plan, or why that cannot be.
 * @param orders promised, by id
 * @throws {InputError} where moments do not follow each other, or no place is known
 */
function roadOf(
  day: Day, ledger: LedgerState, orders: ReadonlyMap<string, Order>, plan: Plan, seen: ReadObservation,
): Road | ObserveRefusalCode {
  const { spec } = seen
  const name = { courier: spec.courier.id, shift: spec.shiftIndex }
  const route = plan.routes.find(({ courier, shift }) => courier === name.courier && shift === name.shift) ?? idle(spec)
  const earlier = ledger.roads.get(roadKey(name))
  const count = stepsDone(route.steps, seen.done)
  if (count === undefined) return 'not-in-route'
  if (count < (earlier?.steps.length ?? 0)) return 'goes-back'
  const steps = route.steps.slice(0, count)
  const stops = stopsOf(spec, route.steps, orders)
  const at = seen.at ?? lastPlace(stops.slice(0, count)) ?? spec.shift.from
  if (at === null) throw new InputError({ code: 'missing', path: 'at', got: undefined, remedy: 'say from where the courier goes on' })
  const leftBefore = earlier?.left ?? plannedStart(day, spec, stops)
  const left = seen.left ?? (earlier && earlier.steps.length > 0 ? leftBefore : Math.min(leftBefore, firstMoment(seen)))
  if (left > seen.free) throw outOfOrder('from', left, seen.free)
  const made = madeOf(day, spec, stops, steps, { ...seen, at }, left, earlier)
  const aboard = aboardAfter(route.steps, count, orders, earlier)
  const begun = { left, made, at, free: seen.free, aboard: [], allowed: [] }
  const late = [...lateFrom(day, ledger, spec, stops, begun), ...lateElsewhere(ledger, route.steps, earlier)]
  return { ...name, left, steps, made, at, free: seen.free, aboard, late }
}

/** A shift without orders. */
function idle({ courier, shiftIndex, shift }: RouteSpec): PlanRoute {
  return { courier: courier.id, shift: shiftIndex, steps: shift.breaks.map(({ id }) => ({ type: 'break', id })) }
}

/** How many steps of the route those are, with the places driven through before them; `undefined` where it begins in another way. */
function stepsDone(steps: readonly PlanStep[], done: ReadObservation['done']): number | undefined {
  let at = 0
  for (const one of done) {
    while (steps[at]?.type === 'via' && !isSame(steps[at]!, one)) at++
    if (at === steps.length || !isSame(steps[at]!, one)) return undefined
    at++
  }
  return at
}

function isSame(step: PlanStep, other: PlanStep): boolean {
  if (step.type !== other.type) return false
  if (step.type === 'via') return JSON.stringify(step.place) === JSON.stringify((other as typeof step).place)
  return step.type === 'reload' || step.id === (other as typeof step).id
}

function lastPlace(stops: readonly Stop[]): Place | undefined {
  const last = stops.findLast((stop) => stop.type !== 'break')
  return last && placeOf(last)
}

function firstMoment({ done, free }: ReadObservation): Seconds {
  return done.reduce((least, { start, depart }) => Math.min(least, start ?? Infinity, depart ?? Infinity), free)
}

/** When each step was made: as seen, as it was known before, or as planned, in order and no later than what is known of those after it. */
function madeOf(
  day: Day, spec: RouteSpec, stops: readonly Stop[], steps: readonly PlanStep[], seen: ReadObservation & { at: Place }, left: Seconds,
  earlier: Road | undefined,
): readonly Made[] {
  const { done, at, free } = seen
  const told = toldTimes(steps, done)
  const known = earlier?.made ?? []
  const begun: Begun | undefined = earlier && { ...earlier, left, aboard: [], allowed: [] }
  const planned = new Map(walk(day, spec, stops, { from: left, begun }).map((visit) => [visit.index, visit]))
  const last = steps.length - 1
  const stays = last >= 0 && (stops[last]!.type === 'break' || day.grid.isSame(lastPlace(stops.slice(0, steps.length)) ?? at, at))
  const latest: Seconds[] = []
  for (let i = last, bound = free; i >= 0; i--) {
    const { depart = known[i]?.depart, start = known[i]?.start } = told[i]!
    bound = Math.min(bound, depart ?? Infinity)
    latest[i] = bound
    bound = Math.min(bound, start ?? Infinity)
  }
  let now = left
  return steps.map((_, i) => {
    const end = latest[i]!
    const start = told[i]!.start ?? known[i]?.start ?? Math.min(end, Math.max(now, planned.get(i)!.start))
    const whenDone = i === last && stays ? free : Math.max(start, planned.get(i)!.depart)
    const depart = told[i]!.depart ?? (known[i]?.depart !== undefined && i < last ? known[i]!.depart : Math.min(end, whenDone))
    if (start < now || depart < start || depart > end) throw outOfOrder(`done[${i}]`, start, depart)
    now = depart
    return Object.freeze({ start, depart })
  })
}

function outOfOrder(path: string, earlier: Seconds, later: Seconds): InputError {
  const remedy = 'let the moments follow each other: left, start and depart of each step, from'
  return new InputError({ code: 'out-of-range', path, got: `${earlier} to ${later}`, remedy })
}

/** What was told of each step; nothing of places driven through that were not named. */
function toldTimes(steps: readonly PlanStep[], done: ReadObservation['done']): { start?: Seconds; depart?: Seconds }[] {
  let next = 0
  return steps.map((step) => {
    const one = done[next]
    if (one === undefined || !isSame(step, one)) return {}
    next++
    return { ...(one.start === undefined ? {} : { start: one.start }), ...(one.depart === undefined ? {} : { depart: one.depart }) }
  })
}

/**
 * What the last loading was for: known since then, or all of the present trip. Who is in the trip without goods needs no release any more:
 * the trip has started.
 */
function aboardAfter(
  steps: readonly PlanStep[], count: number, orders: ReadonlyMap<string, Order>, earlier: Road | undefined,
): readonly Goods[] {
  const loadings = (list: readonly PlanStep[]) => list.filter(({ type }) => type === 'reload').length
  const first = steps.slice(0, count).findLastIndex(({ type }) => type === 'reload') + 1
  const next = steps.findIndex(({ type }, i) => i >= count && type === 'reload')
  const trip = steps.slice(first, next < 0 ? steps.length : next).flatMap((step) => (step.type === 'order' ? [orders.get(step.id)!] : []))
  const known = earlier && loadings(earlier.steps) === loadings(steps.slice(0, count)) ? earlier.aboard : undefined
  const isListed = new Set(known?.map(({ id }) => id))
  const added = trip.filter((order) => (known === undefined && isFromDepot(order)) || isOnlyReleased(order))
  const goods = added.map(({ id, delivery, bringTo }): Goods => ({ id, delivery, takes: bringTo !== undefined }))
  return [...(known ?? []), ...goods.filter(({ id }) => !isListed.has(id))]
}

/** Whether the order waits for its release and for no goods. */
function isOnlyReleased(order: Order): boolean {
  return order.release !== undefined && !isFromDepot(order)
}

/** What comes too late, or is too far, on the way that is left. */
function lateFrom(day: Day, ledger: LedgerState, spec: RouteSpec, stops: readonly Stop[], begun: Begun): Late[] {
  const late: Late[] = []
  const visits = walk(day, spec, stops, { from: begun.left, begun })
  for (const { stop, start, lateBy: by } of visits) {
    if (by === 0) continue
    if (stop === undefined) late.push({ type: 'end', until: start, by })
    else if (stop.type === 'break') late.push({ type: 'break', id: stop.pause.id, until: start, by })
    else if ('order' in stop) {
      late.push({ type: stop.type, id: stop.order.id, until: start, by, placed: liveBooking(ledger, stop.order.id)!.placed })
    }
  }
  const { travel, metres } = visits.at(-1)!
  const { maxTravelTime, maxDistance } = spec.courier
  if (travel > maxTravelTime) late.push({ type: 'travel', until: travel, by: travel - maxTravelTime })
  if (metres > maxDistance) late.push({ type: 'metres', until: metres, by: metres - maxDistance })
  return late
}

/** Orders that this courier was late for, and that somebody else is to visit now. */
function lateElsewhere(ledger: LedgerState, steps: readonly PlanStep[], earlier: Road | undefined): Late[] {
  const here = new Set(steps.flatMap((step) => (isVisit(step) && 'id' in step ? [step.id] : [])))
  return (earlier?.late ?? []).filter(({ id, placed }) => {
    return placed !== undefined && !here.has(id!) && liveBooking(ledger, id!)?.placed === placed && ledger.visited.get(id!) !== 'made'
  })
}
