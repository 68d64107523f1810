/** Which orders are worth trying beside each other. */
import type { WarpRoutes } from './warp-routes.ts'
import { CLOSE, COLUMN, OPEN, ROW, SERVICE, SHIFT } from './warp-routes.ts'

/** How much a second of waiting and of warp counts beside the price of the leg [Vidal 2013; PyVRP]. */
const WAIT_WEIGHT = 0.2
const WARP_WEIGHT = 1

/**
 * Per order the `most` best ones to come just before it, and just after it, as nodes: by the price of the leg and the waiting and warp
 * that it takes at least [Vidal, Crainic, Gendreau & Prins 2013, section 4.4].
 */
export interface Near {
  readonly most: number
  /** `[number * most + i]` */
  readonly before: Int32Array
  readonly after: Int32Array
}

export function makeNear(routes: WarpRoutes, most: number): Near {
  const { count, nodes, facts, time, price, fineness } = routes
  const kept = Math.max(0, Math.min(most, count - 1))
  const before = new Int32Array(count * kept)
  const after = new Int32Array(count * kept)
  const weigh = (i: number, j: number): number => {
    const leg = nodes[(i << SHIFT) + ROW]! + nodes[(j << SHIFT) + COLUMN]!
    const lag = time[leg]! + facts[(i << 2) + SERVICE]!
    const wait = Math.max(0, facts[(j << 2) + OPEN]! - lag - facts[(i << 2) + CLOSE]!)
    const warp = Math.max(0, facts[(i << 2) + OPEN]! + lag - facts[(j << 2) + CLOSE]!)
    return price[leg]! + fineness * (WAIT_WEIGHT * wait + WARP_WEIGHT * warp)
  }
  const weights = new Float64Array(kept)
  for (let i = 0; i < count; i++) {
    leastInto(after, i, kept, weights, count, (j) => weigh(i, j))
    leastInto(before, i, kept, weights, count, (j) => weigh(j, i))
  }
  return { most: kept, before, after }
}

/** Writes the row of one order: the others of least weight, the least first; of equals the one with the lower number. */
function leastInto(
  list: Int32Array, own: number, kept: number, weights: Float64Array, count: number, weigh: (other: number) => number,
): void {
  const row = own * kept
  let found = 0
  for (let other = 0; other < count; other++) {
    if (other === own) continue
    const weight = weigh(other)
    if (found === kept && weight >= weights[kept - 1]!) continue
    let at = found < kept ? found++ : kept - 1
    for (; at > 0 && weights[at - 1]! > weight; at--) {
      weights[at] = weights[at - 1]!
      list[row + at] = list[row + at - 1]!
    }
    weights[at] = weight
    list[row + at] = other << SHIFT
  }
}
