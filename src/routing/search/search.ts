/** The search: ruin a few neighbouring routes, rebuild them, keep what is better, and sometimes what is a little worse. */
import type { Random } from '../../base/random.ts'
import { refresh } from '../bounds.ts'
import { insertCheapest } from '../gaps/edit.ts'
import { GapScan } from '../gaps/gaps.ts'
import type { Ground } from '../ground.ts'
import type { MoveState } from '../moves/move-state.ts'
import type { MoveTables } from '../moves/move-tables.ts'
import type { Neighbours } from '../neighbours.ts'
import { dropReloads } from '../reloads.ts'
import { Reach } from '../gaps/reach.ts'
import type { TreeLayout } from '../gaps/route-boxes.ts'
import { routesDiffer } from '../plan-routes.ts'
import { Absence } from './absence.ts'
import { EVALUATIONS_PER_ROUND, FORESEEN_AFTER, cooled, hasHeats, heatAt, heated, steadilyCooled, usualCooling } from './cooling.ts'
import { report, ruin } from './ruin.ts'
import type { RuinObserver } from './ruin.ts'
import { sortForRecreate } from './recreate-order.ts'
import { RouteSlabs } from '../slabs.ts'
import { RELOAD, VIA } from '../stops.ts'

/** Chance that a gap is passed over while rebuilding, as published. */
const BLINK_RATE = 0.01

/**
 * Evaluations that a round is charged besides the gaps it looks at: taking out, sorting and putting back cost about as much. On a day of
 * three stops that is nearly all there is.
 */
const ROUND_CHARGE = 32

/** What a search is asked to do. */
export interface SearchTask {
  /** Stops of the table that are in no route yet. */
  readonly absent: readonly number[]
  /** Gaps that may be looked at in all; the last round may look at some more. */
  readonly evaluations: number
  /** Evaluations after which the search stops for now, while the cooling follows `evaluations`. */
  readonly pauseAt?: number
  /** Where an earlier search with the same task stopped, `chance` as it was then: goes on as if it had never stopped, and uses it up. */
  readonly from?: SearchState
  readonly chance: Random
  /** Whether a stop that is in a route may lose its place to absent ones of more priority; a promised one never does. */
  readonly mayDrop?: boolean
  /** Stop as soon as nobody is absent. */
  readonly untilAllServed?: boolean
  /** Routes that may change; all by default. The others neither lose nor gain a stop, and the empty ones stay empty. */
  readonly among?: readonly number[]
  /** Whether all absent stops count alike, whatever their priority. */
  readonly alike?: boolean
  /** How often each stop was absent before, by row; counted on. Nothing by default. */
  readonly absences?: Float64Array
  /** Start and end of one cooling, in cost units; by default there are several, and they begin at a fraction of the mean leg. */
  readonly warmest?: number
  readonly coldest?: number
  /** How much of the search is done, 0 to 1: what the cooling follows. The share of the evaluations by default. */
  readonly done?: () => number
  /** Asked every 16 to 64 rounds; true stops the search. */
  readonly interrupted?: (standing: SearchStanding) => boolean
}

/** How far a search is: evaluations and rounds in all, cost of the best routes, and how many stops are in none of them. */
export interface SearchStanding {
  readonly evaluations: number
  readonly rounds: number
  readonly cost: number
  readonly absent: number
}

/** A search between two rounds: with its task and its chance, all that it needs to go on as if it had never stopped. */
export interface SearchState {
  /** The routes that it is at, the best that it found, and the stops that are in none of them. */
  readonly current: RouteSlabs
  readonly absent: readonly number[]
  readonly best: RouteSlabs
  readonly bestAbsent: readonly number[]
  /** The stops in routes when it began, route by route, and those in none. */
  readonly planned: readonly number[]
  readonly unplanned: readonly number[]
  /** By stop: how often it was absent. */
  readonly absences: Float64Array
  readonly meanRouteLength: number
  readonly warmest: number
  readonly coldest: number
  readonly evaluations: number
  readonly rounds: number
  /** Gaps until the next one is passed over; `undefined` where that is not drawn yet. */
  readonly untilBlink: number | undefined
  /** Of the tree over the routes, where there is one. */
  readonly layout: TreeLayout | undefined
  /** Where moves are, if it has come to them: from then on the routes that it is at may be late or too full, and stand there alone. */
  readonly moves: MoveState | undefined
  /** What was made for them, as long as nobody has turned the state into data. */
  readonly tables?: MoveTables
}

