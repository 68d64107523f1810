/** The break-even failure rate of every scenario and width, and the sweeps it is read from. */
import { percent } from '../../report/words.ts'
import type { BreakEven, Rate } from '../measures/break-even.ts'
import { breakEvens } from '../measures/break-even.ts'
import { measureNamed } from '../measures/definitions.ts'
import type { StudyResult } from '../measures/study-result.ts'
import type { Block, Panel } from './blocks.ts'
import { regimeLegend } from './regime-looks.ts'
import { NONE, provenanceWords, seedWords, sourceWords, titleOf, widthsWords } from './study-words.ts'
import { drawSweep } from './sweep-chart.ts'

export function breakEvenBlocks(result: StudyResult): Block[] {
  const all = breakEvens(result)
  if (all.length === 0) return [{ kind: 'text', text: 'No sweep over failure rates was made.' }]
  const [ours, theirs] = [titleOf(result, result.ours), titleOf(result, result.baseline)]
  const throughput = measureNamed('delivered-per-paid-hour')!
  const panels = all.map(({ sweep, found }): Panel => ({
    title: `${sweep.title}, ${widthsWords(sweep.widths)}`,
    label: `${throughput.title} over the failure rate, ${sweep.title}, slots of ${widthsWords(sweep.widths)}`,
    draw: (charts, id) => drawSweep(charts, id, result, sweep, throughput, typeof found?.rate === 'number' ? found.rate : undefined),
  }))
  const shown = new Set(all.flatMap(({ sweep }) => sweep.points.flatMap(({ regimes }) => regimes.map(({ regime }) => regime))))
  return [
    {
      kind: 'text',
      text: `f* is the share of first visits failing under “${theirs}” at which “${ours}” delivers as many orders per paid hour. Above f* ${ours} ` +
        'delivers more, below it less. It is interpolated between the points of the sweep, on the failure rates that really came about; ' +
        'where the lines cross more than once, the highest crossing counts. Its interval holds 95 of 100 samples of seeds drawn with ' +
        'replacement; with few seeds that is narrower than it ought to be.',
    },
    {
      kind: 'table', id: 'break-even-table', head: 'Scenario and slots',
      columns: [
        { title: 'f*' }, { title: '95 % interval' }, { title: '1 − 0.97 ÷ cost ratio' }, { title: 'Swept' }, { title: 'Seeds × days' },
      ],
      groups: [{
        rows: all.map(({ sweep, found }) => ({
          head: `${sweep.title}, ${widthsWords(sweep.widths)}`, about: provenanceWords(result, sweep, false),
          cells: found === undefined ? [NONE, NONE, NONE, NONE, NONE].map((main) => ({ main })) : [
            { main: rateWords(found.rate, found) }, { main: `${rateWords(found.low, found)} – ${rateWords(found.high, found)}` },
            { main: found.formula === undefined ? NONE : percent(found.formula).replace('-', '−') },
            { main: `${percent(found.from)} – ${percent(found.to)}` }, { main: `${found.seeds} × ${sweep.days}` },
          ],
        })),
      }],
      note: `The third column is the cheap formula of paid time per visit at the lowest failure rate, without an arena: it takes 97 % success ` +
        `inside a chosen slot for granted, and neither lost sales nor a third visit into account. ${sourceWords(result)}.`,
    },
    {
      kind: 'figure', id: 'failure', panels, legend: regimeLegend(result, shown, 'lines'),
      caption: `Delivered per paid hour over the failure rate that was set; bands are 95 % intervals of the means over seeds, the dashed upright line ` +
        `is f*. Sweeps have ${[...new Set(all.map(({ sweep }) => seedWords(sweep.seeds)))].join(' or ')}; ${sourceWords(result)}.`,
    },
  ]
}

function rateWords(rate: Rate, { from, to }: BreakEven): string {
  if (rate === 'below') return `below ${percent(from)}`
  return rate === 'above' ? `above ${percent(to)}` : percent(rate)
}
