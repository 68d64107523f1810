/** The bounds of a route: earliest departures forward, latest starts backward, loads, and what the route costs. */
import { paidCost, taskCost } from '../model/cost.ts'
import { NEVER } from '../time/seconds.ts'
import type { Ground } from './ground.ts'
import { arriveWithBreaks, departByWithBreaks } from './leg-time.ts'
import { breaksAreLight, raiseLoads, refreshLoads } from './loads.ts'
import { paidSeconds, refreshSegments } from './paid-hours.ts'
import type { RouteSlabs } from './slabs.ts'
import { workAfter, workIn } from './work.ts'
import { RELOAD } from './stops.ts'
import { endsMeet, ranksRise, releaseOfRun, tripEnd } from './trips.ts'

/**
 * Recomputes everything that follows from the order of the stops of one route, and tells whether the route is legal:
 * windows, end of shift, breaks, trips, loads, positions, and limits. The bounds of an illegal route must not be used. An empty route is
 * legal even where the way from its start to its end is too long: over another place it may be shorter. A route without orders is not
 * driven and costs nothing.
 *
 * Forward and backward bounds as in Savelsbergh, The vehicle routing problem with time windows: minimizing route duration (1992).
 */
export function refresh(ground: Ground, slabs: RouteSlabs, r: number): boolean {
  slabs.watcher?.touch(r)
  const { fleet, stops, profile } = ground
  const { stopAt, depart, latest, legSeconds, legCost, breaksOn } = slabs
  const base = r * slabs.width
  const end = base + slabs.len[r]! + 1
  const breakLast = fleet.breakFirst[r + 1]!
  const hasBreaks = breakLast > fleet.breakFirst[r]!
  const { open, close, windows, via } = stops
  const service = workIn(ground, slabs, r)

  const reloads = fleet.reloadMost[r]! > 0
  if (stops.hasEnds && !endsMeet(ground, slabs, r)) return false
  if (stops.hasRanks && !ranksRise(ground, slabs, r)) return false

  let breakRow = fleet.breakFirst[r]!
  let now = fleet.start[r]!
  if (stops.hasReleases) now = Math.max(now, releaseOfRun(ground, slabs, base + 1, tripEnd(ground, slabs, r, base)))
  let travel = 0
  let total = 0
  let tasks = 0
  depart[base] = now
  for (let at = base + 1; at <= end; at++) {
    const drive = legSeconds[at - 1]!
    travel += drive
    total += legCost[at - 1]!
    if (hasBreaks && breaksOn[at - 1]! > 0) {
      const next = breakRow + breaksOn[at - 1]!
      now = arriveWithBreaks(fleet, profile, breakRow, next, now, drive)
      for (; breakRow < next; breakRow++) slabs.breakAt[breakRow] = at - 1 - base
      if (now >= NEVER) return false
    } else {
      now = profile ? profile.arrive(now, drive) : now + drive
    }
    if (at === end) break
    const stop = stopAt[at]!
    if (now < open[stop]!) now = open[stop]!
    else if (now > close[stop]!) return false
    else if (windows[stop]) now = stops.earliest(stop, now)
    if (reloads && stops.hasReleases && stops.role[stop] === RELOAD) {
      now = Math.max(now, releaseOfRun(ground, slabs, at + 1, tripEnd(ground, slabs, r, at)))
    }
    now += service[stop]!
    tasks += 1 - via[stop]!
    depart[at] = now
  }
  const empty = slabs.len[r] === 0
  if (now > fleet.end[r]! && !empty) return false
  depart[end] = now

  let by = fleet.end[r]!
  latest[end] = by
  for (let at = end - 1; at >= base; at--) {
    const drive = legSeconds[at]!
    if (hasBreaks && breaksOn[at]! > 0) {
      by = departByWithBreaks(fleet, profile, breakRow - breaksOn[at]!, breakRow, by, drive)
      breakRow -= breaksOn[at]!
    } else {
      by = profile ? profile.departBy(by, drive) : by - drive
    }
    if (at === base) break
    const stop = stopAt[at]!
    by -= service[stop]!
    if (by > close[stop]!) by = close[stop]!
    else if (windows[stop]) by = stops.latest(stop, by)
    latest[at] = by
  }
  latest[base] = by

  slabs.travel[r] = travel
  slabs.tasks[r] = tasks
  slabs.cost[r] = tasks > 0 ? total + fleet.fixedCost[r]! : 0
  if (fleet.taskRate[r]! > 0) slabs.cost[r] = slabs.cost[r]! + visitCosts(ground, slabs, r, service)
  if (fleet.paidRate[r]! > 0) refreshPaid(ground, slabs, r)
  if (tasks > fleet.maxTasks[r]! || (travel > fleet.maxTravel[r]! && !empty)) return false
  if (fleet.limitsMetres && !refreshMetres(ground, slabs, r) && !empty) return false
  if (fleet.dims > 0 && !refreshLoads(ground, slabs, r)) return false
  return fleet.loadsBreaks[r] === 0 || breaksAreLight(ground, slabs, r)
}

/**
 * The same for a legal route into which a stop was just spliced at `position`: only what the newcomer changes is recomputed, forward and
 * backward until a value stays as it was. Routes with breaks, trips, limits of metres, paid hours or task hours, and loads that come back,
 * are recomputed whole, and so is every route where orders have releases or setups.
 */
