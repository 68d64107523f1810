/** Random small days that are hard to keep: a few couriers, up to eight promises, one newcomer, and every kind of constraint. */
import fc from 'fast-check'
import { Random } from '../../src/base/random.ts'
import type { CourierInput } from '../../src/model/courier.ts'
import type { Day, DayInput } from '../../src/model/day.ts'
import { makeDay } from '../../src/model/day.ts'
import type { Area, Order, Plan, PlanRoute, Slot } from '../../src/model/nouns.ts'
import type { OrderInput } from '../../src/model/order.ts'
import { makeOrder } from '../../src/model/order.ts'
import type { BreakInput, ShiftInput } from '../../src/model/shift.ts'
import { estimateTravel } from '../../src/travel/estimate.ts'
import { matrixTravel } from '../../src/travel/matrix.ts'
import type { LonLat, Place } from '../../src/travel/place.ts'
import { timeProfile } from '../../src/travel/profile.ts'
import type { TravelSource } from '../../src/travel/source.ts'
import { withTimes } from './day.ts'
import { RouteTable } from './exact-route.ts'

/** What a small day may have. */
export const fleetFeatures = [
  'matrix', 'third courier', 'loads', 'pickups', 'skills', 'breaks', 'several windows', 'several shifts', 'other ends', 'open ends',
  'most tasks', 'most travel', 'most distance', 'speeds', 'two sources', 'rush hours', 'paid hours', 'reloads', 'collect', 'bring', 'positions',
  'blocked', 'releases',
] as const

/** What visits of a small day may have besides. They are drawn apart, so that other days stay as they are. */
export const visitFeatures = ['setups', 'types', 'task hours', 'light breaks'] as const

/** All together. */
export const allFeatures = [...fleetFeatures, ...visitFeatures] as const

export type FleetFeature = (typeof allFeatures)[number]

/** A day with a legal plan, and a newcomer who asks for slots. */
export interface SmallDay {
  readonly seed: number
  readonly features: ReadonlySet<FleetFeature>
  readonly input: DayInput
  readonly day: Day
  readonly promised: readonly OrderInput[]
  readonly orders: readonly Order[]
  readonly plan: Plan
  /** Without windows: the slots are its windows. */
  readonly newcomer: OrderInput
  readonly slots: readonly Slot[]
}

/** Of a hundred days so many have the feature. */
const shares: Readonly<Record<FleetFeature, number>> = {
  'matrix': 55, 'third courier': 40, 'loads': 50, 'pickups': 35, 'skills': 25, 'breaks': 30, 'several windows': 25, 'several shifts': 20,
  'other ends': 30, 'open ends': 20, 'most tasks': 20, 'most travel': 20, 'most distance': 20, 'speeds': 20, 'two sources': 20,
  'rush hours': 25, 'paid hours': 20, 'reloads': 30, 'collect': 25, 'bring': 25, 'positions': 25, 'blocked': 20, 'releases': 25,
  'setups': 50, 'types': 35, 'task hours': 30, 'light breaks': 50,
}

/** Shifts start at about eight. */
const MORNING = 28_800
const PLACES = 12
const MOST_PROMISED = 8
/** Doors of promised orders: each other end is one more. */
const MOST_DOORS = 10

/** The small day of a seed, with no other features than those allowed. The same seed draws alike whatever is allowed. */
export function smallDay(seed: number, allowed: readonly FleetFeature[] = fleetFeatures): SmallDay {
  const chance = new Random(seed)
  const visits = chance.fork('visits')
  const drawn: FleetFeature[] = fleetFeatures.filter((feature) => chance.below(100) < shares[feature])
  drawn.push(...visitFeatures.filter((feature) => visits.below(100) < shares[feature]))
  const features = new Set(drawn.filter((feature) => allowed.includes(feature)))
  const input = dayInput(chance.fork('day'), features)
  const day = makeDay(input.input)
  const draw = chance.fork('orders')
  const wanted = 4 + draw.below(MOST_PROMISED - 3)
  const promised: OrderInput[] = []
  const routes = new Map<number, { orders: Order[]; route: PlanRoute }>()
  let doors = 0
  for (let tries = 0; tries < 40 && promised.length < wanted; tries++) {
    const order = orderInput(draw, features, input, `o${promised.length}`)
    const own = order.collectAt || order.bringTo ? 2 : 1
    if (doors + own > MOST_DOORS || !placed(draw, day, routes, makeOrder(order, day))) continue
    promised.push(order)
    doors += own
  }
  const { windows: _, ...newcomer } = orderInput(draw, features, input, 'x')
  return {
    seed, features, input: input.input, day, promised, newcomer,
    orders: promised.map((order) => makeOrder(order, day)),
    plan: { routes: [...routes.values()].map(({ route }) => route) },
    slots: slotsOf(draw, input.hours),
  }
}

