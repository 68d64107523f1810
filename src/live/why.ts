/** Why was I refused at 10:02? The desk as it was then, opened again from what was kept, gives the same answer. */
import { InputError } from '../base/errors.ts'
import type { Clock } from '../time/clock.ts'
import { epochOf } from '../time/clock.ts'
import type { AnswerBasis, OfferAnswer } from './answer.ts'
import type { DeskChange } from './change.ts'
import { mismatch } from './change.ts'
import type { Desk } from './desk.ts'
import type { OfferRequest } from './request.ts'
import type { DeskSnapshot } from './snapshot.ts'

/** What was kept of a day. */
export interface Past {
  /**
   * Opens the day as it was opened then: with the same couriers, slots, travel, seed and settings, with the snapshot and the clock that are
   * handed in.
   */
  readonly open: (snapshot: DeskSnapshot | undefined, clock: Clock) => Desk
  /** Taken before the moment that is asked for; without it, the day begins with the first change. */
  readonly snapshot?: DeskSnapshot | undefined
  /** What happened after the snapshot, in order, each as `changesSince` told it; those after the moment that is asked for do no harm. */
  readonly changes?: readonly DeskChange[]
}

/** The `basis` of an answer, which tells one state of the day, or a moment, which tells the last state until then. */
export type When = AnswerBasis | number | string | Date

/**
 * The desk as it stood, with a clock that stands still at that moment: holds that had lapsed by then are gone. It gives the answers that
 * were given then, refusals and reasons included.
 * @throws {InputError} `snapshot-mismatch` where what was kept is damaged, or does not hold that state: an answer's basis asks for the
 * changes one by one, as finely as answers were given between them
 */
export function deskAsOf(past: Past, when: When): Desk {
  const { at, basis } = readWhen(when)
  const clock: Clock = Object.freeze({ now: () => at })
  const desk = past.open(past.snapshot, clock)
  if (desk.clock !== clock) {
    throw new InputError({ code: 'contradiction', path: 'open', got: desk.clock, remedy: 'hand the clock on to openDay' })
  }
  const happened = (change: DeskChange) => (basis ? isWithin(change, basis) : change.at <= at)
  const changes = past.changes ?? []
  const first = changes.findIndex((change) => !happened(change))
  desk.follow(first < 0 ? changes : changes.slice(0, first))
  const { seq, improvements } = desk.basis()
  if (basis && (seq !== basis.seq || improvements !== basis.improvements)) {
    throw mismatch('basis', JSON.stringify({ seq, improvements }), 'give a snapshot from before the answer, and every single change since')
  }
  return desk
}

/**
 * The answer to a request as it was given then, from what was kept of the day.
 * @throws {InputError} like {@link deskAsOf}, and where the request makes no sense
 */
export function replayOffer(past: Past, request: OfferRequest, when: When): OfferAnswer {
  return deskAsOf(past, when).offer(request)
}

/** The moment in epoch milliseconds, and the basis where it is one. Throws {@link InputError} where it is neither. */
export function readWhen(when: When): { at: number; basis?: AnswerBasis } {
  const { at, seq, improvements } = (typeof when === 'object' && when !== null ? when : {}) as Partial<AnswerBasis>
  const isBasis = [at, seq, improvements].every((value) => Number.isSafeInteger(value))
  if (isBasis) return { at: at!, basis: { at: at!, seq: seq!, improvements: improvements! } }
  return { at: epochOf(when as number | string | Date, 'when') }
}

function isWithin({ events, improvements }: DeskChange, basis: AnswerBasis): boolean {
  return (events.at(-1)?.seq ?? 0) <= basis.seq && improvements <= basis.improvements
}
