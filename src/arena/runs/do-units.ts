/** Does units of work, as many at a time as there are hands; what comes of it does not depend on how many. */
import type { Crew } from './crew.ts'
import type { Journal } from './journal.ts'
import { noJournal } from './journal.ts'
import { TimeLeft } from './time-left.ts'
import type { Unit } from './unit.ts'
import { CalledOff, UnitError, keyOf } from './unit.ts'

/** An `AbortSignal`. */
export interface Aborting {
  readonly aborted: boolean
  addEventListener?(type: 'abort', hear: () => void): void
  removeEventListener?(type: 'abort', hear: () => void): void
}

/** How far the work is. */
export interface Progress {
  readonly done: number
  readonly total: number
  /** Of those done: taken from the journal. */
  readonly known: number
  /** The unit that was done last; `undefined` at the beginning. */
  readonly last: string | undefined
  /** Seconds that the rest is likely to take; `undefined` before anything is known, or without a clock. */
  readonly secondsLeft: number | undefined
}

/** What the work is done with. */
export interface Means<Task, Answer> {
  readonly crew: Crew<Task, Answer>
  /** Version and commit of the code, so that figures of other code are never mixed in. */
  readonly code: string
  readonly journal?: Journal
  /** Called at the beginning and after each unit; the work waits for it where it returns a promise. */
  readonly onProgress?: (progress: Progress) => void | Promise<void>
  /** Calls the work off, at once. What is done by then is in the journal. */
  readonly signal?: Aborting
  /** Milliseconds since some moment, for the time left. */
  readonly now?: () => number
}

/**
 * The answers in the order of the units.
 * @throws {UnitError} for the first unit that failed; {@link CalledOff} after the signal
 */
export async function doUnits<Task, Answer>(units: readonly Unit<Task>[], means: Means<Task, Answer>): Promise<Answer[]> {
  const { crew, code, journal = noJournal, onProgress, signal, now } = means
  const keys = units.map((unit) => keyOf(unit, code))
  const answers = keys.map((key) => journal.find(key) as Answer | undefined)
  const open = [...units.keys()].filter((index) => answers[index] === undefined)
  const known = units.length - open.length
  const timeLeft = new TimeLeft(open.map((index) => units[index]!.kind), crew.size)
  let done = known
  const report = async (last: string | undefined) => {
    const secondsLeft = now === undefined ? undefined : timeLeft.seconds()
    await onProgress?.({ done, total: units.length, known, last, secondsLeft })
  }

  let failure: unknown
  const stop = (why: unknown) => {
    failure ??= why
    return crew.end()
  }
  const hear = () => void stop(new CalledOff(done, units.length))
  signal?.addEventListener?.('abort', hear)
  let next = 0
  const hand = async () => {
    while (next < open.length && failure === undefined) {
      if (signal?.aborted) failure = new CalledOff(done, units.length)
      if (failure !== undefined) return
      const index = open[next++]!
      const { name, kind, task } = units[index]!
      const begun = now?.() ?? 0
      try {
        // As a journal would give it back, so that nothing depends on where an answer came from.
        const answer = JSON.parse(JSON.stringify(await crew.do(task))) as Answer
        await journal.add(keys[index]!, answer)
        answers[index] = answer
      } catch (error) {
        await stop(new UnitError(name, (error as Error).message, error))
        return
      }
      done++
      timeLeft.note(kind, ((now?.() ?? 0) - begun) / 1000)
      await report(name)
    }
  }
  try {
    await report(undefined)
    await Promise.all(Array.from({ length: crew.size }, hand))
  } finally {
    signal?.removeEventListener?.('abort', hear)
  }
  if (failure !== undefined) throw failure
  return answers as Answer[]
}