/** Random small days; they shrink to smaller seeds only. */
export function smallDayArbitrary(allowed: readonly FleetFeature[] = fleetFeatures): fc.Arbitrary<SmallDay> {
  return fc.nat(2 ** 30).map((seed) => smallDay(seed, allowed))
}

/** First come, first served: in some route that can serve the order with those it has. */
function placed(chance: Random, day: Day, routes: Map<number, { orders: Order[]; route: PlanRoute }>, order: Order): boolean {
  const handles = [...day.routes.keys()]
  chance.shuffle(handles)
  for (const handle of handles) {
    const spec = day.routes[handle]!
    const orders = [...(routes.get(handle)?.orders ?? []), order]
    const served = new RouteTable(day, spec, orders).served.get((1 << orders.length) - 1)
    if (served === undefined) continue
    routes.set(handle, { orders, route: { courier: spec.courier.id, shift: spec.shiftIndex, steps: served.steps() } })
    return true
  }
  return false
}

interface Drawn {
  readonly input: DayInput
  readonly places: readonly Place[]
  readonly dimensions: number
  /** When the first shift starts and the last one ends. */
  readonly hours: { readonly start: number; readonly end: number }
}

function dayInput(chance: Random, features: ReadonlySet<FleetFeature>): Drawn {
  const points = Array.from({ length: PLACES }, (): LonLat => [13.4 + chance.below(90) / 1000, 52.5 + chance.below(60) / 1000])
  const isMatrix = features.has('matrix')
  const places = points.map((at, row): Place => (isMatrix ? (chance.below(2) === 0 ? row : { row, at }) : at))
  const source = (kilometresPerHour: number): TravelSource =>
    isMatrix ? roads(chance.fork(`${kilometresPerHour}`), points, kilometresPerHour) : estimateTravel({ kilometresPerHour })
  const car = source(24)
  const dimensions = features.has('loads') ? 1 + chance.below(3) : 1
  const length = 6000 + 600 * chance.below(12)
  const hours = { start: MORNING, end: MORNING + length }
  const couriers = Array.from({ length: features.has('third courier') ? 3 : 2 }, (_, i) =>
    courierInput(chance.fork(`courier ${i}`), features, places, points, dimensions, hours, `k${i}`))
  const travel = features.has('two sources') ? new Map([['car', car], ['van', source(17)]]) : car
  const profile = features.has('rush hours') ? { profile: timeProfile({ steps: rush(chance, hours) }) } : {}
  return { input: { couriers, travel, dimensions, ...profile }, places, dimensions, hours }
}

/** Asymmetric, and with ways over a third place that are shorter than the direct one. */
function roads(chance: Random, points: readonly LonLat[], kilometresPerHour: number): TravelSource {
  const metres = points.map(([x, y]) => points.map(([u, v]) => {
    const flies = Math.hypot((x - u) * 68_000, (y - v) * 111_000)
    return Math.round(flies * (chance.below(6) === 0 ? 2.5 : 1 + chance.unit()))
  }))
  const seconds = metres.map((row) => row.map((way) => Math.round(way * (0.7 + 0.6 * chance.unit()) * 3.6 / kilometresPerHour)))
  return matrixTravel({ metres, seconds })
}

function rush(chance: Random, hours: { start: number; end: number }): { from: number; factor: number }[] {
  let from = hours.start
  return Array.from({ length: 2 + chance.below(3) }, () => {
    from += 600 + chance.below(3600)
    return { from, factor: [0.6, 0.9, 1.25, 1.6, 2.5][chance.below(5)]! }
  })
}

