/** A stopped search as plain data, by the names of orders, so that another process can go on with it. */
import { assert } from '../../base/assert.ts'
import { InputError } from '../../base/errors.ts'
import { Random } from '../../base/random.ts'
import type { RandomState } from '../../base/random.ts'
import type { PlanRoute, PlanStep } from '../../model/nouns.ts'
import { refresh } from '../bounds.ts'
import type { TreeLayout } from '../gaps/route-boxes.ts'
import type { StoppedSearch } from '../improve.ts'
import type { Insides } from '../insides.ts'
import { planRoute, stepOf } from '../plan-routes.ts'
import { RouteSlabs } from '../slabs.ts'
import { OTHER, RELOAD } from '../stops.ts'
import { isPausedMoves, pauseMoves, resumeMoves } from './paused-moves.ts'
import type { PausedMoves } from './paused-moves.ts'
import type { SearchState } from './search.ts'

/** A reload among the visits of a route. */
const RELOADS = -1

/** A route that the search was at. */
interface PausedRoute {
  readonly courier: string
  readonly shift: number
  /** Indices in `stops`, −1 for a reload. */
  readonly visits: readonly number[]
  /** How many breaks follow each visit; the first number is of those that follow the start. */
  readonly breaks: readonly number[]
}

/** JSON data: all that a search needs to go on as if it had never stopped. */
export interface PausedSearch {
  readonly chance: RandomState
  readonly evaluations: number
  readonly rounds: number
  /** Who was in the routes when it began, route by route, and then who was in none. */
  readonly stops: readonly PlanStep[]
  readonly planned: number
  /** Indices in `stops`: who is in none of the routes that it is at, and of the best. */
  readonly absent: readonly number[]
  readonly bestAbsent: readonly number[]
  /** How often each of the stops was absent. */
  readonly absences: readonly number[]
  readonly current: readonly PausedRoute[]
  readonly best: readonly PlanRoute[]
  readonly meanRouteLength: number
  readonly warmest: number
  readonly coldest: number
  readonly untilBlink: number | null
  readonly layout: TreeLayout | null
  /** `null` as long as the search is by ruin and recreate. */
  readonly moves: PausedMoves | null
}

/** The search as data. */
export function pauseSearch(inside: Insides, { state, chance }: StoppedSearch): PausedSearch {
  const { day, grid, ground } = inside
  const { stops } = ground
  const all = [...state.planned, ...state.unplanned]
  const indexOf = new Map(all.map((stop, i) => [stop, i]))
  const index = (stop: number) => {
    const i = indexOf.get(stop)
    assert(i !== undefined, 'a search has no other stops than it began with')
    return i
  }
  const current: PausedRoute[] = []
  for (const { handle: r, courier, shiftIndex } of day.routes) {
    const { len, width, stopAt, breaksOn } = state.current
    if (len[r] === 0) continue
    const visits = stopAt.subarray(r * width + 1, r * width + 1 + len[r]!)
    current.push({
      courier: courier.id,
      shift: shiftIndex,
      visits: Array.from(visits, (stop) => (stops.role[stop] === RELOAD ? RELOADS : index(stop))),
      breaks: [...breaksOn.subarray(r * width, r * width + 1 + len[r]!)],
    })
  }
  const { evaluations, rounds, meanRouteLength, warmest, coldest } = state
  return {
    chance: chance.state(), evaluations, rounds,
    stops: all.map((stop) => ({ ...stepOf(grid, stops, stop) })),
    planned: state.planned.length,
    absent: state.absent.map(index),
    bestAbsent: state.bestAbsent.map(index),
    absences: all.map((stop) => state.absences[stop]!),
    current,
    best: routesOf(inside, state.best),
    meanRouteLength, warmest, coldest,
    untilBlink: state.untilBlink ?? null,
    layout: state.layout ?? null,
    moves: state.moves ? pauseMoves(day, state.moves) : null,
  }
}

function routesOf({ day, grid, ground }: Insides, slabs: RouteSlabs): PlanRoute[] {
  return day.routes.filter(({ handle }) => slabs.len[handle]! > 0).map(({ handle }) => planRoute(day, grid, ground.stops, slabs, handle))
}

/**
 * The search that was paused. Where orders or routes are others than at the time, it goes on from them as they are, as soon as it is asked.
 * @throws {InputError} `snapshot-mismatch` where the data is damaged
 */
export function resumeSearch(inside: Insides, value: unknown, path: string): StoppedSearch {
  const paused = readPaused(value, path)
  const chance = new Random(paused.chance)
  const state = stateOf(inside, paused)
  if (state) return { state, version: inside.version(), chance }
  const { evaluations, rounds, warmest, coldest } = paused
  // Only these count for a search that begins again.
  const nothing = { planned: [], unplanned: [], absent: [], bestAbsent: [], absences: new Float64Array(0), meanRouteLength: 1 }
  const cooling = { evaluations, rounds, warmest, coldest, untilBlink: undefined, layout: undefined, moves: undefined }
  return { state: { current: inside.slabs, best: inside.slabs, ...nothing, ...cooling }, version: NaN, chance }
}

