/** Moving a booking to another desk, as to another day: the new place is booked before the old one is given up. */
import type { Problem } from '../base/errors.ts'
import { LONGEST_ID, readObject, readText, throwIfAny } from '../base/read.ts'
import { longestReason } from '../booking/command.ts'
import type { DurationInput } from '../time/duration.ts'
import type { BookingAnswer, Offered } from './answer.ts'
import { Desk } from './desk.ts'
import type { CommandOptions } from './options.ts'
import type { OutrightHold } from './what-to-hold.ts'

/** What is moved from where. */
export interface MoveFrom {
  readonly desk: Desk
  /** Id of the booking at that desk. */
  readonly booking: string
}

/** Where it is moved to: an offer of that desk, its token, or an order and a slot outright. */
export interface MoveTo {
  readonly desk: Desk
  readonly offer: Offered | string | OutrightHold
}

/** What is said beside the move. */
export interface MoveOptions extends CommandOptions {
  /** How long the new hold lasts where the old booking was only held, too. */
  readonly for?: DurationInput
  /** Noted with the old booking where it was confirmed. */
  readonly reason?: string
}

/** The id of a move leaves room for the verbs of its commands. */
const LONGEST_MOVE_ID = LONGEST_ID - 10

/**
 * Moves a booking to another desk: holds the new place, confirms it where the old one was confirmed, and gives the old one up at last.
 * Where the new place cannot be had, nothing has changed. Within a desk, `reschedule` does the same and keeps the booking's id.
 *
 * Give it an `id`: where the process dies on the way, the order is booked twice and never nowhere, and the same call finishes the move. The
 * three commands are `… hold`, `… confirm` and `… cancel`, so an id has at most 190 characters.
 * @returns the booking at the new desk, or the refusal of whichever desk refused
 * @throws {InputError} when the input is malformed; nothing has changed then
 */
export function moveBooking(from: MoveFrom, to: MoveTo, options: MoveOptions = {}): BookingAnswer {
  checkMove(from, to, options)
  const { id, by, reason, ...rest } = options
  const named = (verb: string): { id?: string } => (id === undefined ? {} : { id: `${id} ${verb}` })
  const asking = by === undefined ? {} : { by }
  const giveUp = () => from.desk.cancel(from.booking, { ...named('cancel'), ...asking, ...(reason === undefined ? {} : { reason }) })

  const old = from.desk.booking(from.booking)
  const isLive = old?.state === 'held' || old?.state === 'confirmed'
  if (!isLive || (by !== undefined && by !== old.by)) {
    // Refused as a cancellation is refused, unless this very move has given the booking up before.
    const earlier = giveUp()
    if (!earlier.ok) return earlier
  }
  const hold = to.desk.hold(to.offer, { ...rest, ...named('hold'), by: by ?? old!.by })
  if (!hold.ok) return hold
  const wasConfirmed = old!.state === 'confirmed' || old!.state === 'cancelled'
  const moved = wasConfirmed ? to.desk.confirm(hold.id, { ...named('confirm'), ...asking }) : hold
  const given = moved.ok ? giveUp() : moved
  if (given.ok || given.refusal.code === 'hold-expired') return moved
  to.desk.cancel(hold.id, named('undo'))
  return given
}

/** The reason is checked here: by the time it reaches the old desk, the new place is booked. */
function checkMove(from: MoveFrom, to: MoveTo, options: MoveOptions): void {
  const problems: Problem[] = []
  readObject(from, ['desk', 'booking'], 'from', problems)
  readObject(to, ['desk', 'offer'], 'to', problems)
  readObject(options, ['id', 'by', 'for', 'reason'], 'options', problems)
  throwIfAny(problems)
  for (const [path, desk] of [['from.desk', from.desk], ['to.desk', to.desk]] as const) {
    if (!(desk instanceof Desk)) problems.push({ code: 'not-an-object', path, got: desk, remedy: 'give the desk of the day' })
  }
  if (from.desk === to.desk) {
    problems.push({ code: 'contradiction', path: 'to.desk', got: to.desk, remedy: 'give another desk; within one, reschedule the booking' })
  }
  if (options.id !== undefined) readText(options.id, LONGEST_MOVE_ID, 'id', problems)
  if (options.reason !== undefined) readText(options.reason, longestReason, 'reason', problems)
  throwIfAny(problems)
}
