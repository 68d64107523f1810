/** The headline: throughput and fairness side by side, every regime of every scenario. */
import { percent } from '../../report/words.ts'
import { measureNamed } from '../measures/definitions.ts'
import type { ScenarioResult, StudyResult } from '../measures/study-result.ts'
import type { Block, RowGroup } from './blocks.ts'
import { measureCell, provenanceWords, regimeNamed, titleOf, titleWithUnit } from './study-words.ts'

const throughput = ['delivered-per-paid-hour', 'delivered-per-shift', 'service-rate', 'attempts-per-delivery']
  .map((name) => measureNamed(name)!)
const fairness = ['kept-mean', 'kept-gini', 'suits-one', 'area-served-worst'].map((name) => measureNamed(name)!)

/** What a verdict's sign means, once for the whole report. */
export const verdictWords = (baseline: string) =>
  `Each figure is a mean over seeds ± half of its 95 % interval (Student’s t). Below it stands the paired difference to ` +
  `“${baseline}”, seed by ` +
  'seed, with the interval of that difference: ▲ is better and ▼ is worse beyond it; without a sign the difference is within it, or no ' +
  'direction is better.'

export function headlineBlocks(result: StudyResult): Block[] {
  const groups = result.scenarios.map((scenario): RowGroup => ({
    title: scenario.title, note: `${scenario.about} ${failureWords(scenario)}${provenanceWords(result, scenario)}`,
    rows: scenario.regimes.map((regime) => ({
      head: titleOf(result, regime.regime),
      cells: [...throughput, ...fairness].map((measure) => measureCell(measure, regime, regimeNamed(scenario.regimes, result.baseline))),
    })),
  }))
  const columns = [
    ...throughput.map((measure) => ({ title: titleWithUnit(measure), side: 'Throughput' })),
    ...fairness.map((measure) => ({ title: titleWithUnit(measure), side: 'Fairness' })),
  ]
  return [
    { kind: 'text', text: verdictWords(titleOf(result, result.baseline)) },
    { kind: 'table', id: 'headline-table', head: 'Regime', columns, groups, twoSided: true },
  ]
}

/** How the doors were set, or nothing. */
function failureWords({ failure }: ScenarioResult): string {
  return failure === null ? '' : `Doors set so that ${percent(failure)} of first visits fail under the baseline. `
}
