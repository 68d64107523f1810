/** How the time of one request grows with the day: 1,000 to 100,000 stops at the same density, with and without skipping. */
import { Random } from '../src/base/random.ts'
import { makeDay } from '../src/model/day.ts'
import type { Order, PlanRoute } from '../src/model/nouns.ts'
import { makeOrder } from '../src/model/order.ts'
import { GapScan } from '../src/routing/gaps/gaps.ts'
import { scanGaps } from '../src/routing/gaps/scan.ts'
import { hilbertOrder } from '../src/routing/gaps/hilbert.ts'
import { Routing } from '../src/routing/routing.ts'
import { estimateTravel } from '../src/travel/estimate.ts'
import type { LonLat } from '../src/travel/place.ts'
import { timeProfile } from '../src/travel/profile.ts'
import type { BenchOptions } from './job.ts'
import { circumstances, runJobs } from './job.ts'

interface ScaleFigure {
  readonly variant: string
  readonly shape: string
  readonly depots: string
  readonly stops: number
  /** Best and median microseconds per request over the rounds. */
  readonly best: number
  readonly median: number
  /** Slots offered, and gaps looked at, per request. */
  readonly offered: number
  readonly gaps: number
  /** What laying the day out took: wall seconds, and megabytes more than before in the heap and in arrays. */
  readonly laySeconds: number
  readonly megabytes: number
  /** Median microseconds of entering an order, putting it into its cheapest gap, and taking it out again. */
  readonly enter: number
  readonly place: number
  readonly remove: number
}

const sizes = [1000, 3000, 10_000, 30_000, 100_000]
/** Widths of the booked windows in seconds. */
const shapes = { tight: [3600, 7200], medium: [7200, 14_400], loose: [14_400, 28_800] } as const
const depotKinds = ['many depots', 'one depot'] as const
const variants = ['skipping', 'every route', 'rush hours', 'one slot out of reach'] as const
const STOPS_PER_ROUTE = 22
const STOPS_PER_DEPOT = 1000
const STOPS_PER_SQUARE_KILOMETRE = 10.9
const SLOTS = 10
const REQUESTS = 120
const MOST_ROUNDS = 80
const SECONDS = 3
const ORDER_ROUNDS = 10
const SERVICE = 240
/** The out-of-reach slot begins five minutes before: enough for the service, and for the way home from next door. */
const SHIFT_END = 82_800

/**
 * Days with coordinates, 22 stops a route, 10.9 stops per square kilometre, and a depot for every 1,000 stops or one in the middle. Each
 * request comes from a place that nobody has asked for before. One process per day and variant.
 */
export async function benchOffersScale(options: BenchOptions): Promise<void> {
  if (options['job'] !== undefined) {
    process.stdout.write(JSON.stringify(scaleOne(options['job'])))
    return
  }
  const wanted = options['only']?.split(',')
  const jobs = variants.flatMap((variant) => depotKinds.flatMap((depots) => Object.keys(shapes).flatMap((shape) =>
    sizes.map((stops) => [variant, depots, shape, stops].join('/')))))
    // From one depot to the far corner and back takes more than a shift in rush hours.
    .filter((job) => !(job.includes('rush hours') && job.includes('one depot')))
    .filter((job) => wanted?.every((part) => job.split('/').includes(part)) ?? true)
  const figures = await runJobs<ScaleFigure>('offers-scale', options, jobs, (figure) => {
    const { variant, depots, shape, stops, best, median, gaps, offered, laySeconds, megabytes, enter, place, remove } = figure
    process.stderr.write(`${variant}, ${depots}, ${shape}, ${stops} stops: best ${best.toFixed(1)} µs, median ${median.toFixed(1)} µs, `
      + `${gaps.toFixed(0)} gaps, ${offered.toFixed(1)} offered; laid out in ${laySeconds.toFixed(1)} s and ${megabytes.toFixed(0)} MB; `
      + `an order in, into a gap, out: ${[enter, place, remove].map((one) => one.toFixed(1)).join(', ')} µs\n`)
  })
  const exponents = variants.flatMap((variant) => depotKinds.flatMap((depots) => Object.keys(shapes).flatMap((shape) => {
    const series = figures.filter((figure) => figure.variant === variant && figure.depots === depots && figure.shape === shape)
    return series.length < 2 ? [] : [{ variant, depots, shape, best: exponent(series, 'best'), median: exponent(series, 'median') }]
  })))
  process.stdout.write(`${JSON.stringify({ bench: 'offers-scale', ...circumstances(), slots: SLOTS, figures, exponents })}\n`)
}

