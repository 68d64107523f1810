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
 * The answers in the order of the units. Units with the same text are done once.
 * @throws {UnitError} for the first unit that failed; {@link CalledOff} after the signal
 */
export async function doUnits<Task, Answer>(units: readonly Unit<Task>[], means: Means<Task, Answer>): Promise<Answer[]> {
  const { crew, code, journal = noJournal, onProgress, signal, now } = means
  const keys = units.map((unit) => keyOf(unit, code))
  const different = new Map(units.map((unit, index) => [keys[index]!, unit]))
  const answers = new Map<string, Answer>()
  for (const key of different.keys()) {
    const found = journal.find(key)
    if (found !== undefined) answers.set(key, found as Answer)
  }
  const open = [...different].filter(([key]) => !answers.has(key))
  const total = different.size
  const known = answers.size
  const timeLeft = new TimeLeft(open.map(([, { kind }]) => kind), crew.size)
  const report = async (last: string | undefined) => {
    const secondsLeft = now === undefined ? undefined : timeLeft.seconds()
    await onProgress?.({ done: answers.size, total, known, last, secondsLeft })
  }

  let failure: unknown
  const stop = (why: unknown) => {
    failure ??= why
    return crew.end()
  }
  const hear = () => void stop(new CalledOff(answers.size, total))
  signal?.addEventListener?.('abort', hear)
  let next = 0
  const hand = async () => {
    while (next < open.length && failure === undefined) {
      if (signal?.aborted) failure = new CalledOff(answers.size, total)
      if (failure !== undefined) return
      const [key, { name, kind, task }] = open[next++]!
      const begun = now?.() ?? 0
      try {
        // As a journal would give it back, so that nothing depends on where an answer came from.
        const answer = JSON.parse(JSON.stringify(await crew.do(task))) as Answer
        await journal.add(key, answer)
        answers.set(key, answer)
      } catch (error) {
        await stop(new UnitError(name, (error as Error).message, error))
        return
      }
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
  return keys.map((key) => answers.get(key)!)
}
