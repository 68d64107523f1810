/** Travel from a matrix of whole seconds, asymmetric as roads are. */
import { assert } from '../base/assert.ts'
import type { Problem } from '../base/errors.ts'
import { readText, throwIfAny } from '../base/read.ts'
import { LONGEST_LEG } from './leg.ts'
import type { Place } from './place.ts'
import { rowOf } from './place.ts'
import type { TravelSource } from './source.ts'

/** The most rows of a matrix: at 10,000 one takes 400 MB, and its JSON no longer fits in a JavaScript string. */
export const MOST_ROWS = 10_000

/** What {@link matrixTravel} takes. */
export interface MatrixInput {
  /** `seconds[i][j]` from row i to row j: whole, 0 to 2^28 − 1. The diagonal is read as 0. */
  seconds: readonly ArrayLike<number>[]
  /** Whole metres, of the same size. Left out: all distances are 0. */
  metres?: readonly ArrayLike<number>[]
  /** Whole cost units of each leg, of the same size: they take the place of couriers' `perHour` and `perKm`. Left out: those count. */
  costs?: readonly ArrayLike<number>[]
  /** For reports; `matrix` when left out. */
  name?: string
}

/** Problems listed for one matrix; a broken file has the same one in every cell. */
const MOST_MATRIX_PROBLEMS = 20

/** A source whose places are rows of a matrix. Copies the matrix. Throws {@link InputError} with up to 20 problems. */
export function matrixTravel(input: MatrixInput): TravelSource {
  const problems: Problem[] = []
  const name = input.name === undefined ? 'matrix' : readText(input.name, 200, 'name', problems)
  const seconds = flatten(input.seconds, 'seconds', problems)
  const beside = (key: 'metres' | 'costs'): Int32Array | undefined => {
    const table = input[key] === undefined ? undefined : flatten(input[key], key, problems)
    if (table !== undefined && seconds !== undefined && table.length !== seconds.length) {
      problems.push({ code: 'matrix-size', path: key, got: input[key], remedy: 'give as many rows as seconds has' })
    }
    return table
  }
  const metres = beside('metres')
  const costs = beside('costs')
  throwIfAny(problems)
  assert(name !== undefined && seconds !== undefined, 'a matrix without problems was read')
  const rows = input.seconds.length
  const cell = (from: Place, to: Place): number => {
    const i = rowOf(from)
    const j = rowOf(to)
    assert(i !== undefined && j !== undefined && i >= 0 && j >= 0 && i < rows && j < rows, 'places were checked against the matrix')
    return i * rows + j
  }
  return Object.freeze({
    name,
    metric: false,
    rows,
    refuses(place: Place): string | undefined {
      const row = rowOf(place)
      if (row === undefined) return 'the travel matrix knows rows only; give the row of the place'
      if (Number.isInteger(row) && row >= 0 && row < rows) return undefined
      return rows === 0 ? 'the travel matrix is empty' : `the travel matrix has rows 0 to ${rows - 1}`
    },
    seconds: (from: Place, to: Place) => seconds[cell(from, to)]!,
    metres: (from: Place, to: Place) => (metres === undefined ? 0 : metres[cell(from, to)]!),
    ...(costs === undefined ? {} : { cost: (from: Place, to: Place) => costs[cell(from, to)]! }),
  })
}

/** Row-major copy with a zero diagonal, or `undefined` where there are problems. */
function flatten(rows: readonly ArrayLike<number>[], path: string, problems: Problem[]): Int32Array | undefined {
  if (!Array.isArray(rows)) {
    problems.push({ code: 'not-a-list', path, got: rows, remedy: 'give a list of rows' })
    return undefined
  }
  const width = rows.length
  if (width > MOST_ROWS) {
    problems.push({ code: 'matrix-too-large', path, got: rows, remedy: `give at most ${MOST_ROWS} rows` })
    return undefined
  }
  const before = problems.length
  const flat = new Int32Array(width * width)
  for (let i = 0; i < width && problems.length - before < MOST_MATRIX_PROBLEMS; i++) {
    flattenRow(rows[i], i, width, flat, path, problems, before + MOST_MATRIX_PROBLEMS)
  }
  return problems.length === before ? flat : undefined
}

function flattenRow(row: unknown, i: number, width: number, flat: Int32Array, path: string, problems: Problem[], limit: number): void {
  const cells = row as ArrayLike<unknown>
  if (!Array.isArray(row) && !ArrayBuffer.isView(row)) {
    problems.push({ code: 'not-a-list', path: `${path}[${i}]`, got: row, remedy: `give a list of ${width} numbers` })
    return
  }
  if (cells.length !== width) {
    problems.push({ code: 'matrix-ragged', path: `${path}[${i}]`, got: row, remedy: `give ${width} numbers, as many as there are rows` })
    return
  }
  for (let j = 0; j < width && problems.length < limit; j++) {
    const value = cells[j]
    const problem = cellProblem(value, `${path}[${i}][${j}]`)
    if (problem !== undefined) problems.push(problem)
    else if (i !== j) flat[i * width + j] = value as number
  }
}

function cellProblem(got: unknown, path: string): Problem | undefined {
  if (typeof got !== 'number' || !Number.isFinite(got)) return { code: 'not-a-number', path, got, remedy: 'give a whole number' }
  if (!Number.isInteger(got)) return { code: 'not-an-integer', path, got, remedy: 'round it' }
  if (got < 0) return { code: 'out-of-range', path, got, remedy: 'give 0 or more' }
  if (got >= LONGEST_LEG) return { code: 'matrix-too-large', path, got, remedy: `give less than ${LONGEST_LEG}` }
  return undefined
}
