/** Numbers on the command line. */
import { InvalidArgumentError } from 'commander'

/** A reader of whole numbers from `least` to `most`; `2e7` is one too. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,16}(e\d{1,2})?$/i.test(text) ? Number(text) : Number.NaN
    if (Number.isSafeInteger(value) && value >= least && value <= most) return value
    throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`)
  }
}

/** A reader of positive seconds, with fractions. */
export function positiveSeconds(text: string): number {
  const value = /^\d{1,7}(\.\d{1,6})?$/.test(text) ? Number(text) : Number.NaN
  if (value > 0 && value <= LONGEST_SEARCH) return value
  throw new InvalidArgumentError(`Give a number of seconds above 0, up to ${LONGEST_SEARCH}.`)
}

const LONGEST_SEARCH = 1_000_000

/** Gaps that a search may look at. */
export const evaluationsOption = wholeNumber(0, 1e12)

/** 32 bits without a sign. */
export const seedOption = wholeNumber(0, 2 ** 32 - 1)

/** How many couriers work. */
export const couriersOption = wholeNumber(1, 10_000)
