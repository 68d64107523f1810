/** How many orders a scenario's couriers can take in a day: a rule of thumb, so that demand can be said as a share of it. */
import { Random } from '../../base/random.ts'
import { readClock } from '../../time/civil.ts'
import { drawSpot, drawTown } from './city.ts'
import type { CityTravel, MatrixTravel, Range, Scenario } from './scenario.ts'

/**
 * Length of the shortest tour through n random places ÷ √(n × area) [Beardwood, Halton & Hammersley 1959; the constant: Johnson, McGeoch &
 * Rothberg 1996]. Where places are not spread evenly, √area is the integral of the root of their density.
 */
const TOUR = 0.7124

/** Cities on which the spread of addresses is measured. */
const SAMPLE = { cities: 4, addresses: 1500, cells: 12 }

/**
 * Orders per day at which the couriers are just busy: what fits by load, or by time with no windows, whichever is less. Time is service,
 * the tour through all orders, and for each courier the way out and back.
 */
export function ordersAtCapacity(scenario: Scenario): number {
  const { couriers, travel } = scenario
  const { load, service } = meanOrder(scenario)
  const byLoad = load.map((mean, i) => couriers.reduce((sum, { count, capacity }) => sum + count * capacity[i]!, 0) / Math.max(mean, 1e-9))
  const count = couriers.reduce((sum, group) => sum + group.count, 0)
  const worked = couriers.reduce((sum, group) => sum + group.count * workedSeconds(group), 0)
  const road = travel.kind === 'city' ? cityRoad(travel) : matrixRoad(travel)
  const left = Math.max(0, worked - count * road.outAndBack)
  // perOrder × n + perRoot × √n = left, solved for √n
  const perOrder = service + road.perOrder
  const root = (Math.sqrt(road.perRoot ** 2 + 4 * perOrder * left) - road.perRoot) / (2 * perOrder)
  return Math.min(...byLoad, root ** 2)
}

function workedSeconds({ shift, breaks }: Scenario['couriers'][number]): number {
  return readClock(shift.end)! - readClock(shift.start)! - breaks.reduce((sum, pause) => sum + pause.service, 0)
}

function meanOrder({ travel, baskets, dimensions }: Scenario): { load: readonly number[]; service: number } {
  const kinds = travel.kind === 'matrix'
    ? travel.orders.map(({ load, service }) => ({ share: 1, load, service }))
    : baskets.map(({ share, load, service }) => ({ share, load: load.map(middleOf), service: middleOf(service) }))
  const total = kinds.reduce((sum, { share }) => sum + share, 0)
  const mean = (of: (kind: (typeof kinds)[number]) => number) => kinds.reduce((sum, kind) => sum + kind.share * of(kind), 0) / total
  return { load: dimensions.map((_, i) => mean(({ load }) => load[i]!)), service: mean(({ service }) => service) }
}

function middleOf([least, most]: Range): number {
  return (least + most) / 2
}

/** Seconds of road: for each order, for each root of the number of orders, and for each courier. */
interface Road {
  readonly perOrder: number
  readonly perRoot: number
  readonly outAndBack: number
}

function cityRoad(plan: CityTravel): Road {
  const perKm = (plan.detour * 3600) / plan.kilometresPerHour
  const cities = Array.from({ length: SAMPLE.cities }, (_, i) => cityShape(plan, i + 1))
  const mean = (of: (shape: { root: number; far: number }) => number) => cities.reduce((sum, shape) => sum + of(shape), 0) / cities.length
  return { perOrder: 0, perRoot: TOUR * perKm * mean(({ root }) => root), outAndBack: perKm * mean(({ far }) => far) }
}

/** The integral of the root of the density of addresses, in kilometres, and the mean kilometres from a depot to an address. */
function cityShape(plan: CityTravel, seed: number): { root: number; far: number } {
  const town = drawTown(plan, seed)
  const chance = new Random(seed).fork('capacity')
  const { cells, addresses } = SAMPLE
  const side = (2 * town.radius) / cells
  const counts = new Float64Array(cells * cells)
  let far = 0
  for (let i = 0; i < addresses; i++) {
    const spot = drawSpot(town, chance)
    const cell = (kilometres: number) => Math.min(cells - 1, Math.floor((kilometres + town.radius) / side))
    counts[cell(spot.north) * cells + cell(spot.east)]! += 1
    const depot = plan.depots[i % plan.depots.length]!
    far += Math.hypot(spot.east - depot.east, spot.north - depot.north)
  }
  return { root: counts.reduce((sum, count) => sum + Math.sqrt((count / addresses) * side * side), 0), far: far / addresses }
}

/** The next order is about as far as the third nearest one, once the nearest are taken. */
function matrixRoad({ seconds, depots, orders }: MatrixTravel): Road {
  const rows = orders.map(({ row }) => row)
  const depot = depots[0]!.row
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const third = rows.map((from) => {
    const legs = rows.filter((to) => to !== from).map((to) => seconds[from]![to]!).sort((a, b) => a - b)
    return legs[Math.min(2, legs.length - 1)] ?? 0
  })
  return { perOrder: mean(third), perRoot: 0, outAndBack: mean(rows.map((row) => seconds[depot]![row]!)) }
}
