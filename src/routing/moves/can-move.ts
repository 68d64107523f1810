/** Which days the moves describe exactly. */
import { UNLIMITED } from '../../model/limits.ts'
import type { Ground } from '../ground.ts'
import type { RouteSlabs } from '../slabs.ts'
import { OWN } from '../stops.ts'

/**
 * More stops than that take too much memory: their legs are written out in a matrix or two of four bytes each, 72 MB for the most. Cut such
 * days into parts.
 */
export const MOST_STOPS = 3000

/** Into how many parts a cost unit is split, so that a second that is paid costs a whole number of them. 1 where hours are not paid. */
export function finenessOf({ fleet }: Pick<Ground, 'fleet'>, r: number): number {
  let [a, b] = [3600, fleet.paidRate[r]!]
  while (b > 0) [a, b] = [b, a % b]
  return 3600 / a
}

/**
 * Whether the moves describe these routes exactly. All of them need the same travel, tariff, type of courier, paid rate and task rate;
 * nobody may have breaks, reloads, rush hours, or a limit of driving or metres; and every stop must be an order's own visit with one
 * window, without setup, other end, position, release or load carried back. Shifts, where they start and end, loads, fixed costs, skills
 * and the most orders may differ.
 */
export function canMove(ground: Ground, slabs: RouteSlabs, among: readonly number[], absent: readonly number[]): boolean {
  const { fleet, stops, profile } = ground
  if (profile !== undefined || stops.carriesBack || stops.times.hasSetups) return false
  if (stops.hasRanks || stops.hasEnds || stops.hasReleases || among.length === 0) return false
  let count = absent.length
  for (const r of among) {
    if (!isLike(ground, r, among[0]!) || !isPlainRoute(ground, r)) return false
    count += slabs.len[r]!
    const base = r * slabs.width
    for (let at = base + 1; at <= base + slabs.len[r]!; at++) if (!isPlainStop(ground, slabs.stopAt[at]!)) return false
  }
  return count <= MOST_STOPS && Number.isInteger(fleet.paidRate[among[0]!]) && absent.every((stop) => isPlainStop(ground, stop))
}

function isLike({ fleet }: Ground, r: number, other: number): boolean {
  const columns = [fleet.variant, fleet.tariff, fleet.type, fleet.paidRate, fleet.taskRate]
  return columns.every((column) => column[r] === column[other])
}

function isPlainRoute({ fleet }: Ground, r: number): boolean {
  if (fleet.breakFirst[r + 1]! > fleet.breakFirst[r]! || fleet.reloadMost[r]! > 0) return false
  return fleet.maxTravel[r]! >= UNLIMITED && fleet.maxMetres[r]! >= UNLIMITED
}

function isPlainStop({ stops }: Ground, stop: number): boolean {
  return stops.role[stop] === OWN && !stops.windows[stop]
}
