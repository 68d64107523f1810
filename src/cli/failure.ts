/** How a run can end, and the one line that says why. */
import { InputError, describe } from '../base/errors.ts'

/** What the process returns. */
export const exitCodes = { done: 0, no: 1, badInput: 2, bug: 3 } as const

/** Bad input or a bad command line, with the line that says so. */
export class BadInput extends Error {}

/** The first problem, and how many more there are. */
export function lineOfProblems({ problems }: InputError): string {
  const more = problems.length > 1 ? ` (+${problems.length - 1} more)` : ''
  return `${describe(problems[0]!)}${more}`
}

/** Does something with what a file says, so that bad input names the file. */
export function inFile<T>(path: string, act: () => T): T {
  try {
    return act()
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    throw new BadInput(`${path === '-' ? 'standard input' : path}: ${lineOfProblems(error)}`)
  }
}
