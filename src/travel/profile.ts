/** Rush hours: one speed over the day for every road, so that whoever leaves first also arrives first. */
import type { Problem } from '../base/errors.ts'
import { readList, readNumber, readObject, throwIfAny } from '../base/read.ts'
import { readClock } from '../time/civil.ts'
import type { Seconds } from '../time/seconds.ts'
import { FARTHEST } from '../time/seconds.ts'

/** From this moment on, travel takes `factor` times as long as the travel source says. */
export interface ProfileStep {
  /** Seconds from the day's anchor, or a time such as `07:30`, counted from it. */
  from: Seconds | string
  /** 1 is the source's own time, 1.5 half as long again; 0.05 to 20. */
  factor: number
}

/** What {@link timeProfile} takes: steps in ascending order, at least one. */
export interface TimeProfileInput {
  steps: readonly ProfileStep[]
}

/**
 * Road speed as a step function of the time of day [Ichoua, Gendreau & Potvin, *Vehicle dispatching with time-dependent travel
 * times*, EJOR 144, 2003]. Speed is in units per second: 1000 ÷ factor, rounded. F(t) counts the units driven by an imaginary
 * courier who never stops; a leg of `w` seconds of the travel source is 1000 × w units. All numbers are whole and exact.
 */
export interface TimeProfile {
  /** The earliest arrival for who leaves at `depart`: the least t with F(t) − F(depart) ≥ 1000 × seconds. */
  arrive(depart: Seconds, seconds: Seconds): Seconds
  /** The latest departure to be there at `arrive`: `arrive(d, w) <= a` exactly when `d <= departBy(a, w)`. */
  departBy(arrive: Seconds, seconds: Seconds): Seconds
  /** No leg of `seconds` takes less than this, at whatever time it is driven. */
  atLeast(seconds: Seconds): Seconds
  /** F(at). */
  unitsAt(at: Seconds): number
  /** The least moment with F ≥ units. */
  firstAt(units: number): Seconds
  /** The greatest moment with F ≤ units. */
  lastAt(units: number): Seconds
  /** Piece i runs from `breakpoints[i]` to `breakpoints[i + 1]`; the first and the last go on without end. */
  readonly breakpoints: Int32Array
  /** Units per second in piece i, at least 1. */
  readonly speeds: Int32Array
  /** F at `breakpoints[i]`; 0 at the first. */
  readonly units: Float64Array
}

/** Units of one second of the travel source. */
export const UNITS_PER_SECOND = 1000

const MOST_STEPS = 1000

/** A profile from its steps. Throws {@link InputError} with all problems. */
export function timeProfile(input: TimeProfileInput): TimeProfile {
  const problems: Problem[] = []
  const pieces = readPieces(input, problems)
  throwIfAny(problems)
  const breakpoints = Int32Array.from(pieces, (piece) => piece.from)
  const speeds = Int32Array.from(pieces, (piece) => Math.round(UNITS_PER_SECOND / piece.factor))
  const units = new Float64Array(pieces.length)
  for (let i = 1; i < pieces.length; i++) units[i] = units[i - 1]! + (breakpoints[i]! - breakpoints[i - 1]!) * speeds[i - 1]!

  const unitsAt = (at: Seconds): number => {
    const i = pieceOf(breakpoints, at)
    return units[i]! + (at - breakpoints[i]!) * speeds[i]!
  }
  const firstAt = (driven: number): Seconds => {
    const i = pieceOf(units, driven)
    return breakpoints[i]! + Math.ceil((driven - units[i]!) / speeds[i]!)
  }
  const lastAt = (driven: number): Seconds => {
    const i = pieceOf(units, driven)
    return breakpoints[i]! + Math.floor((driven - units[i]!) / speeds[i]!)
  }
  // A leg mostly ends in the piece in which it began: from there on pieces are tried one by one.
  const startOf = pieceTable(breakpoints)
  const last = pieces.length - 1
  const arrive = (depart: Seconds, seconds: Seconds): Seconds => {
    let i = startOf(depart)
    const driven = units[i]! + (depart - breakpoints[i]!) * speeds[i]! + UNITS_PER_SECOND * seconds
    while (i < last && units[i + 1]! <= driven) i++
    return breakpoints[i]! + Math.ceil((driven - units[i]!) / speeds[i]!)
  }
  const departBy = (by: Seconds, seconds: Seconds): Seconds => {
    let i = startOf(by)
    const driven = units[i]! + (by - breakpoints[i]!) * speeds[i]! - UNITS_PER_SECOND * seconds
    while (i > 0 && units[i]! > driven) i--
    return breakpoints[i]! + Math.floor((driven - units[i]!) / speeds[i]!)
  }
  const fastest = Math.max(...speeds)
  return Object.freeze({
    atLeast: (seconds: Seconds) => Math.floor((UNITS_PER_SECOND * seconds) / fastest),
    arrive,
    departBy,
    unitsAt,
    firstAt,
    lastAt,
    breakpoints,
    speeds,
    units,
  })
}

