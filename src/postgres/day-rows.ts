/** One day in the tables: reading it whole or from a version on, and storing what came next. */
import type { DeskChange } from '../live/change.ts'
import type { DeskSnapshot } from '../live/snapshot.ts'
import { run } from './pool.ts'
import type { StoreQueries } from './pool.ts'

/** What is stored of a day. `changes` go on from the snapshot, or from the version that was known. */
export interface StoredDay {
  readonly version: number
  readonly snapshotVersion: number
  readonly snapshot?: unknown
  readonly changes: readonly unknown[]
}

/** What is stored next. */
export interface NextVersion {
  /** The version that it goes on from; 0 where the day is new. */
  readonly from: number
  readonly firstSeq: number
  readonly change: DeskChange
  /** The whole day afterwards, now and then, and always where the day is new. */
  readonly snapshot: DeskSnapshot | undefined
}

/** Statements for the rows of one day. */
export class DayRows {
  private readonly schema: string
  private readonly id: string

  constructor(schema: string, id: string) {
    this.schema = schema
    this.id = id
  }

  /** Holds the day until the transaction ends, where nobody else holds it or waits for it. The day need not be stored yet. */
  async tryLock(queries: StoreQueries): Promise<boolean> {
    const [row] = await run(queries, 'select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as held', [this.lockName])
    return row?.['held'] === true
  }

  /** Waits until this process is the next to hold the day. Belongs to the connection, and is given up by `lock`. */
  async lineUp(queries: StoreQueries): Promise<void> {
    await run(queries, 'select pg_advisory_lock(hashtextextended($1, 1))', [this.lockName])
  }

  /** Waits until nobody else holds the day, then holds it until the transaction ends. Lets another one be the next. */
  async lock(queries: StoreQueries): Promise<void> {
    const text = 'select pg_advisory_xact_lock(hashtextextended($1, 0)), pg_advisory_unlock(hashtextextended($1, 1))'
    await run(queries, text, [this.lockName])
  }

  /** The last snapshot and all changes since; `undefined` where nothing is stored. */
  async readWhole(queries: StoreQueries): Promise<StoredDay | undefined> {
    const [row] = await run(queries, `
      select version::text, snapshot_version::text, snapshot::text, ${this.changesSince('day.snapshot_version')} as changes
      from ${this.schema}.day where id = $1`, [this.id])
    return row && { ...storedDay(row), snapshot: JSON.parse(row['snapshot'] as string) as unknown }
  }

  /** The changes since a version; `undefined` where nothing is stored. */
  async readSince(queries: StoreQueries, version: number): Promise<StoredDay | undefined> {
    const [row] = await run(queries, `
      select version::text, snapshot_version::text, ${this.changesSince('$2::bigint')} as changes
      from ${this.schema}.day where id = $1`, [this.id, version])
    return row && storedDay(row)
  }

  /** @returns false, with nothing stored, where the day is no longer at the version that this goes on from */
  async store(queries: StoreQueries, next: NextVersion): Promise<boolean> {
    const { events, routes, improvements } = next.change
    const values = [this.id, next.from, next.firstSeq, JSON.stringify(events), JSON.stringify(routes), improvements]
    if (next.snapshot) values.push(JSON.stringify(next.snapshot))
    const moved = await run(queries, `
      with moved as (${this.moveOn(next)})
      insert into ${this.schema}.change (day, version, first_seq, events, routes, improvements)
      select id, version, $3::bigint, $4::json, $5::json, $6::integer from moved returning version`, values)
    return moved.length > 0
  }

  /** Whether exactly this is what was stored next: asked where the connection was lost before the database could say so. */
  async hasStored(queries: StoreQueries, { from, change }: NextVersion): Promise<boolean> {
    const [row] = await run(queries, `
      select events::text, routes::text, improvements from ${this.schema}.change
      where day = $1 and version = $2::bigint + 1`, [this.id, from])
    const same = row?.['events'] === JSON.stringify(change.events) && row['routes'] === JSON.stringify(change.routes)
    return same && Number(row['improvements']) === change.improvements
  }

  private get lockName(): string {
    return `slotsmith day ${this.schema} ${this.id}`
  }

  private changesSince(version: string): string {
    const whole = `'{"events":' || events::text || ',"routes":' || routes::text || ',"improvements":' || improvements || '}'`
    return `(select string_agg(${whole}, ',' order by version) from ${this.schema}.change where day = $1 and version > ${version})`
  }

  private moveOn({ from, snapshot }: NextVersion): string {
    const { schema } = this
    if (from === 0) {
      return `insert into ${schema}.day (id, version, snapshot_version, snapshot) select $1, 1, 1, $7::json where $2::bigint = 0
        on conflict do nothing returning id, version`
    }
    const whole = snapshot ? ', snapshot_version = version + 1, snapshot = $7::json' : ''
    return `update ${schema}.day set version = version + 1, updated_at = now()${whole} where id = $1 and version = $2::bigint
      returning id, version`
  }
}

function storedDay(row: Record<string, unknown>): StoredDay {
  return {
    version: Number(row['version']),
    snapshotVersion: Number(row['snapshot_version']),
    changes: JSON.parse(`[${(row['changes'] as string | null) ?? ''}]`) as unknown[],
  }
}
