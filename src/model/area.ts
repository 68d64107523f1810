/** Areas that a courier does not serve: reading them, and whether a place lies in one. */
import pointInPolygon from 'point-in-polygon-hao'
import type { Problem } from '../base/errors.ts'
import { MOST_PROBLEMS, readList, readObject, readWhole } from '../base/read.ts'
import type { LonLat, Place } from '../travel/place.ts'
import { lonLatOf, rowOf } from '../travel/place.ts'
import type { TravelSource } from '../travel/source.ts'
import { readLonLat } from './fields.ts'
import { MOST_AREAS, MOST_CORNERS } from './limits.ts'
import type { Area } from './nouns.ts'

/** The highest row that a list may name. */
const HIGHEST_ROW = 2 ** 31 - 1

/**
 * Whether the place lies in one of the areas: inside a polygon or on its edge, or in a list of rows. A polygon never contains a place
 * without coordinates, a list never one without a row. Degrees are taken as a flat map (Hao et al. 2018, with exact arithmetic), so an
 * area across the 180th meridian is two polygons.
 */
export function blocks(areas: readonly Area[], place: Place): boolean {
  const at = lonLatOf(place)
  const row = rowOf(place)
  return areas.some((area) => {
    if ('rows' in area) return row !== undefined && area.rows.includes(row)
    return at !== undefined && contains(area.polygon, at)
  })
}

/** The library says 0 on the edge, and wants the ring closed. */
function contains(polygon: readonly LonLat[], [lon, lat]: LonLat): boolean {
  const ring = [...polygon, polygon[0]!].map((corner) => [...corner])
  return pointInPolygon([lon, lat], [ring]) !== false
}

/** Frozen areas. A ring that repeats its first corner at the end, as in GeoJSON, is the same polygon. */
export function readAreas(value: unknown, sources: readonly TravelSource[], path: string, problems: Problem[]): readonly Area[] {
  const areas: Area[] = []
  for (const [i, entry] of (value === undefined ? [] : (readList(value, MOST_AREAS, path, problems) ?? [])).entries()) {
    const area = readArea(entry, sources, `${path}[${i}]`, problems)
    if (area !== undefined) areas.push(area)
  }
  return Object.freeze(areas)
}

function readArea(value: unknown, sources: readonly TravelSource[], path: string, problems: Problem[]): Area | undefined {
  const fields = readObject(value, ['polygon', 'rows'], path, problems)
  if (fields === undefined) return undefined
  const { polygon, rows } = fields
  if (polygon !== undefined && rows !== undefined) {
    problems.push({ code: 'contradiction', path: `${path}.rows`, got: rows, remedy: 'give either polygon or rows' })
    return undefined
  }
  if (polygon === undefined && rows === undefined) {
    problems.push({ code: 'missing', path, got: value, remedy: 'give polygon, a list of [longitude, latitude], or rows of the matrix' })
    return undefined
  }
  return rows === undefined ? readPolygon(polygon, `${path}.polygon`, problems) : readRows(rows, sources, `${path}.rows`, problems)
}

function readPolygon(value: unknown, path: string, problems: Problem[]): Area | undefined {
  const corners: LonLat[] = []
  const before = problems.length
  for (const [i, entry] of (readList(value, MOST_CORNERS, path, problems) ?? []).entries()) {
    if (problems.length >= MOST_PROBLEMS) return undefined
    const corner = readLonLat(entry, `${path}[${i}]`, problems)
    if (corner !== undefined) corners.push(corner)
  }
  if (problems.length > before) return undefined
  const [first, last] = [corners[0], corners.at(-1)]
  if (corners.length > 1 && first![0] === last![0] && first![1] === last![1]) corners.pop()
  if (corners.length < 3) {
    problems.push({ code: 'polygon-invalid', path, got: value, remedy: 'give at least three corners as [longitude, latitude]' })
    return undefined
  }
  return Object.freeze({ polygon: Object.freeze(corners) })
}

function readRows(value: unknown, sources: readonly TravelSource[], path: string, problems: Problem[]): Area | undefined {
  const rows = new Set<number>()
  for (const [i, entry] of (readList(value, MOST_CORNERS, path, problems) ?? []).entries()) {
    if (problems.length >= MOST_PROBLEMS) return undefined
    const row = readWhole(entry, 0, HIGHEST_ROW, `${path}[${i}]`, problems)
    if (row === undefined) continue
    rows.add(row)
    if (sources.some((source) => source.refuses(row) === undefined)) continue
    problems.push({ code: 'place-unknown', path: `${path}[${i}]`, got: entry, remedy: 'give a row that a travel matrix has' })
  }
  return Object.freeze({ rows: Object.freeze([...rows]) })
}
