/** Charts as SVG text that stands in a page: drawn by echarts without a browser, coloured by the page's style sheet. */
import type * as echarts from 'echarts'
import { optionalPeer } from '../base/peer.ts'
import type { Markup } from './markup.ts'
import { escapeText, raw } from './markup.ts'

/** The charts library. */
export type Charts = typeof echarts

/** Loads echarts. Rejects with an `InputError` (`package-missing`) where it is not installed. */
export async function loadCharts(): Promise<Charts> {
  return optionalPeer('echarts', () => import('echarts'))
}

/** What every chart has in common. Sizes are in CSS pixels of the drawing. */
export interface Canvas {
  /** Names the drawing's own ids; unique in the page. */
  readonly id: string
  /** What it shows, for those who cannot see it. */
  readonly label: string
  readonly width: number
  readonly height: number
}

/** Draws one chart. The same option gives the same text. */
export function draw(charts: Charts, canvas: Canvas, option: echarts.EChartsOption): Markup {
  const chart = charts.init(null, null, { renderer: 'svg', ssr: true, width: canvas.width, height: canvas.height })
  try {
    chart.setOption({ animation: false, textStyle: { fontFamily: 'inherit', color: 'var(--ink)' }, ...option })
    return raw(tidied(chart.renderToSVGString({ useViewBox: true }), canvas))
  } finally {
    // an undisposed chart keeps a timer alive, and with it the process
    chart.dispose()
  }
}

/**
 * Takes away what only a script would use, and names ids after the drawing rather than after the number of charts drawn so far.
 * Every pattern holds a quotation mark or a bracket, which texts of the drawing never do: there they are escaped.
 */
function tidied(svg: string, { id, label, width }: Canvas): string {
  return svg
    .replaceAll(/<style ?>[^]*?<\/style>/g, '')
    .replaceAll(/ (?:class|pointer-events|xml:space|ecmeta_\w+|xmlns:xlink|baseProfile|version)="[^"]*"/g, '')
    .replaceAll(/font-family:inherit;(?=[^"<>]*")/g, '')
    .replaceAll(/="(url\(#)?zr\d+-/g, `="$1${id}-`)
    .replaceAll(/>\n+</g, '><')
    .replace(/^<svg /, `<svg role="img" aria-label="${escapeText(label)}" style="max-width:${Math.round(width * 1.12)}px" `)
}
