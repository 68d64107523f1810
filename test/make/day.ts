/** Random small days, orders and plans with everything a fleet can have; they shrink to days that a person can follow. */
import fc from 'fast-check'
import type { CourierInput } from '../../src/model/courier.ts'
import type { Day, DayInput } from '../../src/model/day.ts'
import { makeDay } from '../../src/model/day.ts'
import { legal } from '../../src/model/legal.ts'
import type { Order, Plan, PlanRoute, PlanStep } from '../../src/model/nouns.ts'
import type { OrderInput } from '../../src/model/order.ts'
import { makeOrder } from '../../src/model/order.ts'
import type { BreakInput, ShiftInput } from '../../src/model/shift.ts'
import { matrixTravel } from '../../src/travel/matrix.ts'
import type { ProfileStep, TimeProfile } from '../../src/travel/profile.ts'
import { timeProfile } from '../../src/travel/profile.ts'
import type { Place } from '../../src/travel/place.ts'
import type { TravelSource } from '../../src/travel/source.ts'

/** What random days may have. Everything is on when left out, but for paid hours and trips. */
export interface DayFeatures {
  /** Most couriers, at least 1; 3 when left out. */
  couriers?: number
  /** Rows of the matrix, at least 1; 6 when left out. */
  rows?: number
  /** Most load dimensions; 3 when left out. */
  dimensions?: number
  breaks?: boolean
  /** Start, end or both open. */
  openEnds?: boolean
  severalShifts?: boolean
  /** Fewest stops, least travel time and distance. */
  limits?: boolean
  /** Rush hours. */
  profile?: boolean
  /** Couriers who are paid for waiting; false when left out. */
  paidHours?: boolean
  /** Other speeds than 1, and a second travel source. */
  variants?: boolean
  skills?: boolean
  /** Costs other than one per second of travel, and a travel source with costs of its own. */
  costs?: boolean
  /** Reloads, other ends, positions, blocked areas and releases; false when left out. */
  trips?: boolean
  /** Setups, types of couriers with times of their own, what task hours cost, and breaks with a most load; false when left out. */
  visits?: boolean
}

/** Shifts of random days lie between 0 and this moment; a walk through all of it, second by second, is quick. */
export const HORIZON = 8000

/** Skills that random couriers and orders draw from. */
const allSkills = ['lift', 'cold', 'keys']

/** Types that random couriers and orders draw from; nobody drives a lorry. */
const allTypes = ['van', 'bike', 'lorry']

/** Square matrices with legs up to `longest`: asymmetric, and free to break the triangle inequality. */
export function matrixArbitrary(rows: number, longest: number): fc.Arbitrary<number[][]> {
  return fc.array(fc.array(fc.nat(longest), { minLength: rows, maxLength: rows }), { minLength: rows, maxLength: rows })
}

/** A travel source of `rows` rows: legs up to 900 s and 9 km; where `priced`, now and then with costs of its own. */
export function travelArbitrary(rows: number, priced = false): fc.Arbitrary<TravelSource> {
  const legs = { seconds: matrixArbitrary(rows, 900), metres: matrixArbitrary(rows, 9000) }
  const plain = fc.record(legs)
  if (!priced) return plain.map(matrixTravel)
  const withCosts = fc.record({ ...legs, costs: matrixArbitrary(rows, 2000) })
  return fc.oneof({ weight: 2, arbitrary: plain }, { weight: 1, arbitrary: withCosts }).map(matrixTravel)
}

/** Steps of a time-of-day profile: one to four, half to three times the usual time. */
export function profileStepsArbitrary(): fc.Arbitrary<ProfileStep[]> {
  return fc
    .uniqueArray(fc.record({ from: fc.nat(HORIZON), factor: fc.constantFrom(0.5, 0.9, 1, 1.25, 1.7, 3) }), {
      minLength: 1, maxLength: 4, selector: (step) => step.from,
    })
    .map((steps) => steps.toSorted((a, b) => Number(a.from) - Number(b.from)))
}

