/** Solomon's text format, also Gehring and Homberger's: a plane, one depot, one window per customer (Solomon 1987). */
import type { Problem } from '../base/errors.ts'
import { InputError } from '../base/errors.ts'
import { throwIfAny } from '../base/read.ts'
import type { BenchmarkDay, BenchmarkOptions, Node } from './benchmark.ts'
import { benchmarkDay } from './benchmark.ts'
import type { Note } from './problems.ts'
import { noteInto, problem } from './problems.ts'

export interface SolomonOptions extends BenchmarkOptions {
  /** Decimals kept of a distance, the others are cut off; 1 by default, as in the DIMACS challenge. */
  decimals?: number | undefined
}

const MOST_CUSTOMERS = 5000

/**
 * Reads classic Solomon text. Distances are Euclid's, truncated to `decimals`; everything in time is multiplied by
 * 10^decimals, so that all is integer.
 * @throws InputError `text-format` and others, with the line of each problem as path.
 */
export function readSolomon(text: string, options: SolomonOptions = {}): BenchmarkDay {
  const decimals = options.decimals ?? 1
  if (!Number.isInteger(decimals) || decimals < 0 || decimals > 4) {
    throwIfAny([problem('out-of-range', 'decimals', decimals, 'state 0, 1, 2, 3 or 4')])
  }
  const scale = 10 ** decimals
  const lines = text.split(/\r\n|\r|\n/)
  const problems: Problem[] = []
  const note = noteInto(problems)
  const name = lines.find((line) => line.trim() !== '')?.trim() ?? ''
  const vehicleHead = lines.findIndex((line) => /^\s*NUMBER\s+CAPACITY/i.test(line))
  const customerHead = lines.findIndex((line) => /^\s*CUST(OMER)?\s+NO/i.test(line))
  if (vehicleHead < 0 || customerHead < 0) {
    throw new InputError(problem('text-format', '', text.slice(0, 80), 'give Solomon text with lines NUMBER CAPACITY and CUST NO.'))
  }
  const fleet = numbersOf(lines, vehicleHead + 1, 2, note)
  const nodes: Node[] = []
  for (let at = customerHead + 1; at < lines.length && nodes.length <= MOST_CUSTOMERS; at++) {
    if (lines[at]!.trim() === '') continue
    const row = numbersOf(lines, at, 7, note)
    if (row !== undefined) nodes.push(nodeOf(row, nodes.length, scale, `line ${at + 1}`, note))
  }
  if (nodes.length > MOST_CUSTOMERS) note('too-many', '', nodes.length, `keep to ${MOST_CUSTOMERS} customers`)
  if (nodes.length === 0) note('text-format', '', 0, 'list the depot as customer 0')
  throwIfAny(problems)
  const [vehicles, capacity] = fleet as [number, number]
  return benchmarkDay({ name, scale, vehicles, capacity, nodes, seconds: euclid(nodes, scale), losses: [] }, options)
}

function numbersOf(lines: readonly string[], at: number, count: number, note: Note): number[] | undefined {
  const words = (lines[at] ?? '').trim().split(/\s+/)
  const numbers = words.map(Number)
  if (words.length === count && numbers.every(Number.isFinite)) return numbers
  note('text-format', `line ${at + 1}`, lines[at], `write ${count} numbers`)
  return undefined
}

function nodeOf(row: readonly number[], expected: number, scale: number, path: string, note: Note): Node {
  const [id, x, y, demand, ready, due, service] = row as [number, number, number, number, number, number, number]
  const scaled = [ready * scale, due * scale, service * scale] as const
  if (id !== expected) note('text-format', path, id, `number the customers from 0 without a gap; ${expected} comes next`)
  if (Math.max(Math.abs(x), Math.abs(y)) > 1e6) note('out-of-range', path, `${x} ${y}`, 'keep coordinates within a million')
  if (![demand, ...scaled].every((value) => Number.isSafeInteger(value) && value >= 0)) {
    note('not-an-integer', path, row.join(' '), 'write whole numbers from 0, or read with more decimals')
  }
  if (due < ready) note('window-reversed', path, `${ready} ${due}`, 'let the window close after it opens')
  return { demand, window: { start: scaled[0], end: scaled[1] }, service: scaled[2], at: [x, y] }
}

/** ⌊scale × distance⌋. The square root is taken of the scaled square, so that whole results are exact. */
function euclid(nodes: readonly Node[], scale: number): number[][] {
  return nodes.map(({ at: a }) => nodes.map(({ at: b }) => {
    const x = a![0] - b![0]
    const y = a![1] - b![1]
    return Math.floor(Math.sqrt(scale * scale * (x * x + y * y)))
  }))
}
