/** Lorenz curves of hours: how much of all hours the customers with the fewest of them have. */
import type { EChartsOption } from 'echarts'
import { draw } from '../../report/drawing.ts'
import type { ScenarioResult, StudyResult } from '../measures/study-result.ts'
import { canvasOf, grid, percentRange, xAxis, yAxis } from './axes.ts'
import type { Figure, Panel } from './blocks.ts'
import { looksOfRegimes, regimeLegend } from './regime-looks.ts'
import { sourceWords } from './study-words.ts'

/** One panel per scenario; the grey diagonal is everybody alike. */
export function lorenzFigure(result: StudyResult, id: string, which: 'kept' | 'in', caption: string): Figure {
  const panels = result.scenarios.map((scenario): Panel => ({
    title: scenario.title,
    label: `Lorenz curves, ${scenario.title}`,
    draw: (charts, own) => draw(charts, canvasOf(own, 'Lorenz curves'), optionOf(result, scenario, which)),
  }))
  const known = result.scenarios.flatMap(({ regimes }) => regimes.filter(({ lorenz }) => lorenz?.[which]))
  const shown = new Set(known.map(({ regime }) => regime))
  return {
    kind: 'figure', id, panels, legend: regimeLegend(result, shown, 'lines'),
    caption: `${caption} Means over seeds. The thin diagonal is everybody alike; the further below it, the less even. A curve ` +
      'says nothing ' +
      `about how much: sixteen hours for everybody lie on the diagonal too. Provenance under the headline table; ${sourceWords(result)}.`,
  }
}

function optionOf(result: StudyResult, { regimes }: ScenarioResult, which: 'kept' | 'in'): EChartsOption {
  const looks = looksOfRegimes(result)
  const still = { type: 'line' as const, silent: true, showSymbol: false }
  const percent = (value: number) => `${value} %`
  return {
    grid,
    xAxis: xAxis({ name: 'customers, those with the fewest hours first', range: percentRange, write: percent }),
    yAxis: yAxis({ name: 'share of all hours', range: percentRange, write: percent }),
    series: [
      { ...still, data: [[0, 0], [100, 100]], lineStyle: { color: 'var(--pause)', width: 1 } },
      ...regimes.flatMap(({ regime, lorenz }) => {
        const [look, curve] = [looks.get(regime), lorenz?.[which]]
        if (look === undefined || !curve) return []
        const data = curve.map((share, i) => [(100 * i) / (curve.length - 1), 100 * share])
        return [{ ...still, data, lineStyle: { color: look.colour, type: look.line, width: 2 } }]
      }),
    ],
  }
}
