/** Our own bugs: an assertion that fails is never the caller's fault. */

/** Thrown when an invariant of the library itself does not hold. */
export class AssertionError extends Error {
  constructor(message: string) {
    super(`slotsmith bug: ${message}`)
    this.name = 'AssertionError'
  }
}

/** States what must be true here. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new AssertionError(message)
}

/** Marks a branch that a complete `switch` never reaches. */
export function unreachable(value: never): never {
  throw new AssertionError(`unreachable value ${String(value)}`)
}
