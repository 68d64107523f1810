/** One backend process of `processes.test.ts`: serves customers on a day that others book too, and reports every answer that it got. */
import pg from 'pg'
import type { BookingAnswer } from '../../src/live/answer.ts'
import type { Desk } from '../../src/live/desk.ts'
import { openStore } from '../../src/postgres/index.ts'
import { cityDay, cityOrder, opener } from './town.ts'

/** What the test tells a process to do. */
export interface Task {
  readonly host: string
  readonly user: string
  readonly database: string
  readonly name: string
  readonly couriers: number
  readonly capacity: number
  /** Numbers of the orders that ask for a slot. */
  readonly orders: readonly number[]
  /** Customers served at the same time. */
  readonly customers: number
}

/** One answer, as the customer saw it. */
export interface Heard {
  readonly command: string
  readonly type: 'hold' | 'confirm' | 'cancel' | 'reschedule'
  readonly order: string
  readonly answer: BookingAnswer
}

export const DAY = '2026-12-01 Berlin'
const slots = ['8h', '10h', '12h', '14h', '16h', '18h']

if (process.argv[1]?.endsWith('worker.ts')) await serve(JSON.parse(process.argv[2]!) as Task)

async function serve({ name, couriers, capacity, orders, customers, ...connection }: Task): Promise<void> {
  const pool = new pg.Pool(connection)
  const store = openStore({ pool, snapshotEvery: 20 })
  const open = opener(cityDay(couriers, capacity))
  const say = async (type: Heard['type'], order: string, work: (desk: Desk, id: string) => BookingAnswer) => {
    const command = `${name} ${type} ${order}`
    const answer = await store.withDay(DAY, open, (desk) => work(desk, command))
    process.send!({ command, type, order, answer } satisfies Heard)
    return answer
  }
  const waiting = [...orders]
  const customer = async () => {
    for (let number = waiting.shift(); number !== undefined; number = waiting.shift()) {
      const order = cityOrder(number)
      const slot = slots[number % slots.length]!
      const hold = await say('hold', order.id, (desk, id) => desk.hold({ order, slot }, { id, by: name }))
      if (!hold.ok) continue
      await say('confirm', order.id, (desk, id) => desk.confirm(hold.id, { id, by: name }))
      // one in five gives the slot back, one in five asks for the next one
      const next = slots[(number + 1) % slots.length]!
      if (number % 5 === 1) await say('cancel', order.id, (desk, id) => desk.cancel(hold.id, { id, by: name }))
      if (number % 5 === 2) await say('reschedule', order.id, (desk, id) => desk.reschedule(hold.id, next, { id, by: name }))
    }
  }
  await Promise.all(Array.from({ length: customers }, customer))
  await pool.end()
  process.disconnect()
}
