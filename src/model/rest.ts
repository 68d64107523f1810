/** What is left of a day while couriers are on the road: a day like any other, in which they start where and when they will be free. */
import { LONGEST_ID } from '../base/read.ts'
import type { Place } from '../travel/place.ts'
import { blocks } from './area.ts'
import { allowedOrder, allowedSpec } from './begun.ts'
import type { Day, RouteSpec } from './day.ts'
import { UNLIMITED } from './limits.ts'
import type { Allowance, Begun, Break, Courier, Load, Order, OtherEnd, PlanRoute, PlanStep, Shift } from './nouns.ts'
import { isFromDepot, isVisit, stopsOf } from './stop.ts'
import { walk } from './walk.ts'

/** What is aboard for an order. An order of the same name that brings something else is another one. */
export interface Goods {
  readonly id: string
  readonly delivery: Load
  /** Whether something is taken along there, to be brought elsewhere. */
  readonly takes: boolean
}

/** A route that has begun; `steps` are those that were made. */
export interface BegunRoute extends PlanRoute {
  readonly begun: Begun
  /** What was loaded at the last loading. */
  readonly goods: readonly Goods[]
}

/** Words that no caller can say: skills and ids of a day's rest. */
function inner(word: string): string {
  return ' '.repeat(LONGEST_ID) + word
}

/** Whether a skill is one of those words. */
export function isInner(skill: string): boolean {
  return skill.length > LONGEST_ID
}

/** What couriers need who deliver from the depot: they have not left yet, or load again. */
export const STILL_LOADS = inner('still loads')

/** What they need for orders that must come first, or before the last. */
const rankSkills = [inner('first'), inner('before the last')] as const

/** More than all the goods of a day that are counted one by one. */
const FULL = 2 ** 20

/** Orders of the rest of the day, by id. */
export type OpenOrders = (id: string) => Order | undefined

/** What is left of one route. */
interface Rest {
  readonly spec: RouteSpec
  readonly route: BegunRoute
  /** An order of nothing, where and when the courier is free, for that courier alone: it keeps them on the road, and paid. */
  readonly pin: Order
  /** The skill that only this courier has. */
  readonly bond: string
  /** Whether the courier loads again: then goods are told apart by trips. */
  readonly reloads: boolean
  /** Where the courier is at a place that they do not serve: the skill of everybody else, for orders in those areas. */
  readonly fence: string | undefined
}

/**
 * The rest of a day. Without any route that has begun it is the day itself, and every order and route is what it was.
 *
 * A courier who has left starts anew at the place and at the moment where and when they will be free, at a {@link Rest.pin}, with the
 * breaks, reloads, visits, travel and metres that are left. Orders whose goods are aboard, or which are half done, need that courier's
 * skill; goods that are still at the depot need somebody who will load. Where a courier on the road will load again, goods aboard are
 * collected at the pin, and one more load dimension, which the pin fills, keeps goods of the depot out of the first trip.
 */
export class RestOfDay {
  readonly day: Day
  /** In routes of the rest, always. */
  readonly pins: readonly Order[]
  private readonly rests = new Map<string, Rest>()
  /** Visits that were made, and the rest of which route their order is bound to. */
  private readonly made = new Map<string, { rest: Rest; types: Set<PlanStep['type']> }>()
  private readonly aboard = new Map<string, { rest: Rest; goods: Goods }>()
  private readonly allowed = new Map<string, Allowance[]>()
  private readonly counted: boolean
  private readonly highest: number

  /** @param orders of the steps that were made, and of those aboard */
  constructor(day: Day, begun: readonly BegunRoute[], orders: ReadonlyMap<string, Order>) {
    if (begun.length === 0) {
      this.day = day
      this.pins = []
      this.counted = false
      this.highest = 0
      return
    }
    const specs = new Map(day.routes.map((spec) => [keyOf(spec.courier.id, spec.shiftIndex), spec]))
    const found = begun.map((route) => ({ route, spec: specs.get(keyOf(route.courier, route.shift))! }))
    this.counted = found.some(({ spec, route }) => reloadsLeft(spec, route) > 0)
    for (const { spec, route } of found) this.rests.set(keyOf(route.courier, route.shift), this.restOf(day, spec, route, orders))
    this.highest = Math.max(...begun.map((route) => highestRank(route, orders)))
    for (const rest of this.rests.values()) this.noteRest(rest)
    const grid = day.grid.copy()
    const routes = day.routes.map((spec): RouteSpec => {
      const rest = this.rests.get(keyOf(spec.courier.id, spec.shiftIndex))
      return rest ? this.specLeft(day, rest, orders, grid.handleOf(rest.route.begun.at)) : this.specAhead(spec)
    })
    this.day = { ...day, grid, dimensions: day.dimensions + (this.counted ? 1 : 0), routes }
    this.pins = [...this.rests.values()].map(({ pin }) => pin)
  }

