/** What an `InputError` lists, for comparing. */
import { InputError } from '../../src/base/errors.ts'

/** `code at path` of every problem that the act throws; an empty list where it throws nothing. */
export function problemsOf(act: () => unknown): string[] {
  try {
    act()
  } catch (error) {
    if (error instanceof InputError) return error.problems.map((problem) => `${problem.code} at ${problem.path}`)
    throw error
  }
  return []
}
