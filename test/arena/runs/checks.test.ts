/** Self-checks: each passes where all is right, and fails on an input that is broken in just its respect. */
import { describe, expect, test } from 'vitest'
import type { RegimeResult } from '../../../src/arena/measures/study-result.ts'
import { checkAlwaysHome, checkEndings, checkHindsight, checkOneSlot, checkRates } from '../../../src/arena/runs/checks.ts'

/** A regime over three seeds. */
function regime(name: string, perHour: readonly number[], served: readonly number[] = [0.9, 0.91, 0.92], failing: readonly number[] = [0.1, 0.1, 0.1]): RegimeResult {
  return { regime: name, values: { 'delivered-per-paid-hour': perHour, 'service-rate': served, 'failing-first': failing } }
}

describe('each order ends once', () => {
  test('passes without faults, fails with one, and does not pass where nothing was run', () => {
    expect(checkEndings(new Map([['a', []], ['b', []]]))).toMatchObject({ passed: true, detail: '2 runs, without a fault' })
    const broken = checkEndings(new Map([['a', []], ['b', ['order 1 ends 2 times']]]))
    expect(broken).toMatchObject({ passed: false, detail: '1 of 2 runs have faults; b: order 1 ends 2 times' })
    expect(checkEndings(new Map()).passed).toBe(false)
  })
})

describe('the set failure rate', () => {
  const met = (wanted: number, failing: readonly number[], visits = 1e6) =>
    checkRates([{ name: 'city', wanted, visits, baseline: regime('legacy', [8, 8, 8], undefined, failing) }])

  test('is met within half a point of the mean over the seeds', () => {
    expect(met(0.108, [0.1, 0.108, 0.123]).passed).toBe(true)
    expect(met(0.108, [0.114, 0.114, 0.114])).toMatchObject({ passed: false, detail: 'city: 11.40 %, not 10.80 %' })
  })

  test('of few visits, within three standard errors', () => {
    // √(0.1 × 0.9 ÷ 900) = 0.01: 13 % is met, 13.1 % is not.
    expect(met(0.1, [0.13, 0.13, 0.13], 900).passed).toBe(true)
    expect(met(0.1, [0.131, 0.131, 0.131], 900).passed).toBe(false)
  })

  test('is not met where nobody was visited', () => {
    const nobody = { regime: 'legacy', values: { 'failing-first': [null, null] } }
    expect(checkRates([{ name: 'city', wanted: 0.1, visits: 100, baseline: nobody }]).passed).toBe(false)
  })
})

describe('hindsight', () => {
  const check = (other: RegimeResult) => checkHindsight([{ scenario: 'city', regimes: [regime('hindsight', [9, 9.1, 9.2]), other] }], 'hindsight')

  test('is not beaten by who delivers less, nor within the interval', () => {
    expect(check(regime('legacy', [8, 8.1, 8.3])).passed).toBe(true)
    // 0.1 more, 0.3 more, 0.2 less.
    expect(check(regime('legacy', [9.1, 9.4, 9])).passed).toBe(true)
  })

  test('is beaten by who delivers more per hour and serves as many, or serves more', () => {
    expect(check(regime('legacy', [9.5, 9.6, 9.7001]))).toMatchObject({ passed: false, detail: 'city: legacy delivers 0.50 more per paid hour' })
    expect(check(regime('legacy', [8, 8, 8], [0.95, 0.96, 0.9701]))).toMatchObject({ passed: false, detail: 'city: legacy serves 5.00 % more' })
  })

  test('is not beaten by who delivers more per hour because it turns people away', () => {
    expect(check(regime('picky', [9.9, 9.9, 10], [0.5, 0.5, 0.51])).passed).toBe(true)
  })

  test('does not pass where it was not run', () => {
    expect(checkHindsight([{ scenario: 'city', regimes: [regime('legacy', [8, 8, 8])] }], 'hindsight').passed).toBe(false)
  })
})

describe('with everybody always at home', () => {
  const check = (ours: RegimeResult) =>
    checkAlwaysHome({ regimes: [regime('legacy', [8, 8.2, 8.4]), ours, regime('hindsight', [9, 9, 9])] }, 'legacy', 'hindsight')

  test('the baseline is as good as any; hindsight is no regime that anybody could follow', () => {
    expect(check(regime('slotsmith', [7, 7.1, 7.2])).passed).toBe(true)
    // 0.1 is within 2 % of 8.2.
    expect(check(regime('slotsmith', [8.1, 8.3, 8.5])).passed).toBe(true)
  })

  test('a regime that is ahead shows that something is wrong', () => {
    const broken = check(regime('slotsmith', [8.5, 8.7, 8.9]))
    expect(broken).toMatchObject({ passed: false, detail: 'per paid hour: legacy 8.20, slotsmith 8.70' })
  })

  test('nothing delivered proves nothing', () => {
    expect(checkAlwaysHome({ regimes: [regime('legacy', [0, 0, 0]), regime('slotsmith', [0, 0, 0])] }, 'legacy', 'hindsight').passed).toBe(false)
  })
})

describe('with one slot as wide as the day', () => {
  const check = (ours: readonly number[]) => checkOneSlot({ regimes: [regime('legacy', [8, 8, 8]), regime('slotsmith', ours)] }, 'slotsmith', 'legacy')

  test('ours is the baseline, within the noise of the search, on either side', () => {
    // 2 % of 8 is 0.16.
    expect(check([8.15, 8.15, 8.15]).passed).toBe(true)
    expect(check([7.85, 7.85, 7.85]).passed).toBe(true)
    expect(check([8.2, 8.2, 8.2]).passed).toBe(false)
    expect(check([7.8, 7.8, 7.8])).toMatchObject({ passed: false, detail: 'per paid hour: slotsmith 7.80, legacy 8.00' })
  })

  test('nothing delivered proves nothing', () => {
    expect(checkOneSlot({ regimes: [regime('legacy', [0, 0, 0]), regime('slotsmith', [0, 0, 0])] }, 'slotsmith', 'legacy').passed).toBe(false)
  })
})
