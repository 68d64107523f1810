/** Eight processes sell one tight day at once; one of them is killed in the middle. */
import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { replay, snapshot } from '../../src/booking/replay.ts'
import { legal } from '../../src/model/legal.ts'
import { openStore } from '../../src/postgres/index.ts'
import type { DeskView } from '../../src/postgres/index.ts'
import { binaries, startServer } from './server.ts'
import type { Server } from './server.ts'
import { cityDay, opener } from './town.ts'
import { DAY } from './worker.ts'
import type { Heard, Task } from './worker.ts'

const PROCESSES = 8
const COURIERS = 5
const CAPACITY = 10
/** Each process has ten orders of its own, and all ask for the five orders 1000 to 1004 besides: 85 orders, room for 50. */
const OWN = 10
const CONTESTED = [1000, 1001, 1002, 1003, 1004]

const ordersOf = (process: number) => [...Array.from({ length: OWN }, (_, i) => process * OWN + i), ...CONTESTED]

describe.skipIf(binaries === undefined)('eight processes on one day', () => {
  let server: Server
  let pool: pg.Pool
  const heard: Heard[] = []
  let killedAfter = 0

  /** Runs a process to its end, or kills it once it has reported so many answers. */
  const run = (number: number, listen: (one: Heard) => void, killAfter = Infinity): Promise<void> => {
    const task: Task = {
      ...server.connection, name: `p${number}`, couriers: COURIERS, capacity: CAPACITY, orders: ordersOf(number), customers: 3,
    }
    const worker: ChildProcess = fork(new URL('worker.ts', import.meta.url), [JSON.stringify(task)], { execArgv: ['--import', 'tsx'] })
    let count = 0
    worker.on('message', (message) => {
      listen(message as Heard)
      count++
      if (count === killAfter) worker.kill('SIGKILL')
    })
    return new Promise((resolve, reject) => {
      worker.on('exit', (code, signal) => {
        if (killAfter < Infinity) killedAfter = count
        return code === 0 || signal === 'SIGKILL' ? resolve() : reject(new Error(`process ${number} ended with ${code ?? signal}`))
      })
    })
  }

  /** Asks a process that has only just started. */
  const desk = <T>(ask: (one: DeskView) => T): Promise<T> => openStore({ pool }).readDay(DAY, opener(cityDay(COURIERS, CAPACITY)), ask)

  beforeAll(async () => {
    server = await startServer()
    pool = new pg.Pool(server.connection)
    pool.on('error', () => {})
    await openStore({ pool }).migrate()
    await Promise.all(Array.from({ length: PROCESSES }, (_, i) => run(i, (one) => heard.push(one), i === 3 ? 8 : Infinity)))
  })
  afterAll(async () => {
    await pool.end()
    await server.stop()
  })

  test('one of them was killed with work left to do', () => {
    // ten orders of its own and five contested ones: at least fifteen answers, had it lived
    expect(killedAfter).toBeGreaterThanOrEqual(8)
    expect(heard.filter(({ command }) => command.startsWith('p3 ')).length).toBeLessThan(15)
  })

  test('every answer that a customer got is in the ledger, word for word', async () => {
    expect(heard.length).toBeGreaterThan(100)
    const events = (await pool.query('select seq, event from slotsmith.event where day = $1 order by seq', [DAY])).rows
    const answers = new Map(snapshot(replay(events.map(({ event }) => event as unknown))).answers.map((one) => [one.command, one]))
    for (const { command, answer } of heard) {
      const stored = answers.get(command)!
      expect(stored.ok).toBe(answer.ok)
      if (answer.ok && stored.ok && 'booking' in stored) {
        const { id, slot, state } = stored.booking
        expect([id, slot.id, state]).toEqual([answer.id, answer.booking.slot, answer.booking.state])
      }
      if (!answer.ok && !stored.ok) expect(stored.refusal.code).toBe(answer.refusal.code)
    }
  })

  test('no promise is lost, none is sold twice, and the plan is legal', async () => {
    // What the last answer about each booking said is what stands, unless the killed process said more that nobody heard.
    const last = new Map(heard.flatMap(({ answer }) => (answer.ok ? [[answer.id, answer.booking] as const] : [])))
    const { bookings, violations, sold } = await desk((one) => ({
      bookings: new Map(one.bookings().map((booking) => [booking.id, booking])),
      violations: legal(one.day, one.orders().values(), one.plan()),
      sold: one.plan().routes.flatMap((route) => route.steps.flatMap((step) => (step.type === 'order' ? [step.id] : []))),
    }))
    for (const [id, { state, slot, by }] of last) if (by !== 'p3') expect(bookings.get(id)).toMatchObject({ state, slot })
    expect(violations).toEqual([])
    // five couriers with room for ten: the day is sold out but for what was given back at the end
    expect(sold.length).toBeLessThanOrEqual(COURIERS * CAPACITY)
    expect(sold.length).toBeGreaterThan(30)
    expect(new Set(sold).size).toBe(sold.length)
    const live = [...bookings.values()].filter(({ state }) => state === 'held' || state === 'confirmed')
    expect(live).toHaveLength(sold.length)
  })

  test('an order that all of them asked for was sold to one', async () => {
    for (const number of CONTESTED) {
      const granted = heard.filter(({ type, order, answer }) => type === 'hold' && order === `order-${number}` && answer.ok)
      const cancelled = heard.filter(({ type, order }) => type === 'cancel' && order === `order-${number}`)
      // it may be sold again after it was cancelled
      expect(granted.length).toBeLessThanOrEqual(1 + cancelled.length)
    }
  })

  test('the log has no gap, and leads to the state that is stored', async () => {
    const { rows } = await pool.query('select seq::int, event from slotsmith.event where day = $1 order by seq', [DAY])
    expect(rows.map(({ seq }) => seq as number)).toEqual(rows.map((_, i) => i + 1))
    const ledger = snapshot(replay(rows.map(({ event }) => event as unknown)))
    expect(await desk((one) => one.snapshot().ledger)).toEqual(ledger)
    const [day] = (await pool.query('select version::int, snapshot_version::int as whole from slotsmith.day')).rows as Record<string, number>[]
    const [changes] = (await pool.query('select count(*)::int as count from slotsmith.change')).rows as Record<string, number>[]
    expect(changes!['count']).toBe(day!['version'])
    // `worker.ts` has a snapshot stored every 20 versions
    expect(day!['version']! - day!['whole']!).toBeLessThan(20)
  })

  test('who takes the place of the killed process and repeats its commands gets the same answers', async () => {
    const again: Heard[] = []
    await run(3, (one) => again.push(one))
    const first = heard.filter(({ command }) => command.startsWith('p3 '))
    for (const { command, answer } of first) {
      expect(again.find((one) => one.command === command)!.answer).toEqual({ ...answer, repeated: true })
    }
    expect(await desk((one) => legal(one.day, one.orders().values(), one.plan()))).toEqual([])
  })
})
