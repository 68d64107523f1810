/** Throughput against fairness: one mark per regime, with the 95 % intervals of both. */
import type { EChartsOption, LineSeriesOption, ScatterSeriesOption } from 'echarts'
import { draw } from '../../report/drawing.ts'
import { measureNamed } from '../measures/definitions.ts'
import { estimateOf } from '../measures/paired.ts'
import type { Measure } from '../measures/measure.ts'
import type { ScenarioResult, StudyResult } from '../measures/study-result.ts'
import { scaled } from '../measures/unit.ts'
import { around, canvasOf, grid, xAxis, yAxis } from './axes.ts'
import type { Figure, Panel } from './blocks.ts'
import type { RegimeLook } from './regime-looks.ts'
import { looksOfRegimes, regimeLegend } from './regime-looks.ts'
import { sourceWords, titleWithUnit } from './study-words.ts'

interface Mark {
  readonly look: RegimeLook
  readonly x: Extent
  readonly y: Extent
}

interface Extent {
  readonly at: number
  readonly half: number
}

/** One panel per scenario, with throughput upwards. */
export function scatterFigure(result: StudyResult, id: string, across: string, caption: string): Figure {
  const [x, y] = [measureNamed(across)!, measureNamed('delivered-per-paid-hour')!]
  const panels = result.scenarios.map((scenario): Panel => ({
    title: scenario.title,
    label: `${y.title} against ${x.title.toLowerCase()}, ${scenario.title}`,
    draw: (charts, own) => {
      const canvas = canvasOf(own, `${y.title} against ${x.title.toLowerCase()}, ${scenario.title}`)
      return draw(charts, canvas, optionOf(marksOf(result, scenario, x, y), x, y))
    },
  }))
  const shown = new Set(result.scenarios.flatMap(({ regimes }) => regimes.map(({ regime }) => regime)))
  return {
    kind: 'figure', id, panels, legend: regimeLegend(result, shown, 'symbols'),
    caption: `${caption} Bars are 95 % intervals of the means over seeds; where none is seen it is smaller than the mark. ` +
      `Axes need not start at 0, and differ between scenarios. Provenance under the headline table; ${sourceWords(result)}.`,
  }
}

function marksOf(result: StudyResult, { regimes }: ScenarioResult, x: Measure, y: Measure): Mark[] {
  const looks = looksOfRegimes(result)
  return regimes.flatMap(({ regime, values }): Mark[] => {
    const [look, across, up] = [looks.get(regime), extentOf(values[x.name], x), extentOf(values[y.name], y)]
    return look === undefined || across === undefined || up === undefined ? [] : [{ look, x: across, y: up }]
  })
}

function extentOf(figures: readonly (number | null)[] | undefined, { unit }: Measure): Extent | undefined {
  const estimate = estimateOf(figures ?? [])
  return estimate === undefined ? undefined : { at: scaled(estimate.mean, unit), half: scaled(estimate.half ?? 0, unit) }
}

function optionOf(marks: readonly Mark[], x: Measure, y: Measure): EChartsOption {
  const rangeOf = (side: 'x' | 'y', { unit }: Measure) => {
    if (marks.length === 0) return {}
    const ends = marks.flatMap((mark) => [mark[side].at - mark[side].half, mark[side].at + mark[side].half])
    return { range: around(ends, 0, unit === 'share' ? 100 : Infinity) }
  }
  return {
    grid,
    xAxis: xAxis({ name: titleWithUnit(x), ...rangeOf('x', x) }),
    yAxis: yAxis({ name: titleWithUnit(y), ...rangeOf('y', y) }),
    series: marks.flatMap((mark) => [barsOf(mark), markOf(mark)]),
  }
}

function barsOf({ look, x, y }: Mark): LineSeriesOption {
  const data = [[x.at - x.half, y.at], [x.at + x.half, y.at], [null, null], [x.at, y.at - y.half], [x.at, y.at + y.half]]
  return { type: 'line', silent: true, showSymbol: false, data: data as number[][], lineStyle: { color: look.colour, width: 1.6 } }
}

function markOf({ look, x, y }: Mark): ScatterSeriesOption {
  const itemStyle = { color: look.colour, opacity: 0.9 }
  return { type: 'scatter', silent: true, symbol: look.symbol, symbolSize: 11, data: [[x.at, y.at]], itemStyle }
}
