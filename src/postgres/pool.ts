/** What the store needs of a pool of connections, and transactions over it. */

/** One statement with its values. */
export interface StoreQuery {
  readonly text: string
  readonly values?: unknown[]
}

/** Something that answers statements. */
export interface StoreQueries {
  query(query: StoreQuery): Promise<{ readonly rows: Record<string, unknown>[] }>
}

/** A connection that was taken out of the pool. */
export interface StoreClient extends StoreQueries {
  /** Gives the connection back; `true` closes it, because nobody knows what state it is in. */
  release(broken?: boolean): void
  on(event: 'error', listener: (error: Error) => void): unknown
  off(event: 'error', listener: (error: Error) => void): unknown
}

/** The `Pool` of the package `pg`, or anything that is shaped like it. */
export interface StorePool extends StoreQueries {
  connect(): Promise<StoreClient>
}

/** A statement that failed, with what the driver said. */
export class QueryFailed extends Error {
  override readonly cause: unknown

  constructor(cause: unknown) {
    super('a statement failed')
    this.cause = cause
  }

  /** The connection was lost, or refused its service. A commit that was under way may have happened all the same. */
  get lost(): boolean {
    return !isSqlState(this.code) || /^(08...|57P0[123])$/.test(this.code)
  }

  /** Another transaction was in the way: a deadlock, a clash, or a wait for longer than the connection is set to wait. */
  get clashed(): boolean {
    return /^(40001|40P01|55P03)$/.test(this.code)
  }

  private get code(): string {
    return String((this.cause as { code?: unknown } | null | undefined)?.code ?? '')
  }
}

/** Five capital letters and digits; the codes of lost connections are longer, or absent. */
function isSqlState(code: string): boolean {
  return /^[0-9A-Z]{5}$/.test(code)
}

/** Runs one statement. Throws {@link QueryFailed}. */
export async function run(queries: StoreQueries, text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  try {
    return (await queries.query({ text, values })).rows
  } catch (error) {
    throw new QueryFailed(error)
  }
}

/**
 * Runs `work` in a transaction of its own, in which every statement sees what was committed before it began. A connection that fails
 * in any way is closed. Throws what `work` throws, and {@link QueryFailed}; what `connect` throws is passed on as it is.
 */
export async function transaction<T>(pool: StorePool, work: (queries: StoreQueries) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  // A connection that is lost between two statements says so by an event, which would end the process if nobody listened.
  const ignore = () => {}
  client.on('error', ignore)
  let broken = true
  try {
    await run(client, 'begin isolation level read committed')
    const result = await work(client)
    await run(client, 'commit')
    broken = false
    return result
  } finally {
    client.off('error', ignore)
    client.release(broken)
  }
}
