/** What one reading of a VROOM problem has at hand, and how it reads places and windows with it. */
import type { Problem } from '../../base/errors.ts'
import type { Window } from '../../time/window.ts'
import type { Place } from '../../travel/place.ts'
import type { KeyWarning, Lose, Loss } from '../loss.ts'
import type { Note } from '../problems.ts'
import type { Matrices } from './matrices.ts'
import type { Moments } from './moments.ts'
import { toOwnWindow } from './moments.ts'
import type { ProblemJson } from './schema.ts'

/** The input, what was found out about it, and what is being noted. */
export interface Reading {
  readonly json: ProblemJson
  readonly moments: Moments
  /** `undefined`: travel is estimated from coordinates. */
  readonly matrices: Matrices | undefined
  /** How many of our cost units are one of VROOM's. */
  readonly costScale: number
  /** Entries of every list of amounts. */
  readonly dimensions: number
  /** Seconds, from `options.l`. */
  readonly limit: number | undefined
  readonly problems: Problem[]
  readonly note: Note
  readonly losses: Loss[]
  readonly lose: Lose
  readonly warnings: KeyWarning[]
}

/** Whether neither coordinates nor a row are given. */
export function isNowhere(location: unknown, row: unknown): boolean {
  return location === undefined && row === undefined
}

/** With matrices a row is needed and coordinates are for maps; without them coordinates are needed and a row means nothing. */
export function placeOf(
  at: readonly [number, number] | undefined, row: number | undefined, path: string, reading: Reading,
): Place | undefined {
  const { matrices, note } = reading
  if (matrices === undefined) {
    if (at === undefined && row !== undefined) note('missing', path, undefined, 'state coordinates, or give matrices')
    return at
  }
  if (row === undefined) {
    if (at !== undefined) note('missing', `${path}_index`, undefined, 'state the row of the matrices as well')
    return undefined
  }
  if (row < matrices.size) return at === undefined ? row : { row, at }
  note('place-unknown', `${path}_index`, row, `use a row from 0 to ${matrices.size - 1}`)
  return undefined
}

/** A list of windows from the anchor; `undefined` where there is none, for "at any time". */
export function windowsOf(
  windows: readonly (readonly [number, number])[] | undefined, path: string, reading: Reading,
): Window[] | undefined {
  return windows?.flatMap((window, index) => windowOf(window, `${path}.time_windows[${index}]`, reading) ?? [])
}

/** One window from the anchor, or `undefined` where it cannot be counted from there. */
export function windowOf(window: readonly [number, number], path: string, reading: Reading): Window | undefined {
  return toOwnWindow(window, reading.moments, path, reading.note, reading.lose)
}
