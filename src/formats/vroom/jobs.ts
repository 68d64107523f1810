/** VROOM's jobs as orders, and what they have in common with the ends of shipments. */
import type { Day } from '../../model/day.ts'
import type { Order } from '../../model/nouns.ts'
import type { OrderInput } from '../../model/order.ts'
import { readOrder } from '../../model/order.ts'
import type { VisitTimesInput } from '../../model/visit-times.ts'
import type { Window } from '../../time/window.ts'
import type { Place } from '../../travel/place.ts'
import { deliveryOf, padded } from './amounts.ts'
import { toOwnMoment } from './moments.ts'
import { ownPath } from './paths.ts'
import type { Reading } from './reading.ts'
import { isNowhere, placeOf, windowsOf } from './reading.ts'
import type { JobJson, RequestJson, ShipmentTaskJson } from './schema.ts'
import { timesOf } from './visit-times.ts'

const LONGEST_DESCRIPTION = 2000

/** An order as the model takes it, and where it was found. */
export interface ListedOrder {
  readonly input: OrderInput
  readonly path: string
}

/** A job as the model takes it. */
export function jobOrder(job: JobJson, path: string, reading: Reading): ListedOrder {
  const { dimensions } = reading
  return {
    path,
    input: {
      id: String(job.id),
      ...visitOf(job, path, reading),
      delivery: padded(deliveryOf(job), dimensions),
      pickup: padded(job.pickup, dimensions),
      skills: (job.skills ?? []).map(String),
      priority: job.priority ?? 0,
      ...(job.position === undefined ? {} : { position: job.position }),
      ...termsOf(job, path, reading),
      ...describedOf(job),
    },
  }
}

/** Where, when and how long: what every visit has. */
export function visitOf(
  task: JobJson | ShipmentTaskJson, path: string, reading: Reading,
): { place: Place; windows?: Window[] } & VisitTimesInput {
  if (isNowhere(task.location, task.location_index)) {
    reading.note('missing', `${path}.location`, undefined, 'state location or location_index')
  }
  const windows = windowsOf(task.time_windows, path, reading)
  return {
    place: placeOf(task.location, task.location_index, `${path}.location`, reading) ?? 0,
    ...timesOf(task, path, reading.note),
    ...(windows === undefined ? {} : { windows }),
  }
}

/** When the delivery is ready at the depot, and what serving it is worth. */
export function termsOf(
  { release, value }: RequestJson, path: string, { moments, lose, costScale }: Reading,
): Pick<OrderInput, 'release' | 'value'> {
  return {
    ...(release === undefined ? {} : { release: toOwnMoment(release, moments, `${path}.release`, lose) }),
    ...(value === undefined ? {} : { value: value * costScale }),
  }
}

/** What is cut off here is still in `tasks`, from where solutions take it. */
export function describedOf(task: JobJson | ShipmentTaskJson): { description?: string } {
  const description = task.description?.slice(0, LONGEST_DESCRIPTION)
  return description === undefined || description.trim() === '' ? {} : { description }
}

/** Orders of the day; what the model finds is noted under VROOM's own paths. */
export function ordersOf(listed: readonly ListedOrder[], day: Day, reading: Reading): Order[] {
  return listed.flatMap(({ input, path }) => {
    const before = reading.problems.length
    const order = readOrder(input, day, path, reading.problems)
    for (const found of reading.problems.splice(before)) reading.problems.push({ ...found, path: ownPath(found.path, reading.json) })
    return order ?? []
  })
}