/** What came of it. */
export interface SearchResult {
  /** The best routes found: most priority served, then most stops, then least cost. Never worse than the start. Those `among` only. */
  readonly best: RouteSlabs
  readonly absent: readonly number[]
  /** Where the annealing ended, for who goes on from there: it may cost more than the start and leave promised stops out. */
  readonly last: RouteSlabs
  readonly lastAbsent: readonly number[]
  /** In all, those before a stop included. */
  readonly evaluations: number
  readonly rounds: number
  /** For who goes on with the very same search. */
  readonly state: SearchState
}

/**
 * Slack induction by string removals [Christiaens & Vanden Berghe 2020]: simulated annealing over ruin and recreate, with the
 * absence counters of its fleet minimisation while somebody is absent. Every route of every visited plan is legal; only absence is allowed.
 */
export function search(ground: Ground, start: RouteSlabs, neighbours: Neighbours, task: SearchTask): SearchResult {
  const { chance } = task
  const from = task.from ?? begin(ground, start, task)
  const { current, best, planned, unplanned, absences, meanRouteLength } = from
  // Where legs lie in tables it is quicker to look at all routes; and of idle ones of a kind the reach knows the first only.
  const reach = ground.legs.tabled || task.among ? undefined : new Reach(ground, current, from.layout)
  current.watcher = reach
  const kept = copyOf(ground, current, task.among)
  const scan = new GapScan(ground)
  if (task.among) scan.skip = skipOthers(ground, task.among)
  scan.blink(BLINK_RATE, chance, from.untilBlink)

  const { stops } = ground
  const rows = stops.rows
  current.fitStops(rows)
  let { absent, bestAbsent } = from
  const absence = new Absence(ground, planned, absences, task)
  let cost = current.totalCost() + absence.missed(absent)
  let bestCost = best.totalCost() + absence.missed(bestAbsent)
  let bestLoss = absence.loss(bestAbsent)
  const seeds = [...planned.filter((stop) => stops.role[stop] !== VIA), ...unplanned]
  const allServed = () => task.untilAllServed === true && absence.count(bestAbsent) === 0
  if (seeds.length === 0 || allServed()) return resultOf({ ...from, untilBlink: scan.untilBlink })

  const touched: number[] = []
  const isTouched = new Uint8Array(ground.fleet.routes)
  const dirty: number[] = []
  const isDirty = new Uint8Array(ground.fleet.routes)
  if (task.from) {
    for (let r = 0; r < ground.fleet.routes; r++) if (routesDiffer(current, best, r)) dirty.push(r)
    for (const r of dirty) isDirty[r] = 1
  }
  let pool: number[] = []
  const touch = (r: number) => {
    if (isTouched[r] === 1) return
    isTouched[r] = 1
    touched.push(r)
    kept.takeRoute(current, r)
  }
  const observer = { touch, taken: (stop: number) => pool.push(stop) }

  let { rounds, evaluations: spent } = from
  const pauseAt = Math.min(task.evaluations, task.pauseAt ?? Infinity)
  const standing = () => ({ evaluations: spent, rounds, cost: bestCost - absence.missed(bestAbsent), absent: bestAbsent.length })
  const usual = task.warmest === undefined
  let isLong = usual && !task.done && hasHeats(task.evaluations / EVALUATIONS_PER_ROUND, seeds.length)
  let isForeseen = !usual || !task.done
  let done = task.done?.() ?? spent / task.evaluations
  while (spent < pauseAt) {
    if ((rounds & 63) === 63 && task.interrupted?.(standing())) break
    rounds++
    const temperature = isLong ? heated(from, done) : usual ? steadilyCooled(from, done) : cooled(from, done)

    const looked = scan.evaluations
    const seed = absent.length > 0 && chance.unit() < 0.5 ? absent[chance.below(absent.length)]! : seeds[chance.below(seeds.length)]!
    pool = []
    ruin(stops, current, neighbours, seed, meanRouteLength, chance, observer)
    for (const r of touched) settle(ground, current, r, observer)
    for (const stop of absent) pool.push(stop)
    sortForRecreate(ground, pool, chance)

    const stillAbsent: number[] = []
    for (const stop of pool) {
      if (!insertCheapest(ground, current, scan, stop, touch, reach, absence.price[stop])) stillAbsent.push(stop)
    }
    spent += scan.evaluations - looked + ROUND_CHARGE
    let newCost = cost + absence.missed(stillAbsent) - absence.missed(absent)
    for (const r of touched) newCost += current.cost[r]! - kept.cost[r]!

    const verdict = absence.compare(stillAbsent, absent)
    const accepted = verdict < 0 || (verdict === 0 && newCost < cost - temperature * Math.log(chance.unit()))
    absence.note(stillAbsent)
    if (accepted) {
      absent = stillAbsent
      cost = newCost
      for (const r of touched) {
        if (isDirty[r] === 0) dirty.push(r)
        isDirty[r] = 1
      }
      const loss = absence.loss(absent)
      const better = loss - bestLoss || absence.count(absent) - absence.count(bestAbsent) || cost - bestCost
      if (better < 0) {
        for (const r of dirty) {
          best.takeRoute(current, r)
          isDirty[r] = 0
        }
        dirty.length = 0
        bestAbsent = absent
        bestCost = cost
        bestLoss = loss
      }
    } else {
      for (const r of touched) current.takeRoute(kept, r)
    }
    for (const r of touched) isTouched[r] = 0
    touched.length = 0
    const doneBefore = done
    if (!task.done) done = spent / task.evaluations
    else if ((rounds & 63) === 0) done = task.done()
    if (!isForeseen && rounds >= FORESEEN_AFTER && done > 0) {
      isForeseen = true
      isLong = hasHeats(rounds / done, seeds.length)
    }
    if (isLong && heatAt(done) > heatAt(doneBefore)) {
      for (const r of dirty) {
        current.takeRoute(best, r)
        isDirty[r] = 0
      }
      dirty.length = 0
      absent = bestAbsent
      cost = bestCost
    }
    reach?.settle()
    if (allServed()) break
  }
  current.watcher = undefined
  return resultOf({ ...from, absent, bestAbsent, evaluations: spent, rounds, untilBlink: scan.untilBlink, layout: reach?.layout() })
}