/** Entries of the table that finds the piece of a moment. */
const TABLE = 1024

/** What {@link pieceOf} answers for moments, from a table of equal parts of the time between the first and the last breakpoint. */
function pieceTable(breakpoints: Int32Array): (at: Seconds) => number {
  const first = breakpoints[0]!
  const last = breakpoints.length - 1
  const end = breakpoints[last]!
  let shift = 0
  while ((end - first) >> shift >= TABLE) shift++
  const table = Uint16Array.from({ length: ((end - first) >> shift) + 1 }, (_, part) => pieceOf(breakpoints, first + (part << shift)))
  return (at) => {
    if (at >= end) return last
    if (at <= first) return 0
    let piece = table[(at - first) >> shift]!
    while (breakpoints[piece + 1]! <= at) piece++
    return piece
  }
}

/** The last entry that is not above `value`; 0 where all are above. */
function pieceOf(ascending: Int32Array | Float64Array, value: number): number {
  let low = 0
  let high = ascending.length
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if (ascending[middle]! <= value) low = middle
    else high = middle
  }
  return low
}

function readPieces(input: unknown, problems: Problem[]): { from: Seconds; factor: number }[] {
  const pieces: { from: Seconds; factor: number }[] = []
  const object = readObject(input, ['steps'], '', problems)
  const steps = object && readList(object['steps'], MOST_STEPS, 'steps', problems)
  if (steps?.length === 0) problems.push({ code: 'profile-invalid', path: 'steps', got: steps, remedy: 'give at least one step' })
  for (const [i, step] of (steps ?? []).entries()) {
    const path = `steps[${i}]`
    const fields = readObject(step, ['from', 'factor'], path, problems)
    if (fields === undefined) continue
    const from = readFrom(fields['from'], `${path}.from`, problems)
    const factor = readFactor(fields['factor'], `${path}.factor`, problems)
    if (from === undefined || factor === undefined) continue
    const before = pieces.at(-1)
    if (before !== undefined && from <= before.from) {
      problems.push({ code: 'profile-invalid', path: `${path}.from`, got: fields['from'], remedy: 'list the steps in ascending order' })
    }
    pieces.push({ from, factor })
  }
  return pieces
}

function readFactor(value: unknown, path: string, problems: Problem[]): number | undefined {
  const found: Problem[] = []
  const factor = readNumber(value, 0.05, 20, path, found)
  for (const problem of found) problems.push(problem.code === 'out-of-range' ? { ...problem, code: 'profile-invalid' } : problem)
  return factor
}

function readFrom(value: unknown, path: string, problems: Problem[]): Seconds | undefined {
  const from = typeof value === 'string' ? readClock(value) : value
  if (typeof from === 'number' && Number.isInteger(from) && Math.abs(from) <= FARTHEST) return from + 0
  const code = typeof value === 'string' ? 'time-invalid' : 'profile-invalid'
  problems.push({ code, path, got: value, remedy: `give whole seconds within ±${FARTHEST}, or a time as in '07:30'` })
  return undefined
}
