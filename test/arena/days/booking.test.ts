import { describe, expect, test } from 'vitest'
import type { Asker } from '../../../src/arena/days/booking.ts'
import { bookDay } from '../../../src/arena/days/booking.ts'
import { legacy } from '../../../src/arena/regimes/legacy.ts'
import type { Choice, RegimeDay } from '../../../src/arena/regimes/regime.ts'
import { slotsmith } from '../../../src/arena/regimes/slotsmith.ts'
import type { Customer } from '../../../src/arena/world/customer.ts'
import { HOUR, tinyWorld } from './tiny.ts'

const somebody = tinyWorld(1).customers[0]!
/** In all day; likes cheap slots, and nothing else matters: a whim is rarely worth more than 20 units. */
const customer = (id: string, asksAt: number, changes: Partial<Customer> = {}): Customer => ({
  ...somebody, id, asksAt, changesAt: asksAt + 5000, ending: 'keeps', request: { ...somebody.request, id },
  home: [[{ start: 0, end: 24 * HOUR }]],
  taste: { perHour: 0, perPrice: -100, perHourAway: 0, perHourIn: -1, favourite: 0, leaves: -1e6, whims: 1 },
  ...changes,
})
const asks = (one: Customer, failed = 0, isNew = true): Asker => ({ customer: one, at: one.asksAt, failed, isNew })

const cheap: Choice = { id: 'cheap', window: { start: 9 * HOUR, end: 10 * HOUR }, price: 1 }
const dear: Choice = { id: 'dear', window: { start: 20 * HOUR, end: 21 * HOUR }, price: 2 }

/** A regime's day that writes down what it is asked. */
function spy(choices: readonly Choice[]): { day: RegimeDay; calls: string[] } {
  const calls: string[] = []
  const day: RegimeDay = {
    ask: ({ id }, at, again) => {
      calls.push(`${at} ${id} asks ${again}`)
      return choices
    },
    book: ({ id }, choice, at) => void calls.push(`${at} ${id} books ${choice.id}`),
    cancel: (id, at) => void calls.push(`${at} ${id} cancels`),
    dispatch: () => ({ routes: [], left: [], evaluations: 0 }),
  }
  return { day, calls }
}

const nobody = () => false

describe('the stream of a day', () => {
  test('lets those stay in for a slot who would wait at home on purpose, and nobody else', () => {
    const out = (id: string, at: number) => asks(customer(id, at, { home: [[]] }))
    const asked = bookDay(slotsmith, spy([cheap]).day, 0, [out('waits', 1), out('does not', 2)], ({ id }) => id === 'waits')
    expect([...asked.values()].map(({ outcome, suiting }) => [outcome, suiting])).toEqual([['booked', 0], ['nothing suited', 0]])
  })

  test('comes in the order of time: asking, lapsing after ten minutes, cancelling, moving to what is second best', () => {
    const { day, calls } = spy([cheap, dear])
    const askers = [
      asks(customer('moves', 4000, { ending: 'moves' })),
      asks(customer('keeps', 3000)),
      asks(customer('lapses', 2000, { ending: 'lapses' })),
      asks(customer('cancels', 1000, { ending: 'cancels' })),
    ]
    const asked = bookDay(slotsmith, day, 0, askers, nobody)
    expect(calls).toEqual([
      '1000 cancels asks 0', '1000 cancels books cheap',
      '2000 lapses asks 0', '2000 lapses books cheap',
      '3000 keeps asks 0', '3000 keeps books cheap',
      '4000 moves asks 0', '4000 moves books cheap',
      '6000 cancels cancels',
      '9000 moves asks 0', '9000 moves books dear',
      '602000 lapses cancels',
    ])
    expect([...asked].map(([id, { outcome }]) => [id, outcome]).sort()).toEqual([
      ['cancels', 'cancelled'], ['keeps', 'booked'], ['lapses', 'lapsed'], ['moves', 'booked'],
    ])
  })

  test('sells only what lies within the hours at home, and counts what was offered and what suits', () => {
    const evening = customer('evening', 0, { home: [[{ start: 19 * HOUR, end: 24 * HOUR }]] })
    const noon = customer('noon', 1, { home: [[{ start: 11 * HOUR, end: 13 * HOUR }]] })
    const { day, calls } = spy([cheap, dear])
    const asked = bookDay(slotsmith, day, 0, [asks(evening), asks(noon)], nobody)
    expect(calls).toEqual(['0 evening asks 0', '0 evening books dear', '1 noon asks 0'])
    expect(asked.get('evening')).toMatchObject({ offered: 2, suiting: 1, outcome: 'booked' })
    expect(asked.get('noon')).toMatchObject({ offered: 2, suiting: 0, outcome: 'nothing suited' })
    expect(bookDay(slotsmith, spy([]).day, 0, [asks(noon)], nobody).get('noon')!.outcome).toBe('nothing offered')
  })

  test('tells the first choice where nobody chooses, whether it suits or not; nobody can move it', () => {
    const { day, calls } = spy([cheap, dear])
    const asked = bookDay(legacy, day, 0, [asks(customer('out', 0, { home: [[]], ending: 'moves' }))], nobody)
    expect(calls).toEqual(['0 out asks 0', '0 out books cheap'])
    expect(asked.get('out')).toMatchObject({ suiting: 0, outcome: 'booked' })
  })

  test('who comes back neither lapses nor cancels nor moves, and says how often a visit has failed', () => {
    const { day, calls } = spy([cheap])
    const endings = ['lapses', 'cancels', 'moves'] as const
    const asked = bookDay(slotsmith, day, 0, endings.map((ending, at) => asks(customer(ending, at, { ending }), 2, false)), nobody)
    expect(calls).toEqual(endings.flatMap((id, at) => [`${at} ${id} asks 2`, `${at} ${id} books cheap`]))
    expect([...asked.values()].every(({ outcome }) => outcome === 'booked')).toBe(true)
  })

  test('a booking stands where its owner wants to move and nothing else suits', () => {
    const { day, calls } = spy([cheap])
    expect(bookDay(slotsmith, day, 0, [asks(customer('moves', 0, { ending: 'moves' }))], nobody).get('moves')!.outcome).toBe('booked')
    expect(calls).toEqual(['0 moves asks 0', '0 moves books cheap', '5000 moves asks 0'])
  })
})
