/**
 * Why a slot is refused: every code, and by how much the courier that comes nearest misses it.
 *
 * Broken on purpose, and seen to fail: time put before what stands in the way where there is time; too late wherever the gap opens too
 * late.
 */
import { describe, expect, test } from 'vitest'
import { refusalCodes } from '../../src/slots/reason.ts'
import { estimateTravel } from '../../src/travel/estimate.ts'
import { manualClock } from '../../src/time/clock.ts'
import { ann, promise, reasonFor, roadDesk } from '../make/road.ts'

/** Codes seen by the tests of this file; the last test counts them. */
const seen = new Set<string>()

function reason(...asked: Parameters<typeof reasonFor>): ReturnType<typeof reasonFor> {
  const found = reasonFor(...asked)
  seen.add(found.code!)
  return found
}

describe('what has happened', () => {
  /** Ann has left at 8:00 with one parcel, brought it at 8:10, and is free at place 1 at 8:20. */
  const onTheRoad = () => {
    const desk = roadDesk({ clock: manualClock('2026-12-01T06:00:00+01:00') })
    promise(desk, { id: 'a', place: 1, load: [1], service: 'PT10M' }, '08:10')
    desk.observe({ courier: 'ann', done: ['a'], from: '08:20' })
    return desk
  }

  test('departed: the only courier has left without the goods', () => {
    expect(reason(onTheRoad(), { place: 2, load: [1] }, '09:00', '10:00')).toEqual({ code: 'departed', proved: true })
    // What is only picked up needs nobody who loads.
    expect(() => reason(onTheRoad(), { place: 2, pickup: [1] }, '09:00', '10:00')).toThrow('offered')
  })

  test('underway: the order was delivered, and cannot come at another time', () => {
    const { refused } = onTheRoad().offer({ id: 'a', place: 1, load: [1], slots: ['nine'] })
    expect(refused).toMatchObject([{ slot: 'nine', reason: { code: 'underway', proved: true } }])
    seen.add('underway')
  })
})

