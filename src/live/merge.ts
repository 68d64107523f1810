/** Taking over routes that were improved elsewhere, wherever they still fit the day as it is by now. */
import { InputError } from '../base/errors.ts'
import type { Problem } from '../base/errors.ts'
import { Random } from '../base/random.ts'
import { readObject, throwIfAny } from '../base/read.ts'
import { legal } from '../model/legal.ts'
import type { Order, Plan, PlanRoute, PlanStep } from '../model/nouns.ts'
import { readPlan } from '../model/plan.ts'
import type { Place } from '../travel/place.ts'
import type { Objective } from '../routing/search/plan-search.ts'
import { couriersOf } from '../routing/slabs.ts'
import type { AnswerBasis } from './answer.ts'
import type { PlacedOrder } from './on-the-road.ts'
import { readObjective } from './improve-budget.ts'
import { orderOf, setsOf } from './route-sets.ts'
import type { DeskState } from './state.ts'

/** A plan that was made from a desk's snapshot, by whomever. */
export interface ImprovedPlan {
  readonly plan: Plan
  /** `basis()` of the desk when the snapshot was taken. Left out: all who are in the plan are as they were. */
  readonly basis?: AnswerBasis
  /** What is better: `cost` by default; `couriers-first` counts shifts in which somebody is served, and then the cost. */
  readonly objective?: Objective
}

/** Routes that trade orders among each other. */
export interface RouteSet {
  readonly routes: readonly { readonly courier: string; readonly shift: number }[]
  /** Orders that were booked or moved since the plan was made. */
  readonly newcomers: readonly string[]
}

/** Routes that stay as they are. */
export interface LeftRoutes extends RouteSet {
  /**
   * `dearer`: with the newcomers in them, the improved routes are no better than those of now. `no-room`: a newcomer does not fit into
   * them. `illegal`: they break a promise or a rule of the day as it is now.
   */
  readonly why: 'dearer' | 'no-room' | 'illegal'
}

/** What became of an improved plan. Routes that are the same in both are in neither list. */
export interface Merged {
  /** Integer cost of the routes. */
  readonly before: number
  readonly after: number
  /** Sets that were taken over whole, their newcomers put in again. */
  readonly taken: readonly RouteSet[]
  readonly left: readonly LeftRoutes[]
}

/** What a merge needs of a desk's settings. */
interface MergeRules {
  readonly seed: number
  /** Gaps that may be looked at for each newcomer that has no direct gap. */
  readonly repairEvaluations: number
}

/**
 * Takes over what is better, set of routes by set of routes: routes belong together that trade orders among each other. Whoever left since
 * is left out, whoever came since is put in again, and where that is illegal or no better, the set stays as it is. What has happened on the
 * road since then stays, too: of a route that has begun, the steps to come are taken over in their new order. Never makes the routes worse,
 * never drops a promise, and follows from the day and the plan alone.
 * @throws {InputError} where the plan is none of this day; nothing has changed then
 */
export function mergePlan(state: DeskState, rules: MergeRules, now: number, value: ImprovedPlan): Merged {
  const { plan, basis, objective } = readImproved(value, state)
  const merge = new Merge(state, rules, plan, basis, objective)
  const before = state.cost()
  const waiting: (readonly number[])[] = []
  const taken: RouteSet[] = []
  const left: LeftRoutes[] = []
  // Repairs move others as well, which may spoil other sets: they come last.
  for (const set of setsOf(state.rest.day, state.planLeft(), merge.wanted)) {
    const result = merge.attempt(set, false)
    if (result === undefined) continue
    if (!('why' in result)) taken.push(result)
    else if (result.why === 'no-room' && rules.repairEvaluations > 0) waiting.push(set)
    else left.push(result)
  }
  for (const set of waiting) {
    const result = merge.attempt(set, true)
    if (result === undefined) continue
    if ('why' in result) left.push(result)
    else taken.push(result)
  }
  if (taken.length > 0) state.nextImprovement(now)
  return { before, after: state.cost(), taken, left }
}

