/** What the plan cost while bookings came in and the plan was improved, in all and per order. */
import type { EChartsOption, LineSeriesOption } from 'echarts'
import type { CostPoint } from './day-report.ts'
import type { Charts } from './drawing.ts'
import { draw } from './drawing.ts'
import type { Markup } from './markup.ts'
import { grouped, plural } from './words.ts'

/** More points than this are thinned out; the first and the last stay. */
const MOST_POINTS = 1500

/** Draws two lines over the requests answered: the cost of the plan, and the same per order. */
export function drawCostChart(charts: Charts, id: string, history: readonly CostPoint[], narrow: boolean): Markup {
  const points = thinned(history)
  const width = narrow ? 360 : 1000
  const font = narrow ? 11 : 13
  const [tall, low, gap] = narrow ? [170, 90, 44] : [210, 100, 46]
  const left = narrow ? 52 : 74
  const right = narrow ? 14 : 22
  const top = 28
  const last = points.at(-1)?.requests ?? 1
  const xAxis = (gridIndex: number) => ({
    type: 'value' as const, gridIndex, min: 0, max: Math.max(1, last),
    splitLine: { show: false },
    axisTick: { show: false },
    axisLine: { lineStyle: { color: 'var(--rule)' } },
    axisLabel: { show: gridIndex === 1, color: 'var(--soft)', fontSize: font - 1, showMaxLabel: false },
    ...(gridIndex === 1 ? { name: 'requests answered', nameLocation: 'middle' as const, nameGap: 26, nameTextStyle: axisName(font) } : {}),
    splitNumber: narrow ? 4 : 8,
  })
  const yAxis = (gridIndex: number, name: string) => ({
    type: 'value' as const, gridIndex, min: 0, splitNumber: gridIndex === 0 ? 4 : 2,
    splitLine: { lineStyle: { color: 'var(--rule)' } },
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { color: 'var(--soft)', fontSize: font - 1, formatter: (value: number) => short(value) },
    name, nameLocation: 'end' as const, nameGap: 10,
    nameTextStyle: { ...axisName(font), align: 'left' as const, padding: [0, 0, 0, 6 - left] },
  })
  const option: EChartsOption = {
    grid: [
      { left, right, top, height: tall },
      { left, right, top: top + tall + gap, height: low },
    ],
    xAxis: [xAxis(0), xAxis(1)],
    yAxis: [yAxis(0, 'cost of the plan'), yAxis(1, 'cost per order')],
    series: [
      line(0, 'var(--bar)', points.map(({ requests, cost }) => [requests, cost])),
      improvementLine(points),
      line(1, 'var(--bar)', points.filter(({ orders }) => orders > 0).map(({ requests, cost, orders }) => [requests, cost / orders])),
    ],
  }
  const end = points.at(-1)
  const ending = `${grouped(end?.cost ?? 0)} for ${plural(end?.orders ?? 0, 'order')}`
  const label = `Cost of the plan over ${plural(last, 'request')}, ending at ${ending}`
  return draw(charts, { id, label, width, height: top + tall + gap + low + 48 }, option)
}

const still = { silent: true, emphasis: { disabled: true }, showSymbol: false } as const

function line(axis: number, colour: string, data: number[][]): LineSeriesOption {
  return { ...still, type: 'line', xAxisIndex: axis, yAxisIndex: axis, data, lineStyle: { color: colour, width: 1.8 } }
}

/** The downward strokes of improvements, each from the cost before to the cost after. */
function improvementLine(points: readonly CostPoint[]): LineSeriesOption {
  const data = points.flatMap((point, i): (number | null)[][] => {
    const before = points[i - 1]
    if (point.after !== 'improvement' || before === undefined || before.cost === point.cost) return []
    return [[before.requests, before.cost], [point.requests, point.cost], [null, null]]
  })
  return { ...still, type: 'line', xAxisIndex: 0, yAxisIndex: 0, data: data as number[][], lineStyle: { color: 'var(--good)', width: 2.4 } }
}

function axisName(font: number) {
  return { color: 'var(--soft)', fontSize: font - 1 }
}

/** `950`, `12 k`, `1.2 M`. */
function short(value: number): string {
  if (Math.abs(value) >= 1e6) return `${Number((value / 1e6).toFixed(1))} M`
  return Math.abs(value) >= 10_000 ? `${Number((value / 1000).toFixed(1))} k` : grouped(Math.round(value))
}

function thinned(points: readonly CostPoint[]): readonly CostPoint[] {
  if (points.length <= MOST_POINTS) return points
  const step = points.length / MOST_POINTS
  return [...Array.from({ length: MOST_POINTS - 1 }, (_, i) => points[Math.floor(i * step)]!), points.at(-1)!]
}
