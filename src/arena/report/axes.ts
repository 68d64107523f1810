/** Axes that all charts of a report share. */
import { PANEL } from './blocks.ts'

const FONT = 12

/** Where an axis begins and ends, and its steps. */
export interface Range {
  readonly min: number
  readonly max: number
  readonly interval?: number
}

/** From nothing to all, in percent. */
export const percentRange: Range = { min: 0, max: 100, interval: 25 }

/** Room around the drawing area. */
export const grid = { left: 50, right: 16, top: 14, bottom: 46 } as const

interface AxisOptions {
  readonly name: string
  readonly range?: Range
  /** How a value is written. */
  readonly write?: (value: number) => string
}

export function xAxis({ name, range, write = short }: AxisOptions) {
  return {
    ...axis(write), ...range, name, nameLocation: 'middle' as const, nameGap: 28,
    splitLine: { show: false }, axisLine: { lineStyle: { color: 'var(--rule)' } },
  }
}

/** Named above, from the left edge. */
export function yAxis({ name, range, write = short }: AxisOptions) {
  return {
    ...axis(write), ...range, name, nameLocation: 'middle' as const, nameGap: 38,
    splitLine: { lineStyle: { color: 'var(--rule)' } }, axisLine: { show: false },
  }
}

/** About four round steps that hold all values, with room so that no mark lies on the frame, but never beyond `floor` and `ceiling`. */
export function around(values: readonly number[], floor = -Infinity, ceiling = Infinity): Range {
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const room = (most - least) * 0.06 || Math.abs(most) * 0.1 || 1
  const interval = roundStep((most - least + 2 * room) / 4)
  return {
    min: Math.max(floor, Math.floor((least - room) / interval) * interval),
    max: Math.min(ceiling, Math.ceil((most + room) / interval) * interval),
    interval,
  }
}

/** The next of 1, 2, 2.5, 5 and 10 times a power of ten. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least))
  return power * [1, 2, 2.5, 5, 10].find((step) => step * power >= least * 0.999)!
}

export const canvasOf = (id: string, label: string) => ({ id, label, ...PANEL })

function axis(write: (value: number) => string) {
  return {
    type: 'value' as const, splitNumber: 4, axisTick: { show: false },
    nameTextStyle: { color: 'var(--soft)', fontSize: FONT },
    axisLabel: { color: 'var(--soft)', fontSize: FONT, formatter: write, hideOverlap: true },
  }
}

function short(value: number): string {
  return String(Number(value.toPrecision(6)))
}
