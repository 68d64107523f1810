/** The break-even failure rate of every scenario and width, and the sweeps it is read from. */
import { percent } from '../../report/words.ts'
import type { BreakEven, Rate, SweptBreakEven } from '../measures/break-even.ts'
import { breakEvens } from '../measures/break-even.ts'
import { measureNamed } from '../measures/definitions.ts'
import type { StudyResult } from '../measures/study-result.ts'
import type { Block, Cell, Panel, RowGroup, Table } from './blocks.ts'
import { regimeLegend } from './regime-looks.ts'
import { NONE, provenanceWords, seedWords, sourceWords, titleOf, widthsWords } from './study-words.ts'
import { drawSweep } from './sweep-chart.ts'

export function breakEvenBlocks(result: StudyResult): Block[] {
  const all = breakEvens(result)
  if (all.length === 0) return [{ kind: 'text', text: 'No sweep over failure rates was made.' }]
  const [ours, theirs] = [titleOf(result, result.ours), titleOf(result, result.baseline)]
  const text = `f* is the share of first visits failing under “${theirs}” at which “${ours}” delivers as many orders per paid ` +
    'hour. Above f* ' +
    `“${ours}” delivers more, below it less. It is interpolated between the points of the sweep, on the failure rates that really came ` +
    'about; where the lines cross more than once, the highest crossing counts. Below each f* stands its interval, which holds 95 of 100 ' +
    'samples of seeds drawn with replacement; with few seeds that is narrower than it ought to be.'
  return [{ kind: 'text', text }, tableOf(result, all), figureOf(result, all)]
}

function tableOf(result: StudyResult, all: readonly SweptBreakEven[]): Table {
  const others = (result.alsoAgainst ?? []).map((name) => ({ name, all: breakEvens(result, name) }))
  const groups = new Map<string, { title: string; note: string; rows: RowGroup['rows'][number][] }>()
  for (const [i, { sweep, found }] of all.entries()) {
    const note = provenanceWords(result, sweep, { width: false })
    const key = JSON.stringify([sweep.scenario, sweep.title, note])
    const group = groups.get(key) ?? { title: sweep.title, note, rows: [] }
    group.rows.push({
      head: `Slots of ${widthsWords(sweep.widths)}`,
      cells: [
        rateCell(found), ...others.map((other) => rateCell(other.all[i]!.found)),
        { main: found?.formula === undefined ? NONE : percent(found.formula).replace('-', '−') },
        { main: found === undefined ? NONE : `${percent(found.from)} – ${percent(found.to)}` },
        { main: `${found?.seeds ?? 0} × ${sweep.days}` },
      ],
    })
    groups.set(key, group)
  }
  return {
    kind: 'table', id: 'break-even-table', head: 'Scenario and slots', groups: [...groups.values()],
    columns: [
      { title: 'f*' }, ...others.map(({ name }) => ({ title: `f* against “${titleOf(result, name)}”` })),
      { title: '1 − 0.97 ÷ cost ratio' }, { title: 'Swept' }, { title: 'Seeds × days' },
    ],
    note: 'The cheap formula takes the ratio of paid time per visit at the lowest failure rate, and needs no arena: it holds 97 % ' +
      'success inside ' +
      `a chosen slot for granted, and knows neither lost sales nor third visits. Measured at ${sourceWords(result)}.`,
  }
}

function rateCell(found: BreakEven | undefined): Cell {
  if (found === undefined) return { main: NONE }
  const [low, high] = [rateWords(found.low, found), rateWords(found.high, found)]
  const interval = found.seeds === 1 ? 'one seed, no interval' : low === high ? low : `${low} – ${high}`
  return { main: rateWords(found.rate, found), beside: interval }
}

function figureOf(result: StudyResult, all: readonly SweptBreakEven[]): Block {
  const throughput = measureNamed('delivered-per-paid-hour')!
  const panels = all.map(({ sweep, found }): Panel => ({
    title: `${sweep.title}, ${widthsWords(sweep.widths)}`,
    label: `${throughput.title} over the failure rate, ${sweep.title}, slots of ${widthsWords(sweep.widths)}`,
    draw: (charts, id) => drawSweep(charts, id, result, sweep, throughput, typeof found?.rate === 'number' ? found.rate : undefined),
  }))
  const shown = new Set(all.flatMap(({ sweep }) => sweep.points.flatMap(({ regimes }) => regimes.map(({ regime }) => regime))))
  const seeds = [...new Set(all.map(({ sweep }) => seedWords(sweep.seeds)))].join(' or ')
  return {
    kind: 'figure', id: 'failure', panels, legend: regimeLegend(result, shown, 'lines'),
    caption: `${throughput.title} over the failure rate that was set; bands are 95 % intervals of the means over seeds, the ` +
      'dashed upright line ' +
      `is f*. Sweeps have ${seeds}; ${sourceWords(result)}.`,
  }
}

function rateWords(rate: Rate, { from, to }: BreakEven): string {
  if (rate === 'below') return `below ${percent(from)}`
  return rate === 'above' ? `above ${percent(to)}` : percent(rate)
}
