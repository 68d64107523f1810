/** What a report shows of a day: plain data that a desk, the command line or a backend fills in. */
import type { BookedSlot } from '../live/answer.ts'
import type { Desk } from '../live/desk.ts'
import type { Day } from '../model/day.ts'
import { legal } from '../model/legal.ts'
import type { Violation } from '../model/violation.ts'
import type { Order } from '../model/nouns.ts'
import type { RouteSheet } from '../model/timetable.ts'
import { timetable } from '../model/timetable.ts'
import type { Calendar } from '../time/calendar.ts'
import type { Comparison } from './comparison.ts'
import type { DayMeasures } from './measures.ts'
import { dayMeasures } from './measures.ts'
import type { RequestRecord } from './request-log.ts'

/** What the plan cost at one moment of the booking. */
export interface CostPoint {
  /** Requests answered until then. */
  readonly requests: number
  /** Orders in the plan. */
  readonly orders: number
  /** Integer cost units. */
  readonly cost: number
  /** What happened just before: a customer booked, moved or cancelled, or the plan was improved. */
  readonly after: 'customer' | 'improvement'
}

/** One line of small print: a seed, a budget, a version. */
export interface Fact {
  readonly name: string
  readonly value: string | number
}

/** What a report says besides the desk. */
export interface DayStory {
  readonly title: string
  readonly subtitle?: string
  /** All requests, in the order in which they were answered. */
  readonly log: readonly RequestRecord[]
  readonly history?: readonly CostPoint[]
  readonly comparison?: Comparison
  /** Seed, budgets, versions. */
  readonly facts?: readonly Fact[]
}

/** Everything that {@link renderDayReport} shows. All texts are escaped there. */
export interface DayReport extends DayStory {
  readonly calendar: Calendar
  readonly day: Pick<Day, 'couriers' | 'depots'>
  /** Held and booked orders by id. */
  readonly orders: ReadonlyMap<string, Order>
  /** Route sheets of the plan; see `timetable`. */
  readonly sheets: readonly RouteSheet[]
  /** What the judge found wrong with the plan. */
  readonly violations: readonly Violation[]
  /** All bookings, the ended ones too. */
  readonly bookings: readonly BookedSlot[]
  readonly measures: DayMeasures
}

/** The report of a desk as it stands. The plan goes before the judge, and is measured. */
export function dayReportOf(desk: Desk, story: DayStory): DayReport {
  const { day, calendar } = desk
  const orders = desk.orders()
  const plan = desk.plan()
  const sheets = timetable(day, orders, plan)
  const bookings = desk.bookings()
  const violations = legal(day, [...orders.values()], plan)
  const measures = dayMeasures({ calendar, couriers: day.couriers.length, log: story.log, bookings, sheets })
  return { ...story, calendar, day, orders, sheets, violations, bookings, measures }
}
