/** VROOM's shipments as orders. */
import { padded } from './amounts.ts'
import { doorOf, otherEnd, shipmentId } from './ends.ts'
import type { ListedOrder } from './jobs.ts'
import { describedOf, termsOf, visitOf } from './jobs.ts'
import type { Reading } from './reading.ts'
import type { ShipmentJson } from './schema.ts'

/** A shipment as the model takes it: collected at its pickup, or brought to its delivery where the pickup is the door. */
export function shipmentOrder(shipment: ShipmentJson, path: string, reading: Reading): ListedOrder {
  const { pickup, delivery, skills = [], priority = 0 } = shipment
  const door = doorOf(shipment)
  const other = otherEnd(door)
  const stray = door === 'delivery' ? pickup.delivery : delivery.pickup
  if (stray !== undefined) {
    const remedy = `leave it out; only the door, the ${door}, has dealings with the depot`
    reading.note('contradiction', `${path}.${other}.${door}`, stray, remedy)
  }
  const amount = padded(shipment.amount, reading.dimensions)
  const loads = door === 'delivery'
    ? { delivery: amount, pickup: padded(delivery.pickup, reading.dimensions) }
    : { pickup: amount, delivery: padded(pickup.delivery, reading.dimensions) }
  const end = visitOf(shipment[other], `${path}.${other}`, reading)
  return {
    path,
    input: {
      id: shipmentId(shipment),
      ...visitOf(shipment[door], `${path}.${door}`, reading),
      ...loads,
      ...(door === 'delivery' ? { collectAt: end } : { bringTo: end }),
      skills: skills.map(String),
      priority,
      ...termsOf(shipment, path, reading),
      ...describedOf(shipment[door]),
    },
  }
}