/** A profile made of {@link profileStepsArbitrary}. */
export function profileArbitrary(): fc.Arbitrary<TimeProfile> {
  return profileStepsArbitrary().map((steps) => timeProfile({ steps }))
}

/** What a caller would pass to `makeDay`, always valid. */
export function dayInputArbitrary(features: DayFeatures = {}): fc.Arbitrary<DayInput> {
  const { couriers = 3, rows = 6, dimensions = 3, profile = true, variants = true, costs = true } = features
  return fc
    .record({
      car: travelArbitrary(rows),
      van: travelArbitrary(rows, costs),
      dimensions: fc.integer({ min: dimensions === 0 ? 0 : 1, max: dimensions }),
      profile: profile ? fc.option(profileArbitrary(), { nil: undefined, freq: 2 }) : fc.constant(undefined),
    })
    .chain(({ car, van, dimensions: count, profile: rush }) =>
      fc.array(courierArbitrary(rows, count, rush !== undefined, features), { minLength: 1, maxLength: couriers }).map((list): DayInput => ({
        depots: [{ id: 'depot', place: 0 }],
        couriers: list.map((courier, i) => ({ ...courier, id: `k${i}` })),
        slots: [0, 1, 2, 3].map((i) => ({ id: `s${i}`, start: i * 2000, end: i * 2000 + 2500 })),
        travel: variants ? new Map([['car', car], ['van', van]]) : car,
        dimensions: count,
        ...(rush === undefined ? {} : { profile: rush }),
      })))
}

/** A validated random day. */
export function dayArbitrary(features: DayFeatures = {}): fc.Arbitrary<Day> {
  return dayInputArbitrary(features).map((input) => makeDay(input))
}

/** A courier without an id, with one shift or two. */
export function courierArbitrary(rows: number, dimensions: number, timed: boolean, features: DayFeatures): fc.Arbitrary<CourierInput> {
  const { limits = true, variants = true, skills = true, costs = true, severalShifts = true, paidHours = false, trips = false, visits = false } = features
  const maybe = <T>(on: boolean, arbitrary: fc.Arbitrary<T>, freq = 2): fc.Arbitrary<T | undefined> =>
    on ? fc.option(arbitrary, { nil: undefined, freq }) : fc.constant(undefined)
  const optional = fc.record({
    // small vans, so that coming back for more helps
    capacity: maybe(true, roomArbitrary(dimensions, trips ? 5 : 12), trips ? 9 : 2),
    skills: maybe(skills, fc.subarray(allSkills)),
    speed: maybe(variants, fc.constantFrom(0.7, 1.3, 2)),
    profile: maybe(variants, fc.constant('van')),
    maxTasks: maybe(limits, fc.integer({ min: 1, max: 4 })),
    maxTravelTime: maybe(limits, fc.integer({ min: 500, max: 4000 })),
    maxDistance: maybe(limits, fc.integer({ min: 5000, max: 40_000 })),
    reload: maybe(trips, fc.record({ at: fc.nat(rows - 1), service: fc.nat(300), most: fc.integer({ min: 1, max: 2 }) }), 4),
    blocked: maybe(trips, fc.uniqueArray(fc.nat(rows - 1), { maxLength: 2 }).map((list) => [{ rows: list }])),
    type: maybe(visits, fc.constantFrom('van', 'bike')),
    costs: maybe(costs, fc.record({
      ...(visits ? { perTaskHour: fc.oneof(fc.constant(0), fc.nat(9000)) } : {}),
      fixed: fc.nat(5000), perHour: fc.nat(9000), perKm: fc.nat(3000), perPaidHour: paidHours ? fc.oneof(fc.constant(0), fc.nat(9000)) : fc.constant(0),
    })),
  })
  const shiftsOf = (count: 1 | 2) => shiftsArbitrary(count, rows, timed, { ...features, dimensions })
  const shifts = severalShifts
    ? fc.oneof({ weight: 3, arbitrary: shiftsOf(1) }, { weight: 1, arbitrary: shiftsOf(2) })
    : shiftsOf(1)
  return fc.record({ optional, shifts }).map(({ optional: chosen, shifts: list }) => {
    const given = Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined)) as Omit<CourierInput, 'id'>
    return { ...given, id: '', shifts: list }
  })
}

