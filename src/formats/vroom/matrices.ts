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
  /** All that are named, those with problems among them. */
  readonly profiles: ReadonlySet<string>
  /** Rows of the smallest matrix; infinite where one has problems. */
  readonly size: number
  /** Profiles of which distances are known. */
  readonly measured: ReadonlySet<string>
  /** Profiles of which costs are stated. */
  readonly priced: ReadonlySet<string>
}

/** The largest number of VROOM's own 32-bit matrices; used there for "no road". */
const LARGEST_VROOM = 2 ** 32 - 1

/** Reads the matrices; `undefined` where the problem has none and coordinates must do. */
export function readMatrices(
  json: ProblemJson, costScale: number, problems: Problem[], lose: Lose, warnings: KeyWarning[],
): Matrices | undefined {
  const note = noteInto(problems)
  const tables = tablesOf(json, note, warnings)
  if (tables === undefined) return undefined
  const sources = new Map<string, TravelSource>()
  const measured = new Set<string>()
  const priced = new Set<string>()
  let size = Infinity
  for (const [profile, table] of tables) {
    if (table === undefined) continue
    const path = `matrices.${profile}`
    warnOfKeys(table, 'matrix', path, warnings)
    if (table.durations === undefined) note('missing', `${path}.durations`, undefined, `state ${path}.durations`)
    if (table.costs !== undefined) priced.add(profile)
    if (table.distances !== undefined) measured.add(profile)
    const source = table.durations === undefined ? undefined : sourceOf(table, profile, path, costScale, problems, lose)
    if (source === undefined) continue
    sources.set(profile, source)
    size = Math.min(size, (table.durations as unknown[]).length)
  }
  const whole = sources.size === tables.size
  return { sources, profiles: new Set(tables.keys()), size: whole ? size : Infinity, measured, priced }
}

function sourceOf(
  table: Table, profile: string, path: string, costScale: number, problems: Problem[], lose: Lose,
): TravelSource | undefined {
  const seconds = shortened(table.durations, `${path}.durations`, lose) as number[][]
  const metres = table.distances === undefined ? {} : { metres: shortened(table.distances, `${path}.distances`, lose) as number[][] }
  const cells = shortened(table.costs, `${path}.costs`, lose)
  const costs = cells === undefined ? {} : { costs: scaled(cells, costScale) as number[][] }
  const theirs = (found: string) => `${path}.${found.replace(/^seconds/, 'durations').replace(/^metres/, 'distances')}`
  return collect(problems, theirs, () => matrixTravel({ seconds, name: profile, ...metres, ...costs }))
}

/** The matrices of each profile; `undefined` where they are not even an object. */
type Tables = ReadonlyMap<string, Table | undefined>

/** One profile's matrices, not looked at yet. */
interface Table {
  readonly durations?: unknown
  readonly distances?: unknown
  readonly costs?: unknown
}

function tablesOf(json: ProblemJson, note: Note, warnings: KeyWarning[]): Tables | undefined {
  if (json.matrices !== undefined) {
    if (json.matrix !== undefined) warnings.push({ path: 'matrix', key: 'matrix', remedy: 'remove it; matrices is used' })
    return profilesOf(json.matrices, note)
  }
  if (json.matrix === undefined) return undefined
  warnings.push({ path: 'matrix', key: 'matrix', remedy: 'write matrices: { car: { durations: … } }; matrix is deprecated' })
  return new Map([['car', { durations: json.matrix }]])
}

function profilesOf(matrices: unknown, note: Note): Tables | undefined {
  if (typeof matrices !== 'object' || matrices === null || Array.isArray(matrices)) {
    note('not-an-object', 'matrices', matrices, 'write { car: { durations: … } }')
    return undefined
  }
  const tables = new Map<string, Table | undefined>()
  for (const [profile, table] of Object.entries(matrices)) {
    const isObject = typeof table === 'object' && table !== null && !Array.isArray(table)
    if (profile.trim() === '' || profile.length > 200) note('not-text', 'matrices', profile, 'name profiles with 1 to 200 characters')
    else tables.set(profile, isObject ? (table as Table) : undefined)
    if (!isObject) note('not-an-object', `matrices.${profile}`, table, 'write { durations: … }')
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

/** In our own cost units; what is no number is left for the matrix to refuse. */
function scaled(table: unknown, costScale: number): unknown {
  if (costScale === 1 || !Array.isArray(table)) return table
  const own = (cell: unknown) => (typeof cell === 'number' ? Math.min(cell * costScale, LONGEST_LEG - 1) : cell)
  return table.map((row: unknown) => (Array.isArray(row) ? row.map(own) : row))
}

function isTooLong(value: unknown): boolean {
  return typeof value === 'number' && value >= LONGEST_LEG && value <= LARGEST_VROOM
}
