/** Slots offered and chosen: a pair of bars for each slot, with the share of requests that were offered it. */
import type { EChartsOption } from 'echarts'
import type { Charts } from './drawing.ts'
import { draw } from './drawing.ts'
import type { Markup } from './markup.ts'
import type { SlotCount } from './slot-table.ts'

/** Draws upright bars where there is room beside each other, and lying ones on narrow screens. */
export function drawSlotChart(charts: Charts, id: string, slots: readonly SlotCount[], narrow: boolean): Markup {
  const width = narrow ? 360 : 1000
  const height = narrow ? slots.length * 34 + 34 : 330
  const font = narrow ? 11 : 13
  const crowded = slots.length > 16
  const category = {
    type: 'category' as const,
    data: slots.map(({ label }) => (narrow ? label : label.replace('–', '–\n'))),
    inverse: narrow,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: 'var(--rule)' } },
    axisLabel: { color: 'var(--ink)', fontSize: crowded ? font - 1 : font, lineHeight: font + 3, interval: 0, hideOverlap: false },
  }
  const value = {
    type: 'value' as const,
    minInterval: 1,
    splitNumber: narrow ? 3 : 5,
    splitLine: { lineStyle: { color: 'var(--rule)' } },
    axisLabel: { color: 'var(--soft)', fontSize: font - 1 },
  }
  const share = slots.map(({ asked, offered }) => (asked === 0 ? '' : `${wholePercent(offered / asked)}%`))
  const bar = { type: 'bar' as const, silent: true, emphasis: { disabled: true }, barGap: '8%', barCategoryGap: '30%', barMaxWidth: 44 }
  const option: EChartsOption = {
    grid: narrow
      ? { left: 66, right: 38, top: 6, bottom: 24 }
      : { left: 44, right: 8, top: 26, bottom: 46 },
    xAxis: narrow ? value : category,
    yAxis: narrow ? category : value,
    series: [
      {
        ...bar,
        data: slots.map(({ offered }) => offered),
        itemStyle: { color: 'var(--bar-soft)', borderRadius: narrow ? [0, 2, 2, 0] : [2, 2, 0, 0] },
        label: {
          show: true, position: narrow ? 'right' : 'top', distance: 4, color: 'var(--soft)',
          fontSize: crowded && !narrow ? font - 3 : font - 2,
          formatter: ({ dataIndex }: { dataIndex: number }) => share[dataIndex]!,
        },
      },
      {
        ...bar,
        data: slots.map(({ chosen }) => chosen),
        itemStyle: { color: 'var(--bar)', borderRadius: narrow ? [0, 2, 2, 0] : [2, 2, 0, 0] },
      },
    ],
  }
  const offered = slots.reduce((sum, slot) => sum + slot.offered, 0)
  const chosen = slots.reduce((sum, slot) => sum + slot.chosen, 0)
  return draw(charts, { id, width, height, label: `Slots offered ${offered} times and chosen ${chosen} times, by slot` }, option)
}

/** Neither 0 nor 100 unless it is exactly that. */
function wholePercent(share: number): number {
  if (share === 0 || share === 1) return share * 100
  return Math.min(99, Math.max(1, Math.round(share * 100)))
}
