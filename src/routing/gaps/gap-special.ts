/** The gaps of routes with more to them: breaks, rush hours, limits, trips, releases, positions, setups, dear hours, nobody aboard. */
import { taskCost } from '../../model/cost.ts'
import { UNLIMITED } from '../../model/limits.ts'
import { NEVER } from '../../time/seconds.ts'
import { BreakRoom } from './break-room.ts'
import { latestFrom, shiftFrom } from './gap-setups.ts'
import type { GapScan } from './gaps.ts'
import { savedAtMost } from './gaps.ts'
import type { Ground } from '../ground.ts'
import { arriveWithBreaks, departByWithBreaks } from '../leg-time.ts'
import type { RouteSlabs } from '../slabs.ts'
import { workAfter, workIn } from '../work.ts'
import { ANYWHERE, RELOAD } from '../stops.ts'

/** Whether the newcomer can be loaded and counted at all: what it brings is aboard from the start, what it takes to the end. */
export function hasRoom(scan: GapScan, { fleet }: Ground, slabs: RouteSlabs, r: number): boolean {
  if (slabs.tasks[r]! + scan.tasks > fleet.maxTasks[r]!) return false
  // Where a courier reloads, each trip has room of its own.
  if (fleet.reloadMost[r]! > 0) return true
  const dims = fleet.dims
  const start = r * slabs.width * dims
  const end = (r * slabs.width + slabs.len[r]!) * dims
  for (let d = 0; d < dims; d++) {
    if (slabs.peakBefore[start + d]! + scan.delivery[d]! > fleet.capacity[r * dims + d]!) return false
    if (slabs.peakAfter[end + d]! + scan.pickup[d]! > fleet.capacity[r * dims + d]!) return false
  }
  return true
}

/** Whether nothing but time and the cost of the detour decides between the gaps of the route: it has room for the newcomer anywhere. */
export function isPlain(scan: GapScan, { fleet, stops }: Ground, slabs: RouteSlabs, r: number): boolean {
  const tasks = slabs.tasks[r]!
  if (fleet.ordinary[r] === 0 || tasks === 0 || tasks + scan.tasks > fleet.maxTasks[r]!) return false
  const base = r * slabs.width
  if (scan.release > slabs.depart[base]! || scan.rank !== ANYWHERE || stops.hasRanks) return false
  if (scan.hasSetup || stops.times.hasSetups) return false
  const { dims, capacity } = fleet
  const { delivery, pickup } = scan
  const end = (base + slabs.len[r]!) * dims
  for (let d = 0; d < dims; d++) {
    const load = slabs.peakBefore[end + d]!
    const room = capacity[r * dims + d]!
    if (load + delivery[d]! > room || load + pickup[d]! > room) return false
  }
  return true
}

/** Whether gaps of the route must be checked one by one for load, travel and metres. */
function needsCheck(scan: GapScan, { fleet }: Ground, slabs: RouteSlabs, r: number): boolean {
  if (fleet.maxTravel[r]! < UNLIMITED || fleet.maxMetres[r]! < UNLIMITED || fleet.reloadMost[r]! > 0) return true
  const dims = fleet.dims
  const end = (r * slabs.width + slabs.len[r]!) * dims
  for (let d = 0; d < dims; d++) {
    const most = Math.max(scan.delivery[d]!, scan.pickup[d]!)
    if (slabs.peakBefore[end + d]! + most > fleet.capacity[r * dims + d]!) return true
  }
  return false
}

