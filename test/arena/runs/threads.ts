/** What the threads of the tests do: a number is squared, or everything goes wrong in the way that is asked for. */
import { InputError } from '../../../src/base/errors.ts'
import { handing } from '../../../src/arena/runs/crew.ts'

export interface Sum {
  readonly number: number
  readonly wrong?: 'bug' | 'input' | 'exit'
}

export function square({ number, wrong }: Sum): { readonly square: number } {
  if (wrong === 'bug') throw new Error(`${number} cannot be squared`)
  if (wrong === 'input') {
    throw new InputError({ code: 'out-of-range', path: 'number', got: () => number, remedy: 'give a smaller one' })
  }
  if (wrong === 'exit') process.exit(1)
  return { square: number * number }
}

export const work = handing(square)