function roomArbitrary(dimensions: number, most: number): fc.Arbitrary<number[]> {
  return fc.array(fc.integer({ min: 2, max: most }), { minLength: dimensions, maxLength: dimensions })
}

/** One shift over most of the horizon, or two in a row. */
function shiftsArbitrary(count: 1 | 2, rows: number, timed: boolean, features: DayFeatures): fc.Arbitrary<ShiftInput[]> {
  const half = HORIZON / count
  return fc.tuple(...Array.from({ length: count }, (_, i) => shiftArbitrary(i * half, half, rows, timed, features)))
}

function shiftArbitrary(from: number, length: number, rows: number, timed: boolean, features: DayFeatures): fc.Arbitrary<ShiftInput> {
  const { breaks = true, openEnds = true, visits = false, dimensions = 0 } = features
  const mostLoad = visits ? roomArbitrary(dimensions, 8) : undefined
  const end = (): fc.Arbitrary<number | null> => {
    const row = fc.nat(rows - 1)
    return openEnds ? fc.oneof({ weight: 4, arbitrary: row }, { weight: 1, arbitrary: fc.constant(null) }) : row
  }
  return fc
    .record({ late: fc.nat(Math.floor(length / 3)), early: fc.nat(Math.floor(length / 4)), from: end(), to: end() })
    .chain((shift) => {
      const hours = { start: from + shift.late, end: from + length - shift.early }
      const list = breaks ? fc.array(breakArbitrary(hours.start, hours.end, timed, mostLoad), { maxLength: 2 }) : fc.constant([])
      return list.map((pauses) => ({ ...hours, from: shift.from, to: shift.to, breaks: takeable(pauses, hours) }))
    })
}

/** A break with one window, or two where there are no rush hours. */
function breakArbitrary(from: number, to: number, timed: boolean, mostLoad?: fc.Arbitrary<number[]>): fc.Arbitrary<BreakInput> {
  return fc
    .record({
      service: fc.nat(400),
      cuts: fc.uniqueArray(fc.integer({ min: from, max: to }), { minLength: timed ? 2 : 4, maxLength: timed ? 2 : 4 }),
      two: fc.boolean(),
      light: mostLoad === undefined ? fc.constant({}) : fc.record({ maxLoad: mostLoad }, { requiredKeys: [] }),
    })
    .map(({ service, cuts, two, light }) => {
      const [a, b, c, d] = cuts.toSorted((x, y) => x - y)
      const windows = [{ start: a!, end: b! }]
      if (two && c !== undefined && d !== undefined) windows.push({ start: c, end: d })
      return { id: '', service, windows, ...light }
    })
}

/** The breaks that can be taken one after the other, named in that order. */
function takeable(pauses: readonly BreakInput[], hours: { start: number; end: number }): BreakInput[] {
  const kept: BreakInput[] = []
  let now = hours.start
  for (const pause of pauses) {
    const service = pause.service as number
    const windows = pause.windows as { start: number; end: number }[]
    const usable = windows.filter((window) => window.start <= hours.end - service)
    const window = usable.find((candidate) => candidate.end >= now)
    if (window === undefined || Math.max(now, window.start) + service > hours.end) continue
    now = Math.max(now, window.start) + service
    kept.push({ ...pause, id: `b${kept.length}` })
  }
  return kept
}