function courierInput(
  chance: Random, features: ReadonlySet<FleetFeature>, places: readonly Place[], points: readonly LonLat[], dimensions: number,
  hours: { start: number; end: number }, id: string,
): CourierInput {
  const draws = (feature: FleetFeature, percent: number): boolean => chance.below(100) < percent && features.has(feature)
  const some = <T>(feature: FleetFeature, percent: number, value: T): Partial<T> => (draws(feature, percent) ? value : {})
  const anywhere = (): Place => places[chance.below(places.length)]!
  const depot = places[0]!
  const end = (other: Place): Place | null => (draws('open ends', 40) ? null : draws('other ends', 60) ? other : depot)
  const isSplit = draws('several shifts', 60)
  const noon = hours.start + Math.floor((hours.end - hours.start) / 2)
  const spans = isSplit ? [{ start: hours.start, end: noon - 300 }, { start: noon + 300, end: hours.end }] : [hours]
  const visits = chance.fork('visits')
  const lightened = (pause: BreakInput): BreakInput =>
    features.has('light breaks') && visits.below(3) > 0 ? { ...pause, maxLoad: Array.from({ length: dimensions }, () => visits.below(7)) } : pause
  const priced = ({ costs }: Pick<CourierInput, 'costs'>): Pick<CourierInput, 'costs'> =>
    features.has('task hours') && visits.below(2) === 0 ? { costs: { ...costs, perTaskHour: visits.below(7200) } } : costs ? { costs } : {}
  const shifts = spans.map((span): ShiftInput => {
    const start = span.start + chance.below(1200)
    const stop = span.end - chance.below(1200)
    return {
      start, end: stop, from: end(anywhere()), to: end(anywhere()),
      ...some('breaks', 60, { breaks: breaks(chance, start, stop, features.has('rush hours')).map(lightened) }),
    }
  })
  return {
    id, shifts,
    ...some('loads', 80, { capacity: Array.from({ length: dimensions }, () => (features.has('reloads') ? 3 : 5) + chance.below(6)) }),
    ...some('skills', 60, { skills: ['lift', 'cold'].slice(chance.below(2)) }),
    ...some('most tasks', 70, { maxTasks: 2 + chance.below(4) }),
    ...some('most travel', 70, { maxTravelTime: 2400 + chance.below(3600) }),
    ...some('most distance', 70, { maxDistance: 12_000 + chance.below(20_000) }),
    ...some('speeds', 60, { speed: [0.7, 0.9, 1.3, 2][chance.below(4)]! }),
    ...some('two sources', 50, { profile: 'van' }),
    ...(features.has('two sources') ? {} : { profile: 'car' }),
    ...priced(some('paid hours', 70, { costs: { perPaidHour: 3600, perKm: chance.below(500) } })),
    ...(features.has('types') && visits.below(3) > 0 ? { type: ['van', 'bike'][visits.below(2)]! } : {}),
    ...some('reloads', 80, {
      reload: { at: chance.below(3) === 0 ? anywhere() : depot, service: chance.below(600), most: 1 + chance.below(2) },
    }),
    ...some('blocked', 60, { blocked: [area(chance, features.has('matrix'), points)] }),
  } as CourierInput
}

/** One break or two that can be taken one after the other; one window each where there are rush hours. */
function breaks(chance: Random, start: number, end: number, timed: boolean): BreakInput[] {
  const list: BreakInput[] = []
  const count = 1 + chance.below(2)
  const part = Math.floor((end - start) / count)
  for (let i = 0; i < count; i++) {
    const service = Math.min(300 + chance.below(900), Math.floor(part / 4))
    const from = start + i * part + chance.below(Math.floor(part / 3))
    const to = from + chance.below(start + (i + 1) * part - service - from)
    const windows = [{ start: from, end: to }]
    const isSplit = !timed && chance.below(3) === 0 && to - from > 900
    if (isSplit) windows.splice(0, 1, { start: from, end: from + 300 }, { start: to - 300, end: to })
    list.push({ id: `b${i}`, service, windows })
  }
  return list
}

