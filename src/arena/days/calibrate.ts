/** Setting how often legacy fails: the share of customers who wait on purpose that makes its first attempts fail at a given rate. */
import type { Effort } from '../regimes/regime.ts'
import { legacy } from '../regimes/legacy.ts'
import { holds } from '../../time/window.ts'
import type { Doors } from '../world/doors.ts'
import type { Scenario } from '../world/scenario.ts'
import type { World } from '../world/world.ts'
import { makeWorld } from '../world/world.ts'
import type { RunRecord } from './record.ts'
import { runRegime } from './run.ts'

/** How to find it. */
export interface CalibrateOptions {
  /** Worlds that are run; {@link pilotSeeds} when left out. */
  readonly seeds?: readonly number[]
  /** Worlds that were made already, in place of those of the seeds. */
  readonly worlds?: readonly World[]
  /** A small one when left out: how good the routes are hardly matters here. */
  readonly effort?: Effort
  /** Share of customers who act on a morning message; 0.5 when left out. Legacy sends none. */
  readonly message?: number
  /** Told after each run. */
  readonly onRun?: () => void
}

/** Where the knob was left. */
export interface Calibrated {
  /** First attempts that were to fail, 0 to 1. */
  readonly wanted: number
  /** The knob, 0 to 1: the share of those who wait on purpose; that of neighbours is 0.3 of it. */
  readonly knob: number
  readonly doors: Doors
  /** First attempts of the pilot runs that fail there, in expectation over who waits and who has a neighbour. */
  readonly rate: number
  /** Whether that is within half a point of what was wanted. */
  readonly met: boolean
  /** The same rate where nobody waits or has a neighbour, and where everybody waits: what is out of reach cannot be met. */
  readonly most: number
  readonly least: number
}

/** Worlds for setting things up. No study measures them. */
export const pilotSeeds: readonly number[] = [9001, 9002, 9003]

/** How near the rate must be. */
export const TOLERANCE = 0.005

const NEIGHBOURS = 0.3
const USUAL_MESSAGE = 0.5
const SMALL: Effort = { perChange: 200, perRepair: 0, perDay: 40_000 }
const FIRST_KNOB = 0.7
const MOST_ROUNDS = 4

/** Nearer than it must be: worlds of a study differ from the pilots. */
const GOOD_ENOUGH = 0.0025

/** The doors of a setting of the knob. */
export function doorsOf(knob: number, message = USUAL_MESSAGE): Doors {
  return { waits: knob, neighbour: NEIGHBOURS * knob, message }
}

/**
 * Finds the knob for each of the rates. Legacy is run on the pilot worlds; what share of its first visits fails at any other setting
 * follows from who plans to be in at their moments, and the knob is found by bisection. Legacy is then run again there, since failed
 * visits that come back change the routes, until the rate is met.
 */
export function calibrate(scenario: Scenario, rates: readonly number[], options: CalibrateOptions = {}): Calibrated[] {
  const worlds = options.worlds ?? (options.seeds ?? pilotSeeds).map((seed) => makeWorld(scenario, seed))
  const first = visitsAt(worlds, FIRST_KNOB, options)
  return rates.map((wanted) => {
    let visits = first
    let knob = FIRST_KNOB
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const next = knobFor(visits, wanted)
      if (round > 0 && Math.abs(rateAt(visits, knob) - wanted) <= GOOD_ENOUGH) break
      if (next === knob) break
      knob = next
      visits = visitsAt(worlds, knob, options)
    }
    const rate = rateAt(visits, knob)
    const met = Math.abs(rate - wanted) <= TOLERANCE
    return { wanted, knob, doors: doorsOf(knob, options.message), rate, met, most: rateAt(visits, 0), least: rateAt(visits, 1) }
  })
}

/** How many first visits came when somebody planned to be in, when nobody did, and when something had come up. */
interface FirstVisits {
  readonly all: number
  readonly out: number
  readonly absent: number
}

function visitsAt(worlds: readonly World[], knob: number, { effort = SMALL, message, onRun }: CalibrateOptions): FirstVisits {
  let [all, out, absent] = [0, 0, 0]
  for (const world of worlds) {
    const counted = countOf(world, runRegime(world, legacy, doorsOf(knob, message), effort))
    all += counted.all
    out += counted.out
    absent += counted.absent
    onRun?.()
  }
  return { all, out, absent }
}

function countOf(world: World, record: RunRecord): FirstVisits {
  const customers = new Map(world.customers.map((customer) => [customer.id, customer]))
  let [all, out, absent] = [0, 0, 0]
  for (const { id, attempts: [first] } of record.customers) {
    if (first === undefined) continue
    const customer = customers.get(id)!
    all++
    if (customer.absent[first.day]!) absent++
    else if (!customer.home[first.day]!.some((stay) => holds(stay, first.at))) out++
  }
  return { all, out, absent }
}

/** Who is absent needs a neighbour; who is out waits, or has one. */
function rateAt({ all, out, absent }: FirstVisits, knob: number): number {
  return all === 0 ? 0 : ((1 - NEIGHBOURS * knob) * (absent + (1 - knob) * out)) / all
}

/** The rate falls with the knob. */
function knobFor(visits: FirstVisits, wanted: number): number {
  let [low, high] = [0, 1]
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2
    if (rateAt(visits, middle) > wanted) low = middle
    else high = middle
  }
  return (low + high) / 2
}
