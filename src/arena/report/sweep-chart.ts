/** Sweeps as lines with bands: what a regime reaches when one thing about the world changes. */
import type { CustomSeriesOption, EChartsOption, LineSeriesOption } from 'echarts'
import type { Charts } from '../../report/drawing.ts'
import { draw } from '../../report/drawing.ts'
import type { Markup } from '../../report/markup.ts'
import type { Measure } from '../measures/measure.ts'
import { estimateOf } from '../measures/paired.ts'
import type { StudyResult, SweepResult } from '../measures/study-result.ts'
import { scaled } from '../measures/unit.ts'
import type { Range } from './axes.ts'
import { around, canvasOf, grid, xAxis, yAxis } from './axes.ts'
import type { RegimeLook } from './regime-looks.ts'
import { looksOfRegimes } from './regime-looks.ts'
import { regimeNamed, titleWithUnit, widthWords } from './study-words.ts'

interface Line {
  readonly look: RegimeLook
  readonly points: readonly { readonly x: number; readonly y: number; readonly half: number }[]
}

/** What is varied, in words. */
export const sweptWords: Readonly<Record<SweepResult['over'], string>> = {
  failure: 'first visits that fail under the baseline', demand: 'demand ÷ capacity', width: 'slot width',
  density: 'orders per km² and day',
  noise: 'noise of the roads, as a factor', absence: 'unplanned absence',
  bending: 'whether who would wait on purpose also stays in for a slot of their own choice',
}

/** `12.6 %`, `30 min`, `1.2`. */
export function pointWords(over: SweepResult['over'], at: number): string {
  if (isShare(over)) return `${Number((100 * at).toFixed(1))} %`
  if (over === 'bending') return at > 0 ? 'may stay in' : 'plans only'
  return over === 'width' ? widthWords(at) : String(at)
}

function isShare(over: SweepResult['over']): boolean {
  return over === 'failure' || over === 'absence'
}

/** One measure over one sweep, with a mark at the break-even where there is one. */
export function drawSweep(
  charts: Charts, id: string, result: StudyResult, sweep: SweepResult, measure: Measure, crossing?: number,
): Markup {
  const lines = linesOf(result, sweep, measure)
  const all = lines.flatMap(({ points }) => points.flatMap(({ y, half }) => [y - half, y + half]))
  const at = sweep.points.map((point) => positionOf(sweep.over, point.at))
  const range = all.length === 0 ? undefined : around(all, 0, measure.unit === 'share' ? 100 : Infinity)
  const option: EChartsOption = {
    grid,
    xAxis: xAxis({
      name: sweep.over === 'width' ? 'slot width (h)' : sweptWords[sweep.over],
      range: { min: sweep.over === 'failure' ? 0 : Math.min(...at), max: Math.max(...at) },
      ...(isShare(sweep.over) ? { write: (value: number) => `${Math.round(value)} %` } : {}),
    }),
    yAxis: yAxis({ name: titleWithUnit(measure), ...(range === undefined ? {} : { range }) }),
    series: [...lines.map(bandOf), ...lines.map(lineOf), ...crossingOf(crossing, range)],
  }
  return draw(charts, canvasOf(id, `${measure.title} over ${sweptWords[sweep.over]}`), option)
}

function linesOf(result: StudyResult, { points, over }: SweepResult, { name, unit }: Measure): Line[] {
  return [...looksOfRegimes(result)].map(([regime, look]) => ({
    look,
    points: points.flatMap((point) => {
      const estimate = estimateOf(regimeNamed(point.regimes, regime)?.values[name] ?? [])
      if (estimate === undefined) return []
      return [{ x: positionOf(over, point.at), y: scaled(estimate.mean, unit), half: scaled(estimate.half ?? 0, unit) }]
    }),
  })).filter((line) => line.points.length > 0)
}

function positionOf(over: SweepResult['over'], at: number): number {
  return isShare(over) ? 100 * at : over === 'width' ? at / 3600 : at
}

function bandOf({ look, points }: Line): CustomSeriesOption {
  const outline = [...points.map(({ x, y, half }) => [x, y + half]), ...points.toReversed().map(({ x, y, half }) => [x, y - half])]
  return {
    type: 'custom', silent: true, data: [[points[0]!.x, points[0]!.y]],
    renderItem: (_, api) => ({
      type: 'polygon', shape: { points: outline.map((point) => api.coord(point)) }, style: { fill: look.colour, opacity: 0.16 },
    }),
  }
}

function lineOf({ look, points }: Line): LineSeriesOption {
  return {
    type: 'line', silent: true, symbol: look.symbol, symbolSize: 6, showAllSymbol: true, clip: false,
    data: points.map(({ x, y }) => [x, y]),
    lineStyle: { color: look.colour, type: look.line, width: 2 }, itemStyle: { color: look.colour, borderWidth: 0 },
  }
}

function crossingOf(crossing: number | undefined, range: Range | undefined): LineSeriesOption[] {
  if (crossing === undefined || range === undefined) return []
  const data = [[100 * crossing, range.min], [100 * crossing, range.max]]
  return [{ type: 'line', silent: true, showSymbol: false, data, lineStyle: { color: 'var(--ink)', type: 'dashed', width: 1 } }]
}
