/** A request over several days and depots: what is asked, in which order, when it is enough, and where an offer is held. */
import { describe, expect, test } from 'vitest'
import type { Desk } from '../../src/live/desk.ts'
import type { OpenDayInput } from '../../src/live/open-day.ts'
import type { OfferRequest } from '../../src/live/request.ts'
import { cheapestFirst, offerDayByDay, offerOverDays } from '../../src/live/several-days.ts'
import type { SeveralDaysOptions } from '../../src/live/several-days.ts'
import { priceByDetour } from '../../src/slots/policy.ts'
import { matrixTravel } from '../../src/travel/matrix.ts'
import { problemsOf } from '../make/problems.ts'
import { promise, roadDesk } from '../make/road.ts'

/** 2026-12-01 is a Tuesday. */
const TUESDAY = '2026-12-01'
const WEDNESDAY = '2026-12-02'
const THURSDAY = '2026-12-03'
const order: OfferRequest = { id: 'x', place: 1 }

/** Counts how often a desk is asked. */
function counted(desk: Desk): { desk: Desk; asked: () => number } {
  let asked = 0
  const offer = desk.offer.bind(desk)
  desk.offer = (request) => {
    asked++
    return offer(request)
  }
  return { desk, asked: () => asked }
}

const on = (date: string, change: Partial<OpenDayInput> = {}) => counted(roadDesk({ date, ...change }))

/** A depot whose matrix knows places 0 and 1 only. */
const village = matrixTravel({ seconds: [[0, 600], [600, 0]] })

const named = (offers: readonly { desk: string; slot: string }[]) => offers.map(({ desk, slot }) => `${desk} ${slot}`)

