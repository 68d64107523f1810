/** Scratch space for looking at many routes together. */

/** The routes to be looked at, the first and last gap of each, and what each gap would cost. */
export class BandNotes {
  readonly routes: Int32Array
  readonly first: Int32Array
  readonly last: Int32Array
  /** Routes noted, and gaps in them. */
  count = 0
  gaps = 0
  /** Added cost by position. */
  added = new Int32Array(0)
  /** The least and the sum of the added costs. */
  readonly stats = new Float64Array(2)

  constructor(routes: number) {
    this.routes = new Int32Array(routes)
    this.first = new Int32Array(routes)
    this.last = new Int32Array(routes)
  }

  /** Starts anew, with room for that many positions. */
  clear(positions: number): void {
    this.count = 0
    this.gaps = 0
    this.stats[0] = 2 ** 30
    this.stats[1] = 0
    if (this.added.length < positions) this.added = new Int32Array(positions)
  }
}
