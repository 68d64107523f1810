/** The closed interval in which service may start. */
import type { Seconds } from './seconds.ts'

/** From `start` to `end`, both included, in seconds from the day's anchor. */
export interface Window {
  readonly start: Seconds
  readonly end: Seconds
}

/** Whether the moment lies in the window; both ends count. */
export function holds(window: Window, at: Seconds): boolean {
  return window.start <= at && at <= window.end
}

/** Whether every moment of `inner` lies in `outer`. */
export function covers(outer: Window, inner: Window): boolean {
  return outer.start <= inner.start && inner.end <= outer.end
}

/** What two windows share, or `undefined` where they do not meet. */
export function intersect(a: Window, b: Window): Window | undefined {
  const start = Math.max(a.start, b.start)
  const end = Math.min(a.end, b.end)
  return start <= end ? { start, end } : undefined
}
