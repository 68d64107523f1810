/** Finding the reason: the courier that comes nearest, and what it lacks. Slow and plain; asked only of refused slots. */
import { assert } from '../base/assert.ts'
import type { Order, Slot } from '../model/nouns.ts'
import { STILL_LOADS, isInner } from '../model/rest.ts'
import { BreakRoom } from '../routing/gaps/break-room.ts'
import { latestFrom } from '../routing/gaps/gap-setups.ts'
import type { GapScan } from '../routing/gaps/gaps.ts'
import { overBreaks, positionsFor } from '../routing/gaps/gap-special.ts'
import { arriveWithBreaks, departByWithBreaks } from '../routing/leg-time.ts'
import type { Routing } from '../routing/routing.ts'
import { tripEnd, tripStart } from '../routing/trips.ts'
import { NEVER } from '../time/seconds.ts'
import type { Reason, RefusalCode } from './reason.ts'

/** What a route, or a gap of it, lacks to take the newcomer. */
interface Lack {
  readonly route: number
  readonly code: RefusalCode
  readonly by: number
  readonly unit: NonNullable<Reason['unit']>
  readonly dimension?: number
}

/**
 * What no plan could change: skills, load, the number of orders, or that even a courier with nothing else to do could not serve the place
 * in the slot, be back in time and stay within its limits. `undefined` where nothing is proved. `scan` must have been asked for the order.
 */
export function proveImpossible(routing: Routing, scan: GapScan, order: Order, slot: Slot): Reason | undefined {
  const able = ableRoutes(routing, scan)
  if (able.length === 0) return nobodyMay(routing, order)
  const tooBig = allLack(able, (r) => overloadWhenEmpty(routing, order, r))
  if (tooBig) return proved(routing, tooBig, 'Split the order, or use a larger vehicle.')
  const short = fleetShortage(routing, scan)
  if (short) {
    return {
      code: 'full', proved: true, shortBy: short.by, unit: 'units', dimension: short.dimension,
      remedy: 'Add a courier, or wait for a cancellation.',
    }
  }
  const carrying = able.filter((r) => overloadWhenEmpty(routing, order, r) === undefined)
  const late = allLack(carrying, (r) => missWhenAlone(routing, scan, r, slot))
  if (late) {
    const ready = order.release === undefined || allLack(carrying, (r) => missWhenAlone(routing, scan, r, slot, -NEVER)) !== undefined
    if (!ready) return proved(routing, { ...late, code: 'not-ready' }, remedies['not-ready']!)
    const tooLate = late.code === 'arrives-late'
    const remedy = tooLate ? 'Start a shift earlier, or sell a later slot.' : 'End a shift later, or sell an earlier slot.'
    return proved(routing, { ...late, code: 'unreachable' }, remedy)
  }
  const punctual = carrying.filter((r) => missWhenAlone(routing, scan, r, slot) === undefined)
  const limited = allLack(punctual, (r) => overLimitWhenAlone(routing, scan, r))
  return limited && proved(routing, limited, remedies[limited.code]!)
}

/** The reason in the present routes: load, then the number of orders, then what stands in the way where there is time, then time. */
export function diagnose(routing: Routing, scan: GapScan, slot: Slot): Reason {
  const able = ableRoutes(routing, scan)
  const full = allLack(able, (r) => overload(routing, scan, r))
  if (full) return notFound(routing, full)
  const roomy = able.filter((r) => overload(routing, scan, r) === undefined)
  const busy = allLack(roomy, (r) => overTasks(routing, scan, r))
  if (busy) return notFound(routing, busy)
  let late: Lack | undefined
  let barred: Lack | undefined
  let inTheWay: Reason | undefined
  for (const r of roomy) {
    if (overTasks(routing, scan, r)) continue
    for (const gap of gapsOf(routing, scan, r)) {
      const miss = missOf(r, gap.lo, gap.hi, slot)
      const bar = miss ? undefined : barOf(routing, scan, r, gap)
      if (miss) late = lesser(late, miss)
      else if (bar) barred = lesser(barred, bar)
      else inTheWay ??= otherwise(routing, scan, r, gap.position)
    }
  }
  if (inTheWay) return inTheWay
  const lack = barred ?? late
  assert(lack !== undefined, 'a slot that no gap takes is missed by all of them')
  return notFound(routing, lack)
}

