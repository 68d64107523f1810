/** How long each stop takes, by type of courier: service always, setup where the courier comes from another place. */
import type { Day } from '../model/day.ts'
import type { VisitTimes } from '../model/nouns.ts'
import { serviceFor, setupFor } from '../model/visit-times.ts'
import type { Ground } from './ground.ts'
import type { RouteSlabs } from './slabs.ts'

/** The types of couriers of a day. The first, of those that name none, is always there. */
export function courierTypes(day: Day): readonly (string | undefined)[] {
  return [undefined, ...new Set(day.couriers.flatMap(({ type }) => type ?? []))]
}

/** Rows are stop handles. */
export class StopTimes {
  /** Whether any stop here has a setup: else nobody asks. One that has left does not count. */
  hasSetups = false
  /** Seconds: `services[type][stop]`, where `Fleet.type` says which type a route is of. */
  readonly services: Int32Array[]
  readonly setups: Int32Array[]
  /** What {@link workIn} lends. */
  work: Int32Array
  readonly types: readonly (string | undefined)[]
  private withSetup = 0

  constructor(day: Day, rows: number) {
    this.types = courierTypes(day)
    this.services = this.types.map(() => new Int32Array(rows))
    this.setups = this.types.map(() => new Int32Array(rows))
    this.work = new Int32Array(rows)
  }

  /** Enters a visit. */
  enter(stop: number, visit: VisitTimes): void {
    this.types.forEach((type, t) => {
      this.services[t]![stop] = serviceFor(visit, type)
      this.setups[t]![stop] = setupFor(visit, type)
    })
  }

  /** The stop takes everybody that long. */
  enterAlike(stop: number, seconds: number): void {
    for (const service of this.services) service[stop] = seconds
    for (const setup of this.setups) setup[stop] = 0
  }

  /** What `putBack` takes to make the row what it is now. */
  rowOf(stop: number): readonly number[] {
    return [...this.services, ...this.setups].map((column) => column[stop]!)
  }

  putBack(stop: number, row: readonly number[]): void {
    for (const [i, column] of [...this.services, ...this.setups].entries()) column[stop] = row[i]!
  }

  /** The row comes or goes. */
  tally(stop: number, by: number): void {
    if (this.setups.every((setup) => setup[stop] === 0)) return
    this.withSetup += by
    this.hasSetups = this.withSetup > 0
  }

  grow(rows: number): void {
    const wider = (column: Int32Array): Int32Array => {
      const grown = new Int32Array(rows)
      grown.set(column)
      return grown
    }
    for (const columns of [this.services, this.setups]) columns.forEach((column, t) => (columns[t] = wider(column)))
    this.work = new Int32Array(rows)
  }
}

/**
 * By stop, for the stops of one route as they stand in it: seconds of setup, where it is due, and service together. Lent until it is asked
 * for again.
 */
export function workIn({ fleet, stops }: Ground, slabs: RouteSlabs, r: number): Int32Array {
  const { times } = stops
  const service = times.services[fleet.type[r]!]!
  if (!times.hasSetups) return service
  const setup = times.setups[fleet.type[r]!]!
  const { work } = times
  const { stopAt, placeAt } = slabs
  const base = r * slabs.width
  for (let at = base + 1; at <= base + slabs.len[r]!; at++) {
    const stop = stopAt[at]!
    work[stop] = service[stop]! + (placeAt[at] === placeAt[at - 1] ? 0 : setup[stop]!)
  }
  return work
}

/** Seconds that a courier of the route needs at a stop that is reached from the place. */
export function workAfter({ fleet, stops }: Ground, r: number, stop: number, from: number): number {
  const { services, setups } = stops.times
  const type = fleet.type[r]!
  return services[type]![stop]! + (stops.place[stop] === from ? 0 : setups[type]![stop]!)
}
