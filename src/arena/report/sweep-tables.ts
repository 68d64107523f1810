/** Sweeps over demand, slot width and density: pictures, and the numbers behind them. */
import { measureNamed } from '../measures/definitions.ts'
import type { StudyResult, SweepResult } from '../measures/study-result.ts'
import type { Block } from './blocks.ts'
import { regimeLegend } from './regime-looks.ts'
import { measureCell, provenanceWords, regimeNamed, titleWithUnit, widthsWords } from './study-words.ts'
import { drawSweep, pointWords, sweptWords } from './sweep-chart.ts'

/** Throughput and fairness in equal parts. */
const shown = ['delivered-per-paid-hour', 'service-rate', 'attempts-per-delivery', 'kept-mean', 'suits-one', 'area-served-worst']
  .map((name) => measureNamed(name)!)

export function sweepBlocks(result: StudyResult): Block[] {
  const sweeps = result.sweeps.filter(({ points }) => points.length > 0)
  if (sweeps.length === 0) return [{ kind: 'text', text: 'No sweep was made.' }]
  return sweeps.flatMap((sweep, i) => [figureOf(result, sweep, i), tableOf(result, sweep, i)])
}

function nameOf({ title, over, widths }: SweepResult): string {
  return over === 'width' ? `${title}, by ${sweptWords[over]}` : `${title}, slots of ${widthsWords(widths)}, by ${sweptWords[over]}`
}

function figureOf(result: StudyResult, sweep: SweepResult, i: number): Block {
  const regimes = new Set(sweep.points.flatMap((point) => point.regimes.map(({ regime }) => regime)))
  return {
    kind: 'figure', id: `sweep-${i + 1}`, legend: regimeLegend(result, regimes, 'lines'),
    panels: shown.map((measure) => ({
      title: measure.title, label: `${measure.title}, ${nameOf(sweep)}`,
      draw: (charts, id) => drawSweep(charts, id, result, sweep, measure),
    })),
    caption: `By ${sweptWords[sweep.over]}. Bands are 95 % intervals of the means over seeds. ${sweepProvenance(result, sweep)}`,
  }
}

function tableOf(result: StudyResult, sweep: SweepResult, i: number): Block {
  const regimes = result.regimes.filter(({ name }) => sweep.points.some((point) => regimeNamed(point.regimes, name) !== undefined))
  return {
    kind: 'table', id: `sweep-table-${i + 1}`, fold: `Numbers: ${nameOf(sweep)}`, head: sweptWords[sweep.over],
    columns: regimes.map(({ title }) => ({ title })),
    groups: shown.map((measure) => ({
      title: titleWithUnit(measure),
      rows: sweep.points.map((point) => ({
        head: pointWords(sweep.over, point.at),
        cells: regimes.map(({ name }) =>
          measureCell(measure, regimeNamed(point.regimes, name), regimeNamed(point.regimes, result.baseline))),
      })),
    })),
    note: sweepProvenance(result, sweep),
  }
}

/** A sweep over widths has no single width. */
function sweepProvenance(result: StudyResult, sweep: SweepResult): string {
  return provenanceWords(result, sweep, sweep.over === 'width' ? { title: true, width: false } : { title: true })
}
