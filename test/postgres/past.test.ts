/** "Why was I refused at 10:02?", asked of the store: every answer that was given is given again, from what is in the tables. */
import type pg from 'pg'
import { describe, expect, test } from 'vitest'
import type { AnswerBasis, OfferAnswer } from '../../src/live/answer.ts'
import type { Desk } from '../../src/live/desk.ts'
import { openDay } from '../../src/live/open-day.ts'
import type { DeskSnapshot } from '../../src/live/snapshot.ts'
import { openStore } from '../../src/postgres/index.ts'
import type { Store, StoreSettings } from '../../src/postgres/index.ts'
import { manualClock } from '../../src/time/clock.ts'
import type { Clock } from '../../src/time/clock.ts'
import { failure, useDatabase } from './database.ts'
import { binaries } from './server.ts'
import { cityDay, cityOrder } from './town.ts'

const NOON = '2026-11-30T12:00:00+01:00'

describe.skipIf(binaries === undefined)('a day in the store as it was', () => {
  let pool: pg.Pool
  useDatabase((connections) => {
    pool = connections
  })

  const fresh = (settings: Partial<StoreSettings> = {}): Store => openStore({ pool, ...settings })

  /** Two couriers for three orders each: from the seventh on there are refusals. */
  const then = (snapshot: DeskSnapshot | undefined, clock: Clock) => openDay({ ...cityDay(2, 3, clock), snapshot })

  interface Told {
    readonly request: ReturnType<typeof cityOrder>
    readonly answer: OfferAnswer
  }

  /** Customers ask, hold for ten minutes, and confirm, cancel or let it lapse; now and then the routes are improved. */
  async function busyDay(stores: readonly Store[]): Promise<Told[]> {
    const now = manualClock(NOON)
    const open = (snapshot: DeskSnapshot | undefined) => then(snapshot, now)
    const told: Told[] = []
    for (let number = 0; number < 24; number++) {
      const store = stores[number % stores.length]!
      const request = cityOrder(number)
      const ask = (desk: Pick<Desk, 'offer'>) => desk.offer(request)
      const look = await store.readDay('d', open, ask)
      told.push({ request, answer: look })
      const slot = look.offered[number % Math.max(1, look.offered.length)]?.slot ?? '10h'
      // several customers of one process at once: reading, holding and improving share a transaction
      const [early, hold, late] = await Promise.all([
        store.withDay('d', open, ask),
        store.withDay('d', open, (desk) => desk.hold({ order: request, slot }, { id: `h${number}` })),
        store.withDay('d', open, ask),
        number % 5 === 4 ? store.withDay('d', open, (desk) => desk.improve({ evaluations: 300 })) : undefined,
      ])
      told.push({ request, answer: early }, { request, answer: late })
      if (hold.ok && number % 3 === 0) await store.withDay('d', open, (desk) => desk.confirm(hold.id, { id: `c${number}` }))
      if (hold.ok && number % 3 === 1) await store.withDay('d', open, (desk) => desk.cancel(hold.id, { id: `x${number}` }))
      now.advance(150)
      told.push({ request, answer: await store.readDay('d', open, ask) })
    }
    return told
  }

  // 1: every version is kept whole; 5: some; 200: only the first
  test.each([1, 5, 200])('gives every answer again, with a snapshot every %d versions and two processes', async (snapshotEvery) => {
    const told = await busyDay([fresh({ snapshotEvery }), fresh({ snapshotEvery })])
    const refused = told.filter(({ answer }) => answer.offered.length === 0)
    expect(refused.length).toBeGreaterThan(5)
    expect(new Set(told.map(({ answer }) => answer.basis.seq)).size).toBeGreaterThan(20)
    for (const { request, answer } of told) {
      const basis = JSON.parse(JSON.stringify(answer.basis)) as AnswerBasis
      expect(await fresh().readPast('d', then, basis, (desk) => desk.offer(request))).toEqual(answer)
    }
  })

  test('is asked for by the moment alone: the last state until then', async () => {
    const now = manualClock(NOON)
    const store = fresh()
    const open = (snapshot: DeskSnapshot | undefined) => then(snapshot, now)
    await store.withDay('d', open, (desk) => desk.hold({ order: cityOrder(1), slot: '10h' }, { id: 'h1', for: 60 }))
    now.advance(300)
    await store.withDay('d', open, (desk) => desk.hold({ order: cityOrder(2), slot: '10h' }, { id: 'h2' }))
    const orders = (when: string) => fresh().readPast('d', then, when, (desk) => [...desk.orders().keys()])
    expect(await orders('2026-11-30T11:59:59+01:00')).toEqual([])
    expect(await orders('2026-11-30T12:00:59+01:00')).toEqual(['order-1'])
    // lapsed, though nobody had noted it yet
    expect(await orders('2026-11-30T12:01:00+01:00')).toEqual([])
    expect(await orders('2026-11-30T12:05:00+01:00')).toEqual(['order-2'])
  })

  test('that was never stored is an empty one', async () => {
    const request = cityOrder(1)
    const answer = await fresh().readDay('d', (snapshot) => then(snapshot, manualClock(NOON)), (desk) => desk.offer(request))
    expect(await fresh().readPast('d', then, answer.basis, (desk) => desk.offer(request))).toEqual(answer)
  })

  test('began with what was promised elsewhere', async () => {
    const promised = { orders: [{ ...cityOrder(1), windows: [{ start: '10:00', end: '12:00' }] }] }
    const open = (snapshot: DeskSnapshot | undefined, clock: Clock = manualClock(NOON)) =>
      openDay({ ...cityDay(1, 3, clock), ...(snapshot ? { snapshot } : { promised }) })
    const ask = (desk: Pick<Desk, 'offer'>) => desk.offer(cityOrder(2))
    const before = await fresh().readDay('d', open, ask)
    await fresh().withDay('d', open, (desk) => desk.hold({ order: cityOrder(3), slot: '10h' }))
    const after = await fresh().readDay('d', open, ask)
    expect(await fresh().readPast('d', open, before.basis, ask)).toEqual(before)
    expect(await fresh().readPast('d', open, after.basis, ask)).toEqual(after)
  })

  test('cannot be changed', async () => {
    const now = manualClock(NOON)
    await fresh().withDay('d', (snapshot) => then(snapshot, now), (desk) => desk.hold({ order: cityOrder(1), slot: '10h' }, { id: 'h1' }))
    await fresh().readPast('d', then, NOON, (desk) => (desk as Desk).release('b:h1'))
    expect(await fresh().readDay('d', (snapshot) => then(snapshot, now), (desk) => desk.orders().size)).toBe(1)
  })

  describe('that does not reach back', () => {
    const basisOfHold = async () => {
      const open = (snapshot: DeskSnapshot | undefined) => then(snapshot, manualClock(NOON))
      const store = fresh({ snapshotEvery: 3 })
      const bases: AnswerBasis[] = []
      for (let number = 0; number < 8; number++) {
        await store.withDay('d', open, (desk) => desk.hold({ order: cityOrder(number), slot: '10h' }, { id: `h${number}` }))
        bases.push((await store.readDay('d', open, (desk) => desk.offer(cityOrder(99)))).basis)
      }
      return bases
    }

    test('because it was pruned says so, and what came after the last snapshot still answers', async () => {
      const bases = await basisOfHold()
      // as the guide has it
      await pool.query(`delete from slotsmith.past using slotsmith.day where past.day = id and past.version < snapshot_version`)
      await pool.query(`delete from slotsmith.change using slotsmith.day where change.day = id and change.version <= snapshot_version`)
      const read = (basis: AnswerBasis) => fresh().readPast('d', then, basis, (desk) => desk.basis())
      expect(await failure(read(bases[0]!))).toMatchObject({ code: 'snapshot-mismatch', path: 'day["d"].basis' })
      expect(await read(bases[7]!)).toEqual(bases[7])
      // and the day goes on
      const open = (snapshot: DeskSnapshot | undefined) => then(snapshot, manualClock(NOON))
      expect(await fresh().readDay('d', open, (desk) => desk.bookings().length)).toBeGreaterThan(3)
    })

    test('because a change is missing says so', async () => {
      const bases = await basisOfHold()
      await pool.query(`delete from slotsmith.change where version = 2`)
      await pool.query(`delete from slotsmith.past where version > 1`)
      const error = await failure(fresh().readPast('d', then, bases[4]!, (desk) => desk.basis()))
      expect(error).toMatchObject({ code: 'snapshot-mismatch', path: 'day["d"].changes' })
    })

    test('because its desk lives in the present says so', async () => {
      const [first] = await basisOfHold()
      const present = (snapshot: DeskSnapshot | undefined) => then(snapshot, manualClock(NOON))
      expect(await failure(fresh().readPast('d', present, first!, (desk) => desk.basis()))).toMatchObject({ code: 'contradiction' })
    })

    test.each([undefined, 'yesterday', Number.NaN])('%j is no moment', async (when) => {
      expect(await failure(fresh().readPast('d', then, when as never, (desk) => desk.basis()))).toMatchObject({ path: 'when' })
    })
  })

  test('is kept from the first migration on: tables of before get what they lack, and what they hold can be explained', async () => {
    const now = manualClock(NOON)
    const open = (snapshot: DeskSnapshot | undefined) => then(snapshot, now)
    await fresh().withDay('d', open, (desk) => desk.hold({ order: cityOrder(1), slot: '10h' }, { id: 'h1' }))
    // the tables as they were before
    await pool.query('drop table slotsmith.past')
    await pool.query('alter table slotsmith.change drop column at')
    expect((await failure(fresh().readPast('d', then, NOON, (desk) => desk.basis()))).message).toMatch(/does not exist/)
    await fresh().migrate()
    await fresh().migrate()
    await fresh().withDay('d', open, (desk) => desk.hold({ order: cityOrder(2), slot: '10h' }, { id: 'h2' }))
    const { basis } = await fresh().readDay('d', open, (desk) => desk.offer(cityOrder(3)))
    expect(await fresh().readPast('d', then, basis, (desk) => [...desk.orders().keys()])).toEqual(['order-1', 'order-2'])
    expect(await fresh().readPast('d', then, { ...basis, seq: 1 }, (desk) => [...desk.orders().keys()])).toEqual(['order-1'])
  })
})
