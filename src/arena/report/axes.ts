/** Axes that all charts of a report share. */
import { PANEL } from './blocks.ts'

const FONT = 12

/** Room around the drawing area. */
export const grid = { left: 50, right: 16, top: 14, bottom: 46 } as const

export interface AxisOptions {
  readonly name: string
  readonly min?: number
  readonly max?: number
  /** How a value is written. */
  readonly write?: (value: number) => string
}

export function xAxis({ name, min, max, write = short }: AxisOptions) {
  return {
    ...axis(write), ...ends(min, max), name, nameLocation: 'middle' as const, nameGap: 28,
    splitLine: { show: false }, axisLine: { lineStyle: { color: 'var(--rule)' } },
  }
}

/** Named above, from the left edge. */
export function yAxis({ name, min, max, write = short }: AxisOptions) {
  return {
    ...axis(write), ...ends(min, max), name, nameLocation: 'middle' as const, nameGap: 38,
    splitLine: { lineStyle: { color: 'var(--rule)' } }, axisLine: { show: false },
  }
}

/** Least and most of the values with a tenth of their spread around, so that no mark lies on the frame. */
export function around(values: readonly number[], floor = -Infinity, ceiling = Infinity): { min: number; max: number } {
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const room = (most - least) * 0.1 || Math.abs(most) * 0.1 || 1
  const step = 10 ** Math.floor(Math.log10(most - least + 2 * room)) / 2
  return {
    min: Math.max(floor, Math.floor((least - room) / step) * step),
    max: Math.min(ceiling, Math.ceil((most + room) / step) * step),
  }
}

export const canvasOf = (id: string, label: string) => ({ id, label, ...PANEL })

function axis(write: (value: number) => string) {
  return {
    type: 'value' as const, splitNumber: 4, axisTick: { show: false },
    nameTextStyle: { color: 'var(--soft)', fontSize: FONT }, axisLabel: { color: 'var(--soft)', fontSize: FONT, formatter: write, hideOverlap: true },
  }
}

function ends(min: number | undefined, max: number | undefined) {
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) }
}

function short(value: number): string {
  return String(Number(value.toPrecision(6)))
}