describe('several days', () => {
  test('are answered together, the earlier first where the price is the same', () => {
    const desks = new Map([['tue', on(TUESDAY).desk], ['wed', on(WEDNESDAY).desk]])
    const { order: id, offered, dates, notAsked } = offerOverDays(desks, order)
    expect(id).toBe('x')
    expect(named(offered)).toEqual(['tue nine', 'tue ten', 'wed nine', 'wed ten'])
    expect(offered.map(({ date, start }) => `${date} ${start}`)).toEqual([
      '2026-12-01 2026-12-01T09:00:00+01:00', '2026-12-01 2026-12-01T10:00:00+01:00',
      '2026-12-02 2026-12-02T09:00:00+01:00', '2026-12-02 2026-12-02T10:00:00+01:00',
    ])
    expect(dates.map(({ date, answers }) => [date, answers.map(({ desk }) => desk)])).toEqual([[TUESDAY, ['tue']], [WEDNESDAY, ['wed']]])
    expect(notAsked).toEqual([])
  })

  // Place 1 is 10 minutes from the depot, 20 there and back: at 1.00 a minute 20.00. On Wednesday somebody at place 1 is served at 9:30, so
  // that a stop beside it adds nothing: nine costs 0 there. At 10 the courier would be there anyway, too.
  test('are sorted by price before all else', () => {
    const policy = priceByDetour({ base: 0, perMinute: 1, least: 0, most: 100 })
    const wednesday = on(WEDNESDAY, { policy }).desk
    promise(wednesday, { id: 'neighbour', place: 1 }, '09:30')
    const desks = new Map([['tue', on(TUESDAY, { policy }).desk], ['wed', wednesday]])
    expect(offerOverDays(desks, order).offered.map(({ desk, slot, price }) => `${desk} ${slot} ${price}`)).toEqual([
      'wed nine 0', 'wed ten 0', 'tue nine 20', 'tue ten 20',
    ])
  })

  test('are sorted as the caller says, and by price and time where the caller does not mind', () => {
    const desks = new Map([['tue', on(TUESDAY).desk], ['wed', on(WEDNESDAY).desk]])
    const latestSlotFirst: SeveralDaysOptions['order'] = (a, b) => b.slot.localeCompare(a.slot)
    expect(named(offerOverDays(desks, order, { order: latestSlotFirst }).offered)).toEqual(['tue ten', 'wed ten', 'tue nine', 'wed nine'])
  })

  test('are compared by the moment and not by its text: clocks go back on 2026-10-25 in Berlin and not in London’s morning', () => {
    const [nine] = offerOverDays(new Map([['tue', on(TUESDAY).desk]]), order).offered
    const winter = { ...nine!, start: '2026-10-25T09:00:00+01:00' }
    // 9:30 in summer time is 8:30 in winter time
    const summer = { ...nine!, start: '2026-10-25T09:30:00+02:00' }
    expect(cheapestFirst(summer, winter)).toBeLessThan(0)
  })

  test('are asked until it is enough, by whole dates', () => {
    const [tue, north, wed, thu] = [on(TUESDAY), on(TUESDAY), on(WEDNESDAY), on(THURSDAY)]
    const desks = new Map([['tue', tue.desk], ['wed', wed.desk], ['north', north.desk], ['thu', thu.desk]])
    // Tuesday has two offers at each of its two depots
    const one = offerOverDays(desks, order, { enough: 1 })
    expect(named(one.offered)).toEqual(['tue nine', 'north nine', 'tue ten', 'north ten'])
    expect(one.notAsked).toEqual([{ desk: 'wed', date: WEDNESDAY, why: 'enough' }, { desk: 'thu', date: THURSDAY, why: 'enough' }])
    expect([tue, north, wed, thu].map(({ asked }) => asked())).toEqual([1, 1, 0, 0])
    expect(offerOverDays(desks, order, { enough: 5 }).offered).toHaveLength(6)
    expect(thu.asked()).toBe(0)
  })

  test('are asked one after the other, and only when the caller goes on', () => {
    const [tue, wed] = [on(TUESDAY), on(WEDNESDAY)]
    const seen: string[] = []
    for (const { date, offered } of offerDayByDay(new Map([['tue', tue.desk], ['wed', wed.desk]]), order)) {
      seen.push(`${date}: ${named(offered).join(', ')}`)
      expect([tue.asked(), wed.asked()]).toEqual([1, 0])
      break
    }
    expect(seen).toEqual(['2026-12-01: tue nine, tue ten'])
  })

  test('are asked in the caller’s order', () => {
    const desks = new Map([['wed', on(WEDNESDAY).desk], ['tue', on(TUESDAY).desk]])
    expect([...offerDayByDay(desks, order)].map(({ date }) => date)).toEqual([WEDNESDAY, TUESDAY])
    expect(offerOverDays(desks, order, { enough: 1 }).notAsked).toEqual([{ desk: 'tue', date: TUESDAY, why: 'enough' }])
  })

  test('of none are none', () => {
    expect(offerOverDays(new Map(), order)).toEqual({ order: 'x', offered: [], alternatives: [], dates: [], notAsked: [] })
  })

  test('an offer is held at the desk that it names', () => {
    const desks = new Map([['tue', on(TUESDAY).desk], ['wed', on(WEDNESDAY).desk]])
    const offer = offerOverDays(desks, order).offered.find(({ date }) => date === WEDNESDAY)!
    // as a browser sends it back
    const back = JSON.parse(JSON.stringify(offer)) as typeof offer
    expect(desks.get(back.desk)!.hold(back)).toMatchObject({ ok: true, booking: { start: '2026-12-02T09:00:00+01:00' } })
    expect(desks.get('tue')!.bookings()).toEqual([])
    // Seen to fail: a token that did not know its desk held Tuesday's slot.
    expect(() => desks.get('tue')!.hold(back)).toThrow('unknown-id')
  })
})

