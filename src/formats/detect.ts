/** Tells VROOM JSON, Solomon text and VRPLIB text by their content, and reads them to the same shape. */
import { InputError } from '../base/errors.ts'
import { rowOf } from '../travel/place.ts'
import type { BenchmarkDay } from './benchmark.ts'
import { problem } from './problems.ts'
import { readSolomon } from './solomon.ts'
import { namesOfDay } from './vroom/names.ts'
import type { VroomProblem } from './vroom/problem.ts'
import { readVroom } from './vroom/read.ts'
import { readVrplib } from './vrplib/read.ts'

/** Which format a text is in. */
export type ProblemFormat = 'vroom' | 'solomon' | 'vrplib'

/** Options of {@link readProblem}. */
export interface ReadOptions {
  /** How many couriers work: benchmark files are given so many, of VROOM JSON the first so many vehicles. */
  couriers?: number | undefined
  /** Decimals kept of Solomon distances; 1 by default. */
  decimals?: number | undefined
  /** Count the costs of VROOM JSON in finer units; see `VroomOptions`. */
  fineCosts?: boolean | undefined
}

/** A problem of any format, ready for planning and for writing a VROOM solution. */
export interface AnyProblem {
  readonly format: ProblemFormat
  /** As the file says it, or the name that was passed in. */
  readonly name: string
  /** Seconds of ours for one unit of the file; not 1 only for Solomon text. */
  readonly scale: number
  readonly problem: VroomProblem
}

/**
 * Reads a problem of any known format.
 * @param name of the file, for errors and where the text has none
 * @throws InputError `text-format` where no format fits, and what the format's reader finds
 */
export function readProblem(input: string, name: string, options: ReadOptions = {}): AnyProblem {
  const text = input.replace(/^\uFEFF/, '')
  switch (formatOf(text)) {
    case 'vroom': return { format: 'vroom', name, scale: 1, problem: readVroom(parse(text, name), options) }
    case 'solomon': return benchmarkProblem('solomon', name, readSolomon(text, options))
    case 'vrplib': return benchmarkProblem('vrplib', name, readVrplib(text, options))
    case undefined:
      throw new InputError(problem('text-format', name, text.slice(0, 80), 'give VROOM JSON, Solomon text or VRPLIB text with windows'))
  }
}

/** The format that a text looks like. */
export function formatOf(text: string): ProblemFormat | undefined {
  const head = text.slice(0, 20_000)
  if (/^\s*[[{]/.test(head)) return 'vroom'
  if (/^[ \t]*NUMBER[ \t]+CAPACITY/im.test(head)) return 'solomon'
  if (/^[ \t]*(DIMENSION|EDGE_WEIGHT_TYPE)[ \t]*:/m.test(head)) return 'vrplib'
  return undefined
}

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new InputError(problem('text-format', name, text.slice(0, 40), `mend the JSON: ${(error as Error).message}`))
  }
}

/** Benchmark coordinates are a plane's, so they stay out of VROOM's `location`. */
function benchmarkProblem(format: ProblemFormat, name: string, file: BenchmarkDay): AnyProblem {
  const names = namesOfDay(file.day, file.orders, (place) => ({ location_index: rowOf(place)! }))
  const problem = { ...names, slots: [], steps: undefined, routes: undefined, limit: undefined, losses: file.losses, warnings: [] }
  return { format, name: file.name === '' ? name : file.name, scale: file.scale, problem }
}
