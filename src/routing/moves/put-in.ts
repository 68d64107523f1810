/** Taking orders out of the routes, and putting them where they cost least, be it late or too much. */
import type { Random } from '../../base/random.ts'
import type { Touch } from './descent.ts'
import type { Near } from './near.ts'
import { rideToll } from './ride.ts'
import type { WarpRoutes } from './warp-routes.ts'
import { COLUMN, NEXT, NONE, PREV, PRICE, ROUTE, ROW, SHIFT } from './warp-routes.ts'

/** Takes the order out; its route is stale until it is refreshed. */
export function takeOut(routes: WarpRoutes, node: number): void {
  const { nodes } = routes
  routes.link(nodes[node + PREV]!, nodes[node + NEXT]!)
  nodes[node + ROUTE] = NONE
}

/**
 * Puts an absent order where it adds least: beside one of its neighbours, or in an empty route; anywhere where no neighbour is in a route.
 * A place is passed over with the given chance.
 * @returns false where no courier suits it
 */
export function putIn(routes: WarpRoutes, near: Near, u: number, blink: number, chance: Random, touch: Touch): boolean {
  const { nodes, firstStart } = routes
  let best = Infinity
  let place = NONE
  const look = (v: number): void => {
    if (blink > 0 && chance.unit() < blink) return
    const added = addedBy(routes, u, v, best)
    if (added < best) {
      best = added
      place = v
    }
  }
  const from = (u >> SHIFT) * near.most
  for (let i = from; i < from + near.most; i++) {
    const v = near.before[i]!
    if (nodes[v + ROUTE] !== NONE) look(v)
    const w = near.after[i]!
    if (nodes[w + ROUTE] !== NONE) look(nodes[w + PREV]!)
  }
  if (routes.opens) for (let i = 0; i < routes.empties; i++) look(routes.startOf(routes.empty[i]!))
  if (place === NONE) {
    blink = 0
    for (let r = 0; r < routes.routes; r++) {
      for (let v = routes.startOf(r); v < firstStart || v === routes.startOf(r); v = nodes[v + NEXT]!) look(v)
    }
  }
  if (place === NONE) return false
  const r = nodes[place + ROUTE]!
  touch(r)
  const x = nodes[place + NEXT]!
  routes.link(place, u)
  routes.link(u, x)
  routes.refresh(r)
  return true
}

/** What the order would add after node `v`; perhaps too little where that is no less than `limit`. */
function addedBy(routes: WarpRoutes, u: number, v: number, limit: number): number {
  const { nodes, price, dims, loads, load, capacity } = routes
  const r = nodes[v + ROUTE]!
  if (!routes.suitsOne(r, u)) return Infinity
  const x = nodes[v + NEXT]!
  let added = price[nodes[v + ROW]! + nodes[u + COLUMN]!]! + price[nodes[u + ROW]! + nodes[x + COLUMN]!]! - nodes[v + PRICE]!
  added -= routes.toll[r]!
  if (added >= limit) return added
  for (let d = 0; d < dims; d++) {
    const over = loads[r * dims + d]! + load[(u >> SHIFT) * dims + d]! - capacity[r * dims + d]!
    if (over > 0) added += over * routes.loadRate
  }
  if (added >= limit) return added
  return added + rideToll(routes, v, u, u, x)
}
