/** Units of work: each can be done anywhere and at any time, and what comes of it depends on nothing but its task. */
import { digestOf } from '../../booking/digest.ts'

/** One piece of work. The task and what comes of it are plain JSON. */
export interface Unit<Task> {
  /** Says which unit it is, in words: `dense-city, seed 3, slotsmith`. */
  readonly name: string
  /** Units of one kind take about as long as each other. */
  readonly kind: string
  readonly task: Task
  /** Everything in the task that the answer depends on, as short as it can be said: units with the same text have the same answer. */
  readonly text: string
}

/**
 * A fingerprint of everything that the answer depends on: the task and the code that does it.
 * @param code version and commit
 */
export function keyOf({ text }: Pick<Unit<unknown>, 'text'>, code: string): string {
  return digestOf(JSON.stringify([code, text]))
}

/** A unit could not be done. Everything that was done before is in the journal. */
export class UnitError extends Error {
  /** The unit's name. */
  readonly unit: string

  constructor(unit: string, why: string, cause: unknown) {
    super(`${unit}: ${why}`, { cause })
    this.name = 'UnitError'
    this.unit = unit
  }
}

/** The work was called off by its signal. */
export class CalledOff extends Error {
  /** Units that were done by then. */
  readonly done: number
  readonly total: number

  constructor(done: number, total: number) {
    super(`called off with ${done} of ${total} units done`)
    this.name = 'CalledOff'
    this.done = done
    this.total = total
  }
}
