/** What it means that stops are in no route: a loss before all else, or a price where the order may stay out. */
import type { Ground } from '../ground.ts'

/** Weight of a promise: priorities are at most 100 each, and a day has far fewer than ten million stops. */
const PROMISED = 1e9

/** How a search counts those who are absent. */
interface Counting {
  /** Whether a stop that is in a route may lose its place. */
  readonly mayDrop?: boolean
  /** Whether all must be served, whatever their priority and value. */
  readonly alike?: boolean
}

/**
 * An order with a value may stay out for that price: the search leaves it out where serving it costs more [profitable tours: Feillet,
 * Dejax & Gendreau, Traveling salesman problems with profits, 2005]. All others must be served if at all possible, promised ones always.
 */
export class Absence {
  /** By stop: what it costs to leave it out; `Infinity` where it must be served. */
  readonly price: Float64Array
  private readonly priority: Int32Array
  private readonly weights: Float64Array
  /** By stop: how often it was absent. */
  private readonly absences: Float64Array
  private readonly alike: boolean

  /** @param planned stops that are in routes when the search begins: promised, unless they may be dropped */
  constructor({ stops }: Ground, planned: readonly number[], absences: Float64Array, { mayDrop = false, alike = false }: Counting) {
    this.absences = absences
    this.alike = alike
    this.priority = alike ? new Int32Array(stops.rows) : stops.priority
    this.price = alike ? new Float64Array(stops.rows).fill(Infinity) : stops.value.slice(0, stops.rows)
    this.weights = Float64Array.from(stops.priority)
    if (mayDrop) return
    for (const stop of planned) {
      this.weights[stop] = PROMISED
      this.price[stop] = Infinity
    }
  }

  /** How much is lost, before all else: priorities of those who must be served; more than all together for a promised one. */
  loss(absent: readonly number[]): number {
    return this.sum(this.weights, absent)
  }

  /** How many are absent that must be served. */
  count(absent: readonly number[]): number {
    let count = 0
    for (const stop of absent) if (this.price[stop] === Infinity) count++
    return count
  }

  /** What the optional ones among them cost. */
  missed(absent: readonly number[]): number {
    let sum = 0
    for (const stop of absent) if (this.price[stop]! < Infinity) sum += this.price[stop]!
    return sum
  }

  /**
   * Below 0 where the new absentees are the lesser loss: less priority, else less stubborn or fewer ones; 0 where it makes no difference.
   * A promised stop counts like the others here: the search may pass through plans without it, but none of them is ever the best.
   */
  compare(now: readonly number[], before: readonly number[]): number {
    if (now.length === 0 && before.length === 0) return 0
    const weight = this.sum(this.priority, now) - this.sum(this.priority, before)
    if (weight !== 0) return weight
    const stubborn = this.sum(this.absences, now) - this.sum(this.absences, before)
    if (stubborn < 0) return -1
    const count = this.count(now) - this.count(before)
    if (count !== 0) return count
    // Where nothing but serving all counts, as many who are more stubborn are no way there.
    return this.alike ? stubborn : 0
  }

  /** Notes one more round in which these are absent. */
  note(absent: readonly number[]): void {
    for (const stop of absent) this.absences[stop] = this.absences[stop]! + 1
  }

  private sum(weights: Float64Array | Int32Array, absent: readonly number[]): number {
    let sum = 0
    for (const stop of absent) if (this.price[stop] === Infinity) sum += weights[stop]!
    return sum
  }
}
