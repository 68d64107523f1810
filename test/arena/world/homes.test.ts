import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { drawHousehold, homeHours } from '../../../src/arena/world/homes.ts'
import { buildingAmerica } from '../../../src/arena/world/presence.ts'
import { readPresence } from '../../../src/arena/world/presence-csv.ts'
import type { PresenceTable } from '../../../src/arena/world/scenario.ts'
import { InputError } from '../../../src/base/errors.ts'
import { Random } from '../../../src/base/random.ts'
import type { Window } from '../../../src/time/window.ts'

const HOUR = 3600

/** Share of the seconds from `start` to `end` at which somebody is in. */
function shareIn(hours: readonly Window[], start: number, end: number): number {
  return hours.reduce((sum, stay) => sum + Math.max(0, Math.min(end, stay.end) - Math.max(start, stay.start)), 0) / (end - start)
}

/** Mean presence per step of so many households of one person (or of which only somebody counts), each on a day of its own. */
function population(table: PresenceTable, steps: number, count: number, weekend = false): number[] {
  const sums = Array<number>(steps).fill(0)
  const step = (24 * HOUR) / steps
  for (let i = 0; i < count; i++) {
    const household = drawHousehold(table, 0, new Random(i).fork('household'))
    const hours = homeHours(household, weekend, new Random(i).fork('day'))
    for (let at = 0; at < steps; at++) sums[at]! += shareIn(hours, at * step, (at + 1) * step)
  }
  return sums.map((sum) => sum / count)
}

const single: PresenceTable = { ...buildingAmerica, rows: buildingAmerica.rows.slice(0, 1) }

describe('occupants', () => {
  test('are at home as often as the published table says, in every hour, within two points', () => {
    const found = population(single, 24, 20_000)
    const { home } = single.rows[0]!
    // 20,000 draws are good to 0.35 points at a share of one half (one standard error), so that two points leave room for the table itself.
    found.forEach((share, hour) => expect(Math.abs(share - home[hour]!), `hour ${hour}`).toBeLessThan(0.02))
    expect(home[12]).toBe(0.242)
  })

  test('who share a household are somebody at home more often than one of them, and less often than if they went their own ways', () => {
    const two: PresenceTable = { ...buildingAmerica, rows: buildingAmerica.rows.slice(1, 2) }
    const noon = (together: number) => {
      let sum = 0
      for (let i = 0; i < 4000; i++) {
        const household = drawHousehold(two, together, new Random(i).fork('household'))
        sum += shareIn(homeHours(household, false, new Random(i).fork('day')), 12 * HOUR, 13 * HOUR)
      }
      return sum / 4000
    }
    // Apart: 1 − 0.758² = 0.425. Always together: 0.242. In three of ten households together: 0.3 × 0.242 + 0.7 × 0.425 = 0.370.
    expect(noon(0)).toBeCloseTo(0.425, 1)
    expect(noon(1)).toBeCloseTo(0.242, 1)
    expect(Math.abs(noon(0.3) - 0.37)).toBeLessThan(0.025)
  })

  test('keep their habits: who is out at noon on one day is out on nearly every other, at nearly the same hours', () => {
    let alike = 0
    let later = 0
    let both = 0
    for (let i = 0; i < 2000; i++) {
      const household = drawHousehold(single, 0, new Random(i).fork('household'))
      const [monday, tuesday] = ['monday', 'tuesday'].map((day) => homeHours(household, false, new Random(i).fork(day))) as [Window[], Window[]]
      const [out, outAgain] = [monday, tuesday].map((hours) => shareIn(hours, 12 * HOUR, 12 * HOUR + 60) === 0)
      if (out === outAgain) alike++
      if (!out || !outAgain) continue
      both++
      later += Math.abs(monday[0]!.end - tuesday[0]!.end)
    }
    // Ranks stray by 0.03: those within reach of the line at 0.758 may cross it, 2 × 0.03 × 0.56 = 3 % of all.
    expect(alike / 2000).toBeGreaterThan(0.93)
    // A day's shift is up to ten minutes either way, 400 seconds apart on average; now and then somebody leaves an hour earlier.
    expect(later / both).toBeLessThan(1200)
    expect(later).toBeGreaterThan(0)
  })

  test('plan hours that are ascending, disjoint, whole and within the day', () => {
    for (let i = 0; i < 500; i++) {
      const hours = homeHours(drawHousehold(buildingAmerica, 0.3, new Random(i).fork('household')), false, new Random(i).fork('day'))
      let before = -1
      for (const { start, end } of hours) {
        expect(start).toBeGreaterThan(before)
        expect(end).toBeGreaterThan(start)
        before = end
      }
      expect(before).toBeLessThanOrEqual(24 * HOUR)
      expect(hours.every(({ start, end }) => Number.isInteger(start) && Number.isInteger(end))).toBe(true)
    }
  })

  test('are named by their number and by whether somebody is in at noon', () => {
    const kinds = new Set(Array.from({ length: 500 }, (_, i) => drawHousehold(buildingAmerica, 0.3, new Random(i)).kind))
    const sizes = ['one', 'two', 'three and more']
    expect([...kinds].toSorted()).toEqual(sizes.flatMap((size) => [`${size}, in by day`, `${size}, out by day`]).toSorted())
  })
})

