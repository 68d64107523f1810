import { expect, test } from 'vitest'
import { makeDrive, profileOf } from '../../../src/arena/world/road.ts'
import { estimateTravel } from '../../../src/travel/estimate.ts'
import { matrixTravel } from '../../../src/travel/matrix.ts'

const travel = estimateTravel({ kilometresPerHour: 20, detour: 1.5 })
const here = [13.4, 52.52] as const
const there = [13.43, 52.53] as const
const noise = { leg: 0.3, day: 0.1, courier: 0.1 }
const still = { leg: 0, day: 0, courier: 0 }

test('Without noise and rush hours a leg takes what the travel source says', () => {
  const drive = makeDrive(travel, undefined, still, 1)
  expect(drive(0, here, there, 30_000)).toEqual({ seconds: travel.seconds(here, there), metres: travel.metres(here, there) })
  expect(drive(0, here, here, 30_000).seconds).toBe(0)
})

test('Noise has mean 1: over many legs, days and couriers the time driven is the expected time', () => {
  const seconds = [[0, 1_000_000], [1_000_000, 0]]
  const drive = makeDrive(matrixTravel({ seconds }), undefined, noise, 5)
  let sum = 0
  const days = 20_000
  for (let day = 0; day < days; day++) sum += drive(day, 0, 1, 0, 'anna').seconds
  // The three factors together spread by √(0.3² + 0.1² + 0.1²) = 0.33; one standard error is 0.34 ÷ √20,000 = 0.0024.
  expect(Math.abs(sum / days / 1_000_000 - 1)).toBeLessThan(0.01)
})

test('Each kind of noise has its own spread', () => {
  const seconds = [[0, 1_000_000], [1_000_000, 0]]
  for (const kind of ['leg', 'day', 'courier'] as const) {
    const drive = makeDrive(matrixTravel({ seconds }), undefined, { ...still, [kind]: 0.2 }, 5)
    const logs = Array.from({ length: 4000 }, (_, day) => Math.log(drive(day, 0, 1, 0, 'anna').seconds / 1_000_000))
    const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length
    const spread = Math.sqrt(logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / logs.length)
    // 4000 draws: one standard error is 0.2 ÷ √8000 = 0.0022. The mean of the logarithm is −0.2² ÷ 2 = −0.02.
    expect(Math.abs(spread - 0.2), kind).toBeLessThan(0.01)
    expect(Math.abs(mean + 0.02), kind).toBeLessThan(0.012)
  }
})

test('What was asked before changes nothing; day, hour, direction and courier do', () => {
  const one = makeDrive(travel, undefined, noise, 1)
  const other = makeDrive(travel, undefined, noise, 1)
  for (let i = 0; i < 50; i++) other(i, there, here, 600 * i, `courier ${i}`)
  const asked = [
    one(3, here, there, 36_000, 'anna').seconds, one(4, here, there, 36_000, 'anna').seconds, one(3, here, there, 39_600, 'anna').seconds,
    one(3, there, here, 36_000, 'anna').seconds, one(3, here, there, 36_000, 'bert').seconds,
  ]
  expect(other(3, here, there, 36_000, 'anna').seconds).toBe(asked[0])
  // Within the same hour traffic is the same.
  expect(other(3, here, there, 39_599, 'anna').seconds).toBe(asked[0])
  expect(new Set(asked).size).toBe(asked.length)
  expect(makeDrive(travel, undefined, noise, 2)(3, here, there, 36_000, 'anna').seconds).not.toBe(asked[0])
})

test('Rush hours lengthen legs by their factor', () => {
  const hours = Array.from({ length: 24 }, (_, hour) => (hour === 8 ? 1.25 : 1))
  const drive = makeDrive(matrixTravel({ seconds: [[0, 600], [600, 0]] }), profileOf(hours), still, 1)
  // 600 s at 1000 units a second; from 08:00 on 800 units a second: 600,000 ÷ 800 = 750 s.
  expect(drive(0, 0, 1, 8 * 3600).seconds).toBe(750)
  expect(drive(0, 0, 1, 9 * 3600).seconds).toBe(600)
  // 300 s before 08:00 drive half of the way, the other 300,000 units take 375 s.
  expect(drive(0, 0, 1, 8 * 3600 - 300).seconds).toBe(675)
  expect(profileOf([])).toBeUndefined()
})
