/** Taking orders out: strings of neighbouring routes, or all of one. */
import type { Random } from '../../base/random.ts'
import type { Descent } from './descent.ts'
import type { Near } from './near.ts'
import { takeOut } from './put-in.ts'
import type { WarpRoutes } from './warp-routes.ts'
import { NEXT, NONE, POSITION, PREV, ROUTE, SHIFT } from './warp-routes.ts'

/** As published: mean number of orders taken out, and longest string. */
const MEAN_REMOVED = 10
const LONGEST_STRING = 10

/** Takes all orders of the seed's route out. */
export function takeRoute(routes: WarpRoutes, seed: number, touched: (route: number) => void): number[] {
  const r = routes.nodes[seed + ROUTE]!
  touched(r)
  const out = routes.numbersIn(r).map((i) => i << SHIFT)
  for (const node of out) takeOut(routes, node)
  routes.refresh(r)
  return out
}

/**
 * Adjacent string removal [Christiaens & Vanden Berghe 2020], without its split strings: the routes around the seed lose one string each.
 * Whoever loses a neighbour is to be looked at by the descent.
 * @param touched hears of the routes, which are refreshed
 * @returns the orders taken out
 */
export function takeStrings(
  routes: WarpRoutes, near: Near, seed: number, meanRouteLength: number, chance: Random, touched: (route: number) => void, descent: Descent,
): number[] {
  const { nodes, size } = routes
  const longest = Math.min(LONGEST_STRING, meanRouteLength)
  const strings = Math.floor(chance.unit() * ((4 * MEAN_REMOVED) / (1 + longest) - 1) + 1)
  const out: number[] = []
  const hit: number[] = []
  const pull = (u: number): void => {
    const r = nodes[u + ROUTE]!
    if (r === NONE || hit.includes(r)) return
    hit.push(r)
    touched(r)
    const count = Math.floor(chance.unit() * Math.min(size[r]!, longest) + 1)
    const position = nodes[u + POSITION]!
    const first = Math.max(1, position - count + 1)
    const last = Math.min(position, size[r]! - count + 1)
    let node = u
    for (let back = position - first - chance.below(last - first + 1); back > 0; back--) node = nodes[node + PREV]!
    descent.push(nodes[node + PREV]!)
    for (let i = 0; i < count; i++) {
      const next = nodes[node + NEXT]!
      takeOut(routes, node)
      out.push(node)
      node = next
    }
    descent.push(node)
    routes.refresh(r)
  }
  pull(seed)
  const from = (seed >> SHIFT) * near.most
  for (let i = from; i < from + near.most && hit.length < strings; i++) {
    pull(near.before[i]!)
    if (hit.length < strings) pull(near.after[i]!)
  }
  return out
}
