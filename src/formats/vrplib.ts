/** VRPLIB text with time windows, as the EURO Meets NeurIPS 2022 competition wrote it, and its `.sol` files. */
import { InputError } from '../base/errors.ts'
import type { Problem } from '../base/errors.ts'
import { throwIfAny } from '../base/read.ts'
import { FARTHEST } from '../time/seconds.ts'
import type { BenchmarkDay, BenchmarkOptions, Node } from './benchmark.ts'
import { benchmarkDay } from './benchmark.ts'
import type { Loss } from './loss.ts'
import { problem } from './problems.ts'

/** Routes of a `.sol` file: order ids, which are matrix rows, because the depot is row 0. */
export interface VrplibSolution {
  readonly routes: readonly (readonly string[])[]
  /** As the file states it. */
  readonly cost: number | undefined
}

const MOST_NODES = 20_000

/** Numbers of one data section, as one flat list. */
interface Section {
  readonly line: number
  readonly values: number[]
}

interface Sheet {
  readonly fields: ReadonlyMap<string, { readonly value: string; readonly line: number }>
  readonly sections: ReadonlyMap<string, Section>
}

/**
 * Reads VRPLIB text with `EDGE_WEIGHT_SECTION` as `FULL_MATRIX`, or `EUC_2D` coordinates rounded as TSPLIB does. Without windows,
 * service times or a number of vehicles: always open, no seconds, one courier per customer.
 * @throws InputError with the line of each problem as path.
 */
export function readVrplib(text: string, options: BenchmarkOptions = {}): BenchmarkDay {
  const problems: Problem[] = []
  const sheet = sheetOf(text, problems)
  throwIfAny(problems)
  const size = numberField(sheet, 'DIMENSION', undefined, 1, MOST_NODES, problems)
  const capacity = numberField(sheet, 'CAPACITY', undefined, 0, 2 ** 31 - 1, problems)
  throwIfAny(problems)
  const vehicles = numberField(sheet, 'VEHICLES', Math.max(1, size - 1), 1, 100_000, problems)
  const rowOfNode = nodeRows(sheet, size, problems)
  const losses: Loss[] = []
  const at = columns(sheet, 'NODE_COORD_SECTION', 2, size, rowOfNode, false, problems)
  const demand = columns(sheet, 'DEMAND_SECTION', 1, size, rowOfNode, true, problems)
  const service = columns(sheet, 'SERVICE_TIME_SECTION', 1, size, rowOfNode, true, problems)
  const windows = columns(sheet, 'TIME_WINDOW_SECTION', 2, size, rowOfNode, true, problems)
  checkDepot(sheet, rowOfNode, problems)
  throwIfAny(problems)
  if (demand === undefined) throwIfAny([problem('missing', 'DEMAND_SECTION', undefined, 'state the demand of every node')])
  const seconds = weightsOf(sheet, size, at, losses, problems)
  throwIfAny(problems)
  const nodes = Array.from({ length: size }, (_, row): Node => ({
    demand: demand![row]![0]!,
    service: service?.[row]![0]! ?? 0,
    window: { start: windows?.[row]![0]! ?? 0, end: windows?.[row]![1]! ?? FARTHEST },
    ...(at === undefined ? {} : { at: [at[row]![0]!, at[row]![1]!] as const }),
  }))
  nodes.forEach((node, row) => {
    if (node.window.end >= node.window.start) return
    problems.push(problem('window-reversed', `TIME_WINDOW_SECTION node ${row + 1}`, windows![row]!.join(' '), 'let the window close after it opens'))
  })
  throwIfAny(problems)
  const name = sheet.fields.get('NAME')?.value ?? ''
  return benchmarkDay({ name, scale: 1, vehicles, capacity, nodes, seconds, losses }, options)
}

