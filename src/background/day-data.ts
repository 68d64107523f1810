/** A desk's day and its snapshot as data that can be posted to another thread, and the day made again there. */
import { promises } from '../booking/ledger.ts'
import { restore } from '../booking/replay.ts'
import type { DeskSnapshot } from '../live/snapshot.ts'
import type { Day } from '../model/day.ts'
import { assembleDay } from '../model/day.ts'
import type { Courier, Depot } from '../model/nouns.ts'
import { estimateTravel } from '../travel/estimate.ts'
import type { Place } from '../travel/place.ts'
import { timeProfile } from '../travel/profile.ts'
import type { TravelSource } from '../travel/source.ts'
import type { LegTable } from '../travel/table.ts'
import { legTable, placeKey, tableTravel } from '../travel/table.ts'

type SourceData =
  | { readonly estimate: { readonly kilometresPerHour: number; readonly detour: number } }
  | { readonly table: LegTable }

/** What `structuredClone` can copy. */
export interface DayData {
  readonly depots: readonly Depot[]
  readonly couriers: readonly Courier[]
  readonly dimensions: number
  readonly travel: readonly (readonly [profile: string, source: SourceData])[]
  /** Moments and factors of the rush hours. */
  readonly steps: readonly { readonly from: number; readonly factor: number }[] | undefined
}

/** All that a search needs to know of the day: travel between the places of this snapshot, and no slots. */
export function dayData(day: Day, snapshot: DeskSnapshot): DayData {
  const { depots, couriers, dimensions, profile } = day
  const places = placesOf(day, snapshot)
  const known = new Map<TravelSource, SourceData>()
  const dataOf = (source: TravelSource): SourceData => {
    const made = known.get(source) ?? (source.estimate ? { estimate: source.estimate } : { table: legTable(source, places) })
    known.set(source, made)
    return made
  }
  return {
    depots, couriers, dimensions,
    travel: [...day.travel].map(([name, source]) => [name, dataOf(source)] as const),
    steps: profile && Array.from(profile.breakpoints, (from, i) => ({ from, factor: 1000 / profile.speeds[i]! })),
  }
}

/** Buffers that may move instead of being copied. */
export function buffersOf({ travel }: DayData): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>()
  for (const [, source] of travel) {
    if (!('table' in source)) continue
    const { seconds, metres, cost } = source.table
    for (const legs of [seconds, metres, cost]) if (legs && legs.byteLength > 0) buffers.add(legs.buffer)
  }
  return [...buffers]
}

/** The day again: what is legal in it is legal in the other, and costs as much. */
export function dayOf({ depots, couriers, dimensions, travel, steps }: DayData): Day {
  const made = new Map<SourceData, TravelSource>()
  const sourceOf = (data: SourceData): TravelSource => {
    const source = made.get(data) ?? ('table' in data ? tableTravel(data.table) : estimateTravel(data.estimate))
    made.set(data, source)
    return source
  }
  return assembleDay({
    calendar: undefined, depots, couriers, slots: [], dimensions,
    travel: new Map(travel.map(([name, data]) => [name, sourceOf(data)])),
    profile: steps && timeProfile({ steps }),
  })
}

/** Where anybody starts, loads, ends, is served, drives through, or goes on from. */
function placesOf({ depots, couriers }: Day, { ledger, plan }: DeskSnapshot): Place[] {
  const places = new Map<string, Place>()
  const add = (place: Place | null | undefined) => void (place === null || place === undefined || places.set(placeKey(place), place))
  for (const { place } of depots) add(place)
  for (const { shifts } of couriers) {
    for (const { from, to, reload } of shifts) for (const place of [from, to, reload?.place]) add(place)
  }
  const restored = restore(ledger)
  for (const { at } of restored.roads.values()) add(at)
  for (const { order } of promises(restored)) {
    for (const place of [order.place, order.collectAt?.place, order.bringTo?.place]) add(place)
  }
  for (const { steps } of plan.routes) for (const step of steps) if (step.type === 'via') add(step.place)
  return [...places.values()]
}
