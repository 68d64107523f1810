/** What a benchmark file becomes: a day of equal couriers at one depot, and the orders of its customers. */
import { throwIfAny } from '../base/read.ts'
import type { Day } from '../model/day.ts'
import { makeDay } from '../model/day.ts'
import type { Order } from '../model/nouns.ts'
import { makeOrder } from '../model/order.ts'
import { FARTHEST } from '../time/seconds.ts'
import type { Window } from '../time/window.ts'
import type { LonLat, Place } from '../travel/place.ts'
import { matrixTravel } from '../travel/matrix.ts'
import type { Loss } from './loss.ts'
import { problem } from './problems.ts'

/** A day read from a benchmark file. Row 0 of the matrix is the depot; customer i is order `String(i)`; couriers are `1` to `K`. */
export interface BenchmarkDay {
  readonly name: string
  readonly day: Day
  readonly orders: readonly Order[]
  /** Seconds of ours for one unit of the file: 10 where distances keep one decimal. */
  readonly scale: number
  /** Couriers that the file states. */
  readonly vehicles: number
  readonly capacity: number
  readonly losses: readonly Loss[]
}

/** One customer, or the depot, of a benchmark file; times in seconds of ours. */
export interface Node {
  readonly demand: number
  readonly window: Window
  readonly service: number
  /** Coordinates in the file's own plane, in any unit. */
  readonly at?: readonly [x: number, y: number]
}

/** Options of all benchmark readers. */
export interface BenchmarkOptions {
  /** How many couriers work; the file's own number where it is not stated. */
  couriers?: number | undefined
}

interface BenchmarkFile {
  readonly name: string
  readonly scale: number
  readonly vehicles: number
  readonly capacity: number
  /** The depot first. */
  readonly nodes: readonly Node[]
  readonly seconds: number[][]
  readonly losses: readonly Loss[]
}

const MOST_COURIERS = 100_000

/** Makes the day; cost counts travel seconds, as the best known values do. */
export function benchmarkDay(file: BenchmarkFile, options: BenchmarkOptions): BenchmarkDay {
  const couriers = options.couriers ?? file.vehicles
  if (!Number.isSafeInteger(couriers) || couriers < 1 || couriers > MOST_COURIERS) {
    throwIfAny([problem('out-of-range', 'couriers', couriers, `state a whole number from 1 to ${MOST_COURIERS}`)])
  }
  const depot = file.nodes[0]!
  const places = placesOf(file.nodes)
  const farthest = Math.max(...file.nodes.map((node) => node.window.end))
  if (farthest > FARTHEST) {
    throwIfAny([problem('outside-day', 'windows', farthest, `keep moments within ${FARTHEST} seconds, or read with fewer decimals`)])
  }
  const day = makeDay({
    couriers: Array.from({ length: couriers }, (_, index) => ({
      id: String(index + 1),
      start: places[0]!,
      end: places[0]!,
      shift: depot.window,
      capacity: [file.capacity],
      costs: { fixed: 0, perHour: 3600, perKm: 0 },
    })),
    travel: matrixTravel({ seconds: file.seconds, name: file.name }),
    dimensions: 1,
  })
  const orders = file.nodes.slice(1).map((node, index) => {
    const id = String(index + 1)
    const { service, demand, window } = node
    return makeOrder({ id, place: places[index + 1]!, service, delivery: [demand], windows: [window] }, day, `customer ${id}`)
  })
  return { name: file.name, day, orders, scale: file.scale, vehicles: file.vehicles, capacity: file.capacity, losses: file.losses }
}

/**
 * Places of the nodes. Benchmark coordinates are a plane's, often without unit, and are only good for drawing: they are shrunk
 * to one degree around 0°, 0°, where a degree is as long northwards as eastwards.
 */
function placesOf(nodes: readonly Node[]): Place[] {
  const drawn = nodes.flatMap((node) => (node.at === undefined ? [] : [node.at]))
  if (drawn.length < nodes.length) return nodes.map((_, row) => row)
  const left = Math.min(...drawn.map(([x]) => x))
  const bottom = Math.min(...drawn.map(([, y]) => y))
  const width = Math.max(...drawn.map(([x]) => x)) - left
  const height = Math.max(...drawn.map(([, y]) => y)) - bottom
  const unit = Math.max(width, height, Number.MIN_VALUE)
  return drawn.map(([x, y], row) => {
    const at: LonLat = [(x - left) / unit - 0.5, (y - bottom) / unit - 0.5]
    return { row, at }
  })
}
