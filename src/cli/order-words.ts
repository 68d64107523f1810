/** Orders as messages name them. */

/** `job 7` for our order 7, which is VROOM's job 7; other ids say themselves what they are, as `shipment-7` does. */
export function orderWords(id: string): string {
  return /^\d+$/.test(id) ? `job ${id}` : id
}
