/** Finding the reason: the courier that comes nearest, and what it lacks. Slow and plain; asked only of refused slots. */
import type { Order, Slot } from '../model/nouns.ts'
import type { GapScan } from '../routing/gaps.ts'
import { arriveWithBreaks, departByWithBreaks } from '../routing/leg-time.ts'
import type { Routing } from '../routing/routing.ts'
import type { Reason, RefusalCode } from './reason.ts'

/** A gap that nearly takes the newcomer. */
interface NearMiss {
  readonly route: number
  readonly code: RefusalCode
  readonly seconds: number
}

/**
 * What no plan could change: skills, load, or that the place cannot be served in the slot even by a courier with nothing else to do.
 * `undefined` where nothing is proved. `scan` must have been asked for the order.
 */
export function proveImpossible(routing: Routing, scan: GapScan, order: Order, slot: Slot): Reason | undefined {
  const able = ableRoutes(routing, scan)
  if (able.length === 0) {
    return { code: 'no-skill', proved: true, remedy: `Give a courier the skills ${order.skills.join(', ') || 'that the order needs'}.` }
  }
  const carrying = able.filter((r) => overloadWhenEmpty(routing, scan, r) === undefined)
  if (carrying.length === 0) {
    const least = able.map((r) => ({ r, over: overloadWhenEmpty(routing, scan, r)! })).sort((a, b) => a.over.by - b.over.by)[0]!
    return {
      code: 'too-big', proved: true, ...courierOf(routing, least.r), shortBy: least.over.by, unit: 'units', dimension: least.over.dimension,
      remedy: 'Split the order, or use a larger vehicle.',
    }
  }
  const short = fleetShortage(routing, scan)
  if (short) {
    return {
      code: 'full', proved: true, shortBy: short.by, unit: 'units', dimension: short.dimension,
      remedy: 'Add a courier, or wait for a cancellation.',
    }
  }
  let nearest: NearMiss | undefined
  for (const r of carrying) {
    const miss = missWhenAlone(routing, scan, r, slot)
    if (miss === undefined) return undefined
    if (nearest === undefined || miss.seconds < nearest.seconds) nearest = miss
  }
  return {
    code: 'unreachable', proved: true, ...courierOf(routing, nearest!.route), shortBy: nearest!.seconds, unit: 'seconds',
    remedy: nearest!.code === 'arrives-late' ? 'Start a shift earlier, or sell a later slot.' : 'End a shift later, or sell an earlier slot.',
  }
}

/** The reason in the present routes: load first, then the number of orders, then time. */
export function diagnose(routing: Routing, scan: GapScan, slot: Slot): Reason {
  const able = ableRoutes(routing, scan)
  const roomy = able.filter((r) => overload(routing, scan, r) === undefined)
  if (roomy.length === 0) {
    const least = able.map((r) => ({ r, over: overload(routing, scan, r)! })).sort((a, b) => a.over.by - b.over.by)[0]!
    return {
      code: 'full', proved: false, ...courierOf(routing, least.r), shortBy: least.over.by, unit: 'units', dimension: least.over.dimension,
      remedy: 'Add a courier, or wait for a cancellation.',
    }
  }
  const { fleet } = routing.ground
  const free = roomy.filter((r) => routing.slabs.tasks[r]! < fleet.maxTasks[r]!)
  if (free.length === 0) {
    return {
      code: 'task-limit', proved: false, ...courierOf(routing, roomy[0]!), shortBy: 1, unit: 'orders',
      remedy: 'Raise the limit, or add a courier.',
    }
  }
  let nearest: NearMiss | undefined
  for (const r of free) {
    const miss = nearestMiss(routing, scan, r, slot)
    if (miss && (nearest === undefined || miss.seconds < nearest.seconds)) nearest = miss
  }
  if (nearest === undefined) {
    return { code: 'travel-limit', proved: false, ...courierOf(routing, free[0]!), remedy: 'Raise the limit, or add a courier.' }
  }
  return {
    code: nearest.code, proved: false, ...courierOf(routing, nearest.route), shortBy: nearest.seconds, unit: 'seconds',
    remedy: remedies[nearest.code] ?? 'Choose another slot.',
  }
}

const remedies: Partial<Record<RefusalCode, string>> = {
  'arrives-late': 'Choose a later or wider slot.',
  'leaves-early': 'Choose an earlier or wider slot.',
  'no-room': 'Choose another slot, or add a courier.',
}

function courierOf(routing: Routing, r: number): { courier: string; shift: number } {
  const spec = routing.day.routes[r]!
  return { courier: spec.courier.id, shift: spec.shiftIndex }
}

function ableRoutes(routing: Routing, scan: GapScan): number[] {
  const { fleet, stops } = routing.ground
  const able: number[] = []
  for (let r = 0; r < fleet.routes; r++) if (stops.suits[scan.kind * fleet.routes + r] === 1) able.push(r)
  return able
}