/** What stands in the way of a gap that has the time and the room: who must be first or last, the release, or the other end. */
function otherwise(routing: Routing, scan: GapScan, r: number, at: number): Reason {
  const { ground, slabs } = routing
  const { lowest, highest } = positionsFor(scan, ground, slabs, r)
  const departs = slabs.depart[tripStart(ground, slabs, r, at)]!
  const code = at < lowest || at > highest ? 'position' : scan.release > departs ? 'not-ready' : 'other-end'
  const { courier, shiftIndex } = routing.day.routes[r]!
  return { code, courier: courier.id, shift: shiftIndex, proved: false, remedy: remedies[code]! }
}

/** The least that a route lacks, where all lack something. */
function allLack(routes: readonly number[], lackOf: (route: number) => Lack | undefined): Lack | undefined {
  let least: Lack | undefined
  for (const r of routes) {
    const lack = lackOf(r)
    if (lack === undefined) return undefined
    least = lesser(least, lack)
  }
  return least
}

/** The one that lacks less; the first where the units differ. */
function lesser(one: Lack | undefined, other: Lack | undefined): Lack | undefined {
  if (one === undefined || other === undefined) return one ?? other
  return other.unit === one.unit && other.by < one.by ? other : one
}

function proved(routing: Routing, lack: Lack, remedy: string): Reason {
  return { ...reasonOf(routing, lack), proved: true, remedy }
}

function notFound(routing: Routing, lack: Lack): Reason {
  return { ...reasonOf(routing, lack), proved: false, remedy: remedies[lack.code]! }
}

function reasonOf(routing: Routing, { route, code, by, unit, dimension }: Lack): Omit<Reason, 'proved' | 'remedy'> {
  const { courier, shiftIndex } = routing.day.routes[route]!
  return { code, courier: courier.id, shift: shiftIndex, shortBy: by, unit, ...(dimension === undefined ? {} : { dimension }) }
}

const remedies: Partial<Record<RefusalCode, string>> = {
  'full': 'Add a courier, or wait for a cancellation.',
  'task-limit': 'Raise the limit, or add a courier.',
  'travel-limit': 'Raise the limit, or add a courier.',
  'arrives-late': 'Choose a later or wider slot.',
  'leaves-early': 'Choose an earlier or wider slot.',
  'no-room': 'Choose another slot, or add a courier.',
  'position': 'Choose another slot, or let the order stand anywhere in the route.',
  'not-ready': 'Have it ready earlier, or choose a later slot.',
  'other-end': 'Widen the windows of the other end, or choose another slot.',
}

/** Nobody may serve the place, or nobody has the skills. */
function nobodyMay({ day }: Routing, order: Order): Reason {
  const asked = order.skills.filter((skill) => !isInner(skill))
  const isSkilled = (wanted: readonly string[]) => day.routes.some(({ courier }) => wanted.every((skill) => courier.skills.includes(skill)))
  const hasLeft = order.skills.includes(STILL_LOADS) && isSkilled(asked) && !isSkilled([...asked, STILL_LOADS])
  if (hasLeft) return { code: 'departed', proved: true, remedy: 'Let a courier load again, or add one who has not left.' }
  if (isSkilled(asked)) return { code: 'blocked', proved: true, remedy: 'Let a courier with the skills serve the area.' }
  return { code: 'no-skill', proved: true, remedy: `Give a courier the skills ${asked.join(', ') || 'that the order needs'}.` }
}

function ableRoutes(routing: Routing, scan: GapScan): number[] {
  const { fleet, stops } = routing.ground
  const able: number[] = []
  for (let r = 0; r < fleet.routes; r++) if (stops.suits[scan.kind * fleet.routes + r] === 1) able.push(r)
  return able
}

/** How far the newcomer and all promises together exceed the capacity of the whole fleet, in all its trips: no other plan changes that. */
function fleetShortage({ ground, slabs }: Routing, scan: GapScan): { by: number; dimension: number } | undefined {
  const { dims, capacity, routes, reloadMost } = ground.fleet
  for (let d = 0; d < dims; d++) {
    let brought = scan.delivery[d]!
    let taken = scan.pickup[d]!
    let room = 0
    for (let r = 0; r < routes; r++) {
      const base = r * slabs.width
      const last = base + slabs.len[r]!
      // The first leg of a trip carries all that it brings, the last one all that it takes.
      for (let from = base; slabs.len[r]! > 0 && from <= last;) {
        const to = tripEnd(ground, slabs, r, from)
        brought += slabs.peakBefore[from * dims + d]!
        taken += slabs.peakAfter[to * dims + d]!
        from = to + 1
      }
      room += capacity[r * dims + d]! * (1 + reloadMost[r]!)
    }
    const by = Math.max(brought, taken) - room
    if (by > 0) return { by, dimension: d }
  }
  return undefined
}

