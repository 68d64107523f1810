/** Problems found while a text or a JSON is read, under the paths of whoever wrote it. */
import type { InputCode, Problem } from '../base/errors.ts'
import { InputError } from '../base/errors.ts'

/** One problem, written on one line. */
export function problem(code: InputCode, path: string, got: unknown, remedy: string): Problem {
  return { code, path, got, remedy }
}

/** Adds one problem to a list. */
export type Note = (code: InputCode, path: string, got: unknown, remedy: string) => void

/** A note-taker for a list of problems. */
export function noteInto(problems: Problem[]): Note {
  return (code, path, got, remedy) => void problems.push({ code, path, got, remedy })
}

/** Runs `build`; the problems of an `InputError` are added to the list under renamed paths, other errors pass. */
export function collect<T>(problems: Problem[], rename: (path: string) => string, build: () => T): T | undefined {
  try {
    return build()
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    for (const found of error.problems) problems.push({ ...found, path: rename(found.path) })
    return undefined
  }
}
