/** Where something is: coordinates, or a row of a travel matrix. */

/** Longitude and latitude in degrees, WGS 84, in GeoJSON's order. */
export type LonLat = readonly [lon: number, lat: number]

/** Coordinates, or the 0-based row of the travel matrix, or both (the row for travel, the coordinates for maps). */
export type Place = LonLat | number | { readonly row: number; readonly at: LonLat }

/** Coordinates of a place, where it has any. */
export function lonLatOf(place: Place): LonLat | undefined {
  if (typeof place === 'number') return undefined
  return 'row' in place ? place.at : place
}

/** Row of a place in the travel matrix, where it has one. */
export function rowOf(place: Place): number | undefined {
  if (typeof place === 'number') return place
  return 'row' in place ? place.row : undefined
}
