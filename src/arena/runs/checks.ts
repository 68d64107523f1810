/** Self-checks of a study: each can fail, and says by how much. */
import type { Estimate } from '../measures/paired.ts'
import { estimateOf, pairedDifference, signBeyondInterval } from '../measures/paired.ts'
import type { RegimeResult, ScenarioResult } from '../measures/study-result.ts'

/** What was checked, and what came of it. */
export interface Check {
  readonly name: string
  readonly passed: boolean
  readonly detail: string
}

/** Two searches that start differently end with costs that differ by this share, at most, over some seeds. */
const SEARCH_NOISE = 0.02

/** The failure rate that was set is met within so much; of few visits, within so many standard errors of a share. */
const RATE_WITHIN = 0.005
const MOST_ERRORS = 3

const PER_HOUR = 'delivered-per-paid-hour'
const SERVED = 'service-rate'
const FAILING = 'failing-first'

/** What some run was set to, and what came of it. */
export interface SetRate {
  /** Of the scenario, or of the point of a sweep. */
  readonly name: string
  /** Share of first visits. */
  readonly wanted: number
  /** How many first visits there were, roughly. */
  readonly visits: number
  readonly baseline: RegimeResult
}

/** Each order ends in exactly one way, and every visit was driven. @param faults of each run, by its name */
export function checkEndings(faults: ReadonlyMap<string, readonly string[]>): Check {
  const wrong = [...faults].filter(([, lines]) => lines.length > 0)
  const [first] = wrong
  const detail = first === undefined
    ? `${faults.size} runs, without a fault`
    : `${wrong.length} of ${faults.size} runs have faults; ${first[0]}: ${first[1].join('; ')}`
  return { name: 'each order is delivered, returned, lost or open exactly once', passed: first === undefined && faults.size > 0, detail }
}

/** The failure rate that was set is met as the mean over the seeds, or as nearly as so few visits can meet it. */
export function checkRates(rates: readonly SetRate[]): Check {
  const met = rates.map(({ baseline, ...rate }) => ({ ...rate, mean: estimateOf(valuesOf(baseline, FAILING))?.mean }))
  const off = met.filter(({ wanted, visits, mean }) => {
    const chance = MOST_ERRORS * Math.sqrt((wanted * (1 - wanted)) / Math.max(1, visits))
    return mean === undefined || Math.abs(mean - wanted) > Math.max(RATE_WITHIN, chance)
  })
  const words = off.map(({ name, wanted, mean }) => `${name}: ${mean === undefined ? 'no visits' : percent(mean)}, not ${percent(wanted)}`)
  return {
    name: `the set failure rate is met within ${100 * RATE_WITHIN} points, or within ${MOST_ERRORS} standard errors where visits are few`,
    passed: off.length === 0,
    detail: off.length === 0 ? `${met.length} rates` : words.join('; '),
  }
}

/**
 * Hindsight is never beaten beyond the 95 % interval: nobody serves a larger share, and nobody who serves as large a share delivers more
 * per paid hour. A regime that turns people away whom hindsight serves may deliver more per hour.
 */
export function checkHindsight(scenarios: readonly Pick<ScenarioResult, 'scenario' | 'regimes'>[], hindsight: string): Check {
  const beaten: string[] = []
  let compared = 0
  for (const { scenario, regimes } of scenarios) {
    const bound = regimes.find(({ regime }) => regime === hindsight)
    if (bound === undefined) continue
    for (const other of regimes) {
      if (other === bound) continue
      compared++
      const served = differenceIn(SERVED, other, bound)
      const perHour = differenceIn(PER_HOUR, other, bound)
      if (signBeyondInterval(served) > 0) beaten.push(`${scenario}: ${other.regime} serves ${percent(served!.mean)} more`)
      else if (signBeyondInterval(served) === 0 && signBeyondInterval(perHour) > 0) {
        beaten.push(`${scenario}: ${other.regime} delivers ${perHour!.mean.toFixed(2)} more per paid hour`)
      }
    }
  }
  const detail = beaten.length === 0 ? `${compared} comparisons` : beaten.join('; ')
  return { name: 'hindsight is not beaten beyond noise', passed: beaten.length === 0 && compared > 0, detail }
}

/** With everybody always at home there is nothing to be won by slots: the baseline delivers as much per paid hour as any other regime. */
export function checkAlwaysHome({ regimes }: Pick<ScenarioResult, 'regimes'>, baseline: string, hindsight: string): Check {
  const base = regimes.find(({ regime }) => regime === baseline)!
  const least = estimateOf(valuesOf(base, PER_HOUR))?.mean ?? 0
  const others = regimes.filter((one) => one !== base && one.regime !== hindsight)
  const ahead = others.filter((other) => {
    const difference = differenceIn(PER_HOUR, other, base)
    return difference !== undefined && difference.mean > SEARCH_NOISE * least && signBeyondInterval(difference) >= 0
  })
  const words = (one: RegimeResult) => `${one.regime} ${estimateOf(valuesOf(one, PER_HOUR))?.mean.toFixed(2) ?? 'nothing'}`
  return {
    name: 'with everybody always at home, the baseline delivers as much per paid hour as any other regime',
    passed: ahead.length === 0 && others.length > 0 && least > 0,
    detail: `per paid hour: ${[base, ...others].map(words).join(', ')}`,
  }
}

/** With one slot as wide as the day, ours differs from the baseline by nothing but the noise of the search. */
export function checkOneSlot({ regimes }: Pick<ScenarioResult, 'regimes'>, ours: string, baseline: string): Check {
  const of = (name: string) => estimateOf(valuesOf(regimes.find(({ regime }) => regime === name)!, PER_HOUR))?.mean ?? 0
  const ratio = of(ours) / of(baseline)
  return {
    name: 'with one slot as wide as the day, ours equals the baseline within the noise of the search',
    passed: Math.abs(ratio - 1) <= SEARCH_NOISE,
    detail: `per paid hour: ${ours} ${of(ours).toFixed(2)}, ${baseline} ${of(baseline).toFixed(2)}`,
  }
}

function valuesOf({ values }: RegimeResult, measure: string): readonly (number | null)[] {
  return values[measure] ?? []
}

function differenceIn(measure: string, one: RegimeResult, other: RegimeResult): Estimate | undefined {
  return pairedDifference(valuesOf(one, measure), valuesOf(other, measure))
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`
}
