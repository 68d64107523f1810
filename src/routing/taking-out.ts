/** Whether stops can be left out of a route without harm to anybody. */
import type { Ground } from './ground.ts'
import { shiftFrom } from './gaps/gap-setups.ts'
import type { RouteSlabs } from './slabs.ts'

/**
 * Whether leaving the ends of an order out makes nothing later and closes no gap: where travel is metric, but for breaks on a day with rush
 * hours, and for who would have to set up then, because the order before was at the same place. The break that waited behind a stop would
 * come earlier, and the road that it keeps back might lie in the jam.
 */
export function canBeLeftOut(ground: Ground, slabs: RouteSlabs, r: number, ends: readonly number[]): boolean {
  const { breakFirst } = ground.fleet
  const jams = ground.profile !== undefined && breakFirst[r + 1]! > breakFirst[r]!
  if (!ground.legs.metric || jams) return false
  const positions = new Set(ends.map((end) => r * slabs.width + slabs.posOf[end]!))
  for (const at of positions) {
    let before = at - 1
    while (positions.has(before)) before--
    if (!positions.has(at + 1) && shiftFrom(ground, slabs, r, at + 1, slabs.placeAt[before]!) > 0) return false
  }
  return true
}
