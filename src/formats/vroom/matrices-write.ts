/** The rows and matrices that a day is written with. */
import { InputError } from '../../base/errors.ts'
import type { Day } from '../../model/day.ts'
import type { Area, Order } from '../../model/nouns.ts'
import type { Place } from '../../travel/place.ts'
import { lonLatOf, rowOf } from '../../travel/place.ts'
import { problem } from '../problems.ts'
import { otherEndOf } from './ends.ts'
import type { Locate } from './names.ts'
import type { VroomLocation } from './problem.ts'
import type { AreaJson } from './schema.ts'

/** Its square is the number of entries of a matrix. */
const MOST_EXPORTED = 5000

/** The rows of the matrices that are written, by place. */
export type Rows = ReadonlyMap<string, { readonly row: number; readonly place: Place }>

/** Row of each place. Where all have one it stays; otherwise they are numbered as they come. */
export function rowsOf(day: Day, orders: readonly Order[]): Rows {
  const bases = day.routes.flatMap(({ shift }) => [shift.from, shift.to, shift.reload?.place ?? null].filter((place) => place !== null))
  const visits = orders.flatMap((order) => [order.place, otherEndOf(order)?.place ?? order.place])
  const places = [...bases, ...visits]
  const keep = places.every((place) => rowOf(place) !== undefined)
  const rows = new Map<string, { row: number; place: Place }>()
  for (const place of places) {
    const key = keyOf(place)
    if (!rows.has(key)) rows.set(key, { row: keep ? rowOf(place)! : rows.size, place })
  }
  if (rows.size > MOST_EXPORTED) {
    throw new InputError(problem('too-many', 'orders', rows.size, `export at most ${MOST_EXPORTED} places at once`))
  }
  return rows
}

function keyOf(place: Place): string {
  return String(rowOf(place) ?? lonLatOf(place)!.join(','))
}

/** Places by their rows and coordinates. */
export function locatorOf(rows: Rows): Locate {
  return (place): VroomLocation => {
    const at = lonLatOf(place)
    return { ...(at === undefined ? {} : { location: [...at] as const }), location_index: rows.get(keyOf(place))!.row }
  }
}

function sizeOf(rows: Rows): number {
  return [...rows.values()].reduce((most, { row }) => Math.max(most, row + 1), 0)
}

/** The matrices of all profiles that a courier has. */
export function matricesOf(day: Day, rows: Rows): Record<string, object> {
  const size = sizeOf(rows)
  // Rows that no place of the day uses are of a matrix, so that they can be asked for by number.
  const places: Place[] = Array.from({ length: size }, (_, row) => row)
  for (const { row, place } of rows.values()) places[row] = place
  const used = new Set(day.couriers.map(({ profile }) => profile))
  const tables = [...day.travel].filter(([profile]) => used.has(profile)).map(([profile, source]) => {
    const table = (ask: (from: Place, to: Place) => number) => places.map((from) => places.map((to) => ask(from, to)))
    const durations = table((from, to) => source.seconds(from, to))
    const distances = table((from, to) => source.metres(from, to))
    const known = distances.some((row) => row.some((metres) => metres > 0))
    const costs = source.cost === undefined ? {} : { costs: table((from, to) => source.cost!(from, to)) }
    return [profile, { durations, ...(known ? { distances } : {}), ...costs }] as const
  })
  return Object.fromEntries(tables)
}

/** Only matrices have rows that can be listed, and with them all places keep their rows. Those that are not written are left out. */
export function areaJson(area: Area, rows: Rows): AreaJson[] {
  if ('polygon' in area) return [{ polygon: area.polygon.map(([lon, lat]) => [lon, lat]) }]
  const size = sizeOf(rows)
  const blocked = area.rows.filter((row) => row < size)
  return blocked.length === 0 ? [] : [{ rows: blocked }]
}