  /**
   * An order as the rest of the day has it, on time; `undefined` where nothing is left to do for it. {@link allowing} has it as late as it
   * may be by now.
   */
  orderOf(order: Order): Order | undefined {
    if (this.rests.size === 0) return order
    const made = this.made.get(order.id)
    if (!made) return this.openOrder(order)
    const { rest, types } = made
    if (!types.has('order')) return this.bound(rest, order)
    const { bringTo } = order
    return bringTo && !types.has('bring') ? this.bound(rest, broughtOf(order, bringTo)) : undefined
  }

  /** The order with the windows of its visits as wide as they may be by now. */
  allowing(order: Order): Order {
    return (this.allowed.get(order.id) ?? []).reduce(allowedOrder, order)
  }

  /**
   * What is left of a route of the whole day, which need not begin with what has happened: from elsewhere, that is left out.
   * @param openOf orders as the rest of the day has them
   */
  cut(route: PlanRoute, openOf: OpenOrders): PlanRoute {
    const rest = this.rests.get(keyOf(route.courier, route.shift))
    if (rest === undefined) return route
    const open = openSteps(route.steps, rest.route.steps).map((step): PlanStep => {
      return step.type === 'bring' && this.made.get(step.id)?.types.has('order') ? { type: 'order', id: step.id } : step
    })
    const paired = open.filter((step): step is PlanStep & { id: string } => step.type === 'order' && isAboard(openOf(step.id)))
    const collects = paired.map(({ id }): PlanStep => ({ type: 'collect', id }))
    return { courier: route.courier, shift: route.shift, steps: [{ type: 'order', id: rest.pin.id }, ...collects, ...open] }
  }

  /** The route as it goes on from what has happened; `undefined` where it does not begin with that. */
  goingOn({ courier, shift, steps }: PlanRoute): PlanRoute | undefined {
    const rest = this.rests.get(keyOf(courier, shift))
    if (rest === undefined) return { courier, shift, steps }
    return startsWith(steps, rest.route.steps) ? { courier, shift, steps, begun: rest.route.begun } : undefined
  }

  /** The route of the whole day whose rest this is. */
  whole(route: PlanRoute, openOf: OpenOrders): PlanRoute {
    const rest = this.rests.get(keyOf(route.courier, route.shift))
    if (rest === undefined) return route
    const { steps, begun } = rest.route
    const open: PlanStep[] = []
    for (const step of route.steps) {
      const id = 'id' in step && step.type !== 'break' ? step.id : undefined
      // Who takes no time at the very place may stand before the pin.
      if (id === rest.pin.id) open.push(...(open.length > 0 ? [{ type: 'via', place: begun.at } as const] : []))
      else if (step.type === 'order' && this.made.get(step.id)?.types.has('order')) open.push({ type: 'bring', id: step.id })
      else if (step.type !== 'collect' || !isAboard(openOf(step.id))) open.push(step)
    }
    return { courier: route.courier, shift: route.shift, steps: [...steps, ...open], begun }
  }

  /** The steps that were made of all routes that have begun. */
  get madeRoutes(): readonly BegunRoute[] {
    return [...this.rests.values()].map(({ route }) => route)
  }

  private noteRest(rest: Rest): void {
    for (const step of rest.route.steps) {
      if (!isVisit(step) || !('id' in step)) continue
      const known = this.made.get(step.id)
      if (known) known.types.add(step.type)
      else this.made.set(step.id, { rest, types: new Set([step.type]) })
    }
    for (const goods of rest.route.goods) this.aboard.set(goods.id, { rest, goods })
    for (const allowance of rest.route.begun.allowed) {
      if (allowance.id === undefined || allowance.type === 'break') continue
      this.allowed.set(allowance.id, [...(this.allowed.get(allowance.id) ?? []), allowance])
    }
  }