describe('wishes', () => {
  test('are read for each day: a day that none of them names is not asked', () => {
    const [tue, wed] = [on(TUESDAY), on(WEDNESDAY)]
    const { offered, notAsked } = offerOverDays(new Map([['tue', tue.desk], ['wed', wed.desk]]), { ...order, wishes: 'Wednesday before 10' })
    expect(named(offered)).toEqual(['wed nine'])
    expect(notAsked).toEqual([{ desk: 'tue', date: TUESDAY, why: 'other-day' }])
    expect([tue, wed].map(({ asked }) => asked())).toEqual([0, 1])
  })

  // At 7 in the morning nobody works, on no day; Wednesday's own slots come first, then those of the days that nobody wished for.
  test('that no day can keep are answered with alternatives, of the wished day first to be asked', () => {
    const desks = new Map([['tue', on(TUESDAY).desk], ['wed', on(WEDNESDAY).desk], ['thu', on(THURSDAY).desk]])
    const early = { ...order, wishes: 'Wednesday before 8:00' }
    const all = offerOverDays(desks, early)
    expect(all.offered).toEqual([])
    expect(all.dates.map(({ date }) => date)).toEqual([WEDNESDAY, TUESDAY, THURSDAY])
    expect(named(all.alternatives)).toEqual(['tue nine', 'tue ten', 'wed nine', 'wed ten', 'thu nine', 'thu ten'])
    const some = offerOverDays(desks, early, { enough: 2 })
    expect(named(some.alternatives)).toEqual(['wed nine', 'wed ten'])
    expect(some.notAsked.map(({ desk, why }) => `${desk} ${why}`)).toEqual(['tue other-day', 'thu other-day'])
  })

  test('that some day can keep leave alternatives out', () => {
    const full = on(TUESDAY, { couriers: [{ id: 'ann', start: 0, end: 0, shift: { start: '10:00', end: '12:00' }, capacity: [5] }] }).desk
    const desks = new Map([['tue', full], ['wed', on(WEDNESDAY).desk]])
    const answer = offerOverDays(desks, { ...order, wishes: { from: '09:00', to: '10:00' } })
    // Tuesday's courier leaves at 10, and is there at 10:10
    expect(named(answer.dates[0]!.alternatives)).toEqual(['tue ten'])
    expect(named(answer.offered)).toEqual(['wed nine'])
    expect(answer.alternatives).toEqual([])
  })
})

describe('a desk that the request makes no sense at', () => {
  const far: OfferRequest = { id: 'x', place: 2 }

  test('is not asked, and says why; the others answer', () => {
    const small = on(TUESDAY, { travel: village })
    const { offered, notAsked } = offerOverDays(new Map([['small', small.desk], ['tue', on(TUESDAY).desk]]), far)
    expect(named(offered)).toEqual(['tue nine', 'tue ten'])
    expect(notAsked).toMatchObject([{ desk: 'small', date: TUESDAY, why: 'not-here', problems: [{ code: 'place-unknown', path: 'place', got: 2 }] }])
    expect(small.asked()).toBe(0)
  })

  test('such as one that does not sell the slot', () => {
    const slots = [{ id: 'noon', start: '11:00', end: '12:00' }]
    const { offered, notAsked } = offerOverDays(
      new Map([['tue', on(TUESDAY).desk], ['wed', on(WEDNESDAY, { slots }).desk]]), { ...order, slots: ['noon'] },
    )
    expect(named(offered)).toEqual(['wed noon'])
    expect(notAsked).toMatchObject([{ desk: 'tue', why: 'not-here', problems: [{ code: 'unknown-id', path: 'slots[0]' }] }])
  })

  test('is every desk: that is the caller’s mistake, before anything is asked', () => {
    const [one, two] = [on(TUESDAY, { travel: village }), on(WEDNESDAY, { travel: village })]
    const desks = new Map([['one', one.desk], ['two', two.desk]])
    expect(problemsOf(() => offerOverDays(desks, far))).toEqual(['place-unknown at place'])
    expect(problemsOf(() => offerOverDays(desks, { ...order, wishes: 'whenever' }))).toEqual(['wish-unclear at wishes'])
    expect(problemsOf(() => offerOverDays(desks, null as never))).toEqual(['not-text at id', 'place-unknown at place'])
    expect([one, two].map(({ asked }) => asked())).toEqual([0, 0])
  })
})

describe('options', () => {
  test.each([
    ['no desks', (): unknown => offerOverDays(undefined as never, order), 'not-an-object at desks'],
    ['desks in an object', () => offerOverDays({ tue: roadDesk() } as never, order), 'not-an-object at desks'],
    ['something else among the desks', () => offerOverDays(new Map([['tue', {}]]) as never, order), 'not-an-object at desks'],
    ['enough at none', () => offerOverDays(new Map(), order, { enough: 0 }), 'out-of-range at options.enough'],
    ['enough in parts', () => offerOverDays(new Map(), order, { enough: 1.5 }), 'not-an-integer at options.enough'],
    ['an order in words', () => offerOverDays(new Map(), order, { order: 'price' as never }), 'not-an-object at options.order'],
    ['a misspelt option', () => offerOverDays(new Map(), order, { enuogh: 1 } as never), 'unknown-key at options.enuogh'],
  ])('%s', (_, act, problem) => {
    expect(problemsOf(act)).toEqual([problem])
  })
})