/** Looks at every gap of the route: added cost, then the interval, then loads and limits, then the windows. */
export function scanSpecial(scan: GapScan, ground: Ground, slabs: RouteSlabs, r: number): void {
  const { fleet, profile, stops } = ground
  const { placeAt, stopAt, depart, latest, legCost, breaksOn } = slabs
  const { offset, service, lastClose } = scan
  const toSeconds = scan.toSeconds[fleet.variant[r]!]!
  const fromSeconds = scan.fromSeconds[fleet.variant[r]!]!
  const toCost = scan.toCost[fleet.tariff[r]!]!
  const fromCost = scan.fromCost[fleet.tariff[r]!]!
  const base = r * slabs.width
  const last = base + slabs.len[r]!
  const idle = slabs.tasks[r] === 0
  const opening = idle ? openingCost(ground, slabs, r) : 0
  const direct = slabs.len[r] === 0 ? 0 : 1
  // Another place to drive through does not send anybody out.
  const free = idle && scan.tasks === 0
  const checked = needsCheck(scan, ground, slabs, r)
  const breakRoom = fleet.loadsBreaks[r] === 1 ? new BreakRoom(ground, slabs, r) : undefined
  const costs = { perTaskHour: free ? 0 : fleet.taskRate[r]!, perPaidHour: free ? 0 : fleet.paidRate[r]! }
  const paysHours = costs.perPaidHour > 0
  const costsTasks = costs.perTaskHour > 0
  const earliestEnd = scan.firstOpen + service
  const setsUp = scan.hasSetup || stops.times.hasSetups
  const { lowest, highest } = positionsFor(scan, ground, slabs, r)
  const lateStart = stops.hasReleases || scan.release > -NEVER ? departuresWhenReleased(scan, ground, slabs, r) : depart
  let breakRow = fleet.breakFirst[r]!
  let looked = 0
  for (let at = base; at <= last && depart[at]! <= lastClose && at <= highest; at++) {
    const breaks = breaksOn[at]!
    breakRow += breaks
    const leaves = lateStart[lateStart === depart ? at : at - base]!
    if (at < lowest || leaves >= NEVER || (!setsUp && latest[at + 1]! < earliestEnd)) continue
    const p = placeAt[at]!
    const q = placeAt[at + 1]!
    looked++
    let work = service
    let shift = 0
    let by = latest[at + 1]!
    if (setsUp) {
      if (p !== scan.handle || p === 0) work += scan.setup
      shift = shiftFrom(ground, slabs, r, at + 1, scan.handle)
      if (shift !== 0) by = latestFrom(ground, slabs, r, at + 1, scan.handle)
      if (by < scan.firstOpen + work) continue
    }
    let added = free ? 0 : toCost[offset + p]! + fromCost[offset + q]! - legCost[at]! * direct + opening
    if (costsTasks) {
      added += taskCost(costs, work)
      if (shift !== 0) {
        const now = workAfter(ground, r, stopAt[at + 1]!, p)
        added += taskCost(costs, now + shift) - taskCost(costs, now)
      }
    }
    const least = shift < 0 ? added - savedAtMost(costs, shift) : added
    if (!scan.matters(least) || scan.blinks()) continue
    const to = toSeconds[offset + p]!
    const from = fromSeconds[offset + q]!
    if (breaks > 0) {
      if (checked && !fits(scan, ground, slabs, r, at)) continue
      for (let before = 0; before <= breaks; before++) {
        const lo = arriveWithBreaks(fleet, profile, breakRow - breaks, breakRow - breaks + before, leaves, to)
        const hi = departByWithBreaks(fleet, profile, breakRow - breaks + before, breakRow, by, from) - work
        if (lo > hi || (breakRoom !== undefined && overBreaks(scan, breakRoom, at, before) !== undefined)) continue
        if (paysHours) scan.offerPricedGap(ground, slabs, r, at - base, before, added, lo, hi, work, shift)
        else scan.offerGap(r, at - base, before, added, lo, hi)
      }
      continue
    }
    // No speed is above the profile's highest, so this much time is needed at least: it spares most of the exact arithmetic.
    if (profile && leaves + profile.atLeast(to) > by - profile.atLeast(from) - work) continue
    const lo = profile ? profile.arrive(leaves, to) : leaves + to
    const hi = (profile ? profile.departBy(by, from) : by - from) - work
    if (!scan.mattersFor(least, lo, hi)) continue
    if (checked && !fits(scan, ground, slabs, r, at)) continue
    if (breakRoom !== undefined && overBreaks(scan, breakRoom, at, 0) !== undefined) continue
    if (paysHours) scan.offerPricedGap(ground, slabs, r, at - base, 0, added, lo, hi, work, shift)
    else scan.offerGap(r, at - base, 0, added, lo, hi)
  }
  scan.evaluations += looked
}

