/** Windows in the timeline: promised ones filled, those of other ends open, with planned start and slack. */
import type { SheetStep } from '../model/timetable.ts'
import type { Window } from '../time/window.ts'
import { oneLine } from './markup.ts'
import { box, circle, short } from './timeline-marks.ts'

/** What a band must know of the drawing. */
export interface BandStyle {
  readonly width: number
  readonly left: number
  /** Whether orders are named at their windows. */
  readonly names: boolean
}

/** A window with the planned start and the latest, in pixels. */
export interface Band {
  /** Whether it was promised; the window of another end was not. */
  readonly promised: boolean
  readonly left: number
  readonly right: number
  readonly opens: boolean
  readonly closes: boolean
  readonly start: number
  readonly latest: number
  /** Whether the latest start lies within the drawing. */
  readonly ends: boolean
  readonly label: string
  /** Whether the label stands after the window, or before it where there is no room after it. */
  readonly after: boolean
}

/** Width of a label in the drawing's smallest letters, which are at most this wide on average. */
function roomOf(label: string): number {
  return label === '' ? 0 : [...label].length * 5.9 + 4
}

/** A window and its label, as one extent. */
export function withLabel({ left, right, label, after }: Band): { left: number; right: number } {
  return after ? { left, right: right + roomOf(label) } : { left: left - roomOf(label), right }
}

/** Where the label stands. */
export function labelPlace({ left, right, after }: Band): { x: number; align: 'left' | 'right' } {
  return after ? { x: right + 4, align: 'left' } : { x: left - 4, align: 'right' }
}

/** Every promise is shown; the window of another end where it is narrower than the drawing. */
export function showsWindow({ type, window }: SheetStep, hours: Window): boolean {
  if (window === undefined) return false
  return type === 'order' || window.start > hours.start || window.end < hours.end
}

const signs = { collect: '↑', bring: '↓' } as const

/** The band of a visit that has a window. */
export function bandOf(step: SheetStep, hours: Window, x: (at: number) => number, style: BandStyle): Band {
  const window = step.window!
  const left = x(window.start)
  const right = Math.max(x(window.end), left + 2)
  const sign = step.type === 'collect' || step.type === 'bring' ? signs[step.type] : ''
  const name = `${sign}${oneLine(step.id!, 12)}`
  const after = right + roomOf(name) <= style.width
  const fits = style.names && (after || left - roomOf(name) >= style.left)
  return {
    promised: step.type === 'order',
    left,
    right,
    opens: window.start >= hours.start,
    closes: window.end <= hours.end,
    start: x(step.start),
    latest: x(step.latest ?? step.start),
    ends: (step.latest ?? step.start) <= hours.end,
    label: fits ? name : '',
    after,
  }
}

/** The whole window; only those of promises are filled. */
export function bandPath({ promised, left, right }: Band, top: number, height: number): string {
  return promised ? box(left, top, right, height) : ''
}

/** An upright stroke at each end of the window; none where the window goes on beyond the drawing. What was not promised is a frame. */
export function capPath({ promised, left, right, opens, closes }: Band, top: number, height: number): string {
  const stroke = (at: number): string => `M${short(at)} ${short(top)}v${short(height)}`
  const edge = (y: number): string => `M${short(left)} ${short(y)}H${short(right)}`
  const edges = promised ? '' : `${edge(top + 0.7)}${edge(top + height - 0.7)}`
  return `${opens ? stroke(left + 0.7) : ''}${closes ? stroke(right - 0.7) : ''}${edges}`
}

/** From the planned start to the latest one, with an upright stroke there unless it lies beyond the drawing. */
export function slackPath({ start, latest, ends }: Band, top: number, height: number): string {
  if (latest - start < 1) return ''
  const middle = short(top + height / 2)
  const stroke = ends ? `M${short(latest)} ${short(top + height * 0.15)}v${short(height * 0.7)}` : ''
  return `M${short(start)} ${middle}H${short(latest)}${stroke}`
}

/** A dot at the planned start. */
export function startPath({ start }: Band, top: number, height: number): string {
  return circle(start, top + height / 2, Math.min(2.6, height * 0.42))
}