/** Where a random order may be, and what it may have. */
export interface OrderFeatures {
  /** The rows of the day's matrix when left out. */
  places?: readonly Place[]
  /** Other ends, positions and releases; false when left out. */
  trips?: boolean
  /** Setups, and times per type of courier; false when left out. */
  visits?: boolean
}

/** What a caller would pass to `makeOrder`, always valid for the day. Ids are `o0`, `o1` and so on where a list is made of them. */
export function orderInputArbitrary(day: Day, { places = rowsOf(day), trips = false, visits = false }: OrderFeatures = {}): fc.Arbitrary<OrderInput> {
  const plain = plainOrderArbitrary(day, places)
  const ordered = trips ? fc.tuple(plain, tripArbitrary(places)).map(([order, trip]) => ({ ...order, ...trip })) : plain
  return visits ? fc.tuple(ordered, timesArbitrary(), timesArbitrary()).map(([order, own, other]) => withTimes(order, own, other)) : ordered
}

/** A setup, a service of their own for some types, both or nothing. */
export function timesArbitrary(): fc.Arbitrary<Pick<OrderInput, 'setup' | 'perType'>> {
  const seconds = fc.oneof(fc.constant(0), fc.nat(400))
  const times = fc.record({ type: fc.constantFrom(...allTypes), service: seconds, setup: seconds }, { requiredKeys: ['type'] })
  const perType = fc.uniqueArray(times, { minLength: 1, maxLength: 2, selector: ({ type }) => type })
  return fc.record({ setup: seconds, perType }, { requiredKeys: [] })
}

/** The order with these times, and others at its other end. */
export function withTimes<T extends Pick<OrderInput, 'collectAt' | 'bringTo'>>(
  order: T, own: Pick<OrderInput, 'setup' | 'perType'>, other: Pick<OrderInput, 'setup' | 'perType'>,
): T {
  const { collectAt, bringTo } = order
  return {
    ...order, ...own,
    ...(collectAt ? { collectAt: { ...collectAt, ...other } } : {}),
    ...(bringTo ? { bringTo: { ...bringTo, ...other } } : {}),
  }
}

/** What an order says of its trip; half of them nothing. */
export function tripArbitrary(places: readonly Place[]): fc.Arbitrary<Pick<OrderInput, 'collectAt' | 'bringTo' | 'position' | 'release'>> {
  const end = fc.record(
    { place: fc.constantFrom(...places), service: fc.nat(200), windows: windowsArbitrary() }, { requiredKeys: ['place', 'service'] })
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: end.map((collectAt) => ({ collectAt })) },
    { weight: 1, arbitrary: fc.record({ bringTo: end, release: releases }, { requiredKeys: ['bringTo'] }) },
    { weight: 1, arbitrary: fc.record({ position: fc.constantFrom('first', 'last'), release: releases }, { requiredKeys: ['position'] }) },
    { weight: 1, arbitrary: fc.record({ release: releases }) },
  )
}

const releases = fc.nat(HORIZON / 2)

function plainOrderArbitrary(day: Day, places: readonly Place[]): fc.Arbitrary<OrderInput> {
  const load = fc.array(fc.nat(4), { minLength: day.dimensions, maxLength: day.dimensions })
  return fc.record({
    id: fc.constant('o0'),
    place: fc.constantFrom(...places),
    delivery: load,
    pickup: fc.oneof({ weight: 2, arbitrary: fc.constant(Array<number>(day.dimensions).fill(0)) }, { weight: 1, arbitrary: load }),
    service: fc.nat(300),
    skills: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.subarray(allSkills, { maxLength: 1 }) }),
    windows: windowsArbitrary(),
    priority: fc.nat(100),
  })
}

function rowsOf(day: Day): number[] {
  const sources = [...day.travel.values()]
  const rows: number[] = []
  while (sources.every((source) => source.refuses(rows.length) === undefined)) rows.push(rows.length)
  return rows
}

