/** From degrees to a flat drawing in which a kilometre is as long northwards as eastwards. */
import type { LonLat } from '../travel/place.ts'

/** Kilometres east and north of the middle. */
export type Point = readonly [east: number, north: number]

/** A drawing's frame, in kilometres. */
export interface Frame {
  readonly west: number
  readonly east: number
  readonly south: number
  readonly north: number
}

const KILOMETRES_PER_DEGREE = 111.195

/**
 * The equirectangular projection around the middle of the places: within a city its error is far below a pixel. Longitudes are
 * counted from the first place, so that a city on the date line stays in one piece.
 */
export function projectionOf(places: readonly LonLat[]): (place: LonLat) => Point {
  const origin = places[0]?.[0] ?? 0
  const eastOf = (lon: number): number => ((((lon - origin + 180) % 360) + 360) % 360) - 180
  const lon = middle(places.map((place) => eastOf(place[0])))
  const lat = middle(places.map((place) => place[1]))
  const shrink = Math.cos((lat * Math.PI) / 180)
  return (place) => [(eastOf(place[0]) - lon) * KILOMETRES_PER_DEGREE * shrink, (place[1] - lat) * KILOMETRES_PER_DEGREE]
}

/** The frame around the points, at least 1 metre across. */
export function frameOf(points: readonly Point[]): Frame {
  const [west, east] = ends(points.map(([x]) => x))
  const [south, north] = ends(points.map(([, y]) => y))
  return { west: west - 0.0005, east: east + 0.0005, south: south - 0.0005, north: north + 0.0005 }
}

/** The frame widened about its middle until it has the shape of a drawing of `width` to `height`. */
export function fitted(frame: Frame, width: number, height: number): Frame {
  const scale = Math.max((frame.east - frame.west) / width, (frame.north - frame.south) / height)
  const [x, y] = [(frame.west + frame.east) / 2, (frame.south + frame.north) / 2]
  const [dx, dy] = [(scale * width) / 2, (scale * height) / 2]
  return { west: x - dx, east: x + dx, south: y - dy, north: y + dy }
}

function middle(values: readonly number[]): number {
  const [least, most] = ends(values)
  return (least + most) / 2
}

function ends(values: readonly number[]): [least: number, most: number] {
  let least = Infinity
  let most = -Infinity
  for (const value of values) {
    least = Math.min(least, value)
    most = Math.max(most, value)
  }
  return values.length === 0 ? [0, 0] : [least, most]
}