  /** Nobody has been there for it. */
  private openOrder(order: Order): Order {
    const aboard = this.aboard.get(order.id)
    if (aboard && isOf(order, aboard.goods)) {
      const { release: _, ...loaded } = order
      return this.bound(aboard.rest, loaded)
    }
    const skills = [...order.skills]
    if (isFromDepot(order)) skills.push(STILL_LOADS)
    const rank = rankOf(order)
    if (rank < this.highest) skills.push(rankSkills[rank]!)
    for (const { spec, fence } of this.rests.values()) {
      if (fence !== undefined && placesOf(order).some((at) => blocks(spec.courier.blocked, at))) skills.push(fence)
    }
    return this.padded(skills.length === order.skills.length ? order : { ...order, skills }, isFromDepot(order) ? 1 : 0)
  }

  /** For one courier alone, without what has been collected already. */
  private bound({ bond, reloads, route: { begun } }: Rest, asked: Order): Order {
    const { collectAt: _, ...order } = asked
    const here: OtherEnd = { place: begun.at, service: 0, windows: [{ start: begun.free, end: begun.free }], position: 'first' }
    const alone = { ...order, skills: [...order.skills, bond] }
    return this.padded(reloads && !order.bringTo ? { ...alone, collectAt: here } : alone, 0)
  }

  private padded(order: Order, counted: number): Order {
    return this.counted ? { ...order, delivery: [...order.delivery, counted], pickup: [...order.pickup, 0] } : order
  }

  private restOf(day: Day, spec: RouteSpec, route: BegunRoute, orders: ReadonlyMap<string, Order>): Rest {
    const bond = inner(`with ${spec.handle}`)
    const { at, free } = route.begun
    const reloads = reloadsLeft(spec, route) > 0
    const pin: Order = {
      id: inner(`pin ${spec.handle}`), place: at, service: 0, windows: [{ start: free, end: free }], skills: [bond], priority: 0,
      delivery: this.withCount(Array<number>(day.dimensions).fill(0), reloads ? FULL : 0),
      pickup: this.withCount(pickedUp(day, route, orders), 0),
      ...(reloads || highestRank(route, orders) === 0 ? { position: 'first' as const } : {}),
    }
    const fence = blocks(spec.courier.blocked, at) ? inner(`elsewhere than ${spec.handle}`) : undefined
    return { spec, route, pin, bond, reloads, fence }
  }

  /** Skills of everybody but one. */
  private fencesBut(rest: Rest | undefined): string[] {
    return [...this.rests.values()].flatMap((one) => (one === rest || one.fence === undefined ? [] : [one.fence]))
  }

  private withCount(load: Load, count: number): Load {
    return this.counted ? [...load, count] : load
  }

  /** The shift of a courier who has not left. */
  private specAhead(spec: RouteSpec): RouteSpec {
    const shift = { ...spec.shift, breaks: this.counting(spec.shift.breaks) }
    const skills = [STILL_LOADS, ...rankSkills, ...this.fencesBut(undefined)]
    return { ...spec, courier: this.courierWith(spec.courier, skills, UNLIMITED), shift }
  }

  private specLeft(day: Day, rest: Rest, orders: ReadonlyMap<string, Order>, fromPlace: number): RouteSpec {
    const { spec, route, bond, reloads } = rest
    const { begun } = route
    const allowed = allowedSpec(spec, begun)
    const { shift } = allowed
    const stops = stopsOf(allowed, route.steps, orders)
    const spent = walk(day, allowed, stops, { from: shift.start, begun }).filter(({ index }) => index < begun.made.length).at(-1)
    const visits = stops.filter(isVisit).length
    const paired = [...orders.values()].filter((order) => isAboard(this.orderOf(order)))
    const extra = paired.filter(({ id }) => (this.made.get(id) ?? this.aboard.get(id))!.rest.route === route).length
    const { maxTasks, maxTravelTime, maxDistance } = allowed.courier
    const left = (most: number, used: number): number => (most >= UNLIMITED ? most : Math.max(0, most - used))
    const taken = new Set(stops.flatMap((stop) => (stop.type === 'break' ? [stop.pause.id] : [])))
    const most = reloadsLeft(spec, route)
    const rank = highestRank(route, orders)
    const skills = [bond, ...(reloads ? [STILL_LOADS] : []), ...rankSkills.slice(rank), ...this.fencesBut(rest)]
    const { reload, ...hours } = shift
    const shiftLeft: Shift = {
      ...hours, start: begun.free, from: begun.at, breaks: this.counting(shift.breaks.filter(({ id }) => !taken.has(id))),
      ...(reload && most > 0 ? { reload: { ...reload, most } } : {}),
    }
    const courier = this.courierWith(allowed.courier, skills, reloads ? FULL : UNLIMITED)
    const limits = {
      maxTasks: left(maxTasks, visits - 1 - extra), maxTravelTime: left(maxTravelTime, spent?.travel ?? 0),
      maxDistance: left(maxDistance, spent?.metres ?? 0),
    }
    const fenced = rest.fence === undefined ? {} : { blocked: [] }
    return { ...allowed, courier: { ...courier, ...limits, ...fenced }, shift: shiftLeft, fromPlace }
  }