describe('what no plan could change', () => {
  test('no-skill: nobody has the skill', () => {
    expect(reason(roadDesk(), { place: 1, skills: ['lift'] }, '09:00', '10:00')).toEqual({ code: 'no-skill', proved: true })
  })

  test('no-skill: two couriers have one skill each, and nobody has both', () => {
    const couriers = [{ ...ann, skills: ['lift'] }, { ...ann, id: 'bob', skills: ['cold'] }]
    expect(reason(roadDesk({ couriers }), { place: 1, skills: ['lift', 'cold'] }, '09:00', '10:00').code).toBe('no-skill')
    expect(() => reason(roadDesk({ couriers }), { place: 1, skills: ['cold'] }, '09:00', '10:00')).toThrow('offered')
  })

  test('too-big: seven parcels, where ann carries five and bob six', () => {
    const couriers = [ann, { ...ann, id: 'bob', capacity: [6] }]
    // 7 − 6 = 1
    expect(reason(roadDesk({ couriers }), { place: 1, load: [7] }, '09:00', '10:00'))
      .toEqual({ code: 'too-big', proved: true, courier: 'bob', shift: 0, shortBy: 1, unit: 'units', dimension: 0 })
  })

  test('too-big: what is taken along counts like what is brought, in every dimension', () => {
    const couriers = [{ ...ann, capacity: [5, 100] }]
    // 130 − 100 = 30 in the second dimension
    expect(reason(roadDesk({ couriers }), { place: 1, delivery: [1, 0], pickup: [0, 130] }, '09:00', '10:00'))
      .toMatchObject({ code: 'too-big', proved: true, shortBy: 30, dimension: 1 })
  })

  test('full: ann and bob have room for ten in all, and eleven are asked for', () => {
    const desk = roadDesk({ couriers: [ann, { ...ann, id: 'bob' }] })
    for (const id of ['a', 'b']) promise(desk, { id, place: 1, load: [4] }, '09:00')
    // 4 + 4 + 3 = 11, and 11 − 10 = 1
    expect(reason(desk, { place: 1, load: [3] }, '09:00', '10:00'))
      .toEqual({ code: 'full', proved: true, shortBy: 1, unit: 'units', dimension: 0 })
  })

  test('unreachable: the shift begins too late', () => {
    // Ann leaves at 8:00. The matrix may break the triangle inequality, so the way counts as nothing: 8:00 − 7:30 = 30 minutes.
    expect(reason(roadDesk(), { place: 1 }, '07:00', '07:30'))
      .toEqual({ code: 'unreachable', proved: true, courier: 'ann', shift: 0, shortBy: 1800, unit: 'seconds' })
  })

  test('unreachable: the way counts where travel keeps the triangle inequality', () => {
    // 360 m in a straight line at 36 km/h, or 10 m a second: a degree of latitude is 111,195 m, so 0.0324 degrees are 3603 m, 361 s.
    const travel = estimateTravel({ kilometresPerHour: 36, detour: 1 })
    const desk = roadDesk({ travel, couriers: [{ ...ann, start: [0, 0], end: [0, 0] }] })
    expect(travel.seconds([0, 0], [0, 0.0324])).toBe(361)
    // There at 8:06:01 at the earliest, 61 s after 8:05.
    expect(reason(desk, { place: [0, 0.0324] }, '08:00', '08:05')).toMatchObject({ code: 'unreachable', proved: true, shortBy: 61 })
  })

  test('unreachable: the shift ends too early', () => {
    // Done by 12:00 after 20 minutes at the door: start by 11:40, 50 minutes before 12:30.
    expect(reason(roadDesk(), { place: 1, service: 'PT20M' }, '12:30', '13:00'))
      .toEqual({ code: 'unreachable', proved: true, courier: 'ann', shift: 0, shortBy: 3000, unit: 'seconds' })
  })

  test('task-limit: nobody may take any order', () => {
    expect(reason(roadDesk({ couriers: [{ ...ann, maxTasks: 0 }] }), { place: 1 }, '09:00', '10:00'))
      .toEqual({ code: 'task-limit', proved: true, courier: 'ann', shift: 0, shortBy: 1, unit: 'orders' })
  })

  test('travel-limit: the way there and back alone is too far', () => {
    const travel = estimateTravel({ kilometresPerHour: 36, detour: 1 })
    const couriers = [{ ...ann, start: [0, 0] as const, end: [0, 0] as const, maxTravelTime: 700 }]
    // 361 s there and 361 back, 22 more than 700.
    expect(reason(roadDesk({ travel, couriers }), { place: [0, 0.0324] }, '09:00', '10:00'))
      .toEqual({ code: 'travel-limit', proved: true, courier: 'ann', shift: 0, shortBy: 22, unit: 'seconds' })
  })

  test('closed: the lead time has passed', () => {
    // Two hours before 9:00 is 7:00; a second later it is too late.
    const clock = manualClock('2026-12-01T07:00:00+01:00')
    const desk = roadDesk({ clock, closing: { leadTime: 'PT2H' } })
    expect(desk.offer({ id: 'x', place: 1 }).offered.map(({ slot }) => slot)).toEqual(['nine', 'ten'])
    clock.advance(1)
    const { offered, refused } = desk.offer({ id: 'x', place: 1 })
    expect(offered.map(({ slot }) => slot)).toEqual(['ten'])
    expect(refused).toMatchObject([{ slot: 'nine', reason: { code: 'closed', proved: true } }])
    seen.add('closed')
  })

  test('closed: the cut-off of the evening before', () => {
    const clock = manualClock('2026-11-30T18:00:00+01:00')
    const desk = roadDesk({ clock, closing: { cutoff: { at: '18:00', daysBefore: 1 } } })
    expect(desk.offer({ id: 'x', place: 1 }).offered).toHaveLength(2)
    clock.advance(1)
    expect(desk.offer({ id: 'x', place: 1 }).refused.map(({ reason: { code } }) => code)).toEqual(['closed', 'closed'])
    expect(desk.hold({ order: { id: 'x', place: 1 }, slot: 'nine' })).toMatchObject({ ok: false, refusal: { code: 'slot-closed' } })
  })
})

