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

/** What one piece of work did, and the number of its first event. */
export interface Step {
  readonly firstSeq: number
  readonly change: DeskChange
}

/** What is stored next. */
export interface NextVersions {
  /** The version that it goes on from; 0 where the day is new. */
  readonly from: number
  /** Each is a version of its own: answers that were given between them can be explained later. */
  readonly steps: readonly Step[]
  /** The whole day after the last of them, now and then, and always where the day is new. */
  readonly snapshot: DeskSnapshot | undefined
}

/** Until where: all that happened up to an event and an improvement, or up to a moment in epoch milliseconds. */
export type Until = { readonly seq: number; readonly improvements: number } | { readonly at: number }

/** When a change happened: by the clock of the desk, or by that of the database where the former was not noted yet. */
const moment = 'coalesce(change.at, floor(extract(epoch from change.stored_at) * 1000)::bigint)'

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
      select version::text, snapshot_version::text, snapshot::text, ${this.changes('day.snapshot_version')} as changes
      from ${this.schema}.day where id = $1`, [this.id])
    return row && { ...storedDay(row), snapshot: JSON.parse(row['snapshot'] as string) as unknown }
  }

  /** The changes since a version; `undefined` where nothing is stored. */
  async readSince(queries: StoreQueries, version: number): Promise<StoredDay | undefined> {
    const [row] = await run(queries, `
      select version::text, snapshot_version::text, ${this.changes('$2::bigint')} as changes
      from ${this.schema}.day where id = $1`, [this.id, version])
    return row && storedDay(row)
  }

  /**
   * The last snapshot that is no later, and the changes from there on, as far as asked for; `undefined` where nothing is stored.
   * Before the first change there is no snapshot.
   */
  async readUntil(queries: StoreQueries, until: Until): Promise<StoredDay | undefined> {
    const { schema } = this
    const byNumber = 'first_seq + json_array_length(events) - 1 <= $2::bigint and improvements <= $3::integer'
    const happened = 'seq' in until ? byNumber : `${moment} <= $2::bigint`
    const bounds = 'seq' in until ? [until.seq, until.improvements] : [until.at]
    const [row] = await run(queries, `
      with reached as (select coalesce(max(version), 0) as version from ${schema}.change where day = $1 and ${happened}),
      base as (
        select past.version, past.snapshot from ${schema}.past, reached
        where day = $1 and past.version <= reached.version order by past.version desc limit 1)
      select reached.version::text, coalesce(base.version, 0)::text as snapshot_version, base.snapshot::text,
        ${this.changes('coalesce(base.version, 0)', 'reached.version')} as changes
      from ${schema}.day, reached left join base on true where id = $1`, [this.id, ...bounds])
    return row && { ...storedDay(row), snapshot: row['snapshot'] === null ? undefined : (JSON.parse(row['snapshot'] as string) as unknown) }
  }

  /** @returns false, with nothing stored, where the day is no longer at the version that this goes on from */
  async store(queries: StoreQueries, next: NextVersions): Promise<boolean> {
    const { schema } = this
    const { from, steps, snapshot } = next
    const column = <T>(read: (step: Step) => T): T[] => steps.map(read)
    const values: unknown[] = [
      this.id, from, steps.length, column(({ firstSeq }) => firstSeq), column(({ change }) => JSON.stringify(change.events)),
      column(({ change }) => JSON.stringify(change.routes)), column(({ change }) => change.improvements), column(({ change }) => change.at),
    ]
    if (snapshot) values.push(JSON.stringify(snapshot))
    const kept = snapshot ? `, kept as (insert into ${schema}.past (day, version, snapshot) select id, version, $9::json from moved)` : ''
    const moved = await run(queries, `
      with moved as (${this.moveOn(next)})${kept}
      insert into ${schema}.change (day, version, first_seq, events, routes, improvements, at)
      select id, $2::bigint + step.n, first_seq, events::json, routes::json, improvements, at from moved,
        unnest($4::bigint[], $5::text[], $6::text[], $7::integer[], $8::bigint[])
        with ordinality as step (first_seq, events, routes, improvements, at, n)
      returning version`, values)
    return moved.length > 0
  }

  /** Whether exactly this is what was stored next: asked where the connection was lost before the database could say so. */
  async hasStored(queries: StoreQueries, { from, steps }: NextVersions): Promise<boolean> {
    const rows = await run(queries, `
      select events::text, routes::text, improvements, at::text from ${this.schema}.change
      where day = $1 and version > $2::bigint and version <= $2::bigint + $3::bigint order by version`, [this.id, from, steps.length])
    const isSame = ({ change }: Step, row: Record<string, unknown> | undefined) =>
      row?.['events'] === JSON.stringify(change.events) && row['routes'] === JSON.stringify(change.routes)
      && Number(row['improvements']) === change.improvements && Number(row['at']) === change.at
    return steps.every((step, i) => isSame(step, rows[i]))
  }

  private get lockName(): string {
    return `slotsmith day ${this.schema} ${this.id}`
  }

  /** The changes after a version, up to another one where it is given, as the inside of a JSON list. */
  private changes(after: string, upTo?: string): string {
    const whole = `'{"events":' || events::text || ',"routes":' || routes::text
      || ',"improvements":' || improvements || ',"at":' || ${moment} || '}'`
    const end = upTo === undefined ? '' : ` and change.version <= ${upTo}`
    return `(select string_agg(${whole}, ',' order by change.version) from ${this.schema}.change
      where day = $1 and change.version > ${after}${end})`
  }

  private moveOn({ from, snapshot }: NextVersions): string {
    const { schema } = this
    if (from === 0) {
      return `insert into ${schema}.day (id, version, snapshot_version, snapshot)
        select $1, $3::bigint, $3::bigint, $9::json where $2::bigint = 0
        on conflict do nothing returning id, version`
    }
    const whole = snapshot ? ', snapshot_version = version + $3::bigint, snapshot = $9::json' : ''
    return `update ${schema}.day set version = version + $3::bigint, updated_at = now()${whole} where id = $1 and version = $2::bigint
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
