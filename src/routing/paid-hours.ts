/** Paid hours: from leaving to returning, waiting and service among them, with the route left as late as it may be. */
import type { Ground } from './ground.ts'
import { departByWithBreaks } from './leg-time.ts'
import type { RouteSlabs } from './slabs.ts'

/**
 * Whether segments describe the route exactly: no rush hours, no breaks, one window per stop. Elsewhere a route's paid hours are right, and
 * what an insertion would add to them is not foreseen.
 */
export function hasSegments(ground: Ground, slabs: RouteSlabs, r: number): boolean {
  const { fleet, stops, profile } = ground
  if (profile !== undefined || fleet.breakFirst[r + 1]! > fleet.breakFirst[r]!) return false
  const base = r * slabs.width
  for (let at = base + 1; at <= base + slabs.len[r]!; at++) if (stops.windows[slabs.stopAt[at]!]) return false
  return true
}

/** Seconds from the latest start that still ends as early as can be, to that end. The forward bounds are fresh. */
export function paidSeconds(ground: Ground, slabs: RouteSlabs, r: number): number {
  const { fleet, legs, stops, profile } = ground
  const { stopAt, placeAt, breaksOn } = slabs
  const base = r * slabs.width
  const end = base + slabs.len[r]! + 1
  const seconds = legs.seconds[fleet.variant[r]!]!
  let breakRow = fleet.breakFirst[r + 1]!
  let by = slabs.depart[end]!
  for (let at = end - 1; at >= base; at--) {
    const drive = seconds[placeAt[at]! * legs.stride + placeAt[at + 1]!]!
    by = departByWithBreaks(fleet, profile, breakRow - breaksOn[at]!, breakRow, by, drive)
    breakRow -= breaksOn[at]!
    if (at > base) by = stops.latest(stopAt[at]!, by - stops.service[stopAt[at]!]!)
  }
  return slabs.depart[end]! - by
}

/**
 * Segments of a legal route, front to back and back to front [Vidal, Crainic, Gendreau & Prins, A hybrid genetic algorithm with adaptive
 * diversity management for a large class of vehicle routing problems with time-windows, 2013, section 4.3; no time warp, because
 * the route is legal].
 */
export function refreshSegments(ground: Ground, slabs: RouteSlabs, r: number): void {
  const { fleet, legs, stops } = ground
  const { stopAt, placeAt, preSpan, preFirst, preLast, sufSpan, sufFirst, sufLast } = slabs
  const base = r * slabs.width
  const end = base + slabs.len[r]! + 1
  const seconds = legs.seconds[fleet.variant[r]!]!
  preSpan[base] = 0
  preFirst[base] = fleet.start[r]!
  preLast[base] = fleet.end[r]!
  for (let at = base + 1; at < end; at++) {
    const stop = stopAt[at]!
    const lag = preSpan[at - 1]! + seconds[placeAt[at - 1]! * legs.stride + placeAt[at]!]!
    const wait = Math.max(0, stops.open[stop]! - lag - preLast[at - 1]!)
    preFirst[at] = Math.max(stops.open[stop]! - lag, preFirst[at - 1]!) - wait
    preLast[at] = Math.min(stops.close[stop]! - lag, preLast[at - 1]!)
    preSpan[at] = lag + wait + stops.service[stop]!
  }
  sufSpan[end] = 0
  sufFirst[end] = fleet.start[r]!
  sufLast[end] = fleet.end[r]!
  for (let at = end - 1; at > base; at--) {
    const stop = stopAt[at]!
    const lag = stops.service[stop]! + seconds[placeAt[at]! * legs.stride + placeAt[at + 1]!]!
    const wait = Math.max(0, sufFirst[at + 1]! - lag - stops.close[stop]!)
    sufFirst[at] = Math.max(sufFirst[at + 1]! - lag, stops.open[stop]!) - wait
    sufLast[at] = Math.min(sufLast[at + 1]! - lag, stops.close[stop]!)
    sufSpan[at] = lag + wait + sufSpan[at + 1]!
  }
}

/** Paid seconds of the route with a newcomer on leg `at`: front, newcomer and back put together. The whole is legal. */
export function paidWith(
  slabs: RouteSlabs, at: number, toNewcomer: number, fromNewcomer: number, service: number, open: number, close: number,
): number {
  const lag = slabs.preSpan[at]! + toNewcomer
  const wait = Math.max(0, open - lag - slabs.preLast[at]!)
  const last = Math.min(close - lag, slabs.preLast[at]!)
  const span = lag + wait + service + fromNewcomer
  return span + Math.max(0, slabs.sufFirst[at + 1]! - span - last) + slabs.sufSpan[at + 1]!
}
