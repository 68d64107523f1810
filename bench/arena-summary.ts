/** The tables of the evidence page: a study in brief, as Markdown. */
import { breakEvens } from '../src/arena/measures/break-even.ts'
import type { Estimate } from '../src/arena/measures/paired.ts'
import { estimateOf, pairedDifference } from '../src/arena/measures/paired.ts'
import type { RegimeResult, StudyResult } from '../src/arena/measures/study-result.ts'

const PER_HOUR = 'delivered-per-paid-hour'

/** Measure, heading, what a figure is multiplied by, digits. */
const columns: readonly (readonly [measure: string, title: string, times: number, digits: number])[] = [
  [PER_HOUR, 'delivered per paid hour', 1, 2], ['delivered-per-shift', '… per courier who could work', 1, 1],
  ['service-rate', 'served, %', 100, 1], ['failing-first', 'first visits that fail, %', 100, 1], ['km-per-delivery', 'km per delivery', 0.001, 2],
  ['within-told', 'kept, %', 100, 1], ['kept-mean', 'hours kept free', 1 / 3600, 1], ['kept-gini', 'their Gini', 1, 2],
  ['suits-one', 'offered one that suits, %', 100, 0], ['area-served-worst', 'served in the worst area, %', 100, 1],
]

/** Headline, differences, break-even, and sweeps over density and width, each where the study has it. */
export function summaryOfStudy(result: StudyResult): string {
  const { title, commit, node, machine } = result
  const parts = [`# ${title}, in brief`, `Commit ${commit}, Node ${node}, ${machine ?? 'machine not named'}.`, headline(result)]
  return `${[...parts, differences(result), breakEvenTable(result), densities(result), widths(result)].filter(Boolean).join('\n\n')}\n`
}

function headline({ scenarios }: StudyResult): string {
  const rows = scenarios.flatMap(({ scenario, regimes }) => regimes.map(({ regime, values }, i) => [
    i === 0 ? scenario : '', regime, ...columns.map(([measure, , times, digits]) => figure(estimateOf(values[measure] ?? []), times, digits)),
  ]))
  return table(['scenario', 'rule', ...columns.map(([, heading]) => heading)], rows)
}

/** In parts of the other's mean, seed by seed. */
function differences({ scenarios, ours, baseline }: StudyResult): string {
  const against = ['first-fit', 'counters', 'legacy-message']
  const rows = scenarios.map(({ scenario, regimes }) => {
    const to = (measure: string, other: string) => relative(measure, regimeOf(regimes, ours), regimeOf(regimes, other))
    const beside = ['delivered-per-shift', 'km-per-delivery'].map((measure) => to(measure, baseline))
    return [scenario, to(PER_HOUR, baseline), ...beside, ...against.map((other) => to(PER_HOUR, other))]
  })
  const others = against.map((other) => `per paid hour, against ${other}`)
  return table([`scenario: ${ours} against ${baseline}`, 'delivered per paid hour', '… per courier who could work', 'km per delivery', ...others], rows)
}

function breakEvenTable(result: StudyResult): string {
  const all = [result.baseline, ...(result.alsoAgainst ?? [])].map((against) => ({ against, found: breakEvens(result, against) }))
  const [first] = all
  if (first!.found.length === 0) return ''
  const rows = first!.found.map(({ sweep }, i) => [sweep.scenario, sweep.widths.map(widthWords).join(', '), ...all.map(({ found }) => {
    const one = found[i]!.found
    if (one === undefined) return '–'
    const words = (rate: typeof one.rate) => {
      if (rate === 'above') return `above ${Math.round(100 * one.to)}`
      return rate === 'below' ? `below ${Math.round(100 * one.from)}` : String(Math.round(100 * rate))
    }
    return `${words(one.rate)} % (${words(one.low)} to ${words(one.high)})`
  })])
  return table(['scenario', 'slots', ...all.map(({ against }) => `f\\* against ${against}`)], rows)
}

function densities({ sweeps, ours, baseline }: StudyResult): string {
  const rows = sweeps.filter(({ over }) => over === 'density').flatMap(({ scenario, points }) => points.map(({ at, regimes }) => [
    scenario, String(at), ...regimes.map(({ values }) => figure(estimateOf(values[PER_HOUR]!), 1, 2)),
    relative(PER_HOUR, regimeOf(regimes, ours), regimeOf(regimes, baseline)),
    ...regimes.map(({ values }) => figure(estimateOf(values['service-rate']!), 100, 1)),
  ]))
  const names = sweeps.find(({ over }) => over === 'density')?.points[0]!.regimes.map(({ regime }) => regime) ?? []
  const heads = ['scenario', 'orders per km² and day', ...names, 'difference per paid hour', ...names.map((name) => `served, %: ${name}`)]
  return rows.length === 0 ? '' : table(heads, rows)
}

/** Per paid hour, and the share served. */
function widths({ sweeps }: StudyResult): string {
  const swept = sweeps.filter(({ over }) => over === 'width')
  if (swept.length === 0) return ''
  const rows = swept.flatMap(({ scenario, points }) => points[0]!.regimes.map(({ regime }, i) => [i === 0 ? scenario : '', regime, ...points.map(({ regimes }) => {
    const { values } = regimes[i]!
    return `${estimateOf(values[PER_HOUR]!)!.mean.toFixed(2)} (${Math.round(100 * estimateOf(values['service-rate']!)!.mean)} %)`
  })]))
  return table(['scenario', 'rule', ...swept[0]!.points.map(({ at }) => widthWords(at))], rows)
}

function regimeOf(regimes: readonly RegimeResult[], name: string): RegimeResult | undefined {
  return regimes.find(({ regime }) => regime === name)
}

function relative(measure: string, ours: RegimeResult | undefined, theirs: RegimeResult | undefined): string {
  if (ours === undefined || theirs === undefined) return '–'
  const base = estimateOf(theirs.values[measure] ?? [])?.mean
  const difference = pairedDifference(ours.values[measure] ?? [], theirs.values[measure] ?? [])
  if (base === undefined || base === 0 || difference === undefined) return '–'
  return `${difference.mean >= 0 ? '+' : ''}${figure(difference, 100 / base, 1)} %`
}

function figure(estimate: Estimate | undefined, times: number, digits: number): string {
  if (estimate === undefined) return '–'
  const half = estimate.half === undefined ? '' : ` ± ${(times * estimate.half).toFixed(digits)}`
  return `${(times * estimate.mean).toFixed(digits).replace('-', '−')}${half}`
}

function widthWords(seconds: number): string {
  return seconds < 3600 ? `${seconds / 60} min` : `${seconds / 3600} h`
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(heads), line(heads.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n')
}