describe('what stands in the way of the present routes', () => {
  test('full: ann has room for one, and bob does not reach the place in time', () => {
    const bob = { ...ann, id: 'bob', shift: { start: '11:00', end: '12:00' } }
    const desk = roadDesk({ couriers: [ann, bob] })
    promise(desk, { id: 'a', place: 1, load: [4] }, '08:30')
    // Ann: 4 + 3 − 5 = 2 over. Bob has the room, but comes at 11:10, 70 minutes late.
    expect(reason(desk, { place: 1, load: [3] }, '09:00', '10:00'))
      .toMatchObject({ code: 'arrives-late', proved: false, courier: 'bob', shortBy: 4200 })
    // With bob's room taken, too, he misses less than she does: 3 + 3 − 5 = 1. In both there are 3 left for the 3, so nothing is proved.
    promise(desk, { id: 'b', place: 1, load: [3] }, '11:30')
    expect(reason(desk, { place: 1, load: [3] }, '09:00', '10:00'))
      .toEqual({ code: 'full', proved: false, courier: 'bob', shift: 0, shortBy: 1, unit: 'units', dimension: 0 })
  })

  test('task-limit: one order is all that ann may have', () => {
    const desk = roadDesk({ couriers: [{ ...ann, maxTasks: 1 }] })
    promise(desk, { id: 'a', place: 1 }, '08:30')
    expect(reason(desk, { place: 1 }, '09:00', '10:00'))
      .toEqual({ code: 'task-limit', proved: false, courier: 'ann', shift: 0, shortBy: 1, unit: 'orders' })
  })

  test('arrives-late: too far from the promise before', () => {
    const desk = roadDesk()
    promise(desk, { id: 'a', place: 3, service: 'PT5M' }, '09:00')
    // 9:05 and twenty minutes from place 3 to place 1: 9:25, 15 minutes after 9:10.
    expect(reason(desk, { place: 1, service: 'PT5M' }, '09:00', '09:10'))
      .toEqual({ code: 'arrives-late', proved: false, courier: 'ann', shift: 0, shortBy: 900, unit: 'seconds' })
  })

  test('leaves-early: too far from the promise after', () => {
    const desk = roadDesk()
    promise(desk, { id: 'a', place: 3 }, '11:20')
    // At place 3 by 11:20, twenty minutes from place 1, five at the door: start by 10:55, 5 minutes before 11:00.
    expect(reason(desk, { place: 1, service: 'PT5M' }, '11:00', '11:10'))
      .toEqual({ code: 'leaves-early', proved: false, courier: 'ann', shift: 0, shortBy: 300, unit: 'seconds' })
  })

  test('no-room: too little time between two promises', () => {
    const desk = roadDesk()
    promise(desk, { id: 'a', place: 3, service: 'PT5M' }, '09:00')
    promise(desk, { id: 'b', place: 3, service: 'PT5M' }, '10:00')
    // From 9:05 to 10:00 are 55 minutes; 20 there, 30 at the door and 20 back are 70, which is 15 too many.
    expect(reason(desk, { place: 1, service: 'PT30M' }, '09:10', '09:50'))
      .toEqual({ code: 'no-room', proved: false, courier: 'ann', shift: 0, shortBy: 900, unit: 'seconds' })
  })

  test('no-room: what is missing between two promises is more than what comes too late', () => {
    const desk = roadDesk()
    promise(desk, { id: 'a', place: 3, service: 'PT5M' }, '09:00')
    promise(desk, { id: 'b', place: 3, service: 'PT5M' }, '09:30')
    // After a: 9:25, 5 minutes after 9:20. But to be back by 9:30 after 19 minutes at the door, start by 8:51: 34 minutes are missing.
    // After b it would be 9:55, 35 minutes after 9:20.
    expect(reason(desk, { place: 1, service: 'PT19M' }, '09:00', '09:20'))
      .toEqual({ code: 'no-room', proved: false, courier: 'ann', shift: 0, shortBy: 2040, unit: 'seconds' })
  })

  test('travel-limit: there is time, but the detour is too long', () => {
    const desk = roadDesk({ couriers: [{ ...ann, maxTravelTime: 'PT50M' }] })
    promise(desk, { id: 'a', place: 1 }, '08:30')
    // Ten minutes there and ten back are planned. Over place 3 they become 30 and 30: 60 − 50 = 10 minutes.
    expect(reason(desk, { place: 3 }, '09:00', '10:00'))
      .toEqual({ code: 'travel-limit', proved: false, courier: 'ann', shift: 0, shortBy: 600, unit: 'seconds' })
  })

  test('travel-limit: there is time, but the detour is too far', () => {
    const desk = roadDesk({ couriers: [{ ...ann, maxDistance: 29_000 }] })
    promise(desk, { id: 'a', place: 1 }, '08:30')
    // Place 3 is 15 km from the start: 30 km there and back, 1 km too many.
    expect(reason(desk, { place: 3 }, '09:00', '10:00'))
      .toEqual({ code: 'travel-limit', proved: false, courier: 'ann', shift: 0, shortBy: 1000, unit: 'metres' })
  })

  test('full: what is brought counts from the start on, and what is taken to the end', () => {
    const desk = roadDesk()
    promise(desk, { id: 'brought', place: 1, delivery: [4] }, '08:30')
    promise(desk, { id: 'taken', place: 1, pickup: [4] }, '11:00')
    // On board: 4 until 8:30, nothing until 11:00, 4 from then on. What the newcomer brings is on board from 8:00 until it is served, what
    // it takes from then to the end. 1 and 1 fit at any time: 5 until 8:30, 1, and 5 from 11:00 on.
    expect(desk.offer({ id: 'x', place: 1, delivery: [1], pickup: [1] }).offered).toHaveLength(2)
    promise(desk, { id: 'swap', place: 1, delivery: [1], pickup: [1] }, '09:00')
    // Now 5 until 8:30, 1 until 9:00, 1 until 11:00, 5 from then on: there is room for nothing more at either end.
    expect(reason(desk, { place: 1, delivery: [1] }, '09:00', '10:00')).toMatchObject({ code: 'full', proved: true, shortBy: 1 })
  })

  test('full: both ends of the route have room, and the gap that has the time has not', () => {
    const desk = roadDesk()
    promise(desk, { id: 'taken', place: 1, pickup: [2] }, '09:00')
    promise(desk, { id: 'brought', place: 1, delivery: [3] }, '11:00')
    // On board: 3 until 9:00, 5 until 11:00, 2 from then on. One more that is brought at 9:30 is on board from 8:00: 4, then 6.
    expect(reason(desk, { place: 1, delivery: [1] }, '09:30', '10:00'))
      .toEqual({ code: 'full', proved: false, courier: 'ann', shift: 0, shortBy: 1, unit: 'units', dimension: 0 })
    // Before 9:00 it is gone before the 2 come on board.
    expect(() => reason(desk, { place: 1, delivery: [1] }, '08:30', '09:00')).toThrow('offered')
  })

  test('the courier that comes nearest is named', () => {
    // Ann is at place 5 until 9:05, fifty minutes from place 0: 9:55. Bob at place 2, twenty: 9:25. The slot closes at 9:10.
    const desk = roadDesk({ couriers: [{ ...ann, skills: ['far'] }, { ...ann, id: 'bob' }] })
    promise(desk, { id: 'a', place: 5, service: 'PT5M', skills: ['far'] }, '09:00')
    promise(desk, { id: 'b', place: 2, service: 'PT5M' }, '09:00')
    expect(reason(desk, { place: 0, service: 'PT5M' }, '09:01', '09:10'))
      .toMatchObject({ code: 'arrives-late', courier: 'bob', shortBy: 900 })
  })
})

