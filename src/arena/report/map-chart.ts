/** A map of who got what: the same customers under every regime, by how it ended for them. */
import type { EChartsOption } from 'echarts'
import { draw } from '../../report/drawing.ts'
import { html } from '../../report/markup.ts'
import { fitted, frameOf, projectionOf } from '../../report/projection.ts'
import { grouped, plural } from '../../report/words.ts'
import type { MapSample, StudyResult } from '../measures/study-result.ts'
import { fateLetters } from '../measures/study-result.ts'
import { canvasOf } from './axes.ts'
import type { Figure, LegendEntry, Panel } from './blocks.ts'
import { PANEL } from './blocks.ts'
import { provenanceWords, titleOf } from './study-words.ts'

interface Outcome {
  readonly words: string
  readonly letters: string
  /** Minutes kept free, above and up to. */
  readonly above: number
  readonly upTo: number
  readonly colour: string
  readonly symbol: 'circle' | 'triangle' | 'rect' | 'diamond'
  readonly path: string
}

const anyHours = { above: -1, upTo: Infinity } as const

/** Lapsed and cancelled orders are the customers' own doing and are not drawn. Bad ends are drawn last, and so on top. */
const outcomes: readonly Outcome[] = [
  {
    words: 'delivered, at most 2 h kept free', letters: 'dD', above: -1, upTo: 120, colour: 'var(--c4)', symbol: 'circle',
    path: 'M17 3A4 4 0 1 1 16.99 3Z',
  },
  {
    words: 'delivered, 2 to 8 h kept free', letters: 'dD', above: 120, upTo: 480, colour: 'var(--c3)', symbol: 'diamond',
    path: 'M17 2L22 7L17 12L12 7Z',
  },
  {
    words: 'delivered, more than 8 h kept free', letters: 'dD', above: 480, upTo: Infinity, colour: 'var(--c5)', symbol: 'circle',
    path: 'M17 3A4 4 0 1 1 16.99 3Z',
  },
  {
    words: 'left without an order', letters: fateLetters['lost-full'] + fateLetters['lost-unsuited'], ...anyHours, colour: 'var(--ink)',
    symbol: 'rect', path: 'M13 3H21V11H13Z',
  },
  {
    words: 'returned, or open at the end', letters: fateLetters.returned + fateLetters.open, ...anyHours, colour: 'var(--bad)',
    symbol: 'triangle', path: 'M17 2L22 11H12Z',
  },
]

/** One figure for each scenario that has a map; a panel for each regime. */
export function mapFigures(result: StudyResult): Figure[] {
  return result.scenarios.flatMap((scenario, i): Figure[] => {
    const { map } = scenario
    if (map === undefined || map.places.length === 0) return []
    const all = map.places.length === map.customers
    const thinned = all ? '' : `; ${grouped(map.places.length)} of ${plural(map.customers, 'customer')} are drawn`
    return [{
      kind: 'figure', id: `map-${i + 1}`, legend: legend(), panels: map.regimes.map((regime) => panelOf(result, map, regime)),
      caption: `${scenario.title}, seed ${map.seed}${thinned}. Customers who lapsed or cancelled are left out. ` +
        provenanceWords(result, scenario),
    }]
  })
}

function legend(): LegendEntry[] {
  return outcomes.map(({ words, path, colour }) => ({ words, picture: html`<path d="${path}" fill="${colour}"/>` }))
}

function panelOf(result: StudyResult, map: MapSample, { regime, fates, kept }: MapSample['regimes'][number]): Panel {
  const ends = outcomes.map((outcome) => [...map.places.keys()].filter((i) => belongs(outcome, fates[i]!, kept[i]!)))
  const label = `Map, ${titleOf(result, regime)}: ${outcomes.map(({ words }, i) => `${ends[i]!.length} ${words}`).join('; ')}`
  return { title: titleOf(result, regime), label, draw: (charts, id) => draw(charts, canvasOf(id, label), optionOf(map, ends)) }
}

function belongs({ letters, above, upTo }: Outcome, fate: string, minutes: number): boolean {
  return letters.includes(fate) && above < minutes && minutes <= upTo
}

/** `ends`: by outcome, the customers who had it. */
function optionOf({ places }: MapSample, ends: readonly (readonly number[])[]): EChartsOption {
  const points = places.map(projectionOf(places))
  const margin = 10
  const frame = fitted(frameOf(points), PANEL.width - 2 * margin, PANEL.height - 2 * margin)
  const hidden = { type: 'value' as const, show: false }
  return {
    grid: { left: margin, right: margin, top: margin, bottom: margin },
    xAxis: { ...hidden, min: frame.west, max: frame.east },
    yAxis: { ...hidden, min: frame.south, max: frame.north },
    series: outcomes.flatMap(({ colour, symbol }, i) => (ends[i]!.length === 0 ? [] : [{
      // in large mode all marks of a series are one path
      type: 'scatter' as const, silent: true, large: true, largeThreshold: 0, symbol, symbolSize: symbol === 'circle' ? 5 : 7,
      data: ends[i]!.map((customer) => [...points[customer]!]),
      itemStyle: { color: colour, opacity: symbol === 'circle' ? 0.8 : 0.95 },
    }])),
  }
}
