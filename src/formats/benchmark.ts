/** What a benchmark file becomes: a day of equal couriers at one depot, and the orders of its customers. */
import type { Problem } from '../base/errors.ts'
import { throwIfAny } from '../base/read.ts'
import type { Day } from '../model/day.ts'
import { makeDay } from '../model/day.ts'
import type { Order } from '../model/nouns.ts'
import { readOrder } from '../model/order.ts'
import { FARTHEST } from '../time/seconds.ts'
import type { Window } from '../time/window.ts'
import type { LonLat, Place } from '../travel/place.ts'
import { matrixTravel } from '../travel/matrix.ts'
import type { Loss } from './loss.ts'
import { collect, noteInto } from './problems.ts'

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

const MOST_COURIERS = 10_000

/** Makes the day; cost counts travel seconds, as the best known values do. */
export function benchmarkDay(file: BenchmarkFile, options: BenchmarkOptions): BenchmarkDay {
  const { name, scale, vehicles, capacity, nodes, losses } = file
  const problems: Problem[] = []
  const note = noteInto(problems)
  const couriers = options.couriers ?? vehicles
  if (!Number.isSafeInteger(couriers) || couriers < 1 || couriers > MOST_COURIERS) {
    note('out-of-range', 'couriers', couriers, `state a whole number from 1 to ${MOST_COURIERS}`)
  }
  const farthest = nodes.reduce((most, { window }) => Math.max(most, window.end), 0)
  if (farthest > FARTHEST) note('outside-day', 'windows', farthest, `keep moments within ${FARTHEST}, or read with fewer decimals`)
  const title = name.trim() === '' ? {} : { name: name.slice(0, 200) }
  const weights = (path: string) => path.replace(/^seconds/, 'weights')
  const travel = collect(problems, weights, () => matrixTravel({ seconds: file.seconds, ...title }))
  throwIfAny(problems)
  const places = placesOf(nodes)
  const courier = {
    start: places[0]!,
    end: places[0]!,
    shift: nodes[0]!.window,
    capacity: [capacity],
    costs: { fixed: 0, perHour: 3600, perKm: 0 },
  }
  const day = makeDay({
    couriers: Array.from({ length: couriers }, (_, index) => ({ id: String(index + 1), ...courier })),
    travel: travel!,
    dimensions: 1,
  })
  const orders = nodes.slice(1).flatMap(({ service, demand, window }, index) => {
    const id = String(index + 1)
    const place = places[index + 1]!
    return readOrder({ id, place, service, delivery: [demand], windows: [window] }, day, `customer[${id}]`, problems) ?? []
  })
  throwIfAny(problems)
  return { name, day, orders, scale, vehicles, capacity, losses }
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
