/** How much work there is for a slot: courier-seconds on shift. */
import type { Day } from '../../model/day.ts'
import type { Seconds } from '../../time/seconds.ts'
import type { Window } from '../../time/window.ts'

/** Seconds that all couriers together are on shift within the window. */
export function staffed({ routes }: Day, { start, end }: Window): Seconds {
  return routes.reduce((sum, { shift }) => sum + Math.max(0, Math.min(end, shift.end) - Math.max(start, shift.start)), 0)
}
