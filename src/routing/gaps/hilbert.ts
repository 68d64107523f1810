/** Points in an order in which near ones follow each other. */

/** Squares along each side of the map: 2^BITS. */
const BITS = 15

/**
 * Handles of the points, in the order in which Hilbert's curve passes them [Hilbert, Ueber die stetige Abbildung einer Linie auf ein
 * Flächenstück, 1891]. Points that are nowhere come last; ties go to the lower handle.
 */
export function hilbertOrder(x: Float64Array, y: Float64Array): Int32Array {
  const size = 2 ** BITS
  const scaleOf = (values: Float64Array) => {
    const known = values.filter(Number.isFinite)
    const least = known.reduce((a, b) => Math.min(a, b), Infinity)
    const most = known.reduce((a, b) => Math.max(a, b), -Infinity)
    return (value: number) => Math.min(size - 1, Math.floor(((value - least) / Math.max(1, most - least)) * size))
  }
  const column = scaleOf(x)
  const row = scaleOf(y)
  const isSomewhere = (i: number) => Number.isFinite(x[i]!) && Number.isFinite(y[i]!)
  const along = Float64Array.from(x, (_, i) => (isSomewhere(i) ? hilbert(column(x[i]!), row(y[i]!)) : Infinity))
  return Int32Array.from(x, (_, i) => i).sort((a, b) => (along[a]! < along[b]! ? -1 : along[a]! > along[b]! ? 1 : a - b))
}

/** How far along the curve a square lies: quadrant by quadrant, each turned so that the pieces join. */
function hilbert(column: number, row: number): number {
  let along = 0
  for (let side = 2 ** (BITS - 1); side >= 1; side /= 2) {
    const right = column >= side
    const above = row >= side
    along = along * 4 + (right ? (above ? 2 : 3) : above ? 1 : 0)
    if (right) column -= side
    if (above) row -= side
    if (above) continue
    if (right) {
      const flipped = side - 1 - row
      row = side - 1 - column
      column = flipped
    } else {
      const swapped = column
      column = row
      row = swapped
    }
  }
  return along
}
