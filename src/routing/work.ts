/** How long a courier is at each stop of a route: service, and setup where it is due. */
import type { Ground } from './ground.ts'
import type { RouteSlabs } from './slabs.ts'

/**
 * By stop, for the stops of one route as they stand in it: seconds of setup, where it is due, and service together. Lent until it is asked
 * for again.
 */
export function workIn(ground: Ground, slabs: RouteSlabs, r: number): Int32Array {
  const { times } = ground.stops
  return times.hasSetups ? workWithSetups(ground, slabs, r) : times.services[ground.fleet.type[r]!]!
}

function workWithSetups({ fleet, stops: { times } }: Ground, slabs: RouteSlabs, r: number): Int32Array {
  const service = times.services[fleet.type[r]!]!
  const setup = times.setups[fleet.type[r]!]!
  const { work } = times
  const { stopAt, placeAt } = slabs
  const base = r * slabs.width
  for (let at = base + 1; at <= base + slabs.len[r]!; at++) {
    const stop = stopAt[at]!
    work[stop] = service[stop]! + (placeAt[at] === placeAt[at - 1] ? 0 : setup[stop]!)
  }
  return work
}

/** Seconds that a courier of the route needs at a stop that is reached from the place. */
export function workAfter({ fleet, stops }: Ground, r: number, stop: number, from: number): number {
  const { services, setups } = stops.times
  const type = fleet.type[r]!
  return services[type]![stop]! + (stops.place[stop] === from ? 0 : setups[type]![stop]!)
}
