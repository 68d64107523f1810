/** What somebody new in a gap does to the stop behind it: its setup may become due, or be saved. */
import type { Ground } from '../ground.ts'
import { departByWithBreaks } from '../leg-time.ts'
import { firstBreakAfter } from '../paid-hours.ts'
import type { RouteSlabs } from '../slabs.ts'
import { workAfter } from '../work.ts'

/** By how many seconds the stop at a position takes longer if it is reached from the place, and not from where it is reached now. */
export function shiftFrom(ground: Ground, slabs: RouteSlabs, r: number, at: number, from: number): number {
  const { times } = ground.stops
  if (!times.hasSetups || at > r * slabs.width + slabs.len[r]!) return 0
  const setup = times.setups[ground.fleet.type[r]!]![slabs.stopAt[at]!]!
  const place = slabs.placeAt[at]!
  return setup === 0 ? 0 : (place === from ? 0 : setup) - (place === slabs.placeAt[at - 1] ? 0 : setup)
}

/** The latest start at a position if it is reached from the place; `-NEVER` where nothing behind it could be kept. */
export function latestFrom(ground: Ground, slabs: RouteSlabs, r: number, at: number, from: number): number {
  const shift = shiftFrom(ground, slabs, r, at, from)
  if (shift === 0) return slabs.latest[at]!
  const { fleet, stops, profile } = ground
  const stop = slabs.stopAt[at]!
  const row = firstBreakAfter(ground, slabs, r, at)
  const by = departByWithBreaks(fleet, profile, row, row + slabs.breaksOn[at]!, slabs.latest[at + 1]!, slabs.legSeconds[at]!)
  return stops.latest(stop, by - workAfter(ground, r, stop, from))
}
