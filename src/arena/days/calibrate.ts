/** Setting how often legacy fails: the share of customers who wait on purpose that makes its first attempts fail at a given rate. */
import { digestOf } from '../../booking/digest.ts'
import { holds } from '../../time/window.ts'
import type { Effort } from '../regimes/regime.ts'
import { legacy } from '../regimes/legacy.ts'
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
  /** The worlds themselves, where they are not made from seeds. */
  readonly worlds?: readonly World[]
  /**
   * Enough for good routes when left out. It must be near that of the study: shorter routes end earlier in the day, when fewer are in. From
   * the usual effort on the rate hardly moves.
   */
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
  /** First attempts that fail there, in expectation over who waits and who has a neighbour. */
  readonly rate: number
  /** Whether that is within half a point of what was wanted. */
  readonly met: boolean
  /** Where it is not: the rate where everybody waits, and where nobody does or has a neighbour. What lies outside cannot be met. */
  readonly reach?: { readonly least: number; readonly most: number }
}

/** Worlds for setting things up. No study measures them. */
export const pilotSeeds: readonly number[] = Array.from({ length: 10 }, (_, i) => 9001 + i)

/** How near the rate must be. */
export const TOLERANCE = 0.005

const NEIGHBOURS = 0.3
const USUAL_MESSAGE = 0.5
const USUAL_EFFORT: Effort = { perChange: 500, perRepair: 0, perDay: 150_000 }

/** Settings of the knob at which legacy is run; between them its visits are taken to change evenly. */
const RUN_AT: readonly number[] = [0, 0.25, 0.5, 0.75, 1]

/** The doors of a setting of the knob. */
export function doorsOf(knob: number, message = USUAL_MESSAGE): Doors {
  return { waits: knob, neighbour: NEIGHBOURS * knob, message }
}

/**
 * Finds the knob for each of the rates. Legacy is run on the pilot worlds at five settings, as far as they are needed; which of its first
 * visits come when nobody plans to be in follows from that, for any setting, and with it the share that fails: not as drawn, but as
 * expected over who waits and who has a neighbour, which needs far fewer worlds. The knob is found by bisection.
 */
export function calibrate(scenario: Scenario, rates: readonly number[], options: CalibrateOptions = {}): Calibrated[] {
  const visitsAt = pilotVisits(scenario, options)
  return rates.map((wanted) => {
    const [low, high] = around(visitsAt, wanted)
    const rate = (knob: number) => rateAt(between(visitsAt(low), visitsAt(high), (knob - low) / (high - low)), knob)
    const knob = knobFor(rate, wanted, low, high)
    const found = { wanted, knob, doors: doorsOf(knob, options.message), rate: rate(knob) }
    if (Math.abs(found.rate - wanted) <= TOLERANCE) return { ...found, met: true }
    return { ...found, met: false, reach: { least: rateAt(visitsAt(1), 1), most: rateAt(visitsAt(0), 0) } }
  })
}

/** Of first visits: the share that came when nobody planned to be in, and when something had come up. */
interface FirstVisits {
  readonly out: number
  readonly absent: number
}

/** What visits there are at a setting of {@link RUN_AT}; each is run when it is first asked for. */
function pilotVisits(scenario: Scenario, options: CalibrateOptions): (knob: number) => FirstVisits {
  const { seeds = pilotSeeds, effort = USUAL_EFFORT, message, onRun } = options
  const known = options.worlds ? new Map<number, FirstVisits>() : rememberedFor(JSON.stringify([scenario, seeds, effort, message]))
  let worlds = options.worlds
  return (knob) => {
    const before = known.get(knob)
    if (before) return before
    worlds ??= seeds.map((seed) => makeWorld(scenario, seed))
    let [all, out, absent] = [0, 0, 0]
    for (const world of worlds) {
      const counted = countOf(world, runRegime(world, legacy, doorsOf(knob, message), effort))
      all += counted.all
      out += counted.out
      absent += counted.absent
      onRun?.()
    }
    const visits = all === 0 ? { out: 0, absent: 0 } : { out: out / all, absent: absent / all }
    known.set(knob, visits)
    return visits
  }
}

/** Visits of scenarios that were asked for lately: a study asks for one rate after the other. They follow from what they are kept under. */
const remembered = new Map<string, Map<number, FirstVisits>>()
const MOST_REMEMBERED = 16

function rememberedFor(text: string): Map<number, FirstVisits> {
  const key = digestOf(text)
  const known = remembered.get(key) ?? new Map<number, FirstVisits>()
  if (remembered.size >= MOST_REMEMBERED) remembered.clear()
  remembered.set(key, known)
  return known
}

function countOf(world: World, record: RunRecord): { all: number; out: number; absent: number } {
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

/** The two settings between which the rate is, or the end beyond which it is; the rate falls with the knob. */
function around(visitsAt: (knob: number) => FirstVisits, wanted: number): readonly [low: number, high: number] {
  let [low, high] = [0, RUN_AT.length - 1]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (rateAt(visitsAt(RUN_AT[middle]!), RUN_AT[middle]!) > wanted) low = middle
    else high = middle
  }
  return [RUN_AT[low]!, RUN_AT[high]!]
}

function between(low: FirstVisits, high: FirstVisits, share: number): FirstVisits {
  return { out: low.out + share * (high.out - low.out), absent: low.absent + share * (high.absent - low.absent) }
}

/** Who is absent needs a neighbour; who is out waits, or has one. */
function rateAt({ out, absent }: FirstVisits, knob: number): number {
  return (1 - NEIGHBOURS * knob) * (absent + (1 - knob) * out)
}

function knobFor(rate: (knob: number) => number, wanted: number, least: number, most: number): number {
  let [low, high] = [least, most]
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2
    if (rate(middle) > wanted) low = middle
    else high = middle
  }
  return (low + high) / 2
}
