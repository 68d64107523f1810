/** Reading a problem: any known format, with everything said aloud that it holds and we do not carry over. */
import { formatOf, readProblem } from '../formats/detect.ts'
import type { AnyProblem, ReadOptions } from '../formats/detect.ts'
import type { VroomProblem } from '../formats/vroom/problem.ts'
import { readVroom } from '../formats/vroom/read.ts'
import { inFile } from './failure.ts'
import { parseJson } from './json.ts'
import type { Outside } from './outside.ts'

/** A problem, and what is to be said about its file. */
export interface ReadFile {
  readonly problem: VroomProblem
  readonly warnings: string[]
}

/** Warnings beyond these are counted and not listed. */
const MOST_WARNINGS = 20

/** Reads VROOM JSON, Solomon text or VRPLIB text. Throws `BadInput` that names the file. */
export function problemOf(input: string, path: string, options: ReadOptions = {}): ReadFile {
  const text = withoutMark(input)
  const { name, scale, problem } = inFile(path, (): AnyProblem => {
    if (formatOf(text) !== 'vroom') return readProblem(text, path, options)
    return { format: 'vroom', name: path, scale: 1, problem: readVroom(parseJson(text), options) }
  })
  const scaled = scale === 1 ? [] : [`distances and times of ${name} are multiplied by ${scale}, so that they are whole`]
  return { problem, warnings: [...warningsOf(problem), ...scaled] }
}

/** The same for a file; the warnings are said. */
export async function readProblemFile(outside: Outside, path: string, options: ReadOptions = {}): Promise<VroomProblem> {
  const { problem, warnings } = problemOf(await outside.read(path), path, options)
  sayWarnings(outside, warnings)
  return problem
}

/** Reads a JSON file. Throws `BadInput` that names the file. */
export async function readJsonFile(outside: Outside, path: string): Promise<unknown> {
  const text = withoutMark(await outside.read(path))
  return inFile(path, () => parseJson(text))
}

/** One warning per unknown key and per thing that is not carried over. */
export function warningsOf({ warnings, losses }: VroomProblem): string[] {
  const lines = [
    ...warnings.map(({ path, remedy }) => `${path} is not known here; ${remedy}`),
    ...losses.map(({ path, what, did }) => `${path}: ${what}; ${did}`),
  ]
  const rest = lines.length - MOST_WARNINGS
  return rest > 0 ? [...lines.slice(0, MOST_WARNINGS), `and ${rest} more of the kind`] : lines
}

/** Says warnings on standard error. */
export function sayWarnings(outside: Outside, warnings: readonly string[]): void {
  for (const warning of warnings) outside.say(`warning: ${warning}`)
}

/** Without the byte order mark that some editors put first. */
function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, '')
}