/** One or two windows of a few minutes to a few hours, or the whole day. */
function windowsArbitrary(): fc.Arbitrary<{ start: number; end: number }[]> {
  const cuts = (count: number) => fc.uniqueArray(fc.nat(HORIZON), { minLength: count, maxLength: count })
  const pairs = (points: number[]) => {
    const sorted = points.toSorted((a, b) => a - b)
    return sorted.flatMap((start, i) => (i % 2 === 0 ? [{ start, end: sorted[i + 1]! }] : []))
  }
  const whole: fc.Arbitrary<{ start: number; end: number }[]> = fc.constant([{ start: 0, end: HORIZON }])
  return fc.oneof(
    { weight: 1, arbitrary: whole },
    { weight: 3, arbitrary: cuts(2).map(pairs) },
    { weight: 1, arbitrary: cuts(4).map(pairs) },
  )
}

/** One validated order. */
export function orderArbitrary(day: Day, features?: OrderFeatures): fc.Arbitrary<Order> {
  return orderInputArbitrary(day, features).map((input) => makeOrder(input, day))
}

/** Up to `most` validated orders with ids `o0`, `o1`, … */
export function ordersArbitrary(day: Day, most: number, features?: OrderFeatures): fc.Arbitrary<Order[]> {
  const inputs = fc.array(orderInputArbitrary(day, features), { maxLength: most })
  return inputs.map((list) => list.map((input, i) => makeOrder({ ...input, id: `o${i}` }, day)))
}

/** Any plan, legal or not: most orders in some route, each break once and in order, now and then a place to drive through. */
export function planArbitrary(day: Day, orders: readonly Order[]): fc.Arbitrary<Plan> {
  const routeOf = fc.integer({ min: -1, max: day.routes.length - 1 })
  return fc
    .record({
      homes: fc.array(routeOf, { minLength: orders.length, maxLength: orders.length }),
      // where each break goes: after that share of the route's stops, in hundredths
      breaks: fc.array(fc.nat(100), { minLength: 8, maxLength: 8 }),
      via: fc.option(fc.record({ route: routeOf, share: fc.nat(100) }), { nil: undefined }),
    })
    .map(({ homes, breaks, via }) => ({
      routes: day.routes.map((spec): PlanRoute => {
        const steps: PlanStep[] = orders.filter((_, i) => homes[i] === spec.handle).map(({ id }) => ({ type: 'order', id }))
        if (via?.route === spec.handle) steps.splice(Math.floor((steps.length * via.share) / 100), 0, { type: 'via', place: 0 })
        const shares = breaks.slice(0, spec.shift.breaks.length).toSorted((a, b) => a - b)
        const spots = shares.map((share) => Math.round((steps.length * share) / 100))
        for (const [i, pause] of [...spec.shift.breaks.entries()].toReversed()) steps.splice(spots[i]!, 0, { type: 'break', id: pause.id })
        return { courier: spec.courier.id, shift: spec.shiftIndex, steps }
      }),
    }))
}

/** A day with a legal plan. */
export interface PlannedDay {
  readonly day: Day
  /** All in the plan. */
  readonly promised: readonly Order[]
  /** Those for which the judge found no room. */
  readonly rest: readonly Order[]
  readonly plan: Plan
}

/**
 * Puts each order at the first place of the first route where the judge lists nothing: slow, and shares no code with routing. Every third
 * order comes with a reload of its own where the shift allows one more, though it might do without.
 */
export function planned(day: Day, orders: readonly Order[]): PlannedDay {
  let plan: Plan = { routes: [] }
  const promised: Order[] = []
  const rest: Order[] = []
  for (const [i, order] of orders.entries()) {
    const next = firstLegal(day, [...promised, order], plan, order, i % 3 === 2)
    if (next === undefined) {
      rest.push(order)
      continue
    }
    plan = next
    promised.push(order)
  }
  return { day, promised, rest, plan }
}

