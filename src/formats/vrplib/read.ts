/** VRPLIB text with time windows, as the EURO Meets NeurIPS 2022 competition wrote it. */
import type { Problem } from '../../base/errors.ts'
import { throwIfAny } from '../../base/read.ts'
import { FARTHEST } from '../../time/seconds.ts'
import type { BenchmarkDay, BenchmarkOptions, Node } from '../benchmark.ts'
import { benchmarkDay } from '../benchmark.ts'
import type { Loss } from '../loss.ts'
import { loseInto } from '../loss.ts'
import type { Note } from '../problems.ts'
import { noteInto } from '../problems.ts'
import type { Sheet } from './sheet.ts'
import { sheetOf } from './sheet.ts'
import { weightsOf } from './weights.ts'

const MOST_NODES = 5000
const ALWAYS: readonly [number, number] = [0, FARTHEST]

/**
 * Reads VRPLIB text with `EDGE_WEIGHT_SECTION` as `FULL_MATRIX`, or `EUC_2D` coordinates rounded as TSPLIB does. Without windows,
 * service times or a number of vehicles: always open, no seconds, one courier per customer. Row i of the matrix is the i-th node
 * listed in `DEMAND_SECTION`, the depot first; that row is also the customer's number in `.sol` files.
 * @throws InputError with the line or the section of each problem as path
 */
export function readVrplib(text: string, options: BenchmarkOptions = {}): BenchmarkDay {
  const problems: Problem[] = []
  const note = noteInto(problems)
  const sheet = sheetOf(text, note)
  throwIfAny(problems)
  const size = numberField(sheet, 'DIMENSION', undefined, MOST_NODES, note)
  const capacity = numberField(sheet, 'CAPACITY', undefined, 2 ** 28, note)
  const vehicles = numberField(sheet, 'VEHICLES', Math.max(1, size - 1), 10_000, note)
  throwIfAny(problems)
  const rows = rowsOfNodes(sheet, size, note)
  throwIfAny(problems)
  const at = tableOf(sheet, 'NODE_COORD_SECTION', 2, rows, note)
  const demand = tableOf(sheet, 'DEMAND_SECTION', 1, rows, note)
  const service = tableOf(sheet, 'SERVICE_TIME_SECTION', 1, rows, note)
  const windows = tableOf(sheet, 'TIME_WINDOW_SECTION', 2, rows, note)
  noteFractions('DEMAND', demand, note)
  noteFractions('SERVICE_TIME', service, note)
  noteFractions('TIME_WINDOW', windows, note)
  noteReversed(windows, note)
  noteDepot(sheet, rows, note)
  throwIfAny(problems)
  const losses: Loss[] = []
  const seconds = weightsOf(sheet, size, at, loseInto(losses), note)
  throwIfAny(problems)
  const nodes = Array.from({ length: size }, (_, row): Node => {
    const [start, end] = windows?.[row] ?? ALWAYS
    const [x, y] = at?.[row] ?? []
    const drawn = x === undefined || y === undefined ? {} : { at: [x, y] as const }
    return { demand: demand?.[row]?.[0] ?? 0, service: service?.[row]?.[0] ?? 0, window: { start: start!, end: end! }, ...drawn }
  })
  return benchmarkDay({ name: sheet.fields.get('NAME')?.value ?? '', scale: 1, vehicles, capacity, nodes, seconds, losses }, options)
}

function numberField(sheet: Sheet, key: string, absent: number | undefined, most: number, note: Note): number {
  const field = sheet.fields.get(key)
  if (field === undefined) {
    if (absent === undefined) note('missing', key, undefined, `state ${key} : number`)
    return absent ?? 1
  }
  const value = Number(field.value)
  if (field.value !== '' && Number.isInteger(value) && value >= 1 && value <= most) return value
  note('out-of-range', `line ${field.line}`, field.value, `state a whole number from 1 to ${most} as ${key}`)
  return 1
}

/** Matrix row of each node number: nodes are numbered from 0, from 1, or with gaps; what counts is the order of `DEMAND_SECTION`. */
function rowsOfNodes(sheet: Sheet, size: number, note: Note): ReadonlyMap<number, number> {
  const rows = new Map<number, number>()
  const section = sheet.sections.get('DEMAND_SECTION')
  if (section === undefined) {
    note('missing', 'DEMAND_SECTION', undefined, 'state the demand of every node')
    return rows
  }
  for (let at = 0; at < section.values.length && rows.size < size; at += 2) rows.set(section.values[at]!, rows.size)
  if (rows.size !== size) note('duplicate-id', `line ${section.line}`, rows.size, `list ${size} different nodes in DEMAND_SECTION`)
  return rows
}

/** A section of `node value value…` lines, one entry per matrix row; `undefined` where the file has none or it is broken. */
function tableOf(sheet: Sheet, key: string, width: number, rows: ReadonlyMap<number, number>, note: Note): number[][] | undefined {
  const section = sheet.sections.get(key)
  if (section === undefined) return undefined
  const path = `${key} from line ${section.line}`
  if (section.values.length !== rows.size * (width + 1)) {
    note('text-format', path, section.values.length, `list ${rows.size} nodes with ${width} numbers each`)
    return undefined
  }
  const found = new Map<number, number[]>()
  for (let at = 0; at < section.values.length; at += width + 1) {
    const row = rows.get(section.values[at]!)
    if (row === undefined || found.has(row)) note('unknown-id', path, section.values[at], 'list each node of DEMAND_SECTION once')
    else found.set(row, section.values.slice(at + 1, at + 1 + width))
  }
  return found.size === rows.size ? Array.from({ length: rows.size }, (_, row) => found.get(row)!) : undefined
}

function noteFractions(key: string, table: readonly number[][] | undefined, note: Note): void {
  table?.forEach((values, row) => {
    if (values.every((value) => Number.isSafeInteger(value) && value >= 0)) return
    note('not-an-integer', `${key}_SECTION[${row}]`, values.join(' '), 'write whole numbers from 0')
  })
}

function noteReversed(windows: readonly number[][] | undefined, note: Note): void {
  windows?.forEach(([start, end], row) => {
    if (end! < start!) note('window-reversed', `TIME_WINDOW_SECTION[${row}]`, `${start} ${end}`, 'let the window close after it opens')
  })
}

function noteDepot(sheet: Sheet, rows: ReadonlyMap<number, number>, note: Note): void {
  const section = sheet.sections.get('DEPOT_SECTION')
  if (section === undefined) return
  const [depot, end, ...more] = section.values
  const single = (end === undefined || end === -1) && more.length === 0
  if (single && depot !== undefined && rows.get(depot) === 0) return
  note('text-format', `line ${section.line}`, section.values.slice(0, 5).join(' '), 'name the first node as the only depot, then -1')
}
