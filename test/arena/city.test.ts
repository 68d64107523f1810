import { expect, test } from 'vitest'
import { drawAddress, makeCity } from '../../src/arena/city.ts'
import { Random } from '../../src/base/random.ts'
import { makeDay } from '../../src/model/day.ts'
import { openCalendar } from '../../src/time/calendar.ts'

test('A city is the same for the same seed, and more couriers leave the others and the streets as they were', () => {
  const small = makeCity({ seed: 5, couriers: 3 })
  const large = makeCity({ seed: 5, couriers: 9 })
  expect(large.districts).toEqual(small.districts)
  expect(large.couriers.slice(0, 3)).toEqual(small.couriers)
  expect(makeCity({ seed: 6, couriers: 3 }).districts).not.toEqual(small.districts)
})

test('Its couriers, depots and streets make a day', () => {
  const { date, zone, depots, couriers, travel } = makeCity({ seed: 1, couriers: 7 })
  const day = makeDay({ depots, couriers, travel }, openCalendar(date, zone))
  expect(day.couriers).toHaveLength(7)
  expect(day.dimensions).toBe(2)
  expect(day.metric).toBe(true)
})

test('Addresses are dense in districts, and lie within the city', () => {
  const city = makeCity({ seed: 1, couriers: 1 })
  expect(city.districts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12)
  const chance = new Random(1)
  const kilometres = Array.from({ length: 2000 }, () => {
    const [lon, lat] = drawAddress(city, chance)
    return Math.hypot((lon - 13.4) * 111.2 * Math.cos((52.52 * Math.PI) / 180), (lat - 52.52) * 111.2)
  })
  // Three standard deviations of 0.6 km beyond the farthest centre at 3.4 km, and a little for the rare draw.
  expect(Math.max(...kilometres)).toBeLessThan(6.5)
})
