/** The design of repair that was not kept: ruin and recreate with the newcomer absent, for one slot after the other. */
import type { Random } from '../src/base/random.ts'
import type { Order, Slot } from '../src/model/nouns.ts'
import { freeInterval } from '../src/routing/bounds.ts'
import { Neighbours } from '../src/routing/neighbours.ts'
import type { Routing } from '../src/routing/routing.ts'
import { search } from '../src/routing/search/search.ts'

/** Neighbours of the planned stops, by routing. */
const neighbourhoods = new WeakMap<Routing, Neighbours>()

/** Searches for each slot with its own budget; what is found for one answers the others that it reaches. */
export function ruinSlots(
  routing: Routing, order: Order, slots: readonly Slot[], perSlot: number, chance: Random,
): { found: Set<Slot>; evaluations: number } {
  const { ground, slabs } = routing
  const { stops } = ground
  const neighbours = neighbourhoods.get(routing) ?? new Neighbours(stops, ground.legs)
  if (!neighbourhoods.has(routing)) for (let stop = 0; stop < stops.rows; stop++) if (slabs.routeOf[stop]! >= 0) neighbours.add(stop)
  neighbourhoods.set(routing, neighbours)
  const found = new Set<Slot>()
  let evaluations = 0
  routing.enter(order)
  const stop = stops.orders.indexOf(order)
  for (const slot of slots) {
    if (found.has(slot)) continue
    stops.setWindows(stop, { ...order, windows: [slot.window] })
    const task = { absent: [stop], evaluations: perSlot, chance: chance.fork('slot'), untilAllServed: true }
    const result = search(ground, slabs, neighbours, task)
    evaluations += result.evaluations
    if (result.absent.length > 0) continue
    const { lo, hi } = freeInterval(ground, result.best, stop)
    for (const other of slots) if (Math.max(lo, other.window.start) <= Math.min(hi, other.window.end)) found.add(other)
  }
  stops.setWindows(stop, order)
  routing.leave(order.id)
  return { found, evaluations }
}