describe('trips, positions, areas and other ends', () => {
  test('blocked: ann may not serve the area, and nobody else has the skill', () => {
    const couriers = [{ ...ann, skills: ['lift'], blocked: [{ rows: [3] }] }, { ...ann, id: 'bob' }]
    expect(reason(roadDesk({ couriers }), { place: 3, skills: ['lift'] }, '09:00', '10:00')).toEqual({ code: 'blocked', proved: true })
    expect(() => reason(roadDesk({ couriers }), { place: 3 }, '09:00', '10:00')).toThrow('offered')
  })

  test('not-ready: the goods come to the depot after the slot', () => {
    // Ready at 10:00; the way counts as nothing in a proof on a matrix: 10:00 − 9:30 = 30 minutes.
    expect(reason(roadDesk(), { place: 1, load: [1], release: '10:00' }, '09:00', '09:30'))
      .toEqual({ code: 'not-ready', proved: true, courier: 'ann', shift: 0, shortBy: 1800, unit: 'seconds' })
  })

  test('not-ready: waiting for it would make another promise late', () => {
    const desk = roadDesk()
    promise(desk, { id: 'a', place: 1, service: 'PT5M' }, '08:30')
    // Ann must be at place 1 at 8:30, and cannot come back for what is ready at 9:00.
    expect(reason(desk, { place: 2, load: [1], release: '09:00' }, '10:00', '11:00'))
      .toEqual({ code: 'not-ready', proved: false, courier: 'ann', shift: 0 })
    // With one reload she can.
    const reloading = roadDesk({ couriers: [{ ...ann, reload: { most: 1 } }] })
    promise(reloading, { id: 'a', place: 1, service: 'PT5M' }, '08:30')
    expect(() => reason(reloading, { place: 2, load: [1], release: '09:00' }, '10:00', '11:00')).toThrow('offered')
  })

  test('position: the time is free before an order that must be first', () => {
    const desk = roadDesk()
    promise(desk, { id: 'a', place: 1, service: 'PT5M', position: 'first' }, '11:00')
    expect(reason(desk, { place: 1 }, '09:00', '10:00')).toEqual({ code: 'position', proved: false, courier: 'ann', shift: 0 })
  })

  test('other-end: nobody can collect in time', () => {
    const collectAt = { place: 5, windows: [{ start: '10:00', end: '10:30' }] }
    expect(reason(roadDesk(), { place: 1, load: [1], collectAt }, '09:00', '10:00'))
      .toEqual({ code: 'other-end', proved: false, courier: 'ann', shift: 0 })
    expect(() => reason(roadDesk(), { place: 1, load: [1], collectAt }, '10:00', '11:00')).toThrow('offered')
  })
})

