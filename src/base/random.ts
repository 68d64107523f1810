/** The one source of chance: a small seeded generator that can be forked by name. */

/** The four 32-bit words of a generator, for storing and comparing. */
export type RandomState = readonly [number, number, number, number]

/**
 * Seeded random numbers, sfc32 by Chris Doty-Humphrey (PractRand): 128 bits of state, 32 bits a draw.
 * The same seed always gives the same numbers, on every platform.
 */
export class Random {
  private a: number
  private b: number
  private c: number
  private counter: number

  /** @param seed any 32-bit integer */
  constructor(seed: number | RandomState) {
    if (typeof seed !== 'number') {
      ;[this.a, this.b, this.c, this.counter] = seed
      return
    }
    this.a = 0
    this.b = seed | 0
    this.c = 0x9e3779b9 | 0
    this.counter = 1
    for (let warmUp = 0; warmUp < 12; warmUp++) this.next()
  }

  /** The next 32 random bits, as an unsigned integer. */
  next(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0
    this.counter = (this.counter + 1) | 0
    this.a = this.b ^ (this.b >>> 9)
    this.b = (this.c + (this.c << 3)) | 0
    this.c = (this.c << 21) | (this.c >>> 11)
    this.c = (this.c + sum) | 0
    return sum >>> 0
  }

  /** A number in [0, 1). */
  unit(): number {
    return this.next() / 4294967296
  }

  /** A whole number in [0, n). `n` is at least 1. */
  below(n: number): number {
    return Math.floor(this.unit() * n)
  }

  /** Mixes the first `count` entries in place (Fisher and Yates). */
  shuffle<T>(list: T[] | Int32Array, count: number = list.length): void {
    const items = list as T[]
    for (let i = count - 1; i > 0; i--) {
      const j = this.below(i + 1)
      const kept = items[i]!
      items[i] = items[j]!
      items[j] = kept
    }
  }

  /** A generator of its own for a named purpose, so that a new consumer never shifts the numbers of the others. */
  fork(name: string): Random {
    let hash = 0x811c9dc5
    for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193)
    return new Random(hash ^ this.b ^ Math.imul(this.counter, 0x85ebca6b))
  }

  /** The present state; two generators with the same state go on alike. */
  state(): RandomState {
    return [this.a, this.b, this.c, this.counter]
  }
}