/** `undefined` where these are not the orders or not the routes. */
function stateOf(inside: Insides, paused: PausedSearch): SearchState | undefined {
  const { slabs, ground } = inside
  const all = stopsOf(inside, paused.stops)
  if (all === undefined) return undefined
  const routes = routesOf(inside, slabs)
  if (JSON.stringify(routes) !== JSON.stringify(paused.best)) return undefined
  const current = currentOf(inside, paused, all)
  if (current === undefined) return undefined
  if (![...paused.absent, ...paused.bestAbsent].every((i) => all[i] !== undefined)) return undefined
  if (paused.layout && !isOrderOf(paused.layout.routeAt, ground.fleet.routes)) return undefined
  const moves = paused.moves ? resumeMoves(inside, paused.moves, all) : undefined
  if (paused.moves && !moves) return undefined
  const absences = new Float64Array(ground.stops.rows)
  all.forEach((stop, i) => (absences[stop] = paused.absences[i]!))
  const named = (list: readonly number[]) => list.map((i) => all[i]!)
  const { evaluations, rounds, meanRouteLength, warmest, coldest } = paused
  return {
    current, absent: named(paused.absent), best: slabs.copy(), bestAbsent: named(paused.bestAbsent),
    planned: all.slice(0, paused.planned), unplanned: all.slice(paused.planned), absences,
    meanRouteLength, warmest, coldest, evaluations, rounds,
    untilBlink: paused.untilBlink ?? undefined,
    layout: paused.layout ?? undefined,
    moves,
  }
}

/** The stops of these names: each once, and all that there are. */
function stopsOf({ stopOf, vias, grid, ground }: Insides, steps: readonly PlanStep[]): number[] | undefined {
  const { stops } = ground
  const free = [...vias.stops].sort((a, b) => a - b)
  const found: number[] = []
  let own = 0
  for (const step of steps) {
    let stop: number | undefined
    if (step.type === 'via') {
      const place = grid.find(step.place)
      const at = free.findIndex((via) => stops.place[via] === place)
      stop = at < 0 ? undefined : free.splice(at, 1)[0]
    } else if (step.type === 'order' || step.type === 'collect' || step.type === 'bring') {
      const first = stopOf.get(step.id)
      stop = step.type === 'order' ? first : first === undefined ? undefined : stops.other[first]
      if (step.type === 'order') own++
    }
    if (stop === undefined || stop < 0) return undefined
    found.push(stop)
  }
  return free.length === 0 && own === stopOf.size && new Set(found).size === found.length ? found : undefined
}

/** The routes that the search was at; `undefined` where they are not legal as things are now. */
function currentOf({ day, ground, slabs }: Insides, paused: PausedSearch, all: readonly number[]): RouteSlabs | undefined {
  const { fleet, legs, stops } = ground
  const current = new RouteSlabs(fleet, legs, slabs.width, stops.rows)
  const routes = new Map(paused.current.map((route) => [`${route.shift} ${route.courier}`, route]))
  const taken = new Set<number>()
  for (const { handle: r, courier, shiftIndex, shift } of day.routes) {
    const route = routes.get(`${shiftIndex} ${courier.id}`)
    if (route === undefined) {
      if (!refresh(ground, current, r)) return undefined
      continue
    }
    let reloads = 0
    const visits = route.visits.map((i) => (i === RELOADS ? stops.reloadFirst[r]! + reloads++ : all[i]!))
    const breaks = route.breaks.reduce((sum, count) => sum + count, 0)
    if (reloads > fleet.reloadMost[r]! || breaks !== shift.breaks.length || route.breaks.length !== visits.length + 1) return undefined
    if (visits.some((stop) => stop === undefined || taken.has(stop) || !stops.isSuited(stop, r))) return undefined
    for (const stop of visits) taken.add(stop)
    current.write(r, visits, stops.place, route.breaks)
    if (!refresh(ground, current, r)) return undefined
  }
  // Both ends of an order are absent together, and its own stop stands for them.
  const absent = new Set(paused.absent.map((i) => all[i]))
  const ownOf = (stop: number) => (stops.role[stop] === OTHER ? stops.other[stop]! : stop)
  return all.every((stop) => current.routeOf[stop]! < 0 === absent.has(ownOf(stop))) ? current : undefined
}

function isOrderOf(routeAt: readonly number[], routes: number): boolean {
  return routeAt.length === routes && new Set(routeAt).size === routes && routeAt.every((r) => r >= 0 && r < routes)
}

function readPaused(value: unknown, path: string): PausedSearch {
  const paused = (value ?? {}) as PausedSearch
  const bad = (field: string, got: unknown) => {
    throw new InputError({ code: 'snapshot-mismatch', path: `${path}.${field}`, got, remedy: 'give what a search that stopped handed out' })
  }
  const { chance, stops, absences, current, best, planned, layout, untilBlink, moves } = paused
  if (!isWholes(chance) || chance.length !== 4) bad('chance', chance)
  for (const field of ['evaluations', 'rounds', 'planned'] as const) {
    if (!isWhole(paused[field]) || paused[field] < 0) bad(field, paused[field])
  }
  for (const field of ['meanRouteLength', 'warmest', 'coldest'] as const) {
    if (!(Number.isFinite(paused[field]) && paused[field] > 0)) bad(field, paused[field])
  }
  const isStep = (step: unknown) => typeof step === 'object' && step !== null
  if (!Array.isArray(stops) || !stops.every(isStep) || planned > stops.length) bad('stops', stops)
  if (!isWholes(absences) || absences.length !== stops.length) bad('absences', absences)
  if (!isWholes(paused.absent)) bad('absent', paused.absent)
  if (!isWholes(paused.bestAbsent)) bad('bestAbsent', paused.bestAbsent)
  if (!Array.isArray(best)) bad('best', best)
  if (!Array.isArray(current) || !current.every((route) => isWholes(route?.visits) && isWholes(route.breaks))) bad('current', current)
  if (untilBlink !== null && !isWhole(untilBlink)) bad('untilBlink', untilBlink)
  if (moves !== null && !isPausedMoves(moves)) bad('moves', moves)
  if (layout !== null && !(isWholes(layout?.routeAt) && isWhole(layout.moved))) bad('layout', layout)
  return paused
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value)
}

function isWholes(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every(isWhole)
}
