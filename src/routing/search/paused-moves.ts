/** A stopped search by moves as plain data: its routes by the names of couriers, its stops by where they stand in the paused search. */
import { refresh } from '../bounds.ts'
import type { Insides } from '../insides.ts'
import { canMove } from '../moves/can-move.ts'
import type { MoveState } from '../moves/move-state.ts'

/** JSON data. Lists are of indices in the `stops` of the paused search; routes in them may be late or too full, but for the best. */
export interface PausedMoves extends Omit<MoveState, 'routes' | 'stops'> {
  readonly routes: readonly { readonly courier: string; readonly shift: number }[]
}

export function pauseMoves({ routes: all }: Insides['day'], state: MoveState): PausedMoves {
  const { routes, stops: _, ...rest } = state
  return { ...rest, routes: routes.map((r) => ({ courier: all[r]!.courier.id, shift: all[r]!.shiftIndex })) }
}

/**
 * The moves that were paused, with these stops.
 * @returns `undefined` where they do not describe the routes as they are now
 */
export function resumeMoves(inside: Insides, { routes: named, ...rest }: PausedMoves, stops: readonly number[]): MoveState | undefined {
  const { day, ground, slabs } = inside
  const handles = new Map(day.routes.map(({ handle, courier, shiftIndex }) => [`${shiftIndex} ${courier.id}`, handle]))
  const routes = named.map(({ courier, shift }) => handles.get(`${shift} ${courier}`) ?? -1)
  if (routes.includes(-1) || new Set(routes).size < routes.length || !canMove(ground, slabs, routes, [])) return undefined
  const { current, best } = rest
  const suit = (lists: typeof current) => lists.every((list, i) => list.every((at) => ground.stops.isSuited(stops[at]!, routes[i]!)))
  for (const lists of best ? [current, best] : [current]) {
    if (lists.length !== routes.length || !isEachOnce(lists, stops.length) || !suit(lists)) return undefined
  }
  const state = { ...rest, routes, stops }
  return best === null || areLegal(inside, state, best) ? state : undefined
}

function isEachOnce(lists: readonly (readonly number[])[], count: number): boolean {
  const all = lists.flat()
  return all.length === count && new Set(all).size === count && all.every((i) => i >= 0 && i < count)
}

function areLegal({ ground, slabs }: Insides, { routes, stops }: MoveState, lists: readonly (readonly number[])[]): boolean {
  const copy = slabs.copy()
  for (const r of routes) if (copy.len[r]! > 0) copy.unsplice(r, 1, copy.len[r]!)
  return lists.every((list, i) => {
    copy.write(routes[i]!, list.map((at) => stops[at]!), ground.stops.place, Array<number>(list.length + 1).fill(0))
    return refresh(ground, copy, routes[i]!)
  })
}

/** Whether data from outside has this shape. */
export function isPausedMoves(value: unknown): value is PausedMoves {
  const { routes, current, best, penalties, evaluations, rounds, ...rates } = (value ?? {}) as PausedMoves
  const isNamed = (route: unknown) => typeof (route as PausedMoves['routes'][0])?.courier === 'string'
  if (!Array.isArray(routes) || !routes.every(isNamed)) return false
  if (!areLists(current) || (best !== null && !areLists(best))) return false
  const { warpRate, loadRate, meanLeg, meanRouteLength } = rates
  if (![warpRate, loadRate, meanLeg, meanRouteLength].every((number) => Number.isFinite(number) && number > 0)) return false
  const counts = [evaluations, rounds, penalties?.rounds, penalties?.inTime, penalties?.notFull]
  return counts.every((count) => Number.isSafeInteger(count) && count! >= 0)
}

function areLists(value: unknown): boolean {
  return Array.isArray(value) && value.every((list) => Array.isArray(list) && list.every((i) => Number.isSafeInteger(i)))
}
