/** Which couriers have something to do, numbered in the day's order. */
import type { RouteSheet } from '../model/timetable.ts'
import type { Look } from './palette.ts'
import { lookOf } from './palette.ts'

/** The look of every courier with a route sheet, by id. */
export function looksOf(couriers: readonly { readonly id: string }[], sheets: readonly RouteSheet[]): Map<string, Look> {
  const busy = new Set(sheets.map(({ courier }) => courier))
  const known = couriers.map(({ id }) => id).filter((id) => busy.delete(id))
  return new Map([...known, ...busy].map((id, index) => [id, lookOf(index)]))
}
