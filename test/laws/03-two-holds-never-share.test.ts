/**
 * Law 3: two holds never use the same capacity; a customer's own hold never blocks that customer; pending holds count.
 *
 * Broken on purpose, and seen to fail: the customer's own stop not lifted while offers are computed; holds not put into the routes
 * before they are confirmed; lapsed holds that keep their place; one end of the customer’s own order lifted and not the other.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { legal } from '../../src/model/legal.ts'
import { openDay } from '../../src/live/open-day.ts'
import { manualClock } from '../../src/time/clock.ts'
import { matrixTravel } from '../../src/travel/matrix.ts'
import { EVE, filledTownArbitrary, openTown, wantedArbitrary } from '../make/town.ts'

describe('two shoppers race for the last place', () => {
  /** One courier with room for one parcel. */
  const race = () => {
    const clock = manualClock(EVE)
    const desk = openDay({
      date: '2026-12-01', zone: 'Europe/Berlin', clock,
      couriers: [{ id: 'k', start: 0, end: 0, shift: { start: '08:00', end: '12:00' }, capacity: [1] }],
      slots: [{ id: 'morning', start: '09:00', end: '11:00' }],
      travel: matrixTravel({ seconds: [[0, 600], [600, 0]] }),
    })
    const [first, second] = ['first', 'second'].map((id) => desk.offer({ id, place: 1, load: [1] }).offered[0]!)
    return { clock, desk, first: first!, second: second! }
  }

  test('who holds first has it, and the other is told', () => {
    const { desk, first, second } = race()
    expect(desk.hold(first, { by: 'ann' }).ok).toBe(true)
    expect(desk.hold(second, { by: 'bob' })).toMatchObject({ ok: false, refusal: { code: 'no-longer-fits' } })
    expect([...desk.orders().keys()]).toEqual(['first'])
  })

  test('a hold that is not confirmed yet counts, until it lapses', () => {
    const { clock, desk, first } = race()
    desk.hold(first, { by: 'ann', for: 'PT5M' })
    const ask = () => desk.offer({ id: 'second', place: 1, load: [1] })
    expect(ask().refused[0]!.reason).toMatchObject({ code: 'full', shortBy: 1 })
    clock.advance('PT4M59S')
    expect(ask().offered).toHaveLength(0)
    clock.advance('PT1S')
    expect(ask().offered).toHaveLength(1)
  })

  test('who was offered the place gets it after all when the hold lapses in time', () => {
    const { clock, desk, first, second } = race()
    desk.hold(first, { by: 'ann', for: 'PT5M' })
    clock.advance('PT5M')
    expect(desk.hold(second, { by: 'bob' }).ok).toBe(true)
  })

  for (const trips of [false, true]) {
    test(`on random days${trips ? ' with trips' : ''}, whatever both are answered can be kept`, () => {
      const cases = filledTownArbitrary({ metric: false, repairEvaluations: 200, trips, visits: trips }).chain((filled) =>
        fc.record({ filled: fc.constant(filled), one: wantedArbitrary(filled.town), other: wantedArbitrary(filled.town), pick: fc.nat(50) }))
      fc.assert(
        fc.property(cases, ({ filled: { town, snapshot }, one, other, pick }) => {
          const desk = openTown(town, manualClock(EVE), { snapshot })
          const before = desk.orders().size
          const mine = desk.offer({ ...one, id: 'mine' }).offered
          const yours = desk.offer({ ...other, id: 'yours' }).offered
          fc.pre(mine.length > 0 && yours.length > 0)
          const first = desk.hold(mine[pick % mine.length]!, { by: 'ann' })
          const second = desk.hold(yours[pick % yours.length]!, { by: 'bob' })
          expect(first.ok).toBe(true)
          expect(desk.orders().size).toBe(before + (second.ok ? 2 : 1))
          expect(legal(desk.day, desk.orders().values(), desk.plan())).toEqual([])
        }),
        { numRuns: 100 },
      )
    })
  }
})

describe('a customer’s own hold never blocks that customer', () => {
  for (const [metric, trips] of [[true, false], [false, false], [true, true], [false, true]] as const) {
    const travel = `travel ${metric ? 'keeps' : 'breaks'} the triangle inequality${trips ? ', reloads and other ends' : ''}`
    test(`asked again for the slot that is held, it is offered (${travel})`, () => {
      fc.assert(
        fc.property(filledTownArbitrary({ metric, trips }), ({ town, snapshot }) => {
          const desk = openTown(town, manualClock(EVE), { snapshot })
          for (const { order, slot } of desk.bookings()) {
            const { windows: _, priority: __, ...wanted } = desk.orders().get(order)!
            expect(desk.offer({ ...wanted, slots: [slot] }).offered.map((offered) => offered.slot)).toEqual([slot])
          }
        }),
        { numRuns: 100 },
      )
    })
  }

  for (const trips of [false, true]) {
    test(`whoever holds is offered what giving the hold up would bring${trips ? ', on trips' : ''}`, () => {
      fc.assert(
        fc.property(filledTownArbitrary({ metric: true, trips }), fc.nat(20), ({ town, snapshot }, pick) => {
          const held = openTown(town, manualClock(EVE), { snapshot })
          const bookings = held.bookings()
          fc.pre(bookings.length > 0)
          const { id, order } = bookings[pick % bookings.length]!
          const { windows: _, priority: __, ...wanted } = held.orders().get(order)!
          const meanwhile = held.offer(wanted).offered
          const given = openTown(town, manualClock(EVE), { snapshot })
          expect(given.cancel(id).ok).toBe(true)
          const after = given.offer(wanted).offered
          expect(meanwhile.map(({ slot, addedCost }) => [slot, addedCost])).toEqual(after.map(({ slot, addedCost }) => [slot, addedCost]))
        }),
        { numRuns: 100 },
      )
    })
  }
})
