/** VROOM's jobs and requests as orders. */
import type { Day } from '../../model/day.ts'
import type { Order } from '../../model/nouns.ts'
import type { OrderInput } from '../../model/order.ts'
import { readOrder } from '../../model/order.ts'
import { deliveryOf, padded } from './amounts.ts'
import { ownPath } from './paths.ts'
import type { Reading } from './reading.ts'
import { isNowhere, placeOf, windowsOf } from './reading.ts'
import type { JobJson } from './schema.ts'

const LONGEST_DESCRIPTION = 2000

/** A job as the model takes it. */
export function orderInput(job: JobJson, path: string, reading: Reading): OrderInput {
  const { dimensions, note } = reading
  if (isNowhere(job.location, job.location_index)) note('missing', `${path}.location`, undefined, 'state location or location_index')
  const windows = windowsOf(job.time_windows, path, reading)
  // What is cut off here is still in `tasks`, from where solutions take it.
  const description = job.description?.slice(0, LONGEST_DESCRIPTION)
  return {
    id: String(job.id),
    place: placeOf(job.location, job.location_index, `${path}.location`, reading) ?? 0,
    service: (job.setup ?? 0) + (job.service ?? 0),
    delivery: padded(deliveryOf(job), dimensions),
    pickup: padded(job.pickup, dimensions),
    skills: (job.skills ?? []).map(String),
    priority: job.priority ?? 0,
    ...(windows === undefined ? {} : { windows }),
    ...(description === undefined || description.trim() === '' ? {} : { description }),
  }
}

/** Orders of the day; what the model finds is noted under VROOM's own paths. */
export function ordersOf(inputs: readonly OrderInput[], list: 'jobs' | 'requests', day: Day, reading: Reading): Order[] {
  return inputs.flatMap((input, index) => {
    const before = reading.problems.length
    const order = readOrder(input, day, `${list}[${index}]`, reading.problems)
    for (const found of reading.problems.splice(before)) reading.problems.push({ ...found, path: ownPath(found.path, reading.json) })
    return order ?? []
  })
}