/** The dimension in which the newcomer overloads a break, and by how much; `undefined` where it overloads none. */
export function overBreaks(
  scan: GapScan, room: BreakRoom, at: number, breaksBefore: number,
): { by: number; dimension: number } | undefined {
  for (const [dimension, delivery] of scan.delivery.entries()) {
    const by = room.over(at, breaksBefore, dimension, delivery, scan.pickup[dimension]!)
    if (by > 0) return { by, dimension }
  }
  return undefined
}

/** What it costs to send the courier of a route without orders out: what is fixed, and the places to drive through. */
export function openingCost({ fleet }: Ground, slabs: RouteSlabs, r: number): number {
  let cost = fleet.fixedCost[r]!
  if (slabs.len[r] === 0) return cost
  for (let at = r * slabs.width; at <= r * slabs.width + slabs.len[r]!; at++) cost += slabs.legCost[at]!
  return cost
}

/** The first and the last gap where the newcomer stands between the visits that must come before it and after it. */
export function positionsFor(scan: GapScan, { stops }: Ground, slabs: RouteSlabs, r: number): { lowest: number; highest: number } {
  const base = r * slabs.width
  let lowest = base
  let highest = base + slabs.len[r]!
  if (!stops.hasRanks && scan.rank === ANYWHERE) return { lowest, highest }
  for (let at = base + 1; at <= base + slabs.len[r]!; at++) {
    const stop = slabs.stopAt[at]!
    if (stops.via[stop] === 1) continue
    if (stops.rank[stop]! < scan.rank) lowest = at
    if (stops.rank[stop]! > scan.rank && highest >= at) highest = at - 1
  }
  return { lowest, highest }
}

/**
 * The earliest departure from each position, counted from the start of the route, if its trip waited for the newcomer's release; NEVER
 * from where somebody would be late. What comes behind is not asked: over the newcomer the way may be shorter than it is now.
 */
function departuresWhenReleased(scan: GapScan, ground: Ground, slabs: RouteSlabs, r: number): Int32Array {
  const { fleet, stops, profile } = ground
  const { stopAt, depart, legSeconds, breaksOn } = slabs
  const work = workIn(ground, slabs, r)
  const base = r * slabs.width
  const last = base + slabs.len[r]!
  const late = scan.departures(last - base + 1)
  let breakRow = fleet.breakFirst[r]!
  let now = Math.max(depart[base]!, scan.release)
  late[0] = now
  for (let at = base + 1; at <= last; at++) {
    const stop = stopAt[at]!
    const next = breakRow + breaksOn[at - 1]!
    if (stops.role[stop] === RELOAD) {
      const start = Math.max(depart[at]! - work[stop]!, scan.release)
      now = start + work[stop]!
    } else if (now < NEVER) {
      const start = stops.earliest(stop, arriveWithBreaks(fleet, profile, breakRow, next, now, legSeconds[at - 1]!))
      now = start >= NEVER ? NEVER : start + work[stop]!
    }
    breakRow = next
    late[at - base] = now
  }
  return late
}

/** Load on the legs before and after the newcomer, and the route's limits of travel and metres. */
function fits(scan: GapScan, { fleet }: Ground, slabs: RouteSlabs, r: number, at: number): boolean {
  const dims = fleet.dims
  for (let d = 0; d < dims; d++) {
    const capacity = fleet.capacity[r * dims + d]!
    if (slabs.peakBefore[at * dims + d]! + scan.delivery[d]! > capacity) return false
    if (slabs.peakAfter[at * dims + d]! + scan.pickup[d]! > capacity) return false
  }
  const variant = fleet.variant[r]!
  const to = scan.offset + slabs.placeAt[at]!
  const from = scan.offset + slabs.placeAt[at + 1]!
  const travel = scan.toSeconds[variant]![to]! + scan.fromSeconds[variant]![from]! - slabs.legSeconds[at]!
  if (slabs.travel[r]! + travel > fleet.maxTravel[r]!) return false
  if (!fleet.limitsMetres) return true
  const metres = scan.toMetres[variant]![to]! + scan.fromMetres[variant]![from]! - slabs.legMetres[at]!
  return slabs.metres[r]! + metres <= fleet.maxMetres[r]!
}
