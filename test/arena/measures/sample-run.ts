/** Records of runs made by hand. */
import type { AttemptRecord, CustomerRecord, RouteRecord, RunRecord } from '../../../src/arena/days/record.ts'

const HOUR = 3600

/** A visit within its window that succeeded, unless said otherwise. */
export function visit(changes: Partial<AttemptRecord> = {}): AttemptRecord {
  const told = { start: 10 * HOUR, end: 12 * HOUR }
  return { day: 0, at: 11 * HOUR, told, promised: told, success: true, late: 0, stayedIn: true, waited: HOUR, by: 'home', ...changes }
}

/** A customer delivered at the first visit, unless said otherwise. */
export function customer(id: string, changes: Partial<CustomerRecord> = {}): CustomerRecord {
  return {
    id, day: 0, place: [13.4, 52.5], area: 'a', household: 'one', basket: 'small', early: true, offered: 3, suiting: 2,
    fate: 'delivered', attempts: [visit()], unserved: 0, ...changes,
  }
}

export function route(courier: string, changes: Partial<RouteRecord> = {}): RouteRecord {
  return { courier, paid: 8 * HOUR, driving: 4 * HOUR, waiting: HOUR, service: 3 * HOUR, metres: 60_000, stops: 20, ...changes }
}

export function run(customers: readonly CustomerRecord[], routes: readonly RouteRecord[] = [route('c1')], couriers = 2): RunRecord {
  return {
    scenario: 'small', seed: 1, regime: 'slotsmith', doors: { waits: 0, neighbour: 0, message: 0 },
    effort: { perChange: 100, perRepair: 100, perDay: 100 }, customers, days: [{ day: 0, couriers, routes, evaluations: 300 }], evaluations: 300,
  }
}
