/** Several processes share days of bookings through PostgreSQL: no double sale, no lost promise. */
import { InputError } from '../base/errors.ts'
import type { Problem } from '../base/errors.ts'
import { LONGEST_ID, readObject, readWhole, throwIfAny } from '../base/read.ts'
import type { DeskChange } from '../live/change.ts'
import type { Desk } from '../live/desk.ts'
import type { DeskSnapshot } from '../live/snapshot.ts'
import { deskAsOf, readWhen } from '../live/why.ts'
import type { Past, When } from '../live/why.ts'
import { DayQueue } from './day-queue.ts'
import { DayRows } from './day-rows.ts'
import type { OpenDesk } from './kept-day.ts'
import { KeptDay, pathOf, withDay } from './kept-day.ts'
import { QueryFailed } from './pool.ts'
import type { StorePool } from './pool.ts'
import { createTables, quotedSchema } from './tables.ts'

/** How a store works. */
export interface StoreSettings {
  /** Connections to PostgreSQL 12 or newer; the `Pool` of the package `pg`. The caller opens, limits and ends it. */
  readonly pool: StorePool
  /** The schema that holds the tables; `slotsmith` by default. */
  readonly schema?: string
  /** A whole snapshot is stored every so many versions of a day, changes in between; 200 by default. 1: always. */
  readonly snapshotEvery?: number
  /** Desks kept open in this process; the ones not used for longest are closed. 20 by default. */
  readonly mostOpenDays?: number
}

/** What may be asked of a day without changing it. */
export type DeskView = Pick<
  Desk, 'basis' | 'booking' | 'bookings' | 'calendar' | 'cost' | 'day' | 'dispatch' | 'offer' | 'orders' | 'plan' | 'snapshot'
>

/** Days in a database. */
export class Store {
  private readonly pool: StorePool
  private readonly schema: string
  private readonly snapshotEvery: number
  private readonly mostOpenDays: number
  private readonly queues = new Map<string, DayQueue>()

  constructor(pool: StorePool, schema: string, snapshotEvery: number, mostOpenDays: number) {
    this.pool = pool
    this.schema = schema
    this.snapshotEvery = snapshotEvery
    this.mostOpenDays = mostOpenDays
  }

  /** Creates schema and tables where they are absent. Can be done at every start, and by several processes at once. */
  async migrate(): Promise<void> {
    await createTables(this.pool, this.schema)
  }

  /**
   * Does `work` on the desk of a day as it is stored now, and stores what it changed before the promise is fulfilled. `open` opens the
   * day, from the snapshot where there is one; it is asked only where this process has no desk of the day at hand.
   *
   * The work may be done more than once before it is stored, on a desk without what the earlier time did; only the last time counts. It
   * must be synchronous and touch nothing outside but its result. Where it throws, the desk is as before and nothing of it is stored.
   *
   * Where the promise is rejected with an error of the connection, the work may have been stored or not: repeat it, with the same
   * command ids.
   * @throws {InputError} `store-busy`, `snapshot-mismatch`, `work-not-allowed`; what the database, `open` or `work` throw is passed on
   */
  async withDay<T>(id: string, open: OpenDesk, work: (desk: Desk) => T): Promise<T> {
    return this.queue(id).add(open, work, true)
  }

  /** As {@link withDay}, for work that only asks: offers, plans, route sheets. It waits for no other process and keeps none waiting. */
  async readDay<T>(id: string, open: OpenDesk, work: (desk: DeskView) => T): Promise<T> {
    return this.queue(id).add(open, work, false)
  }

  /**
   * Does `work` on the desk of a day as it stood at a moment that has passed, or as it was when an answer with that `basis` was given: the
   * same request gets the same answer, refusals and reasons included. Nothing is stored of what the work does. `open` opens the day with
   * the clock that is handed in, which stands still at that moment; all else must be as it was then.
   * @throws {InputError} `snapshot-mismatch` where what is stored does not reach back that far or is damaged
   */
  async readPast<T>(id: string, open: Past['open'], when: When, work: (desk: DeskView) => T): Promise<T> {
    checkDayId(id)
    const { at, basis } = readWhen(when)
    const stored = await new DayRows(this.schema, id).readUntil(this.pool, basis ?? { at }).catch(passOn)
    const { version, snapshotVersion, snapshot, changes } = stored ?? { version: 0, snapshotVersion: 0, snapshot: undefined, changes: [] }
    if (version !== snapshotVersion + changes.length) {
      const remedy = 'ask for a later moment, or restore the changes that are missing'
      throw new InputError({ code: 'snapshot-mismatch', path: `${pathOf(id)}.changes`, got: changes.length, remedy })
    }
    const past = { open, snapshot: snapshot as DeskSnapshot | undefined, changes: changes as readonly DeskChange[] }
    try {
      return work(deskAsOf(past, when))
    } catch (error) {
      throw withDay(id, error)
    }
  }

  private queue(id: string): DayQueue {
    checkDayId(id)
    const queue = this.queues.get(id) ?? this.newQueue(id)
    // The last one in the map is the one used last.
    this.queues.delete(id)
    this.queues.set(id, queue)
    for (const [other, { idle }] of this.queues) {
      if (this.queues.size <= this.mostOpenDays) break
      if (idle && other !== id) this.queues.delete(other)
    }
    return queue
  }

  private newQueue(id: string): DayQueue {
    const rows = new DayRows(this.schema, id)
    return new DayQueue(this.pool, rows, new KeptDay(rows, id, this.snapshotEvery), id)
  }
}

/**
 * Opens a store over a pool of connections. Nothing is asked of the database yet.
 * @throws {InputError} with all that is wrong with the settings
 */
export function openStore(settings: StoreSettings): Store {
  const problems: Problem[] = []
  const fields = readObject(settings, ['pool', 'schema', 'snapshotEvery', 'mostOpenDays'], '', problems)
  const pool = fields?.['pool'] as StorePool | null | undefined
  if (fields && (typeof pool?.query !== 'function' || typeof pool.connect !== 'function')) {
    problems.push({ code: 'not-an-object', path: 'pool', got: pool, remedy: 'give the Pool of the package pg' })
  }
  const snapshotEvery = readWhole(fields?.['snapshotEvery'] ?? 200, 1, 1_000_000, 'snapshotEvery', problems)
  const mostOpenDays = readWhole(fields?.['mostOpenDays'] ?? 20, 1, 100_000, 'mostOpenDays', problems)
  throwIfAny(problems)
  return new Store(pool!, quotedSchema(fields!['schema'] === undefined ? 'slotsmith' : fields!['schema']), snapshotEvery!, mostOpenDays!)
}

/** What the database itself says is told as it is. */
function passOn(error: unknown): never {
  throw error instanceof QueryFailed ? error.cause : error
}

/** Any text will do that PostgreSQL can hold: no code unit 0, and no half of a surrogate pair. */
function checkDayId(id: unknown): void {
  const problem = (code: Problem['code'], remedy: string) => new InputError({ code, path: 'id', got: id, remedy })
  if (typeof id !== 'string' || id === '') throw problem('not-text', 'give the day an id, such as 2026-12-01 Berlin')
  if (id.length > LONGEST_ID) throw problem('text-too-long', `keep it within ${LONGEST_ID} characters`)
  if (/\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(id)) {
    throw problem('text-format', 'leave out zero characters and halves of surrogate pairs')
  }
}
