/** A large day in parts: routes that are near each other, to be searched on their own. */
import type { Random } from '../../base/random.ts'
import type { Ground } from '../ground.ts'
import type { RouteSlabs } from '../slabs.ts'

/** Some of the routes, idle ones among them, and absent stops that are near them. No route and no stop is in two parts. */
export interface Part {
  readonly routes: readonly number[]
  readonly absent: readonly number[]
}

/** About how many stops a part has, and at least how many routes. */
export interface PartSize {
  readonly stops: number
  readonly routes: number
}

/** Parts that an idle route is offered to; the nearest one gets it. */
const DRAWS = 3

/** A route in use or an absent stop: where it is, and how many stops it stands for. */
interface Item {
  /** -1 for an absent stop. */
  readonly route: number
  readonly stop: number
  readonly places: readonly number[]
}

/**
 * Parts the day in pieces of about that size. Lists of routes are halved, again and again: two far routes are drawn, and the others go
 * with the one that they are nearer to, as far as the halves are to be equally large. So it needs travel times only, no map; and other
 * draws give other borders. Routes that are not `among` these are in no part.
 */
export function partsOf(
  ground: Ground, slabs: RouteSlabs, absent: readonly number[], size: PartSize, chance: Random, among?: readonly number[],
): Part[] {
  const items: Item[] = []
  const idle: number[] = []
  let stops = absent.length
  for (const r of among ?? slabs.len.keys()) {
    const length = slabs.len[r]!
    if (length === 0) idle.push(r)
    else items.push({ route: r, stop: -1, places: [...slabs.placeAt.subarray(r * slabs.width + 1, r * slabs.width + 1 + length)] })
    stops += length
  }
  for (const stop of absent) items.push({ route: -1, stop, places: [ground.stops.place[stop]!] })
  const pieces: Item[][] = []
  const into = Math.min(Math.round(stops / size.stops), Math.floor(items.length / size.routes))
  halve(ground, items, Math.max(1, into), chance, pieces)
  const parts = pieces.map((piece) => ({
    routes: piece.filter(({ route }) => route >= 0).map(({ route }) => route),
    absent: piece.filter(({ route }) => route < 0).map(({ stop }) => stop),
  }))
  dealIdle(ground, idle, pieces, parts, chance)
  for (const { routes } of parts) routes.sort((a, b) => a - b)
  return parts
}

function halve(ground: Ground, items: readonly Item[], into: number, chance: Random, pieces: Item[][]): void {
  if (into < 2 || items.length < 2) {
    if (items.length > 0) pieces.push([...items])
    return
  }
  const one = middleOf(items[chance.below(items.length)]!)
  let other = one
  let farthest = -1
  for (const item of items) {
    const place = middleOf(item)
    const distance = between(ground, one, place)
    if (distance > farthest) [other, farthest] = [place, distance]
  }
  const keys = items.map(({ places }) => {
    let sum = 0
    for (const place of places) sum += between(ground, one, place) - between(ground, other, place)
    return sum / places.length
  })
  const order = [...items.keys()].sort((a, b) => keys[a]! - keys[b]! || a - b)
  const left = into >> 1
  const all = items.reduce((sum, { places }) => sum + places.length, 0)
  const near: Item[] = []
  let count = 0
  while (near.length < order.length - 1 && (near.length === 0 || count < (all * left) / into)) {
    const item = items[order[near.length]!]!
    near.push(item)
    count += item.places.length
  }
  halve(ground, near, left, chance, pieces)
  halve(ground, order.slice(near.length).map((i) => items[i]!), into - left, chance, pieces)
}

function middleOf({ places }: Item): number {
  return places[places.length >> 1]!
}

/** Seconds there and back. */
function between({ legs }: Ground, a: number, b: number): number {
  return legs.secondsOf(0, a, b) + legs.secondsOf(0, b, a)
}

/** Each kind of idle route is dealt evenly; who is near gets it rather. */
function dealIdle(
  ground: Ground, idle: readonly number[], pieces: readonly (readonly Item[])[], parts: readonly { routes: number[] }[], chance: Random,
): void {
  const { twin, fromPlace } = ground.fleet
  const kinds = new Map<number, number[]>()
  for (const r of idle) {
    const kind = kinds.get(twin[r]!)
    if (kind) kind.push(r)
    else kinds.set(twin[r]!, [r])
  }
  for (const routes of kinds.values()) {
    const start = fromPlace[routes[0]!]!
    const away = pieces.map((piece) => piece.reduce((least, item) => Math.min(least, between(ground, start, middleOf(item))), Infinity))
    let waiting: number[] = []
    for (const r of routes) {
      if (waiting.length === 0) waiting = [...parts.keys()]
      if (waiting.length === 0) return
      let best = chance.below(waiting.length)
      for (let draw = 1; draw < DRAWS; draw++) {
        const rival = chance.below(waiting.length)
        if (away[waiting[rival]!]! < away[waiting[best]!]!) best = rival
      }
      parts[waiting[best]!]!.routes.push(r)
      waiting.splice(best, 1)
    }
  }
}
