/** VRPLIB's edge weights as a matrix of whole seconds. */
import type { Lose } from '../loss.ts'
import type { Note } from '../problems.ts'
import type { Sheet } from './sheet.ts'

/** The matrix that the file states or, for `EUC_2D`, means; empty where there is a problem. */
export function weightsOf(sheet: Sheet, size: number, at: readonly number[][] | undefined, lose: Lose, note: Note): number[][] {
  const type = sheet.fields.get('EDGE_WEIGHT_TYPE')?.value ?? ''
  const format = sheet.fields.get('EDGE_WEIGHT_FORMAT')?.value ?? ''
  const section = sheet.sections.get('EDGE_WEIGHT_SECTION')
  if (type === 'EUC_2D' && at !== undefined) return euclid(at)
  if (type !== 'EXPLICIT' || format !== 'FULL_MATRIX' || section === undefined) {
    note('text-format', 'EDGE_WEIGHT_TYPE', `${type} ${format}`, 'use EXPLICIT with FULL_MATRIX, or EUC_2D with coordinates')
    return []
  }
  const { values, line } = section
  if (values.length !== size * size) {
    note('matrix-size', `line ${line}`, values.length, `list ${size} x ${size} numbers`)
    return []
  }
  const fractions = values.reduce((count, value) => (Number.isInteger(value) ? count : count + 1), 0)
  if (fractions > 0) lose('EDGE_WEIGHT_SECTION', `${fractions} weights are fractions`, 'rounded up to whole seconds')
  return Array.from({ length: size }, (_, row) => values.slice(row * size, (row + 1) * size).map(Math.ceil))
}

/** Rounded to the nearest, as TSPLIB defines `EUC_2D`. */
function euclid(at: readonly number[][]): number[][] {
  return at.map(([x, y]) => at.map((to) => Math.round(Math.hypot(x! - to[0]!, y! - to[1]!))))
}
