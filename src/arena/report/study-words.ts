/** Figures and provenance in words, and the regimes of a study by their place in it. */
import { plural } from '../../report/words.ts'
import type { Measure } from '../measures/measure.ts'
import type { Estimate } from '../measures/paired.ts'
import { estimateOf, pairedDifference, signBeyondInterval } from '../measures/paired.ts'
import type { Provenance, RegimeResult, StudyResult } from '../measures/study-result.ts'
import type { MeasureUnit } from '../measures/unit.ts'
import { signOf, written } from '../measures/unit.ts'
import type { Cell, Verdict } from './blocks.ts'

export const NONE = '–'

/** `8.32 ± 0.11`; a single seed has no interval, and fewer seeds than there were are named. */
export function estimateWords(estimate: Estimate | undefined, unit: MeasureUnit, seeds?: number): string {
  if (estimate === undefined) return NONE
  const { mean, half } = estimate
  const fewer = seeds === undefined || estimate.seeds === seeds ? '' : ` (${plural(estimate.seeds, 'seed')})`
  return `${written(mean, unit)}${half === undefined ? '' : ` ± ${written(half, unit)}`}${fewer}`
}

/** `+0.35 ± 0.10`. */
export function differenceWords(difference: Estimate, unit: MeasureUnit, seeds?: number): string {
  return `${difference.mean > 0 ? '+' : ''}${estimateWords(difference, unit, seeds)}`
}

/** `Hours kept free, mean (h)`. */
export function titleWithUnit({ title, unit }: Measure): string {
  const sign = signOf(unit)
  return sign === '' ? title : `${title} (${sign})`
}

/** The regime's figure, and its paired difference to the baseline with a verdict; the baseline itself has only its figure. */
export function measureCell(measure: Measure, regime: RegimeResult | undefined, baseline: RegimeResult | undefined): Cell {
  const figures = regime?.values[measure.name]
  if (figures === undefined) return { main: NONE }
  const main = estimateWords(estimateOf(figures), measure.unit, figures.length)
  const theirs = baseline?.values[measure.name]
  const difference = theirs === undefined || regime === baseline ? undefined : pairedDifference(figures, theirs)
  if (difference === undefined) return { main }
  const verdict = verdictOf(measure, difference)
  return { main, beside: differenceWords(difference, measure.unit, figures.length), ...(verdict === undefined ? {} : { verdict }) }
}

function verdictOf({ better }: Measure, difference: Estimate | undefined): Verdict | undefined {
  const sign = signBeyondInterval(difference)
  if (sign === 0 || better === 'neither') return undefined
  return (sign > 0) === (better === 'higher') ? 'better' : 'worse'
}

/** What a table was measured on: scenario where it is not said beside, seeds, days, width where it is one, commit, Node and budget. */
export function provenanceWords(result: StudyResult, on: Provenance, say: { readonly title?: true; readonly width?: false } = {}): string {
  const { perChange, perRepair, perDay } = on.effort
  const width = say.width === false ? '' : `slots of ${widthsWords(on.widths)}; `
  const [change, repair, day] = [millions(perChange), millions(perRepair), millions(perDay)]
  const budget = `${change} evaluations per change, ${repair} per repair, ${day} per day for every regime`
  const where = say.title ? `${on.title}: ` : ''
  return `${where}${seedWords(on.seeds)} of ${plural(on.days, 'day')}; ${width}${budget}; ${sourceWords(result)}.`
}

/** Commit, Node version and machine. */
export function sourceWords({ commit, node, machine }: StudyResult): string {
  return `commit ${commit}, Node ${node.replace(/^v/, '')}${machine === undefined ? '' : `, ${machine}`}`
}

/** `30 seeds (1–30)`, or all of them where they are not in a row. */
export function seedWords(seeds: readonly number[]): string {
  const [first, last] = [seeds[0], seeds.at(-1)]
  if (first === undefined || last === undefined) return 'no seeds'
  const inRow = seeds.every((seed, i) => seed === first + i)
  const which = seeds.length === 1 ? `seed ${first}` : inRow ? `seeds ${first}–${last}` : `seeds ${seeds.join(', ')}`
  return seeds.length === 1 ? which : `${plural(seeds.length, 'seed')} (${which.replace('seeds ', '')})`
}

/** `30 min`, `2 h`. */
export function widthWords(seconds: number): string {
  return seconds % 3600 === 0 && seconds > 0 ? `${seconds / 3600} h` : `${Math.round(seconds / 60)} min`
}

/** `1 h, 2 h, 4 h`. */
export function widthsWords(widths: readonly number[]): string {
  return widths.map(widthWords).join(', ')
}

/** The regime of that name under one scenario or one point of a sweep. */
export function regimeNamed(regimes: readonly RegimeResult[], name: string): RegimeResult | undefined {
  return regimes.find(({ regime }) => regime === name)
}

/** How a regime is called in tables. */
export function titleOf(result: StudyResult, name: string): string {
  return result.regimes.find((regime) => regime.name === name)?.title ?? name
}

function millions(evaluations: number): string {
  return evaluations >= 1e6 ? `${Number((evaluations / 1e6).toFixed(2))} million` : written(evaluations, 'count')
}
