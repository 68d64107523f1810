/** What is asked of the same slots again and again: their ends as text, and when they close. */
import type { Slot } from '../model/nouns.ts'
import type { Calendar } from '../time/calendar.ts'
import { fromEpoch, toIso } from '../time/calendar.ts'
import { closesAt } from '../time/cutoff.ts'
import type { ClosingRule } from '../time/cutoff.ts'

/** A slot in a caller's terms. */
export interface SlotFact {
  readonly start: string
  readonly end: string
  /** Epoch milliseconds after which the slot cannot be booked. */
  readonly closes: number
}

/** Facts by slot, computed once: calendar arithmetic costs more than the question of what fits. */
export class SlotFacts {
  private readonly calendar: Calendar
  private readonly closing: ClosingRule
  private readonly known = new WeakMap<Slot, SlotFact>()
  private last = { at: NaN, text: '' }

  constructor(calendar: Calendar, closing: ClosingRule) {
    this.calendar = calendar
    this.closing = closing
  }

  /** A moment of the clock as text. The slots of one answer mostly lapse at the same one, so the last is remembered. */
  moment(epochMilliseconds: number): string {
    if (this.last.at !== epochMilliseconds) {
      this.last = { at: epochMilliseconds, text: toIso(this.calendar, fromEpoch(this.calendar, epochMilliseconds)) }
    }
    return this.last.text
  }

  /** The facts of a slot. */
  of(slot: Slot): SlotFact {
    const known = this.known.get(slot)
    if (known) return known
    const { start, end } = slot.window
    const fact = {
      start: toIso(this.calendar, start),
      end: toIso(this.calendar, end),
      closes: closesAt(this.closing, slot.window, this.calendar),
    }
    this.known.set(slot, fact)
    return fact
  }
}