function readImproved(value: ImprovedPlan, state: DeskState): { plan: Plan; basis: AnswerBasis | undefined; objective: Objective } {
  const problems: Problem[] = []
  const fields = readObject(value, ['plan', 'basis', 'objective'], 'improved', problems)
  const objective = fields && readObjective(fields['objective'], 'improved.objective', problems)
  throwIfAny(problems)
  const basis = fields!['basis'] as AnswerBasis | undefined
  if (basis !== undefined && !Number.isSafeInteger((basis as { seq?: unknown } | null)?.seq)) {
    throw new InputError({ code: 'not-an-object', path: 'improved.basis', got: basis, remedy: 'give what basis() returned' })
  }
  return { plan: readPlan(fields!['plan'], state.day, 'improved.plan'), basis, objective: objective! }
}

/** What routes are compared by, the first first. */
interface Worth {
  readonly couriers: number
  readonly cost: number
}

function isBetter(one: Worth, other: Worth): boolean {
  return one.couriers !== other.couriers ? one.couriers < other.couriers : one.cost < other.cost
}

class Merge {
  /** The improved routes by handle, without those who left or came since. */
  readonly wanted: readonly PlanRoute[]
  private readonly state: DeskState
  private readonly rules: MergeRules
  private readonly improved: readonly (PlanRoute | undefined)[]
  private readonly basis: AnswerBasis | undefined
  private readonly objective: Objective
  private places: Map<string, Place> | undefined

  constructor(state: DeskState, rules: MergeRules, plan: Plan, basis: AnswerBasis | undefined, objective: Objective) {
    const open = (id: string) => state.placed(id)?.order
    const byKey = new Map(plan.routes.map((route) => [`${route.shift} ${route.courier}`, state.rest.cut(route, open)]))
    this.state = state
    this.rules = rules
    this.basis = basis
    this.objective = objective
    this.improved = state.day.routes.map(({ courier, shiftIndex }) => byKey.get(`${shiftIndex} ${courier.id}`))
    this.wanted = this.improved.map((_, r) => this.routeFor(r, () => []))
  }

  /** Takes the set over, or leaves everything as it was. @returns `undefined` where there is nothing to take */
  attempt(set: readonly number[], mayRepair: boolean): RouteSet | LeftRoutes | undefined {
    const { state } = this
    const { routing } = state
    const before = state.plan()
    const worth = this.worth()
    const now = this.routesNow(set, state.planLeft())
    const newcomers = this.newcomersIn(set, now)
    const isSame = set.every((r, i) => JSON.stringify(now[i]!.steps) === JSON.stringify(this.wanted[r]!.steps))
    if (isSame) return undefined
    const one: RouteSet = { routes: set.map((r) => this.nameOf(r)), newcomers: newcomers.map(({ order }) => order.id) }
    let first: LeftRoutes['why'] | undefined
    for (const routes of this.variantsOf(set)) {
      for (const { order, turn } of newcomers) {
        routing.remove(order.id)
        routing.enter(order, turn)
      }
      const why = this.takeOver(routes, newcomers, worth, mayRepair)
      if (why === undefined) return one
      state.restore(before)
      first ??= why
    }
    return { ...one, why: first ?? 'illegal' }
  }

  private takeOver(
    routes: readonly PlanRoute[], newcomers: readonly PlacedOrder[], worth: Worth, mayRepair: boolean,
  ): LeftRoutes['why'] | undefined {
    const { routing } = this.state
    if (!routing.adopt(routes)) return 'illegal'
    if (!isBetter(this.worth(), worth)) return 'dearer'
    for (const { order } of newcomers) {
      if (!routing.place(order.id) && !(mayRepair && this.repair(order))) return 'no-room'
      if (!isBetter(this.worth(), worth)) return 'dearer'
    }
    return undefined
  }

  private worth(): Worth {
    const { routing } = this.state
    return { couriers: this.objective === 'cost' ? 0 : couriersOf(routing.slabs), cost: routing.cost() }
  }