/** Some rows of the matrix, or a rectangle or triangle of the map with corners and edges on which places lie. */
function area(chance: Random, isMatrix: boolean, points: readonly LonLat[]): Area {
  if (isMatrix && chance.below(2) === 0) return { rows: [1, 2, 3].map(() => chance.below(points.length)) }
  const [x, y] = points[chance.below(points.length)]!
  const [u, v] = points[chance.below(points.length)]!
  if (chance.below(3) === 0) return { polygon: [[x, y], [13.445, 52.4], [13.5, 52.6]] }
  return { polygon: [[x, y], [u + 0.01, y], [u + 0.01, v + 0.01], [x, v + 0.01]] }
}

function orderInput(chance: Random, features: ReadonlySet<FleetFeature>, { places, dimensions, hours }: Drawn, id: string): OrderInput {
  const draws = (feature: FleetFeature, percent: number): boolean => chance.below(100) < percent && features.has(feature)
  const anywhere = (): Place => places[chance.below(places.length)]!
  const load = (): number[] => Array.from({ length: dimensions }, () => chance.below(4))
  const otherEnd = () => ({
    place: anywhere(), service: chance.below(300), ...(chance.below(2) === 0 ? { windows: windows(chance, hours, false) } : {}),
  })
  const collects = draws('collect', 35)
  const brings = draws('bring', 35) && !collects
  const positions = draws('positions', 40) && !collects && !brings
  const position = chance.below(2) === 0 ? 'first' : 'last'
  const isReleased = draws('releases', 50) && !collects
  const release = hours.start + chance.below((hours.end - hours.start) >> 1)
  const taken = load()
  const lift = draws('skills', 35)
  const visits = chance.fork(`visit ${id}`)
  const times = (): Pick<OrderInput, 'setup' | 'perType'> => ({
    ...(features.has('setups') && visits.below(4) > 0 ? { setup: visits.below(900) } : {}),
    ...(features.has('types') && visits.below(2) === 0 ? { perType: [{ type: 'van', service: visits.below(1200), setup: visits.below(300) }] } : {}),
  })
  const here = anywhere()
  return withTimes({
    // Neighbours are met now and then.
    id, place: features.has('setups') && visits.below(2) === 0 ? places[visits.below(3)]! : here, service: 120 + chance.below(780), delivery: load(),
    ...(draws('pickups', 50) || brings ? { pickup: taken } : {}),
    ...(lift ? { skills: ['lift'] } : {}),
    windows: windows(chance, hours, draws('several windows', 50)),
    ...(collects ? { collectAt: otherEnd() } : {}),
    ...(brings ? { bringTo: otherEnd() } : {}),
    ...(positions ? { position } : {}),
    ...(isReleased ? { release } : {}),
  }, times(), times())
}

function windows(chance: Random, hours: { start: number; end: number }, several: boolean): { start: number; end: number }[] {
  const length = hours.end - hours.start
  const start = hours.start + chance.below(length)
  const width = [0, 900, 1800, 3600, 3600, 5400, 7200][chance.below(7)]!
  const first = { start, end: start + width }
  if (!several) return [first]
  const next = first.end + 1 + chance.below(3600)
  return [first, { start: next, end: next + 600 + chance.below(3600) }]
}

/** Three to eight windows of the customer's own, some of them overlapping or inside each other. */
function slotsOf(chance: Random, hours: { start: number; end: number }): Slot[] {
  const count = 3 + chance.below(6)
  const step = Math.floor((hours.end - hours.start) / count)
  const slots: Slot[] = []
  for (let i = 0; i < count; i++) {
    const inside = i > 0 && chance.below(4) === 0 ? slots[chance.below(i)]!.window : undefined
    const start = inside ? inside.start + chance.below(1 + (inside.end - inside.start)) : hours.start + i * step + chance.below(step)
    const width = inside ? chance.below(1 + inside.end - start) : [0, 600, 1200, 1800, 3600, 5400][chance.below(6)]!
    slots.push({ id: `s${i}`, window: { start, end: start + width } })
  }
  return slots
}
