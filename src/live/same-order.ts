/** Whether two orders ask for the same, whenever that may be. */
import { plainCopy } from '../booking/plain.ts'
import type { Order } from '../model/nouns.ts'

/** True where place, service, loads, skills and all else but the windows are the same. */
export function sameOrder(one: Order, other: Order): boolean {
  return one === other || contentOf(one) === contentOf(other)
}

/** The ledger sorts the keys of what it stores; so does this. */
function contentOf(order: Order): string {
  return JSON.stringify(plainCopy({ ...order, windows: null }, '', [], Infinity))
}
