/** Orders as VROOM's jobs and shipments. */
import type { Load, Order, OtherEnd } from '../../model/nouns.ts'
import type { Seconds } from '../../time/seconds.ts'
import { FARTHEST } from '../../time/seconds.ts'
import { doorOfOrder } from './ends.ts'
import { windowJson } from './moments.ts'
import type { VroomNames, VroomTask } from './problem.ts'
import type { JobJson, ShipmentJson } from './schema.ts'
import { timesJson } from './visit-times.ts'

/** An order without another end. */
export function jobJson(order: Order, names: VroomNames, skills: ReadonlyMap<string, number>, shift: Seconds): JobJson {
  const { position } = order
  return {
    ...visitJson(names.tasks.get(order.id)!, order, shift),
    ...(order.delivery.length === 0 ? {} : { delivery: [...order.delivery], pickup: [...order.pickup] }),
    ...workJson(order, skills, shift),
    ...(position === undefined ? {} : { position }),
  }
}

/** An order with another end. Where the customer is at the pickup, `door` says so. */
export function shipmentJson(
  order: Order, end: OtherEnd, names: VroomNames, skills: ReadonlyMap<string, number>, shift: Seconds,
): ShipmentJson {
  const door = visitJson(names.tasks.get(order.id)!, order, shift)
  const other = visitJson(names.otherEnds.get(order.id)!, end, shift)
  const also = besides(order).some((units) => units > 0) ? [...besides(order)] : undefined
  const [ends, amount] = doorOfOrder(order) === 'delivery'
    ? [{ pickup: other, delivery: also === undefined ? door : { ...door, pickup: also } }, order.delivery]
    : [{ pickup: also === undefined ? door : { ...door, delivery: also }, delivery: other, door: 'pickup' as const }, order.pickup]
  return { ...ends, ...(amount.length === 0 ? {} : { amount: [...amount] }), ...workJson(order, skills, shift) }
}

function workJson(
  { skills: needed, priority, release, value }: Order, skills: ReadonlyMap<string, number>, shift: Seconds,
): Pick<JobJson, 'skills' | 'priority' | 'release' | 'value'> {
  return {
    ...(needed.length === 0 ? {} : { skills: needed.map((skill) => skills.get(skill)!) }),
    ...(priority === 0 ? {} : { priority }),
    ...(release === undefined ? {} : { release: Math.max(0, release + shift) }),
    ...(value === undefined ? {} : { value }),
  }
}

/** What every visit has: a job, or either end of a shipment. */
function visitJson(
  { id, description, location, location_index: row }: VroomTask, visit: Order | OtherEnd, shift: Seconds,
): Pick<JobJson, 'id' | 'description' | 'location' | 'location_index' | 'service' | 'time_windows'> {
  const { windows } = visit
  const always = windows.length === 1 && windows[0]!.start <= -FARTHEST && windows[0]!.end >= FARTHEST
  return {
    id,
    ...(description === undefined ? {} : { description }),
    ...(location === undefined ? {} : { location: [...location] }),
    location_index: row,
    ...timesJson(visit),
    ...(always ? {} : { time_windows: windows.map((window) => windowJson(window, shift)) }),
  }
}

/** What the door of a shipment is brought from the depot, or gives to it, besides the shipment. */
export function besides(order: Order): Load {
  return doorOfOrder(order) === 'delivery' ? order.pickup : order.delivery
}
