/** In which order the stops taken out are put back. */
import type { Random } from '../../base/random.ts'
import type { Ground } from '../ground.ts'

/**
 * Sorts the stops in place by one rule drawn at random, with the published weights: random 4, load 4, far 2, near 1,
 * narrow windows 2, early windows 2, late windows 2 [Christiaens & Vanden Berghe 2020].
 */
export function sortForRecreate(ground: Ground, stops: number[], chance: Random): void {
  const draw = chance.below(17)
  chance.shuffle(stops)
  if (draw < 4) return
  const key = keyOf(ground, draw)
  const keys = stops.map(key)
  for (let i = 1; i < stops.length; i++) {
    const stop = stops[i]!
    const value = keys[i]!
    let j = i - 1
    for (; j >= 0 && keys[j]! > value; j--) {
      stops[j + 1] = stops[j]!
      keys[j + 1] = keys[j]!
    }
    stops[j + 1] = stop
    keys[j + 1] = value
  }
}

/** Ascending by this key is the order of insertion. */
function keyOf(ground: Ground, draw: number): (stop: number) => number {
  const { stops, legs, fleet } = ground
  const depot = fleet.fromPlace[0]!
  if (draw < 8) return (stop) => -loadOf(ground, stop)
  if (draw < 10) return (stop) => -legs.secondsOf(0, depot, stops.place[stop]!)
  if (draw < 11) return (stop) => legs.secondsOf(0, depot, stops.place[stop]!)
  if (draw < 13) return (stop) => stops.close[stop]! - stops.open[stop]!
  if (draw < 15) return (stop) => stops.open[stop]!
  return (stop) => -stops.close[stop]!
}

/** All dimensions together; a rule of thumb for sorting only. */
function loadOf(ground: Ground, stop: number): number {
  const { stops } = ground
  let sum = 0
  for (let d = 0; d < stops.dims; d++) sum += stops.delivery[stop * stops.dims + d]! + stops.pickup[stop * stops.dims + d]!
  return sum
}
