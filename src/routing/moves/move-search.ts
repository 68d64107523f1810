/** Iterated local search over routes that may be late: take strings out, put them back, descend, and go on from there or from before. */
import { assert } from '../../base/assert.ts'
import { refresh } from '../bounds.ts'
import type { Ground } from '../ground.ts'
import type { SearchTask } from '../search/search.ts'
import type { RouteSlabs } from '../slabs.ts'
import { canMove } from './can-move.ts'
import { Descent } from './descent.ts'
import { KeptRoutes } from './kept-routes.ts'
import type { MoveState } from './move-state.ts'
import { makeMoveTables } from './move-tables.ts'
import type { MoveTables } from './move-tables.ts'
import { adapt, firstRates, noPenaltiesYet, strictRates } from './penalties.ts'
import { putIn } from './put-in.ts'
import { takeRoute, takeStrings } from './strings.ts'
import { NEXT, PREV, PRICE, SHIFT } from './warp-routes.ts'
import type { WarpRoutes } from './warp-routes.ts'

/**
 * Share of rounds that take all of a route out and open no other one: where vans are nearly full, a plan with one courier less lies beyond
 * what strings reach.
 */
const WHOLE_ROUTES = 0.01

/** Chance that a place is passed over while putting back. */
const BLINK_RATE = 0.01

/**
 * Evaluations that an order is charged that is tried beside another one, all moves of the pair together: it takes about the time of three
 * gaps. And what a round is charged besides.
 */
const PAIR_CHARGE = 3
const ROUND_CHARGE = 32

/** Every 16 rounds somebody is asked whether to stop, and the temperature follows the clock: rounds of the other search are shorter. */
const ASK_EVERY = 15

/** What of a search's task the moves know. Nobody who is in a route loses that. */
export type MoveTask = Pick<
  SearchTask, 'absent' | 'evaluations' | 'pauseAt' | 'chance' | 'among' | 'untilAllServed' | 'warmest' | 'coldest' | 'done' | 'interrupted'
> & {
  /** Where an earlier search with the same task stopped, `chance` as it was then. */
  readonly from?: MoveState
  /** What was made for that search: saves making it again, and changes nothing. */
  readonly tables?: MoveTables | undefined
  /** What an earlier search spent of the same evaluations; nothing by default. */
  readonly before?: { readonly evaluations: number; readonly rounds: number }
}

/** What came of it. */
export interface MoveResult {
  /** The best routes found, every one legal: never worse than the start. Nobody who was absent is served before all of them are. */
  readonly best: RouteSlabs
  readonly absent: readonly number[]
  readonly evaluations: number
  readonly rounds: number
  readonly state: MoveState
  /** For who goes on with the state. */
  readonly tables: MoveTables
}

/**
 * Iterated local search. A round takes strings of orders out of neighbouring routes and puts them where they cost least [Christiaens &
 * Vanden Berghe 2020], late or too much at a price, as all that follows; descends by {@link Descent} around what changed; and is accepted
 * as in simulated annealing.
 * @returns `undefined` where the moves do not describe these routes, see {@link canMove}
 */