/** Reads `Route #1: 3 7 2` lines and `Cost 121959`. */
export function readVrplibSolution(text: string): VrplibSolution {
  const problems: Problem[] = []
  const routes: string[][] = []
  let cost: number | undefined
  text.split(/\r\n|\r|\n/).forEach((line, index) => {
    const route = /^\s*Route\s*#?\s*\d+\s*:(.*)$/i.exec(line)
    if (route !== null) {
      const ids = route[1]!.trim() === '' ? [] : route[1]!.trim().split(/\s+/)
      if (!ids.every((id) => /^[1-9]\d{0,8}$/.test(id))) {
        problems.push(problem('text-format', `line ${index + 1}`, line, 'list customers by their numbers from 1'))
      }
      routes.push(ids)
      return
    }
    const total = /^\s*Cost\s*:?\s*(\S+)\s*$/i.exec(line)
    if (total !== null) cost = Number(total[1])
  })
  if (routes.length === 0) problems.push(problem('text-format', '', text.slice(0, 80), 'give lines such as Route #1: 3 7 2'))
  if (cost !== undefined && !Number.isFinite(cost)) problems.push(problem('not-a-number', 'Cost', cost, 'write a number'))
  throwIfAny(problems)
  return { routes, cost }
}

/** Splits the text into `KEY : value` lines and sections of numbers; words among the numbers (place names) are passed over. */
function sheetOf(text: string, problems: Problem[]): Sheet {
  const fields = new Map<string, { value: string; line: number }>()
  const sections = new Map<string, Section>()
  let open: Section | undefined
  let line = 0
  for (let from = 0; from < text.length;) {
    const newline = text.indexOf('\n', from)
    const to = newline < 0 ? text.length : newline
    line++
    const first = firstInk(text, from, to)
    if (first < to && isNumberStart(text.charCodeAt(first))) {
      if (open === undefined) problems.push(problem('text-format', `line ${line}`, text.slice(first, first + 40), 'begin with KEY : value'))
      else numbersInto(open.values, text, first, to)
    } else if (first < to) {
      const words = text.slice(first, to).trim()
      const section = /^([A-Z_0-9]+_SECTION)\s*:?\s*$/.exec(words)
      const field = /^([A-Z_0-9]+)\s*:\s*(.*)$/.exec(words)
      if (words === 'EOF') break
      if (section !== null) {
        open = { line, values: [] }
        if (sections.has(section[1]!)) problems.push(problem('duplicate-id', `line ${line}`, section[1], 'state each section once'))
        sections.set(section[1]!, open)
      } else if (field !== null) fields.set(field[1]!, { value: field[2]!, line })
      else problems.push(problem('text-format', `line ${line}`, words, 'write KEY : value, NAME_SECTION, numbers or EOF'))
      if (problems.length > 20) break
    }
    from = to + 1
  }
  if (sections.size === 0 && problems.length === 0) problems.push(problem('text-format', '', text.slice(0, 80), 'give VRPLIB text'))
  return { fields, sections }
}

const SPACE = 32
const MINUS = 45
const DOT = 46
const ZERO = 48
const NINE = 57

function firstInk(text: string, from: number, to: number): number {
  let at = from
  while (at < to && text.charCodeAt(at) <= SPACE) at++
  return at
}

function isNumberStart(code: number): boolean {
  return (code >= ZERO && code <= NINE) || code === MINUS || code === DOT
}

/** Numbers of one line. Digits are added up by hand: a matrix of 697 rows has half a million of them. */
function numbersInto(values: number[], text: string, from: number, to: number): void {
  let at = from
  while (at < to) {
    at = firstInk(text, at, to)
    if (at === to) return
    const start = at
    let whole = 0
    while (at < to && text.charCodeAt(at) >= ZERO && text.charCodeAt(at) <= NINE) whole = whole * 10 + text.charCodeAt(at++) - ZERO
    if (at > start && (at === to || text.charCodeAt(at) <= SPACE)) {
      values.push(whole)
      continue
    }
    while (at < to && text.charCodeAt(at) > SPACE) at++
    const value = Number(text.slice(start, at))
    if (Number.isFinite(value)) values.push(value)
  }
}

function numberField(sheet: Sheet, key: string, absent: number | undefined, least: number, most: number, problems: Problem[]): number {
  const field = sheet.fields.get(key)
  if (field === undefined) {
    if (absent === undefined) problems.push(problem('missing', key, undefined, `state ${key} : number`))
    return absent ?? least
  }
  const value = Number(field.value)
  if (field.value !== '' && Number.isInteger(value) && value >= least && value <= most) return value
  problems.push(problem('out-of-range', `line ${field.line}`, field.value, `state a whole number from ${least} to ${most} as ${key}`))
  return least
}

