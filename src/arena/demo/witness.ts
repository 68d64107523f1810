/** Watches a desk while a day is booked, for a report: what was asked and answered, and what the routes cost after each change. */
import { assert } from '../../base/assert.ts'
import type { Desk } from '../../live/desk.ts'
import type { CostPoint } from '../../report/day-report.ts'
import type { RequestRecord } from '../../report/request-log.ts'
import { recordOf } from '../../report/request-log.ts'
import type { DeskStep } from '../regimes/desk-day.ts'
import { openDeskDay } from '../regimes/desk-day.ts'
import type { DeskRegime } from '../regimes/desk-regime.ts'
import type { Regime } from '../regimes/regime.ts'

/** What was seen at the desk of one day. */
export class Witness {
  /** What every customer was answered first, and what they took then, in the order in which they asked. */
  readonly log = new Map<string, RequestRecord>()
  readonly history: CostPoint[] = []
  private seen: Desk | undefined

  /** The rule, watched. It answers as it does when nobody looks. */
  watching(regime: DeskRegime, onAnswer: (asked: number) => void): Regime {
    const onStep = (step: DeskStep) => {
      this.note(step)
      if (step.what === 'answered') onAnswer(this.log.size)
    }
    return { ...regime, openDay: (brief) => openDeskDay(brief, { ...regime.setup(brief), onStep }) }
  }

  /** The desk as it stands. */
  get desk(): Desk {
    assert(this.seen !== undefined, 'somebody asked')
    return this.seen
  }

  private note(step: DeskStep): void {
    this.seen = step.desk
    if (step.what === 'answered') {
      if (!this.log.has(step.answer.order)) this.log.set(step.answer.order, recordOf(step.answer))
      return
    }
    if (step.what === 'booked') this.chose(step.order, step.slot)
    const after = step.what === 'improved' ? 'improvement' : 'customer'
    this.history.push({ requests: this.log.size, orders: step.desk.orders().size, cost: step.desk.cost(), after })
  }

  private chose(order: string, slot: string): void {
    const record = this.log.get(order)!
    if (record.chosen === undefined) this.log.set(order, { ...record, chosen: slot })
  }
}
