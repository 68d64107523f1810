/** Handing routes to couriers: route sheets with planned moments. */
import type { Day } from '../model/day.ts'
import type { Load, Order, Plan } from '../model/nouns.ts'
import { isVisit } from '../model/stop.ts'
import type { SheetStep } from '../model/timetable.ts'
import { timetable } from '../model/timetable.ts'
import type { Calendar } from '../time/calendar.ts'
import { toIso } from '../time/calendar.ts'
import type { Place } from '../travel/place.ts'

/** One line of a courier's day. */
export interface DispatchedStop {
  readonly type: SheetStep['type']
  /** Of the break or the order, also where it is collected or brought to its other end. */
  readonly id?: string
  readonly description?: string
  readonly place: Place | null
  readonly arrival: string
  readonly start: string
  readonly depart: string
  /** The promised window; of another end its own. */
  readonly window?: { readonly start: string; readonly end: string }
  /** Seconds by which the start may slip before a promise or the end of the shift is missed. */
  readonly slack?: number
  /** On board when leaving. */
  readonly load: Load
}

/** One shift of one courier. */
export interface DispatchedRoute {
  readonly courier: string
  readonly shift: number
  readonly leaves: string
  readonly returns: string
  readonly orders: number
  /** Seconds driven, waited, and spent at doors, at reloads and in breaks; metres; integer cost. */
  readonly travel: number
  readonly waiting: number
  readonly service: number
  readonly metres: number
  readonly cost: number
  readonly stops: readonly DispatchedStop[]
}

/** Route sheets of all couriers that have something to do. */
export function dispatchRoutes(day: Day, calendar: Calendar, orders: ReadonlyMap<string, Order>, plan: Plan): DispatchedRoute[] {
  return timetable(day, orders, plan).map((sheet) => ({
    courier: sheet.courier,
    shift: sheet.shift,
    leaves: toIso(calendar, sheet.start),
    returns: toIso(calendar, sheet.end),
    orders: sheet.steps.filter((step) => step.type === 'order').length,
    travel: sheet.travel,
    waiting: sheet.waiting,
    service: sheet.service,
    metres: sheet.metres,
    cost: sheet.cost,
    stops: sheet.steps.map((step) => stopOf(calendar, orders, step)),
  }))
}

function stopOf(calendar: Calendar, orders: ReadonlyMap<string, Order>, step: SheetStep): DispatchedStop {
  const description = isVisit(step) ? orders.get(step.id!)?.description : undefined
  return {
    type: step.type,
    ...(step.id === undefined ? {} : { id: step.id }),
    ...(description === undefined ? {} : { description }),
    place: step.place,
    arrival: toIso(calendar, step.arrival),
    start: toIso(calendar, step.start),
    depart: toIso(calendar, step.depart),
    ...(step.window === undefined ? {} : { window: { start: toIso(calendar, step.window.start), end: toIso(calendar, step.window.end) } }),
    ...(step.latest === undefined ? {} : { slack: step.latest - step.start }),
    load: step.load,
  }
}
