/** Taking strings of neighbouring stops out of neighbouring routes. */
import type { Random } from '../base/random.ts'
import type { Neighbours } from './neighbours.ts'
import type { RouteSlabs } from './slabs.ts'

/** As published: mean number of stops taken out, longest string, chance of a split string, and chance of widening the split. */
const MEAN_REMOVED = 10
const LONGEST_STRING = 10
const SPLIT_CHANCE = 0.5
const WIDEN_SPLIT = 0.01

/** Called before a route is changed and for each stop that has been taken out. */
export interface RuinObserver {
  touch(route: number): void
  taken(stop: number): void
}

/**
 * Adjacent string removal, SISR [Christiaens & Vanden Berghe, Slack Induction by String Removals for Vehicle Routing Problems, 2020].
 * Strings hit the routes around the seed, each with one string; a split string spares some stops in its middle.
 */
export function ruin(
  slabs: RouteSlabs, neighbours: Neighbours, seed: number, meanRouteLength: number, chance: Random, observer: RuinObserver,
): void {
  const longest = Math.min(LONGEST_STRING, meanRouteLength)
  const mostStrings = (4 * MEAN_REMOVED) / (1 + longest) - 1
  const strings = Math.floor(chance.unit() * mostStrings + 1)
  const ruined = new Set<number>()
  const pull = (stop: number) => {
    const r = slabs.routeOf[stop]!
    if (r < 0 || ruined.has(r)) return
    ruined.add(r)
    observer.touch(r)
    takeString(slabs, r, slabs.posOf[stop]!, longest, chance, observer)
  }
  pull(seed)
  for (const stop of neighbours.of(seed)) {
    if (ruined.size >= strings) break
    pull(stop)
  }
}

/** Takes one string that contains the position out of the route. */
function takeString(
  slabs: RouteSlabs, r: number, position: number, longest: number, chance: Random, observer: RuinObserver,
): void {
  const stops = slabs.len[r]!
  const most = Math.min(stops, longest)
  const count = Math.floor(chance.unit() * most + 1)
  let spared = 0
  if (count > 1 && count < stops && chance.unit() < SPLIT_CHANCE) {
    spared = 1
    while (count + spared < stops && chance.unit() < WIDEN_SPLIT) spared++
  }
  const span = count + spared
  const first = Math.max(1, position - span + 1)
  const last = Math.min(position, stops - span + 1)
  const from = first + chance.below(last - first + 1)
  if (spared === 0) {
    takeRange(slabs, r, from, count, observer)
  } else {
    const before = 1 + chance.below(count - 1)
    takeRange(slabs, r, from + before + spared, count - before, observer)
    takeRange(slabs, r, from, before, observer)
  }
}

function takeRange(slabs: RouteSlabs, r: number, from: number, count: number, observer: RuinObserver): void {
  const base = r * slabs.width
  for (let p = from; p < from + count; p++) observer.taken(slabs.stopAt[base + p]!)
  slabs.unsplice(r, from, count)
}
