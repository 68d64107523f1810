/** A real PostgreSQL for the tests: a cluster of its own in a temporary folder, reached over a socket in it, gone afterwards. */
import { execFileSync, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

/** Debian's folder of the newest version, or the one that is named in POSTGRES_BIN; `undefined` where there is none. */
export const binaries = binariesOf(process.env['POSTGRES_BIN'], '/usr/lib/postgresql')
if (binaries === undefined) {
  console.warn("no PostgreSQL server: install Debian's postgresql, or set POSTGRES_BIN, to run the tests in test/postgres")
}

function binariesOf(named: string | undefined, debian: string): string | undefined {
  if (named !== undefined) return named
  const versions = existsSync(debian) ? readdirSync(debian).filter((one) => existsSync(join(debian, one, 'bin/initdb'))) : []
  const newest = versions.toSorted((a, b) => Number(b) - Number(a))[0]
  return newest === undefined ? undefined : join(debian, newest, 'bin')
}

/** A running server. */
export interface Server {
  /** For `new Pool(...)`. */
  readonly connection: { readonly host: string; readonly user: string; readonly database: string }
  /** Ends all work at once, as a power cut would, and starts again. */
  crash(): Promise<void>
  stop(): Promise<void>
}

/** The server refuses to run as root; Debian's package brings a user for it. */
function owner(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

/** Makes and starts a cluster with the defaults, under which every commit is on the disk before it is answered. */
export async function startServer(): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'slotsmith-postgres-'))
  const as = { ...owner(), cwd: folder }
  if (as.uid !== undefined) chownSync(folder, as.uid, as.gid!)
  const data = join(folder, 'data')
  const making = ['-D', data, '-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '--locale=C', '--no-sync']
  execFileSync(join(binaries!, 'initdb'), making, { ...as, stdio: 'ignore' })
  const args = ['-D', data, '-k', folder, '-c', 'listen_addresses=']
  const connection = { host: folder, user: 'postgres', database: 'postgres' }
  const start = async () => {
    const child = spawn(join(binaries!, 'postgres'), args, { ...as, stdio: 'ignore' })
    await untilReady(connection, child)
    return child
  }
  let child = await start()
  const end = async (signal: NodeJS.Signals) => {
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill(signal)
    await gone
  }
  const killLeftover = () => child.kill('SIGQUIT')
  process.once('exit', killLeftover)
  return {
    connection,
    crash: async () => {
      await end('SIGQUIT')
      child = await start()
    },
    stop: async () => {
      process.off('exit', killLeftover)
      await end('SIGINT')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function untilReady(connection: Server['connection'], child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`PostgreSQL ended with ${child.exitCode} as soon as it was started`)
    const client = new pg.Client(connection)
    client.on('error', () => {})
    try {
      await client.connect()
      await client.end()
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}
