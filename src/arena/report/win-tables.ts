/** Where plus-or-minus eight hours wins: generated from the figures, never written by hand. */
import { plural } from '../../report/words.ts'
import { measures } from '../measures/definitions.ts'
import type { RegimeResult, StudyResult } from '../measures/study-result.ts'
import type { Win } from '../measures/wins.ts'
import { winsOf } from '../measures/wins.ts'
import type { Block, Row, RowGroup, Table } from './blocks.ts'
import { differenceWords, estimateWords, provenanceWords, regimeNamed, sourceWords, titleOf, titleWithUnit, widthsWords } from './study-words.ts'
import { pointWords, sweptWords } from './sweep-chart.ts'

export function winBlocks(result: StudyResult): Block[] {
  const [ours, theirs] = [titleOf(result, result.ours), titleOf(result, result.baseline)]
  const directed = measures.filter(({ better }) => better !== 'neither').length
  const scenarios = scenarioGroups(result)
  const sweeps = sweepGroups(result)
  const lost = sumRows(scenarios)
  const won = result.scenarios.reduce((sum, { regimes }) => sum + winsBetween(regimes, result.ours, result.baseline).length, 0)
  const count = `Over ${plural(result.scenarios.length, 'scenario')} and ${directed} measures with a better direction, “${theirs}” is better than ` +
    `“${ours}” beyond the 95 % interval of the paired difference ${plural(lost, 'time')}, and worse ${plural(won, 'time')}.`
  const chance = 'So many comparisons hold some that differ by chance: of a hundred measures that are truly alike, about five would be listed, ' +
    'half of them on either side. With a single seed there is no interval, and nothing is listed.'
  return [
    { kind: 'text', text: `${count} ${chance}` },
    ...(lost === 0 ? [none(`In the headline scenarios “${theirs}” is nowhere better beyond its interval.`)]
      : [tableOf('wins-table', 'Measure', ours, theirs, scenarios, `${sourceWords(result)}; the rest under each heading.`)]),
    ...(sweeps.length === 0 ? [none(`At no point of any sweep does “${theirs}” do better beyond its interval.`)]
      : [tableOf('wins-sweeps', 'Point of the sweep and measure', ours, theirs, sweeps, `${sourceWords(result)}; the rest under each heading.`)]),
  ]
}

function none(text: string): Block {
  return { kind: 'text', text }
}

function tableOf(id: string, head: string, ours: string, theirs: string, groups: readonly RowGroup[], note: string): Table {
  const columns = [{ title: theirs }, { title: ours }, { title: 'Paired difference' }]
  return { kind: 'table', id, head, columns, groups, note }
}

function scenarioGroups(result: StudyResult): RowGroup[] {
  return result.scenarios.flatMap((scenario): RowGroup[] => {
    const wins = winsBetween(scenario.regimes, result.baseline, result.ours)
    if (wins.length === 0) return []
    return [{ title: scenario.title, note: provenanceWords(result, scenario, false), rows: wins.map((win) => rowOf(win, titleWithUnit(win.measure))) }]
  })
}

function sweepGroups(result: StudyResult): RowGroup[] {
  return result.sweeps.flatMap((sweep): RowGroup[] => {
    const rows = sweep.points.flatMap((point) =>
      winsBetween(point.regimes, result.baseline, result.ours).map((win) =>
        rowOf(win, `${pointWords(sweep.over, point.at)}: ${titleWithUnit(win.measure)}`)))
    const title = `${sweep.title}, by ${sweptWords[sweep.over]}${sweep.over === 'width' ? '' : `, slots of ${widthsWords(sweep.widths)}`}`
    return rows.length === 0 ? [] : [{ title, note: provenanceWords(result, sweep, false), rows }]
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

function sumRows(groups: readonly RowGroup[]): number {
  return groups.reduce((sum, { rows }) => sum + rows.length, 0)
}
