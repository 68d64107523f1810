/** What a command leads to at a moment: its answer, and the events that make it so. */
import type { Booking } from './booking.ts'
import { checkNow, readCommand } from './check.ts'
import type { ReadCommand } from './check.ts'
import type { Command } from './command.ts'
import { digestOf } from './digest.ts'
import type { BookingEvent, EventBody } from './event.ts'
import { applyAll, dueExpiries } from './ledger.ts'
import type { LedgerState } from './ledger.ts'
import { outcomeOf, refused } from './outcome.ts'
import type { BookingRefusal, BookingRefusalCode, DeskRefusalCode } from './refusal.ts'
import { refusalOf } from './refusal.ts'

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
export type Decision =
  | { readonly ok: true; readonly events: readonly BookingEvent[]; readonly booking: Booking; readonly repeated: boolean }
  | { readonly ok: false; readonly events: readonly BookingEvent[]; readonly refusal: BookingRefusal; readonly repeated: boolean }

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
  return earlierAnswer(state, read) ?? settle(state, read, now, outcomeOf)
}

/**
 * Records that the desk turns down, by its calendar or its routes, a command that the ledger itself would grant. A command that was
 * answered before gets its first answer. Throws `InputError` like {@link decide}.
 */
export function refuse(state: LedgerState, command: Command, code: DeskRefusalCode, now: number): Decision {
  const read = readCommand(command)
  checkNow(now)
  return earlierAnswer(state, read) ?? settle(state, read, now, () => [refused(command, { code, booking: command.booking })])
}

function earlierAnswer(state: LedgerState, { command, content }: ReadCommand): Decision | undefined {
  const known = state.answers.get(command.id)
  if (!known) return state.answers.size < mostAnswers ? undefined : refusedUnrecorded('ledger-full')
  if (known.digest !== digestOf(content)) return refusedUnrecorded('command-id-reused')
  if (known.ok) return { ok: true, events: [], booking: known.booking, repeated: true }
  return { ok: false, events: [], refusal: known.refusal, repeated: true }
}

/** A refusal that follows from what is never forgotten, and so comes out the same without a record of its own. */
function refusedUnrecorded(code: BookingRefusalCode): Decision {
  return { ok: false, events: [], refusal: refusalOf({ code }), repeated: false }
}

/** Lets holds lapse, asks for the outcome, then numbers and dates all of it. */
function settle(
  state: LedgerState,
  { command, content }: ReadCommand,
  now: number,
  outcome: (state: LedgerState, command: Command, at: number) => readonly EventBody[],
): Decision {
  const at = Math.max(now, state.at)
  const lapsed = dueExpiries(state, at)
  const current = applyAll(state, lapsed)
  const bodies = outcome(current, command, at)
  const digest = digestOf(content)
  const made = bodies.map((body, i) => {
    const isAnswer = i === bodies.length - 1
    return Object.freeze({ ...body, seq: current.seq + 1 + i, at, command: command.id, digest: isAnswer ? digest : null })
  }) as BookingEvent[]
  const events = Object.freeze([...lapsed, ...made])
  const answer = applyAll(current, made).answers.get(command.id)!
  if (answer.ok) return { ok: true, events, booking: answer.booking, repeated: false }
  return { ok: false, events, refusal: answer.refusal, repeated: false }
}