export function searchByMoves(ground: Ground, start: RouteSlabs, task: MoveTask): MoveResult | undefined {
  const { chance } = task
  const among = task.among ?? [...start.len.keys()]
  if (!canMove(ground, start, among, task.absent)) return undefined
  const planned = among.map((r) => stopsIn(start, r))
  const stops = task.from?.stops ?? [...planned.flat(), ...task.absent]
  if (stops.length === 0) return undefined
  const tables = task.tables ?? makeMoveTables(ground, among, stops)
  const { routes, near } = tables
  if (!routes.fits) return undefined

  const touched: number[] = []
  const isTouched = new Uint8Array(routes.routes)
  const touch = (r: number): void => {
    if (isTouched[r] === 1) return
    isTouched[r] = 1
    touched.push(r)
  }
  const descent = new Descent(routes, near, touch)

  let number = 0
  const first = planned.map((list) => list.map(() => number++))
  const lay = (lists: readonly (readonly number[])[]): void => lists.forEach((list, r) => routes.lay(r, list))
  lay(task.from?.best ?? first)
  const meanLeg = task.from?.meanLeg ?? meanLegOf(routes)
  const kept = new KeptRoutes(routes)
  kept.noteBest()
  let isServed = task.absent.length === 0 || (task.from !== undefined && task.from.best !== null)
  let bestPrice = isServed ? kept.total : Infinity
  const penalties = task.from ? { ...task.from.penalties } : noPenaltiesYet()
  const noteLegal = (): void => {
    if (kept.late + kept.full > 0 || kept.total >= bestPrice) return
    bestPrice = kept.total
    isServed = true
    kept.noteBest()
  }
  const before = task.from ?? task.before ?? { evaluations: 0, rounds: 0 }
  const descend = (): void => {
    for (let i = 0; i < number; i++) descent.push(i << SHIFT)
    descent.run((task.evaluations - before.evaluations) / PAIR_CHARGE)
    for (const r of touched) isTouched[r] = 0
    touched.length = 0
    for (let r = 0; r < routes.routes; r++) kept.keep(r)
    kept.reprice()
    if (number === stops.length) noteLegal()
  }
  if (task.from) {
    lay(task.from.current)
    routes.warpRate = task.from.warpRate
    routes.loadRate = task.from.loadRate
    routes.reprice()
    for (let r = 0; r < routes.routes; r++) kept.keep(r)
    kept.reprice()
  } else {
    // Nobody late at first: however short the search is, something is found.
    strictRates(routes, meanLeg)
    descend()
    firstRates(routes, meanLeg)
    kept.reprice()
    for (; number < stops.length; number++) if (!putIn(routes, near, number << SHIFT, 0, chance, touch)) return undefined
    descend()
  }

  const meanRouteLength = task.from?.meanRouteLength ?? stops.length / Math.max(1, planned.filter((list) => list.length > 0).length)
  const warmest = task.warmest === undefined ? meanLeg * 0.4 : task.warmest * routes.fineness
  const coldest = task.coldest === undefined ? meanLeg * 0.004 : task.coldest * routes.fineness
  const cooled = (done: number): number => warmest * Math.pow(coldest / warmest, Math.min(1, done))
  let temperature = cooled(task.done?.() ?? 0)
  let { rounds } = before
  let spent = before.evaluations + PAIR_CHARGE * descent.evaluations
  const pauseAt = Math.min(task.evaluations, task.pauseAt ?? Infinity)
  const standing = () => ({ evaluations: spent, rounds, cost: bestPrice / routes.fineness, absent: isServed ? 0 : task.absent.length })
  while (spent < pauseAt) {
    if (task.untilAllServed && isServed) break
    if ((rounds & ASK_EVERY) === ASK_EVERY && task.interrupted?.(standing())) break
    rounds++
    if (!task.done || (rounds & ASK_EVERY) === 0) temperature = cooled(task.done ? task.done() : spent / task.evaluations)
    const looked = descent.evaluations

    const seed = chance.below(stops.length) << SHIFT
    const isWhole = chance.unit() < WHOLE_ROUTES
    routes.opens = !isWhole
    const out = isWhole ? takeRoute(routes, seed, touch) : takeStrings(routes, near, seed, meanRouteLength, chance, touch, descent)
    chance.shuffle(out)
    for (const node of out) {
      putIn(routes, near, node, BLINK_RATE, chance, touch)
      descent.push(node)
      descent.push(routes.nodes[node + PREV]!)
      descent.push(routes.nodes[node + NEXT]!)
    }
    descent.run()
    spent += PAIR_CHARGE * (descent.evaluations - looked) + ROUND_CHARGE

    let change = 0
    let late = kept.late
    let full = kept.full
    for (const r of touched) {
      change += kept.change(r)
      late += kept.lateChange(r)
      full += kept.fullChange(r)
    }
    const isBest = late + full === 0 && kept.total + change < bestPrice
    if (isBest || change < -temperature * Math.log(chance.unit())) {
      for (const r of touched) kept.keep(r)
      noteLegal()
    } else {
      for (const r of touched) kept.bringBack(r)
    }
    for (const r of touched) isTouched[r] = 0
    touched.length = 0
    if (adapt(routes, penalties, meanLeg, late === 0, full === 0)) kept.reprice()
  }

  const current = among.map((_, i) => routes.numbersIn(i))
  const bestLists = isServed ? among.map((_, i) => kept.bestIn(i)) : null
  const { warpRate, loadRate } = routes
  const sofar = { evaluations: spent, rounds }
  const state = { routes: among, stops, current, best: bestLists, warpRate, loadRate, penalties, meanLeg, meanRouteLength, ...sofar }
  const found = bestLists ? written(ground, start, among, bestLists.map((list) => list.map((i) => stops[i]!))) : start
  // Rounding of paid hours, once per route, is not seen by the search.
  const isWorse = task.absent.length === 0 && found.totalCost() > start.totalCost()
  const best = found === start || isWorse ? start.copy() : found
  return { best, absent: isServed ? [] : task.absent, evaluations: spent, rounds, state, tables }
}

function stopsIn({ stopAt, width, len }: RouteSlabs, r: number): number[] {
  return [...stopAt.subarray(r * width + 1, r * width + 1 + len[r]!)]
}

/** Mean price of the legs that leave an order. */
function meanLegOf({ nodes, count }: WarpRoutes): number {
  let sum = 0
  for (let node = 0; node < count << SHIFT; node += 1 << SHIFT) sum += nodes[node + PRICE]!
  return Math.max(1, sum / count)
}

/** The start with the named routes as in the lists. */
function written(ground: Ground, start: RouteSlabs, among: readonly number[], lists: readonly (readonly number[])[]): RouteSlabs {
  const best = start.copy()
  for (const r of among) if (best.len[r]! > 0) best.unsplice(r, 1, best.len[r]!)
  lists.forEach((list, i) => {
    best.write(among[i]!, list, ground.stops.place, Array<number>(list.length + 1).fill(0))
    assert(refresh(ground, best, among[i]!), 'routes that are neither late nor too full are legal')
  })
  return best
}
