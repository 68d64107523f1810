/** The text of a problem in any known format, read with everything noted that it holds and we do not carry over. */
import { formatOf, readProblem } from '../formats/detect.ts'
import type { AnyProblem, ReadOptions } from '../formats/detect.ts'
import type { VroomProblem } from '../formats/vroom/problem.ts'
import { readVroom } from '../formats/vroom/read.ts'
import { inFile } from './failure.ts'
import { parseJson } from './json.ts'

/** A problem, and what is to be said about its file. */
export interface ReadText {
  readonly problem: VroomProblem
  readonly warnings: string[]
}

/** Warnings beyond these are counted and not listed. */
const MOST_WARNINGS = 20

/** Reads VROOM JSON, Solomon text or VRPLIB text. Throws `BadInput` that names the file. */
export function problemOf(input: string, path: string, options: ReadOptions = {}): ReadText {
  const text = withoutMark(input)
  const { name, scale, problem } = inFile(path, (): AnyProblem => {
    if (formatOf(text) !== 'vroom') return readProblem(text, path, options)
    return { format: 'vroom', name: path, scale: 1, problem: readVroom(parseJson(text), options) }
  })
  const scaled = scale === 1 ? [] : [`distances and times of ${name} are multiplied by ${scale}, so that they are whole`]
  return { problem, warnings: [...warningsOf(problem), ...scaled] }
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

/** Without the byte order mark that some editors put first. */
export function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, '')
}
