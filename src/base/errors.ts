/** Bad input: an error that names the place, the value and the way out. */

/** One thing that is wrong with what a caller passed in. */
export interface Problem {
  /** A stable code from {@link inputCodes}. */
  readonly code: InputCode
  /** Where it was found, as in `couriers[2].shift.end`; empty for the whole input. */
  readonly path: string
  /** What was found there. */
  readonly got: unknown
  /** What to do about it, as an instruction. */
  readonly remedy: string
}

/** Every code that an {@link InputError} can carry, with its meaning. `docs/errors.md` lists the same codes. */
export const inputCodes = {
  'not-a-number': 'A number was expected: not NaN, not infinite, not text.',
  'not-an-integer': 'A whole number was expected; seconds, metres and loads are integers.',
  'out-of-range': 'The number is below or above what the field can hold.',
  'not-an-object': 'An object was expected.',
  'not-a-list': 'A list was expected.',
  'not-text': 'Non-empty text was expected.',
  'text-too-long': 'The text is longer than the field can hold.',
  'missing': 'A required field is absent.',
  'unknown-key': 'The field is not known here; perhaps it is misspelt.',
  'forbidden-key': 'The key could reach into object prototypes and is never accepted.',
  'duplicate-id': 'Two things of the same kind carry the same id.',
  'unknown-id': 'The id names nothing that was declared.',
  'window-empty': 'A window has no end or no start, or a list of windows is empty.',
  'window-reversed': 'A window closes before it opens.',
  'window-overlap': 'Windows of one list overlap or are not in ascending order.',
  'outside-day': 'The moment lies outside what the day can hold.',
  'zone-unknown': 'The time zone is not an IANA zone.',
  'date-invalid': 'The date is not a calendar date.',
  'weekday-unknown': 'The weekday is neither a number from 1 (Monday) to 7 (Sunday) nor an English name.',
  'time-invalid': 'The text is not a time or an instant.',
  'time-nonexistent': 'The local time is skipped by the change to summer time.',
  'time-ambiguous': 'The local time exists twice on the day of the change to winter time.',
  'duration-invalid': 'The duration is neither whole seconds nor ISO 8601 text such as PT4M.',
  'place-unknown': 'The place is neither coordinates nor a row of the matrix.',
  'polygon-invalid': 'An area has fewer than three corners.',
  'matrix-ragged': 'A row of the matrix is longer or shorter than the matrix is wide.',
  'matrix-size': 'Two matrices, or a matrix and the places, differ in size.',
  'matrix-too-large': 'The matrix or a value in it does not fit in 32 bits.',
  'load-dimensions': 'A load has more or fewer dimensions than the couriers’ capacity.',
  'too-many': 'The list is longer than the limit.',
  'break-impossible': 'The breaks cannot be taken in the shift, in the order in which they are listed.',
  'contradiction': 'Two fields say the same thing in different ways, or exclude each other; only one of them may be given.',
  'profile-invalid': 'A time-of-day profile has a gap, goes back in time, or has a factor that is not positive.',
  'wish-unclear': 'The wish could not be understood without guessing.',
  'package-missing': 'An optional package that this needs is not installed.',
  'text-format': 'The text does not follow the file format.',
  'promise-unkept': 'The orders that are said to be promised do not all fit, or the plan given breaks a promise.',
  'snapshot-mismatch': 'The snapshot was taken from a different day, or from a newer version.',
  'store-busy': 'Others kept changing or holding the day; nothing of this was stored.',
  'work-not-allowed':
    'Work given to a store went on asynchronously, or changed a day that it was only to read; or a callback asked a desk that is improved.',
  'clock-backwards': 'The clock went back.',
} as const

/** A stable code of bad input. */
export type InputCode = keyof typeof inputCodes

/**
 * Bad input. Thrown before anything is changed, with all problems that were found.
 * `code`, `path`, `got` and `remedy` are those of the first problem.
 */
export class InputError extends Error {
  readonly code: InputCode
  readonly path: string
  readonly got: unknown
  readonly remedy: string
  readonly problems: readonly Problem[]

  constructor(problems: Problem | readonly Problem[]) {
    const list: readonly Problem[] = Array.isArray(problems) ? problems : [problems as Problem]
    const first = list[0]!
    super(list.map(describe).join('\n'))
    this.name = 'InputError'
    this.code = first.code
    this.path = first.path
    this.got = first.got
    this.remedy = first.remedy
    this.problems = list
  }
}

/** `code at path: got value; remedy`, on one line. */
export function describe(problem: Problem): string {
  const where = problem.path === '' ? 'input' : problem.path
  return `${problem.code} at ${where}: got ${show(problem.got)}; ${problem.remedy}`
}

function show(value: unknown): string {
  try {
    return showReadable(value)
  } catch {
    return 'an object that cannot be read'
  }
}

function showReadable(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 80 ? `${value.slice(0, 77)}...` : value)
  if (typeof value === 'bigint') return `${value}n`
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value === 'object' && value !== null) return value instanceof Date ? `Date ${value.getTime()}` : 'an object'
  return String(value)
}
