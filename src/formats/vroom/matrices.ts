/** VROOM's `matrices`, or the old `matrix`, as travel sources, one per profile. */
import type { Problem } from '../../base/errors.ts'
import { LONGEST_LEG } from '../../travel/leg.ts'
import { matrixTravel } from '../../travel/matrix.ts'
import type { TravelSource } from '../../travel/source.ts'
import type { KeyWarning, Lose } from '../loss.ts'
import type { Note } from '../problems.ts'
import { collect, noteInto } from '../problems.ts'
import { warnOfKeys } from './keys.ts'
import type { ProblemJson } from './schema.ts'

/** What the matrices of a problem say. */
export interface Matrices {
  readonly sources: ReadonlyMap<string, TravelSource>
  /** Rows of the smallest matrix. */
  readonly size: number
  /** Whether any profile has distances. */
  readonly distances: boolean
}

/** The largest number of VROOM's own 32-bit matrices; used there for "no road". */
const LARGEST_VROOM = 2 ** 32 - 1

/** Reads the matrices; `undefined` where the problem has none and coordinates must do. */
export function readMatrices(json: ProblemJson, problems: Problem[], lose: Lose, warnings: KeyWarning[]): Matrices | undefined {
  const note = noteInto(problems)
  const tables = tablesOf(json, note, warnings)
  if (tables === undefined) return undefined
  const sources = new Map<string, TravelSource>()
  let size = Infinity
  let distances = false
  for (const [profile, { path, table }] of tables) {
    warnOfKeys(table, 'matrix', path, warnings)
    const { durations, distances: metres, costs } = table as { durations?: unknown; distances?: unknown; costs?: unknown }
    if (durations === undefined) {
      note('missing', `${path}.durations`, undefined, `state ${path}.durations`)
      continue
    }
    if (costs !== undefined) lose(`${path}.costs`, 'costs apart from time and distance', 'counted from durations and distances')
    const name = profile.trim() === '' ? 'matrix' : profile.slice(0, 200)
    const named = (found: string) => `${path}.${found.replace(/^seconds/, 'durations').replace(/^metres/, 'distances')}`
    const seconds = shortened(durations, `${path}.durations`, lose) as number[][]
    const whole = metres === undefined ? undefined : (shortened(metres, `${path}.distances`, lose) as number[][])
    const source = collect(problems, named, () => matrixTravel({ seconds, name, ...(whole === undefined ? {} : { metres: whole }) }))
    if (source === undefined) continue
    sources.set(profile, source)
    size = Math.min(size, seconds.length)
    distances ||= whole !== undefined
  }
  return { sources, size: Number.isFinite(size) ? size : 0, distances }
}

type Tables = ReadonlyMap<string, { path: string; table: object }>

function tablesOf(json: ProblemJson, note: Note, warnings: KeyWarning[]): Tables | undefined {
  if (json.matrices !== undefined) {
    if (json.matrix !== undefined) warnings.push({ path: 'matrix', key: 'matrix', remedy: 'remove it; matrices is used' })
    return profilesOf(json.matrices, note)
  }
  if (json.matrix === undefined) return undefined
  warnings.push({ path: 'matrix', key: 'matrix', remedy: 'write matrices: { car: { durations: … } }; matrix is deprecated' })
  return new Map([['car', { path: 'matrices.car', table: { durations: json.matrix } }]])
}

function profilesOf(matrices: unknown, note: Note): Tables | undefined {
  if (typeof matrices !== 'object' || matrices === null || Array.isArray(matrices)) {
    note('not-an-object', 'matrices', matrices, 'write { car: { durations: … } }')
    return undefined
  }
  const tables = new Map<string, { path: string; table: object }>()
  for (const [profile, table] of Object.entries(matrices)) {
    const path = `matrices.${profile}`
    if (typeof table === 'object' && table !== null && !Array.isArray(table)) tables.set(profile, { path, table })
    else note('not-an-object', path, table, 'write { durations: … }')
  }
  return tables.size === 0 ? undefined : tables
}

/** VROOM's numbers go up to 2^32 − 1; what is longer than our longest leg is no road in either, and cut to it. */
function shortened(table: unknown, path: string, lose: Lose): unknown {
  if (!Array.isArray(table)) return table
  let cut = 0
  const rows = table.map((row: unknown) => {
    if (!Array.isArray(row) || !row.some(isTooLong)) return row as unknown
    return row.map((value: unknown) => {
      if (!isTooLong(value)) return value
      cut++
      return LONGEST_LEG - 1
    })
  })
  if (cut > 0) lose(path, `${cut} numbers of ${LONGEST_LEG} or more`, `read as ${LONGEST_LEG - 1}, too far for any shift`)
  return rows
}

function isTooLong(value: unknown): boolean {
  return typeof value === 'number' && value >= LONGEST_LEG && value <= LARGEST_VROOM
}
