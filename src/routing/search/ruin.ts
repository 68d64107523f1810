/** Taking strings of neighbouring stops out of neighbouring routes. */
import type { Random } from '../../base/random.ts'
import type { Neighbours } from '../neighbours.ts'
import type { RouteSlabs } from '../slabs.ts'
import type { StopTable } from '../stops.ts'
import { ALONE, OTHER, RELOAD } from '../stops.ts'

/** As published: mean number of stops taken out, longest string, chance of a split string, and chance of widening the split. */
const MEAN_REMOVED = 10
const LONGEST_STRING = 10
const SPLIT_CHANCE = 0.5
const WIDEN_SPLIT = 0.01

/** Called before a route is changed and for each stop that has been taken out; once for both ends of an order. */
export interface RuinObserver {
  touch(route: number): void
  taken(stop: number): void
}

/**
 * Adjacent string removal, SISR [Christiaens & Vanden Berghe, Slack Induction by String Removals for Vehicle Routing Problems, 2020].
 * Strings hit the routes around the seed, each with one string; a split string spares some stops in its middle.
 */
export function ruin(
  stops: StopTable, slabs: RouteSlabs, neighbours: Neighbours, seed: number, meanRouteLength: number, chance: Random,
  observer: RuinObserver,
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
    takeString(stops, slabs, r, slabs.posOf[stop]!, longest, chance, observer)
  }
  pull(seed)
  for (const stop of neighbours.of(seed)) {
    if (ruined.size >= strings) break
    pull(stop)
  }
}

/** Takes one string that contains the position out of the route. */
function takeString(
  stops: StopTable, slabs: RouteSlabs, r: number, position: number, longest: number, chance: Random, observer: RuinObserver,
): void {
  const length = slabs.len[r]!
  const most = Math.min(length, longest)
  const count = Math.floor(chance.unit() * most + 1)
  let spared = 0
  if (count > 1 && count < length && chance.unit() < SPLIT_CHANCE) {
    spared = 1
    while (count + spared < length && chance.unit() < WIDEN_SPLIT) spared++
  }
  const span = count + spared
  const first = Math.max(1, position - span + 1)
  const last = Math.min(position, length - span + 1)
  const from = first + chance.below(last - first + 1)
  const before = spared === 0 ? count : 1 + chance.below(count - 1)
  const base = r * slabs.width
  const gone: number[] = []
  for (let p = from; p < from + before; p++) gone.push(slabs.stopAt[base + p]!)
  for (let p = from + before + spared; p < from + span; p++) gone.push(slabs.stopAt[base + p]!)
  if (spared > 0) slabs.unsplice(r, from + before + spared, count - before)
  slabs.unsplice(r, from, before)
  for (const stop of gone) report(stops, slabs, stop, observer)
}

/** Tells of a stop that was just taken out, and takes the other end of its order out as well. Reloads come back where they are needed. */
export function report(stops: StopTable, slabs: RouteSlabs, stop: number, observer: Pick<RuinObserver, 'taken'>): void {
  if (stops.role[stop] === RELOAD) return
  const other = stops.other[stop]!
  const wasIn = other !== ALONE && slabs.routeOf[other]! >= 0
  if (wasIn) slabs.unsplice(slabs.routeOf[other]!, slabs.posOf[other]!, 1)
  if (stops.role[stop] !== OTHER) observer.taken(stop)
  else if (wasIn) observer.taken(other)
}
