/** The tables of the store: one row per day; its changes in order and its snapshots, which nothing ever changes again. */
import { InputError } from '../base/errors.ts'
import { run, transaction } from './pool.ts'
import type { StorePool, StoreQueries } from './pool.ts'

/** The longest name that PostgreSQL does not cut. */
const longestName = 63

/**
 * The name of a schema in quotes, fit to be part of a statement.
 * @throws {InputError} unless it is lower-case letters, digits and underscores
 */
export function quotedSchema(name: unknown): string {
  const fits = typeof name === 'string' && name.length <= longestName && /^[a-z_][a-z0-9_]*$/.test(name) && !name.startsWith('pg_')
  if (fits) return `"${name}"`
  const remedy = 'give 1 to 63 lower-case letters, digits and underscores, not beginning with a digit or pg_'
  throw new InputError({ code: 'text-format', path: 'schema', got: name, remedy })
}

/**
 * Creates what is absent, and leaves alone what is there. Two processes may do it at once.
 *
 * Snapshots and events are `json` and not `jsonb`: kept to the byte, with every character that JSON can say.
 */
export async function createTables(pool: StorePool, schema: string): Promise<void> {
  await transaction(pool, async (queries) => {
    await run(queries, `select pg_advisory_xact_lock(hashtextextended('slotsmith tables', 0))`)
    // Asked first: whoever may not create schemas may still use one that is there.
    const known = await run(queries, `select 1 from pg_namespace where nspname = trim(both '"' from $1)`, [schema])
    if (known.length === 0) await run(queries, `create schema ${schema}`)
    await run(queries, `create table if not exists ${schema}.day (
      id text primary key,
      version bigint not null,
      snapshot_version bigint not null,
      snapshot json not null,
      updated_at timestamptz not null default now()
    )`)
    await run(queries, `create table if not exists ${schema}.change (
      day text not null references ${schema}.day on delete cascade,
      version bigint not null,
      first_seq bigint not null,
      events json not null,
      routes json not null,
      improvements integer not null,
      at bigint,
      stored_at timestamptz not null default now(),
      primary key (day, version)
    )`)
    await addPast(queries, schema)
    await run(queries, `create or replace view ${schema}.event as
      select change.day, change.first_seq + each.n - 1 as seq, each.event, change.version, change.stored_at
      from ${schema}.change, json_array_elements(change.events) with ordinality as each (event, n)`)
  })
}

/** What explains answers that were given: snapshots that stay, and the moment of each change, which tables of an earlier version lack. */
async function addPast(queries: StoreQueries, schema: string): Promise<void> {
  const [row] = await run(queries, `select to_regclass($1) is null as absent`, [`${schema}.past`])
  if (row?.['absent'] !== true) return
  await run(queries, `alter table ${schema}.change add column if not exists at bigint`)
  await run(queries, `create table ${schema}.past (
    day text not null references ${schema}.day on delete cascade,
    version bigint not null,
    snapshot json not null,
    primary key (day, version)
  )`)
  await run(queries, `insert into ${schema}.past (day, version, snapshot) select id, snapshot_version, snapshot from ${schema}.day`)
}
