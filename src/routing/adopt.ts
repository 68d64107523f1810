/** Making routes what a plain plan says. */
import { assert } from '../base/assert.ts'
import type { PlanRoute } from '../model/nouns.ts'
import { refresh } from './bounds.ts'
import type { Insides } from './insides.ts'
import { layRoute } from './lay-route.ts'
import type { RouteSlabs } from './slabs.ts'

/**
 * Makes the named routes what they are in the list.
 * @param before room to remember routes in
 * @returns false, with nothing changed, where that is illegal or leaves somebody out
 */
export function adoptRoutes(inside: Insides, routes: readonly PlanRoute[], before: RouteSlabs): boolean {
  const { slabs, ground, vias, neighbours } = inside
  const handles = routes.map((route) => routeHandle(inside, route))
  // First of all: where there is no room for that, nothing has changed.
  for (const { steps } of routes) slabs.fitWidth(steps.length + 2)
  const served: number[] = []
  for (const r of handles) {
    before.takeRoute(slabs, r)
    for (let at = r * slabs.width + 1; at <= r * slabs.width + slabs.len[r]!; at++) served.push(slabs.stopAt[at]!)
  }
  for (const r of handles) if (slabs.len[r]! > 0) slabs.unsplice(r, 1, slabs.len[r]!)
  const laid = routes.every((route, i) => lay(inside, handles[i]!, route))
  const complete = served.every((stop) => ground.stops.via[stop] === 1 || slabs.routeOf[stop]! >= 0)
  const legal = laid && complete && handles.every((r) => refresh(ground, slabs, r))
  if (legal) inside.changed(handles)
  else for (const r of handles) slabs.takeRoute(before, r)
  vias.forgetUnused(neighbours)
  return legal
}

/** Writes the steps of a plain route into its slab. @returns false where that cannot be */
function lay({ ground, slabs, vias, stopOf }: Insides, r: number, route: PlanRoute): boolean {
  const handle = (id: string) => {
    const stop = stopOf.get(id)
    assert(stop !== undefined, `order ${id} is in the stop table`)
    return stop
  }
  const laid = layRoute(ground, slabs, r, route, handle, (place, taken) => vias.at(place, taken))
  if (laid === undefined) return false
  slabs.fitStops(ground.stops.rows)
  slabs.write(r, laid.stops, ground.stops.place, laid.breaks)
  return true
}

function routeHandle({ day }: Insides, route: PlanRoute): number {
  const spec = day.routes.find((candidate) => candidate.courier.id === route.courier && candidate.shiftIndex === route.shift)
  assert(spec !== undefined, `courier ${route.courier} has a shift ${route.shift}`)
  return spec.handle
}
