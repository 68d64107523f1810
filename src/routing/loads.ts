/** Loads along a route, trip by trip. */
import type { Fleet } from './fleet.ts'
import type { Ground } from './ground.ts'
import type { RouteSlabs } from './slabs.ts'
import type { StopTable } from './stops.ts'
import { tripEnd } from './trips.ts'

/** Load peaks of the trip before and after each leg; false when a leg carries more than the capacity. */
export function refreshLoads(ground: Ground, slabs: RouteSlabs, r: number): boolean {
  const base = r * slabs.width
  const last = base + slabs.len[r]!
  for (let from = base; from <= last;) {
    const to = tripEnd(ground, slabs, r, from)
    for (let d = 0; d < ground.fleet.dims; d++) if (!refreshTrip(ground, slabs, r, from, to, d)) return false
    from = to + 1
  }
  return true
}

/** One dimension of the trip that leaves position `from` and ends on the leg after position `to`. */
function refreshTrip(ground: Ground, slabs: RouteSlabs, r: number, from: number, to: number, d: number): boolean {
  const { fleet, stops } = ground
  const { stopAt, peakBefore, peakAfter } = slabs
  const { delivery, pickup, gain } = stops
  const dims = fleet.dims
  let load = 0
  for (let at = from + 1; at <= to; at++) load += delivery[stopAt[at]! * dims + d]!
  let peak = load
  peakBefore[from * dims + d] = peak
  for (let at = from + 1; at <= to; at++) {
    const i = stopAt[at]! * dims + d
    load += pickup[i]! - delivery[i]! + gain[i]!
    if (load > peak) peak = load
    peakBefore[at * dims + d] = peak
  }
  if (peak > fleet.capacity[r * dims + d]!) return false
  peak = load
  for (let at = to; at >= from; at--) {
    if (load > peak) peak = load
    peakAfter[at * dims + d] = peak
    if (at === from) break
    const i = stopAt[at]! * dims + d
    load += delivery[i]! - pickup[i]! - gain[i]!
  }
  return true
}

/** Loads when all is brought and nothing carried back: every leg up to the newcomer carries its load more, and the first leg most. */
export function raiseLoads(fleet: Fleet, stops: StopTable, slabs: RouteSlabs, r: number, newcomer: number, x: number): boolean {
  const { peakBefore, peakAfter } = slabs
  const dims = fleet.dims
  const base = r * slabs.width
  const last = base + slabs.len[r]!
  for (let d = 0; d < dims; d++) {
    const load = stops.delivery[newcomer * dims + d]!
    if (load === 0) continue
    for (let at = base; at <= last; at++) peakBefore[at * dims + d] = peakBefore[at * dims + d]! + load
    for (let at = base; at < x; at++) peakAfter[at * dims + d] = peakAfter[at * dims + d]! + load
    if (peakBefore[base * dims + d]! > fleet.capacity[r * dims + d]!) return false
  }
  return true
}

/** Whether no break of the route is taken with more aboard than it allows. */
export function breaksAreLight(ground: Ground, slabs: RouteSlabs, r: number): boolean {
  const { fleet } = ground
  let breakRow = fleet.breakFirst[r]!
  return eachLoad(ground, slabs, r, (at, load) => {
    for (const last = breakRow + slabs.breaksOn[at]!; breakRow < last; breakRow++) {
      for (let d = 0; d < fleet.dims; d++) if (load[d]! > fleet.breakLoad[breakRow * fleet.dims + d]!) return false
    }
    return true
  })
}

/** Tells what is aboard on the leg after each position in turn, until it is answered with false. @returns whether it never was */
export function eachLoad(
  ground: Ground, slabs: RouteSlabs, r: number, tell: (at: number, load: Float64Array) => boolean,
): boolean {
  const { fleet: { dims }, stops: { delivery, pickup, gain } } = ground
  const { stopAt } = slabs
  const base = r * slabs.width
  const last = base + slabs.len[r]!
  const load = new Float64Array(dims)
  for (let from = base; from <= last;) {
    const to = tripEnd(ground, slabs, r, from)
    load.fill(0)
    for (let at = from; at <= to; at++) {
      for (let d = 0; d < dims; d++) {
        if (at === from) for (let next = from + 1; next <= to; next++) load[d] = load[d]! + delivery[stopAt[next]! * dims + d]!
        else load[d] = load[d]! + pickup[stopAt[at]! * dims + d]! - delivery[stopAt[at]! * dims + d]! + gain[stopAt[at]! * dims + d]!
      }
      if (!tell(at, load)) return false
    }
    from = to + 1
  }
  return true
}
