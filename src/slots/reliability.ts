/** How likely a promise is to be kept: the touched route, run through travel scenarios drawn beforehand. */
import { Random } from '../base/random.ts'
import type { Break } from '../model/nouns.ts'
import type { Seconds } from '../time/seconds.ts'
import type { Window } from '../time/window.ts'
import type { TimeProfile } from '../travel/profile.ts'
import { UNITS_PER_SECOND } from '../travel/profile.ts'

/** What travel may do to a day. */
export interface ReliabilityInput {
  /** Days drawn; 200 by default. */
  readonly scenarios?: number
  /** Relative spread of a whole day's travel, as the standard deviation of its logarithm; 0.08 by default. */
  readonly daySpread?: number
  /** Relative spread of a single leg, likewise; 0.15 by default. */
  readonly legSpread?: number
}

/** Factors on travel time, drawn once per day: `[scenario * LEGS + leg]`. */
export interface Scenarios {
  readonly count: number
  readonly factors: Float64Array
}

/** Legs with factors of their own; longer routes begin again. */
const LEGS = 64

/** One stop of a route as reliability sees it: the leg that leads to it, the breaks taken on the way, and what happens there. */
export interface ScenarioStop {
  readonly leg: Seconds
  readonly breaks: readonly Break[]
  readonly service: Seconds
  /** Absent for a place that is only driven through. */
  readonly window?: Window
}

/**
 * Draws the scenarios. A leg takes its time × a factor of the day × a factor of the leg, both log-normal with mean 1, which is the usual
 * shape of measured road times. The same seed draws the same days, so offers of one day are compared on the same traffic.
 */
export function drawScenarios(seed: number, input: ReliabilityInput = {}): Scenarios {
  const count = input.scenarios ?? 200
  const daySpread = input.daySpread ?? 0.08
  const legSpread = input.legSpread ?? 0.15
  const chance = new Random(seed).fork('travel scenarios')
  const factors = new Float64Array(count * LEGS)
  for (let s = 0; s < count; s++) {
    const day = logNormal(chance, daySpread)
    for (let leg = 0; leg < LEGS; leg++) factors[s * LEGS + leg] = day * logNormal(chance, legSpread)
  }
  return { count, factors }
}

/**
 * The share of scenarios in which every promised start on the route is no later than its window closes. Courier and stops are those of
 * the route as it would be, the newcomer among them; the courier leaves at `start` and goes on as soon as it can, through rush hours where
 * there are any, with each break on the road as soon as its window allows. Where travel never varies, a legal route is always on time.
 */
export function onTimeShare(scenarios: Scenarios, start: Seconds, stops: readonly ScenarioStop[], profile?: TimeProfile): number {
  let kept = 0
  for (let s = 0; s < scenarios.count; s++) if (keepsAll(scenarios.factors, s * LEGS, start, stops, profile)) kept++
  return kept / scenarios.count
}

function keepsAll(
  factors: Float64Array, first: number, start: Seconds, stops: readonly ScenarioStop[], profile: TimeProfile | undefined,
): boolean {
  let now = start
  for (let i = 0; i < stops.length; i++) {
    const { leg, breaks, service, window } = stops[i]!
    let rest = leg * factors[first + (i % LEGS)]! * (profile ? UNITS_PER_SECOND : 1)
    for (const { windows, service: pause } of breaks) {
      const begins = breakStart(windows, now)
      rest = Math.max(0, rest - (profile ? profile.unitsAt(begins) - profile.unitsAt(now) : begins - now))
      now = begins + pause
    }
    now = profile ? profile.firstAt(profile.unitsAt(now) + rest) : now + rest
    if (window !== undefined) {
      if (now > window.end) return false
      if (now < window.start) now = window.start
    }
    now += service
  }
  return true
}

/** The first moment at which the break may start; at once where it is too late for all windows, for nobody is promised a break. */
function breakStart(windows: readonly Window[], at: number): number {
  for (const { start, end } of windows) if (at <= end) return Math.max(at, start)
  return at
}

/** exp of a normal number (Box and Muller), scaled to mean 1. */
function logNormal(chance: Random, spread: number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - chance.unit())) * Math.cos(2 * Math.PI * chance.unit())
  return Math.exp(spread * normal - (spread * spread) / 2)
}
