/** Past orders from a table, and what is wrong with it line by line. */
import { describe, expect, test } from 'vitest'
import { failingShare, readPastDays } from '../../../src/arena/backtest/past-days.ts'
import { InputError } from '../../../src/base/errors.ts'

const header = ['id', 'date', 'lon', 'lat', 'service', 'load', 'asked', 'from', 'to', 'outcome']
const good = ['a', '2026-03-02', '13.4', '52.5', '2.5', '3', '2026-03-01 18:30', '09:00', '11:00', 'failed']

function problemsOf(table: readonly (readonly string[])[], zone = 'Europe/Berlin'): string[] {
  try {
    readPastDays(table, zone)
  } catch (error) {
    expect(error).toBeInstanceOf(InputError)
    return (error as InputError).problems.map(({ code, path }) => `${path} ${code}`)
  }
  return []
}

/** The good line with one field changed. */
function problemsWith(column: string, text: string): string[] {
  return problemsOf([header, good.map((field, i) => (header[i] === column ? text : field))])
}

describe('past orders', () => {
  test('are read with their units: minutes, local times, whole loads', () => {
    const past = readPastDays([header, good], 'Europe/Berlin')
    expect(past).toEqual({
      zone: 'Europe/Berlin', dates: ['2026-03-02'],
      orders: [{
        id: 'a', day: 0, place: [13.4, 52.5], load: [3], service: 150, skills: [], asksAt: Date.parse('2026-03-01T18:30:00+01:00'),
        window: { start: 9 * 3600, end: 11 * 3600 }, area: null, delivered: false,
      }],
    })
  })

  test('may know little: what is left out is not known, and a load is 1', () => {
    const [order] = readPastDays([['lat', 'lon', 'date', 'id', 'service'], ['52.5', '13.4', '2026-03-02', 'a', '3']], 'Europe/Berlin').orders
    expect(order).toMatchObject({ load: [1], asksAt: null, window: null, area: null, delivered: null, place: [13.4, 52.5] })
  })

  test('lie on days in the order of their dates, whatever the order of the lines', () => {
    const line = (id: string, date: string) => [id, date, ...good.slice(2, 6), '', '', '', '']
    const past = readPastDays([header, line('a', '2026-03-04'), line('b', '2026-03-02')], 'Europe/Berlin')
    expect([past.dates, past.orders.map(({ id, day }) => [id, day])]).toEqual([['2026-03-02', '2026-03-04'], [['a', 1], ['b', 0]]])
  })

  test('with a field that is wrong name its line and column', () => {
    expect(problemsOf([header, good])).toEqual([])
    expect(problemsWith('lon', 'east')).toEqual(['line[2].lon not-a-number'])
    expect(problemsWith('lat', '95')).toEqual(['line[2].lat out-of-range'])
    expect(problemsWith('lat', '')).toEqual(['line[2].lat missing'])
    expect(problemsWith('service', '-1')).toEqual(['line[2].service out-of-range'])
    expect(problemsWith('load', '1.5')).toEqual(['line[2].load not-an-integer'])
    expect(problemsWith('load', 'many')).toEqual(['line[2].load not-a-number'])
    expect(problemsWith('date', '2026-02-30')).toEqual(['line[2].date date-invalid'])
    expect(problemsWith('asked', 'yesterday')).toEqual(['line[2].asked time-invalid'])
    expect(problemsWith('to', '')).toEqual(['line[2].to window-empty'])
    expect(problemsWith('to', '08:00')).toEqual(['line[2].to window-reversed'])
    expect(problemsWith('outcome', 'lost')).toEqual(['line[2].outcome unknown-key'])
    expect(problemsWith('id', '')).toEqual(['line[2].id missing'])
  })

  test('with several wrong lines name them all', () => {
    const bad = good.map((field, i) => (header[i] === 'lon' ? 'x' : field))
    // Days are looked at first, then line by line.
    expect(problemsOf([header, bad, good, ['b']])).toEqual([
      'line[4].date date-invalid', 'line[2].lon not-a-number', 'line[3].id duplicate-id', 'line[4] text-format',
      'line[4].lon missing', 'line[4].lat missing', 'line[4].service missing',
    ])
  })

  test('need their columns, each once, and no others', () => {
    expect(problemsOf([['id', 'date', 'lon', 'lon', 'place'], ['a', '2026-03-02', '1', '1', '1']])).toEqual([
      'header[3] duplicate-id', 'header[4] unknown-key', 'header.lat missing', 'header.service missing',
    ])
    expect(problemsOf([header])).toEqual(['line[2] missing'])
    expect(problemsOf([header, good], 'Europe/Berlinn')).toEqual(['zone zone-unknown'])
  })

  test('named like keys of objects are orders like others', () => {
    const past = readPastDays([header, ['__proto__', ...good.slice(1)], ['constructor', ...good.slice(1)]], 'Europe/Berlin')
    expect(past.orders.map(({ id }) => id)).toEqual(['__proto__', 'constructor'])
  })
})

describe('the share of first visits that failed', () => {
  const line = (id: string, outcome: string) => [id, ...good.slice(1, -1), outcome]

  test('counts known outcomes only', () => {
    // One of two; of the third nothing is known.
    expect(failingShare(readPastDays([header, line('a', 'failed'), line('b', 'delivered'), line('c', '')], 'Europe/Berlin'))).toBe(0.5)
    expect(failingShare(readPastDays([header, line('a', '')], 'Europe/Berlin'))).toBeUndefined()
  })
})