/** How far the newcomer alone exceeds the capacity. */
function overloadWhenEmpty(routing: Routing, { delivery, pickup }: Order, r: number): Lack | undefined {
  const { fleet } = routing.ground
  for (let d = 0; d < fleet.dims; d++) {
    const by = Math.max(delivery[d]!, pickup[d]!) - fleet.capacity[r * fleet.dims + d]!
    if (by > 0) return { route: r, code: 'too-big', by, unit: 'units', dimension: d }
  }
  return undefined
}

/** How far the newcomer exceeds what is left at the start or at the end of the route. */
function overload(routing: Routing, scan: GapScan, r: number): Lack | undefined {
  const { slabs, ground } = routing
  // Where a courier reloads, each trip has room of its own.
  if (ground.fleet.reloadMost[r]! > 0) return undefined
  return overloadAt(routing, scan, r, r * slabs.width, r * slabs.width + slabs.len[r]!)
}

/** Load before leg `from` with what the newcomer brings, or after leg `to` with what it takes, over the capacity. */
function overloadAt(routing: Routing, scan: GapScan, r: number, from: number, to: number): Lack | undefined {
  const { ground, slabs } = routing
  const { dims, capacity } = ground.fleet
  for (let d = 0; d < dims; d++) {
    const before = slabs.peakBefore[from * dims + d]! + scan.delivery[d]! - capacity[r * dims + d]!
    const after = slabs.peakAfter[to * dims + d]! + scan.pickup[d]! - capacity[r * dims + d]!
    const by = Math.max(before, after)
    if (by > 0) return { route: r, code: 'full', by, unit: 'units', dimension: d }
  }
  return undefined
}

function overTasks(routing: Routing, scan: GapScan, r: number): Lack | undefined {
  const by = routing.slabs.tasks[r]! + scan.tasks - routing.ground.fleet.maxTasks[r]!
  return by > 0 ? { route: r, code: 'task-limit', by, unit: 'orders' } : undefined
}

/**
 * How far an otherwise empty route misses the slot; `undefined` where it does not, or where that proves nothing. Where travel is not
 * metric, the shortest leg to and from anywhere stands for the direct one, because passing through another place may be quicker.
 */
function missWhenAlone(routing: Routing, scan: GapScan, r: number, slot: Slot, release = scan.release): Lack | undefined {
  const { fleet, profile } = routing.ground
  const start = Math.max(fleet.start[r]!, release)
  prepare(routing, scan, r)
  // Its setup may be saved in another plan, by who is served before at the same place.
  scan.turnTo(fleet.type[r]!)
  const to = scan.toSeconds[fleet.variant[r]!]!
  const from = scan.fromSeconds[fleet.variant[r]!]!
  // What is released later may be loaded at a reload, which may lie nearer than the start.
  const startsAtHome = release <= fleet.start[r]! || fleet.reloadMost[r] === 0
  const toLeg = routing.day.metric && startsAtHome ? to[scan.offset + fleet.fromPlace[r]!]! : 0
  const fromLeg = routing.day.metric ? from[scan.offset + fleet.toPlace[r]!]! : 0
  const lo = profile ? profile.arrive(start, toLeg) : start + toLeg
  const hi = (profile ? profile.departBy(fleet.end[r]!, fromLeg) : fleet.end[r]! - fromLeg) - scan.service
  return missOf(r, lo, hi, slot)
}

/** How far the way there and back alone exceeds a limit; proves nothing where travel is not metric. A limit of no orders at all, too. */
function overLimitWhenAlone(routing: Routing, scan: GapScan, r: number): Lack | undefined {
  const { fleet } = routing.ground
  if (fleet.maxTasks[r]! < scan.tasks) return { route: r, code: 'task-limit', by: scan.tasks - fleet.maxTasks[r]!, unit: 'orders' }
  return routing.day.metric ? overLimit(routing, scan, r, fleet.fromPlace[r]!, fleet.toPlace[r]!, 0, 0) : undefined
}

