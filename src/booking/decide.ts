/** What a command leads to at a moment: its answer, and the events that make it so. */
import { assert } from '../base/assert.ts'
import type { Booking } from './booking.ts'
import { checkNow, readCommand } from './check.ts'
import type { ReadCommand } from './check.ts'
import type { Command, Observe } from './command.ts'
import { digestOf } from './digest.ts'
import type { BookingEvent, EventBody } from './event.ts'
import { applyAll, dueExpiries } from './ledger.ts'
import type { Answer, LedgerState } from './ledger.ts'
import { outcomeOf, outcomeOfObserve, refused } from './outcome.ts'
import type { BookingRefusal, BookingRefusalCode, DeskRefusalCode, ObserveRefusalCode } from './refusal.ts'
import { refusalOf } from './refusal.ts'
import type { Road, RoadThen } from './road.ts'

/**
 * How many commands one ledger answers. Answers are never forgotten while the ledger lives, or a late repeat would be done twice; their
 * number is bounded by the ledger's life instead. A ledger belongs to one day of delivery and is closed with it, and a day that has
 * answered this many commands refuses further ones with `ledger-full`. A repeat is not a further one.
 */
export const mostAnswers = 500_000

/**
 * The answer to a command and the events to apply, all or none and in order, before the next command is decided. A refusal has events too:
 * holds that lapsed meanwhile, and the record of the refusal itself. `repeated`: the command was answered before; it gets the same answer
 * (with the booking as it was then) and has no events.
 */
export type Decision = { readonly ok: true; readonly booking: Booking } & Decided | Refusal

/** The same for what is observed on the road. */
export type ObserveDecision = { readonly ok: true; readonly road: RoadThen } & Decided | Refusal

interface Decided {
  readonly events: readonly BookingEvent[]
  readonly repeated: boolean
}

type Refusal = { readonly ok: false; readonly refusal: BookingRefusal } & Decided

/**
 * What the command leads to at `now` (epoch milliseconds), without changing anything.
 *
 * One command id has one answer for ever, refusals included (as in TigerBeetle, where an id that failed once goes on failing): otherwise a
 * repeat that was overtaken on its way could succeed after its sender was told no. The same id with different content is refused.
 *
 * A `now` before the ledger's last event counts as the moment of that event: clocks of several processes differ by milliseconds, and
 * a refusal would punish the customer for it. So no hold comes back to life, and a clock that once ran ahead keeps the ledger there.
 *
 * Throws `InputError` where the command or `now` is malformed.
 */
export function decide(state: LedgerState, command: Command, now: number): Decision {
  const read = readCommand(command)
  checkNow(now)
  const outcome = (current: LedgerState, at: number) => outcomeOf(current, read.command as Command, at)
  return onBooking(earlierAnswer(state, read) ?? settle(state, read, now, outcome))
}

/**
 * Records that the desk turns down, by its calendar or its routes, a command that the ledger itself would grant. A command that was
 * answered before gets its first answer. Throws `InputError` like {@link decide}.
 */
export function refuse(state: LedgerState, command: Command, code: DeskRefusalCode, now: number): Decision {
  const read = readCommand(command)
  checkNow(now)
  const outcome = () => [refused({ code, booking: command.booking }, command.booking)]
  return onBooking(earlierAnswer(state, read) ?? settle(state, read, now, outcome))
}

/**
 * What an observation leads to, which the desk has read against its routes: where the courier is, or why it cannot be. A command that was
 * answered before gets its first answer. Throws `InputError` like {@link decide}.
 */
export function decideObserve(state: LedgerState, command: Observe, found: Road | ObserveRefusalCode, now: number): ObserveDecision {
  const read = readCommand(command)
  checkNow(now)
  const decided = earlierAnswer(state, read) ?? settle(state, read, now, (current) => outcomeOfObserve(current, found))
  const { answer, ...rest } = decided
  if (!answer.ok) return { ok: false, refusal: answer.refusal, ...rest }
  assert(answer.road !== undefined, 'an observation is answered with a road')
  return { ok: true, road: answer.road, ...rest }
}

/** An answer with what leads to it. */
type Answered = Decided & { readonly answer: Answer | { readonly ok: false; readonly refusal: BookingRefusal } }

function onBooking({ answer, ...rest }: Answered): Decision {
  if (!answer.ok) return { ok: false, refusal: answer.refusal, ...rest }
  assert(answer.booking !== undefined, 'a command on a booking is answered with it')
  return { ok: true, booking: answer.booking, ...rest }
}

function earlierAnswer(state: LedgerState, { command, content }: ReadCommand): Answered | undefined {
  const known = state.answers.get(command.id)
  if (!known) return state.answers.size < mostAnswers ? undefined : refusedUnrecorded('ledger-full')
  if (known.digest !== digestOf(content)) return refusedUnrecorded('command-id-reused')
  return { answer: known, events: [], repeated: true }
}

/** A refusal that follows from what is never forgotten, and so comes out the same without a record of its own. */
function refusedUnrecorded(code: BookingRefusalCode): Answered {
  return { answer: { ok: false, refusal: refusalOf({ code }) }, events: [], repeated: false }
}

/** Lets holds lapse, asks for the outcome, then numbers and dates all of it. */
function settle(
  state: LedgerState,
  { command, content }: ReadCommand,
  now: number,
  outcome: (state: LedgerState, at: number) => readonly EventBody[],
): Answered {
  const at = Math.max(now, state.at)
  const lapsed = dueExpiries(state, at)
  const current = applyAll(state, lapsed)
  const bodies = outcome(current, at)
  const digest = digestOf(content)
  const made = bodies.map((body, i) => {
    const isAnswer = i === bodies.length - 1
    return Object.freeze({ ...body, seq: current.seq + 1 + i, at, command: command.id, digest: isAnswer ? digest : null })
  }) as BookingEvent[]
  const answer = applyAll(current, made).answers.get(command.id)!
  return { answer, events: Object.freeze([...lapsed, ...made]), repeated: false }
}
