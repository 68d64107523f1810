/** Records that cannot be true are found out. */
import { describe, expect, test } from 'vitest'
import type { AttemptRecord, CustomerRecord, RunRecord } from '../../../src/arena/days/record.ts'
import { runRegime } from '../../../src/arena/days/run.ts'
import { faultsOf } from '../../../src/arena/runs/faults.ts'
import { legacy } from '../../../src/arena/regimes/legacy.ts'
import { makeWorld } from '../../../src/arena/world/world.ts'
import { tinyEffort, tinyScenario } from './tiny.ts'

const world = makeWorld(tinyScenario(), 1)
const record = runRegime(world, legacy, { waits: 0.2, neighbour: 0.1, message: 0 }, tinyEffort)

/** The record with the first customer of that kind changed. */
function changed(isIt: (one: CustomerRecord) => boolean, change: (one: CustomerRecord) => CustomerRecord[]): RunRecord {
  const at = record.customers.findIndex(isIt)
  expect(at).toBeGreaterThanOrEqual(0)
  return { ...record, customers: record.customers.flatMap((one, i) => (i === at ? change(one) : [one])) }
}

const isDelivered = ({ fate }: CustomerRecord) => fate === 'delivered'
const failed = (attempt: AttemptRecord): AttemptRecord => ({ ...attempt, success: false, by: undefined })

describe('a record', () => {
  test('of a real run has no faults', () => {
    expect(record.customers.some(isDelivered)).toBe(true)
    expect(faultsOf(record, world)).toEqual([])
  })

  test('in which somebody is missing, is there twice, or never asked', () => {
    const [first] = record.customers
    const { id } = first!
    expect(faultsOf({ ...record, customers: record.customers.slice(1) }, world)).toContain(`${id} ends 0 times`)
    expect(faultsOf({ ...record, customers: [first!, ...record.customers] }, world)).toContain(`${id} ends 2 times`)
    expect(faultsOf({ ...record, customers: [...record.customers, { ...first!, id: 'nobody', attempts: [] }] }, world)).toContain('nobody never asked')
  })

  test('in which a delivery has no visit that succeeded, or a lost sale was visited', () => {
    const unopened = changed(isDelivered, (one) => [{ ...one, attempts: one.attempts.map(failed) }])
    expect(faultsOf(unopened, world)[0]).toMatch(/^order \d+-\d+ is delivered after \d visits, 0 of them successful$/)
    const lost = changed(isDelivered, (one) => [{ ...one, fate: 'lost-full' }])
    expect(faultsOf(lost, world)[0]).toMatch(/is lost-full after/)
    const open = changed(isDelivered, (one) => [{ ...one, fate: 'open' }])
    expect(faultsOf(open, world)[0]).toMatch(/is open after/)
    const returned = changed(isDelivered, (one) => [{ ...one, fate: 'returned', attempts: one.attempts.map(failed) }])
    expect(faultsOf(returned, world)[0]).toMatch(/is returned after/)
  })

  test('in which somebody is visited twice on one day, or before the day that they want', () => {
    const twice = changed(isDelivered, (one) => [{ ...one, attempts: [failed(one.attempts.at(-1)!), one.attempts.at(-1)!] }])
    expect(faultsOf(twice, world).some((line) => /is visited on days (\d), \1$/.test(line))).toBe(true)
    const early = changed((one) => isDelivered(one) && one.day === 1, (one) => [{ ...one, attempts: one.attempts.map((a) => ({ ...a, day: 0 })) }])
    expect(faultsOf(early, world).some((line) => line.endsWith('is visited on days 0'))).toBe(true)
  })

  test('in which more stops were driven than doors were knocked at', () => {
    const [day, ...rest] = record.days
    const routes = day!.routes.map((route, i) => (i === 0 ? { ...route, stops: route.stops + 1 } : route))
    expect(faultsOf({ ...record, days: [{ ...day!, routes }, ...rest] }, world)).toEqual([expect.stringMatching(/^day 0: \d+ stops were driven for \d+ visits$/)])
  })

  test('with many faults tells the first five and counts the others', () => {
    const lines = faultsOf({ ...record, customers: [] }, world)
    expect(lines).toHaveLength(6)
    // 24 customers end 0 times, and both days drove stops for nobody.
    expect(lines[5]).toBe('and 21 more')
  })
})