/** What stands in the way of a gap that has the time: the load on its legs or in a break, or a limit of travel time or distance. */
function barOf(routing: Routing, scan: GapScan, r: number, { position: at, breaks }: Gap): Lack | undefined {
  const { ground, slabs } = routing
  const [p, q] = [slabs.placeAt[at]!, slabs.placeAt[at + 1]!]
  const travel = slabs.travel[r]! - slabs.legSeconds[at]!
  const metres = ground.fleet.limitsMetres ? slabs.metres[r]! - slabs.legMetres[at]! : 0
  const heavy = ground.fleet.loadsBreaks[r] === 1 ? overBreaks(scan, new BreakRoom(ground, slabs, r), at, breaks) : undefined
  if (heavy !== undefined) return { route: r, code: 'full', unit: 'units', ...heavy }
  return overloadAt(routing, scan, r, at, at) ?? overLimit(routing, scan, r, p, q, travel, metres)
}

/** How far the way from p over the newcomer to q, and the rest of the route, exceeds a limit. */
function overLimit(routing: Routing, scan: GapScan, r: number, p: number, q: number, travel: number, metres: number): Lack | undefined {
  const { fleet } = routing.ground
  const variant = fleet.variant[r]!
  const [to, from] = [scan.offset + p, scan.offset + q]
  const late = travel + scan.toSeconds[variant]![to]! + scan.fromSeconds[variant]![from]! - fleet.maxTravel[r]!
  if (late > 0) return { route: r, code: 'travel-limit', by: late, unit: 'seconds' }
  if (!fleet.limitsMetres) return undefined
  const far = metres + scan.toMetres[variant]![to]! + scan.fromMetres[variant]![from]! - fleet.maxMetres[r]!
  return far > 0 ? { route: r, code: 'travel-limit', by: far, unit: 'metres' } : undefined
}

/** Behind a position and so many breaks of its leg. */
interface Gap {
  readonly position: number
  readonly breaks: number
  readonly lo: number
  readonly hi: number
}

/** Every gap of the route, breaks apart, and when the newcomer could start its service there. */
function* gapsOf(routing: Routing, scan: GapScan, r: number): Generator<Gap> {
  const { ground, slabs } = routing
  const { fleet, profile } = ground
  prepare(routing, scan, r)
  scan.turnTo(fleet.type[r]!)
  const to = scan.toSeconds[fleet.variant[r]!]!
  const from = scan.fromSeconds[fleet.variant[r]!]!
  let firstBreak = fleet.breakFirst[r]!
  for (let at = r * slabs.width; at <= r * slabs.width + slabs.len[r]!; at++) {
    const work = scan.service + (slabs.placeAt[at] === scan.handle && scan.handle !== 0 ? 0 : scan.setup)
    const by = latestFrom(ground, slabs, r, at + 1, scan.handle)
    const lastBreak = firstBreak + slabs.breaksOn[at]!
    for (let middle = firstBreak; middle <= lastBreak; middle++) {
      const lo = arriveWithBreaks(fleet, profile, firstBreak, middle, slabs.depart[at]!, to[scan.offset + slabs.placeAt[at]!]!)
      const hi = departByWithBreaks(fleet, profile, middle, lastBreak, by, from[scan.offset + slabs.placeAt[at + 1]!]!)
      yield { position: at, breaks: middle - firstBreak, lo, hi: hi - work }
    }
    firstBreak = lastBreak
  }
}

/** Legs between the newcomer and the places of a route, where they are not in tables. */
function prepare({ ground, slabs }: Routing, scan: GapScan, r: number): void {
  const base = r * slabs.width
  ground.legs.prepare(scan, slabs.placeAt, base, base + slabs.len[r]! + 1, ground.fleet.variant[r]!, ground.fleet.tariff[r]!)
}

/** By how much the interval [lo, hi] misses the slot, and which side binds. */
function missOf(route: number, lo: number, hi: number, slot: Slot): Lack | undefined {
  const { start, end } = slot.window
  const by = Math.max(lo, start) - Math.min(hi, end)
  if (by <= 0) return undefined
  if (lo > end && lo - end >= lo - hi) return { route, code: 'arrives-late', by, unit: 'seconds' }
  if (start > hi && start - hi >= lo - hi) return { route, code: 'leaves-early', by, unit: 'seconds' }
  return { route, code: 'no-room', by, unit: 'seconds' }
}
