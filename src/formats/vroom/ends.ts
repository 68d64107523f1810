/** The two ends of a shipment: the door, where the customer is, and the other one. */
import type { Order, OtherEnd } from '../../model/nouns.ts'
import type { ShipmentJson } from './schema.ts'

/** An end of a shipment. */
export type End = 'pickup' | 'delivery'

const PREFIX = 'shipment-'

/** Our order id of a shipment. Jobs are plain numbers, so that a job and a shipment of the same number are two orders. */
export function shipmentId({ delivery }: Pick<ShipmentJson, 'delivery'>): string {
  return `${PREFIX}${delivery.id}`
}

/** What an order's id says of the shipment's number: `shipment-7` and `7` both say 7. */
export function shipmentNumeral(id: string): string {
  return id.startsWith(PREFIX) ? id.slice(PREFIX.length) : id
}

/** The other end of an order; `undefined` where it is a job. */
export function otherEndOf({ collectAt, bringTo }: Order): OtherEnd | undefined {
  return collectAt ?? bringTo
}

/** Which end of its shipment an order with another end is at. */
export function doorOfOrder({ bringTo }: Order): End {
  return bringTo === undefined ? 'delivery' : 'pickup'
}

/** Which end is the customer's: whose slots are sold, and where the order is. The delivery, unless `door` says otherwise. */
export function doorOf({ door = 'delivery' }: Pick<ShipmentJson, 'door'>): End {
  return door
}

/** The end that is not this one. */
export function otherEnd(end: End): End {
  return end === 'pickup' ? 'delivery' : 'pickup'
}
