/** Drawn days on which the same moves are made by every variant of the moves bench. */
import type { Random } from '../src/base/random.ts'
import type { Node } from '../src/formats/benchmark.ts'

/** Customers from 1, the depot at 0; seconds between them, never shorter by way of a third. */
export interface MovesDay {
  readonly nodes: readonly Node[]
  readonly seconds: number[][]
  readonly vehicles: number
  readonly capacity: number
}

/** Names of the shapes, and rounds of ruin and recreate on each. */
export const shapes = {
  'grocery 200': { rounds: 30_000, draw: (chance: Random) => grocery(chance, 200, 20) },
  'solomon 100': { rounds: 30_000, draw: solomon },
  'grocery 1000': { rounds: 5000, draw: (chance: Random) => grocery(chance, 1000, 75) },
} as const

export type Shape = keyof typeof shapes

/** Doors in towns around a depot, windows of two hours over the day, some 16 orders a van. */
function grocery(chance: Random, orders: number, vehicles: number): MovesDay {
  const towns = Array.from({ length: 12 }, () => [chance.below(30_000), chance.below(30_000)] as const)
  const near = (at: number) => at + chance.below(6000) - 3000
  const nodes = Array.from({ length: orders }, (): Node => {
    const [x, y] = towns[chance.below(towns.length)]!
    const start = 4800 + 1200 * chance.below(20)
    const service = 240 + 60 * chance.below(12)
    return { demand: 3 + chance.below(10), window: { start, end: start + 7200 }, service, at: [near(x), near(y)] }
  })
  return dayOf([{ demand: 0, window: { start: 0, end: 45_000 }, service: 0, at: [15_000, 15_000] }, ...nodes], vehicles, 145, 10, 60)
}

/** Doors all over a square, narrow and wide windows, some eight orders a van: like Solomon's R1, in tenths. */
function solomon(chance: Random): MovesDay {
  const depot: Node = { demand: 0, window: { start: 0, end: 2300 }, service: 0, at: [350, 350] }
  const nodes = Array.from({ length: 100 }, (): Node => {
    const at = [chance.below(700), chance.below(700)] as const
    const away = Math.ceil(Math.hypot(at[0] - 350, at[1] - 350))
    const middle = away + chance.below(2200 - 2 * away)
    const half = 150 + 150 * chance.below(4)
    const window = { start: Math.max(0, middle - half), end: Math.min(2200 - away, middle + half) }
    return { demand: 1 + chance.below(30), window, service: 100, at }
  })
  return dayOf([depot, ...nodes], 25, 200, 1, 0)
}

/** Rounded up, sums of two ways are never shorter than the direct one. */
function dayOf(nodes: readonly Node[], vehicles: number, capacity: number, metresPerSecond: number, ramp: number): MovesDay {
  const seconds = nodes.map(({ at: a }, i) => nodes.map(({ at: b }, j) => {
    return i === j ? 0 : ramp + Math.ceil(Math.hypot(a![0] - b![0], a![1] - b![1]) / metresPerSecond)
  }))
  return { nodes, seconds, vehicles, capacity }
}
