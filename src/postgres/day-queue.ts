/** Work on one day, done in turn: what waits meanwhile shares the next transaction. */
import { InputError } from '../base/errors.ts'
import type { DeskChange } from '../live/change.ts'
import type { Desk } from '../live/desk.ts'
import type { DayRows, NextVersions } from './day-rows.ts'
import type { KeptDay, OpenDesk } from './kept-day.ts'
import { QueryFailed, transaction } from './pool.ts'
import type { StorePool, StoreQueries } from './pool.ts'

/** Most pieces of work in one transaction. */
const MOST_TOGETHER = 64
/** How often the same work is begun before it is given up. */
const MOST_ATTEMPTS = 5

/** One caller's work. */
interface Job {
  readonly open: OpenDesk
  readonly work: (desk: Desk) => unknown
  /** False: it only asks, and needs no lock. */
  readonly writes: boolean
  readonly resolve: (result: never) => void
  readonly reject: (error: unknown) => void
  /** What became of the work; final only when it is stored. */
  outcome?: { readonly result: unknown } | { readonly error: unknown }
  /** Its work is not begun again. */
  spent?: boolean
}

/** The desk is not what is stored: open it anew and do the work again. */
class StartOver extends Error {}

/** The queue of one day in one process. */
export class DayQueue {
  private readonly pool: StorePool
  private readonly rows: DayRows
  private readonly day: KeptDay
  private readonly id: string
  private readonly waiting: Job[] = []
  private busy = false

  constructor(pool: StorePool, rows: DayRows, day: KeptDay, id: string) {
    this.pool = pool
    this.rows = rows
    this.day = day
    this.id = id
  }

  /** Whether nobody waits for anything here. */
  get idle(): boolean {
    return !this.busy
  }

  /** Does the work when it is its turn. */
  add<T>(open: OpenDesk, work: (desk: Desk) => T, writes: boolean): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.waiting.push({ open, work, writes, resolve: resolve as Job['resolve'], reject })
      if (!this.busy) void this.serve()
    })
  }

  private async serve(): Promise<void> {
    this.busy = true
    while (this.waiting.length > 0) {
      const jobs = this.waiting.splice(0, MOST_TOGETHER)
      try {
        await (jobs.some(({ writes }) => writes) ? this.write(jobs) : this.look(jobs))
        for (const job of jobs) settle(job)
      } catch (error) {
        for (const job of jobs) job.reject(error)
      }
    }
    this.busy = false
  }

  /** Asks only: one statement, no lock. Holds that have lapsed are let go by the next who writes. */
  private look(jobs: readonly Job[]): Promise<void> {
    return this.untilDone(async () => {
      await this.doAll(jobs, this.pool)
      this.day.undo()
    })
  }

  /** Asks and changes, holding the day from the reading to the commit. */
  private write(jobs: readonly Job[]): Promise<void> {
    let inDoubt: NextVersions | undefined
    return this.untilDone(async () => {
      const next = await transaction(this.pool, async (queries) => {
        await this.take(queries, jobs[0]!.open)
        // The connection was lost during a commit: by now it has happened, or never will.
        if (inDoubt && (await this.rows.hasStored(queries, inDoubt))) return undefined
        await this.doAll(jobs, queries)
        inDoubt = this.day.next()
        if (inDoubt && !(await this.rows.store(queries, inDoubt))) throw new StartOver()
        return inDoubt
      })
      if (next) this.day.stored(next)
    })
  }

  /**
   * Holds the day. Whoever must wait for it does so in line, and the first in line catches up with what was stored while the holder
   * still works: two processors are busy then, and the day is held for less.
   */
  private async take(queries: StoreQueries, open: OpenDesk): Promise<void> {
    if (await this.rows.tryLock(queries)) return
    await this.rows.lineUp(queries)
    await this.day.desk(queries, open)
    await this.rows.lock(queries)
  }

  private async doAll(jobs: readonly Job[], queries: StoreQueries): Promise<void> {
    const desk = await this.day.desk(queries, jobs[0]!.open)
    let leaked = false
    for (const job of jobs) {
      if (job.spent) continue
      leaked = doWork(job, desk) || leaked
      this.day.step()
    }
    // Whoever goes on asynchronously still has the desk in hand: nobody else may rely on it.
    if (leaked) throw new StartOver()
  }

  private async untilDone(attempt: () => Promise<void>): Promise<void> {
    for (let left = MOST_ATTEMPTS; ; left--) {
      try {
        return await attempt()
      } catch (error) {
        this.day.drop()
        const goesOn = error instanceof StartOver || (error instanceof QueryFailed && (error.lost || error.clashed))
        if (goesOn && left > 1) continue
        if (error instanceof StartOver || (error instanceof QueryFailed && error.clashed)) throw this.tooBusy()
        throw error instanceof QueryFailed ? error.cause : error
      }
    }
  }

  private tooBusy(): InputError {
    const remedy = 'ask again in a moment, with the same command ids'
    return new InputError({ code: 'store-busy', path: 'day', got: this.id, remedy })
  }
}

/** Does the work; work that throws leaves the desk as it was. @returns whether it keeps the desk in hand */
function doWork(job: Job, desk: Desk): boolean {
  const before = desk.mark()
  try {
    const result = job.work(desk)
    if (isThenable(result)) {
      result.then(undefined, () => {})
      job.spent = true
      throw notAllowed('a promise', 'await before or after, and let the work itself be synchronous')
    }
    if (!job.writes && hasWritten(desk.changesSince(before))) throw notAllowed('a change', 'use withDay to change the day')
    job.outcome = { result }
  } catch (error) {
    if (!job.spent && desk.changesSince(before)) desk.undo(before)
    job.outcome = { error }
  }
  return job.spent === true
}

/** Reading lets lapsed holds go, and nothing else. */
function hasWritten(change: DeskChange | undefined): boolean {
  return change !== undefined && (change.events.length === 0 || change.events.some(({ type }) => type !== 'expired'))
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function'
}

function notAllowed(got: string, remedy: string): InputError {
  return new InputError({ code: 'work-not-allowed', path: 'work', got, remedy })
}

function settle({ outcome, resolve, reject }: Job): void {
  if (outcome && 'result' in outcome) resolve(outcome.result as never)
  else reject(outcome?.error)
}
