/** A server of a test file's own, with the store's tables, emptied before each test. */
import pg from 'pg'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { InputError } from '../../src/base/errors.ts'
import { openStore } from '../../src/postgres/index.ts'
import { startServer } from './server.ts'
import type { Server } from './server.ts'

/** Starts it before all tests of the block and stops it after them; `ready` is handed a pool of connections to it, and the server. */
export function useDatabase(ready: (pool: pg.Pool, server: Server) => void): void {
  let server: Server
  let pool: pg.Pool
  beforeAll(async () => {
    server = await startServer()
    pool = new pg.Pool(server.connection)
    pool.on('error', () => {})
    await openStore({ pool }).migrate()
    ready(pool, server)
  })
  afterAll(async () => {
    await pool.end()
    await server.stop()
  })
  beforeEach(async () => {
    await pool.query('truncate slotsmith.day cascade')
  })
}

/** The error that a promise is rejected with. */
export function failure(promise: Promise<unknown>): Promise<InputError> {
  return promise.then(() => { throw new Error('it succeeded') }, (error: InputError) => error)
}