/** The slope of the line through the logarithms, by least squares. */
function exponent(series: readonly ScaleFigure[], of: 'best' | 'median'): number {
  const x = series.map(({ stops }) => Math.log(stops))
  const y = series.map((figure) => Math.log(figure[of]))
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [mx, my] = [mean(x), mean(y)]
  return x.reduce((sum, value, i) => sum + (value - mx) * (y[i]! - my), 0) / x.reduce((sum, value) => sum + (value - mx) ** 2, 0)
}

function scaleOne(job: string): ScaleFigure {
  const [variant, depots, shape, size] = job.split('/') as [(typeof variants)[number], (typeof depotKinds)[number], keyof typeof shapes, string]
  const stops = Number(size)
  const [megabytesBefore, layingBegan] = [megabytesInUse(), performance.now()]
  const { routing, requests } = wideDay(stops, depots, shapes[shape], variant === 'rush hours')
  const laid = { laySeconds: (performance.now() - layingBegan) / 1000, megabytes: megabytesInUse() - megabytesBefore }
  const outOfReach = variant === 'one slot out of reach'
  const scan = new GapScan(routing.ground)
  let offered = 0
  const answer = (request: Order): void => {
    scan.ask(outOfReach ? SLOTS + 1 : SLOTS)
    for (let slot = 0; slot < SLOTS; slot++) {
      scan.open[slot] = 28_800 + slot * 3600
      scan.close[slot] = 32_400 + slot * 3600
    }
    if (outOfReach) {
      scan.open[SLOTS] = SHIFT_END - 300
      scan.close[SLOTS] = SHIFT_END
    }
    routing.ask(scan, request)
    if (variant === 'every route') scanGaps(scan, routing.ground, routing.slabs)
    else routing.answer(scan)
    for (let slot = 0; slot < SLOTS; slot++) if (scan.route[slot]! >= 0) offered++
  }
  const times: number[] = []
  const round = (): number => {
    const start = performance.now()
    for (const request of requests) answer(request)
    return performance.now() - start
  }
  const begun = performance.now()
  while (performance.now() - begun < SECONDS * 300) round()
  const before = { gaps: scan.evaluations, offered }
  while (times.length < 3 || (times.length < MOST_ROUNDS && performance.now() - begun < SECONDS * 1300)) times.push((round() * 1000) / REQUESTS)
  const asked = times.length * REQUESTS
  times.sort((a, b) => a - b)
  return {
    variant, shape, depots, stops, best: times[0]!, median: times[times.length >> 1]!,
    offered: (offered - before.offered) / asked, gaps: (scan.evaluations - before.gaps) / asked, ...laid, ...orderTimes(routing, requests),
  }
}

/** Exact where garbage can be collected on demand (`node --expose-gc`), an upper bound elsewhere. */
function megabytesInUse(): number {
  globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return (heapUsed + arrayBuffers) / 1e6
}

/** Medians over the requests, again and again, as one customer after the other would book and cancel. */
function orderTimes(routing: Routing, requests: readonly Order[]): Pick<ScaleFigure, 'enter' | 'place' | 'remove'> {
  const times = { enter: [] as number[], place: [] as number[], remove: [] as number[] }
  const timed = (list: number[], act: () => void) => {
    const start = performance.now()
    act()
    list.push((performance.now() - start) * 1000)
  }
  for (let round = 0; round < ORDER_ROUNDS; round++) {
    for (const [i, request] of requests.entries()) {
      const order = { ...request, id: `${round} ${i}` }
      let placed = false
      timed(times.enter, () => routing.enter(order))
      timed(times.place, () => (placed = routing.place(order.id)))
      if (placed) timed(times.remove, () => routing.remove(order.id))
      else routing.leave(order.id)
    }
  }
  const median = (list: number[]) => list.toSorted((a, b) => a - b)[list.length >> 1]!
  return { enter: median(times.enter), place: median(times.place), remove: median(times.remove) }
}