function firstLegal(day: Day, promised: readonly Order[], plan: Plan, order: Order, eager: boolean): Plan | undefined {
  for (const spec of day.routes) {
    const isOther = (route: PlanRoute): boolean => route.courier !== spec.courier.id || route.shift !== spec.shiftIndex
    const others = plan.routes.filter(isOther)
    const steps = plan.routes.find((route) => !isOther(route))?.steps.filter((step) => step.type !== 'break') ?? []
    const judged = (candidate: PlanStep[]): { next: Plan; codes: string[] } => {
      const next = { routes: [...others, { courier: spec.courier.id, shift: spec.shiftIndex, steps: candidate }] }
      return { next, codes: legal(day, promised, next).map(({ code }) => code) }
    }
    const spare = (spec.shift.reload?.most ?? 0) - steps.filter(({ type }) => type === 'reload').length
    const reloading = spare > 0 ? [...withReload(order, steps)] : []
    const ways = eager ? [...reloading, ...alone(order, steps)] : [...alone(order, steps), ...reloading]
    for (const candidate of ways) {
      // What is illegal without its breaks is not healed by them.
      if (judged(candidate).codes.some((code) => code !== 'break-missing')) continue
      for (const full of withBreaks(candidate, spec.shift.breaks.map((pause) => pause.id), 0)) {
        const { next, codes } = judged(full)
        if (codes.length === 0) return next
      }
    }
  }
  return undefined
}

/** The order between the steps, with its other end if it has one. */
function* alone({ id, collectAt, bringTo }: Order, steps: readonly PlanStep[]): Generator<PlanStep[]> {
  const visit: PlanStep = { type: 'order', id }
  for (let at = 0; at <= steps.length; at++) {
    if (collectAt) yield* beside(steps, at, visit, { type: 'collect', id }, 'before')
    else if (bringTo) yield* beside(steps, at, visit, { type: 'bring', id }, 'after')
    else yield steps.toSpliced(at, 0, visit)
  }
}

/** The order between the steps, and a reload anywhere; nothing where the order has another end. */
function* withReload({ id, collectAt, bringTo }: Order, steps: readonly PlanStep[]): Generator<PlanStep[]> {
  if (collectAt || bringTo) return
  for (let at = 0; at <= steps.length; at++) {
    for (const side of ['before', 'after'] as const) yield* beside(steps, at, { type: 'order', id }, { type: 'reload' }, side)
  }
}

/** The visit after `at` of the steps, and the mate anywhere before it or after it. */
function* beside(steps: readonly PlanStep[], at: number, visit: PlanStep, mate: PlanStep, side: 'before' | 'after'): Generator<PlanStep[]> {
  if (side === 'before') for (let i = at; i >= 0; i--) yield [...steps.slice(0, i), mate, ...steps.slice(i, at), visit, ...steps.slice(at)]
  else for (let i = at; i <= steps.length; i++) yield [...steps.slice(0, at), visit, ...steps.slice(at, i), mate, ...steps.slice(i)]
}

/** Every way to put the breaks, in their order, between the steps from `from` on. */
function withBreaks(steps: readonly PlanStep[], ids: readonly string[], from: number): PlanStep[][] {
  const [first, ...others] = ids
  if (first === undefined) return [[...steps]]
  const ways: PlanStep[][] = []
  for (let at = from; at <= steps.length; at++) ways.push(...withBreaks(steps.toSpliced(at, 0, { type: 'break', id: first }), others, at + 1))
  return ways
}

/** A random day with up to `most` orders, as many of them planned as the judge allows one after the other. */
export function plannedArbitrary(most: number, features: DayFeatures = {}): fc.Arbitrary<PlannedDay & { places: readonly Place[] }> {
  return dayArbitrary(features).chain((day) =>
    ordersArbitrary(day, most, features).map((orders) => ({ ...planned(day, orders), places: rowsOf(day) })))
}