/** How far the newcomer and all promises together exceed the capacity of the whole fleet: no other plan changes that. */
function fleetShortage(routing: Routing, scan: GapScan): { by: number; dimension: number } | undefined {
  const { ground, slabs } = routing
  const { dims, capacity, routes } = ground.fleet
  for (let d = 0; d < dims; d++) {
    let brought = scan.delivery[d]!
    let taken = scan.pickup[d]!
    let room = 0
    for (let r = 0; r < routes; r++) {
      brought += slabs.len[r]! > 0 ? slabs.peakBefore[r * slabs.width * dims + d]! : 0
      taken += slabs.len[r]! > 0 ? slabs.peakAfter[(r * slabs.width + slabs.len[r]!) * dims + d]! : 0
      room += capacity[r * dims + d]!
    }
    const by = Math.max(brought, taken) - room
    if (by > 0) return { by, dimension: d }
  }
  return undefined
}

/** How far the newcomer alone exceeds the capacity. */
function overloadWhenEmpty(routing: Routing, scan: GapScan, r: number): { by: number; dimension: number } | undefined {
  const { fleet } = routing.ground
  for (let d = 0; d < fleet.dims; d++) {
    const by = Math.max(scan.delivery[d]!, scan.pickup[d]!) - fleet.capacity[r * fleet.dims + d]!
    if (by > 0) return { by, dimension: d }
  }
  return undefined
}

/** How far the newcomer exceeds what is left at the start or at the end of the route. */
function overload(routing: Routing, scan: GapScan, r: number): { by: number; dimension: number } | undefined {
  const { ground, slabs } = routing
  const { dims, capacity } = ground.fleet
  const start = r * slabs.width * dims
  const end = (r * slabs.width + slabs.len[r]!) * dims
  for (let d = 0; d < dims; d++) {
    const before = slabs.peakBefore[start + d]! + scan.delivery[d]! - capacity[r * dims + d]!
    const after = slabs.peakAfter[end + d]! + scan.pickup[d]! - capacity[r * dims + d]!
    if (Math.max(before, after) > 0) return { by: Math.max(before, after), dimension: d }
  }
  return undefined
}

/**
 * How far an otherwise empty route misses the slot; `undefined` where it does not, or where that proves nothing. Where travel is not
 * metric, the shortest leg to and from anywhere stands for the direct one, because passing through another place may be quicker.
 */
function missWhenAlone(routing: Routing, scan: GapScan, r: number, slot: Slot): NearMiss | undefined {
  const { fleet, profile } = routing.ground
  const to = scan.toSeconds[fleet.variant[r]!]!
  const from = scan.fromSeconds[fleet.variant[r]!]!
  const toLeg = routing.day.metric ? to[scan.offset + fleet.fromPlace[r]!]! : 0
  const fromLeg = routing.day.metric ? from[scan.offset + fleet.toPlace[r]!]! : 0
  const lo = profile ? profile.arrive(fleet.start[r]!, toLeg) : fleet.start[r]! + toLeg
  const hi = (profile ? profile.departBy(fleet.end[r]!, fromLeg) : fleet.end[r]! - fromLeg) - scan.service
  return missOf(r, lo, hi, slot)
}

/** The gap of the route that misses the slot by the fewest seconds. */
function nearestMiss(routing: Routing, scan: GapScan, r: number, slot: Slot): NearMiss | undefined {
  const { ground, slabs } = routing
  const { fleet, profile } = ground
  const to = scan.toSeconds[fleet.variant[r]!]!
  const from = scan.fromSeconds[fleet.variant[r]!]!
  let nearest: NearMiss | undefined
  let firstBreak = fleet.breakFirst[r]!
  for (let at = r * slabs.width; at <= r * slabs.width + slabs.len[r]!; at++) {
    const lastBreak = firstBreak + slabs.breaksOn[at]!
    for (let middle = firstBreak; middle <= lastBreak; middle++) {
      const lo = arriveWithBreaks(fleet, profile, firstBreak, middle, slabs.depart[at]!, to[scan.offset + slabs.placeAt[at]!]!)
      const hi = departByWithBreaks(fleet, profile, middle, lastBreak, slabs.latest[at + 1]!, from[scan.offset + slabs.placeAt[at + 1]!]!)
      const miss = missOf(r, lo, hi - scan.service, slot)
      if (miss && (nearest === undefined || miss.seconds < nearest.seconds)) nearest = miss
    }
    firstBreak = lastBreak
  }
  return nearest
}

/** By how much the interval [lo, hi] misses the slot, and which side binds. */
function missOf(route: number, lo: number, hi: number, slot: Slot): NearMiss | undefined {
  const { start, end } = slot.window
  const seconds = Math.max(lo, start) - Math.min(hi, end)
  if (seconds <= 0) return undefined
  if (lo > end && lo - end >= lo - hi) return { route, code: 'arrives-late', seconds }
  if (start > hi && start - hi >= lo - hi) return { route, code: 'leaves-early', seconds }
  return { route, code: 'no-room', seconds }
}
