/** The question the library exists for: which of these slots can the routes keep for this order? */
import type { Random } from '../base/random.ts'
import type { Order, Slot } from '../model/nouns.ts'
import type { GapScan } from '../routing/gaps/gaps.ts'
import { BEFORE, NOBODY, NO_GAP } from '../routing/gaps/gaps.ts'
import type { Routing } from '../routing/routing.ts'
import { diagnose, proveImpossible } from './diagnose.ts'
import type { Fit, Miss, SlotAnswers } from './fit.ts'
import { nearestSlot } from './nearest.ts'

/** How hard to look for slots that have no direct gap. */
export interface RepairBudget {
  /** Gaps that may be looked at for all slots together, besides direct gaps; 0 for direct gaps only. */
  readonly evaluations: number
  /** The same where otherwise no slot at all could be offered; no less than `evaluations`, which it is where left out. */
  readonly lastResort?: number
  /** Seeds the search; the same seed and plan give the same answer. */
  readonly chance: Random
}

/** Slots of one request that are searched for: more than a day has to sell. Of thousands, the rest get direct gaps only. */
const MOST_SEARCHES = 50

/**
 * Answers all slots for one order in one pass over the gaps, then looks for a rearrangement for those without a gap. Changes nothing.
 * A slot that contains another offered slot is offered too: whatever serves the narrower serves the wider.
 */
export function feasibleSlots(routing: Routing, order: Order, slots: readonly Slot[], repair: RepairBudget): SlotAnswers {
  const { scan } = routing
  const looked = scan.evaluations
  scan.ask(slots.length)
  slots.forEach((slot, w) => {
    scan.open[w] = slot.window.start
    scan.close[w] = slot.window.end
  })
  routing.ask(scan, order)
  routing.answer(scan)

  const found = new Map<Slot, Fit>()
  slots.forEach((slot, w) => {
    if (scan.route[w] !== NO_GAP) found.set(slot, directFit(routing, scan, order, slot, w))
  })
  const impossible = new Map<Slot, Miss>()
  for (const slot of slots) {
    const proof = found.has(slot) ? undefined : proveImpossible(routing, scan, order, slot)
    if (proof) impossible.set(slot, { slot, reason: proof })
  }
  const wanted = slots.filter((slot) => !found.has(slot) && !impossible.has(slot)).slice(0, repair.evaluations > 0 ? MOST_SEARCHES : 0)
  const evaluations = scan.evaluations - looked + (wanted.length > 0 ? repairSlots(routing, order, wanted, slots, repair, found) : 0)
  // What is diagnosed is the newcomer of this question; searches have asked others since.
  if (found.size + impossible.size < slots.length) routing.ask(scan, order)

  const fits = slots.filter((slot) => found.has(slot)).map((slot) => found.get(slot)!)
  const misses = slots
    .filter((slot) => !found.has(slot))
    .map((slot) => withNearest(impossible.get(slot) ?? { slot, reason: diagnose(routing, scan, slot) }, fits))
  return { fits, misses, evaluations }
}

/** Looks for routes that keep the wanted slots, and enters every slot that they keep. @returns evaluations used */
function repairSlots(
  routing: Routing, order: Order, wanted: readonly Slot[], slots: readonly Slot[], repair: RepairBudget, found: Map<Slot, Fit>,
): number {
  const windows = wanted.map(({ window }) => window)
  // The same draws for every request: neither names nor what was asked before may change what is found.
  const { evaluations } = repair
  const lastResort = found.size > 0 ? undefined : Math.max(evaluations, repair.lastResort ?? 0)
  const result = routing.rearrange(order, windows, { evaluations, lastResort, chance: repair.chance.fork('slots') })
  for (const rearrangement of new Set(result.found)) {
    if (rearrangement === undefined) continue
    const { routes, addedCost, addedTravel, route, lo, hi } = rearrangement
    const spec = routing.day.routes[route]!
    const touched = routes.find((candidate) => candidate.courier === spec.courier.id && candidate.shift === spec.shiftIndex)!
    for (const slot of slots) {
      const earliest = Math.max(lo, slot.window.start)
      const latest = Math.min(hi, slot.window.end)
      if (found.has(slot) || earliest > latest) continue
      found.set(slot, { slot, route, addedCost, addedTravel, earliest, latest, touched: () => touched, rearranged: routes })
    }
  }
  return result.evaluations
}

function directFit(routing: Routing, scan: GapScan, order: Order, slot: Slot, w: number): Fit {
  const position = scan.position[w]!
  const { ground, slabs } = routing
  const { fleet } = ground
  const route = scan.route[w]!
  const at = route * slabs.width + position
  const p = slabs.placeAt[at]!
  const q = slabs.placeAt[at + 1]!
  const variant = fleet.variant[route]!
  const direct = slabs.len[route] === 0 ? 0 : slabs.legSeconds[at]!
  // Nobody drives yet where there are no orders, only places to drive through.
  const opening = slabs.tasks[route] === 0 && slabs.len[route]! > 0 ? slabs.travel[route]! : 0
  return {
    slot,
    route,
    addedCost: scan.cost[w]!,
    addedTravel: opening + (scan.companion[w] === NOBODY
      ? scan.toSeconds[variant]![scan.offset + p]! + scan.fromSeconds[variant]![scan.offset + q]! - direct
      : secondsOfBoth(routing, scan, w)),
    earliest: Math.max(scan.lo[w]!, slot.window.start),
    latest: Math.min(scan.hi[w]!, slot.window.end),
    touched: routing.routeWith(scan, w, order),
  }
}

/** Seconds of travel that a route has more with the newcomer and its other end, or a further reload, in it. */
function secondsOfBoth({ ground, slabs }: Routing, scan: GapScan, w: number): number {
  const route = scan.route[w]!
  const variant = ground.fleet.variant[route]!
  const newcomer = ground.stops.place[scan.row]!
  const companion = ground.stops.place[scan.companionStop[w]!]!
  const detour = (position: number, ...places: number[]): number => {
    const at = route * slabs.width + position
    const way = [slabs.placeAt[at]!, ...places, slabs.placeAt[at + 1]!]
    const seconds = places.reduce((sum, place, i) => sum + ground.legs.secondsOf(variant, way[i]!, place), 0)
    return seconds + ground.legs.secondsOf(variant, way.at(-2)!, way.at(-1)!) - (slabs.len[route] === 0 ? 0 : slabs.legSeconds[at]!)
  }
  const [own, other] = [scan.position[w]!, scan.companionPosition[w]!]
  if (own !== other) return detour(own, newcomer) + detour(other, companion)
  return scan.companion[w] === BEFORE ? detour(own, companion, newcomer) : detour(own, newcomer, companion)
}

/** Names the slot that would work and lies nearest in time. */
function withNearest({ slot, reason }: Miss, fits: readonly Fit[]): Miss {
  const nearest = nearestSlot(slot, fits.map((fit) => fit.slot))
  return nearest ? { slot, reason: { ...reason, nearest: nearest.id } } : { slot, reason }
}