export function resultOf(state: SearchState): SearchResult {
  const { best, bestAbsent, current, absent, evaluations, rounds } = state
  return { best, absent: bestAbsent, last: current, lastAbsent: absent, evaluations, rounds, state }
}

/** A search from other routes, as far as an earlier one. */
export function beginAgain(ground: Ground, start: RouteSlabs, task: SearchTask, earlier: SearchState): SearchState {
  const { warmest, coldest, evaluations, rounds } = earlier
  return { ...begin(ground, start, task), warmest, coldest, evaluations, rounds }
}

/** A search before its first round. */
export function begin(ground: Ground, start: RouteSlabs, task: SearchTask): SearchState {
  const { fleet, stops } = ground
  const current = copyOf(ground, start, task.among)
  const absent = [...task.absent]
  const planned = plannedStops(ground, current)
  let usedRoutes = 0
  for (let r = 0; r < fleet.routes; r++) if (current.len[r]! > 0) usedRoutes++
  const usual = usualCooling(Math.max(1, current.totalCost() / Math.max(1, planned.length + usedRoutes)))
  return {
    current, absent, best: copyOf(ground, start, task.among), bestAbsent: absent, planned, unplanned: absent,
    absences: task.absences ?? new Float64Array(stops.rows),
    meanRouteLength: Math.max(1, planned.length / Math.max(1, usedRoutes)),
    warmest: task.warmest ?? usual.warmest,
    coldest: task.coldest ?? usual.coldest,
    evaluations: 0, rounds: 0, untilBlink: undefined, layout: undefined, moves: undefined,
  }
}

/** The named routes alone, or all. */
function copyOf(ground: Ground, slabs: RouteSlabs, among: readonly number[] | undefined): RouteSlabs {
  if (among === undefined) return slabs.copy()
  const copy = new RouteSlabs(ground.fleet, ground.legs, slabs.width, slabs.routeOf.length)
  for (const r of among) copy.takeRoute(slabs, r)
  return copy
}

/** Marks all routes but these. */
function skipOthers(ground: Ground, among: readonly number[]): Uint8Array {
  const skip = new Uint8Array(ground.fleet.routes).fill(1)
  for (const r of among) skip[r] = 0
  return skip
}

/** Stops in routes but for reloads, route by route: in an order that follows from the routes, whatever the handles. */
function plannedStops({ fleet, stops }: Ground, slabs: RouteSlabs): number[] {
  const planned: number[] = []
  for (let r = 0; r < fleet.routes; r++) {
    for (let at = r * slabs.width + 1; at <= r * slabs.width + slabs.len[r]!; at++) {
      const stop = slabs.stopAt[at]!
      if (stops.role[stop] !== RELOAD) planned.push(stop)
    }
  }
  return planned
}

/**
 * Bounds after a ruin. Where leaving stops out made the route late, stops that stayed are taken out too until it is legal. Reloads that are
 * not needed any more go; recreating brings them back.
 */
function settle(ground: Ground, slabs: RouteSlabs, r: number, observer: Pick<RuinObserver, 'taken'>): void {
  while (!refresh(ground, slabs, r)) {
    const last = slabs.len[r]!
    const stop = slabs.stopAt[r * slabs.width + last]!
    slabs.unsplice(r, last, 1)
    report(ground.stops, slabs, stop, observer)
  }
  dropReloads(ground, slabs, r)
}