/** Routes drawn first and windows around their planned starts afterwards, so that the day is full and legal by construction. */
export function wideDay(
  stops: number, depotKind: string, [narrowest, widest]: readonly [number, number], rush: boolean,
): { routing: Routing; requests: Order[] } {
  const chance = new Random(7)
  const travel = estimateTravel({ kilometresPerHour: 28.8, detour: 1.3 })
  const side = Math.sqrt(stops / STOPS_PER_SQUARE_KILOMETRE) * 1000
  const at = (x: number, y: number): LonLat => [13 + (x - side / 2) / 68_458, 52 + (y - side / 2) / 111_195]
  const anywhere = () => [chance.unit() * side, chance.unit() * side] as const
  // One depot in the middle, or one in the middle of each square of about a thousand stops.
  const across = depotKind === 'one depot' ? 1 : Math.max(1, Math.round(Math.sqrt(stops / STOPS_PER_DEPOT)))
  const depots = Array.from({ length: across * across }, (_, i) =>
    [((i % across) + 0.5) * (side / across), (Math.floor(i / across) + 0.5) * (side / across)] as const)
  const points = Array.from({ length: stops }, anywhere)
  const areas: number[][] = depots.map(() => [])
  points.forEach(([x, y], i) => areas[Math.floor((y / side) * across) * across + Math.floor((x / side) * across)]!.push(i))

  // A route's stops lie together: the stops of a depot along a curve that fills the plane, cut into pieces.
  const tours = areas.flatMap((area, depot) => {
    const order = hilbertOrder(Float64Array.from(area, (i) => points[i]![0]), Float64Array.from(area, (i) => points[i]![1]))
    return Array.from({ length: Math.ceil(area.length / STOPS_PER_ROUTE) }, (_, piece) => ({
      depot, stops: [...order.subarray(piece * STOPS_PER_ROUTE, (piece + 1) * STOPS_PER_ROUTE)].map((i) => area[i]!),
    }))
  })
  const couriers = tours.map(({ depot }, i) => {
    const place = at(depots[depot]![0], depots[depot]![1])
    return { id: `k${i}`, start: place, end: place, capacity: [1000], shift: { start: 18_000, end: SHIFT_END } }
  })
  const profile = timeProfile({ steps: [{ from: 0, factor: 1 }, { from: '07:00', factor: 1.4 }, { from: '09:30', factor: 1.1 }, { from: '15:30', factor: 1.5 }, { from: '18:30', factor: 1 }] })
  const day = makeDay({ couriers, travel, ...(rush ? { profile } : {}) })
  const routing = new Routing(day)
  const plan = tours.map((tour, r): PlanRoute => {
    let from = at(depots[tour.depot]![0], depots[tour.depot]![1])
    let now = 25_200
    const steps = tour.stops.map((i, position) => {
      const place = at(points[i]![0], points[i]![1])
      const drive = travel.seconds(from, place)
      now += (rush ? Math.ceil(drive * 1.5) : drive) + (position === 0 ? 0 : SERVICE) + chance.below(2200)
      from = place
      const width = narrowest + chance.below(widest - narrowest)
      const start = now - chance.below(width)
      routing.enter(makeOrder({ id: `o${i}`, place, load: [1], service: SERVICE, windows: [{ start, end: start + width }] }, day))
      return { type: 'order' as const, id: `o${i}` }
    })
    return { courier: `k${r}`, shift: 0, steps }
  })
  if (!routing.adopt(plan)) throw new Error('the day is legal by construction')
  const requests = Array.from({ length: REQUESTS }, (_, i) => {
    const [x, y] = anywhere()
    return makeOrder({ id: `n${i}`, place: at(x, y), load: [1], service: SERVICE }, day)
  })
  return { routing, requests }
}
