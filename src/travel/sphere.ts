/** The Earth as a sphere: places as points on it, and the angle between two of them. */
import type { LonLat } from './place.ts'

/** Mean radius of the Earth in metres [IUGG]. */
export const EARTH_RADIUS = 6_371_008.8

/** Writes the point of the unit sphere to `into[at]`, `into[at + 1]` and `into[at + 2]`. */
export function unitVectorInto([longitude, latitude]: LonLat, into: Float64Array, at: number): void {
  const lon = (longitude * Math.PI) / 180
  const lat = (latitude * Math.PI) / 180
  into[at] = Math.cos(lat) * Math.cos(lon)
  into[at + 1] = Math.cos(lat) * Math.sin(lon)
  into[at + 2] = Math.sin(lat)
}

/** Squared chords below this, up to 201 km, are turned into angles by a series: four terms are exact to the last bits there. */
const SERIES_LIMIT = 1e-3

/**
 * Radians between the points at `a` and `b` of a list of unit vectors; 0 only where they are the same point. Near ones from the chord c,
 * by the series of 2 × arcsin(c ÷ 2); others from the cross and the dot product: unlike the haversine's arcsine, exact to the last bits
 * at every distance.
 */
export function angleBetween(vectors: Float64Array, a: number, b: number): number {
  const ax = vectors[a]!
  const ay = vectors[a + 1]!
  const az = vectors[a + 2]!
  const bx = vectors[b]!
  const by = vectors[b + 1]!
  const bz = vectors[b + 2]!
  const squared = (ax - bx) * (ax - bx) + (ay - by) * (ay - by) + (az - bz) * (az - bz)
  if (squared < SERIES_LIMIT) {
    return Math.sqrt(squared) * (1 + squared * (1 / 24 + squared * (3 / 640 + squared * (5 / 7168))))
  }
  const x = ay * bz - az * by
  const y = az * bx - ax * bz
  const z = ax * by - ay * bx
  return Math.atan2(Math.sqrt(x * x + y * y + z * z), ax * bx + ay * by + az * bz)
}