describe('what the business says', () => {
  test('hidden: the policy keeps the slot from the customer', () => {
    const desk = roadDesk({ policy: { name: 'no early birds', hides: ({ slot }) => slot.id === 'nine' } })
    const { offered, refused } = desk.offer({ id: 'x', place: 1 })
    expect(offered.map(({ slot }) => slot)).toEqual(['ten'])
    expect(refused).toMatchObject([{ slot: 'nine', reason: { code: 'hidden', proved: false, courier: 'ann', nearest: 'ten' } }])
    seen.add('hidden')
  })

  test('unreliable: somebody would be late too often', () => {
    const desk = roadDesk({ policy: { name: 'sure', leastOnTime: 1 }, reliability: { legSpread: 0.5 } })
    // To be at place 3 by 8:30 the road must not be a second slower than usual.
    const { refused } = desk.offer({ id: 'x', place: 3, slots: [{ id: 'tight', start: '08:30', end: '08:30' }] })
    expect(refused).toMatchObject([{ reason: { code: 'unreliable', proved: false, courier: 'ann' } }])
    seen.add('unreliable')
  })

  test('not-wished: the slot was named, but the wishes of the same request rule it out', () => {
    const { offered, refused } = roadDesk().offer({ id: 'x', place: 1, slots: ['nine', 'ten'], wishes: '10:00 or later' })
    expect(offered.map(({ slot }) => slot)).toEqual(['ten'])
    expect(refused).toMatchObject([{ slot: 'nine', reason: { code: 'not-wished', proved: false } }])
    seen.add('not-wished')
  })
})

test('the nearest slot that would work is named', () => {
  const desk = roadDesk({ slots: [8, 9, 10, 11].map((hour) => ({ id: String(hour), start: hour * 3600, end: hour * 3600 + 3600 })) })
  promise(desk, { id: 'a', place: 1, service: 'PT2H' }, '08:30')
  // Busy until 10:30. From 8:10 to 8:30 she could be elsewhere, so 8 works only for the quickest; 9 is full; 10 works from 10:30 on.
  const { refused } = desk.offer({ id: 'x', place: 1, service: 'PT30M' })
  expect(refused.map(({ slot, reason: { nearest } }) => [slot, nearest])).toEqual([['8', '10'], ['9', '10']])
})

test('every code of a refused slot has been seen', () => {
  expect([...seen].toSorted()).toEqual(Object.keys(refusalCodes).toSorted())
})
