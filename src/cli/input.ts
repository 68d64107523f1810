/** Reading a problem: any known format, with everything said aloud that it holds and we do not carry over. */
import { formatOf, readProblem } from '../formats/detect.ts'
import type { AnyProblem, ReadOptions } from '../formats/detect.ts'
import type { VroomProblem } from '../formats/vroom/problem.ts'
import { readVroom } from '../formats/vroom/read.ts'
import { inFile } from './failure.ts'
import { parseJson } from './json.ts'
import type { Outside } from './outside.ts'

/** Warnings beyond these are counted and not listed. */
const MOST_WARNINGS = 20

/** Reads VROOM JSON, Solomon text or VRPLIB text. Throws `BadInput` that names the file. */
export async function readProblemFile(outside: Outside, path: string, options: ReadOptions = {}): Promise<AnyProblem> {
  const text = (await outside.read(path)).replace(/^\uFEFF/, '')
  const read = inFile(path, (): AnyProblem => {
    if (formatOf(text) !== 'vroom') return readProblem(text, path, options)
    return { format: 'vroom', name: path, scale: 1, problem: readVroom(parseJson(text), options) }
  })
  warnOf(outside, read.problem)
  if (read.scale !== 1) outside.say(`warning: distances and times of ${read.name} are multiplied by ${read.scale}, so that they are whole`)
  return read
}

/** Reads a JSON file. Throws `BadInput` that names the file. */
export async function readJsonFile(outside: Outside, path: string): Promise<unknown> {
  const text = (await outside.read(path)).replace(/^\uFEFF/, '')
  return inFile(path, () => parseJson(text))
}

/** One line per unknown key and per thing that is not carried over. */
export function warnOf(outside: Outside, { warnings, losses }: VroomProblem): void {
  const lines = [
    ...warnings.map(({ path, remedy }) => `warning: ${path} is not known here; ${remedy}`),
    ...losses.map(({ path, what, did }) => `warning: ${path}: ${what}; ${did}`),
  ]
  for (const line of lines.slice(0, MOST_WARNINGS)) outside.say(line)
  if (lines.length > MOST_WARNINGS) outside.say(`warning: and ${lines.length - MOST_WARNINGS} more of the kind`)
}
