/** Points on a flat map, sorted into squares, so that the near ones are found without looking at all. */

/** Points that a square holds in the mean, and rings of squares after which the map must be too patchy for them. */
const POINTS_PER_SQUARE = 8
const MOST_RINGS = 64

/** Columns of squares are this many apart in the numbering. */
const COLUMN = 2 ** 26

/** Whole numbers as points. Squares are laid out anew when the points have become twice as many or a quarter. */
export class Cells {
  private squares = new Map<number, number[]>()
  private readonly points = new Map<number, { x: number; y: number; square: number }>()
  private side = 1
  private laidOutFor = 0

  get size(): number {
    return this.points.size
  }

  add(id: number, x: number, y: number): void {
    const point = { x, y, square: 0 }
    this.points.set(id, point)
    this.enter(id, point)
    if (this.points.size > 2 * this.laidOutFor) this.layOut()
  }

  remove(id: number): void {
    const point = this.points.get(id)
    if (point === undefined) return
    this.points.delete(id)
    const square = this.squares.get(point.square)!
    if (square.length === 1) this.squares.delete(point.square)
    else square.splice(square.indexOf(id), 1)
    if (4 * this.points.size < this.laidOutFor) this.layOut()
  }

  /**
   * Shows the points ring by ring around a place. After each ring, `enough` is asked with the distance below which nobody is left out.
   * Within a ring the order depends on the history of the points.
   */
  around(x: number, y: number, show: (id: number) => void, enough: (distance: number) => boolean): void {
    const column = Math.floor(x / this.side)
    const row = Math.floor(y / this.side)
    let shown = 0
    const showSquare = (i: number, j: number): void => {
      for (const id of this.squares.get(i * COLUMN + j) ?? []) {
        show(id)
        shown++
      }
    }
    for (let ring = 0; shown < this.points.size; ring++) {
      if (ring > MOST_RINGS) {
        const reach = (point: { x: number; y: number }) =>
          Math.max(Math.abs(Math.floor(point.x / this.side) - column), Math.abs(Math.floor(point.y / this.side) - row))
        for (const [id, point] of this.points) if (reach(point) >= ring) show(id)
        return
      }
      for (let i = column - ring; i <= column + ring; i++) {
        const edge = i === column - ring || i === column + ring
        for (let j = row - ring; j <= row + ring; j += edge || ring === 0 ? 1 : 2 * ring) showSquare(i, j)
      }
      if (enough(ring * this.side)) return
    }
  }

  private enter(id: number, point: { x: number; y: number; square: number }): void {
    point.square = Math.floor(point.x / this.side) * COLUMN + Math.floor(point.y / this.side)
    const square = this.squares.get(point.square)
    if (square === undefined) this.squares.set(point.square, [id])
    else square.push(id)
  }

  /** The side follows from the middle eight tenths of the points in both directions: a few far away must not make it huge. */
  private layOut(): void {
    const middle = (values: number[]): number => {
      values.sort((a, b) => a - b)
      return values[Math.floor(values.length * 0.9)]! - values[Math.floor(values.length * 0.1)]!
    }
    const points = [...this.points.values()]
    this.laidOutFor = points.length
    this.squares = new Map()
    if (points.length === 0) return
    const width = Math.max(1, middle(points.map(({ x }) => x)))
    const height = Math.max(1, middle(points.map(({ y }) => y)))
    this.side = Math.max(1, Math.sqrt((width * height * POINTS_PER_SQUARE) / points.length))
    for (const [id, point] of this.points) this.enter(id, point)
  }
}
