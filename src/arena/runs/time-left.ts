/** How long the rest will take, from how long units of each kind took so far. */

/** Seconds that a unit took. */
interface Took {
  count: number
  seconds: number
}

/** Learns as units finish. */
export class TimeLeft {
  private readonly took = new Map<string, Took>()
  private readonly waiting = new Map<string, number>()
  private readonly hands: number

  /**
   * @param kinds of all units that are still to be done
   * @param hands how many are done at a time
   */
  constructor(kinds: readonly string[], hands: number) {
    for (const kind of kinds) this.waiting.set(kind, (this.waiting.get(kind) ?? 0) + 1)
    this.hands = hands
  }

  note(kind: string, seconds: number): void {
    const took = this.took.get(kind) ?? { count: 0, seconds: 0 }
    this.took.set(kind, { count: took.count + 1, seconds: took.seconds + seconds })
    this.waiting.set(kind, this.waiting.get(kind)! - 1)
  }

  /** Seconds; `undefined` before anything is known. Kinds that nobody has seen yet are taken to be as long as the others on average. */
  seconds(): number | undefined {
    const known = [...this.took.values()]
    if (known.length === 0) return undefined
    const average = known.reduce((sum, { count, seconds }) => sum + seconds / count, 0) / known.length
    let left = 0
    for (const [kind, count] of this.waiting) {
      const took = this.took.get(kind)
      left += count * (took === undefined ? average : took.seconds / took.count)
    }
    return left / this.hands
  }
}
