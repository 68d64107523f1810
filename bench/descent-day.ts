/** Drawn days on which every variant of the descent bench makes the same local moves, and what they all start from. */
import { Random } from '../src/base/random.ts'
import type { Node } from '../src/formats/benchmark.ts'

/** Customers from 1, the depot at 0, couriers alike. */
export interface DescentDay {
  readonly nodes: readonly Node[]
  readonly seconds: readonly (readonly number[])[]
  readonly vehicles: number
  readonly capacity: number
  /** Cost of a paid second beside a second of travel; 0 where hours are not paid. */
  readonly waitRate: number
  /** Price of a second too late, and of a unit too much. */
  readonly warpRate: number
  readonly loadRate: number
}

/** For each customer those worth trying just before it and just after it, the best first. Row 0 is empty. */
export interface NearLists {
  readonly before: readonly (readonly number[])[]
  readonly after: readonly (readonly number[])[]
}

/** A descent of one kind. */
export interface AnyDescent {
  /** Deltas of moves that were computed, of the legs at least; the library does not count them. */
  readonly moves: number | undefined
  /** Orders tried beside another one. */
  readonly pairs: number
  /** Makes a route these customers, who were in no other one. */
  lay(route: number, customers: readonly number[]): void
  customersOf(route: number): number[]
  /** Price of all routes, warp and load too much included. */
  total(): number
  push(customer: number): void
  run(): void
  /** Makes the best move around a customer. Returns its delta, 0 where there is none. */
  improve(customer: number): number
  /** Deltas of all moves around a customer, whole ones, in the order in which they are tried. Not to be used before the clock stops. */
  deltasOf(customer: number): number[]
}

interface Shape {
  readonly orders: number
  readonly length: 'short' | 'long'
  readonly paid: boolean
  /** Rounds that are measured. */
  readonly rounds: number
}

export const shapes: Readonly<Record<string, Shape>> = {
  '100 short': { orders: 100, length: 'short', paid: false, rounds: 100 },
  '400 short': { orders: 400, length: 'short', paid: false, rounds: 100 },
  '400 short paid': { orders: 400, length: 'short', paid: true, rounds: 100 },
  '400 long paid': { orders: 400, length: 'long', paid: true, rounds: 100 },
  '1000 short': { orders: 1000, length: 'short', paid: false, rounds: 100 },
  '1000 long': { orders: 1000, length: 'long', paid: false, rounds: 100 },
}

/** Short routes have some eight stops in a shift of five hours, long ones some 28 in ten hours. */
const lengths = {
  short: { stops: 8, shift: 18_000, window: 7200, service: 480 },
  long: { stops: 28, shift: 36_000, window: 10_800, service: 180 },
} as const

/** Doors in towns around a depot. */
export function drawDay({ orders, length, paid }: Shape, seed: number): DescentDay {
  const chance = new Random(seed).fork('descent day')
  const { stops, shift, window, service } = lengths[length]
  const towns = Array.from({ length: 3 + Math.ceil(orders / 60) }, () => [chance.below(24_000), chance.below(24_000)] as const)
  const near = (at: number) => at + chance.below(6000) - 3000
  const customers = Array.from({ length: orders }, (): Node => {
    const [x, y] = towns[chance.below(towns.length)]!
    const start = 1800 + 600 * chance.below((shift - window - 3600) / 600)
    const demand = 3 + chance.below(10)
    return { demand, window: { start, end: start + window }, service: service + 60 * chance.below(5), at: [near(x), near(y)] }
  })
  const nodes = [{ demand: 0, window: { start: 0, end: shift }, service: 0, at: [12_000, 12_000] } as Node, ...customers]
  const seconds = nodes.map(({ at: a }, i) => nodes.map(({ at: b }, j) => {
    return i === j ? 0 : 30 + Math.ceil(Math.hypot(a![0] - b![0], a![1] - b![1]) / 12)
  }))
  const meanLeg = seconds[0]!.reduce((sum, leg) => sum + leg, 0) / orders
  // As the library begins: a second too late costs as much as eight of travel, an order's load about as much as a leg.
  const loadRate = Math.round((16 * meanLeg) / 7.5) / 16
  const vehicles = Math.ceil((1.3 * orders) / stops)
  return { nodes, seconds, vehicles, capacity: Math.round(7.5 * stops), waitRate: paid ? 1 : 0, warpRate: 8, loadRate }
}
