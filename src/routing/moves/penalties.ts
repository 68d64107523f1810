/** What a second too late and a unit too much cost, so that about so many plans are legal. */
import type { WarpRoutes } from './warp-routes.ts'

/** Share of plans that should be in time, and not overloaded; how often it is looked at, in rounds; what rates are multiplied by. */
const TARGET = 0.4
const LEEWAY = 0.05
const ROUNDS = 15
const RISE = 1.2
const FALL = 0.85

/** Rates are multiples of a sixteenth, so that sums of them are exact. */
const GRAIN = 16

/** How often plans were in time and not overloaded since the rates were last looked at. */
export interface PenaltyState {
  rounds: number
  inTime: number
  notFull: number
}

/** Before the first round. */
export function noPenaltiesYet(): PenaltyState {
  return { rounds: 0, inTime: 0, notFull: 0 }
}

/** How many seconds of travel a second of warp costs to begin with. */
const FIRST_WARP = 8

/** To begin with, a second of warp costs as much as several of travel, and an order's load as much as a leg. */
export function firstRates(routes: WarpRoutes, meanLeg: number): void {
  let sum = 0
  for (let i = 0; i < routes.count * routes.dims; i++) sum += routes.load[i]!
  routes.warpRate = FIRST_WARP * routes.fineness
  routes.loadRate = onGrain((meanLeg * routes.count) / Math.max(1, sum), meanLeg)
  routes.reprice()
}

/** So high that hardly anything is gained by being late or too full. */
export function strictRates(routes: WarpRoutes, meanLeg: number): void {
  routes.warpRate = routes.loadRate = onGrain(Infinity, meanLeg)
  routes.reprice()
}

/**
 * Counts a plan, and now and then makes both rates higher or lower, as in hybrid genetic search [Vidal, Crainic, Gendreau & Prins 2013,
 * section 4.6].
 * @returns whether the rates have changed
 */
export function adapt(routes: WarpRoutes, state: PenaltyState, meanLeg: number, isInTime: boolean, isNotFull: boolean): boolean {
  state.rounds++
  if (isInTime) state.inTime++
  if (isNotFull) state.notFull++
  if (state.rounds < ROUNDS) return false
  routes.warpRate = nextRate(routes.warpRate, state.inTime / state.rounds, meanLeg)
  routes.loadRate = nextRate(routes.loadRate, state.notFull / state.rounds, meanLeg)
  routes.reprice()
  state.rounds = state.inTime = state.notFull = 0
  return true
}

function nextRate(rate: number, share: number, meanLeg: number): number {
  return onGrain(share < TARGET ? rate * RISE : share > TARGET + LEEWAY ? rate * FALL : rate, meanLeg)
}

/** No second too late costs more than a hundred legs. */
function onGrain(rate: number, meanLeg: number): number {
  return Math.min(Math.ceil(100 * meanLeg), Math.max(1, Math.round(rate * GRAIN)) / GRAIN)
}
