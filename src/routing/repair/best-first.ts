/** A queue of numbered things, least key first. */

/** Numbers below the size that was asked for, each at most once; of equal keys the one entered first comes first. */
export class BestFirst {
  private readonly key: Float64Array
  private readonly heap: Int32Array
  /** How many wait. */
  size = 0

  constructor(most: number) {
    this.key = new Float64Array(most)
    this.heap = new Int32Array(most)
  }

  /** Forgets all. */
  clear(): void {
    this.size = 0
  }

  /** Enters a number. */
  push(item: number, key: number): void {
    const { heap } = this
    this.key[item] = key
    let at = this.size++
    while (at > 0) {
      const up = (at - 1) >> 1
      if (!this.comesBefore(item, heap[up]!)) break
      heap[at] = heap[up]!
      at = up
    }
    heap[at] = item
  }

  /** Takes the one with the least key out. There must be one. */
  pop(): number {
    const { heap } = this
    const top = heap[0]!
    const last = heap[--this.size]!
    let at = 0
    for (let down = 1; down < this.size; down = 2 * at + 1) {
      if (down + 1 < this.size && this.comesBefore(heap[down + 1]!, heap[down]!)) down++
      if (!this.comesBefore(heap[down]!, last)) break
      heap[at] = heap[down]!
      at = down
    }
    heap[at] = last
    return top
  }

  private comesBefore(one: number, other: number): boolean {
    const { key } = this
    return key[one]! < key[other]! || (key[one] === key[other] && one < other)
  }
}