  /** Makes room for an order that has no gap by moving others. @returns false where none was found */
  private repair(order: Order): boolean {
    const { seed, repairEvaluations } = this.rules
    const chance = new Random(seed).fork('merge')
    const { found } = this.state.routing.rearrange(order, order.windows, { evaluations: repairEvaluations, chance })
    return found[0] !== undefined && this.state.routing.adopt(found[0].routes)
  }

  /** The improved routes, and the same driving through where those who left were: as far as the judge finds nothing. */
  private variantsOf(set: readonly number[]): PlanRoute[][] {
    const without = set.map((r) => this.wanted[r]!)
    const through = set.map((r) => this.routeFor(r, (id) => this.viaOf(id)))
    const differ = through.some(({ steps }, i) => steps.length !== without[i]!.steps.length)
    return (differ ? [without, through] : [without]).filter((routes) => this.isLegal(routes))
  }

  private isLegal(routes: readonly PlanRoute[]): boolean {
    const orders: Order[] = []
    for (const { steps } of routes) for (const step of steps) if (step.type === 'order') orders.push(this.placed(step.id)!.order)
    return legal(this.state.rest.day, orders, { routes }).length === 0
  }

  /** The improved route of a shift with what stands in place of those who left or came since; its breaks alone where nobody is left. */
  private routeFor(r: number, insteadOf: (id: string) => readonly PlanStep[]): PlanRoute {
    const steps: PlanStep[] = []
    let served = 0
    for (const step of this.improved[r]?.steps ?? []) {
      const id = orderOf(step)
      if (id === undefined || this.stays(id)) steps.push(step)
      else if (step.type === 'order') steps.push(...insteadOf(id))
      if (id !== undefined && this.stays(id)) served++
    }
    return served > 0 ? { ...this.nameOf(r), steps } : this.idle(r)
  }

  /** Whether the order is what it was when the plan was made. */
  private stays(id: string): boolean {
    const placed = this.placed(id)
    return placed !== undefined && (this.basis === undefined || placed.turn <= this.basis.seq)
  }

  private placed(id: string): PlacedOrder | undefined {
    return this.state.placed(id)
  }

  /** The place where an order was that has left, or been moved in time. */
  private viaOf(id: string): PlanStep[] {
    this.places ??= new Map([...this.state.ledger.bookings.values()].map(({ order }) => [order.id, order.place]))
    const place = this.places.get(id)
    return place === undefined ? [] : [{ type: 'via', place }]
  }

  private routesNow(set: readonly number[], plan: Plan): PlanRoute[] {
    const byKey = new Map(plan.routes.map((route) => [`${route.shift} ${route.courier}`, route]))
    return set.map((r) => {
      const { courier, shift } = this.nameOf(r)
      return byKey.get(`${shift} ${courier}`) ?? this.idle(r)
    })
  }

  private idle(r: number): PlanRoute {
    const { rest } = this.state
    const breaks = rest.day.routes[r]!.shift.breaks.map(({ id }): PlanStep => ({ type: 'break', id }))
    const { steps } = rest.cut({ ...this.nameOf(r), steps: [] }, () => undefined)
    return { ...this.nameOf(r), steps: [...steps, ...breaks] }
  }

  /** Who is in the routes now and has no place in the improved ones: narrow windows first, then by turn. */
  private newcomersIn(set: readonly number[], now: readonly PlanRoute[]): PlacedOrder[] {
    const kept = new Set(set.flatMap((r) => this.wanted[r]!.steps.map(orderOf)))
    const newcomers: PlacedOrder[] = []
    for (const { steps } of now) {
      for (const step of steps) if (step.type === 'order' && !kept.has(step.id)) newcomers.push(this.placed(step.id)!)
    }
    const width = ({ order }: PlacedOrder) => order.windows[0]!.end - order.windows[0]!.start
    return newcomers.sort((a, b) => width(a) - width(b) || a.turn - b.turn)
  }

  private nameOf(r: number): { courier: string; shift: number } {
    const { courier, shiftIndex } = this.state.day.routes[r]!
    return { courier: courier.id, shift: shiftIndex }
  }
}