/** Matrix row of each node number: the order in which the nodes are listed. */
function nodeRows(sheet: Sheet, size: number, problems: Problem[]): ReadonlyMap<number, number> {
  const rows = new Map<number, number>()
  const section = sheet.sections.get('DEMAND_SECTION')
  for (let row = 0; section !== undefined && row < size && row * 2 < section.values.length; row++) rows.set(section.values[row * 2]!, row)
  if (section !== undefined && rows.size !== size) {
    problems.push(problem('duplicate-id', `line ${section.line}`, rows.size, `list ${size} different nodes in DEMAND_SECTION`))
  }
  return rows
}

/** A section of `node value value…` lines as one entry per matrix row; `undefined` where the file has none. */
function columns(
  sheet: Sheet, key: string, width: number, size: number, rowOfNode: ReadonlyMap<number, number>, whole: boolean, problems: Problem[],
): number[][] | undefined {
  const section = sheet.sections.get(key)
  if (section === undefined) return undefined
  const table: number[][] = Array.from({ length: size })
  const path = `${key} from line ${section.line}`
  if (section.values.length !== size * (width + 1)) {
    problems.push(problem('text-format', path, section.values.length, `list ${size} nodes with ${width} numbers each`))
    return table.fill(Array.from({ length: width }, () => 0))
  }
  for (let at = 0; at < section.values.length; at += width + 1) {
    const node = section.values[at]!
    const row = rowOfNode.get(node)
    const values = section.values.slice(at + 1, at + 1 + width)
    if (row === undefined) problems.push(problem('unknown-id', path, node, 'list the nodes of DEMAND_SECTION'))
    else table[row] = values
    if (whole && !values.every((value) => Number.isSafeInteger(value) && value >= 0)) {
      problems.push(problem('not-an-integer', `${key} node ${node}`, values.join(' '), 'write whole numbers from 0'))
    }
  }
  for (let row = 0; row < size; row++) {
    if (table[row] !== undefined) continue
    problems.push(problem('missing', path, undefined, 'list every node once'))
    table[row] = Array.from({ length: width }, () => 0)
  }
  return table
}

function checkDepot(sheet: Sheet, rowOfNode: ReadonlyMap<number, number>, problems: Problem[]): void {
  const section = sheet.sections.get('DEPOT_SECTION')
  if (section === undefined) return
  const [depot, end] = section.values
  const single = section.values.length === 1 || (section.values.length === 2 && end === -1)
  if (single && depot !== undefined && rowOfNode.get(depot) === 0) return
  problems.push(problem('text-format', `line ${section.line}`, section.values.slice(0, 5).join(' '), 'name the first node as the only depot, then -1'))
}

function weightsOf(sheet: Sheet, size: number, at: number[][] | undefined, losses: Loss[], problems: Problem[]): number[][] {
  const type = sheet.fields.get('EDGE_WEIGHT_TYPE')?.value
  const format = sheet.fields.get('EDGE_WEIGHT_FORMAT')?.value
  const section = sheet.sections.get('EDGE_WEIGHT_SECTION')
  if (type === 'EUC_2D' && at !== undefined) return at.map((a) => at.map((b) => Math.round(Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!))))
  if (type !== 'EXPLICIT' || format !== 'FULL_MATRIX' || section === undefined) {
    throw new InputError(problem('text-format', 'EDGE_WEIGHT_TYPE', `${type} ${format}`, 'use EXPLICIT with FULL_MATRIX, or EUC_2D with coordinates'))
  }
  if (section.values.length !== size * size) {
    throw new InputError(problem('matrix-size', `line ${section.line}`, section.values.length, `list ${size} x ${size} numbers`))
  }
  let fractions = 0
  const rows = Array.from({ length: size }, (_, row) => section.values.slice(row * size, (row + 1) * size).map((value) => {
    if (Number.isInteger(value)) return value
    fractions++
    return Math.ceil(value)
  }))
  if (fractions > 0) losses.push({ path: 'EDGE_WEIGHT_SECTION', what: `${fractions} weights are fractions`, did: 'rounded up to whole seconds' })
  const wrong = section.values.findIndex((value) => value < 0 || value > 2 ** 31 - 1)
  if (wrong >= 0) problems.push(problem('matrix-too-large', `line ${section.line + 1 + Math.floor(wrong / size)}`, section.values[wrong], 'keep weights from 0 to 2147483647'))
  return rows
}
