/** How long each stop takes, by type of courier: service always, setup where the courier comes from another place. */
import type { Day } from '../model/day.ts'
import type { VisitTimes } from '../model/nouns.ts'
import { serviceFor, setupFor } from '../model/visit-times.ts'

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
  /** Room for what `workIn` lends. */
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