describe('a table of surveys', () => {
  const file = resolve('../shared/data/presence/home_by_10min_uk_de.csv')
  const line = (day: string, residents: number, minute: number, share: number) => `UK,${day},${residents},${minute},${share},0,0`
  const head = 'source,day,residents,minute_of_day,p_someone_home,a,b'
  const text = [head, ...['weekday', 'weekend'].flatMap((day) => [1, 2, 3, 4, 5].flatMap((residents) =>
    Array.from({ length: 144 }, (_, i) => line(day, residents, 10 * i, day === 'weekday' && i >= 54 && i < 90 ? 0.25 : 1))))].join('\n')

  test('is read by household size, for weekdays and weekends', () => {
    const table = readPresence(text, 'UK')
    expect(table.of).toBe('households')
    expect(table.rows.map(({ residents }) => residents)).toEqual([1, 2, 3, 4, 5])
    expect(table.rows[0]!.home[60]).toBe(0.25)
    expect(table.rows[0]!.weekend![60]).toBe(1)
    // From 09:00 to 15:00 three quarters of households are out on weekdays, and none at the weekend.
    expect(population(table, 24, 2000)[12]).toBeCloseTo(0.25, 1)
    expect(population(table, 24, 200, true)[12]).toBe(1)
  })

  test('is turned away where something is missing or out of range', () => {
    const codeOf = (broken: string, source = 'UK') => {
      try {
        readPresence(broken, source)
        return 'read'
      } catch (error) {
        return error instanceof InputError ? error.code : String(error)
      }
    }
    expect(codeOf('')).toBe('missing')
    expect(codeOf(text, 'Mars')).toBe('missing')
    expect(codeOf(text.replace(',0.25,', ',1.25,'))).toBe('out-of-range')
    expect(codeOf(text.replace(line('weekday', 1, 0, 1), ''))).toBe('missing')
    expect(codeOf(`${head}\n${'\nx'.repeat(200_000)}`)).toBe('too-many')
  })

  test.skipIf(!existsSync(file))('of the surveys at hand gives back its own shares within two points', () => {
    const table = readPresence(readFileSync(file, 'utf8'), 'UK-CREST')
    const ofOne = { ...table, rows: table.rows.slice(0, 1) }
    const found = population(ofOne, 144, 6000)
    const worst = Math.max(...found.map((share, i) => Math.abs(share - ofOne.rows[0]!.home[i]!)))
    // One standard error of 6000 draws is 0.6 points.
    expect(worst).toBeLessThan(0.03)
    const mean = found.reduce((sum, share, i) => sum + Math.abs(share - ofOne.rows[0]!.home[i]!), 0) / 144
    expect(mean).toBeLessThan(0.02)
  })
})
