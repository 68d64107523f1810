/** Where plus-or-minus eight hours wins: generated from the figures, never written by hand. */
import { plural } from '../../report/words.ts'
import { measures } from '../measures/definitions.ts'
import type { RegimeResult, StudyResult } from '../measures/study-result.ts'
import type { Win } from '../measures/wins.ts'
import { winsOf } from '../measures/wins.ts'
import type { Block, Row, RowGroup, Table } from './blocks.ts'
import {
  differenceWords, estimateWords, provenanceWords, regimeNamed, sourceWords, titleOf, titleWithUnit, widthsWords,
} from './study-words.ts'
import { pointWords, sweptWords } from './sweep-chart.ts'

const chance =
  'Every measure with a better direction is compared, in every scenario and at every point of every sweep. Of a hundred that are ' +
  'truly alike, two or ' +
  'three would be listed here by chance, and as many would be won by the other side. With a single seed there is no interval, and ' +
  'nothing is listed.'

export function winBlocks(result: StudyResult): Block[] {
  const wide = [result.baseline, ...(result.alsoAgainst ?? [])]
  return [{ kind: 'text', text: chance }, ...wide.flatMap((name, i) => blocksAgainst(result, name, i + 1))]
}

function blocksAgainst(result: StudyResult, theirs: string, number: number): Block[] {
  const [our, their] = [titleOf(result, result.ours), titleOf(result, theirs)]
  const [scenarios, sweeps] = [scenarioGroups(result, theirs), sweepGroups(result, theirs)]
  const lost = rowsIn(scenarios)
  const won = result.scenarios.reduce((sum, { regimes }) => sum + winsBetween(regimes, result.ours, theirs).length, 0)
  const directed = measures.filter(({ better }) => better !== 'neither').length
  const count = `“${their}” against “${our}”, ${plural(result.scenarios.length, 'scenario')} by ${directed} measures: better ` +
    'beyond the 95 % ' +
    `interval of the paired difference in ${plural(lost, 'case')}, worse in ${plural(won, 'case')}.`
  const end = lost === 0 ? ` In the headline scenarios “${their}” is nowhere better beyond its interval.` : ''
  const swept = rowsIn(sweeps) === 0 ? [`At no point of any sweep does “${their}” do better beyond its interval.`] : []
  return [
    { kind: 'text', text: `${count}${end}` },
    ...(lost === 0 ? [] : [tableOf(result, `wins-${number}`, 'Measure', their, our, scenarios)]),
    ...swept.map((text) => ({ kind: 'text' as const, text })),
    ...(swept.length > 0 ? [] : [{
      ...tableOf(result, `wins-sweeps-${number}`, 'Point of the sweep and measure', their, our, sweeps),
      fold: `In sweeps “${their}” is better in ${plural(rowsIn(sweeps), 'case')}`,
    }]),
  ]
}

function tableOf(result: StudyResult, id: string, head: string, their: string, our: string, groups: readonly RowGroup[]): Table {
  const columns = [{ title: their }, { title: our }, { title: `“${their}” less “${our}”` }]
  const note = `Measured at ${sourceWords(result)}; seeds, days and budget under each heading.`
  return { kind: 'table', id, head, columns, groups, note }
}

function scenarioGroups(result: StudyResult, theirs: string): RowGroup[] {
  return result.scenarios.flatMap((scenario): RowGroup[] => {
    const rows = winsBetween(scenario.regimes, theirs, result.ours).map((win) => rowOf(win, titleWithUnit(win.measure)))
    return rows.length === 0 ? [] : [{ title: scenario.title, note: provenanceWords(result, scenario), rows }]
  })
}

function sweepGroups(result: StudyResult, theirs: string): RowGroup[] {
  return result.sweeps.flatMap((sweep): RowGroup[] => {
    const rows = sweep.points.flatMap((point) =>
      winsBetween(point.regimes, theirs, result.ours).map((win) =>
        rowOf(win, `${pointWords(sweep.over, point.at)}: ${titleWithUnit(win.measure)}`)))
    const title = `${sweep.title}, by ${sweptWords[sweep.over]}${sweep.over === 'width' ? '' : `, slots of ${widthsWords(sweep.widths)}`}`
    return rows.length === 0 ? [] : [{ title, note: provenanceWords(result, sweep, { width: false }), rows }]
  })
}

function winsBetween(regimes: readonly RegimeResult[], winner: string, loser: string): Win[] {
  const [first, second] = [regimeNamed(regimes, winner), regimeNamed(regimes, loser)]
  return first === undefined || second === undefined ? [] : winsOf(first, second)
}

function rowOf({ measure, winner, loser, difference }: Win, head: string): Row {
  return {
    head,
    cells: [
      { main: estimateWords(winner, measure.unit) }, { main: estimateWords(loser, measure.unit) },
      { main: differenceWords(difference, measure.unit), verdict: 'better' },
    ],
  }
}

function rowsIn(groups: readonly RowGroup[]): number {
  return groups.reduce((sum, { rows }) => sum + rows.length, 0)
}
