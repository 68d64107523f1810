/** Reading files, and saying what is odd about them. */
import type { ReadOptions } from '../formats/detect.ts'
import type { VroomProblem } from '../formats/vroom/problem.ts'
import { inFile } from './failure.ts'
import { parseJson } from './json.ts'
import type { Outside } from './outside.ts'
import { problemOf, withoutMark } from './problem-text.ts'

/** Reads a problem of any known format; warnings are said. Throws `BadInput` that names the file. */
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

/** Says warnings on standard error. */
export function sayWarnings(outside: Outside, warnings: readonly string[]): void {
  for (const warning of warnings) outside.say(`warning: ${warning}`)
}
