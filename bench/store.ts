/** Bookings per second through the Postgres store: processes that contend for one day, each with customers who hold and then confirm. */
import { fork } from 'node:child_process'
import { loadavg } from 'node:os'
import { Pool } from 'pg'
import type { DeskChange } from '../src/live/change.ts'
import type { Desk } from '../src/live/desk.ts'
import { legal } from '../src/model/legal.ts'
import { openStore } from '../src/postgres/index.ts'
import { systemClock } from '../src/time/clock.ts'
import { startServer } from '../test/postgres/server.ts'
import type { Server } from '../test/postgres/server.ts'
import { cityDay, cityOrder, opener } from '../test/postgres/town.ts'
import type { BenchOptions } from './job.ts'
import { circumstances } from './job.ts'

/** One run: so many processes, so many customers at once in each. */
interface StoreFigure {
  readonly processes: number
  readonly customers: number
  readonly bookings: number
  readonly perSecond: number
  /** Milliseconds from asking to the answer, hold and confirm alike. */
  readonly medianMs: number
  readonly worstMs: number
  readonly refused: number
  readonly violations: number
  /** Seconds of processor time of all processes but the database's, per second. */
  readonly processors: number
}

interface WorkerReport {
  readonly booked: number
  readonly cpuSeconds: number
  readonly refused: number
  readonly millis: number[]
}

/** A day of 880 orders, as in `bench/offers.ts`; its couriers could take a third more. */
const COURIERS = 40
const ROOM = 30
const ORDERS = 880
const slots = ['8h', '10h', '12h', '14h', '16h', '18h']
const input = cityDay(COURIERS, ROOM, { now: () => systemClock.now() })

/** `--jobs` processes (8 when left out), `--only CUSTOMERS` per process (1 and 16 when left out), `--days` one after the other (3). */
export async function benchStore(options: BenchOptions): Promise<void> {
  if (options['job'] !== undefined) {
    await workOff(options['job'])
    return
  }
  const processes = options['jobs'] === undefined || options['jobs'] === '1' ? 8 : Number(options['jobs'])
  const days = Number(options['days'] ?? 3)
  const counts = options['only'] === undefined ? [1, 16] : [Number(options['only'])]
  const figures: StoreFigure[] = []
  for (const customers of counts) {
    const server = await startServer()
    try {
      const figure = await runOnce(server, processes, customers, days)
      process.stderr.write(`${processes} processes x ${customers} customers: ${figure.perSecond.toFixed(0)} bookings per second, `
        + `${figure.processors.toFixed(2)} processors, `
        + `median ${figure.medianMs.toFixed(1)} ms, worst ${figure.worstMs.toFixed(0)} ms\n`)
      figures.push(figure)
    } finally {
      await server.stop()
    }
  }
  const [load] = loadavg()
  process.stdout.write(`${JSON.stringify({ bench: 'store', ...circumstances(), couriers: COURIERS, ordersPerDay: ORDERS, load, figures })}\n`)
}

async function runOnce(server: Server, processes: number, customers: number, days: number): Promise<StoreFigure> {
  const pool = poolOf(server.connection)
  const store = openStore({ pool })
  await store.migrate()
  const workers = Array.from({ length: processes }, (_, i) => {
    const job = JSON.stringify({ connection: server.connection, customers, first: i, step: processes, days })
    return fork(process.argv[1]!, ['store', '--job', job], { execArgv: process.execArgv, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  })
  const said = <T>(worker: (typeof workers)[number]) => new Promise<T>((resolve, reject) => {
    worker.once('message', (message) => resolve(message as T))
    worker.once('exit', (code) => reject(new Error(`a worker ended with ${code}`)))
  })
  await Promise.all(workers.map((worker) => said(worker)))
  const before = performance.now()
  const reports = await Promise.all(workers.map((worker) => {
    worker.send('go')
    return said<WorkerReport>(worker)
  }))
  const seconds = (performance.now() - before) / 1000
  const violations = await store.readDay('day 0', opener(input), (desk) => legal(desk.day, desk.orders().values(), desk.plan()).length)
  await pool.end()
  const millis = reports.flatMap((report) => report.millis).toSorted((a, b) => a - b)
  const bookings = reports.reduce((sum, { booked }) => sum + booked, 0)
  return {
    processes, customers, bookings, perSecond: bookings / seconds, medianMs: millis[millis.length >> 1]!, worstMs: millis.at(-1)!,
    refused: reports.reduce((sum, { refused }) => sum + refused, 0), violations,
    processors: reports.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0) / seconds,
  }
}

/** The server is stopped while connections lie idle; nobody minds. */
function poolOf(connection: Server['connection']): Pool {
  const pool = new Pool(connection)
  pool.on('error', () => {})
  return pool
}

/** A day without the store, so that what is measured is a process that has been running for a while. */
function warmUp(): void {
  const one = opener(input)(undefined)
  const other = opener(input)(undefined)
  for (let number = 0; number < ORDERS; number++) {
    const mark = one.mark()
    const hold = one.hold({ order: cityOrder(number), slot: slots[number % slots.length]! })
    if (hold.ok) one.confirm(hold.id)
    other.follow([JSON.parse(JSON.stringify(one.changesSince(mark))) as DeskChange])
  }
}

/** In a worker: every `step`th order from the `first` on, `customers` at a time, on one day after the other. */
async function workOff(job: string): Promise<void> {
  const { connection, customers, first, step, days } = JSON.parse(job) as {
    connection: Server['connection']; customers: number; first: number; step: number; days: number
  }
  const pool = poolOf(connection)
  const store = openStore({ pool })
  const open = opener(input)
  await store.readDay('day 0', open, (desk) => desk.cost())
  warmUp()
  const go = new Promise((resolve) => process.once('message', resolve))
  process.send!('ready')
  await go
  const before = process.cpuUsage()
  const millis: number[] = []
  const timed = async <T>(day: string, work: (desk: Desk) => T): Promise<T> => {
    const asked = performance.now()
    const result = await store.withDay(day, open, work)
    millis.push(performance.now() - asked)
    return result
  }
  let next = first
  let booked = 0
  let refused = 0
  const customer = async () => {
    for (let number = next; number < days * ORDERS; number = next) {
      next += step
      const day = `day ${Math.floor(number / ORDERS)}`
      const order = cityOrder(number)
      const slot = slots[number % slots.length]!
      const hold = await timed(day, (desk) => desk.hold({ order, slot }, { id: `hold-${number}`, by: `cart-${number}` }))
      const booking = hold.ok ? await timed(day, (desk) => desk.confirm(hold.id, { id: `confirm-${number}` })) : hold
      if (booking.ok) booked++
      else refused++
    }
  }
  await Promise.all(Array.from({ length: customers }, customer))
  const { user, system } = process.cpuUsage(before)
  await pool.end()
  process.send!({ booked, refused, millis, cpuSeconds: (user + system) / 1e6 } satisfies WorkerReport)
  process.disconnect()
}
