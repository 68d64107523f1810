/** Fewest couriers first, then least cost. */
import { assert } from '../../base/assert.ts'
import type { Random } from '../../base/random.ts'
import { refresh } from '../bounds.ts'
import type { Ground } from '../ground.ts'
import type { Neighbours } from '../neighbours.ts'
import type { RouteSlabs } from '../slabs.ts'
import { OWN } from '../stops.ts'
import { leastRoutes } from './least-routes.ts'
import type { SearchResult, SearchTask } from './search.ts'
import { begin, resultOf, search } from './search.ts'
import { Stages } from './stages.ts'

/** Shares of the budget: until when absent stops are only served, and until when routes are closed. The rest lowers the cost. */
const SERVING = 0.1
const CLOSING = 0.5

/** Ways to do with a route fewer that are tried in turn. */
const MOST_WAYS = 8

/** The first turn of each way, as a share of the whole budget; turns get longer by half. */
const FIRST_TURN = 0.01
const LONGER = 1.5

/** Cooling stands still while routes are closed, at this share of the mean leg. */
const WARMTH = 0.1

/** A way to do with one route fewer: which routes are left, and how far the search for it is. */
interface Way {
  readonly among: readonly number[]
  routes: RouteSlabs
  absent: readonly number[]
}

/**
 * As few routes as can be found that serve whoever is served, and then the least cost with no more of them. As in the fleet minimisation of
 * SISR [Christiaens & Vanden Berghe 2020], the route is closed whose stops have been absent least, and ruin and recreate go on, by the sums
 * of absences, until all are served. Other than there, fleets are mixed: a route of each kind is tried, and two for an idle one.
 * @param lower lowers the cost of routes in which the task's `from` is full
 */
export function fewestCouriers(
  ground: Ground, start: RouteSlabs, neighbours: Neighbours, task: SearchTask, lower: (task: SearchTask) => SearchResult,
): SearchResult {
  const { chance, mayDrop = false } = task
  const stages = new Stages(task, task.from)
  const wasLowering = stages.done() >= CLOSING
  let plan = task.from?.best ?? start
  let absent = task.from?.bestAbsent ?? task.absent
  const absences = task.from?.absences ?? new Float64Array(ground.stops.rows)
  const note = () => {
    stages.cost = plan.totalCost()
    stages.absent = absent.length
  }
  note()
  if (absent.length > 0 && stages.done() < SERVING && !stages.over) {
    const served = search(ground, plan, neighbours, { ...stages.until(SERVING), absent, chance, mayDrop, untilAllServed: true })
    stages.add(served)
    plan = served.best
    absent = served.absent
    note()
  }
  const least = leastRoutes(ground, plan)
  while (usedRoutes(plan).length > least && stages.done() < CLOSING && !stages.over) {
    const fewer = closeOne(ground, plan, neighbours, chance, stages, absences)
    if (fewer === undefined) break
    plan = fewer
    note()
  }
  const among = usedRoutes(plan)
  const { evaluations, rounds } = stages
  const goesOn = wasLowering && task.from !== undefined && usedRoutes(task.from.current).every((r) => among.includes(r))
  const { among: _, ...whole } = task
  const from = goesOn ? task.from! : { ...begin(ground, plan, { ...whole, absent }), absences, evaluations, rounds }
  if (stages.over) return resultOf(from)
  return lower({ ...task, absent, among, from })
}

/** The same stops in one route fewer, or `undefined` where the share of the budget is spent first. */
function closeOne(
  ground: Ground, plan: RouteSlabs, neighbours: Neighbours, chance: Random, stages: Stages, absences: Float64Array,
): RouteSlabs | undefined {
  const ways = waysToClose(ground, plan, absences)
  const warmth = WARMTH * meanLeg(plan)
  let turn = ways.length > 1 ? FIRST_TURN : CLOSING
  for (let next = 0; ways.length > 0 && stages.done() < CLOSING && !stages.over; next++) {
    const way = ways[next % ways.length]!
    const end = Math.min(CLOSING, stages.done() + turn)
    const { best, absent, last, lastAbsent, ...spent } = search(ground, way.routes, neighbours, {
      ...stages.until(end), absent: way.absent, among: way.among, chance, absences, alike: true, untilAllServed: true,
      warmest: warmth, coldest: warmth,
    })
    stages.add(spent)
    if (absent.length === 0) return withRoutes(ground, plan, best, way.among)
    way.routes = last
    way.absent = lastAbsent
    if (next % ways.length === ways.length - 1) turn *= LONGER
  }
  return undefined
}

/** A route of each kind to do without, those first whose stops are least stubborn; and two of them for an idle one of another kind. */
function waysToClose(ground: Ground, plan: RouteSlabs, absences: Float64Array): Way[] {
  const { fleet } = ground
  const used = usedRoutes(plan)
  const loss = new Map(used.map((r) => [r, stopsOf(plan, r).reduce((sum, stop) => sum + absences[stop]!, 0)]))
  const easiest = used.toSorted((a, b) => loss.get(a)! - loss.get(b)! || plan.len[a]! - plan.len[b]! || a - b)
  const firstOfKind = (routes: readonly number[]) => [...new Map(routes.toReversed().map((r) => [fleet.twin[r]!, r])).values()].toReversed()
  const ways = firstOfKind(easiest).map((r) => wayWithout(ground, plan, used, [r], []))
  const idle = firstOfKind([...plan.len.keys()].filter((r) => plan.len[r] === 0))
  for (const r of idle) {
    const others = easiest.filter((other) => fleet.twin[other] !== fleet.twin[r])
    if (others.length >= 2) ways.push(wayWithout(ground, plan, used, others.slice(0, 2), [r]))
  }
  return ways.slice(0, MOST_WAYS)
}

function wayWithout(
  ground: Ground, plan: RouteSlabs, used: readonly number[], closed: readonly number[], opened: readonly number[],
): Way {
  const { role } = ground.stops
  // The other ends come along, and nobody needs to be driven through a place any more.
  const absent = closed.flatMap((r) => stopsOf(plan, r)).filter((stop) => role[stop] === OWN)
  return { among: [...used.filter((r) => !closed.includes(r)), ...opened].sort((a, b) => a - b), routes: plan, absent }
}

/** The plan with the routes `among` as they are in the other; the others that had these stops are empty. */
function withRoutes(ground: Ground, plan: RouteSlabs, other: RouteSlabs, among: readonly number[]): RouteSlabs {
  const changed = plan.copy()
  const stay = new Set(among)
  for (const r of usedRoutes(plan)) {
    if (stay.has(r)) continue
    changed.unsplice(r, 1, changed.len[r]!)
    const legal = refresh(ground, changed, r)
    assert(legal, 'a courier may stay at home')
  }
  for (const r of among) changed.takeRoute(other, r)
  return changed
}

function usedRoutes(plan: RouteSlabs): number[] {
  return [...plan.len.keys()].filter((r) => plan.len[r]! > 0)
}

function stopsOf(plan: RouteSlabs, r: number): number[] {
  return [...plan.stopAt.subarray(r * plan.width + 1, r * plan.width + 1 + plan.len[r]!)]
}

function meanLeg(plan: RouteSlabs): number {
  let legs = 0
  for (const length of plan.len) if (length > 0) legs += length + 1
  return Math.max(1, plan.totalCost() / Math.max(1, legs))
}