  /** Breaks that do not ask how many goods of the depot are aboard. */
  private counting(breaks: readonly Break[]): readonly Break[] {
    return breaks.map((pause) => (pause.maxLoad ? { ...pause, maxLoad: this.withCount(pause.maxLoad, UNLIMITED) } : pause))
  }

  private courierWith(courier: Courier, skills: readonly string[], counted: number): Courier {
    return { ...courier, skills: [...courier.skills, ...skills], capacity: this.withCount(courier.capacity, counted) }
  }
}

/** Whether the order takes two visits in the rest that are one in the route: its goods are collected where the courier is. */
function isAboard(open: Order | undefined): boolean {
  return open?.collectAt?.position === 'first'
}

/** Whether this is the order that goods were loaded for. */
export function isOf({ collectAt, bringTo, delivery }: Order, goods: Goods): boolean {
  const isSame = delivery.length === goods.delivery.length && delivery.every((units, d) => units === goods.delivery[d])
  return isSame && collectAt === undefined && (bringTo !== undefined) === goods.takes
}

function placesOf({ place, collectAt, bringTo }: Order): Place[] {
  return [place, ...(collectAt ? [collectAt.place] : []), ...(bringTo ? [bringTo.place] : [])]
}

function keyOf(courier: string, shift: number): string {
  return `${shift} ${courier}`
}

function reloadsLeft({ shift }: RouteSpec, { steps }: BegunRoute): number {
  return (shift.reload?.most ?? 0) - steps.filter(({ type }) => type === 'reload').length
}

/** What was picked up since the last loading, to be carried to the end of the trip. */
function pickedUp(day: Day, { steps }: BegunRoute, orders: ReadonlyMap<string, Order>): Load {
  const trip = steps.slice(steps.findLastIndex(({ type }) => type === 'reload') + 1)
  const visited = trip.flatMap((step) => (step.type === 'order' ? [orders.get(step.id)!] : [])).filter(({ bringTo }) => !bringTo)
  return Array.from({ length: day.dimensions }, (_, d) => visited.reduce((sum, { pickup }) => sum + pickup[d]!, 0))
}

/** The other end of an order that was picked up. */
function broughtOf({ id, pickup, skills, priority, delivery }: Order, end: OtherEnd): Order {
  return { id, ...end, delivery: pickup, pickup: delivery.map(() => 0), skills, priority }
}

const ranks = { first: 0, last: 2 } as const

function rankOf({ position }: Order): number {
  return position === undefined ? 1 : ranks[position]
}

function highestRank({ steps }: BegunRoute, orders: ReadonlyMap<string, Order>): number {
  return steps.reduce((most, step) => (isVisit(step) && 'id' in step ? Math.max(most, rankOf(orders.get(step.id)!)) : most), 0)
}

/** The steps without those that were made. */
function openSteps(steps: readonly PlanStep[], made: readonly PlanStep[]): PlanStep[] {
  if (startsWith(steps, made)) return steps.slice(made.length)
  const gone = new Set(made.map(textOf))
  let reloads = made.filter(({ type }) => type === 'reload').length
  return steps.filter((step) => {
    if (step.type === 'reload') return reloads-- <= 0
    return step.type !== 'via' && !gone.has(textOf(step))
  })
}

/** Whether the steps begin with these. */
export function startsWith(steps: readonly PlanStep[], made: readonly PlanStep[]): boolean {
  return steps.length >= made.length && made.every((step, i) => textOf(step) === textOf(steps[i]!))
}

function textOf(step: PlanStep): string {
  if (step.type === 'via') return `via ${textOfPlace(step.place)}`
  return step.type === 'reload' ? 'reload' : `${step.type} ${step.id}`
}

function textOfPlace(place: Place): string {
  return JSON.stringify(place)
}
