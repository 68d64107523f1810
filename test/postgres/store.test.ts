/** The store against a real PostgreSQL: restarts, repeats, lost connections, damaged rows, hostile ids. */
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/base/errors.ts'
import type { Desk } from '../../src/live/desk.ts'
import { openDay } from '../../src/live/open-day.ts'
import { openStore } from '../../src/postgres/index.ts'
import type { DeskView, Store, StorePool, StoreQuery, StoreSettings } from '../../src/postgres/index.ts'
import { manualClock } from '../../src/time/clock.ts'
import { failure, useDatabase } from './database.ts'
import { binaries } from './server.ts'
import type { Server } from './server.ts'
import { cityDay, cityOrder, opener } from './town.ts'

const clock = manualClock('2026-11-30T12:00:00+01:00')
const open = opener(cityDay(2, 10, clock))
const hold = (number: number, id = `hold-${number}`) => (desk: Desk) => desk.hold({ order: cityOrder(number), slot: '10h' }, { id })
const bytes = (desk: DeskView) => JSON.stringify(desk.snapshot())

describe.skipIf(binaries === undefined)('the store', () => {
  let server: Server
  let pool: pg.Pool
  useDatabase((connections, started) => {
    pool = connections
    server = started
  })

  /** A store as a process opens it when it starts: nothing is at hand. */
  const fresh = (settings: Partial<StoreSettings> = {}): Store => openStore({ pool, ...settings })
  const rows = async (text: string, values: unknown[] = []) => (await pool.query(text, values)).rows as Record<string, unknown>[]
  const count = async (table: string) => Number((await rows(`select count(*) as n from slotsmith.${table}`))[0]!['n'])

  /** A pool whose connections do something else first, or instead, when a statement is asked. */
  type Go = () => Promise<{ rows: Record<string, unknown>[] }>
  function meddling(meddle: (text: string, go: Go, client: pg.PoolClient) => unknown): StorePool {
    return {
      query: (query: StoreQuery) => pool.query(query),
      connect: async () => {
        const client = await pool.connect()
        return {
          query: (query: StoreQuery) =>
            meddle(query.text, () => client.query(query), client) as Promise<{ rows: Record<string, unknown>[] }>,
          release: (broken?: boolean) => client.release(broken),
          on: (event: 'error', listener: (error: Error) => void) => client.on(event, listener),
          off: (event: 'error', listener: (error: Error) => void) => client.off(event, listener),
        }
      },
    }
  }

  describe('migrate', () => {
    test('may be repeated, also by many at once, and changes nothing the second time', async () => {
      await pool.query('drop schema slotsmith cascade')
      await Promise.all(Array.from({ length: 6 }, () => fresh().migrate()))
      await fresh().withDay('d', open, hold(1))
      await fresh().migrate()
      expect(await fresh().readDay('d', open, (desk) => desk.orders().size)).toBe(1)
    })

    test('keeps the days of two schemas apart', async () => {
      const other = fresh({ schema: 'other_shop' })
      await other.migrate()
      await other.withDay('d', open, hold(1))
      expect(await fresh().readDay('d', open, (desk) => desk.orders().size)).toBe(0)
      expect(await other.readDay('d', open, (desk) => desk.orders().size)).toBe(1)
    })

    test.each(['', 'a b', 'Upper', 'x"; drop table t; --', 'pg_catalog', '1st', 'ä', 'x'.repeat(64), 5, null])(
      'refuses the schema %j', (schema) => {
        expect(() => fresh({ schema: schema as string })).toThrow(InputError)
      },
    )
  })

  test('settings are checked, all at once', () => {
    const wrong = { pool: {}, snapshotEvery: 0, mostOpenDays: 1.5, other: 1 } as unknown as StoreSettings
    const codes = () => {
      try {
        openStore(wrong)
      } catch (error) {
        return (error as InputError).problems.map(({ code, path }) => `${code} ${path}`)
      }
      return []
    }
    expect(codes()).toEqual(['unknown-key other', 'not-an-object pool', 'out-of-range snapshotEvery', 'not-an-integer mostOpenDays'])
  })

  describe('a restart', () => {
    // 1: every version is a snapshot; 3: two in three are changes; 200: all but the first are changes
    test.each([1, 3, 200])('loses neither promises nor routes, with a snapshot every %d versions', async (snapshotEvery) => {
      const store = fresh({ snapshotEvery })
      for (let number = 0; number < 12; number++) {
        const held = await store.withDay('d', open, hold(number))
        if (held.ok && number % 2 === 0) await store.withDay('d', open, (desk) => desk.confirm(held.id, { id: `confirm-${number}` }))
        if (held.ok && number % 3 === 0) await store.withDay('d', open, (desk) => desk.cancel(held.id, { id: `cancel-${number}` }))
        if (number === 7) await store.withDay('d', open, (desk) => desk.improve({ evaluations: 2000 }))
      }
      const before = await store.readDay('d', open, bytes)
      expect(await fresh().readDay('d', open, bytes)).toBe(before)
      expect(JSON.parse(before)).toMatchObject({ improvements: 1 })
    })

    test('of the database, as after a power cut, loses nothing that was answered', async () => {
      const held = await fresh().withDay('d', open, hold(1))
      const store = fresh()
      await store.withDay('d', open, hold(2))
      await server.crash()
      // the old connections are gone, and the store finds that out by itself
      expect((await store.withDay('d', open, hold(1))).repeated).toBe(true)
      expect(await fresh().readDay('d', open, (desk) => [...desk.orders().keys()].toSorted())).toEqual(['order-1', 'order-2'])
      expect(held.ok).toBe(true)
    })
  })

  describe('work', () => {
    test('that is repeated with its command id gets the same answer and has no second effect', async () => {
      const first = await fresh().withDay('d', open, hold(1))
      const second = await fresh().withDay('d', open, hold(1))
      expect(second).toEqual({ ...first, repeated: true })
      expect(await count('event')).toBe(1)
    })

    test('that changes nothing stores nothing', async () => {
      const store = fresh()
      await store.withDay('d', open, (desk) => desk.offer(cityOrder(1)))
      expect(await count('day')).toBe(0)
      await store.withDay('d', open, hold(1))
      await store.withDay('d', open, (desk) => desk.offer(cityOrder(2)))
      expect(await count('change')).toBe(1)
    })

    test('that throws is taken back, and what was done beside it in the same transaction is not', async () => {
      const store = fresh()
      const [one, two, three] = await Promise.allSettled([
        store.withDay('d', open, hold(1)),
        store.withDay('d', open, (desk) => {
          hold(2)(desk)
          throw new Error('the payment failed')
        }),
        store.withDay('d', open, hold(3)),
      ])
      expect([one.status, two.status, three.status]).toEqual(['fulfilled', 'rejected', 'fulfilled'])
      expect(await fresh().readDay('d', open, (desk) => [...desk.orders().keys()].toSorted())).toEqual(['order-1', 'order-3'])
      // the first began alone, the other two waited for it and went together
      expect(await count('change')).toBe(2)
    })

    test('that is asynchronous is refused, and nothing that it does to the desk later counts', async () => {
      const store = fresh()
      const late = store.withDay('d', open, async (desk) => {
        await Promise.resolve()
        return hold(1)(desk)
      })
      expect(await failure(late)).toMatchObject({ code: 'work-not-allowed' })
      await store.withDay('d', open, hold(2))
      expect(await store.readDay('d', open, (desk) => [...desk.orders().keys()])).toEqual(['order-2'])
      expect(await fresh().readDay('d', open, (desk) => [...desk.orders().keys()])).toEqual(['order-2'])
    })

    test('that only reads may not change the day', async () => {
      const store = fresh()
      await store.withDay('d', open, hold(1))
      const sly = store.readDay('d', open, (desk) => hold(2)(desk as Desk))
      expect(await failure(sly)).toMatchObject({ code: 'work-not-allowed' })
      expect(await store.readDay('d', open, (desk) => desk.orders().size)).toBe(1)
      expect(await count('change')).toBe(1)
    })

    test('that only reads sees lapsed holds go, and leaves it to the next who writes to store that', async () => {
      const store = fresh()
      const soon = manualClock(clock.now())
      const brief = opener(cityDay(2, 10, soon))
      await store.withDay('d', brief, (desk) => desk.hold({ order: cityOrder(1), slot: '10h' }, { id: 'h1', for: 60 }))
      soon.advance(61)
      expect(await store.readDay('d', brief, (desk) => desk.orders().size)).toBe(0)
      expect(await count('event')).toBe(1)
      await store.withDay('d', brief, (desk) => desk.hold({ order: cityOrder(2), slot: '10h' }, { id: 'h2' }))
      expect((await rows('select event from slotsmith.event order by seq')).map(({ event }) => (event as { type: string }).type)).toEqual([
        'held', 'expired', 'held',
      ])
    })

    test('that only reads leaves its desk fit to follow who stores that', async () => {
      const soon = manualClock(clock.now())
      const brief = opener(cityDay(2, 10, soon))
      const [reader, writer] = [fresh(), fresh()]
      let opened = 0
      const counted: typeof brief = (snapshot) => {
        opened++
        return brief(snapshot)
      }
      await writer.withDay('d', brief, (desk) => desk.hold({ order: cityOrder(1), slot: '10h' }, { id: 'h1', for: 60 }))
      soon.advance(61)
      expect(await reader.readDay('d', counted, (desk) => desk.orders().size)).toBe(0)
      await writer.withDay('d', brief, (desk) => desk.hold({ order: cityOrder(2), slot: '10h' }, { id: 'h2' }))
      expect(await reader.readDay('d', counted, (desk) => desk.orders().size)).toBe(1)
      expect(opened).toBe(1)
    })

    test('of one process is seen by another at once, desk at hand or not', async () => {
      const [one, two] = [fresh(), fresh()]
      await one.withDay('d', open, hold(1))
      await two.withDay('d', open, hold(2))
      await one.withDay('d', open, hold(3))
      for (const store of [one, two, fresh()]) expect(await store.readDay('d', open, (desk) => desk.orders().size)).toBe(3)
    })

    test('on more days than are kept open goes on all the same', async () => {
      const store = fresh({ mostOpenDays: 1 })
      for (const day of ['a', 'b', 'c', 'a', 'b']) await store.withDay(day, open, hold(day.charCodeAt(0) + (await count('change')) * 100))
      const sizes = await Promise.all(['a', 'b', 'c'].map((day) => store.readDay(day, open, (desk) => desk.orders().size)))
      expect(sizes).toEqual([2, 2, 1])
    })
  })

  describe('a connection that is lost', () => {
    /** Ends a session from outside, as an administrator or a network would, and waits until it is gone. */
    const terminate = async (client: pg.PoolClient) => {
      const { processID } = client as unknown as { processID: number }
      await pool.query('select pg_terminate_backend($1, 5000)', [processID])
    }

    test.each(['begin isolation level read committed', 'select pg_try', 'insert', 'commit'])(
      'before %s: the work is done once, on another connection', async (statement) => {
        let times = 0
        const store = fresh({ pool: meddling(async (text, go, client) => {
          if (text.includes(statement) && times++ === 0) await terminate(client)
          return go()
        }) })
        await store.withDay('d', open, hold(1))
        expect(times).toBeGreaterThan(1)
        expect(await count('event')).toBe(1)
        expect(await fresh().readDay('d', open, (desk) => desk.orders().size)).toBe(1)
      },
    )

    /** The database commits, and the answer never arrives. */
    const losingTheAnswer = (until = 1): StorePool => {
      let times = 0
      return meddling(async (text, go, client) => {
        const result = await go()
        if (text === 'commit' && times++ < until) {
          await terminate(client)
          throw new Error('Connection terminated unexpectedly')
        }
        return result
      })
    }

    test('after the commit: the work is not done again, and its first answer is the answer', async () => {
      const store = fresh({ pool: losingTheAnswer() })
      let times = 0
      const answer = await store.withDay('d', open, (desk) => {
        times++
        // without an id: done twice, this would be another command, and another hold
        return desk.hold({ order: cityOrder(1), slot: '10h' })
      })
      expect([times, answer.ok, answer.repeated]).toEqual([1, true, false])
      expect(await count('event')).toBe(1)
      // and the day goes on
      expect((await store.withDay('d', open, hold(2))).ok).toBe(true)
      expect(await fresh().readDay('d', open, (desk) => desk.orders().size)).toBe(2)
    })

    test('after the commit, for good: a customer who asks again with the command id gets the answer', async () => {
      let up = true
      const losing = meddling(async (text, go) => {
        const result = await go()
        if (text !== 'commit') return result
        up = false
        throw new Error('Connection terminated unexpectedly')
      })
      const refusing = () => Promise.reject(new Error('connect ECONNREFUSED'))
      const store = fresh({ pool: { ...losing, connect: () => (up ? losing.connect() : refusing()) } })
      // the driver's own error: nobody can tell whether it was stored
      expect((await failure(store.withDay('d', open, hold(1)))).message).toBe('connect ECONNREFUSED')
      const again = await fresh().withDay('d', open, hold(1))
      expect(again).toMatchObject({ ok: true, repeated: true })
      expect(await count('event')).toBe(1)
    })

    test('after another process has gone on meanwhile: the first answer stands all the same', async () => {
      const other = fresh()
      const lost = losingTheAnswer()
      const store = fresh({ pool: { ...lost, connect: async () => {
        if ((await count('change')) === 1) await other.withDay('d', open, hold(2))
        return lost.connect()
      } } })
      expect(await store.withDay('d', open, hold(1))).toMatchObject({ ok: true, repeated: false })
      expect(await fresh().readDay('d', open, (desk) => desk.orders().size)).toBe(2)
      expect(await store.readDay('d', open, (desk) => desk.orders().size)).toBe(2)
    })
  })

  describe('a day that is busy', () => {
    test('because somebody writes to it without asking: the work is given up after five attempts, with nothing stored', async () => {
      await fresh().withDay('d', open, hold(1))
      let attempts = 0
      const store = fresh({ pool: meddling(async (text, go) => {
        if (text.includes('insert')) {
          attempts++
          await pool.query('update slotsmith.day set version = version + 1, snapshot_version = snapshot_version + 1')
        }
        return go()
      }) })
      expect(await failure(store.withDay('d', open, hold(2)))).toMatchObject({ code: 'store-busy', path: 'day', got: 'd' })
      expect(attempts).toBe(5)
      expect(await count('event')).toBe(1)
    })

    test('because somebody holds it for longer than the connection waits', async () => {
      const impatient = new pg.Pool({ ...server.connection, options: '-c lock_timeout=20' })
      const holder = await pool.connect()
      try {
        await holder.query('begin')
        await holder.query(`select pg_advisory_xact_lock(hashtextextended('slotsmith day "slotsmith" d', 0))`)
        expect(await failure(fresh({ pool: impatient }).withDay('d', open, hold(1)))).toMatchObject({ code: 'store-busy' })
        // who only reads does not wait
        expect(await fresh({ pool: impatient }).readDay('d', open, (desk) => desk.orders().size)).toBe(0)
      } finally {
        await holder.query('rollback')
        holder.release()
        await impatient.end()
      }
    })
  })

  describe('what is stored', () => {
    const damages: readonly [what: string, sql: string][] = [
      ['a number for a snapshot', `update slotsmith.day set snapshot = '42'`],
      ['no snapshot', `update slotsmith.day set snapshot = 'null'`],
      ['another kind of snapshot', `update slotsmith.day set snapshot = '{"kind":"__proto__"}'`],
      ['a ledger without bookings', `update slotsmith.day set snapshot = jsonb_set(snapshot::jsonb, '{ledger,bookings}', '[]')`],
      ['routes without stops', `update slotsmith.day set snapshot = jsonb_set(snapshot::jsonb, '{plan,routes}', '[]')`],
      ['another date', `update slotsmith.day set snapshot = jsonb_set(snapshot::jsonb, '{date}', '"2026-12-02"')`],
      ['a missing change', `delete from slotsmith.change where version = 2`],
      ['a change without events', `update slotsmith.change set events = '[]' where version = 2`],
      ['a change that is no list', `update slotsmith.change set events = '{"a":1}', routes = '7' where version = 2`],
      ['a change without routes', `update slotsmith.change set routes = '[]' where version = 2`],
    ]
    test.each(damages)('with %s is refused by name', async (_, sql) => {
      await fresh().withDay('the day', open, hold(1))
      await fresh().withDay('the day', open, hold(2))
      await pool.query(sql)
      const error = await failure(fresh().withDay('the day', open, hold(3)))
      expect(error).toBeInstanceOf(InputError)
      expect(error.code).toBe('snapshot-mismatch')
      expect(error.message).toContain('day["the day"]')
    })

    test('is told apart from a desk whose opening forgot the snapshot: it would sell the day again', async () => {
      await fresh().withDay('d', open, hold(1))
      const forgetful = () => open(undefined)
      expect(await failure(fresh().withDay('d', forgetful, hold(2)))).toMatchObject({ code: 'snapshot-mismatch' })
    })

    test('begins with what was promised elsewhere, once', async () => {
      const promised = { orders: [{ ...cityOrder(1), windows: [{ start: '10:00', end: '12:00' }] }] }
      const first: typeof open = (snapshot) => openDay({ ...cityDay(2, 10, clock), ...(snapshot ? { snapshot } : { promised }) })
      const [one, two] = [fresh(), fresh()]
      expect(await two.readDay('d', first, (desk) => desk.orders().size)).toBe(1)
      await one.withDay('d', first, hold(2))
      await two.withDay('d', first, hold(3))
      expect(await fresh().readDay('d', open, (desk) => [...desk.orders().keys()].toSorted())).toEqual(['order-1', 'order-2', 'order-3'])
      // an opening that promises again in place of the snapshot stands at the right number, one second too late
      const soon = manualClock(clock.now() + 1000)
      await pool.query('truncate slotsmith.day cascade')
      await fresh().withDay('d', open, (desk) => desk.confirm((hold(1)(desk) as { id: string }).id))
      const again = () => openDay({ ...cityDay(2, 10, soon), promised })
      expect(await failure(fresh().withDay('d', again, hold(2)))).toMatchObject({ code: 'snapshot-mismatch' })
    })

    test('with other couriers than it was stored with is refused', async () => {
      await fresh().withDay('d', open, (desk) => desk.hold({ order: { ...cityOrder(1), load: [10] }, slot: '10h' }))
      const smaller = fresh().readDay('d', opener(cityDay(2, 9, clock)), (desk) => desk.cost())
      expect(await failure(smaller)).toMatchObject({ code: 'snapshot-mismatch' })
    })

    test('may be deleted: the day begins anew, also where its desk was at hand', async () => {
      const store = fresh()
      await store.withDay('d', open, hold(1))
      await pool.query(`delete from slotsmith.day where id = 'd'`)
      expect(await store.withDay('d', open, hold(2))).toMatchObject({ ok: true })
      expect(await count('change')).toBe(1)
    })

    test('what opening throws itself is passed on, and the next one may open', async () => {
      const store = fresh()
      const broken = () => { throw new RangeError('no couriers yet') }
      expect(await failure(store.withDay('d', broken, hold(1)))).toBeInstanceOf(RangeError)
      expect(await store.withDay('d', open, hold(1))).toMatchObject({ ok: true })
    })

    test('a database without tables says so itself', async () => {
      expect((await failure(fresh({ schema: 'nowhere' }).readDay('d', open, (desk) => desk.cost()))).message).toMatch(/nowhere/)
    })
  })

  describe('ids', () => {
    test.each([`'; drop table slotsmith.day; --`, '__proto__', 'constructor', '../..', '%s $1 {}', '日付 🚚', ' ', 'x'.repeat(200)])(
      'of days may be %j', async (id) => {
        await fresh().withDay(id, open, hold(1))
        expect(await fresh().readDay(id, open, (desk) => desk.orders().size)).toBe(1)
        expect(await rows('select id from slotsmith.day')).toEqual([{ id }])
      },
    )

    test.each([undefined, null, 5, '', 'x'.repeat(201), 'a\0b', 'half \ud83d', '\udc00', {}])('of days may not be %j', async (id) => {
      const error = await failure(fresh().withDay(id as string, open, hold(1)))
      expect(error).toBeInstanceOf(InputError)
      expect(error.path).toBe('id')
    })

    test.each(['__proto__', 'constructor', 'a\0b', 'half \ud83d', `'"\\`, 'a\u2028b'])(
      'of orders and commands may be %j, in the log as well', async (id) => {
        const order = { ...cityOrder(1), id }
        await fresh().withDay('d', open, (desk) => desk.hold({ order, slot: '10h' }, { id, by: id }))
        await fresh().withDay('d', open, (desk) => desk.confirm(`b:${id}`, { id: `${id}2` }))
        expect(await fresh().readDay('d', open, (desk) => [...desk.orders().keys()])).toEqual([id])
        expect((await rows('select event::text from slotsmith.event where seq = 1'))[0]!['event']).toContain(JSON.stringify(id))
      },
    )
  })
})