export function refreshInserted(ground: Ground, slabs: RouteSlabs, r: number, position: number): boolean {
  const { fleet, legs, stops, profile } = ground
  const parts = fleet.breakFirst[r + 1]! > fleet.breakFirst[r]! || fleet.reloadMost[r]! > 0
  const paid = fleet.paidRate[r]! > 0 || fleet.taskRate[r]! > 0
  const apart = stops.carriesBack || stops.hasReleases || stops.times.hasSetups
  if (parts || fleet.limitsMetres || apart || slabs.tasks[r] === 0 || paid) {
    return refresh(ground, slabs, r)
  }
  slabs.watcher?.touch(r)
  const { stopAt, placeAt, depart, latest, legSeconds, legCost } = slabs
  const { open, close, windows } = stops
  const service = stops.times.services[fleet.type[r]!]!
  const base = r * slabs.width
  const end = base + slabs.len[r]! + 1
  const x = base + position
  const newcomer = stopAt[x]!

  let now = depart[x - 1]!
  for (let at = x; ; at++) {
    const drive = legSeconds[at - 1]!
    now = profile ? profile.arrive(now, drive) : now + drive
    if (at === end) {
      if (now > fleet.end[r]!) return false
      depart[at] = now
      break
    }
    const stop = stopAt[at]!
    if (now < open[stop]!) now = open[stop]!
    else if (now > close[stop]!) return false
    else if (windows[stop]) now = stops.earliest(stop, now)
    now += service[stop]!
    if (at > x && now === depart[at]) break
    depart[at] = now
  }
  let by = latest[x + 1]!
  for (let at = x; at >= base; at--) {
    const drive = legSeconds[at]!
    by = profile ? profile.departBy(by, drive) : by - drive
    if (at > base) {
      const stop = stopAt[at]!
      by -= service[stop]!
      if (by > close[stop]!) by = close[stop]!
      else if (windows[stop]) by = stops.latest(stop, by)
    }
    if (at < x && by === latest[at]) break
    latest[at] = by
  }

  const directSeconds = legs.secondsOf(fleet.variant[r]!, placeAt[x - 1]!, placeAt[x + 1]!)
  const directCost = legs.costOf(fleet.tariff[r]!, placeAt[x - 1]!, placeAt[x + 1]!)
  const isTask = 1 - stops.via[newcomer]!
  const opening = slabs.tasks[r] === 0 && isTask === 1 ? fleet.fixedCost[r]! : 0
  slabs.cost[r] = slabs.cost[r]! + legCost[x - 1]! + legCost[x]! - directCost + opening
  slabs.travel[r] = slabs.travel[r]! + legSeconds[x - 1]! + legSeconds[x]! - directSeconds
  slabs.tasks[r] = slabs.tasks[r]! + isTask
  if (slabs.tasks[r]! > fleet.maxTasks[r]! || slabs.travel[r]! > fleet.maxTravel[r]!) return false
  return raiseLoads(fleet, stops, slabs, r, newcomer, x)
}

/** When the stop could start its service where it stands, whatever its own windows say: earliest and latest moment. */
export function freeInterval(ground: Ground, slabs: RouteSlabs, stop: number): { lo: number; hi: number } {
  const { fleet, profile } = ground
  const r = slabs.routeOf[stop]!
  const at = r * slabs.width + slabs.posOf[stop]!
  const work = workAfter(ground, r, stop, slabs.placeAt[at - 1]!)
  let firstBreak = fleet.breakFirst[r]!
  for (let before = r * slabs.width; before < at - 1; before++) firstBreak += slabs.breaksOn[before]!
  const middleBreak = firstBreak + slabs.breaksOn[at - 1]!
  const lastBreak = middleBreak + slabs.breaksOn[at]!
  const { depart, latest, legSeconds } = slabs
  return {
    lo: arriveWithBreaks(fleet, profile, firstBreak, middleBreak, depart[at - 1]!, legSeconds[at - 1]!),
    hi: departByWithBreaks(fleet, profile, middleBreak, lastBreak, latest[at + 1]!, legSeconds[at]!) - work,
  }
}

/** What setup and service at orders cost; nothing where nobody is served. */
function visitCosts({ fleet, stops }: Ground, slabs: RouteSlabs, r: number, work: Int32Array): number {
  if (slabs.tasks[r] === 0) return 0
  const costs = { perTaskHour: fleet.taskRate[r]! }
  const base = r * slabs.width
  let sum = 0
  for (let at = base + 1; at <= base + slabs.len[r]!; at++) {
    const stop = slabs.stopAt[at]!
    if (stops.via[stop] === 0) sum += taskCost(costs, work[stop]!)
  }
  return sum
}

/** Paid hours and their cost; a route without orders is not driven. */
function refreshPaid(ground: Ground, slabs: RouteSlabs, r: number): void {
  slabs.paid[r] = slabs.tasks[r] === 0 ? 0 : paidSeconds(ground, slabs, r)
  slabs.cost[r] = slabs.cost[r]! + paidCost({ perPaidHour: ground.fleet.paidRate[r]! }, slabs.paid[r]!)
  refreshSegments(ground, slabs, r)
  if (slabs.tasks[r] === 0) slabs.span[r] = 0
}

/** Adds up the metres; false when over the courier's limit. */
function refreshMetres(ground: Ground, slabs: RouteSlabs, r: number): boolean {
  const base = r * slabs.width
  let sum = 0
  for (let at = base; at <= base + slabs.len[r]!; at++) sum += slabs.legMetres[at]!
  slabs.metres[r] = sum
  return sum <= ground.fleet.maxMetres[r]!
}
