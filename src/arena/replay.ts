/** Replaying a known day: its orders arrive one after the other, each asking for the windows that it really had. */
import { assert } from '../base/assert.ts'
import { Random } from '../base/random.ts'
import type { Desk } from '../live/desk.ts'
import { openDesk } from '../live/open-day.ts'
import type { Day } from '../model/day.ts'
import type { Order, Plan } from '../model/nouns.ts'
import type { CostPoint } from '../report/day-report.ts'
import type { RequestRecord } from '../report/request-log.ts'
import { recordOf } from '../report/request-log.ts'
import type { RefusalCode } from '../slots/reason.ts'
import { openCalendar } from '../time/calendar.ts'
import { manualClock } from '../time/clock.ts'

/** How the day is replayed. */
export interface ReplayOptions {
  /** Seeds the order of arrival and every search. */
  readonly seed: number
  /** Gaps that `improve` may look at after each booking. */
  readonly evaluations: number
  /** Gaps that the repair may look at for an order without a direct gap. */
  readonly repairEvaluations: number
  /** Called after each order. */
  readonly onOrder?: (done: number, accepted: number) => void
}

/** What came of it. */
export interface ReplayResult {
  readonly desk: Desk
  readonly accepted: readonly Order[]
  /** What each order was answered, in the order of arrival. */
  readonly log: readonly RequestRecord[]
  /** What the routes cost after each answer, and after each improvement. */
  readonly history: readonly CostPoint[]
  readonly refused: readonly { readonly order: Order; readonly code: RefusalCode; readonly proved: boolean }[]
  readonly plan: Plan
  /** Integer cost of the plan. */
  readonly cost: number
  /** Gaps that were looked at in all. */
  readonly evaluations: number
}

/** Books the orders in a seeded random order through the desk's public face: offer, hold, confirm, improve. */
export function replay(day: Day, orders: readonly Order[], options: ReplayOptions): ReplayResult {
  const calendar = openCalendar('2026-01-01', 'UTC')
  const clock = manualClock('2025-12-31T00:00:00Z')
  const desk = openDesk(day, calendar, {
    clock, seed: options.seed, reliability: false,
    repairEvaluations: options.repairEvaluations, lastResortEvaluations: options.repairEvaluations,
  })
  const arrivals = [...orders]
  new Random(options.seed).fork('arrivals').shuffle(arrivals)
  const accepted: Order[] = []
  const refused: { order: Order; code: RefusalCode; proved: boolean }[] = []
  const log: RequestRecord[] = []
  const history: CostPoint[] = []
  const note = (after: CostPoint['after']) => {
    history.push({ requests: log.length, orders: accepted.length, cost: desk.cost(), after })
  }
  let evaluations = 0
  for (const order of arrivals) {
    const { windows, priority: _, ...request } = order
    const slots = windows.map(({ start, end }, i) => ({ id: `window ${i + 1}`, start, end }))
    const answer = desk.offer({ ...request, slots })
    evaluations += answer.evaluations
    const [offer] = answer.offered
    log.push(recordOf(answer, offer?.slot))
    if (offer) {
      const hold = desk.hold(offer, { by: 'replay' })
      assert(hold.ok, 'an offer accepted at once is never refused')
      desk.confirm(hold.id)
      accepted.push(order)
    } else {
      const { code, proved } = answer.refused[0]!.reason
      refused.push({ order, code, proved })
    }
    note('customer')
    if (options.evaluations > 0) {
      evaluations += desk.improve({ evaluations: options.evaluations }).evaluations
      note('improvement')
    }
    options.onOrder?.(accepted.length + refused.length, accepted.length)
  }
  const plan = desk.plan()
  return { desk, accepted, refused, log, history, plan, cost: desk.cost(), evaluations }
}
