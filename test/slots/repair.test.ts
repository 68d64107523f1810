/**
 * Slots without a direct gap that a small rearrangement keeps.
 *
 * Broken on purpose, and seen to fail: rearrangements not adopted; the last resort used for everybody; the last resort never used.
 */
import { describe, expect, test } from 'vitest'
import { legal } from '../../src/model/legal.ts'
import type { Desk } from '../../src/live/desk.ts'
import type { OpenDayInput } from '../../src/live/open-day.ts'
import { ann, promise, roadDesk } from '../make/road.ts'

/**
 * Ann has a lift, bob has none. Somebody at place 1 who needs none was promised 9:00, and ann goes there: she was listed first. The
 * newcomer at place 5 needs the lift at 9:00, too, forty minutes away. Bob could have gone to place 1.
 */
function lifted(repairEvaluations: number, more: Partial<OpenDayInput> = {}): Desk {
  const desk = roadDesk({ couriers: [{ ...ann, skills: ['lift'] }, { ...ann, id: 'bob' }], repairEvaluations, ...more })
  promise(desk, { id: 'plain', place: 1 }, '09:00')
  expect(courierOf(desk, 'plain')).toBe('ann')
  return desk
}

function courierOf(desk: Desk, order: string): string | undefined {
  return desk.plan().routes.find(({ steps }) => steps.some((step) => step.type === 'order' && step.id === order))?.courier
}

const newcomer = { id: 'newcomer', place: 5, skills: ['lift'], slots: [{ id: 'same', start: '09:00', end: '09:10' }] }

describe('a slot without a direct gap', () => {
  test('is refused where no repair is asked for, and nothing is proved', () => {
    // From 9:00 at place 1, forty minutes to place 5: 9:40, 30 minutes after 9:10.
    expect(lifted(0).offer(newcomer).refused[0]!.reason)
      .toMatchObject({ code: 'arrives-late', proved: false, courier: 'ann', shortBy: 1800 })
  })

  test('is offered where a rearrangement keeps it; offering changes nothing', () => {
    const desk = lifted(5000)
    const before = JSON.stringify(desk.snapshot())
    const answer = desk.offer(newcomer)
    expect(JSON.stringify(desk.snapshot())).toBe(before)
    expect(courierOf(desk, 'plain')).toBe('ann')
    // Ann drives 50 minutes there and 50 back. Bob drives the ten there and ten back that she does now. 100 minutes are 6000 s.
    expect(answer.offered).toMatchObject([{ slot: 'same', courier: 'ann', addedTravel: 6000, addedCost: 6000 }])
    expect(answer.evaluations).toBeGreaterThan(0)
  })

  test('is kept when it is held, as it was offered', () => {
    const desk = lifted(5000)
    const cost = desk.cost()
    const [offer] = desk.offer(newcomer).offered
    expect(desk.hold(offer!).ok).toBe(true)
    expect(courierOf(desk, 'newcomer')).toBe('ann')
    expect(courierOf(desk, 'plain')).toBe('bob')
    expect(desk.cost() - cost).toBe(offer!.addedCost)
    expect(legal(desk.day, desk.orders().values(), desk.plan())).toEqual([])
  })

  test('is asked for again when the routes have changed in between, and kept another way', () => {
    const desk = lifted(5000)
    const [offer] = desk.offer(newcomer).offered
    // Now bob has something else to do at 9:00; but at 8:00 and 10:00 he is free.
    promise(desk, { id: 'other', place: 2 }, '10:00')
    expect(desk.hold(offer!).ok).toBe(true)
    expect(legal(desk.day, desk.orders().values(), desk.plan())).toEqual([])
  })

  test('is lost when nobody is left to take what is in the way', () => {
    const desk = lifted(5000)
    const [offer] = desk.offer(newcomer).offered
    promise(desk, { id: 'other', place: 3 }, '09:00')
    expect(courierOf(desk, 'other')).toBe('bob')
    expect(desk.hold(offer!)).toMatchObject({ ok: false, refusal: { code: 'no-longer-fits' } })
    expect(courierOf(desk, 'plain')).toBe('ann')
  })

  test('found for one slot is offered for every slot that it keeps', () => {
    const slots = [{ id: 'wide', start: '08:00', end: '09:30' }, { id: 'narrow', start: '09:00', end: '09:05' }]
    expect(lifted(5000).offer({ ...newcomer, slots }).offered.map(({ slot }) => slot)).toEqual(['wide', 'narrow'])
  })

  test('that nobody could ever reach is refused without a search', () => {
    const { refused, evaluations } = lifted(5000).offer({ ...newcomer, slots: [{ id: 'early', start: '06:00', end: '07:00' }] })
    expect(refused[0]!.reason).toMatchObject({ code: 'unreachable', proved: true })
    // Nothing was looked at but the gaps themselves: two of ann's route at the most.
    expect(evaluations).toBeLessThanOrEqual(2)
  })
})

describe('two budgets', () => {
  // One gap may be looked at: that sees who could make way, and nothing more.
  const hurried = (lastResortEvaluations: number) => lifted(1, { lastResortEvaluations })

  test('the usual one is all there is where the last resort has no more', () => {
    expect(hurried(0).offer(newcomer).refused[0]!.reason).toMatchObject({ code: 'arrives-late', proved: false })
  })

  test('whoever would be turned away with nothing is searched for longer', () => {
    expect(hurried(5000).offer(newcomer).offered).toMatchObject([{ slot: 'same', courier: 'ann' }])
  })

  test('whoever is offered something is not', () => {
    // From 9:00 at place 1, forty minutes to place 5; from 11:00 on, fifty minutes home: back before 12.
    const slots = [...newcomer.slots, { id: 'later', start: '10:30', end: '11:00' }]
    const { offered, refused } = hurried(5000).offer({ ...newcomer, slots })
    expect(offered).toMatchObject([{ slot: 'later' }])
    expect(refused).toMatchObject([{ slot: 'same', reason: { proved: false } }])
  })

  test('by default the last resort has ten times the usual budget', () => {
    const [few, many] = [50, 500].map((repairEvaluations) => {
      const desk = lifted(repairEvaluations)
      promise(desk, { id: 'other', place: 3 }, '09:00')
      return desk.offer(newcomer)
    })
    expect(few!.offered).toEqual([])
    // Nobody can be found to take what is in the way; the last round may look at some more.
    expect(few!.evaluations).toBeGreaterThanOrEqual(500)
    expect(few!.evaluations).toBeLessThan(800)
    expect(many!.evaluations).toBeGreaterThanOrEqual(5000)
  })
})
